"""An ISBN → its barcode, EAN-13, as SVG: bars in one ink and the digits under them as outlines.

Sizes are those of the General Specifications of GS1, section 5.2.3: a module of
0.33 mm at full size, bars 22.85 mm high, the guards five modules longer, and quiet
zones of eleven modules before and seven after.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from diglot.render.drawn.outlines import draw, line_width
from diglot.render.drawn.shaping import open_face

MODULE_MM = 0.33
HEIGHT_MM = 22.85
QUIET_BEFORE, MODULES, QUIET_AFTER = 11, 95, 7
_GUARD_MODULES = 5
_DIGITS_MM = 2.75
_GUARDS = frozenset({*range(3), *range(45, 50), *range(92, 95)})


def ean13_svg(isbn: str, font: Path, scale: float = 1.0) -> Markup:
    """Return the barcode of an ISBN of 13 digits.

    font: draws the digits. scale: 0.8 to 2, as the specification allows.
    """
    from barcode import EAN13

    digits = isbn.replace("-", "")
    modules = EAN13(digits).build()[0]
    guards_mm = HEIGHT_MM + _GUARD_MODULES * MODULE_MM
    width = (QUIET_BEFORE + MODULES + QUIET_AFTER) * MODULE_MM
    height = HEIGHT_MM + _DIGITS_MM + 0.6
    bars = []
    for start, end in _runs(modules):
        bottom = guards_mm if start in _GUARDS else HEIGHT_MM
        x = (QUIET_BEFORE + start) * MODULE_MM
        bars.append(f"M{x:.3f} 0h{(end - start) * MODULE_MM:.3f}v{bottom:.3f}H{x:.3f}z")
    bars += _digits(digits, font, height)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="barcode" role="img" aria-label="{label}" '
        'width="{w:.2f}mm" height="{h:.2f}mm" viewBox="0 0 {width:.3f} {height:.3f}">'
        '<rect width="{width:.3f}" height="{height:.3f}" fill="#fff"/>'
        '<path d="{path}" fill="#000"/></svg>'
    ).format(
        label=f"ISBN {isbn}",
        w=width * scale,
        h=height * scale,
        width=width,
        height=height,
        path=" ".join(bars),
    )


def _runs(modules: str) -> list[tuple[int, int]]:
    """Return (first module, module after the last) of each bar."""
    edges = [i for i, (a, b) in enumerate(zip(f"0{modules}", f"{modules}0", strict=True)) if a != b]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _digits(digits: str, font: Path, height: float) -> list[str]:
    """Return the outlines of the digits: one before the bars, six under each half."""
    face = (open_face(font),)
    size = _DIGITS_MM / 0.7
    groups = [(digits[0], -9.0, 7.0), (digits[1:7], 3.0, 42.0), (digits[7:], 50.0, 42.0)]
    paths = []
    for group, first, modules in groups:
        cell = modules * MODULE_MM / len(group)
        for index, digit in enumerate(group):
            centre = (QUIET_BEFORE + first) * MODULE_MM + (index + 0.5) * cell
            x = centre - line_width(digit, face, size) / 2
            paths.append(draw(digit, "ltr", face, size, x, height - 0.05, digits=3))
    return paths
