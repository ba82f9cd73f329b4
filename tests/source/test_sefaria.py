"""Notes in the line, as Sefaria exports them."""

from __future__ import annotations

import pytest

from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.source.markup import check_markup

HEBREW = ReadingOptions("he")


@pytest.mark.parametrize(
    "text",
    [
        'מילה<sup>1</sup><i class="footnote">הערה</i> ועוד.',
        'מילה<sup class="footnote-marker">*</sup><i class="footnote"><i>ספר</i> [א] ב</i> ועוד.',
        "word<sup>a</sup> <i class='footnote'>a <b>note</b></i> more",
    ],
)
def test_a_note_behind_its_mark_is_a_note(text: str) -> None:
    """The mark goes, and the words in the line become a note."""
    findings, meant = check_markup(text, "x.md")
    (paragraph,) = read_blocks(meant, HEBREW)
    assert findings == ()
    assert [node["t"] for node in paragraph["c"]].count("Note") == 1
    assert "sup" not in str(paragraph)


@pytest.mark.parametrize(
    "text",
    [
        "x<sup>2</sup> <i>y</i>",
        'x <i class="footnote">y</i>',
        'x<sup>1</sup><i class="footnote"></i>',
        '`<sup>1</sup><i class="footnote">a</i>`',
    ],
)
def test_other_signs_above_the_line_are_none(text: str) -> None:
    """A square, words without a mark, and code stay what they are."""
    assert "^[" not in check_markup(text, "x.md")[1]
