"""Patterns parted by their first sign are found where one of the alternatives is."""

from __future__ import annotations

import re
import string

import pytest

from diglot.lang.known import languages
from diglot.rules import measures
from diglot.text.first_signs import alternatives_of, by_first_sign
from support import ROOT

CODE_POINTS = [chr(number) for number in range(0x10000) if not 0xD800 <= number < 0xE000]


@pytest.mark.parametrize("letter", ["i", "k", "s", "q", "א", "%", "é"])
def test_case_is_ignored_as_re_ignores_it(letter: str) -> None:
    """Also of the letters that Unicode has twice, such as the long s and the sign of kelvin."""
    plain = re.compile(letter, re.IGNORECASE)
    parted = re.compile(by_first_sign([letter]), re.IGNORECASE)
    differing = [
        sign for sign in CODE_POINTS if bool(plain.match(sign)) != bool(parted.match(sign))
    ]
    assert differing == []


def test_every_latin_letter_has_no_more_doubles_than_we_know() -> None:
    """Where a new Python ignored case otherwise, this list would be another."""
    doubles = {
        (letter, sign)
        for letter in string.ascii_lowercase
        for sign in CODE_POINTS[128:]
        if sign.lower()[:1] == letter or sign.upper()[:1] == letter.upper()
        if re.match(letter, sign, re.IGNORECASE)
    }
    assert doubles == {("i", "İ"), ("i", "ı"), ("k", "\u212a"), ("s", "ſ")}


@pytest.mark.parametrize(
    "pattern", ["ab|a(?:c|d)", "a?b|c", r"\||[|]x|y", "(?:new )?shekels?|s|", "x{2}|[)|(]|z"]
)
def test_alternatives_are_those_between_the_bars(pattern: str) -> None:
    """Bars in groups and classes, and those with a backslash, part nothing."""
    parts = list(alternatives_of(pattern))
    assert "|".join(parts) == pattern
    for part in parts:
        re.compile(part)
    whole, parted = (re.compile(p, re.IGNORECASE) for p in (f"(?:{pattern})", by_first_sign(parts)))
    for text in ("", "ab", "AC", "b", "|", "x", "Y", "xx", ")", "z", "new shekel", "ſ", "c"):
        assert bool(whole.search(text)) == bool(parted.search(text)), text


def test_what_names_a_measure_is_what_the_longer_look_finds() -> None:
    """In each line of real chapters in both languages, in capitals, and from its middle on."""
    known = languages()
    closely = measures._any(known)
    money = [m for m in measures.MEASURES if m.kind == "currency"]
    words = [w for m in money for w in (*measures._words(m, known), m.before) if w]
    costs = re.compile("|".join(words), re.IGNORECASE)
    seen = set()
    for path in (ROOT / "tests/drift/content").glob("*/*.md"):
        for line in path.read_text().splitlines():
            for text in (line, line.upper(), line[len(line) // 2 :]):
                seen.add((measures.may_measure(text), measures.may_cost(text)))
                assert measures.may_measure(text) == bool(closely.search(text)), text
                assert measures.may_cost(text) == bool(costs.search(text)), text
    assert {(True, True), (True, False), (False, False)} <= seen
