"""Pseudo-elements that get a style when one is asked for, and the same as before."""

from __future__ import annotations

import pytest
import weasyprint.css

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.quicker.late_styles import mend_late_styles
from patching import leave_out

pytestmark = pytest.mark.heavy

TEXT = """<!DOCTYPE html><html lang="en" dir="ltr"><head><title>x</title></head><body>
<ol><li>One</li><li class="odd">Two</li></ol><ul><li>Three</li></ul>
<p>A note<span class="foot">At the foot.</span> and one more<span class="foot odd">Here.</span></p>
<p class="item">A paragraph as an item</p><blockquote><q>Said</q></blockquote></body></html>"""
STYLE = """.foot { float: footnote } .item { display: list-item }
.odd::marker { color: #00c } .odd::footnote-call { color: #c00 }
.odd::footnote-marker { content: counter(footnote) "! " }"""


@pytest.mark.parametrize("style", ["", STYLE, STYLE + "::marker { white-space: normal }"])
def test_the_pages_are_those_of_weasyprint(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists and notes look as they do when every element has all its styles from the start."""
    job = LayoutJob("styles", TEXT, style)
    late = lay_out(job).pdf
    mend_late_styles()
    monkeypatch.setattr(weasyprint.css, "StyleFor", weasyprint.css.StyleFor.at_once)
    leave_out(monkeypatch, mend_late_styles)
    assert lay_out(job).pdf == late


def test_few_styles_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of four items and two notes, and what the style sheet itself gives to others."""
    mend_late_styles()
    asked = []
    made = weasyprint.css.StyleFor.at_once.set_computed_styles

    def set_computed_styles(self: object, element: object, *rest: object, **named: object) -> None:
        asked.append(rest[2] if len(rest) > 2 else named.get("pseudo_type"))
        made(self, element, *rest, **named)

    monkeypatch.setattr(weasyprint.css.StyleFor.at_once, "set_computed_styles", set_computed_styles)
    lay_out(LayoutJob("styles", TEXT, STYLE))
    counted = {name: asked.count(name) for name in ("marker", "footnote-call", "note-call")}
    assert counted == {"marker": 5, "footnote-call": 3, "note-call": 0}
    asked.clear()
    monkeypatch.setattr(weasyprint.css, "StyleFor", weasyprint.css.StyleFor.at_once)
    leave_out(monkeypatch, mend_late_styles)
    lay_out(LayoutJob("styles", TEXT, STYLE))
    assert asked.count("note-call") > 10, "WeasyPrint makes few itself; late_styles.py can go"
