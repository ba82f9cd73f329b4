"""What a second run costs: from nothing, nothing changed, one paragraph, one setting.

    python bench/warm_speed.py [--chapters N] [--rounds N] [--against CHECKOUT]
        [--only check|build|watch]

`check` runs on a sound pair of books, the one of `check_speed.py`; `build` makes the usual
editions of the handbook. Each run is a process of its own, on a copy. `watch` is
`build --watch`, whose processes go on: what it takes to make them all again after a paragraph
was changed. Prints seconds of the
processor's time, of all processes together, and what share of the run from nothing that is:
the median of some rounds. One paragraph is one in a chapter, in both languages; one setting is
how quotation marks are set, which is read again for every chapter, and how one rule is heard,
which is not. With --against, another checkout of the program runs in turn with this one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from check_speed import HERE, change_one, write_book
from processor import ENVIRONMENT, adopt_orphans, seconds_of, seconds_of_children

EPOCH = "1767312000"
PARAGRAPH = {"en": "Nothing else was said of it.", "he": "יותר מזה לא נאמר על כך."}
LETTERS = {"en": "a", "he": "א"}  # the first ones
MARKS = "typography: {ellipsis: false}\n"
HEARD = "parity: {severity: {T607: note}}\n"
CHANGED = 7  # the chapter of the handbook that is changed while it is watched
CALM = 8  # quarters of a second in which nothing is done
MEGABYTES_A_CHAPTER = 9 / 929

Change = Callable[[Path, int], None]


def add_paragraph(project: Path, number: int) -> None:
    """Add a paragraph to the end of a chapter of the handbook, in both languages."""
    names = sorted(path.name for path in (project / "content/en").glob("*.md"))
    for tag, words in PARAGRAPH.items():
        with (project / "content" / tag / names[number % len(names)]).open("a") as file:
            file.write(f"\n{words}\n")


def add_line(line: str) -> Change:
    """Return the change that adds a line to a book's settings, and takes it away again."""

    def change(project: Path, _number: int) -> None:
        path = project / "content/book.yaml"
        text = path.read_text(encoding="utf-8")
        new = text.replace(line, "") if line in text else f"{text.rstrip()}\n{line}"
        path.write_text(new, encoding="utf-8")

    return change


def nothing(_project: Path, _number: int) -> None:
    """Change nothing."""


def run(checkout: Path, command: str, project: Path) -> float:
    """Return the seconds of the processor's time that a command takes."""
    before = seconds_of_children()
    arguments = [sys.executable, str(checkout / "build.py"), command, "--project", str(project)]
    done = subprocess.run(
        arguments,
        cwd=checkout,
        env={**ENVIRONMENT, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 2:
        raise SystemExit(done.stderr)
    return seconds_of_children() - before


def measure(
    checkouts: dict[str, Path], command: str, source: Path, changes: dict[str, Change], rounds: int
) -> None:
    """Run a command after each change, and print what it took."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(rounds):
        for side, checkout in checkouts.items():
            with tempfile.TemporaryDirectory() as scratch:
                project = Path(scratch) / "book"
                shutil.copytree(source, project)
                for name, change in changes.items():
                    change(project, number)
                    found[side, name].append(run(checkout, command, project))
    for side in checkouts:
        cold = statistics.median(found[side, "from nothing"])
        for name in changes:
            seconds = statistics.median(found[side, name])
            print(f"{side:<6} {command:<6} {name:<16} {seconds:8.2f} {seconds / cold:8.3f}")


def change_words(project: Path, tags: Sequence[str], number: int) -> None:
    """Change the words of the last paragraph of a chapter of the handbook, in some languages."""
    name = sorted(path.name for path in (project / "content/en").glob("*.md"))[CHANGED]
    for tag in tags:
        path = project / "content" / tag / name
        text = path.read_text(encoding="utf-8").rstrip()
        said = text[: text.rindex(PARAGRAPH[tag]) + len(PARAGRAPH[tag])]
        path.write_text(f"{said} ({chr(ord(LETTERS[tag]) + number)})\n", encoding="utf-8")


def watch(side: str, checkout: Path, source: Path, rounds: int) -> None:
    """Print what it takes to make all editions, and to make them again after each change."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "book"
        shutil.copytree(source, project)
        add_paragraph(project, CHANGED)
        command = [sys.executable, str(checkout / "build.py"), "build", "--watch"]
        running = subprocess.Popen(
            [*command, "--project", str(project)],
            cwd=checkout,
            env={**ENVIRONMENT, "SOURCE_DATE_EPOCH": EPOCH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            used = cold = calm(running.pid)
            print(f"{side:<6} watch  {'from nothing':<16} {cold:8.2f} {1:8.3f}")
            found: dict[str, list[float]] = defaultdict(list)
            for number in range(2 * rounds):
                tags = ("en", "he") if number % 2 else ("he",)
                change_words(project, tags, number)
                before, used = used, calm(running.pid)
                found["a paragraph in " + " ".join(tags)].append(used - before)
            for name, seconds in found.items():
                middle = statistics.median(seconds)
                print(f"{side:<6} watch  {name:<16} {middle:8.2f} {middle / cold:8.3f}")
        finally:
            running.terminate()
            running.wait()


def calm(pid: int) -> float:
    """Return the seconds that a process and its own have taken, when they do nothing any more."""
    used, since = seconds_of([pid]), 0
    while since < CALM:
        time.sleep(0.25)
        before, used = used, seconds_of([pid])
        since = since + 1 if used - before < 0.03 else 0
    return used


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--only", choices=("check", "build", "watch"))
    options = parser.parse_args(arguments)
    adopt_orphans()
    checkouts = {"this": HERE} | ({"other": options.against.resolve()} if options.against else {})
    print(f"{'side':<6} {'run':<6} {'changed':<16} {'seconds':>8} {'of cold':>8}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        if options.only in (None, "check"):
            book = Path(scratch) / "pair"
            size = int(options.chapters * MEGABYTES_A_CHAPTER * 1_000_000)
            write_book(book, options.chapters, size)
            changes: dict[str, Change] = {
                "from nothing": nothing,
                "nothing": nothing,
                "one paragraph": lambda project, number: change_one(project, number + 1),
                "how a rule is": add_line(HEARD),
                "the marks": add_line(MARKS),
            }
            measure(checkouts, "check", book, changes, options.rounds)
        handbook = Path(scratch) / "handbook"
        shutil.copytree(HERE / "content", handbook / "content")
        if options.only in (None, "build"):
            changes = {
                "from nothing": nothing,
                "nothing": nothing,
                "one paragraph": add_paragraph,
                "how a rule is": add_line(HEARD),
                "the marks": add_line(MARKS),
            }
            measure(checkouts, "build", handbook, changes, options.rounds)
        if options.only in (None, "watch"):
            for side, checkout in checkouts.items():
                watch(side, checkout, handbook, options.rounds)
    print(f"{options.chapters} chapter pairs and the handbook, {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
