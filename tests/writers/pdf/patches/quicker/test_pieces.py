"""Pieces of text that fit are measured once, and lie where they would lie."""

from __future__ import annotations

import pytest
from weasyprint.layout import inline
from weasyprint.text import line_break

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.quicker.pieces import mend_pieces
from patching import counted, put_back

pytestmark = pytest.mark.heavy

# Pieces that come again at other places, in other widths, sizes and first lines.
LINE = (
    'הפקודה <code dir="ltr">run log_level</code> של <span dir="ltr">Redis Inc.</span> (אז '
    '<span dir="ltr">Kafka</span>) קוראת <b>את <i dir="ltr">Redis Inc.</i></b> ב־59 שניות. '
)
DRAWING = (  # whose words are set as well, in a style of another kind
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='20'%3E"
    "%3Ctext y='15' font-family='Assistant, serif'%3ERedis%3C/text%3E%3C/svg%3E"
)
LIST = "".join(f"<b>{'x' * (n % 7)}</b>, " for n in range(120))  # spaces at the ends of lines
TEXT = f"""<!DOCTYPE html><html lang="he" dir="rtl"><head><title>x</title></head><body>
<p>{LINE * 6}</p><p class="narrow">{LINE * 2}</p><p class="large">{LINE}</p>
<p class="first">{LINE * 2}</p><p class="wide">{LINE}</p><p><u>{LINE}</u></p>
<p lang="en" dir="ltr">{LIST}</p><pre dir="ltr">Redis Inc.
Kafka</pre><img src="{DRAWING}" alt="">
<table><tr><td>Redis Inc.</td><td>{LINE}</td></tr></table></body></html>"""
STYLE = """p { text-align: justify } .narrow { width: 9em } .large { font-size: 2em }
.first::first-line { font-size: 1.5em; font-style: italic } .first::first-letter { color: red }
u { text-decoration: underline }
.wide { letter-spacing: 1px; word-spacing: 3px; hyphens: auto; overflow-wrap: anywhere }"""
JOB = LayoutJob("pieces", TEXT, STYLE)


def test_the_pages_are_those_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every letter is where it is when each piece is measured each time."""
    quick = lay_out(JOB).pdf
    put_back(monkeypatch, mend_pieces, inline, "split_first_line")
    assert lay_out(JOB).pdf == quick


def test_a_piece_that_fits_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint would measure far more."""
    mend_pieces()
    calls = counted(monkeypatch, line_break, "create_layout")
    lay_out(JOB)
    few = len(calls)
    calls.clear()
    put_back(monkeypatch, mend_pieces, inline, "split_first_line")
    lay_out(JOB)
    assert len(calls) > 1.5 * few, "WeasyPrint measures few itself; pieces.py can go"
