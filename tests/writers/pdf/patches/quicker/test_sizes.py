"""Sizes that are worked out once for a style, and are the same."""

from __future__ import annotations

import pytest
from weasyprint.layout import inline, percent

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.quicker.sizes import mend_sizes
from patching import leave_out

pytestmark = pytest.mark.heavy

WORDS = (
    'One <b>two <i class="edge">three</i></b> <span class="block">four</span> '
    '<img class="half" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=" alt="">'
)
TEXT = f"""<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>
<p>{WORDS * 9}</p><div class="narrow"><p>{WORDS * 9}</p></div>
<p class="first">{WORDS * 9}</p>
<table class="collapse"><tr><td>{WORDS}</td><td>{WORDS * 9}</td></tr></table></body></html>"""
STYLE = """.edge { margin-inline-start: 3%; padding-inline: 1em 2%; border-inline-end: 2px solid }
.block { display: inline-block; width: 20%; height: 2em; margin: 1% } .narrow { width: 50% }
.first::first-line { font-size: 2em } .half { width: 10%; height: 1em }
.collapse { border-collapse: collapse } .collapse td { border: 3px solid }"""
JOB = LayoutJob("sizes", TEXT, STYLE)


def as_weasyprint_does(patch: pytest.MonkeyPatch) -> None:
    """Have all sizes worked out each time."""
    mend_sizes()
    patch.setattr(inline, "resolve_percentages", inline.resolve_percentages.each_time)
    leave_out(patch, mend_sizes)


def test_the_pages_are_those_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is where it is when sizes are worked out each time."""
    quick = lay_out(JOB).pdf
    as_weasyprint_does(monkeypatch)
    assert lay_out(JOB).pdf == quick


def test_sizes_are_worked_out_once_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint would work out far more."""
    mend_sizes()
    asked = []
    resolve = percent.resolve_one_percentage

    def counted(box: object, name: str, refer_to: object) -> None:
        asked.append(name)
        resolve(box, name, refer_to)

    monkeypatch.setattr(percent, "resolve_one_percentage", counted)
    lay_out(JOB)
    few = len(asked)
    asked.clear()
    as_weasyprint_does(monkeypatch)
    lay_out(JOB)
    assert len(asked) > 1.5 * few, "WeasyPrint works out few itself; sizes.py can go"
