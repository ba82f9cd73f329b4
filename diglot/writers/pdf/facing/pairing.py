"""The structure trees of both languages, row by row: a passage, then its counterpart.

Goes in: the parts of either language as they were laid out. Who has the pages read aloud hears each
passage, and each line of the contents, in both languages before the next. What is on no row, such
as titles, stays with its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, String

from diglot.core.markup_names import ROW

_ROW = re.compile(rf"^[^/]*/(?P<chapter>.*){re.escape(ROW)}(?P<number>\d+)$")
Groups = dict[int, list[Any]]


def pair_rows(first: list[Any], second: list[Any], language: str) -> None:
    """Move the rows of the second language below their counterparts in the first.

    first, second: the parts of either. language: of the second.
    """
    theirs = {chapter: run for run in _runs(second) if (chapter := _chapter(run))}
    for run in _runs(first):
        other = theirs.pop(_chapter(run), None)
        if other is not None:
            _join(run, other, language)
    for part in second:
        part.K = Array([run for run in _kids(part) if _kids(run)])
    for run in (*_runs(first), *_runs(second)):
        for element in _kids(run):
            if "/T" in element:
                del element["/T"]


def _join(run: Any, other: Any, language: str) -> None:
    ours, theirs = _by_row(run), _by_row(other)
    kids = []
    for number in sorted({*ours, *theirs}):
        for element in theirs.get(number, ()):
            element.P = run
            if "/Lang" not in element:
                element.Lang = String(language)
        kids += [*ours.get(number, ()), *theirs.get(number, ())]
    run.K = Array(kids)
    other.K = Array()


def _runs(parts: list[Any]) -> Iterator[Any]:
    for part in parts:
        yield from _kids(part)


def _chapter(run: Any) -> str:
    """Return the chapter that a run of pages holds, or "" for what has no rows."""
    named = (_row(element) for element in _kids(run))
    return next((match["chapter"] for match in named if match), "")


def _by_row(run: Any) -> Groups:
    """Return the elements of a run by the row that they are of or come after; notes come after."""
    found: Groups = {}
    number = -1
    for element in _kids(run):
        match = _row(element)
        number = int(match["number"]) if match else number
        found.setdefault(number, []).append(element)
    return found


def _row(element: Any) -> re.Match[str] | None:
    return _ROW.match(str(element.get("/T", "")))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", Array())
    found = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in found if isinstance(kid, Dictionary) and "/S" in kid]
