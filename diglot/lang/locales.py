"""A language as a book needs it: direction, dates, lists and interface words.

Knows Babel and the catalogues of the languages; knows no format.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import babel
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations
from babel.units import format_unit

from diglot.core.model import Direction
from diglot.lang.known import language, languages

DOMAIN = "diglot"
_ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
# ISO 15924 codes of the scripts that run from right to left.
_RTL_SCRIPTS = frozenset(
    {"Adlm", "Arab", "Aran", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Hatr", "Hebr", "Hung", "Khar"}
    | {"Lydi", "Mand", "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh", "Ougr"}
    | {"Palm", "Phli", "Phlp", "Phnx", "Prti", "Rohg", "Samr", "Sarb", "Sogd", "Sogo", "Syrc"}
    | {"Thaa", "Yezi"}
)


@dataclass(frozen=True, slots=True)
class Locale:
    """One language's conventions and words.

    native_name: the language's name in itself ("עברית").
    translations: the compiled catalogue, for Jinja's i18n extension.
    """

    tag: str
    direction: Direction
    native_name: str
    translations: Translations = field(repr=False, compare=False)

    def gettext(self, message: str, /, **values: object) -> str:
        """Return an English interface text in this language, with its %(name)s filled in."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Return the form of an interface text that fits a number, given as %(number)s."""
        text = self.translations.ngettext(singular, plural, number)
        return text % {"number": self.number(number), **values}

    def date(self, iso: str) -> str:
        """Return "2026-11-23", "2026-11" or "2026" as the language writes it; "" stays "".

        Raises ValueError for anything else.
        """
        if not iso:
            return ""
        day = first_day(iso)
        form = {4: "y", 7: "MMMM y", 10: "long"}[len(iso)]
        return format_date(day, format=form, locale=_babel_name(self.tag))

    def language_name(self, tag: str) -> str:
        """Return the name of a language in this one: "Hebrew", or "אנגלית"."""
        name = babel.Locale.parse(_babel_name(tag)).get_display_name(_babel_name(self.tag))
        return name or tag

    def file_size(self, size: int) -> str:
        """Return a number of bytes as people say it: "0.6 MB", "14 kB"."""
        unit, digits = ("megabyte", 1) if size >= 10**5 else ("kilobyte", 0)
        amount = round(size / {"megabyte": 10**6, "kilobyte": 10**3}[unit], digits)
        return format_unit(amount, f"digital-{unit}", "short", locale=_babel_name(self.tag))

    def percent(self, value: float) -> str:
        """Return a share of one as percent: 0.125 as "12.5%"."""
        return format_percent(value, "#,##0.##%", locale=_babel_name(self.tag))

    def number(self, value: float) -> str:
        """Return a number with the language's separators."""
        return format_decimal(value, locale=_babel_name(self.tag))

    def list(self, items: Sequence[str]) -> str:
        """Return items joined as in running text: "a, b, and c", "א, ב ו־ג"."""
        joined = list(items)
        spoken = language(self.tag)
        if len(joined) > 1 and spoken:
            joined[-1] = spoken.as_last(joined[-1])
        return format_list(joined, locale=_babel_name(self.tag))


def first_day(iso: str) -> datetime.date:
    """Return the first day of "2026", "2026-11" or "2026-11-23".

    Raises ValueError for anything else.
    """
    if not _ISO_DATE.fullmatch(iso):
        raise ValueError(f'"{iso}" is not a date such as 2026-11-23, 2026-11 or 2026')
    return datetime.date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])


def known_languages() -> tuple[str, ...]:
    """Return the tags of the languages that have a catalogue."""
    return tuple(found.tag for found in languages())


def meant_language(name: str) -> str:
    """Return the tag of the language that people call "iw", "hebrew" or "he-IL"; "" for none."""
    word = name.lower().replace("_", "-")
    if word in known_languages():
        return word
    base = word.partition("-")[0]
    others = {name: found.tag for found in languages() for name in found.names}
    return others.get(word) or others.get(base) or (base if base in known_languages() else "")


@cache
def load_locale(tag: str) -> Locale:
    """Return the locale of one of `known_languages`."""
    name = babel.Locale.parse(_babel_name(tag)).get_display_name() or tag
    return Locale(
        tag=tag,
        direction=direction_of(tag),
        native_name=name[:1].upper() + name[1:],
        translations=_translations(tag),
    )


@cache
def direction_of(tag: str) -> Direction:
    """Return how a language is written, by the script of its tag (BCP 47)."""
    return "rtl" if _script_of(tag) in _RTL_SCRIPTS else "ltr"


def text_direction(text: str, default: Direction) -> Direction:
    """Return the direction of the first letter that has one (UAX #9, rules P2 and P3)."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return default


def value_direction(text: str, around: Direction) -> Direction:
    """Return the direction of a title or a name that is set among words of `around`.

    That of the words around it as soon as it has one letter of theirs; a value wholly in
    the other script, "John Smith, Jr." on a Hebrew cover, runs as that script does.
    """
    letters = {text_direction(character, around) for character in text if character.isalpha()}
    return around if around in letters or not letters else text_direction(text, around)


def uses_hebrew_letters(tag: str) -> bool:
    """Tell whether a language can count in Hebrew letters."""
    return _script_of(tag) == "Hebr"


@cache
def _script_of(tag: str) -> str:
    """Return the ISO 15924 code of a language's script, "" where it is not known."""
    subtags = tag.replace("_", "-").split("-")
    script = next((part.title() for part in subtags[1:] if len(part) == 4), "")
    if not script:
        likely = get_global("likely_subtags").get(subtags[0].lower(), "")
        script = next((part for part in likely.split("_") if len(part) == 4), "")
    return script


def _translations(tag: str) -> Translations:
    spoken = language(tag)
    if spoken is None:
        raise ValueError(f"no language {tag!r} is known")
    with spoken.catalog.open("rb") as file:
        catalog = read_po(file, locale=_babel_name(tag), domain=DOMAIN, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def _babel_name(tag: str) -> str:
    return tag.replace("-", "_")
