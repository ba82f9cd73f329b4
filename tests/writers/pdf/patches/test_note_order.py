"""Notes of the second series at the foot of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint.layout import LayoutContext

from diglot.core.markup_names import FOOTNOTE, NOTE_SERIES
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.note_order import mend_note_order
from geometry import texts
from patching import leave_out

pytestmark = pytest.mark.heavy

STYLE = f"""@page {{ size: 500px 600px; margin: 20px }}
.{FOOTNOTE} {{ float: footnote; footnote-policy: line }}"""


def foot(folder: Path) -> list[str]:
    """Return the notes of two pages as they stand at their feet, page by page."""

    def note(word: str, attribute: str = "") -> str:
        return f'{word}.<span class="{FOOTNOTE}"{attribute}>Note{word}</span>'

    second = f' {NOTE_SERIES}="2"'
    page = f"<p>{note('A')} {note('B', second)} {note('C')} {note('D', second)} {note('E')}"
    more = f"<p style='break-before: page'>{note('F', second)} {note('G')}"
    html = f'<html lang="en"><title>x</title>{page}{more}'
    path = folder / "x.pdf"
    path.write_bytes(lay_out(LayoutJob("x", html, STYLE)).pdf)
    return ["".join(w[4] for w in text.split() if w.startswith("Note")) for text in texts(path)]


def test_the_second_series_is_below_the_first(tmp_path: Path) -> None:
    """Each in the order of its marks, on the page of its marks."""
    assert foot(tmp_path) == ["ACEBD", "GF"]


def test_weasyprint_still_needs_the_mending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint has all notes in the order of their marks; if not, `note_order.py` can go."""
    mend_note_order()
    leave_out(monkeypatch, mend_note_order)
    own = LayoutContext._update_footnote_area.by_call  # what was there before
    monkeypatch.setattr(LayoutContext, "_update_footnote_area", own)
    assert foot(tmp_path) == ["ABCDE", "FG"]
