"""What is equal in a document is one object, and its pages look as before."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from diglot.writers.pdf.engine import layout
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out

pytestmark = pytest.mark.heavy

DOT = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='3' height='1'%3E"
    "%3Ccircle cx='.5' cy='.5' r='.45' fill='%23a89f8e'/%3E%3C/svg%3E"
)
# Rows of whole pixels: where a height ends in a 5 after six digits, two forms may be told apart.
STYLE = f"""
@page {{ size: 80mm 120mm }}
.row {{ background: url("{DOT}") repeat-x 0 50%; margin-block: 3mm; line-height: 18px }}
"""
ROW = '<div class="row"><a href="https://example.org/">Oil</a></div>'
FADED = '<div style="opacity: .5">One</div><div style="opacity: .5">Two</div>'


def laid_out(body: str, style: str = STYLE) -> bytes:
    """Return the pages of some HTML."""
    html = f'<html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    return lay_out(LayoutJob("x", html, style)).pdf


def pictures(content: bytes) -> list[bytes]:
    """Return the pages of a PDF as dots."""
    return [page.render(scale=2).to_pil().tobytes() for page in pypdfium2.PdfDocument(content)]


def test_backgrounds_share_their_drawing() -> None:
    """A pattern for each place of a row on a page, and one form in all of them."""
    with pikepdf.open(io.BytesIO(laid_out(ROW * 30))) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        patterns = [stream for stream in streams if "/PatternType" in stream]
        assert len(pdf.pages) > 1
        assert 1 < len(patterns) < 30
        assert len({pattern.BBox.objgen for pattern in patterns}) == 1
        held = {pattern.Resources.objgen for pattern in patterns}
        forms = {s.objgen for s in streams if s.get("/Subtype") == pikepdf.Name.Form}
        assert len(forms) == len(held) == 1
        assert {pattern.Resources.XObject["/x0"].objgen for pattern in patterns} == forms


def test_pages_and_links_share_what_they_have() -> None:
    """Pages have one sheet, of which nothing is trimmed, and links no border."""
    with pikepdf.open(io.BytesIO(laid_out(ROW * 60))) as pdf:
        assert len(pdf.pages) > 2
        assert len({page.obj.MediaBox.objgen for page in pdf.pages}) == 1
        links = [link for page in pdf.pages for link in page.obj.Annots]
        assert len(links) == 60
        assert len({link.BS.objgen for link in links}) == 1
        assert links[0].BS.W == 0
        for page in pdf.pages:
            assert page.obj.keys().isdisjoint(("/TrimBox", "/BleedBox"))
            assert "/Shading" not in page.obj.Resources


def test_a_page_that_is_trimmed_says_so() -> None:
    """Only boxes that are the sheet itself go without saying."""
    with pikepdf.open(io.BytesIO(laid_out(ROW, "@page { size: 80mm; bleed: 3mm }"))) as pdf:
        (page,) = pdf.pages
        assert float(page.obj.MediaBox[0]) < float(page.obj.TrimBox[0])
        assert "/BleedBox" not in page.obj  # which is all of so small a bleed


@pytest.mark.parametrize("body", [ROW * 60, FADED, f'<img src="{DOT}" alt="x"> ' * 3])
def test_pages_look_as_before(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every dot is where it was, in files that are smaller."""
    shared = laid_out(body)
    monkeypatch.setattr(layout, "share_equals", lambda _: None)
    apart = laid_out(body)
    assert pictures(shared) == pictures(apart)
    assert len(shared) < len(apart)
