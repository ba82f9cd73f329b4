"""The baseline grid: text lines stand at the same heights on every page, whatever is between."""

from __future__ import annotations

import pytest
from weasyprint.layout import block

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.baseline import mend_baselines
from geometry import Word, word_pages
from patching import leave_out
from support import SOUND, run_diglot, write_project

pytestmark = pytest.mark.heavy

# The step of the grid, as templates/styles/pdf.css has it, in points.
STEPS = {"en": 15.0, "he": 15.6}
WORDS = {
    "en": "Every line of a text has a place of its own on the page. ",
    "he": "לכל שורה יש מקום משלה בעמוד. ",
}
MARK = {"en": "Mark", "he": "סימן"}
BETWEEN = (
    "```sh\nmake\nmake test\nmake book\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n: c",
    "## {h} one",
    "* a\n* b\n* c",
    "### {h} two\n\n#### {h} three",
    "> {w}",
    "$$ \\frac{{a}}{{b}} $$",
    "{w}`code --of-a line`{w}^[A note.] {w}",
    "a\n:   b",
    "::: {{.note}}\nA remark.\n:::",
)


def chapter(language: str) -> str:
    """Return a chapter in which something off the grid stands before each marked paragraph."""
    words = WORDS[language] * 3
    pieces = [between.format(h="Oil", w=words) for between in BETWEEN * 3]
    marked = f"{MARK[language]} {words * 2}"
    return "# Lines\n\n" + "\n\n".join(f"{piece}\n\n{marked}" for piece in pieces)


@pytest.fixture(scope="module", params=STEPS)
def marked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[list[Word]]]:
    """Return a language and the first words of the marked paragraphs, page by page."""
    language: str = request.param
    files = {**SOUND, "content/book.yaml": f"id: small\nlanguages: [{language}]\n"}
    files[f"content/{language}/01-oil.md"] = chapter(language)
    folder = write_project(tmp_path_factory.mktemp(language), files)
    done = run_diglot("build", "pdf", "--project", folder, "--jobs", "1")
    assert done.status == 0, done.err
    pages = word_pages(folder / "build" / f"small-{language}.pdf")
    either = {MARK[language], MARK[language][::-1]}  # poppler keeps Hebrew as it is seen here
    return language, [[w for w in page.words if w.text in either] for page in pages]


def test_paragraphs_stand_on_the_grid(marked: tuple[str, list[list[Word]]]) -> None:
    """The distance of any two paragraphs, on any pages, is a whole number of lines."""
    language, pages = marked
    tops = [word.top for page in pages for word in page]
    assert len(tops) == 30
    lines = [(top - tops[0]) / STEPS[language] for top in tops]
    assert [line for line in lines if abs(line - round(line)) > 0.02] == []
    assert len([page for page in pages if page]) > 4


ODD = """<html lang="en"><body><p id="one">One.</p><h2>Of seven points</h2><p id="two">Two.</p>"""
ODD_STYLE = """body { font-size: 10pt; line-height: 15pt; margin: 0 }
p { margin: 0; --on-grid: yes }
h2 { font-size: 10pt; line-height: 7pt; margin: 0 }"""


def lines_apart() -> float:
    """Return how many lines are between two paragraphs around a heading of half a line."""
    pages = lay_out(LayoutJob("odd", ODD, ODD_STYLE, tagged=False))
    return (pages.anchors["one"].y_pt - pages.anchors["two"].y_pt) / 15


def test_weasyprint_still_needs_the_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the day this fails, WeasyPrint has a grid of lines: take out baseline.py."""
    assert lines_apart() == pytest.approx(2, abs=0.02)
    own = block.block_container_layout.without_grid
    monkeypatch.setattr(block, "block_container_layout", own)
    leave_out(monkeypatch, mend_baselines)
    assert lines_apart() == pytest.approx(22 / 15, abs=0.02)
