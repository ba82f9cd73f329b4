"""Notes that the translator added are counted by letters, and all others as in the source."""

from __future__ import annotations

import re

import pytest

from support import ProjectMaker, run_diglot

BOOK = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\nsite: {parallel: off}\n",
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    "content/en/01-oil.md": "# Oil\n\nOne.[^a] Two.[^b]\n\n[^a]: First.\n\n[^b]: Second.\n",
    "content/he/01-oil.md": "# שמן\n\nאחת.[^a] ועוד.[^own] שתיים.[^b]\n\n[^a]: ראשונה.\n\n"
    "[^own]: הערת המתרגם: כך במקור.\n\n[^b]: שנייה.\n",
}
MARK = re.compile(r'<sup[^>]*><a [^>]*role="doc-noteref"[^>]*>([^<]+)</a>')


def pages(project: ProjectMaker, files: dict[str, str]) -> str:
    """Return the Hebrew page of the website of a book."""
    folder = project(files)
    done = run_diglot("site", "--project", folder)
    assert done.status == 0, done.out + done.err
    return (folder / "build/site/he/01-oil.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("setting", "marks"),
    [
        ("", ["1", "א", "2"]),
        ("notes: {translators: numbers}\n", ["1", "2", "3"]),
        ("numerals: hebrew\n", ["א", "a", "ב"]),
    ],
)
def test_a_translators_note_has_a_letter(
    project: ProjectMaker, setting: str, marks: list[str]
) -> None:
    """The others keep the numbers of their counterparts; a setting counts all together."""
    settings = BOOK["content/book.yaml"] + setting
    assert MARK.findall(pages(project, {**BOOK, "content/book.yaml": settings})) == marks


def test_lettered_notes_are_listed_apart(project: ProjectMaker) -> None:
    """They are below the others, each with its letter, and lead back to their marks."""
    first, second = re.findall(r"<ol[^>]*>.*?</ol>", pages(project, BOOK).partition("fn-list")[2])[
        :2
    ]
    assert "ראשונה" in first
    assert "שנייה" in first
    assert "כך במקור" in second
    assert "list-style-type: &#34;א. &#34;" in second
    assert 'href="#fnref-2"' in second


def test_notes_are_listed_by_number(project: ProjectMaker) -> None:
    """The caption of a figure stands below what is in it, though it is read first."""
    files = dict(BOOK)
    for path, own in (("content/en/01-oil.md", ""), ("content/he/01-oil.md", " שוב.[^own]")):
        inside = "In it.[^a]" if not own else "בתוך.[^a]"
        below = "Below.[^b]" if not own else "מתחת.[^b]"
        figure = f"<figure>\n\n{inside}\n\n<figcaption>{below}{own}</figcaption>\n</figure>"
        title, _, rest = BOOK[path].split("\n\n", 2)
        files[path] = f"{title}\n\n{figure}\n\n{rest}"
    page = pages(project, files)
    assert MARK.findall(page) == ["1", "2", "א"]
    assert re.findall(r'<li id="fn-(\d)"', page) == ["1", "2", "3"]
