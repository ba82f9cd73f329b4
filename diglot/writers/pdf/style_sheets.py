"""Style sheets as WeasyPrint has parsed them, each once for a user.

Its own take it 60 ms whenever it is loaded, and those of a book as long again: together a
twentieth of a build where a paragraph changed. What it has made of them is read back in 2 ms.
Selectors are functions that were compiled, so this is kept as Python keeps its modules.
"""

from __future__ import annotations

import io
import logging
import marshal
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

import tinycss2
from cssselect2 import compiler  # type: ignore[import-untyped]

from diglot.disk.cache import user_cache
from diglot.disk.files import Files
from diglot.disk.states import file_state, version_of
from diglot.disk.steps import Form, step

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

Face = Mapping[str, Any]
Parsed = TypeVar("Parsed")
_PACKAGES = ("weasyprint", "tinycss2", "cssselect2")


@contextmanager
def own_sheets_once() -> Iterator[None]:
    """Let WeasyPrint's own style sheets, if it is loaded inside, be as they were parsed before."""
    original = tinycss2.parse_stylesheet
    asked: list[str] = []

    def nothing(css: str) -> list[object]:
        asked.append(css)
        return []

    tinycss2.parse_stylesheet = nothing
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = original
    if asked:
        _fill(asked)


def _fill(texts: list[str]) -> None:
    """Put into WeasyPrint's own sheets, of which it knows nothing yet, what is in their texts."""
    from weasyprint import html

    sheets = (html.UA_STYLESHEET, html.UA_FORM_STYLESHEET, html.PH_STYLESHEET)
    counters = html.UA_COUNTER_STYLE

    def parse() -> tuple[Any, ...]:
        for sheet, text in zip(sheets, texts, strict=True):
            given = {} if sheet is html.PH_STYLESHEET else {"counter_style": counters}
            sheet.__init__(string=text, **given)
        return *map(vars, sheets), dict(counters)

    *inside, known = _once(texts, parse)
    for sheet, values in zip(sheets, inside, strict=True):
        sheet.__dict__ |= values
    counters.update(known)


def parsed_sheet(
    text: str, base_url: str, files: Files, fetcher: Any
) -> tuple[Any, Any, list[Any]]:
    """Return a style sheet, its ways to count, and its faces as `FontConfiguration` takes them.

    base_url: what addresses in it are relative to. files: those that fetcher finds.
    """

    def parse() -> tuple[CSS, CounterStyle, list[Face]]:
        from weasyprint import CSS
        from weasyprint.css.counters import CounterStyle

        counters, faces = CounterStyle(), _Faces()
        sheet = CSS(
            string=text,
            base_url=base_url,
            url_fetcher=fetcher,
            font_config=faces,
            counter_style=counters,
        )
        return sheet, counters, faces.found

    imported = (part for pair in files.digests for part in pair)
    return _once((text, base_url, *imported), parse)


class _Faces:
    """In the place of a `FontConfiguration`: takes down what it is to load."""

    def __init__(self) -> None:
        self.found: list[Face] = []

    def add_font_face(self, descriptors: Face, _fetcher: Any) -> None:
        """Take a face down."""
        self.found.append(descriptors)


# What is kept ------------------------------------------------------------------------


def _once(texts: Sequence[str], parse: Callable[[], Parsed]) -> Parsed:
    """Return what was parsed of some texts; what there was a warning of is parsed each time."""
    versions = map(version_of, _PACKAGES)
    parsing = step("sheet", [sys.version, *versions, file_state(Path(__file__)), *texts])
    cache = user_cache()
    kept: Parsed | None = parsing.kept(_FORM, cache)
    if kept is not None:
        return kept
    with _heard() as warnings:
        made = parse()
    if cache.keeps_code and not warnings:
        with suppress(pickle.PicklingError):  # of what another version may make
            parsing.keep(made, _FORM, cache)
    return made


@contextmanager
def _heard() -> Iterator[list[logging.LogRecord]]:
    """Give what WeasyPrint warns of inside."""
    heard: list[logging.LogRecord] = []

    def hear(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            heard.append(record)
        return True

    logger = logging.getLogger("weasyprint")
    logger.addFilter(hear)
    try:
        yield heard
    finally:
        logger.removeFilter(hear)


def _written(made: object) -> bytes:
    target = io.BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(made)
    return target.getvalue()


class _Pickler(pickle.Pickler):
    """Writes the functions down that cssselect2 has compiled of selectors."""

    def reducer_override(self, value: Any) -> Any:
        """Return how a value is made again."""
        is_selector = isinstance(value, FunctionType) and value.__name__ == "<lambda>"
        if is_selector and value.__closure__ is None and _is_in_compiler(value.__globals__):
            return _selector, (marshal.dumps(value.__code__),)
        return NotImplemented


def _is_in_compiler(names: Mapping[str, object]) -> bool:
    """Tell whether names stand for the same in cssselect2's compiler, but for Python's own."""
    there = vars(compiler)
    return all(there.get(n) is value for n, value in names.items() if n != "__builtins__")


def _selector(code: bytes) -> FunctionType:
    """Return what tells whether an element is one of a selector."""
    return FunctionType(marshal.loads(code), vars(compiler))  # noqa: S302 - sealed, the user's own


_FORM: Form[Any] = Form(_written, pickle.loads)
