"""Names in Latin letters are known again in Hebrew ones, and in no word that is far from them."""

from __future__ import annotations

import pytest

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
