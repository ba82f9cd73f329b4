"""What a second run costs: from nothing, nothing changed, one paragraph, one setting.

    python bench/warm_speed.py [--chapters N] [--rounds N] [--against CHECKOUT] [--only check|build]

`check` runs on a sound pair of books, the one of `check_speed.py`; `build` makes the usual
editions of the handbook. Each run is a process of its own, on a copy. Prints seconds of the
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
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from check_speed import HERE, change_one, write_book
from processor import ENVIRONMENT, adopt_orphans, seconds_of_children

EPOCH = "1767312000"
PARAGRAPH = {"en": "Nothing else was said of it.", "he": "יותר מזה לא נאמר על כך."}
MARKS = "typography: {ellipsis: false}\n"
HEARD = "parity: {severity: {T607: note}}\n"
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--only", choices=("check", "build"))
    options = parser.parse_args(arguments)
    adopt_orphans()
    checkouts = {"this": HERE} | ({"other": options.against.resolve()} if options.against else {})
    print(f"{'side':<6} {'run':<6} {'changed':<16} {'seconds':>8} {'of cold':>8}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        if options.only != "build":
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
        if options.only != "check":
            handbook = Path(scratch) / "handbook"
            shutil.copytree(HERE / "content", handbook / "content")
            changes = {
                "from nothing": nothing,
                "nothing": nothing,
                "one paragraph": add_paragraph,
                "how a rule is": add_line(HEARD),
                "the marks": add_line(MARKS),
            }
            measure(checkouts, "build", handbook, changes, options.rounds)
    print(f"{options.chapters} chapter pairs and the handbook, {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
