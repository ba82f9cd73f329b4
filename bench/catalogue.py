"""What a catalogue of small books costs in one command, and in a command for each book.

    python bench/catalogue.py [--titles N ...] [--chapters N] [--jobs N] [--only check|build]

Writes sound books, the same ones every time, each with chapters of its own, and runs `check` and
`build site epub` over all of them: from nothing, and again with nothing changed; in one command,
and, on a copy, with a command for each book. The two ways take turns. Prints the seconds that
each took, of the clock and of the processor, of all processes together, and what share of the
other way that is. Of several numbers of books, it prints how the one command grows with them.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from check_speed import HERE, Pair, sentence
from processor import ENVIRONMENT, adopt_orphans, seconds_of_children

EPOCH = "1767312000"
PARAGRAPHS = 6
ORDERS = {"check": ("check",), "build": ("build", "site", "epub")}


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took, in seconds."""

    clock: float
    processor: float

    def __add__(self, other: Spent) -> Spent:
        """Return what two runs took one after the other."""
        return Spent(self.clock + other.clock, self.processor + other.processor)


def write_title(folder: Path, number: int, chapters: int) -> None:
    """Write a small sound book in two languages."""
    pick = random.Random(number)  # noqa: S311 - not for secrets
    write(folder / "book.yaml", f"id: title-{number:03}\nlanguages: [en, he]\n")
    write(folder / "en/book.yaml", f"title: Title {number}\ndate: 2026-01-02\n")
    write(folder / "he/book.yaml", f"title: ספר {number}\ndate: 2026-01-02\n")
    for place in range(1, chapters + 1):
        pair = Pair(pick, place, [f"# Chapter {place}"], [f"# פרק {place}"])
        for section in range(PARAGRAPHS // 2):
            pair.add(
                f"## Part {section} {{#part-{section}}}", f"## חלק {section} {{#part-{section}}}"
            )
            for _ in range(2):
                pair.add(*sentence(pick))
        for tag, blocks in (("en", pair.english), ("he", pair.hebrew)):
            write(folder / tag / f"{place:02}-chapter.md", "\n\n".join(blocks) + "\n")


def write(path: Path, text: str) -> None:
    """Write a file and the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def command(*arguments: str | Path) -> str:
    """Run the program and return what it prints; stop with what it says where it fails."""
    done = subprocess.run(
        [sys.executable, str(HERE / "build.py"), *map(str, arguments)],
        cwd=HERE,
        env={**ENVIRONMENT, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def run(order: Sequence[str], folders: Sequence[Path], jobs: int) -> Spent:
    """Return what a command for some books takes."""
    before, start = seconds_of_children(), time.monotonic()
    command(*order, *folders, "--jobs", str(jobs))
    clock = time.monotonic() - start
    return Spent(clock, seconds_of_children() - before)


def run_each(order: Sequence[str], folders: Sequence[Path], jobs: int) -> Spent:
    """Return what a command for each book takes, one after the other."""
    return sum((run(order, [folder], jobs) for folder in folders), Spent(0, 0))


def measure(name: str, titles: Path, scratch: Path, jobs: int) -> None:
    """Run an order both ways, twice each, and print a line for each."""
    copies = [scratch / f"{name}-{way}" for way in ("together", "apart")]
    for copy in copies:
        shutil.copytree(titles, copy)
    together, apart = (sorted(copy.iterdir()) for copy in copies)
    for state in ("from nothing", "nothing changed"):
        one = run(ORDERS[name], together, jobs)
        many = run_each(ORDERS[name], apart, jobs)
        for way, spent in (("one", one), ("each", many)):
            share = f"{spent.clock / many.clock:6.2f} {spent.processor / many.processor:9.2f}"
            print(
                f"{name:<6} {state:<16} {way:<5} {spent.clock:8.1f} {spent.processor:9.1f} {share}",
                flush=True,
            )


def measure_growth(
    name: str, titles: Path, numbers: Sequence[int], scratch: Path, jobs: int
) -> None:
    """Run an order over some numbers of books in one command, and print a line for each."""
    for number in numbers:
        copy = scratch / f"{name}-{number}"
        copy.mkdir()
        for title in sorted(titles.iterdir())[:number]:
            shutil.copytree(title, copy / title.name)
        for state in ("from nothing", "nothing changed"):
            spent = run(ORDERS[name], sorted(copy.iterdir()), jobs)
            spent_each = f"{spent.clock / number:9.3f} {spent.processor / number:9.3f}"
            spent_all = f"{spent.clock:8.1f} {spent.processor:9.1f}"
            print(f"{name:<6} {state:<16} {number:>5} {spent_all} {spent_each}", flush=True)
        shutil.rmtree(copy)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--titles", type=int, nargs="+", default=[200])
    parser.add_argument("--chapters", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=tuple(ORDERS))
    options = parser.parse_args(arguments)
    adopt_orphans()
    grows = len(options.titles) > 1
    way, shares = ("books", ("each", "each")) if grows else ("way", ("share", "share"))
    widths = (9, 9) if grows else (6, 9)
    last = " ".join(f"{word:>{width}}" for word, width in zip(shares, widths, strict=True))
    print(f"{'run':<6} {'of':<16} {way:<5} {'clock':>8} {'processor':>9} {last}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        titles = Path(scratch) / "titles"
        for number in range(1, max(options.titles) + 1):
            folder = titles / f"title-{number:03}" / "content"
            write_title(folder, number, options.chapters)
        for name in ORDERS:
            if options.only not in (None, name):
                continue
            if grows:
                measure_growth(name, titles, options.titles, Path(scratch), options.jobs)
            else:
                measure(name, titles, Path(scratch), options.jobs)
    print(f"{max(options.titles)} books of {options.chapters} chapters, {options.jobs} jobs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
