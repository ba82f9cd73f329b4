"""Pieces of justified lines are laid out when they are drawn, and look the same."""

from __future__ import annotations

import pytest
from weasyprint.layout import inline
from weasyprint.text.line_break import Layout

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.quicker.spaced_texts import mend_spaced_texts
from patching import counted, put_back

pytestmark = pytest.mark.heavy

WORDS = (
    "הפקודה <code dir='ltr'>run log level</code> <b>של</b> <i> </i> <u>שרת</u> <s>זה</s> קוראת. "
)
TEXT = f"""<!DOCTYPE html><html lang="he" dir="rtl"><head><title>x</title></head><body>
<p>{WORDS * 9}</p><p class="narrow">{WORDS * 5}</p><p class="wide">{WORDS * 5}</p>
<p class="kept">{WORDS * 5}
{WORDS * 5}</p><p class="first">{WORDS * 5}</p></body></html>"""
STYLE = """p { text-align: justify } .narrow { width: 9em } .kept { white-space: pre-line }
.wide { letter-spacing: 1px; word-spacing: 3px; hyphens: auto; overflow-wrap: anywhere }
.first::first-line { font-size: 1.5em; text-decoration: underline }"""
JOB = LayoutJob("spaced", TEXT, STYLE)


def test_the_pages_are_those_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every letter, and every line below one, is where it is when they are laid out."""
    quick = lay_out(JOB).pdf
    put_back(monkeypatch, mend_spaced_texts, inline, "create_layout")
    assert lay_out(JOB).pdf == quick


def test_pieces_of_justified_lines_are_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint would lay out far more."""
    mend_spaced_texts()
    calls = counted(monkeypatch, Layout, "setup")  # type: ignore[arg-type]
    lay_out(JOB)
    few = len(calls)
    calls.clear()
    put_back(monkeypatch, mend_spaced_texts, inline, "create_layout")
    lay_out(JOB)
    assert len(calls) > few + 50, "WeasyPrint lays out few itself; spaced_texts.py can go"
