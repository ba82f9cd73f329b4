"""How long `check` takes on a book of 929 chapters, from nothing and when nothing changed.

    python bench/check_speed.py [--chapters N] [--megabytes M] [--against CHECKOUT] [--rounds N]

Writes a sound pair of editions, the same one every time, from sentences of its own.
Runs `check` on it three times a round: from nothing, again as it is, and after one
paragraph has changed. Prints seconds, seconds of work on all cores, and the most
memory that the command and its children held together (proportional set size).
With --against, another checkout of the program runs in turn with this one.
Linux only: memory is read from /proc.
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
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from processor import ENVIRONMENT, adopt_orphans, seconds_of_children

HERE = Path(__file__).resolve().parent.parent
SAMPLE_SECONDS = 0.1
TARGETS = "targets: under 45 s from nothing, under 3 s unchanged, under 600 MB"

Words = tuple[str, str]  # in English, in Hebrew

SUBJECTS: tuple[Words, ...] = (
    ("the old harbor", "הנמל הישן"),
    ("the first printing house", "בית הדפוס הראשון"),
    ("the city archive", "ארכיון העיר"),
    ("the railway company", "חברת הרכבת"),
    ("the well in the courtyard", "הבאר שבחצר"),
    ("the council of merchants", "מועצת הסוחרים"),
    ("the road to the coast", "הדרך אל החוף"),
    ("the weekly market", "השוק השבועי"),
)
VERBS: tuple[Words, ...] = (
    ("was described by", "תואר בידי"),
    ("was repaired with the help of", "תוקן בעזרת"),
    ("was paid for by", "מומן בידי"),
    ("is still remembered by", "עודנו זכור לטובה בקרב"),
    ("was measured again by", "נמדד מחדש בידי"),
)
OBJECTS: tuple[Words, ...] = (
    ("travelers who came from the north", "נוסעים שבאו מן הצפון"),
    ("the families of the quarter", "משפחות הרובע"),
    ("three generations of printers", "כמה דורות של מדפיסים"),
    ("the engineers of the mandate", "מהנדסי המנדט"),
    ("a teacher and her pupils", "מורה ותלמידיה"),
    ("people who had never seen it", "אנשים שמעולם לא ראו אותו"),
)
TAILS: tuple[Words, ...] = (
    ("as the letters of that year tell", "כפי שמספרים מכתבי אותה שנה"),
    ("and nobody asked for the price", "ואיש לא שאל למחיר"),
    ("although the winter was long", "אף שהחורף היה ארוך"),
    ("so that the work went on", "וכך נמשכה העבודה"),
    ("before the rains had begun", "עוד לפני שהחלו הגשמים"),
)
MARK: Words = ("A second paragraph was added here.", "כאן נוספה פסקה שנייה.")


@dataclass
class Pair:
    """A chapter that is being written in both languages. size: bytes that were added to both."""

    pick: random.Random
    number: int
    english: list[str]
    hebrew: list[str]
    notes: int = 0
    size: int = 0

    def add(self, english: str, hebrew: str) -> None:
        """Add a block to both sides."""
        self.english.append(english)
        self.hebrew.append(hebrew)
        self.size += sum(len(block.encode()) + 2 for block in (english, hebrew))


def sentence(pick: random.Random) -> Words:
    """Return a sentence that says the same in both languages."""
    parts = [pick.choice(choice) for choice in (SUBJECTS, VERBS, OBJECTS, TAILS)]
    english, hebrew = (" ".join(part[side] for part in parts) for side in (0, 1))
    year = pick.randint(1850, 1999)
    return f"In {year}, {english}.", f"בשנת {year}, {hebrew}."


def sentences(pick: random.Random, count: int) -> Words:
    """Return a run of sentences in both languages."""
    made = [sentence(pick) for _ in range(count)]
    return " ".join(one for one, _ in made), " ".join(other for _, other in made)


def block(pair: Pair) -> None:
    """Add one block of a random kind to a chapter."""
    pick = pair.pick
    one, other = sentences(pick, pick.randint(2, 5))
    kind = pick.randrange(14)
    if kind == 0:
        items = [sentence(pick) for _ in range(pick.randint(2, 5))]
        mark = pick.choice(("-", "1."))
        both = [[f"{mark} {item[side]}" for item in items] for side in (0, 1)]
        pair.add("\n".join(both[0]), "\n".join(both[1]))
    elif kind == 1:
        rows = [(pick.randint(1860, 1990), pick.randint(10, 99)) for _ in range(4)]
        lines = "\n".join(f"| {year} | {count} |" for year, count in rows)
        name = f"{{#tbl-{len(pair.english)}}}"
        pair.add(
            f"| Year | Ships |\n|---|---|\n{lines}\n\n: Ships by year {name}",
            f"| שנה | אוניות |\n|---|---|\n{lines}\n\n: אוניות לפי שנה {name}",
        )
    elif kind == 2:
        code = f"```python\ndef ships_{pair.number}(year):\n    return year - {pair.number}\n```"
        pair.add(code, code)
    elif kind == 3:
        pair.add(f"> {one}", f"> {other}")
    elif kind == 4:
        pair.notes += 1
        note = pair.notes
        pair.add(
            f"{one}[^{note}]\n\n[^{note}]: See {one}", f"{other}[^{note}]\n\n[^{note}]: {other}"
        )
    elif kind == 5:
        pair.add(f"Harbor\n:   {one}\n\nMarket\n:   {one}", f"נמל\n:   {other}\n\nשוק\n:   {other}")
    elif kind == 6:
        pair.add(f"::: {{.note}}\n{one}\n:::", f"::: {{.note}}\n{other}\n:::")
    elif kind == 7:
        link = f"https://example.org/{pair.number}"
        pair.add(f"{one} See [the list]({link}).", f"{other} ראו [את הרשימה]({link}).")
    elif kind == 8 and not pair.number % 10:
        formula = f"$x^2 = {pair.number}$"
        pair.add(f"{one} So {formula}.", f"{other} לכן {formula}.")
    elif kind == 9:
        pair.add(f"{one} *{one}* `run {pair.number}`", f"{other} *{other}* `run {pair.number}`")
    else:
        pair.add(one, other)


def chapter(number: int, bytes_wanted: int) -> Words:
    """Return a chapter of about that size, both languages together."""
    pick = random.Random(number)  # noqa: S311 - the same book every time is what is wanted
    pair = Pair(pick, number, [], [])
    subject = SUBJECTS[number % len(SUBJECTS)]
    pair.add(f"# Chapter {number}: {subject[0]}", f"# פרק {number}: {subject[1]}")
    pair.add(*sentences(pick, 3))
    section = 0
    while pair.size < bytes_wanted:
        section += 1
        level = "##" if section % 3 else "###"
        name = f" {{#part-{section}}}" if section % 2 else ""
        about = SUBJECTS[(number + section) % len(SUBJECTS)]
        pair.add(f"{level} On {about[0]} {section}{name}", f"{level} על {about[1]} {section}{name}")
        for _ in range(pick.randint(1, 4)):
            if pair.size < bytes_wanted - 400:
                block(pair)
        if pair.size >= bytes_wanted - 400:
            break
    return "\n\n".join(pair.english) + "\n", "\n\n".join(pair.hebrew) + "\n"


def write_book(folder: Path, chapters: int, total_bytes: int) -> int:
    """Write the book and return its size in bytes."""
    content = folder / "content"
    for tag, title in (("en", "A Long Book"), ("he", "ספר ארוך")):
        (content / tag).mkdir(parents=True)
        (content / tag / "book.yaml").write_text(f"title: {title}\ndate: 2026-01-02\n")
    (content / "book.yaml").write_text("id: long\nlanguages: [en, he]\n")
    size = 0
    for number in range(1, chapters + 1):
        for tag, text in zip(("en", "he"), chapter(number, total_bytes // chapters), strict=True):
            size += (content / tag / f"{number:03d}-chapter.md").write_bytes(text.encode())
    return size


def change_one(folder: Path, number: int) -> None:
    """Add a paragraph to the end of one chapter, in both languages."""
    for tag, words in zip(("en", "he"), MARK, strict=True):
        with (folder / "content" / tag / f"{number:03d}-chapter.md").open("a") as file:
            file.write(f"\n{words}\n")


# Measuring -------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """What one run took. findings: the closing line of the report."""

    seconds: float
    work_seconds: float
    peak_mb: float
    status: int
    findings: str


def run_check(checkout: Path, folder: Path) -> Measure:
    """Run `check` of a checkout on a book."""
    before = seconds_of_children()
    start = time.monotonic()
    command = [sys.executable, str(checkout / "build.py"), "check", "--project", str(folder)]
    with tempfile.TemporaryFile("w+") as report:
        process = subprocess.Popen(
            command, stdout=report, stderr=subprocess.DEVNULL, cwd=checkout, env=ENVIRONMENT
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(_memory_kb(pid) for pid in _family(process.pid)))
            time.sleep(SAMPLE_SECONDS)
        seconds = time.monotonic() - start
        report.seek(0)
        lines = report.read().splitlines()
    work = seconds_of_children() - before
    last = lines[-1] if lines else "nothing"
    return Measure(seconds, work, peak / 1000, process.returncode, last)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _memory_kb(pid: int) -> int:
    """Return what a process holds, with its share of what it holds with others."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def main() -> int:
    """Run the comparison and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=929)
    parser.add_argument("--megabytes", type=float, default=9.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    options = parser.parse_args()
    adopt_orphans()
    sides = {"this": HERE} | ({"other": options.against.resolve()} if options.against else {})
    print(f"{'side':<6} {'run':<12} {'seconds':>8} {'work':>8} {'MB':>6}  findings", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "book"
        size = write_book(folder, options.chapters, int(options.megabytes * 1_000_000))
        for number in range(1, options.rounds + 1):
            for name, checkout in sides.items():
                shutil.rmtree(folder / ".diglot", ignore_errors=True)
                for run in ("from nothing", "unchanged", "one changed"):
                    if run == "one changed":
                        change_one(folder, min(number, options.chapters))
                    m = run_check(checkout, folder)
                    print(
                        f"{name:<6} {run:<12} {m.seconds:8.1f} {m.work_seconds:8.1f} "
                        f"{m.peak_mb:6.0f}  {m.findings}",
                        flush=True,
                    )
    print(f"{options.chapters} chapters, {size / 1e6:.1f} MB, {os.cpu_count()} cores; {TARGETS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
