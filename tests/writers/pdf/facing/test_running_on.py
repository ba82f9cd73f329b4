"""Passages that run on to the next spread, and what is level inside them, in the finished file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geometry import WordPage, numbered_spreads, white_at_foot, word_pages
from support import OnceMaker, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

PITCH = 0.5  # points by which first lines may differ
LINE = 15.6
PAGE = {"bottom": 1 - 0.105, "head": 0.095}
ENGLISH = "the olives were picked and brought to the press before rain fell on the hill"
HEBREW = "הזיתים נמסקו והובאו אל בית הבד לפני הגשם שירד על הגבעה"


def prose(first: int, count: int, words: str, times: int) -> str:
    """Return paragraphs that begin with their numbers; every third is long, others less so."""
    return "\n\n".join(
        f"{first + n} {' '.join([words] * (times * (3 if n % 3 == 0 else 1)))}."
        for n in range(count)
    )


def book(english: str, hebrew: str, settings: str = "") -> dict[str, str]:
    """Return a project of one chapter."""
    return {
        "content/book.yaml": f"id: small\nlanguages: [en, he]\n{settings}",
        "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
        "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
        "content/en/01-oil.md": f"# Oil\n\n{english}\n",
        "content/he/01-oil.md": f"# שמן\n\n{hebrew}\n",
    }


def build(folder: Path) -> Path:
    """Build the bilingual PDF of a project and return it."""
    done = run_diglot("build", "bilingual", "--draft", "--project", folder)
    assert "could not be set" not in done.err, done.err
    return folder / "build/small-bilingual.pdf"


def spreads(path: Path) -> list[tuple[WordPage, WordPage]]:
    """Return the pairs of pages that face each other."""
    pages = word_pages(path)
    assert len(pages) % 2 == 0
    return list(zip(pages[1:-1:2], pages[2:-1:2], strict=True))


def assert_level(path: Path, pattern: str = r"1\d\d\d") -> list[str]:
    """Return the numbers of a file in order; each is level with that of the other language."""
    found: list[str] = []
    for ours, theirs in numbered_spreads(path, pattern):
        assert ours.keys() == theirs.keys()
        assert all(abs(ours[name] - theirs[name]) < PITCH for name in ours)
        found += ours
    return found


PROSE = book(prose(1000, 30, ENGLISH, 3), prose(1000, 30, HEBREW, 3))


@pytest.fixture(scope="module")
def pdf(once: OnceMaker) -> Path:
    """Return the facing pages of thirty passages, of which the longest have a dozen lines."""
    folder = once("running-on", lambda path: build(write_project(path, PROSE)))
    return folder / "build/small-bilingual.pdf"


def test_spreads_are_filled(pdf: Path) -> None:
    """Passages run on to the next spread, so that hardly two lines are white at the foot."""
    feet = [foot.white for foot in white_at_foot(pdf, **PAGE) if not foot.is_end]
    assert len(feet) >= 4
    assert max(feet) < 4 * LINE
    assert sum(feet) / len(feet) < 1.5 * LINE


def test_passages_that_run_on_are_level(pdf: Path) -> None:
    """Each begins level with its counterpart, and some are on two spreads in both languages."""
    assert assert_level(pdf) == [str(1000 + number) for number in range(30)]
    heads = [
        [page for page in spread if page.words and not _first_line_is_numbered(page)]
        for spread in spreads(pdf)[3:]
    ]
    assert any(len(pages) == 2 for pages in heads)


def _first_line_is_numbered(page: WordPage) -> bool:
    lines = [w for w in page.words if w.top > 0.09 * page.height]
    first = min(word.top for word in lines)
    return any(re.fullmatch(r"1\d\d\d", w.text) for w in lines if w.top < first + 4)


def test_a_passage_higher_than_a_page_runs_over_several(project: ProjectMaker) -> None:
    """What follows it begins level, below where the longer language ends."""
    english = f"1000 Short.\n\n1001 {' '.join([ENGLISH] * 90)}.\n\n1002 Short.\n"
    hebrew = f"1000 קצר.\n\n1001 {' '.join([HEBREW] * 90)}.\n\n1002 קצר.\n"
    path = build(project(book(english, hebrew)))
    assert assert_level(path) == ["1000", "1001", "1002"]
    count = sum(word.text == "olives" for left, _ in spreads(path) for word in left.words)
    assert count == 90
    assert [foot.white for foot in white_at_foot(path, **PAGE) if not foot.is_end][-1] < 2 * LINE


TALL = {
    "code": ("```text\n", "1%03d x\n", "```"),
    "list": ("", "- 1%03d x\n", ""),
    "table": ("| a | b |\n| --- | --- |\n", "| 1%03d | x |\n", ""),
    "quotation": ("", "> 1%03d x\n>\n", ""),
}


@pytest.mark.parametrize("kind", TALL)
def test_what_is_higher_than_a_page_is_cut(project: ProjectMaker, kind: str) -> None:
    """Code, lists, tables and quotations of eighty lines are level line by line, none lost."""
    before, line, after = TALL[kind]
    text = before + "".join(line % number for number in range(80)) + after
    path = build(project(book(f"See this.\n\n{text}", f"ראו את זה.\n\n{text}")))
    assert assert_level(path) == [f"1{number:03}" for number in range(80)]
    assert max(foot.white for foot in white_at_foot(path, **PAGE) if not foot.is_end) < 5 * LINE


def test_a_row_of_a_table_higher_than_a_page_is_cut(project: ProjectMaker) -> None:
    """No word of it is lost, and what is below the table is level."""
    english = f"| 1000 | {' '.join([ENGLISH] * 70)} |"
    hebrew = f"| 1000 | {' '.join([HEBREW] * 70)} |"
    head = "| a | b |\n| -- | -------- |\n"
    path = build(project(book(f"{head}{english}\n\n1001 End.", f"{head}{hebrew}\n\n1001 סוף.")))
    assert assert_level(path) == ["1000", "1001"]
    words = [word.text for left, _ in spreads(path) for word in left.words]
    assert words.count("olives") == 70


def test_rows_of_a_table_are_level(project: ProjectMaker) -> None:
    """A row whose translation has more lines pushes down the rows below it on both pages."""
    english = "| n | words |\n| -- | -------- |\n" + "".join(
        f"| 1{n:03} | {' '.join([ENGLISH] * (1 + n % 3))} |\n" for n in range(9)
    )
    hebrew = "| מס | מילים |\n| -- | -------- |\n" + "".join(
        f"| 1{n:03} | {' '.join([HEBREW] * (3 - n % 3))} |\n" for n in range(9)
    )
    path = build(project(book(f"See.\n\n{english}", f"ראו.\n\n{hebrew}")))
    assert assert_level(path) == [f"1{number:03}" for number in range(9)]


def test_a_list_has_space_around_it(project: ProjectMaker) -> None:
    """As much above its first item as below its last one, half a line."""
    english = "1000 Before.\n\n- 1001 one\n- 1002 two\n- 1003 three\n\n1004 After.\n"
    path = build(project(book(english, english.replace("Before", "לפני"))))
    assert assert_level(path) == ["1000", "1001", "1002", "1003", "1004"]
    (low,) = [ours for ours, _ in numbered_spreads(path, r"1\d\d\d") if ours]
    gaps = [round((low[f"100{n + 1}"] - low[f"100{n}"]) / LINE, 1) for n in range(4)]
    assert gaps == [1.5, 1.0, 1.0, 1.5]
