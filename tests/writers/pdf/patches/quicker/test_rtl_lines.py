"""Lines of both directions are laid out once, and are where they would be."""

from __future__ import annotations

import pytest
from weasyprint.layout import inline

from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.quicker.rtl_lines import mend_rtl_lines
from patching import put_back

pytestmark = pytest.mark.heavy

WORDS = 'הפקודה <code dir="ltr">run</code> קוראת <b>את הקובץ</b><i class="note">כך.</i> ב־59 ימים. '
BOX = '<span class="box">תיבה</span>'
TEXT = f"""<!DOCTYPE html><html lang="he" dir="rtl"><head><title>x</title></head><body>
<p>{WORDS * 9}</p><p class="indented">{WORDS * 4}{BOX}{WORDS * 4}</p>
<div class="side">צד</div><p>{WORDS * 5}</p><p>{WORDS}<span class="side">צד</span>{WORDS * 5}</p>
<p>מילה <span class="side">צד</span>{WORDS * 5}</p>
<p>מילה <span class="side other">צד</span>{WORDS * 5}</p><p class="first">{WORDS * 4}</p>
<ul><li>{WORDS * 3}</li></ul><p> </p><p><br>{WORDS}<br></p>
<table><tr><td>{WORDS * 2}</td><td dir="ltr">one two</td></tr></table></body></html>"""
STYLE = """p { text-align: justify } .indented { text-indent: 2em; line-height: 2 }
.side { float: left; width: 5em; height: 4em } .other { float: right }
.box { display: inline-block; width: 3em }
.note { float: footnote } .first::first-line { font-size: 1.5em }"""
JOB = LayoutJob("lines", TEXT, STYLE)


def times_laid_out(direction: str, patch: pytest.MonkeyPatch) -> float:
    """Return how often each line of a paragraph is laid out."""
    counts = {"lines": 0, "tries": 0}
    split, next_line = inline.split_inline_box, inline.get_next_linebox

    def counted(context: object, box: object, *rest: object) -> object:
        counts["tries"] += type(box).__name__ == "LineBox"
        return split(context, box, *rest)

    def begun(*arguments: object) -> object:
        counts["lines"] += 1
        return next_line(*arguments)

    with patch.context() as inner:
        inner.setattr(inline, "split_inline_box", counted)
        inner.setattr(inline, "get_next_linebox", begun)
        html = f'<html lang="he" dir="{direction}"><title>x</title><p>{"מילים " * 99}</p></html>'
        lay_out(LayoutJob(direction, html, ""))
    return counts["tries"] / counts["lines"]


def test_the_pages_are_those_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line is where it is when it is laid out twice, with floats and without."""
    quick = lay_out(JOB).pdf
    put_back(monkeypatch, mend_rtl_lines, inline, "avoid_collisions")
    assert lay_out(JOB).pdf == quick


def test_lines_of_both_directions_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint does so with those from left to right only."""
    mend_rtl_lines()
    assert times_laid_out("ltr", monkeypatch) == 1
    assert times_laid_out("rtl", monkeypatch) == 1
    put_back(monkeypatch, mend_rtl_lines, inline, "avoid_collisions")
    assert times_laid_out("rtl", monkeypatch) == 2, "rtl_lines.py can go"
