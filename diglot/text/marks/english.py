"""English marks: curly quotes, apostrophes, dashes, ellipses, as pandoc's `smart` sets them.

Unlike `smart` it sees past emphasis and links, takes '90s and feet and inches
for what they are, and leaves addresses alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from diglot.core.conventions import Typography
from diglot.lang.he.words import is_abbreviation, is_prefix
from diglot.lang.language import QuotePair
from diglot.text.marks.signs import OPENERS, Line, set_straight

Marks = tuple[QuotePair, QuotePair]
ENGLISH: Marks = (("“", "”"), ("‘", "’"))
NO_BREAK = "\u00a0"
_DECADE = re.compile(r"'\d0s\b")
# Abbreviations after which a line should not break: pandoc's list.
_ABBREVIATION_LIST = """
    aet aetat al Apr Aug bk Bros c Capt cf ch chap chs Co col Corp cp d Dec Dr e.g ed eds esp f
    fasc Feb ff fig fl fol fols Fr Gen Gov Hon i.e ill Inc incl Jan Jr Jul Jun Ltd M.A M.D Mar Mr
    Mrs Ms n n.b nn No Nov Oct p Ph.D pp Pres Prof pt q.v Rep Rev s.v s.vv saec sec Sen Sep Sept
    Sgt Sr St univ viz vol vs
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_LONGEST = max(map(len, _ABBREVIATIONS))
_POINT = re.compile(r"\.(?<=[A-Za-z]\.) (?=\S)")
_WORD_BEFORE = re.compile(r"[\w.]+$")

_QUOTED_NUMBER = re.compile(r"\"([א-ת]+)[-־]\d[^\"]*\"")


def set_english(line: Line, scope: int, how: Typography, marks: Marks = ENGLISH) -> None:
    """Set the marks of one scope by English rules. marks: outer and inner quotation marks."""
    if how.quotes != "off":
        set_quotes(line, scope, marks)
    elif quoted := line.quotations_of(scope):
        judged = replace(line, out=[], undecided=[])
        set_straight(line, quoted, set_quotes(judged, scope, marks))
    if how.spaces:
        _abbreviations(line, scope)


def set_quotes(line: Line, scope: int, marks: Marks = ENGLISH) -> list[tuple[int, int]]:
    """Set quotation marks and apostrophes; return where each pair of double ones is."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    hebrew_end = -1
    for index in line.places(scope, "\"'"):
        is_in_hebrew = line.kind(line.before(index)) == line.kind(line.after(index)) == "hebrew"
        if index == hebrew_end:
            line.put(index, "״")
        elif is_in_hebrew:
            hebrew_end = hebrew_end if line.text[index] == "'" else _quotation_end(line, index)
            line.put(index, "״" if line.text[index] == '"' else "׳")
        elif line.text[index] == '"':
            _double(line, index, opened, pairs, marks[0])
        else:
            _single(line, index, opened, marks[1])
    for index in opened:
        line.put(index, marks[0][0] if line.text[index] == '"' else "’")
        if line.text[index] == '"':
            line.undecided.append(index)
    _set_quoted(line, line.quotations_of(scope), pairs, marks)
    return pairs


def _set_quoted(
    line: Line, quoted: list[tuple[int, int]], typed: list[tuple[int, int]], marks: Marks
) -> None:
    """Set the marks of <q>, and those that were typed inside one: inner ones in outer ones."""
    around = [*quoted, *typed]
    for pair in around:
        others = around if pair in quoted else quoted
        depth = sum(start < pair[0] and pair[1] < end for start, end in others)
        if pair in quoted or depth:
            for index, mark in zip(pair, marks[depth % 2], strict=True):
                line.put(index, mark)


def _double(
    line: Line, index: int, opened: list[int], pairs: list[tuple[int, int]], marks: QuotePair
) -> None:
    partner = next((place for place in reversed(opened) if line.text[place] == '"'), None)
    if partner is not None:
        for place in opened[opened.index(partner) + 1 :]:
            line.put(place, "’")
        del opened[opened.index(partner) :]
        line.put(partner, marks[0])
        line.put(index, marks[1])
        pairs.append((partner, index))
    elif _may_open(line, index):
        opened.append(index)
    elif line.kind(line.before(index)) == "digit":
        line.put(index, "″")
    else:
        line.put(index, marks[1])
        line.undecided.append(index)


def _quotation_end(line: Line, index: int) -> int:
    """Return where a quotation ends that opens between two Hebrew prefixes: ו"מ-5"; or -1."""
    match = _QUOTED_NUMBER.match(line.text, index)
    if match and is_prefix(match[1]) and is_prefix(line.letters_before(index)):
        return match.end() - 1
    return -1


def _single(line: Line, index: int, opened: list[int], marks: QuotePair) -> None:
    after = line.kind(line.after(index))
    is_word_end = after not in ("letter", "digit", "hebrew")
    is_open = bool(opened) and line.text[opened[-1]] == "'"
    if _is_foot(line, index, is_open):
        line.put(index, "′")
    elif is_word_end and _is_geresh(line, index, opened[-1] if is_open else None):
        line.put(index, "׳")
    elif is_open and is_word_end and not line.text[line.before(index)].isspace():
        line.put(opened.pop(), marks[0])
        line.put(index, marks[1])
    elif not is_open and _may_open(line, index) and not _DECADE.match(line.text, index):
        opened.append(index)
    else:
        line.put(index, "’")


def _is_geresh(line: Line, index: int, opened: int | None) -> bool:
    """Tell the sign at the end of a Hebrew abbreviation from the end of a quotation.

    opened: where a quotation in single marks was opened that has not ended.
    """
    word = line.letters_before(index)
    if opened is None or not word:
        return bool(word)
    is_letter_in_marks = len(word) == 1 and line.before(line.before(index)) == opened
    return is_abbreviation(word) and not is_letter_in_marks


def _is_foot(line: Line, index: int, is_open: bool) -> bool:
    """Tell 5' and 5'11" from a word's end and from 1990's."""
    if line.kind(line.before(index)) != "digit":
        return False
    if re.match(r"'\d+(?:\.\d+)?\"", line.text[index:]):
        return True
    after = line.kind(line.after(index))
    return not is_open and after not in ("letter", "digit", "hebrew")


def _may_open(line: Line, index: int) -> bool:
    if line.kind(line.after(index)) == "space":
        return False
    place = line.before(index)
    before = line.kind(place)
    if before in {"space", "mark"}:
        return True
    if before in ("letter", "digit", "hebrew"):
        return False
    is_before_letter = line.kind(line.after(index)) in ("letter", "digit")
    return line.text[place] in OPENERS or (line.text[index] == '"' and is_before_letter)


def abbreviations(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where abbreviations run, with the space after them."""
    for point in _POINT.finditer(text):
        first = max(point.start() - _LONGEST - 1, 0)
        word = _WORD_BEFORE.search(text, first, point.start())
        if word and word[0] in _ABBREVIATIONS:
            yield word.start(), point.end()


def _abbreviations(line: Line, scope: int) -> None:
    for start, end in abbreviations(line.text):
        if line.scopes[end - 1] == scope and not any(line.fixed[start:end]):
            line.out[end - 1] = NO_BREAK
