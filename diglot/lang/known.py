"""The languages that are known: every folder of this package, and those that are added."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from diglot.lang.language import Language

_HERE = Path(__file__).parent
_added: dict[str, Language] = {}


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages in the order of their tags."""
    folders = sorted(path.parent.name for path in _HERE.glob("*/diglot.po"))
    own = {name: importlib.import_module(f"diglot.lang.{name}").LANGUAGE for name in folders}
    return tuple(found for _, found in sorted((own | _added).items()))


def add(language: Language) -> None:
    """Make a language known whose folder is elsewhere, before anything is read."""
    _added[language.tag] = language
    languages.cache_clear()


def forget(tag: str) -> None:
    """Make an added language unknown again."""
    _added.pop(tag, None)
    languages.cache_clear()


def language(tag: str) -> Language | None:
    """Return a language by its tag, or that of which it is a kind: "en-US" is English."""
    by_tag = {found.tag: found for found in languages()}
    return by_tag.get(tag) or by_tag.get(tag.replace("_", "-").partition("-")[0])


def any_of(patterns: Iterable[str]) -> str:
    """Return what finds what any of some patterns does, for `re`; one that is "" finds nothing.

    patterns: what the languages say of one thing.
    """
    return f"(?:{'|'.join(filter(None, patterns)) or '(?!)'})"


def language_of_words(text: str) -> str:
    """Return the tag of the language in whose script the first word of a text is; "" for none."""
    found = ((re.search(spoken.word, text), spoken.tag) for spoken in languages())
    return min(((match.start(), tag) for match, tag in found if match), default=(0, ""))[1]
