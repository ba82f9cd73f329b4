"""The tags of a run of pages: each says something, and none stands between a text and its own."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from diglot.core.model import (
    Attributes,
    Chapter,
    Definition,
    DefinitionList,
    Edition,
    Paragraph,
    Position,
    Span,
    Text,
)
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.tags import elements
from support import pdf_of

pytestmark = pytest.mark.heavy

DRAWING = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
LINK = '<a href="https://example.org/">'


def tagged(body: str, style: str = "") -> pikepdf.Pdf:
    """Return the pages of some HTML."""
    html = f'<html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    return pikepdf.open(io.BytesIO(lay_out(LayoutJob("x", html, style)).pdf))


def outline(element: Any) -> str:
    """Return an element with what it holds: "P(_ Link(@ _))", with _ for text and @ for a link."""
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    held = []
    for kid in kids:
        if isinstance(kid, int):
            held.append("_")
        elif kid.get("/Type") == pikepdf.Name.OBJR:
            held.append("@")
        else:
            assert kid.P.objgen == element.objgen
            held.append(outline(kid))
    language = f":{element.Lang}" if "/Lang" in element else ""
    return f"{str(element.S)[1:]}{language}({' '.join(held)})"


def tree(body: str, style: str = "") -> str:
    """Return the tags of some HTML, as `outline` writes them."""
    with tagged(body, style) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            for number, element in enumerate(parents[int(page.obj.StructParents)]):
                kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
                assert number in list(kids)
                assert element.Pg.objgen == page.obj.objgen
        return outline(document).removeprefix("Document(").removesuffix(")")


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<p>One<br>two", "P(_ _)"),
        ("<p>One <em>and <b>two</b></em>", "P(_ _ _)"),
        ("<p>One <code>two</code> <span>three</span>", "P(_ _ _ _)"),
        (f"<p>One <em>and {LINK}a link</a></em>", "P(_ _ Link(@ _))"),
        ("<ul><li>One <em>two</em></ul>", "L(LI(Lbl(_) LBody(_ _)))"),
        ("<h2>One <em>two</em></h2>", "H2(_ _)"),
        ("<p>One <span lang=he>שתיים</span>", "P(_ Span:he(_))"),
        ("<p>One <em lang=he>שתיים <b>שלוש</b></em>", "P(_ NonStruct:he(_ _))"),
        ("<p>One <em>and <span lang=he>שתיים</span></em>", "P(_ _ Span:he(_))"),
    ],
)
def test_what_says_nothing_is_not_there(body: str, tags: str) -> None:
    """Text, and what says something, belong to the next one out that says something."""
    assert tree(body) == tags


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<section><p>One<p>two</section>", "Sect(P(_) P(_))"),
        ("<section><pre>One</pre><p>two</section>", "Sect(NonStruct(_) P(_))"),
        ("<section><div>One</div></section>", "Sect(Div(_))"),
        ("<div><div><p>One<p>two</div></div>", "Div(P(_) P(_))"),
        ("<table><tr><td><div>One</div></table>", "Table(TBody(TR(TD(_))))"),
        ("<div><div>One</div><div>two</div></div>", "Div(Div(_) Div(_))"),
    ],
)
def test_lines_of_their_own_are_kept_apart(body: str, tags: str) -> None:
    """A block goes only where nothing is beside it, and never where no text may be."""
    assert tree(body) == tags


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "L(LI(Lbl(_) LBody(_)) LI(Lbl(_) LBody(_)))"),
        ("<dl><dt>a<dt>b<dd>c</dl>", "L(LI(Lbl(_) Lbl(_) LBody(_)))"),
        ("<dl><dt>a<dd>b<dd>c<dt>d</dl>", "L(LI(Lbl(_) LBody(_) LBody(_)) LI(Lbl(_)))"),
        ("<dl><dd>a<dt>b<dd>c</dl>", "L(LI(LBody(_)) LI(Lbl(_) LBody(_)))"),
        ("<dl><dt>a<dd><p>b<p>c</dl>", "L(LI(Lbl(_) LBody(P(_) P(_))))"),
        ("<dl><dt>a<dd>b<p>c</dl>", "L(LI(Lbl(_) LBody(NonStruct(_) P(_))))"),
        (
            "<dl><dt>a<dd><p>b</p><ul><li>c</ul></dl>",
            "L(LI(Lbl(_) LBody(P(_) L(LI(Lbl(_) LBody(_))))))",
        ),
        (
            "<dl><dt>a<dd><dl><dt>b<dd>c<dd>d</dl><dt>e<dd>f</dl>",
            "L(LI(Lbl(_) LBody(L(LI(Lbl(_) LBody(_) LBody(_))))) LI(Lbl(_) LBody(_)))",
        ),
        (
            "<dl><dt lang=he>מונח<dd>b <i lang=he>מילה</i></dl>",
            "L(LI(Lbl:he(_) LBody(_ NonStruct:he(_))))",
        ),
        (f"<dl><dt>{LINK}a</a> b<dd>c</dl>", "L(LI(Lbl(Link(@ _) _) LBody(_)))"),
    ],
)
def test_a_term_is_in_one_item_with_what_it_means(body: str, tags: str) -> None:
    """Terms are labels; a language is that of the word, and not of the whole entry."""
    assert tree(body) == tags


@pytest.mark.parametrize(("language", "other"), [("en", "he"), ("he", "en")])
def test_terms_of_a_book_are_labels(language: str, other: str) -> None:
    """So they are in either language, with terms of the other and meanings of several kinds."""
    here = Position("x.md")
    words = {"en": "oil", "he": "שמן"}
    text = Paragraph((Text(words[language]),), here)
    foreign = Span((Text(words[other]),), Attributes(pairs=(("lang", other),)))
    entries = (
        Definition((Text(words[language]),), ((text,), (text,))),
        Definition((foreign,), ((text, text),)),
    )
    chapter = Chapter(
        "oil",
        language,
        (Text(words[language]),),
        here,
        blocks=(DefinitionList(entries, here),),
        number=1,
    )
    book = Edition(language, words[language], (chapter,), date="2026-01-01")
    with pikepdf.open(io.BytesIO(pdf_of(book).content)) as pdf:
        tags = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        lists = [outline(tag) for tag in tags if tag.get("/S") == pikepdf.Name.L]
    first = "LI(Lbl(_) LBody(P(_)) LBody(P(_)))"
    assert f"L({first} LI(Lbl(Span:{other}(_)) LBody(P(_) P(_))))" in lists


def test_an_entry_goes_on_over_a_page() -> None:
    """What is on each page is an item of a list there, and the term is where it stands."""
    entry = "<dl><dt>a<dd>b<br>b<br>b<br>b<dt>c<dd>d</dl>"
    style = "@page { size: 50mm 40mm; margin: 10mm } dd, dt { line-height: 7mm; margin: 0 }"
    style += " dd { orphans: 1; widows: 1 }"
    assert tree(entry, style) == (
        "L(LI(Lbl(_) LBody(_))) L(LI(LBody(_ _))) L(LI(LBody(_)) LI(Lbl(_))) L(LI(LBody(_)))"
    )


def test_cells_hold_their_text() -> None:
    """A cell says of itself only what there is to say."""
    table = "<table><tr><th>a<td>b <em>c</em><tr><td colspan=2>d</table>"
    with tagged(table) as pdf:
        cells = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o]
        found = {str(o.S): o for o in cells}
        plain, wide = (o for o in cells if o.S == pikepdf.Name.TD)
        assert "/A" not in plain
        assert wide.A.keys() == {"/O", "/ColSpan"}
        assert found["/TH"].A.Scope == pikepdf.Name.Row
        assert outline(found["/Table"]) == "Table(TBody(TR(TH(_) TD(_ _)) TR(TD(_))))"


def test_a_picture_stays_a_figure_in_its_line() -> None:
    """What says in words what is to be seen is kept, wherever it is."""
    assert tree(f'<p>One <em><img src="{DRAWING}" alt="x"></em>') == "P(_ Figure(_))"


def test_a_link_has_one_annotation_that_knows_it() -> None:
    """What is emphasized in a link has none of its own; the page leads back to the link."""
    with tagged(f"<p>See {LINK}one <b>and <i>two</i></b></a>") as pdf:
        (annotation,) = pdf.pages[0].obj.Annots
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        link = parents[int(annotation.StructParent)]
        assert outline(link) == "Link(@ _ _ _)"
        assert link.K[0].Obj.objgen == annotation.objgen


@pytest.mark.parametrize(
    ("body", "style", "told"),
    [
        ("<ol><li>a</ol>", "", ["/Decimal"]),
        ("<ol type=a><li>a</ol>", "", ["/LowerAlpha"]),
        ("<ol type=I><li>a</ol>", "", ["/UpperRoman"]),
        ("<ol><li>a</ol>", "ol { list-style-type: decimal-parens }", ["/Decimal"]),
        ("<ol><li>א</ol>", "ol { list-style-type: hebrew }", []),  # of which PDF does not know
        ("<ol><li>a</ol>", "ol { list-style-type: none }", []),
        ("<ul><li>a</ul>", "ul { list-style-type: '– ' }", ["/Disc"]),
        ("<ul><li>a<ol><li>b</ol></ul>", "", ["/Disc", "/Decimal"]),
        ("<ul><li>a</ul>", "ul { list-style-type: none }", []),
        ("<dl><dt>a<dd>b</dl>", "", []),
    ],
)
def test_a_list_says_how_it_is_counted(body: str, style: str, told: list[str]) -> None:
    """By numbers, letters or a sign; brackets around a number change nothing."""
    counters = "@counter-style decimal-parens { system: extends decimal; prefix: '('; suffix: ')' }"
    with tagged(body, counters + style) as pdf:
        lists = list(elements(pdf.Root.StructTreeRoot))
        attributes = [item.A for item in lists if item.S == pikepdf.Name.L and "/A" in item]
    assert [str(attribute.ListNumbering) for attribute in attributes] == told
    assert {str(attribute.O) for attribute in attributes} <= {"/List"}
