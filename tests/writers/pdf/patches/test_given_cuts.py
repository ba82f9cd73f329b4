"""Blocks that end on a page where they are told to."""

from __future__ import annotations

import pytest
from weasyprint.layout import block

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.given_cuts import mend_cuts
from patching import leave_out

pytestmark = pytest.mark.heavy

WEASYPRINTS_OWN = block.block_container_layout  # before the first layout replaces it
SHEET = """
@page { size: 200pt 300pt; margin: 20pt }
html { font: 10pt/20pt "Source Serif 4" }
p { margin: 0; orphans: 1; widows: 1 }
.cut { display: flow-root }
"""
LINES = "".join(f"<p id='line-{number}'>{number}</p>" for number in range(12))


def places(attribute: str) -> dict[int, tuple[int, float]]:
    """Return the page of each of twelve lines, and how low it is there, in pt."""
    html = (
        f"<html lang='en'><head><title>x</title></head><body style='margin: 0'>"
        f"<div class='cut' {attribute}>{LINES}</div></body></html>"
    )
    pages = lay_out(LayoutJob("x", html, SHEET, tagged=False))
    found = {n: pages.anchors[f"line-{n}"] for n in range(12)}
    return {n: (anchor.page, round(280 - anchor.y_pt, 1)) for n, anchor in found.items()}


def test_a_block_ends_where_it_is_told() -> None:
    """What is below the place goes on at the head of the next page."""
    found = places("data-cut-at='1 61 0 41 0'")
    pages = [page for page, _ in found.values()]
    assert pages == [0] * 3 + [1] * 2 + [2] * 7
    assert found[3] == (1, 0.0)


def test_only_the_page_that_is_named_is_short() -> None:
    """A block that does not begin on that page is not cut on the one where it does."""
    assert {page for page, _ in places("data-cut-at='3 61 0'").values()} == {0}


def test_weasyprint_still_needs_the_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, all twelve lines are on one page."""
    monkeypatch.setattr(block, "block_container_layout", WEASYPRINTS_OWN)
    leave_out(monkeypatch, mend_cuts)
    assert {page for page, _ in places("data-cut-at='1 61 0'").values()} == {0}
