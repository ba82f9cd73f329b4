"""Sizes that are worked out once for a style, and are the same."""

from __future__ import annotations

import pytest
from weasyprint.layout import inline, percent

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.quicker.sizes import mend_sizes
from patching import counted, put_back

pytestmark = pytest.mark.heavy

WORDS = (
    'One <b>two <i class="edge">three</i></b> <span class="block">four</span> '
    '<img class="half" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=" alt="">'
)
TEXT = f"""<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>
<p>{WORDS * 9}</p><div class="narrow"><p>{WORDS * 9}</p></div>
<p class="first">{WORDS * 9}</p><p>One <i class="edge">{WORDS * 60}</i> two</p>
<table class="collapse"><tr><td>{WORDS}</td><td>{WORDS * 9}</td></tr></table></body></html>"""
# An element goes on from a page to a wider one.
STYLE = """@page { size: 400px 300px; margin: 10px } @page :left { margin: 10px 80px }
.edge { margin-inline-start: 3%; padding-inline: 1em 2%; border-inline-end: 2px solid }
.block { display: inline-block; width: 20%; height: 2em; margin: 1% } .narrow { width: 50% }
.first::first-line { font-size: 2em } .half { width: 10%; height: 1em }
.collapse { border-collapse: collapse } .collapse td { border: 3px solid }"""
JOB = LayoutJob("sizes", TEXT, STYLE)


def test_the_pages_are_those_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is where it is when sizes are worked out each time."""
    quick = lay_out(JOB).pdf
    put_back(monkeypatch, mend_sizes, inline, "resolve_percentages")
    assert lay_out(JOB).pdf == quick


def test_sizes_are_worked_out_once_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint would work out far more."""
    mend_sizes()
    calls = counted(monkeypatch, percent, "resolve_one_percentage")
    lay_out(JOB)
    few = len(calls)
    calls.clear()
    put_back(monkeypatch, mend_sizes, inline, "resolve_percentages")
    lay_out(JOB)
    assert len(calls) > 1.5 * few, "WeasyPrint works out few itself; sizes.py can go"
