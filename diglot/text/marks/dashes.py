"""Dashes, hyphens and dots: what every language has, and what Hebrew does besides."""

from __future__ import annotations

import re

from diglot.core.conventions import Typography
from diglot.lang.he.beside_numbers import TELEPHONES
from diglot.lang.he.numerals import numeral_value
from diglot.lang.he.words import AND, MAQAF, OR, is_ascending
from diglot.text.marks.signs import DOUBLE, Line

EN_DASH, EM_DASH, ELLIPSIS = "–", "—", "…"
_HYPHENS = re.compile(r"--+")
_DOTS = re.compile(r"\.\.\.")
_NUMBER = r"[₪$€£]?\d+(?:[.,:]\d+)*[%°]?"
_RANGE = re.compile(
    rf"(?<![A-Za-z0-9_.,:/–])(?<![^א-ת]-)({_NUMBER})-({_NUMBER})(?![\w/]|[.,:]\d|-\S)"
)
_LETTERS = "[א-ת]+"
_NUMERAL = f"(?:ה['׳])?(?:{_LETTERS}[\"״][א-ת]|[א-ת]['׳]?)"
_HEBREW_RANGE = re.compile(rf"(?<![\w\"'״׳\-־])({_NUMERAL})-({_NUMERAL})(?![\w\"'״׳\-־])")
_TELEPHONE = re.compile(
    rf"(?:(?:{TELEPHONES}|ISBN|ISSN)['׳.]?:?\s*"
    r"|\(\+?\d{1,4}\)\s?|\+\d[\d\s-]*)$"
)
_GOES_ON = re.compile(rf"[ ,]\s*(?:{AND}[א-ת]|{OR} )|[,.;:!?)]")
_STANDARD = re.compile(r"[A-Z]{2,}[ -]$")
_CURRENCY = "₪$€£"


def set_dashes(line: Line, scope: int) -> None:
    """Set -- and ---; any more hyphens are an em dash and the rest."""
    for match in _HYPHENS.finditer(line.text):
        start, end = match.span()
        while end - start >= 2 and _are_free(line, start, min(end, start + 3), scope):
            length = min(3, end - start)
            line.out[start] = EN_DASH if length == 2 else EM_DASH
            line.out[start + 1 : start + length] = [""] * (length - 1)
            start += length


def set_ellipses(line: Line, scope: int) -> None:
    """Set three dots as one sign."""
    for match in _DOTS.finditer(line.text):
        if _are_free(line, *match.span(), scope):
            line.out[match.start() : match.end()] = [ELLIPSIS, "", ""]


def set_hebrew_hyphens(line: Line, scope: int, how: Typography) -> None:
    """Set each single hyphen as what it is in Hebrew: a maqaf, a dash, or a hyphen."""
    hyphens = line.places(scope, "-")
    ranges = _ranges(line) if how.dashes and hyphens else set()
    for index in hyphens:
        if "-" in line.text[max(index - 1, 0) : index] + line.text[index + 1 : index + 2]:
            continue
        if index in ranges or (how.dashes and _is_spaced_dash(line, index)):
            line.out[index] = EN_DASH
        elif how.maqaf and _is_maqaf(line, index):
            line.out[index] = MAQAF


def _are_free(line: Line, start: int, end: int, scope: int) -> bool:
    is_ours = all(number == scope for number in line.scopes[start:end])
    return is_ours and not any(line.fixed[start:end])


def _ranges(line: Line) -> set[int]:
    found = set()
    for match in _RANGE.finditer(line.text):
        before = line.text[: match.start()]
        if _is_range(match[1], match[2]) and not (
            _TELEPHONE.search(before) or _STANDARD.search(before)
        ):
            found.add(match.end(1))
    for match in _HEBREW_RANGE.finditer(line.text):
        low, high = _value(match[1]), _value(match[2])
        if 0 < low < high and _are_alike(match[1], match[2]):
            found.add(match.end(1))
    return found


def _value(written: str) -> int:
    """Return what a numeral counts, with or without a prefix: בתשפ"ד."""
    is_long = any(mark in written for mark in '"״')
    return numeral_value(written) or (numeral_value(written[1:]) if is_long else 0)


def _are_alike(low: str, high: str) -> bool:
    """Tell a range from a prefix before a numeral: א'-ג' and א-ג, but not ב-ג'."""
    return any(mark in low for mark in "\"'״׳") or not any(mark in high for mark in "\"'״׳")


def _is_range(low: str, high: str) -> bool:
    """Tell a range from a score, a telephone number and a code."""
    if ":" in low and ":" in high:
        return True
    first, second = (text.strip("₪$€£%°") for text in (low, high))
    if any(
        text.startswith("0") and text[1:2].isdigit() and "." not in text for text in (first, second)
    ):
        return False
    if first.count(".") > 1 or second.count(".") > 1:
        return True  # dates: 1.5.2014-3.5.2014
    return is_ascending(first, second)


def _is_spaced_dash(line: Line, index: int) -> bool:
    before, after = line.before(index), line.after(index)
    if line.kind(before) != "space" or line.kind(after) != "space" or after >= len(line.text):
        return False
    far_before, far_after = before, after
    while far_before >= 0 and line.kind(far_before) == "space":
        far_before -= 1
    while far_after < len(line.text) and line.kind(far_after) == "space":
        far_after += 1
    is_sum = line.kind(far_before) == "digit" == line.kind(far_after) and far_before >= 0
    return not is_sum


def _is_maqaf(line: Line, index: int) -> bool:
    """Tell whether a hyphen joins a Hebrew word, or a Hebrew prefix, to what follows."""
    before, after = line.before(index), line.after(index)
    if line.kind(before) == "mark" and not line.is_open_before(
        before
    ):  # the geresh of עמ'-12, the end of a quotation
        before = line.outer_before(index)
        is_word = line.kind(before) == "hebrew"
    else:
        is_word = line.kind(before) == "hebrew"
    next_kind = line.kind(after)
    if is_word:
        is_joined = next_kind in ("hebrew", "digit", "letter")
        is_opening = after < len(line.text) and line.text[after] in DOUBLE + "'([" + _CURRENCY
        return is_joined or is_opening or _is_left_hanging(line, after)
    is_suffix = line.text[index - 1 : index] in tuple("\"'״׳(")
    return (line.kind(before) in ("letter", "digit") or is_suffix) and next_kind == "hebrew"


def _is_left_hanging(line: Line, after: int) -> bool:
    """Tell the hyphen of דו- ותלת-ממדי, of דו-, תלת- and of אנטי-: no dash follows it."""
    return _GOES_ON.match(line.text, after) is not None
