"""What tests use by name: small projects written on the spot, and the command as users run it."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from diglot.cli.main import main
from diglot.core.model import Edition
from diglot.disk.template_files import builtin_templates
from diglot.settings.page import PageEntry
from diglot.work import workers
from diglot.writers.pdf.book.edition import Making, PdfBook, PdfEdition
from diglot.writers.pdf.engine.layout import LayoutJob, Pages, lay_out
from lent_pools import LentPool

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
CHAPTERS = len(list((ROOT / "content/en").glob("*.md")))
"""How many chapters the handbook has."""
SOUND = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    "content/en/01-oil.md": "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose by 4%.\n",
    "content/he/01-oil.md": "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n",
}

USUAL_PAGE = PageEntry().page()
MAKING = Making("2026-01-02T00:00:00+00:00")

ProjectMaker = Callable[..., Path]
OnceMaker = Callable[[str, Callable[[Path], object]], Path]


def write_project(folder: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write files into a folder and return it; None leaves a file out."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@dataclass(frozen=True)
class Run:
    """What a command did."""

    status: int
    out: str
    err: str


def run_diglot(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Run:
    """Run build.py's command in this process, and leave the process as it was.

    A project of a test has a chapter or two: unless the test says how many, one worker makes
    its pages; it may have made those of other tests.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.chdir(cwd)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(workers, "_pool", LentPool)
        status = main(_for_a_test(arguments), project=ROOT)
    return Run(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def run_process(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Run:
    """Run build.py in a process of its own, where that matters: it takes a second more.

    It does where two builds are to be equal, as each process orders sets in its own way.
    """
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *_for_a_test(arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def _for_a_test(arguments: tuple[str | Path, ...]) -> list[str]:
    """Return arguments that make little of a small project: one worker."""
    if "--project" in arguments:
        arguments += () if {"--jobs", "clean"} & set(arguments) else ("--jobs", "1")
    return [str(argument) for argument in arguments]


class Silent:
    """Progress that nobody watches."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


def pdf_of(edition: Edition) -> PdfBook:
    """Make the PDF of an edition in this process."""
    book = PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING)
    book.begin(_at_once)
    return book.finish(_at_once, lambda _: None)


def _at_once(job: LayoutJob) -> Callable[[], Pages]:
    pages = lay_out(job)
    return lambda: pages


def press_profile(folder: Path) -> Path:
    """Return an ICC profile of a press with four inks, such as a printer would send."""
    (path,) = Path("/usr/share/color/icc/ghostscript").glob("default_cmyk.icc")
    target = folder / "press.icc"
    target.write_bytes(path.read_bytes())
    return target
