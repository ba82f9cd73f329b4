"""English."""

from pathlib import Path

from diglot.lang.en.abbreviations import AFTER_NAMES, CUT_SHORT, UNITS
from diglot.lang.en.citing import LOCATORS, TRANSLATORS_NOTE
from diglot.lang.en.measures import MEASURES, WARMTH
from diglot.lang.en.numbers import NUMBERS
from diglot.lang.en.prose import CLINGING, NEVER_TWICE, SMALL_WORDS, is_heading, is_prose
from diglot.lang.en.times import TIMES
from diglot.lang.en.wiki import EDIT, QUERY
from diglot.lang.language import Language

LANGUAGE = Language(
    tag="en",
    catalog=Path(__file__).parent / "diglot.po",
    names=("eng", "english", "אנגלית"),
    word=r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)*",
    is_prose=is_prose,
    is_heading=is_heading,
    small=SMALL_WORDS,
    clinging=CLINGING,
    never_twice=NEVER_TWICE,
    numbers=NUMBERS,
    measures=MEASURES,
    times=TIMES,
    conjunction="and",
    warmth=WARMTH,
    cut_short=CUT_SHORT,
    after_names=AFTER_NAMES,
    units=UNITS,
    locators=LOCATORS,
    translators_note=TRANSLATORS_NOTE,
    wiki_edit=EDIT,
    wiki_query=QUERY,
)
