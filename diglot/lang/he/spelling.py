"""How Latin names are written in Hebrew letters: whether a word may be a certain name.

Only consonants count, and only roughly: one name has several spellings in Hebrew, and one
Hebrew spelling may be of several names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from diglot.lang.he.words import stems

_VOWELS = "אהויע"  # letters that may stand for a vowel, or for v and w
_UNITS = re.compile("sch|tch|ck|ch|sh|th|ph|gh|kh|qu|[a-zT]")
# By what is written in Latin, the Hebrew letters that it may be.
_SOUNDS = {
    "sch": "ש", "tch": "צ", "T": "טתצ", "ck": "ק", "ch": "צכחקש", "sh": "ש", "th": "תטד",
    "ph": "פ", "gh": "ג", "kh": "חכ", "qu": "ק", "b": "ב", "c": "קסצכש", "d": "ד", "f": "פ",
    "g": "גז", "h": "הח", "j": "גזח", "k": "קכח", "l": "ל", "m": "מ", "n": "נ", "p": "פ", "q": "ק",
    "r": "ר", "s": "סשזצ", "t": "טתצ", "v": "בו", "w": "בו", "x": "קסכז", "z": "זצס",
}  # fmt: skip
# What may be silent, or be a vowel: no letter need stand for it.
_SILENT = frozenset(["T", "gh", "h", "w", "v", "j", *"aeiouy"])
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_FEWEST = 3  # letters of a name that is worth comparing
_CONSONANTS_AN_ERROR = 3


def may_spell(word: str, name: str) -> bool:
    """Tell whether a Hebrew word, with or without a prefix, may be a name in Latin letters."""
    return any(_is_near(stem.translate(_FINALS), _units(name)) for stem in stems(word))


@cache
def _units(name: str) -> tuple[str, ...]:
    """Return a name as what is said of it: consonants, and vowels between them."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return tuple(_UNITS.findall(_once(plain)))


def _once(letters: str) -> str:
    """Return letters without the second of two that are the same."""
    once = re.sub(r"([a-z])\1", r"\1", "".join(filter(str.isalpha, letters)))
    return re.sub("t(?=[sz])", "T", once)  # Hebrew may have one letter for the two


@cache
def _is_near(word: str, name: tuple[str, ...]) -> bool:
    """Tell whether no more than one consonant in three is another one, or gone."""
    letters = re.sub("[^א-ת]", "", word)
    if len(name) < _FEWEST or not letters:
        return False
    consonants = [unit for unit in name if unit not in _SILENT]
    most = max(len(consonants), 1) // _CONSONANTS_AN_ERROR
    # Each that no letter says costs as much as another one: most words need no closer look.
    unsaid = sum(set(letters).isdisjoint(_SOUNDS[unit]) for unit in consonants)
    return unsaid <= most and _cost(letters, name) <= most


def _cost(letters: str, name: tuple[str, ...]) -> float:
    """Return how many consonants are other ones, or gone, where word and name fit best."""
    costs = [0.0]
    for letter in letters:
        costs.append(costs[-1] + (letter not in _VOWELS))
    for unit in name:
        gone = 0 if unit in _SILENT else 1
        row = [costs[0] + gone]
        for place, letter in enumerate(letters, 1):
            is_said = letter in _SOUNDS.get(unit, _VOWELS)
            row.append(
                min(
                    costs[place] + gone,
                    row[-1] + (letter not in _VOWELS),
                    costs[place - 1] + (not is_said),
                )
            )
        costs = row
    return costs[-1]
