"""Names in Latin letters are known again in Hebrew ones, and in no word that is far from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.lang.he import spelling
from diglot.lang.he.spelling import may_spell

SPELLINGS = [
    ("Philips", "פיליפס"), ("Edison", "לאדיסון"), ("Newton", "וניוטון"), ("Maxwell", "מקסוול"),
    ("Vienna", "וינה"), ("Jerusalem", "בירושלים"), ("George", "ג'ורג'"), ("Charles", "צ'ארלס"),
    ("Wright", "רייט"), ("Shakespeare", "שייקספיר"), ("Descartes", "דקארט"), ("Bach", "באך"),
    ("Washington", "וושינגטון"), ("Quebec", "קוויבק"), ("Hughes", "יוז"), ("Dvořák", "דבוז'אק"),
    ("Massachusetts", "מסצ'וסטס"), ("Mozart", "מוצרט"), ("Whitehead", "וייטהד"),
]  # fmt: skip
OTHERS = [
    ("Philips", "המנורה"), ("Philips", "נמכרה"), ("Edison", "הייתה"), ("Newton", "נקנתה"),
    ("Faraday", "והודלקה"), ("Gutenberg", "קקסטון"), ("Delft", "בעיירה"), ("Bo", "בו"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "word"), SPELLINGS)
def test_a_name_is_known_in_hebrew_letters(name: str, word: str) -> None:
    """With prefixes, silent letters and letters that have several sounds."""
    assert may_spell(word, name)


@pytest.mark.parametrize(("name", "word"), OTHERS)
def test_other_words_are_no_such_name(name: str, word: str) -> None:
    """Neither another name nor a common word."""
    assert not may_spell(word, name)


@given(
    st.text("אבגדהוזחטיכלמנסעפצקרשת", min_size=1, max_size=9),
    st.text("abcdefghiklmnopqrstuvwxyzT", min_size=3, max_size=9),
)
def test_no_word_is_passed_over_that_is_near(word: str, name: str) -> None:
    """What is not looked at closely costs no less than consonants that no letter says."""
    units = spelling._units(name)
    consonants = sum(unit not in spelling._SILENT for unit in units)
    most = max(consonants, 1) // 3
    is_near = len(units) >= 3 and spelling._cost(word, units) <= most
    assert spelling._is_near(word, units) == is_near
