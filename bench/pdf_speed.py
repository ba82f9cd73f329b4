"""How long the PDF of a 390-page Hebrew book takes, against one WeasyPrint run of the same pages.

    python bench/pdf_speed.py [--pages N] [--jobs N] [--rounds N]

Makes the book of the handbook's Hebrew chapters, repeated until it has so many pages.
Each round measures three sides one after the other, each in a process of its own: "ours",
which lays out chapters in worker processes and joins them; "single", one WeasyPrint run of
the same pages, with contents, folios, running heads and links as WeasyPrint makes them by
itself; and "bare", one run of the chapters alone. The last two have our style sheets and
tags, and nothing mended. Clocks start before WeasyPrint is imported. Prints seconds, seconds
of processor time, pages, kilobytes, and the most memory that any process held.
Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from processor import ENVIRONMENT, cpu_seconds

if TYPE_CHECKING:
    from diglot.writers.pdf.book.edition import PdfEdition

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
LANGUAGE = "he"
SIDES = ("ours", "single", "bare")


class Silent:
    """Takes progress and says nothing."""

    def begin(self, task: str, total: int) -> None:
        """Begin nothing."""

    def step(self, detail: str = "") -> None:
        """Finish nothing."""


def edition_of(copies: int) -> PdfEdition:
    """Return the book with its chapters repeated, not laid out yet."""
    from diglot.disk.cache import Cache
    from diglot.disk.template_files import templates_of
    from diglot.run import pipeline
    from diglot.writers.pdf.book.edition import Making, PdfEdition

    checked = pipeline.check_project(HERE, jobs=1, progress=Silent(), cache=Cache(None))
    edition = next(e for e in checked.book.editions if e.language == LANGUAGE)
    # References between chapters lead to those of the first copy.
    chapters = tuple(
        replace(chapter, name=chapter.name + f"-{copy}" * bool(copy), number=None, part="")
        for copy in range(copies)
        for chapter in edition.chapters
    )
    long = replace(edition, chapters=chapters)
    making = Making("2026-01-01T00:00:00+00:00")
    templates = templates_of(checked.config.project)
    return PdfEdition(long, checked.config.page, templates, making)


def peak_mb(pids: list[int]) -> float:
    """Return the most memory that any of some processes has held."""
    peaks = [0.0]
    for pid in pids:
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        except OSError:
            continue
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        peaks.append(int(line.split()[1]) / 1024)
    return max(peaks)


def ours(copies: int, jobs: int) -> dict[str, float]:
    """Lay the book out as `diglot pdf` does, from nothing."""
    from diglot.disk.cache import Cache
    from diglot.work.workers import workers
    from diglot.writers.pdf.engine.layouts import Layouts

    book = edition_of(copies)
    start, spent = time.monotonic(), cpu_seconds()
    with workers(jobs) as pool:
        layouts = Layouts(pool, Cache(Path.cwd() / "cache"))
        book.begin(layouts.begin)
        done = book.finish(layouts.begin, lambda _: None)
        seconds = time.monotonic() - start
        memory = peak_mb([os.getpid(), *(child.pid or 0 for child in active_children())])
    cpu = cpu_seconds() - spent
    size = len(done.content) / 1024
    return {"s": seconds, "cpu s": cpu, "pages": done.pages, "MB": memory, "kB": size}


# What the pages have that our assembly lays over them, in WeasyPrint's own ways.
NUMBERS = """
h1 { string-set: chapter content(); }
.entry-page::after { content: target-counter(attr(href), page); }
@page :left { @top-left { content: string(chapter); } @bottom-left { content: counter(page); } }
@page :right { @top-right { content: string(chapter); } @bottom-right { content: counter(page); } }
"""
_ROW = re.compile(r'(<div class="row">.*?href=")([^"]*)(".*?)<span class="entry-page"></span>')
_LINK = re.compile(r'(?<=href=")diglot:([^/"]+)/([^"?]*)[^"]*')


def single(copies: int, *, is_bare: bool) -> dict[str, float]:
    """Lay the book out as one document in one process, as WeasyPrint does by itself.

    is_bare: without contents, folios, running heads and links between chapters.
    """
    book = edition_of(copies)
    jobs = tuple(job for _, job in book.jobs())[: len(book.edition.chapters)]
    contents = book.documents.numbered(lambda *_: "")[".front/contents"]
    start, spent = time.monotonic(), cpu_seconds()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from diglot.writers.pdf.engine import layout

    numbers = {chapter.name: n for n, chapter in enumerate(book.edition.chapters)}
    bodies = [job.html[job.html.index("<body") : job.html.index("</body>")] for job in jobs]
    # Chapters have ids of the same names, which one document may not.
    bodies = [re.sub(r'(?<= )id="', f'id="{n}-', body) for n, body in enumerate(bodies)]
    divisions = [
        f'<div id="{n}-" style="break-before: recto"{body[5:]}</div>'
        for n, body in enumerate(bodies)
    ]
    if not is_bare:
        front = contents.html[contents.html.index("<body") : contents.html.index("</body>")]
        front = _ROW.sub(r'\1\2\3<a class="entry-page" href="\2"></a>', front)
        divisions.insert(0, f"<div{front[5:]}</div>")
        divisions = [
            _LINK.sub(lambda link: f"#{numbers.get(link[1], 0)}-{link[2]}", division)
            for division in divisions
        ]
    head = jobs[0].html[: jobs[0].html.index("<body")]
    files = functools.reduce(lambda one, other: one | other, (job.files for job in jobs))
    job = replace(jobs[0], html=f"{head}<body>{''.join(divisions)}</body></html>", files=files)
    fetcher = layout._fetcher(files)  # noqa: SLF001
    fonts = FontConfiguration()
    style = CSS(
        string=job.stylesheet + ("" if is_bare else NUMBERS),
        base_url=f"{layout.TEMPLATES_URL}styles/pdf.css",
        url_fetcher=fetcher,
        font_config=fonts,
    )
    source = HTML(string=job.html, base_url=layout.CONTENT_URL, url_fetcher=fetcher)
    document = source.render(stylesheets=[style], font_config=fonts, presentational_hints=True)
    pdf = document.write_pdf(pdf_variant=layout.PDF_VARIANT, pdf_tags=True)
    seconds = time.monotonic() - start
    cpu = cpu_seconds() - spent
    memory = peak_mb([os.getpid()])
    if folder := os.environ.get("DIGLOT_BENCH_KEEP"):
        Path(folder, "bare.pdf" if is_bare else "single.pdf").write_bytes(pdf)
    size = len(pdf) / 1024
    return {"s": seconds, "cpu s": cpu, "pages": len(document.pages), "MB": memory, "kB": size}


def main() -> None:
    """Measure both sides in turn and print them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=390)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--copies", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        measured = (
            ours(options.copies, options.jobs)
            if options.side == "ours"
            else single(options.copies, is_bare=options.side == "bare")
        )
        print(json.dumps(measured))
        return
    copies = max(1, round(options.pages / 97))
    for number in range(1, options.rounds + 1):
        found = {side: _measured(side, copies, options.jobs) for side in SIDES}
        for side, values in found.items():
            shown = "  ".join(f"{value:8.1f} {name}" for name, value in values.items())
            print(f"round {number}  {side:7}{shown}")
        for side in SIDES[1:]:
            share = found["ours"]["s"] / found[side]["s"]
            print(f"round {number}  ours takes {share:.2f} of {side}")


def _measured(side: str, copies: int, jobs: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--side", side, "--copies", str(copies)]
        done = subprocess.run(
            [*command, "--jobs", str(jobs)],
            cwd=folder,
            env=ENVIRONMENT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


if __name__ == "__main__":
    main()
