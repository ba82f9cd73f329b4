"""The pages of a PDF in other colours: every operator, gradient and picture put into inks.

Walks what a page draws as a press's own program would: through forms, patterns and
masks, with the state of the graphics, so that it also knows how large pictures come out.
Source: ISO 32000-1, 8.4 (graphics state), 8.6 (colour), 8.7 (patterns), 8.9 (images).
"""

from __future__ import annotations

import zlib
from math import hypot
from typing import Any

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, PdfImage, Stream

from diglot.writers.pdf.press.inks import Inks, Paint, as_jpeg
from diglot.writers.pdf.press.streams import UNIT, Matrix, Use, inked, numbers, product

POINTS_PER_INCH = 72


class Placed(Struct, frozen=True):
    """A picture of dots on a page, counted from 0. ppi: dots an inch as it is printed."""

    page: int
    width_px: int
    height_px: int
    ppi: float


class Separator(Struct):
    """Puts pages into inks. pictures: those that it met, in order."""

    pdf: pikepdf.Pdf
    inks: Inks
    pictures: list[Placed] = field(default_factory=list)
    _done: set[tuple[int, int]] = field(default_factory=set)

    def page(self, page: pikepdf.Page, number: int, *, is_picture: bool = False) -> None:
        """Put one page into inks; number: counted from 0. is_picture: whether all of it is one."""
        if "/Contents" not in page.obj:
            return
        walk = _Walk(self, number, page.obj.get("/Resources", Dictionary()))
        packed = walk.written(page, is_picture=is_picture)
        page.obj.Contents = self.pdf.make_stream(packed, Filter=Name.FlateDecode)
        _clean_group(page.obj)

    def is_new(self, target: Any) -> bool:
        """Tell whether an object is met for the first time."""
        if target.objgen == (0, 0):
            return True
        is_new = target.objgen not in self._done
        self._done.add(target.objgen)
        return is_new


class _Walk:
    """The way through what one content stream uses."""

    def __init__(
        self, separator: Separator, page: int, resources: Any, matrix: Matrix = UNIT
    ) -> None:
        self.separator = separator
        self.page = page
        self.resources = resources
        self.matrix = matrix

    def written(self, source: Any, *, is_picture: bool) -> bytes:
        """Return the stream in inks, after all that it uses was put into inks as well."""
        stream = inked(source, self.separator.inks, is_picture=is_picture)
        for use in stream.uses:
            match use.kind:
                case "object":
                    self._draw(use)
                case "state":
                    self._state(use)
                case "pattern":
                    self._pattern(use)
                case "shading":
                    self._shade(use)
        return stream.packed

    def _state(self, use: Use) -> None:
        state = self._resource("/ExtGState", use.name)
        mask = state.get("/SMask") if state is not None else None
        if isinstance(mask, Dictionary) and "/G" in mask:
            self._form(mask.G, use, is_picture=True)

    # What is drawn ------------------------------------------------------------

    def _draw(self, use: Use) -> None:
        target = self._resource("/XObject", use.name)
        if target is None:
            return
        if target.get("/Subtype") == Name.Image:
            self._image(target, product(use.matrix, self.matrix))
        else:
            self._form(target, use, is_picture=use.is_picture)

    def _form(self, form: Any, use: Use, *, is_picture: bool) -> None:
        if not self.separator.is_new(form):
            return
        resources = form.get("/Resources", self.resources)
        own = numbers(form.get("/Matrix", UNIT))
        matrix = product(own, product(use.matrix, self.matrix))
        walk = _Walk(self.separator, self.page, resources, matrix)
        form.write(walk.written(form, is_picture=is_picture), filter=Name.FlateDecode)
        _clean_group(form)

    def _pattern(self, use: Use) -> None:
        pattern = self._resource("/Pattern", use.name)
        if pattern is None:
            return
        if isinstance(pattern, Stream):
            self._form(pattern, use, is_picture=use.is_picture)
        elif self.separator.is_new(pattern) and "/Shading" in pattern:
            self._shading(pattern.Shading)

    def _shade(self, use: Use) -> None:
        if (shading := self._resource("/Shading", use.name)) is not None:
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

    def _gradient(self, rgb: tuple[float, float, float]) -> Paint:
        return self.separator.inks.of_picture(rgb)

    def _image(self, target: Any, matrix: Matrix) -> None:
        a, b, c, d, _, _ = matrix
        width, height = int(target.Width), int(target.Height)
        sides = (hypot(a, b), hypot(c, d))
        if all(sides) and "/ImageMask" not in target:
            ppi = min(width / sides[0], height / sides[1]) * POINTS_PER_INCH
            self.separator.pictures.append(Placed(self.page, width, height, ppi))
        if self.separator.is_new(target) and target.get("/ImageMask") is None:
            _convert(target, self.separator.inks)

    def _resource(self, kind: str, name: str) -> Any:
        return self.resources.get(kind, Dictionary()).get(name)


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
