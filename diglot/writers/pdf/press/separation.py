"""The pages of a PDF in other colours: every operator, gradient and picture put into inks.

Walks what a page draws as a press's own program would: through forms, patterns and
masks, with the state of the graphics, so that it also knows how large pictures come out.
Source: ISO 32000-1, 8.4 (graphics state), 8.6 (colour), 8.7 (patterns), 8.9 (images).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, PdfImage, Stream

from diglot.writers.pdf.press.inks import Inks, Paint, as_jpeg

Matrix = tuple[float, float, float, float, float, float]
Rgb = tuple[float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
POINTS_PER_INCH = 72
PICTURE_TAG = "/Figure"
_STROKES = {"g": "G", "k": "K"}
_OTHER_SPACES = {"/Pattern", "/DeviceGray", "/DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture of dots on a page, counted from 0. ppi: dots an inch as it is printed."""

    page: int
    width_px: int
    height_px: int
    ppi: float


@dataclass
class Separator:
    """Puts pages into inks. pictures: those that it met, in order."""

    pdf: pikepdf.Pdf
    inks: Inks
    pictures: list[Placed] = field(default_factory=list)
    _done: set[tuple[int, int]] = field(default_factory=set)

    def page(self, page: pikepdf.Page, number: int, *, is_picture: bool = False) -> None:
        """Put one page into inks; number: counted from 0. is_picture: whether all of it is one."""
        if "/Contents" not in page.obj:
            return
        walk = _Walk(self, number, page.obj.get("/Resources", Dictionary()), is_picture)
        page.obj.Contents = self.pdf.make_stream(walk.written(page))
        _clean_group(page.obj)

    def is_new(self, target: Any) -> bool:
        """Tell whether an object is met for the first time."""
        if target.objgen == (0, 0):
            return True
        is_new = target.objgen not in self._done
        self._done.add(target.objgen)
        return is_new


class _Walk:
    """The way through one content stream."""

    def __init__(
        self,
        separator: Separator,
        page: int,
        resources: Any,
        is_picture: bool,
        matrix: Matrix = UNIT,
    ) -> None:
        self.separator = separator
        self.page = page
        self.resources = resources
        self.matrix = matrix
        self.matrices: list[Matrix] = []
        self.tags = [is_picture]
        self.handlers: dict[str, Callable[[Sequence[Any]], list[Any] | None]] = {
            "rg": lambda values: self._paint(values, is_stroke=False),
            "RG": lambda values: self._paint(values, is_stroke=True),
            "sc": lambda values: self._set_colour(values, is_stroke=False),
            "scn": lambda values: self._set_colour(values, is_stroke=False),
            "SC": lambda values: self._set_colour(values, is_stroke=True),
            "SCN": lambda values: self._set_colour(values, is_stroke=True),
            "cs": self._choose_space,
            "CS": self._choose_space,
            "q": self._save,
            "Q": self._restore,
            "cm": self._transform,
            "BDC": self._open,
            "BMC": self._open,
            "EMC": self._close,
            "Do": self._draw,
            "sh": self._shade,
            "gs": self._state,
        }

    @property
    def is_picture(self) -> bool:
        return self.tags[-1]

    def written(self, source: Any) -> bytes:
        """Return the stream with its colours changed."""
        instructions: list[Any] = []
        for instruction in pikepdf.parse_content_stream(source):
            handler = self.handlers.get(str(instruction.operator))
            changed = handler(list(instruction.operands)) if handler else None
            if changed is None:
                instructions.append(instruction)
            else:
                instructions += changed
        return pikepdf.unparse_content_stream(instructions)

    # Colours ------------------------------------------------------------------

    def _inks(self, rgb: Rgb) -> Paint:
        inks = self.separator.inks
        return inks.of_picture(rgb) if self.is_picture else inks.of_text(rgb)

    def _paint(self, values: Sequence[Any], *, is_stroke: bool) -> list[Any]:
        red, green, blue = (float(value) for value in values)
        paint = self._inks((red, green, blue))
        operator = _STROKES[paint.operator] if is_stroke else paint.operator
        return [([*paint.values], Operator(operator))]

    def _set_colour(self, values: Sequence[Any], *, is_stroke: bool) -> list[Any] | None:
        if values and isinstance(values[-1], Name):
            self._pattern(values[-1])
            return None
        return self._paint(values, is_stroke=is_stroke) if len(values) == 3 else None

    def _choose_space(self, values: Sequence[Any]) -> list[Any] | None:
        return None if str(values[0]) in _OTHER_SPACES else []

    # State --------------------------------------------------------------------

    def _save(self, _values: Sequence[Any]) -> None:
        self.matrices.append(self.matrix)

    def _restore(self, _values: Sequence[Any]) -> None:
        if self.matrices:
            self.matrix = self.matrices.pop()

    def _transform(self, values: Sequence[Any]) -> None:
        self.matrix = _product(_numbers(values), self.matrix)

    def _open(self, values: Sequence[Any]) -> None:
        self.tags.append(self.is_picture or str(values[0]) == PICTURE_TAG)

    def _close(self, _values: Sequence[Any]) -> None:
        if len(self.tags) > 1:
            self.tags.pop()

    def _state(self, values: Sequence[Any]) -> None:
        state = self._resource("/ExtGState", values[0])
        mask = state.get("/SMask") if state is not None else None
        if isinstance(mask, Dictionary) and "/G" in mask:
            self._form(mask.G, is_picture=True)

    # What is drawn ------------------------------------------------------------

    def _draw(self, values: Sequence[Any]) -> None:
        target = self._resource("/XObject", values[0])
        if target is None:
            return
        if target.get("/Subtype") == Name.Image:
            self._image(target)
        else:
            self._form(target, is_picture=self.is_picture)

    def _form(self, form: Any, *, is_picture: bool) -> None:
        if not self.separator.is_new(form):
            return
        resources = form.get("/Resources", self.resources)
        own = _numbers(form.get("/Matrix", UNIT))
        matrix = _product(own, self.matrix)
        walk = _Walk(self.separator, self.page, resources, is_picture, matrix)
        form.write(walk.written(form))
        _clean_group(form)

    def _pattern(self, name: Name) -> None:
        pattern = self._resource("/Pattern", name)
        if pattern is None:
            return
        if isinstance(pattern, Stream):
            self._form(pattern, is_picture=self.is_picture)
        elif self.separator.is_new(pattern) and "/Shading" in pattern:
            self._shading(pattern.Shading)

    def _shade(self, values: Sequence[Any]) -> None:
        if (shading := self._resource("/Shading", values[0])) is not None:
            self._shading(shading)

    def _shading(self, shading: Any) -> None:
        if shading.get("/ColorSpace") != Name.DeviceRGB or not self.separator.is_new(shading):
            return
        functions = shading.get("/Function")
        for function in functions if isinstance(functions, Array) else [functions]:
            self._function(function)
        sample = self._gradient((1.0, 1.0, 1.0))
        shading.ColorSpace = Name.DeviceCMYK if sample.operator == "k" else Name.DeviceGray

    def _function(self, function: Any) -> None:
        """Change the colours that a gradient runs between; its kinds are 2 and 3."""
        for key in ("/C0", "/C1"):
            if key in function and len(function[key]) == 3:
                red, green, blue = (float(value) for value in function[key])
                function[key] = Array(self._gradient((red, green, blue)).values)
        for inner in function.get("/Functions", Array()):
            self._function(inner)

    def _gradient(self, rgb: Rgb) -> Paint:
        return self.separator.inks.of_picture(rgb)

    def _image(self, target: Any) -> None:
        a, b, c, d, _, _ = self.matrix
        width, height = int(target.Width), int(target.Height)
        sides = (hypot(a, b), hypot(c, d))
        if all(sides) and "/ImageMask" not in target:
            ppi = min(width / sides[0], height / sides[1]) * POINTS_PER_INCH
            self.separator.pictures.append(Placed(self.page, width, height, ppi))
        if self.separator.is_new(target) and target.get("/ImageMask") is None:
            _convert(target, self.separator.inks)

    def _resource(self, kind: str, name: Any) -> Any:
        return self.resources.get(kind, Dictionary()).get(str(name))


def _convert(target: Any, inks: Inks) -> None:
    """Put a picture into inks; one that was a JPEG stays one where it is grey."""
    if target.get("/ColorSpace") == Name.DeviceGray:
        return
    was_jpeg = "/DCTDecode" in str(target.get("/Filter", ""))
    image = inks.picture(PdfImage(target).as_pil_image())
    if was_jpeg and image.mode == "L":
        target.write(as_jpeg(image), filter=Name.DCTDecode)
    else:
        target.write(zlib.compress(image.tobytes(), 9), filter=Name.FlateDecode)
    target.ColorSpace = Name.DeviceCMYK if image.mode == "CMYK" else Name.DeviceGray
    target.BitsPerComponent = 8
    for key in ("/Decode", "/DecodeParms"):
        if key in target:
            del target[key]


def _clean_group(target: Any) -> None:
    """Let a transparency group blend in the inks of the page."""
    group = target.get("/Group")
    if isinstance(group, Dictionary) and "/CS" in group:
        del group["/CS"]


def _numbers(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
