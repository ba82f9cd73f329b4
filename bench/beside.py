"""Books made by us and by what people would use instead, side by side in one run.

    python bench/beside.py [--chapters 30] [--kinds plain mixed] [--rounds 1] [--only PART ...]

Parts are `pdf`, `epub`, `site` (the Hebrew edition from nothing, each beside what else makes
one), `again` (all usual editions: from nothing, and after changes) and `growth` (from 10
chapters to so many). The whole command is measured: for us that is reading and comparing both
languages, too. Of the others each is run as far as it is there: pandoc comes with us, and so
does WeasyPrint; Chromium, XeLaTeX and Typst (the command, or its Python package) are looked for.
Prints tables in Markdown: seconds of the clock, seconds of all processors, and the most memory
that a process held; and what share of the other side's ours are.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from books import KINDS, add_paragraph, write_book
from check_speed import HERE, _family
from processor import ENVIRONMENT, adopt_orphans, seconds_of_children

_OWN = Path("/proc/self/cmdline").read_bytes()
MADE_IN = {**ENVIRONMENT, "SOURCE_DATE_EPOCH": "1767312000"}
SHEET = """@page { size: 6in 9in; margin: 20mm 18mm; @bottom-center { content: counter(page) } }
html { font: 10.5pt/1.5 "Noto Serif Hebrew", serif } h1 { break-before: right }
p { margin: 0; text-align: justify; hyphens: auto } code { direction: ltr }"""
TEX = ["-V", "mainfont=DejaVu Sans", "-V", "documentclass=book", "-V", "lang=he", "-V", "dir=rtl"]


@dataclass(frozen=True)
class Took:
    """What a command took: seconds of the clock and of all processors, megabytes of a process."""

    clock: float
    work: float
    peak_mb: float


class FailedError(Exception):
    """A command that failed."""


@dataclass(frozen=True)
class Side:
    """One way to make something. commands: of files in the folder where it is made."""

    name: str
    commands: Sequence[Sequence[str]]
    makes: str


def run(commands: Sequence[Sequence[str]], folder: Path) -> Took:
    """Run commands one after another; raise FailedError where one fails."""
    before, start, peak = seconds_of_children(), time.monotonic(), 0.0
    for command in commands:
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, cwd=folder, env=MADE_IN, stdout=said, stderr=said)
            while process.poll() is None:
                peak = max([peak, *(_peak_mb(pid) for pid in _family(process.pid))])
                time.sleep(0.05)
            if process.returncode not in (0, 1):
                said.seek(0)
                raise FailedError(f"{' '.join(command)[:60]}: {said.read().decode()[-800:]}")
    clock = time.monotonic() - start
    return Took(clock, seconds_of_children() - before, peak)


def _peak_mb(pid: int) -> float:
    """Return the most that a process has held since it runs its own program."""
    try:
        if Path(f"/proc/{pid}/cmdline").read_bytes() == _OWN:
            return 0.0  # a copy of this one, which is about to become another
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0.0


# What is made, and by whom ---------------------------------------------------------


def _ours(*what: str) -> list[str]:
    return [sys.executable, str(HERE / "build.py"), "build", *what, "--project", "."]


def _pandoc(*arguments: str) -> list[str]:
    import pypandoc

    files = [str(path) for path in sorted(Path("content/he").glob("*.md"))]
    metadata = ["-M", "lang=he", "-M", "dir=rtl", "-M", "title=ספר"]
    return [pypandoc.get_pandoc_path(), *files, "--toc", *metadata, *arguments]


def _weasyprint() -> list[str]:
    code = (
        "from weasyprint import CSS, HTML; "
        "HTML('book.html').write_pdf('other.pdf', stylesheets=[CSS('plain.css')], "
        "pdf_variant='pdf/ua-1', pdf_tags=True)"
    )
    return [sys.executable, "-c", code]


def _typst() -> list[str] | None:
    if command := shutil.which("typst"):
        return [command, "compile", "book.typ", "typst.pdf"]
    try:
        import typst  # noqa: F401
    except ImportError:
        return None
    return [sys.executable, "-c", "import typst; typst.compile('book.typ', output='typst.pdf')"]


def pdf_sides() -> Iterator[Side]:
    """Yield the ways to a PDF in Hebrew."""
    yield Side("Diglot", [_ours("pdf", "--lang", "he")], "build/measured-he.pdf")
    html = _pandoc("-s", "-o", "book.html")
    yield Side("pandoc and one WeasyPrint, a plain sheet", [html, _weasyprint()], "other.pdf")
    if chromium := shutil.which("chromium"):
        printing = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
        printing += ["--print-to-pdf=chromium.pdf", "book.html"]
        yield Side("pandoc and Chromium", [html, printing], "chromium.pdf")
    if shutil.which("xelatex"):
        made = _pandoc("--pdf-engine=xelatex", *TEX, "-o", "tex.pdf")
        yield Side("pandoc and XeLaTeX", [made], "tex.pdf")
    if typst := _typst():
        yield Side("pandoc and Typst", [_pandoc("-s", "-o", "book.typ"), typst], "typst.pdf")


def epub_sides() -> Iterator[Side]:
    """Yield the ways to an e-book in Hebrew."""
    yield Side("Diglot", [_ours("epub", "--lang", "he")], "build/measured-he.epub")
    yield Side("pandoc", [_pandoc("-o", "other.epub")], "other.epub")


def site_sides() -> Iterator[Side]:
    """Yield the ways to a website; ours has both languages, and both side by side."""
    yield Side("Diglot", [_ours("site")], "build/site/he/index.html")
    yield Side(
        "pandoc, chunked", [_pandoc("-t", "chunkedhtml", "-o", "chunks")], "chunks/index.html"
    )


SIDES: dict[str, Callable[[], Iterator[Side]]] = {
    "pdf": pdf_sides,
    "epub": epub_sides,
    "site": site_sides,
}


def compare(part: str, folder: Path, rounds: int) -> None:
    """Print a table of all ways to make something."""
    os.chdir(folder)
    (folder / "plain.css").write_text(SHEET)
    found: dict[str, list[Took]] = {}
    for _ in range(rounds):
        for side in SIDES[part]():
            for kept in (".diglot", "chunks"):
                shutil.rmtree(kept, ignore_errors=True)
            try:
                took = run(side.commands, folder)
            except FailedError as error:
                print(f"{side.name} failed: {error}", file=sys.stderr)
                continue
            assert Path(side.makes).is_file(), side
            found.setdefault(side.name, []).append(took)
    print(f"\n| {part} | clock | ours of it | work | ours of it | most memory |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    ours = middle(found["Diglot"])
    for name, every in found.items():
        took = middle(every)
        print(
            f"| {name} | {took.clock:.1f} s | {ours.clock / took.clock:.2f} | {took.work:.1f} s "
            f"| {ours.work / took.work:.2f} | {took.peak_mb:.0f} MB |",
            flush=True,
        )


def middle(every: Sequence[Took]) -> Took:
    """Return the medians of what some rounds took."""
    values = ([getattr(t, name) for t in every] for name in ("clock", "work", "peak_mb"))
    return Took(*map(statistics.median, values))


# Again, and longer -----------------------------------------------------------------


def change_style(folder: Path) -> None:
    """Give the project a style sheet of its own with one rule more."""
    own = folder / "templates/styles/base.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    text = (HERE / "templates/styles/base.css").read_text(encoding="utf-8")
    own.write_text(f"{text}\nh2 {{ color: #123 }}\n", encoding="utf-8")


def change_setting(folder: Path) -> None:
    """Change how deep the contents go."""
    path = folder / "content/book.yaml"
    path.write_text(path.read_text() + "parity: {severity: {T607: note}}\n")


def nothing(_folder: Path) -> None:
    """Change nothing."""


CHANGES: dict[str, Callable[[Path], None]] = {
    "everything (nothing kept)": nothing,
    "nothing": nothing,
    "one paragraph in both languages": add_paragraph,
    "the severity of a rule": change_setting,
    "a style": change_style,
}


def again(folder: Path) -> None:
    """Print what the usual editions take after each change."""
    print("\n| changed | clock | work | of the first build |\n| --- | ---: | ---: | ---: |")
    first = None
    for name, change in CHANGES.items():
        change(folder)
        took = run([_ours()], folder)
        first = first or took
        share = took.work / first.work
        print(f"| {name} | {took.clock:.1f} s | {took.work:.1f} s | {share:.3f} |", flush=True)


def growth(kind: str, longest: int) -> None:
    """Print what the Hebrew PDF takes as the book grows."""
    print("\n| chapters | clock | work | work a chapter | most memory |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for chapters in dict.fromkeys((min(10, longest), min(30, longest), longest)):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "book"
            write_book(folder, kind, chapters)
            took = run([_ours("pdf", "--lang", "he")], folder)
        each = took.work / chapters
        print(
            f"| {chapters} | {took.clock:.1f} s | {took.work:.1f} s | {each:.2f} s "
            f"| {took.peak_mb:.0f} MB |",
            flush=True,
        )


def main() -> int:
    """Run the parts and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=30)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=[*SIDES, "again", "growth"])
    options = parser.parse_args()
    parts = options.only or [*SIDES, "again", "growth"]
    adopt_orphans()
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    print(f"{system}, Python {platform.python_version()}, {os.cpu_count()} processors")
    for kind in options.kinds:
        print(f"\n### {options.chapters} chapters, {kind}")
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "book"
            write_book(folder, kind, options.chapters)
            for part in parts:
                if part in SIDES:
                    compare(part, folder, options.rounds)
            if "again" in parts:
                again(folder)
        if "growth" in parts:
            growth(kind, options.chapters)
    return 0


if __name__ == "__main__":
    sys.exit(main())
