"""One content stream in other colours, and the inks that one uses: functions of its bytes.

Knows the operators of colour and of the graphics state, and nothing of what their names stand for:
that is in the resources of a page. So what was found of a stream can be kept, and a page that has
not changed is not read again.
Source: ISO 32000-1, 8.4 (graphics state), 8.6 (colour).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Literal

import pikepdf
from msgspec import Struct
from pikepdf import Array, Name, Operator

from diglot.disk.cache import program_digest
from diglot.disk.records import pack, unpack
from diglot.disk.states import installed
from diglot.disk.steps import Form, step
from diglot.writers.pdf.press.inks import Inks, Paint

Matrix = tuple[float, float, float, float, float, float]
Rgb = tuple[float, float, float]
Kind = Literal["object", "state", "shading", "pattern"]
Found = tuple[frozenset[str], int]
"""The inks that a stream uses, and how often it has a colour of a screen."""
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
PICTURE_TAG = "/Figure"
_STROKES = {"g": "G", "k": "K"}
_OTHER_SPACES = {"/Pattern", "/DeviceGray", "/DeviceCMYK"}
_INKS = {"g": {"K"}, "G": {"K"}, "k": {"C", "M", "Y", "K"}, "K": {"C", "M", "Y", "K"}}


class Use(Struct, frozen=True):
    """Something of its resources that a stream draws or chooses.

    name: in the resources. matrix: from where it is used to where the stream begins. is_picture:
    whether it is a part of a picture there.
    """

    kind: Kind
    name: str
    matrix: Matrix
    is_picture: bool


class InkedStream(Struct, frozen=True):
    """A stream in inks, and what it uses, in order. packed: its operators, by the Flate filter."""

    packed: bytes
    uses: tuple[Use, ...]


def inked(source: Any, inks: Inks, *, is_picture: bool) -> InkedStream:
    """Return the stream of a page or a form in inks. is_picture: whether all of it is one."""
    parts: list[bytes | str] = [*_program(), inks.profile, str(is_picture), *_packed(source)]
    return step("inked", parts).result(lambda: _Walk(inks, is_picture).written(source), _INKED)


def inks_in(source: Any) -> Found:
    """Return the inks that a stream uses, and how often it has a colour of a screen."""
    parts: list[bytes | str] = [*_program(), *_packed(source)]
    return step("inks", parts).result(lambda: _inks_in(source), _FOUND)


def _packed(source: Any) -> Iterator[bytes | str]:
    """Yield the streams of a page or a form as they are in the file, and how each is packed."""
    contents = source.obj.get("/Contents", Array()) if isinstance(source, pikepdf.Page) else source
    for stream in contents if isinstance(contents, Array) else [contents]:
        yield from (str(stream.get(key, "")) for key in ("/Filter", "/DecodeParms"))
        yield bytes(stream.read_raw_bytes())


class _Walk:
    """The way through one stream."""

    def __init__(self, inks: Inks, is_picture: bool) -> None:
        self.inks = inks
        self.matrix = UNIT
        self.matrices: list[Matrix] = []
        self.tags = [is_picture]
        self.uses: list[Use] = []
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
            "Do": lambda values: self._use("object", values[0]),
            "sh": lambda values: self._use("shading", values[0]),
            "gs": lambda values: self._use("state", values[0]),
        }

    def written(self, source: Any) -> InkedStream:
        """Return the stream with its colours changed."""
        instructions: list[Any] = []
        for instruction in pikepdf.parse_content_stream(source):
            handler = self.handlers.get(str(instruction.operator))
            changed = handler(list(instruction.operands)) if handler else None
            if changed is None:
                instructions.append(instruction)
            else:
                instructions += changed
        content = pikepdf.unparse_content_stream(instructions)
        return InkedStream(zlib.compress(content), tuple(self.uses))

    def _use(self, kind: Kind, name: Any) -> None:
        self.uses.append(Use(kind, str(name), self.matrix, self.tags[-1]))

    # Colours ------------------------------------------------------------------

    def _inks(self, rgb: Rgb) -> Paint:
        return self.inks.of_picture(rgb) if self.tags[-1] else self.inks.of_text(rgb)

    def _paint(self, values: Sequence[Any], *, is_stroke: bool) -> list[Any]:
        red, green, blue = (float(value) for value in values)
        paint = self._inks((red, green, blue))
        operator = _STROKES[paint.operator] if is_stroke else paint.operator
        return [([*paint.values], Operator(operator))]

    def _set_colour(self, values: Sequence[Any], *, is_stroke: bool) -> list[Any] | None:
        if values and isinstance(values[-1], Name):
            self._use("pattern", values[-1])
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
        self.matrix = product(numbers(values), self.matrix)

    def _open(self, values: Sequence[Any]) -> None:
        self.tags.append(self.tags[-1] or str(values[0]) == PICTURE_TAG)

    def _close(self, _values: Sequence[Any]) -> None:
        if len(self.tags) > 1:
            self.tags.pop()


def _inks_in(source: Any) -> Found:
    inks: set[str] = set()
    screen_colours = 0
    for instruction in pikepdf.parse_content_stream(source):
        name, operands = str(instruction.operator), list(instruction.operands)
        if name in ("rg", "RG") or (name in ("sc", "scn", "SC", "SCN") and len(operands) == 3):
            screen_colours += 1
        elif name in ("k", "K"):
            each = zip("CMYK", operands, strict=True)
            inks |= {ink for ink, value in each if float(value) > 0}
        elif name in _INKS:
            inks |= _INKS[name]
    return frozenset(inks), screen_colours


def numbers(values: Iterable[Any]) -> Matrix:
    """Return six numbers as a matrix."""
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


# As they are kept ----------------------------------------------------------------


@cache
def _program() -> tuple[str, ...]:
    return (program_digest("writers/pdf"), installed())


def _inked_bytes(stream: InkedStream) -> bytes:
    return pack(stream.uses) + b"\n" + stream.packed


def _inked_from(content: bytes) -> InkedStream | None:
    head, _, rest = content.partition(b"\n")
    uses = unpack(head, tuple[Use, ...])
    return None if uses is None else InkedStream(rest, uses)


def _inks_bytes(found: Found) -> bytes:
    return json.dumps(["".join(sorted(found[0])), found[1]]).encode()


def _inks_from(content: bytes) -> Found | None:
    try:
        inks, count = json.loads(content)
        return frozenset(inks), int(count)
    except (ValueError, TypeError):
        return None


_INKED = Form(_inked_bytes, _inked_from)
_FOUND = Form(_inks_bytes, _inks_from)
