"""What the citation processor writes in Hebrew, as Hebrew spells it.

The processor sets "and" as a word of its own, a number before what it counts, and the month
before the day. In Hebrew "and" is a prefix, the number comes after, and the month, with its
prefix, follows the day: ולוי, ו־Ross, מהד׳ 2, 4 במרץ 2019.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from diglot.lang.he.citing import EDITIONS
from diglot.lang.he.words import AND, IN, MAQAF, takes_a_prefix
from diglot.reader.pandoc.nodes import Node, plain_nodes
from diglot.reader.pandoc.works.csl import MONTH

_AND: Node = {"t": "Str", "c": AND}
_SPACE: Node = {"t": "Space"}
_EDITION = re.compile(rf"({'|'.join(EDITIONS)})([.,;:]?)")
_DAYS = r"\d{1,2}(?:–\d{1,2})?"
_MONTH_DAY = re.compile(rf"{MONTH}(?P<month>\w+) (?P<days>{_DAYS})(?!\d)(?:,? (?=\d{{4}}))?")
_DAY_MONTH = re.compile(rf"(?<!\d)(?P<days>{_DAYS})\.? {MONTH}(?P<month>\w+)")
# A day with its month on both sides: the dash between has spaces.
_BETWEEN = re.compile(rf"(?P<first>{IN}{MONTH}\w+(?: \d{{4}})?)[–-](?=\d{{1,2}} {IN}{MONTH})")


def hebrew_spelled(content: Any) -> Any:
    """Return pandoc nodes with "and" joined to the name after it, and editions by number.

    Days come before their months.
    """
    if isinstance(content, dict):
        return {**content, "c": hebrew_spelled(content["c"])} if "c" in content else content
    if not isinstance(content, list):
        return content
    result: list[Any] = []
    for item in _dated(content):
        result.append(hebrew_spelled(item))
        if result[-3:-1] == [_AND, _SPACE]:
            result[-3:] = _with_and(result[-1])
        elif number := _counted(result):
            word, sign = number
            result[-3:] = [_string(word), _SPACE, _string(result[-3]["c"] + sign)]
    return result


def _dated(nodes: list[Any]) -> list[Any]:
    """Return nodes of a line in which the days of a month come before it."""
    result: list[Any] = []
    for is_text, run in itertools.groupby(nodes, _is_text):
        pieces = list(run)
        words = plain_nodes(pieces) if is_text else ""
        result += _nodes(_with_days(words)) if MONTH in words else pieces
    return result


def _is_text(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") in ("Str", "Space", "SoftBreak")


def _with_days(words: str) -> str:
    """Return a date as Hebrew spells it: "מרץ 4, 2019" as "4 במרץ 2019"."""

    def spelled(match: re.Match[str]) -> str:
        year = " " if match[0].endswith(" ") else ""
        return f"{match['days']} {IN}{MONTH}{match['month']}{year}"

    words = _DAY_MONTH.sub(spelled, _MONTH_DAY.sub(spelled, words))
    return _BETWEEN.sub(r"\g<first> – ", words).replace(MONTH, "")


def _nodes(words: str) -> list[Node]:
    pieces = (piece for piece in re.split("( )", words) if piece)
    return [_SPACE if piece == " " else _string(piece) for piece in pieces]


def _with_and(name: Node) -> list[Node]:
    """Return what follows "and", and the "and" before it."""
    prefix = AND if takes_a_prefix(plain_nodes([name])) else f"{AND}{MAQAF}"
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


def _string(words: str) -> Node:
    return {"t": "Str", "c": words}
