"""Mixed lines in every place of a real book: what is right in a paragraph is right there too."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from differential.lines import Placed, in_lines
from differential.printed import page_glyphs
from diglot.core.model import Direction
from diglot.text.isolates import plain_label
from support import run_diglot, write_project

pytestmark = pytest.mark.heavy

FILLER = "מילים רבות עומדות כאן כדי שהפרק יימשך על פני יותר מעמוד אחד. " * 80
BOOK = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": """title: "הספר Diglot (2026)!"
subtitle: "Git (SCM)?"
date: 2026-01-02
""",
    "content/en/01-git.md": "# Git\n\n## One {#one}\n\n## Two {#two}\n",
    "content/he/01-git.md": f"""# מבוא ל־**Git** (*version control*)

{FILLER}

## הכלים **ABC** *DEF* (2026) {{#one}}

ראו [](#tbl-x) וגם כאן.[^a]

| כלי (Tool)! | **ABC** *DEF* ועוד |
|---|---|
| Git (2005)! | `a[1]` בקוד |

: הכלים של **Diglot** (*all of them*)! {{#tbl-x}}

::: {{.note}}
#### Git (SCM)!

כך אמר **ABC** *DEF* (2026)!
:::

## Git ומה שסביבו {{#two}}

[^a]: הערה על **ABC** *DEF* (2026)!
""",
}


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Hebrew PDF of a small book."""
    folder = write_project(tmp_path_factory.mktemp("places"), BOOK)
    done = run_diglot("build", "pdf", "--project", folder, "--lang", "he", "--draft")
    return next((folder / "build").glob("*-he.pdf"), Path(done.out + done.err))


@pytest.fixture(scope="module")
def printed(pdf: Path) -> list[str]:
    """Return every line of the book as it looks from left to right, without spaces."""
    found = []
    for glyphs in page_glyphs(pdf.read_bytes()):
        placed = (Placed(g.shape, g.x, -g.y / 0.75) for g in glyphs if g.shape.strip())
        found += ["".join(line) for line in in_lines(placed)]
    return found


@pytest.mark.parametrize(
    ("place", "times", "looks"),
    [
        ("title page, back of it, running head", 3, "!Diglot(2026)רפסה"),
        ("subtitle", 1, "Git(SCM)?"),
        ("chapter's opening, contents, running head", 3, "Git(versioncontrol)־לאובמ"),
        ("heading and contents entry", 2, "ABCDEF(2026)םילכה"),
        ("heading that begins in Latin, and its entry", 2, "וביבסשהמוGit"),
        ("heading in a side remark", 1, "Git(SCM)!"),
        ("side remark", 1, "!ABCDEF(2026)רמאךכ"),
        ("header cells", 1, "דועוABCDEF!(Tool)ילכ"),
        ("cells", 1, "דוקבa[1]Git(2005)!"),
        ("caption", 1, "!Diglot(allofthem)לשםילכה"),
        ("note", 1, "!ABCDEF(2026)לעהרעה"),
    ],
)
def test_mixed_lines_are_right_everywhere(
    printed: list[str], place: str, times: int, looks: str
) -> None:
    """Headings, contents, running heads, cells, captions, notes are ordered as paragraphs are."""
    assert sum(looks in line for line in printed) >= times, (place, printed)


def test_bookmarks_say_which_way_they_run(pdf: Path) -> None:
    """Bookmarks are in logical order; one that begins in the other language carries a mark."""
    with pikepdf.open(pdf) as book, book.open_outline() as tree:
        titles = [item.title for chapter in tree.root for item in (chapter, *chapter.children)]
    assert "הכלים ABC DEF (2026)" in titles
    assert "\u200fGit ומה שסביבו" in titles
    assert any(title.endswith("מבוא ל־Git (version control)") for title in titles)


@pytest.mark.parametrize(
    ("words", "direction", "expected"),
    [
        ("Git ומה שסביבו", "rtl", "\u200fGit ומה שסביבו"),
        ("3. Git ומה שסביבו", "rtl", "\u200f3. Git ומה שסביבו"),
        ("מבוא ל־\u2060Git", "rtl", "מבוא ל־Git"),
        ("Git (SCM)", "rtl", "Git (SCM)"),
        ("1948", "rtl", "1948"),
        ("שלום and peace", "ltr", "\u200eשלום and peace"),
        ("About שלום", "ltr", "About שלום"),
    ],
)
def test_labels_for_viewers(words: str, direction: Direction, expected: str) -> None:
    """A mark is set only where a viewer's guess would be wrong; no helper of ours is left in."""
    assert plain_label(words, direction) == expected
