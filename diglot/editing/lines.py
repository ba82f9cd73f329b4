"""A file's bytes as lines, each with its own end, and back, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_END = re.compile(r"(?:\r\n|\r|\n)\Z")
_BOM = "\ufeff"


class NotTextError(ValueError):
    """The bytes are no UTF-8 text."""


class Lines(Struct, frozen=True):
    """A file's text by line, numbered from 1 as the reader counts them.

    bare: without their ends. ends: "\\n", "\\r\\n", "\\r", or "" at the end of the file.
    """

    bom: str
    bare: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def end(self) -> str:
        """Return how lines end here: as the first one does."""
        return next(filter(None, self.ends), "\n")

    def line(self, number: int) -> str:
        """Return a line by its number; "" beyond the file."""
        return self.bare[number - 1] if 0 < number <= len(self.bare) else ""


class Insertion(Struct, frozen=True):
    """Lines to be put in before a line, or after the last one (line = count + 1)."""

    before: int
    lines: tuple[str, ...]


def split_lines(raw: bytes) -> Lines:
    """Return the lines of a file.

    Raises NotTextError for what the reader would not read.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(str(error)) from error
    if "\0" in text:
        raise NotTextError("zero bytes")
    bom = _BOM if text.startswith(_BOM) else ""
    whole = _LINE.findall(text[len(bom) :])
    ends = tuple(match[0] if (match := _END.search(line)) else "" for line in whole)
    bare = tuple(line[: len(line) - len(end)] for line, end in zip(whole, ends, strict=True))
    return Lines(bom, bare, ends)


def inserted(lines: Lines, insertions: Sequence[Insertion]) -> bytes:
    """Return the file with lines put in, an empty line around each insertion."""
    by_place = {insertion.before: insertion.lines for insertion in insertions}
    end = lines.end
    parts = [lines.bom]
    for number in range(1, len(lines.bare) + 2):
        is_last = number > len(lines.bare)
        if new := by_place.get(number):
            if is_last and lines.ends and not lines.ends[-1]:
                parts.append(end)
            if lines.line(number - 1).strip():
                parts.append(end)
            parts += [f"{line}{end}" for line in new]
            if not is_last and lines.line(number).strip():
                parts.append(end)
        if not is_last:
            parts += [lines.bare[number - 1], lines.ends[number - 1]]
    return "".join(parts).encode()


def replaced(lines: Lines, new: dict[int, str]) -> bytes:
    """Return the file with some lines replaced, their ends kept."""
    pairs = zip(lines.bare, lines.ends, strict=True)
    whole = (new.get(number, bare) + end for number, (bare, end) in enumerate(pairs, start=1))
    return (lines.bom + "".join(whole)).encode()
