"""Words drawn as outlines: the lines into which they are broken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from diglot.disk.template_files import builtin_templates
from diglot.render.drawn.cover import FaceFinder
from diglot.render.drawn.outlines import Outliner, closed_isolates, draw, line_width

FONTS = ("Assistant-SemiBold.woff2",)


@pytest.mark.parametrize(
    ("lines", "closed"),
    [
        (["\u2068Smith,", "Jr.\u2069 ודוד"], ["\u2068Smith,\u2069", "\u2068Jr.\u2069 ודוד"]),
        (
            ["\u2067א \u2068B", "C", "D\u2069\u2069"],
            [
                "\u2067א \u2068B\u2069\u2069",
                "\u2067\u2068C\u2069\u2069",
                "\u2067\u2068D\u2069\u2069",
            ],
        ),
        (["\u2068A\u2069", "ב"], ["\u2068A\u2069", "ב"]),
    ],
)
def test_an_isolate_goes_on_in_the_next_line(lines: Sequence[str], closed: list[str]) -> None:
    """What runs over the end of a line is closed there and opened again."""
    assert closed_isolates(lines) == closed


def test_a_name_over_two_lines_keeps_its_period() -> None:
    """In a Hebrew list of names the "Jr." that begins a line has its full stop at its own end."""
    find = FaceFinder([builtin_templates()])
    words, line = "\u2068John Smith, Jr.\u2069 ודוד לוי", "\u2066Jr.\u2069 ודוד לוי"
    faces = find(FONTS, words)
    outline = Outliner("rtl", 300, find)(words, FONTS, 30, 0, 0, 170, lines=2)
    size = outline.size
    x = 300 - line_width(line, faces, size)
    assert outline.path.endswith(draw(line, "rtl", faces, size, x, outline.bottom))
