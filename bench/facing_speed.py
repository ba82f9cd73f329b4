"""How long the facing pages of a book of 400 spreads take, against its two PDFs in one language.

    python bench/facing_speed.py [--spreads N] [--jobs N] [--keep FOLDER]

Makes the book of the handbook's chapters, repeated until it has so many spreads. Measures two
sides one after the other, each in a process of its own and with an empty cache: "single", the PDFs
of both languages, and "facing". Prints the processor's time and the time that passed, in seconds,
pages, the memory of the largest process, and for the facing pages how much is white at the feet of
the spreads, in lines. With --keep FOLDER the facing pages are left there, to be looked at.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from processor import ENVIRONMENT, cpu_seconds

if TYPE_CHECKING:
    from diglot.bitext import ChapterPair
    from diglot.core.model import Chapter, Edition
    from diglot.run.pipeline import Checked

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE), str(HERE / "tests")]
SIDES = ("single", "facing")
_SPREADS = 125  # of the handbook's text, more or less


class Silent:
    """Takes progress and says nothing."""

    def begin(self, task: str, total: int) -> None:
        """Begin nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


def book_of(
    copies: int,
) -> tuple[Checked, tuple[Edition, Edition], tuple[ChapterPair, ...]]:
    """Return the handbook as it was checked, and its editions and pairs with chapters repeated."""
    from diglot.disk.cache import Cache
    from diglot.run import pipeline

    checked = pipeline.check_project(HERE, jobs=1, progress=Silent(), cache=Cache(None))
    source, translation = checked.book.editions[:2]

    def copied(chapter: Chapter, copy: int) -> Chapter:
        suffix = f"-{copy}" * bool(copy)  # links between chapters lead to those of the first copy
        return replace(chapter, name=chapter.name + suffix, number=None, part="")

    def both(pair: ChapterPair, copy: int) -> ChapterPair:
        source, translation = (c and copied(c, copy) for c in (pair.source, pair.translation))
        return replace(pair, source=source, translation=translation)

    def repeated(edition: Edition) -> Edition:
        chapters = (copied(chapter, n) for n in range(copies) for chapter in edition.chapters)
        return replace(edition, chapters=tuple(chapters))

    aligned = checked.bitext.alignments[translation.language].chapters
    pairs = tuple(both(pair, n) for n in range(copies) for pair in aligned)
    return checked, (repeated(source), repeated(translation)), pairs


def measured(side: str, copies: int, jobs: int) -> dict[str, float]:
    """Return what one side takes, from the chapters as they were read to the finished files."""
    from diglot.disk.cache import Cache
    from diglot.disk.template_files import templates_of
    from diglot.work.workers import workers
    from diglot.writers.pdf.book.edition import Making, PdfEdition
    from diglot.writers.pdf.engine.layouts import Layouts
    from diglot.writers.pdf.facing.edition import facing_pdf

    checked, editions, pairs = book_of(copies)
    page, templates = checked.config.page, templates_of(checked.config.project)
    making = Making("2026-01-01T00:00:00+00:00")
    start, spent = time.monotonic(), cpu_seconds()
    with workers(jobs) as pool:
        begin = Layouts(pool, Cache(Path.cwd() / "cache")).begin
        if side == "facing":
            setting = checked.config.bilingual
            both = facing_pdf(editions, pairs, page, templates, making, begin, setting=setting)
            Path("facing.pdf").write_bytes(both.content)
            pages = both.pages
        else:
            books = [PdfEdition(edition, page, templates, making) for edition in editions]
            for book in books:
                book.begin(begin)
            pages = sum(book.finish(begin, lambda _: None).pages for book in books)
        seconds = time.monotonic() - start
    found = {
        "cpu s": cpu_seconds() - spent,
        "s": seconds,
        "pages": float(pages),
        "MB at most": memory_mb(),
    }
    return found | (white(Path("facing.pdf")) if side == "facing" else {})


def memory_mb() -> float:
    """Return how much memory the process that took most of it had, of this one and its workers."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def white(path: Path) -> dict[str, float]:
    """Return how many lines are white below the longer page of each spread."""
    from diglot.settings.page import USUAL_MARGINS
    from diglot.writers.pdf.facing.fitting import LINE_PT
    from geometry import white_at_foot

    bottom, head = 1 - USUAL_MARGINS["bottom"], USUAL_MARGINS["top"]
    feet = [
        foot.white / LINE_PT
        for foot in white_at_foot(path, bottom=bottom, head=head)
        if not foot.is_end
    ]
    return {"lines white": sum(feet) / len(feet), "at most": max(feet)}


def in_a_process(side: str, options: Sequence[str]) -> dict[str, float]:
    """Measure one side in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--side", side, *options]
        done = subprocess.run(
            command, cwd=folder, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True
        )
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    """Measure both sides and print them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--spreads", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="leave the facing pages in this folder")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    copies = max(1, round(options.spreads / _SPREADS))
    if options.side:
        print(json.dumps(measured(options.side, copies, options.jobs)))
        if options.keep and options.side == "facing":
            shutil.copy("facing.pdf", options.keep)
        return
    handed_on = ["--spreads", str(options.spreads), "--jobs", str(options.jobs)]
    if options.keep:
        handed_on += ["--keep", str(options.keep.resolve())]
    found = {side: in_a_process(side, handed_on) for side in SIDES}
    for side, values in found.items():
        shown = "  ".join(f"{value:8.1f} {name}" for name, value in values.items())
        print(f"{side:7}{shown}")
    share = found["facing"]["cpu s"] / found["single"]["cpu s"]
    print(f"facing takes {share:.2f} times the processor's time of both PDFs in one language")


if __name__ == "__main__":
    main()
