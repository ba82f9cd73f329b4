"""Pieces of text of one tag, marked as one: on pages that are drawn as before."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest

from diglot.writers.pdf.engine import layout
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out

pytestmark = pytest.mark.heavy

LINES = "It is pressed within a day of being picked, and is not heated. " * 9
STYLE = "@page { size: 80mm 120mm } code { background: #ddd } s { color: red }"
DRAWING = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
MARK = re.compile(rb"/(\w+)\n<</MCID (\d+)>>\nBDC\n")
PAGE = (
    f"<h1>Oil<br>and water</h1><p>{LINES}<em>{LINES}</em><a href='https://example.org/'>See it</a>"
    f"<p lang=he>שלום <s>ABC</s> עולם <b>DEF</b></p><ul><li>{LINES}</ul><pre>a\nb\nc</pre>"
)


def laid_out(body: str) -> bytes:
    """Return the pages of some HTML."""
    html = f'<html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    return lay_out(LayoutJob("x", html, STYLE)).pdf


def streams(content: bytes) -> list[bytes]:
    """Return what the pages of a PDF are drawn with."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def kids(tag: Any) -> list[Any]:
    """Return what a tag holds."""
    return list(tag.K) if isinstance(tag.K, pikepdf.Array) else [tag.K]


def test_pages_are_drawn_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are far fewer marks, and nothing else of a page changes."""
    joined = streams(laid_out(PAGE))
    monkeypatch.setattr(layout, "join_texts", lambda _: None)
    apart = streams(laid_out(PAGE))
    assert len(joined) == len(apart) > 1
    for after, before in zip(joined, apart, strict=True):
        assert len(MARK.findall(before)) > 2 * len(MARK.findall(after)) > 0
        assert before.count(b"EMC") - after.count(b"EMC") == (
            len(MARK.findall(before)) - len(MARK.findall(after))
        )
        drawn = [MARK.sub(b"", page).replace(b"EMC\n", b"") for page in (before, after)]
        assert drawn[0] == drawn[1]


def test_every_tag_knows_its_pieces() -> None:
    """Pieces are numbered in the order in which they are drawn, and lead to the tag of each."""
    content = laid_out(PAGE)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page, drawn in zip(pdf.pages, streams(content), strict=True):
            numbers = [int(number) for _, number in MARK.findall(drawn)]
            tags = list(parents[int(page.obj.StructParents)])
            assert numbers == list(range(len(tags)))
            for number, tag in enumerate(tags):
                assert number in kids(tag)
                assert tag.Pg.objgen == page.obj.objgen


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("<p>One <em>two</em><br>three", [1]),
        ("<p>One <code>two</code> three", [2]),  # what is behind the code is no text
        (f"<p>One <img src=\"{DRAWING}\" alt='x'> two", [2, 1]),
        ("<p>One <a href='https://example.org/'>two</a> three", [2, 1]),
        ("<p>One<p>two", [1, 1]),
        ("<div style='opacity: .5'><p>One<br>two</div>", [2]),  # is drawn as a form
    ],
)
def test_what_is_between_pieces_keeps_them_apart(body: str, pieces: list[int]) -> None:
    """Pieces are joined where nothing is drawn between them, and no other tag is."""
    with pikepdf.open(io.BytesIO(laid_out(body))) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        tags = {tag.objgen: tag for tag in parents[0]}
        found = [sum(isinstance(kid, int) for kid in kids(tag)) for tag in tags.values()]
    assert sorted(found) == sorted(pieces)
