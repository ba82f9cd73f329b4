"""Hebrew."""

from pathlib import Path

from diglot.lang.he.abbreviations import HOLDING, UNITS
from diglot.lang.he.citing import LOCATORS, TRANSLATORS_NOTE
from diglot.lang.he.measures import ENDS, MEASURES, WARMTH
from diglot.lang.he.numbers import NUMBERS
from diglot.lang.he.spelling import may_spell
from diglot.lang.he.times import TIMES
from diglot.lang.he.wiki import EDIT, QUERY
from diglot.lang.he.words import ARTICLE, CLINGING, NEVER_TWICE, SMALL_WORDS, as_last, stems
from diglot.lang.language import Language

LANGUAGE = Language(
    tag="he",
    catalog=Path(__file__).parent / "diglot.po",
    names=("iw", "heb", "hebrew", "עברית"),
    length=0.78,
    word="[א-ת]+(?:[\"'״׳־][א-ת]+)*",
    stems=stems,
    small=SMALL_WORDS,
    clinging=CLINGING,
    never_twice=NEVER_TWICE,
    may_spell=may_spell,
    numbers=NUMBERS,
    measures=MEASURES,
    warmth=WARMTH,
    measure_starts=f"{ARTICLE}?",
    measure_ends=ENDS,
    times=TIMES,
    holding=HOLDING,
    units=UNITS,
    quotes=None,  # which of three kinds is an edition's choice: text/marks/hebrew.py
    as_last=as_last,
    locators=LOCATORS,
    translators_note=TRANSLATORS_NOTE,
    wiki_edit=EDIT,
    wiki_query=QUERY,
)
