"""What the citation processor writes in Hebrew, as Hebrew spells it.

The processor sets "and" as a word of its own, a number before what it counts, and a day after its
month. In Hebrew "and" is a prefix, the number comes after, and the day before: ולוי, ו־Ross,
מהד׳ 2, 4 במרץ 2020.
"""

from __future__ import annotations

import re
from typing import Any

from diglot.core.locales import MAQAF, takes_a_prefix
from diglot.reader.pandoc.nodes import Node, plain_nodes
from diglot.text.number_words import month_number

_AND: Node = {"t": "Str", "c": "ו"}
_SPACE: Node = {"t": "Space"}
_EDITION = re.compile(r"(מהד׳|מהדורה)([.,;:]?)")
_MONTH = re.compile(r"(\W*)([א-ת]{3,8})")
_DAY = re.compile(r"(\d{1,2}(?:[-–]\d{1,2})?)(\W*)")
# A month with its day before it, and what parts it from a year.
_DATED = re.compile(r"(ב[א-ת]{3,8}),")
_YEAR = re.compile(r"\d{4}\W*")


def hebrew_spelled(content: Any) -> Any:
    """Return pandoc nodes with "and" joined to the name after it, and numbers and days in place."""
    if isinstance(content, dict):
        return {**content, "c": hebrew_spelled(content["c"])} if "c" in content else content
    if not isinstance(content, list):
        return content
    result: list[Any] = []
    for item in content:
        result.append(hebrew_spelled(item))
        if result[-3:-1] == [_AND, _SPACE]:
            result[-3:] = _with_and(result[-1])
        elif number := _counted(result):
            word, sign = number
            result[-3:] = [_string(word), _SPACE, _string(result[-3]["c"] + sign)]
        elif words := _day_first(result):
            result[-3:] = [_string(words[0]), _SPACE, _string(words[1])]
    return result


def _with_and(name: Node) -> list[Node]:
    """Return what follows "and", and the "and" before it."""
    prefix = "ו" if takes_a_prefix(plain_nodes([name])) else f"ו{MAQAF}"
    if name["t"] == "Str":
        return [_string(prefix + name["c"])]
    return [_string(prefix), name]


def _counted(nodes: list[Any]) -> tuple[str, str] | None:
    """Return the last word and its mark, where it says what the number before it counts."""
    match nodes[-3:]:
        case [{"t": "Str", "c": str(number)}, {"t": "Space"}, {"t": "Str", "c": str(words)}] if (
            number.isdigit() and (match := _EDITION.fullmatch(words))
        ):
            return match[1], match[2]
    return None


def _day_first(nodes: list[Any]) -> tuple[str, str] | None:
    """Return a day and its month, or a month and its year, where the last three nodes are such."""
    match nodes[-3:]:
        case [{"t": "Str", "c": str(before)}, {"t": "Space"}, {"t": "Str", "c": str(after)}]:
            month, day = _MONTH.fullmatch(before), _DAY.fullmatch(after)
            if month and day and _is_month(month[2]):
                return month[1] + day[1], f"ב{month[2]}{day[2]}"
            dated = _DATED.fullmatch(before)
            if dated and _is_month(dated[1][1:]) and _YEAR.fullmatch(after):
                return dated[1], after
    return None


def _is_month(word: str) -> bool:
    """Tell whether a word is the name of a month, without a prefix."""
    return bool(month_number(word)) and not month_number(word[1:])


def _string(words: str) -> Node:
    return {"t": "Str", "c": words}
