"""A chapter as it was read ↔ JSON, so that it need not be read again.

A value of the model is a list: the number of its class, then its fields in order. Nothing in such
a list is run, and nothing but the model's own classes can be made of one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from diglot.core import model
from diglot.core.directive import AlignMark, Directive
from diglot.core.findings import RULES, Finding
from diglot.core.imprint import Person
from diglot.reader.chapter import ReadChapter
from diglot.reader.front_matter import ForeignKey

# In this order for ever: the place of a class is its number.
_CLASSES: tuple[Callable[..., Any], ...] = (
    model.Position, model.Attributes, model.Asset, model.Text, model.LineBreak, model.Styled,
    model.Span, model.Code, model.Math, model.Link, model.Image, model.Citation, model.Note,
    model.Paragraph, model.Heading, model.ListBlock, model.Definition, model.DefinitionList,
    model.Cell, model.Column, model.Table, model.Figure, model.Quote, model.CodeBlock,
    model.Verse, model.Division, model.Rule, model.Section, model.Chapter, Directive, AlignMark,
    Person, Finding, ForeignKey, ReadChapter,
)  # fmt: skip
_NUMBERS = {kind: number for number, kind in enumerate(_CLASSES)}
_TUPLE, _PATH = -1, -2


def to_record(read: ReadChapter, project: Path) -> bytes | None:
    """Return a chapter as it is kept, None for one that is nested too deeply.

    project: the folder from which the ways to pictures start.
    """

    def plain(value: Any) -> Any:
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, tuple):
            return [_TUPLE, *map(plain, value)]
        if isinstance(value, Path):
            return [_PATH, value.relative_to(project).as_posix()]
        kind = type(value)
        return [_NUMBERS[kind], *(plain(getattr(value, name)) for name in kind.__struct_fields__)]

    try:
        return json.dumps(plain(read), ensure_ascii=False, separators=(",", ":")).encode()
    except (RecursionError, ValueError):  # or a path outside the project
        return None


def from_record(content: bytes, project: Path) -> ReadChapter | None:
    """Return a kept chapter, None where the bytes are none."""

    def made(entry: list[Any]) -> Any:
        number = entry[0]
        values = [made(item) if type(item) is list else item for item in entry[1:]]
        if number == _TUPLE:
            return tuple(values)
        if number == _PATH:
            return project / str(values[0])
        if number < 0:
            raise ValueError(number)
        return _CLASSES[number](*values)

    try:
        read = made(json.loads(content))
    except (ValueError, TypeError, IndexError, KeyError, RecursionError):
        return None
    if not isinstance(read, ReadChapter) or not isinstance(read.chapter, model.Chapter):
        return None
    return read if all(finding.rule in RULES for finding in read.findings) else None
