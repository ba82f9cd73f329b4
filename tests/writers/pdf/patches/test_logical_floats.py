"""What floats to the beginning or the end of its lines, in both directions."""

from __future__ import annotations

import pytest
from weasyprint.css import computed_values

from differential.printed import page_glyphs
from diglot.writers.pdf.engine.layout import LayoutError, LayoutJob, lay_out
from diglot.writers.pdf.patches.logical_floats import mend_logical_floats
from patching import leave_out

pytestmark = pytest.mark.heavy

SHEET = "@page { size: 400px 300px; margin: 0 } body { margin: 0; font-size: 10px }"
MIDDLE_PT = 150.0


def glyphs(body: str, direction: str) -> dict[str, float]:
    """Return how far from the left each letter stands on the page, in pt."""
    html = f'<html lang="en" dir="{direction}"><title>x</title><body>{body}</body></html>'
    (page,) = page_glyphs(lay_out(LayoutJob("x", html, SHEET)).pdf)
    return {glyph.shape: glyph.x for glyph in page}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("value", ["inline-start", "inline-end"])
@pytest.mark.parametrize(
    "body",
    [
        '<p>a <span style="float: {}">Q</span> b</p>',
        '<p>a <em>b <span style="float: {}">Q</span></em></p>',
        '<p>a <span dir="{other}">b <span style="float: {}">Q</span></span></p>',
        '<div style="float: {}">Q</div><p>a b</p>',
    ],
)
def test_a_float_goes_to_its_side(body: str, value: str, direction: str) -> None:
    """The side is that of the block's direction, not that of the words around."""
    other = {"ltr": "rtl", "rtl": "ltr"}[direction]
    found = glyphs(body.format(value, other=other), direction)
    is_left = (value == "inline-start") == (direction == "ltr")
    assert (found["Q"] < MIDDLE_PT) == is_left
    assert (found["a"] < MIDDLE_PT) == (direction == "ltr")


def test_weasyprint_stops_at_a_logical_float(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it does, its side is computed before; after that, `logical_floats` can go."""
    mend_logical_floats()
    known = computed_values.COMPUTER_FUNCTIONS
    monkeypatch.setitem(known, "float", known["float"].__wrapped__)
    leave_out(monkeypatch, mend_logical_floats)
    with pytest.raises(LayoutError, match="KeyError"):
        glyphs('<p>a <span style="float: inline-end">Q</span> b</p>', "ltr")
