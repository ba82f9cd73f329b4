"""The order of mixed lines: our PDF, glyph by glyph, against our website in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from differential.bank import read_cases, read_rows
from differential.compare import Tally, compare
from differential.engines import Case, print_, show
from differential.random_lines import random_case
from diglot.core.model import Attributes, Direction, Note, Paragraph, Position, Span, Text

WIDE = ViewportSize(width=6100, height=800)
SEED = 20_261_123
CHUNK = 125


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page, wide enough for any line; it reads files and no network."""
    context = browser.new_context(viewport=WIDE, offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def page_of_its_own(chromium: Callable[[], Browser]) -> Iterator[Page]:
    """Return such a page in a new browser: over thousands of them the memory of one runs full."""
    started = chromium()
    yield started.new_page(viewport=WIDE, offline=True)
    started.close()


def assert_alike(tally: Tally, cases: int) -> None:
    """Fail with the lines that differ; and where the comparison itself would prove little."""
    assert not tally.differences, "\n".join(tally.differences[:20])
    assert tally.cases == cases
    assert tally.by_standard < tally.lines * 0.6  # engines end lines in code at other places


def random_cases(chunk: int) -> list[Case]:
    """Return one chunk of the random paragraphs."""
    first = SEED + chunk * CHUNK
    return [random_case(seed) for seed in range(first, first + CHUNK)]


def test_the_named_cases(page: Page, tmp_path: Path) -> None:
    """Every row of cases.md, its note too, has the same visual order on screen and on paper."""
    cases = read_cases(tmp_path / "book")
    assert len(read_rows()) >= 100
    assert_alike(compare(cases, page, tmp_path), len(cases))


def test_the_table_of_cases_is_complete() -> None:
    """Each row has a name of its own and says why it is there."""
    rows = read_rows()
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.name and row.markdown and row.why for row in rows)


def test_random_paragraphs(page: Page, tmp_path: Path) -> None:
    """Made-up paragraphs with random markup have the same visual order in both."""
    cases = random_cases(0)
    assert_alike(compare(cases, page, tmp_path), len(cases))


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(1, 84))
def test_many_random_paragraphs(page_of_its_own: Page, tmp_path: Path, chunk: int) -> None:
    """10,000 more have."""
    cases = random_cases(chunk)
    assert_alike(compare(cases, page_of_its_own, tmp_path), len(cases))


@pytest.mark.parametrize("direction", ["rtl", pytest.param("ltr", marks=pytest.mark.long)])
def test_a_wrong_order_is_seen(
    page: Page, tmp_path: Path, direction: Direction, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the rewriting for WeasyPrint the same comparison finds differences."""
    monkeypatch.setattr("diglot.writers.pdf.book.documents.order_runs", lambda inlines, _: inlines)
    cases = [case for case in read_cases(tmp_path / "book") if case.direction == direction]
    tally = compare(cases, page, tmp_path)
    assert len(tally.differences) > len(cases) / 10


@pytest.mark.parametrize(
    ("direction", "words", "language", "expected"),
    [
        ("rtl", "See C++ (p. 5).", "he", "SeeC++(p.5)."),
        ("rtl", "See C++ (p. 5).", "en", "SeeC++(p.5)."),
        ("rtl", "ראו C++ (עמ׳ 5).", "en", ".(5׳מע)C++ואר"),
        ("ltr", "ראו לוי (עמ׳ 5).", "he", ".(5׳מע)יולואר"),
        ("ltr", "See לוי, p. 12.", "he", "Seeיול,p.12."),
    ],
)
def test_notes_are_compared(
    page: Page, tmp_path: Path, direction: Direction, words: str, language: str, expected: str
) -> None:
    """A note in either language, its mark in a passage of either, reads alike in both."""
    here = Position("x.md")
    note = Note(1, (Paragraph((Text(words),), here),), here)
    passage = Span((Text("x"), note), Attributes(pairs=(("lang", language),)))
    cases = [Case("note", direction, (Paragraph((Text("א "), passage), here),))]
    (shown,), (printed,) = show(cases, page, tmp_path), print_(cases)
    assert (shown.notes, printed.notes) == ((expected,), (expected,))


def test_a_mirrored_bracket_is_seen(page: Page, tmp_path: Path) -> None:
    """Brackets are compared by their shape: in Hebrew both engines turn them round."""
    here = Position("x.md")
    cases = [Case("brackets", "rtl", (Paragraph((Text("א (ב) ג"),), here),))]
    (shown,), (printed,) = show(cases, page, tmp_path), print_(cases)
    assert [shown.shapes(line) for line in shown.lines] == ["ג(ב)א"]
    assert printed.lines == ("ג(ב)א",)
