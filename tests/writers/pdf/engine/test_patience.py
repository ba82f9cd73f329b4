"""A layout that never ends costs no more than its chapter."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from diglot.core.model import Chapter, Edition, Paragraph, Position, Text
from diglot.disk.cache import NO_CACHE
from diglot.disk.template_files import builtin_templates
from diglot.run.building.rescue import Rescue
from diglot.work.workers import workers
from diglot.writers.pdf.book.edition import PdfBook, PdfEdition
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.engine.layouts import Wait
from diglot.writers.pdf.engine.patience import EndlessError, patience, patience_s
from support import MAKING, USUAL_PAGE

pytestmark = pytest.mark.heavy

LONG = "<p>" + "word " * 20_000


def _chapter(name: str, words: str) -> Chapter:
    position = Position(f"content/en/{name}.md")
    return Chapter(name, "en", (Text(name),), position, (Paragraph((Text(words),), position),))


def _document(html: str, patience_s: float = 0) -> LayoutJob:
    html = f'<html lang="en"><title>x</title>{html}'
    return LayoutJob("x", html, "", patience_s=patience_s)


def _go_on_for_ever() -> None:
    while True:
        with suppress(Exception):
            sum(range(1000))


def test_what_has_no_end_is_given_up() -> None:
    """After its time a loop is left, even one that goes on after every error; others are not."""
    with pytest.raises(EndlessError, match="given up after"), patience(0.05):
        _go_on_for_ever()
    with patience(0.01):
        pass
    assert sum(range(3_000_000)) > 0


def test_a_thread_is_given_up_like_a_process() -> None:
    """On machines of a cluster jobs run in threads."""
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(lay_out, _document(LONG, patience_s=0.2))
        with pytest.raises(EndlessError):
            waiting.result()
        assert threads.submit(lay_out, _document("<p>a")).result().count == 1


def test_a_long_chapter_has_more_time() -> None:
    """A short document has two minutes, a book of a million letters a quarter of an hour more."""
    assert patience_s("") == 120
    assert patience_s("x" * 1_000_000) == 1120


def test_a_worker_that_gives_up_goes_on_with_others() -> None:
    """Of three documents the endless one is told, and the others are laid out."""
    with workers(1) as group:
        short, long = _document("<p>a"), _document(LONG, patience_s=0.2)
        waits = [group.submit(lay_out, job, NO_CACHE) for job in (short, long, short)]
        assert waits[0]().count == 1
        with pytest.raises(EndlessError):
            waits[1]()
        assert waits[2]().count == 1


def test_a_draft_has_a_page_in_the_place_of_an_endless_chapter() -> None:
    """The chapter is named, all of it, and the book is made with a note in its place."""
    chapters = (_chapter("01-oil", "Short."), _chapter("02-gas", "endless " * 20_000))
    edition = Edition("en", "Fuels", chapters)

    def begin(job: LayoutJob) -> Wait:
        is_long = "endless endless" in job.html
        return lambda: lay_out(replace(job, patience_s=0.2) if is_long else job)

    def make(editions: Sequence[Edition]) -> PdfBook:
        book = PdfEdition(editions[0], USUAL_PAGE, (builtin_templates(),), MAKING)
        book.begin(begin)
        return book.finish(begin, lambda _: None)

    def fails(chapter: Chapter) -> bool:
        pdf = PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING)
        return pdf.fails(chapter, begin)

    rescue = Rescue(Path(), is_draft=True)
    book = rescue.with_stand_ins([edition], make, fails)
    assert set(book.parts) >= {"01-oil", "02-gas"}
    (finding,) = rescue.findings
    assert (finding.rule, finding.position.path) == ("chapter-not-laid-out", "content/en/02-gas.md")
    assert "given up after" in finding.message
