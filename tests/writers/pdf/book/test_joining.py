"""The runs of a book, joined into one file while what stands around the text is laid out."""

from __future__ import annotations

import io

import pikepdf
import pytest
import weasyprint
from msgspec.structs import replace
from weasyprint.pdf import tags

from diglot.core.model import Chapter, Edition, Paragraph, Position, Section, Text
from diglot.writers.pdf.book import edition as editions
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.patches.roles import mend_roles
from support import pdf_of

pytestmark = pytest.mark.heavy

HERE = Position("x.md")


def chapter(name: str, sections: int) -> Chapter:
    """Return a chapter with so many sections, each of a line."""
    return Chapter(
        name,
        "en",
        (Text(name.title()),),
        HERE,
        sections=tuple(
            Section(f"s{n}", True, 2, (Text(f"Part {n}"),), HERE, (line(n),))
            for n in range(sections)
        ),
        number=1,
    )


def line(number: int) -> Paragraph:
    """Return a short paragraph."""
    return Paragraph((Text(f"It is short, and its number is {number}."),), HERE)


BOOK = Edition("en", "A Book", (chapter("oil", 30), chapter("press", 30)), date="2026-01-01")


@pytest.mark.parametrize("guess", [1, 2, 5, 8])
def test_how_long_the_contents_were_thought_to_be_changes_nothing(
    guess: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is joined before the contents are there; they, and blank pages, come in later."""
    right = pdf_of(BOOK).content
    monkeypatch.setattr(Documents, "contents_guess", guess)
    assert pdf_of(BOOK).content == right


def test_the_text_is_joined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong guess moves the text, and takes no part of it in anew."""
    joined = []

    class Counted(editions.JoinedPages):
        def __init__(self, *values: object) -> None:
            joined.append(values)
            super().__init__(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(editions, "JoinedPages", Counted)
    monkeypatch.setattr(Documents, "contents_guess", 9)
    pdf_of(BOOK)
    assert len(joined) == 1


def test_a_book_of_front_matter_alone_is_a_book() -> None:
    """There need be no text between what stands around it."""
    preface = replace(chapter("preface", 1), role="frontmatter", number=None)
    made = pdf_of(replace(BOOK, chapters=(preface,)))
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert len(pdf.pages) == made.pages == made.parts["preface"].stop
        assert [page.label for page in pdf.pages][made.parts["preface"].start] == "vii"


def test_tags_follow_the_order_of_the_pages() -> None:
    """What is joined last may stand first."""
    made = pdf_of(BOOK)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        parts = pdf.Root.StructTreeRoot.K[0].K
        firsts = [first_page(part, pages) for part in parts]
    assert firsts == sorted(firsts)
    assert len(firsts) == len(made.parts)


def test_text_belongs_to_what_says_something_of_it() -> None:
    """No span stands between a paragraph and its lines, and the page knows whose they are."""
    with pikepdf.open(io.BytesIO(pdf_of(BOOK).content)) as pdf:
        found = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        lines = 0
        for page in pdf.pages:
            if "/StructParents" not in page.obj:  # a blank one
                continue
            for number, element in enumerate(found[int(page.obj.StructParents)]):
                kids = element.K
                assert number in (list(kids) if isinstance(kids, pikepdf.Array) else [kids])
                assert element.Pg.objgen == page.obj.objgen
                assert str(element.S) != "/Span"
                lines += 1
    assert lines > 120


def test_pages_share_what_they_all_have() -> None:
    """What is put before the drawing of a page is one object, and of a face there is one font."""
    with pikepdf.open(io.BytesIO(pdf_of(BOOK).content)) as pdf:
        numbered = [page.obj.Contents for page in pdf.pages if "/Contents" in page.obj]
        firsts = [contents[0] for contents in numbered if isinstance(contents, pikepdf.Array)]
        assert len(firsts) > 4
        assert len({first.objgen for first in firsts}) == 1
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o]
        names = [str(font.FontName).partition("+")[2] for font in fonts]
        assert len(names) == len(set(names))


def test_weasyprint_has_a_span_for_each_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it has, they are taken out; `roles.py` need not do so any more after that."""
    mend_roles()
    monkeypatch.setattr(tags, "_build_box_tree", tags._build_box_tree.without_roles)
    text = '<html lang="en"><title>x</title><p>One<br>two'
    content = weasyprint.HTML(string=text).write_pdf(pdf_tags=True, uncompressed_pdf=True)
    assert content.count(b"/S /Span") > 1


def first_page(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> int:
    """Return the first page that something in an element stands on."""
    if "/Pg" in element:
        return pages[element.Pg.objgen]
    children = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    return min(first_page(child, pages) for child in children)
