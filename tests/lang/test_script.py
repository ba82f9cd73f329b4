"""The signs of the Hebrew script are those that Unicode calls so."""

from __future__ import annotations

import re
import unicodedata

from diglot.lang.he.citing import LOCATORS, TERMS
from diglot.lang.he.script import FINALS, IN_WORDS, LETTER, POINTS, SIGN, WITHOUT_FINALS

HEBREW = [
    sign
    for sign in map(chr, range(0x110000))
    if unicodedata.name(sign, "").startswith("HEBREW ")
]  # fmt: skip


def test_every_hebrew_sign_is_one() -> None:
    """All that Unicode names Hebrew is of the script, and every letter a letter, no mark."""
    assert [sign for sign in HEBREW if not SIGN.match(sign)] == []
    letters = [sign for sign in HEBREW if unicodedata.category(sign) == "Lo"]
    assert [sign for sign in letters if not LETTER.match(sign)] == []
    assert not any(LETTER.match(mark) for mark in "׳״־")


def test_points_have_no_width() -> None:
    """A point is a mark that takes no room, and may stand in a word; a maqaf may not."""
    points = [sign for sign in HEBREW if re.match(f"[{POINTS}]", sign)]
    assert {unicodedata.category(sign) for sign in points} == {"Mn"}
    assert all(re.match(f"[{IN_WORDS}]", sign) for sign in points)
    assert not re.match(f"[{IN_WORDS}]", "־")


def test_final_forms_are_those_of_unicode() -> None:
    """A letter and its final form have one name but for the word."""
    for letter, final in FINALS.items():
        assert unicodedata.name(final).replace("FINAL ", "") == unicodedata.name(letter)
        assert final.translate(WITHOUT_FINALS) == letter
    finals = {
        sign for sign in HEBREW if re.fullmatch(r"HEBREW LETTER FINAL \w+", unicodedata.name(sign))
    }
    assert set(FINALS.values()) == finals


def test_a_citation_says_what_its_list_of_works_says() -> None:
    """The word for a page, "עמ׳", is the same in a citation and in a list of works cited."""
    short = {name: one for (name, form), (one, _) in TERMS.items() if form == "short"}
    said = {counted: forms.split()[0] for counted, forms in LOCATORS.items()}
    assert said == {counted: short.get(counted, word) for counted, word in said.items()}
    assert len(said.keys() & short.keys()) > 10
