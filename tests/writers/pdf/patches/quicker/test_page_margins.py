"""The margins of pages have what the style sheet puts there, and cost nothing else."""

from __future__ import annotations

import pytest
import weasyprint.layout
from weasyprint.formatting_structure import boxes

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.quicker.page_margins import mend_page_margins
from patching import leave_out

pytestmark = pytest.mark.heavy

TEXT = """<!DOCTYPE html><html lang="en" dir="ltr"><head><title>x</title></head><body>
<p>One page</p><p style="break-before: page">and another.</p></body></html>"""
FOLIO = "@page { @bottom-left-corner { content: counter(page) } }"


def job(style: str) -> LayoutJob:
    """Return a job of two pages."""
    return LayoutJob("margins", TEXT, style)


@pytest.mark.parametrize("style", ["", FOLIO])
def test_the_pages_are_those_of_weasyprint(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They look as they do when a box is made for every place in their margins."""
    pages = lay_out(job(style)).pdf
    mend_page_margins()
    monkeypatch.setattr(weasyprint.layout, "make_margin_boxes", always())
    leave_out(monkeypatch, mend_page_margins)
    assert lay_out(job(style)).pdf == pages


def test_no_box_is_made_for_an_empty_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no rule names a place in the margin, none has a box."""
    mend_page_margins()
    made = []
    begin = boxes.MarginBox.__init__

    def counted(self: object, *rest: object) -> None:
        made.append(self)
        begin(self, *rest)

    monkeypatch.setattr(boxes.MarginBox, "__init__", counted)
    lay_out(job(""))
    assert not made
    monkeypatch.setattr(weasyprint.layout, "make_margin_boxes", always())
    leave_out(monkeypatch, mend_page_margins)
    lay_out(job(""))
    assert made, "WeasyPrint makes none itself; page_margins.py can go"


def always() -> object:
    """Return what WeasyPrint itself makes these boxes with."""
    return weasyprint.layout.make_margin_boxes.always
