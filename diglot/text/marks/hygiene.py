"""Signs in Hebrew prose that look right and are not, and what to do about each.

Each rule looks at one paragraph and yields its slips; a paragraph has at most
one slip of a kind on a line. Typography settles straight marks, so these rules
say nothing about them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from diglot.lang.he.beside_numbers import RANGES, UNITS
from diglot.lang.he.script import FINALS, POINTS, SIGNS
from diglot.lang.he.words import FINAL_INSIDE, is_abbreviation, is_prefix
from diglot.text.marks.signs import POINT, without_points

_LETTER = "[א-ת]"
_H = f"(?:{_LETTER}{POINT}*)"
_H_END = f"[א-ת{POINTS}]"
_ANY_LETTER = re.compile(_LETTER)
_START = "(?<![א-ת\u0591-\u05c7])"
_PARAGRAPH = re.compile(r"\S(?:.+|\n(?![ \t>]*\n))*")
CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{CONTROLS}]")
_CONTROL_PAIRS = (("\u2066\u2067\u2068", "\u2069"), ("\u202a\u202b\u202d\u202e", "\u202c"))
_WORD = re.compile(rf"{_H}(?:{_H}|[\"'״׳](?={_H}))*")
_FINAL = f"[{''.join(FINALS.values())}]"
_STARTS_FINAL = re.compile(f"{_FINAL}{_LETTER}")
_FINAL_INSIDE = re.compile(f"{_LETTER}{_FINAL}{_LETTER}")
# From a pair of brackets to what is found where both are typed the wrong way round.
_BRACKETS = {
    pair: (
        re.compile(rf"(?<![^\s\"'״׳.,:;])\{pair[1]}(?={_LETTER})"),
        re.compile(rf"(?<={_LETTER})\{pair[0]}(?![^\s\"'״׳.,:;!?])"),
    )
    for pair in ("()", "[]")
}
_FOREIGN = re.compile(rf"(?<={_LETTER})[^\W\d_{SIGNS}](?={_LETTER})")
_PRESENTATION = re.compile("[\ufb1d-\ufb4f]")
# Spaces of no width, which pages of the web leave in words that are copied from them.
_NO_WIDTH = re.compile(rf"(?<={_LETTER})[\u200b\ufeff](?={_LETTER})")
_CLUSTER = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u04ff][\u0300-\u036f]+")
_GERESH_SIGNS = "\u2018\u2019\u02b9\u02bc\u00b4\u2032`"
_GERSHAYIM_SIGNS = "\u201c\u201d\u201e\u2033"
_ODD_SIGN = f"[{_GERESH_SIGNS}{_GERSHAYIM_SIGNS}\u2010\u2011\u2212\u00ad'׳]"
_AS_GERESH = re.compile(rf"{_START}(?P<before>{_H}++)[{_GERESH_SIGNS}](?![A-Za-z])(?P<after>{_H}*)")
_AS_GERSHAYIM = re.compile(rf"{_START}(?P<before>{_H}++)[{_GERSHAYIM_SIGNS}](?P<after>{_H}+)")
_PREFIXED_NUMBER = re.compile(rf"{_LETTER}[-־]\d")
_TWO_SINGLE = re.compile(rf"(?<={_LETTER})(?:''|׳׳)(?={_LETTER})")
_AS_MAQAF = re.compile(rf"(?<={_LETTER})[\u2010\u2011\u2212\u00ad](?={_LETTER})")
_ACCENT = re.compile("[\u059c-\u059e]")
_SOF_PASUQ = "\u05c3"
_PERCENT_FIRST = re.compile(r"(?<![\w%.,])%(\d+(?:\.\d+)?)(?![\w%])")
# 18–1914 for 1914–18: what comes first is the end of the same century.
_YEARS = re.compile(
    r"(?<![\w./:–-])(?P<first>1[3-9]|[2-9]\d)(?P<dash>[–-])(?P<last>1[0-9]\d\d|20\d\d)(?![\w./–-])"
)
_RANGE = re.compile(
    rf"(?:{RANGES})\s+(?P<first>\d{{1,4}})(?P<dash>[–-])(?P<last>\d{{1,4}})(?![\w./–-])"
)
# A minus after a number, a grade, a blood group: other hyphens may wait for half of a word.
_LOOSE_SIGN = re.compile(
    rf"(?<![^\s(\"״])(\d+(?:[.,]\d+)?(?=-\s+(?:{UNITS}|°))"
    r"|(?:AB|[A-FO])(?=-(?:[\s,;.)]|$)))-"
)


class Slip(Struct, frozen=True):
    """One thing that looks right and is not. offset: in the prose."""

    rule: str
    offset: int
    message: str
    hint: str


def slips(prose: str) -> Iterator[Slip]:
    """Yield what is wrong in the prose of a file; what is no prose must be blank in it."""
    rules = [(rule, sign) for rule, sign in _RULES if sign.search(prose)]
    for paragraph in _PARAGRAPH.finditer(prose) if rules else ():
        seen: set[tuple[str, int]] = set()
        for rule, sign in rules:
            for slip in rule(paragraph[0]) if sign.search(paragraph[0]) else ():
                line = paragraph[0].count("\n", 0, slip.offset)
                if (slip.rule, line) not in seen:
                    seen.add((slip.rule, line))
                    offset = slip.offset + paragraph.start()
                    yield Slip(slip.rule, offset, slip.message, slip.hint)


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X} ({unicodedata.name(sign, 'unnamed').lower()})"


def _controls(text: str) -> Iterator[Slip]:
    loose = _loose_controls(text)
    for match in _CONTROL.finditer(text):
        if match.start() in loose:
            yield Slip(
                "unbalanced-isolate",
                match.start(),
                f"{_name(match[0])} has no partner in its paragraph",
                "delete it, and mark the words instead: [words]{lang=en} or [words]{dir=ltr}",
            )
        else:
            yield Slip(
                "direction-control",
                match.start(),
                f"an invisible direction control: {_name(match[0])}",
                "delete it; where the order is wrong, mark the words: [words]{lang=en}",
            )


def _loose_controls(text: str) -> set[int]:
    """Return the places of controls that open and never close, or close and never opened."""
    loose: set[int] = set()
    for openers, closer in _CONTROL_PAIRS:
        opened: list[int] = []
        for index, sign in enumerate(text):
            if sign in openers:
                opened.append(index)
            elif sign == closer:
                if opened:
                    opened.pop()
                else:
                    loose.add(index)
        loose.update(opened)
    return loose


def _final_letters(text: str) -> Iterator[Slip]:
    for match in _WORD.finditer(text):
        word = without_points(match[0])
        if _STARTS_FINAL.match(word):
            yield Slip(
                "visual-order",
                match.start(),
                f'"{word}" begins with a final letter, as Hebrew typed backwards does',
                f'type it in the order in which it is read: "{word[::-1]}"; '
                "an example on purpose is [word]{.verbatim}",
            )
        elif (found := _FINAL_INSIDE.search(word)) and word not in FINAL_INSIDE:
            yield Slip(
                "final-letter-inside",
                match.start(),
                f'"{word}" has the final letter {found[0][1]} in its middle',
                "put the space that is missing, or the letter's other form",
            )


def _brackets(text: str) -> Iterator[Slip]:
    for pair, (closes, opens) in _BRACKETS.items():
        closing = closes.search(text)
        opening = opens.search(text, closing.end()) if closing else None
        if closing and opening and set(pair).isdisjoint(text[closing.end() : opening.start()]):
            name = "parenthesis" if pair == "()" else "bracket"
            yield Slip(
                "mirrored-bracket",
                closing.start(),
                f"the closing {name} comes before the opening one",
                f'type "{pair[0]}" before the words and "{pair[1]}" after them; '
                "each turns to its side by itself",
            )


def _look_alikes(text: str) -> Iterator[Slip]:
    may_quote = _may_open_single(text)
    for match in _AS_GERESH.finditer(text):
        before, after = without_points(match["before"]), without_points(match["after"])
        sign = text[match.end("before")]
        is_geresh = (after and not is_prefix(before)) or not may_quote
        if is_geresh or (not after and len(before) > 1 and is_abbreviation(before)):
            yield _look_alike(match.end("before"), sign, "׳", "geresh", "'")
    for match in _AS_GERSHAYIM.finditer(text):
        before, after = without_points(match["before"]), without_points(match["after"])
        is_number = _PREFIXED_NUMBER.match(text, match.start("after"))  # ו“מ-5”
        if not is_prefix(before) or (len(after) == 1 and not is_number):
            sign = text[match.end("before")]
            yield _look_alike(match.end("before"), sign, "״", "gershayim", '"')
    for match in _TWO_SINGLE.finditer(text):
        yield _look_alike(match.start(), match[0][0], "״", "gershayim", '"')
    for match in _AS_MAQAF.finditer(text):
        slip = _look_alike(match.start(), match[0], "־", "maqaf", "-")
        if match[0] == "\u00ad":  # Word has it for a maqaf, and for where a word may be divided
            slip = replace(slip, hint=f"{slip.hint}; inside a word, delete it")
        yield slip


def _may_open_single(text: str) -> bool:
    """Tell whether a single sign of a paragraph can open a quotation that another one closes."""
    signs = re.findall(f"[{_GERESH_SIGNS}‚]", text)
    opens = re.search(rf"(?<!\w)[{_GERESH_SIGNS}‚](?=\w)", text) or any(
        match["after"] and is_prefix(without_points(match["before"]))
        for match in _AS_GERESH.finditer(text)
    )
    return len(signs) > 1 and bool(opens)


def _look_alike(offset: int, sign: str, right: str, name: str, plain: str) -> Slip:
    return Slip(
        "look-alike",
        offset,
        f"{_name(sign)} is where a {name} belongs",
        f"type {right} (U+{ord(right):04X}), or a plain {plain}, which is set as one",
    )


def _accents(text: str) -> Iterator[Slip]:
    """Yield cantillation marks typed for punctuation: the only marks far and wide."""
    marks = set(re.findall(POINT, text))
    for match in _ACCENT.finditer(text):
        if all(_ACCENT.match(mark) for mark in marks):
            yield _look_alike(
                match.start(),
                match[0],
                *(("״", "gershayim", '"') if match[0] == "\u059e" else ("׳", "geresh", "'")),
            )
    if _SOF_PASUQ in text and not marks:
        yield Slip(
            "look-alike",
            text.index(_SOF_PASUQ),
            f"{_name(_SOF_PASUQ)} is where a colon belongs",
            "type a colon; sof pasuq ends a verse in pointed text",
        )


def _foreign_letters(text: str) -> Iterator[Slip]:
    for match in _FOREIGN.finditer(text):
        yield Slip(
            "latin-in-hebrew-word",
            match.start(),
            f'"{match[0]}", {_name(match[0])}, is inside a Hebrew word',
            "type the Hebrew letter; searching and reading aloud stumble over the other",
        )


def _forms(text: str) -> Iterator[Slip]:
    for match in _PRESENTATION.finditer(text):
        plain = unicodedata.normalize("NFKC", match[0])
        yield Slip(
            "not-normalised",
            match.start(),
            f"{_name(match[0])} is a form kept for old systems",
            f'type the letter and its marks: "{plain}"; searching finds only those',
        )
    for match in _NO_WIDTH.finditer(text):
        yield Slip(
            "not-normalised",
            match.start(),
            f"{_name(match[0])} is inside a word, where nobody sees it",
            "delete it; searching does not find the word",
        )
    for match in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield Slip(
                "not-normalised",
                match.start(),
                f'"{match[0]}" is written as a letter and a mark apart',
                f'type it as one character, "{composed}" (normalisation form NFC)',
            )


def _numbers(text: str) -> Iterator[Slip]:
    """Yield numbers typed in the order in which they are seen, so that they come out reversed."""
    if not _ANY_LETTER.search(text):
        return
    for match in _PERCENT_FIRST.finditer(text):
        yield Slip(
            "number-order",
            match.start(),
            f'the percent sign of "{match[0]}" comes before its number',
            f'type "{match[1]}%"; the sign goes to its side by itself',
        )
    for match in (*_YEARS.finditer(text), *_RANGE.finditer(text)):
        first, last = match["first"], match["last"]
        is_shortened = len(last) < len(first)  # 245–50 is 245–250
        if match.re is _YEARS or (int(first) > int(last) and not is_shortened):
            yield Slip(
                "number-order",
                match.start("first"),
                f'the range "{first}{match["dash"]}{last}" begins with its end',
                f'type "{last}{match["dash"]}{first}": the smaller number first; a range runs '
                "with the line",
            )
    for match in _LOOSE_SIGN.finditer(text):
        yield Slip(
            "edge-sign",
            match.start(),
            f'the sign after "{match[1]}" may come out on its other side',
            f"mark what belongs together: [{match[0]}]{{dir=ltr}}, or type a dash between spaces",
        )


# Each rule with a sign without which it finds nothing: most paragraphs have none of most signs.
_RULES = (
    (_controls, _CONTROL),
    (_final_letters, re.compile(rf"{_FINAL}{POINT}*{_LETTER}")),
    (_brackets, re.compile(rf"[)\]]{_LETTER}")),
    (_look_alikes, re.compile(rf"{_ODD_SIGN}(?<={_H_END}.)")),
    (_accents, re.compile(f"[\u059c-\u059e{_SOF_PASUQ}]")),
    (_foreign_letters, _ANY_LETTER),
    (_forms, re.compile("[\ufb1d-\ufb4f\u200b\ufeff\u0300-\u036f]")),
    (_numbers, re.compile(r"[-–%](?:(?<=[\dA-FO].)|(?<=%))")),
)
