"""Languages: direction, dates, lists, and interface words that are all there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from diglot.lang.known import language
from diglot.lang.locales import (
    direction_of,
    known_languages,
    load_locale,
    text_direction,
    uses_hebrew_letters,
)
from support import ROOT

TEMPLATE_SUFFIXES = ("html", "xhtml", "opf", "xml", "svg", "css")
PICTURES = (
    "There is one picture, with a text alternative.",
    "There are %(number)s pictures, each with a text alternative.",
)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("he", "rtl"),
        ("he-IL", "rtl"),
        ("yi", "rtl"),
        ("ar", "rtl"),
        ("az-Arab", "rtl"),
        ("arc", "rtl"),
        ("en", "ltr"),
        ("az", "ltr"),
        ("grc", "ltr"),
        ("x-unknown", "ltr"),
    ],
)
def test_direction_follows_the_script(tag: str, direction: str) -> None:
    """A language runs the way its script does, also a tag that no one knows."""
    assert direction_of(tag) == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [("… שלום world", "rtl"), ("(world) שלום", "ltr"), ("+972-3-1234567", "ltr"), ("", "ltr")],
)
def test_first_letter_decides(text: str, direction: str) -> None:
    """Text runs the way of its first letter; without letters the default holds."""
    assert text_direction(text, "ltr") == direction


@pytest.mark.parametrize(
    ("tag", "iso", "written"),
    [
        ("en", "2026-11-23", "November 23, 2026"),
        ("he", "2026-11-23", "23 בנובמבר 2026"),
        ("en", "2026-11", "November 2026"),
        ("he", "2026-11", "נובמבר 2026"),
        ("he", "2026", "2026"),
        ("en", "", ""),
    ],
)
def test_dates_are_written_out(tag: str, iso: str, written: str) -> None:
    """A date is written as the language writes it, as exactly as it is known."""
    assert load_locale(tag).date(iso) == written


def test_a_date_that_is_none_is_refused() -> None:
    """What is not a date raises ValueError."""
    with pytest.raises(ValueError, match="month"):
        load_locale("en").date("2026-13-01")


@pytest.mark.parametrize(
    ("tag", "items", "joined"),
    [
        ("en", ["a", "b", "c"], "a, b, and c"),
        ("en", ["a"], "a"),
        ("he", ["דנה", "נועה"], "דנה ונועה"),
        ("he", ["א", "ב", "ג"], "א, ב ו־ג"),
        ("he", ["דנה", "Tom"], "דנה ו־Tom"),
        ("he", ["דנה"], "דנה"),
        ("he", [], ""),
        ("he", ["חיפה", "2026"], "חיפה ו־2026"),
        ("he", ["חיפה", "(2026)"], "חיפה ו־(2026)"),
        ("he", ["א׳", "ב׳", "ג׳"], "א׳, ב׳ וג׳"),
        ("he", ["השב״כ", "צה״ל"], "השב״כ וצה״ל"),
        ("he", ["דנה", "ח״כ לוי"], "דנה וח״כ לוי"),
        ("he", ["״מעריב״", "״הארץ״"], "״מעריב״ ו״הארץ״"),
        ("he", ["רחל", "דָּנָה"], "רחל ודָּנָה"),
        ("he", ["רחל", "וולטר"], "רחל ווולטר"),
        ("he", ["Tom", "Dana", "נועה"], "Tom, Dana ונועה"),
    ],
)
def test_lists_read_as_prose(tag: str, items: list[str], joined: str) -> None:
    """The Hebrew conjunction joins a Hebrew word, and keeps a maqaf before anything else."""
    assert load_locale(tag).list(items) == joined


def test_hebrew_has_a_dual() -> None:
    """Interface texts with a number take the form that the number wants."""
    forms = [load_locale("he").ngettext(*PICTURES, number) for number in (1, 2, 1200)]
    assert [form.split(",")[0] for form in forms[:2]] == ["יש בספר תמונה אחת", "יש בספר שתי תמונות"]
    assert "1,200 תמונות" in forms[2]


@pytest.mark.parametrize("tag", ["en", "he"])
def test_numbers_and_shares(tag: str) -> None:
    """Numbers have the language's separators, and a share is as exact as two decimals."""
    locale = load_locale(tag)
    assert [locale.number(n) for n in (7, 1200, 1234567.5)] == ["7", "1,200", "1,234,567.5"]
    assert [locale.percent(n) for n in (0.4, 0.125, 1, 12)] == ["40%", "12.5%", "100%", "1,200%"]


def test_who_can_count_in_hebrew_letters() -> None:
    """Languages that are written in Hebrew letters can count in them."""
    tags = ("he", "yi", "lad-Hebr", "en", "ar", "he-Latn")
    assert [tag for tag in tags if uses_hebrew_letters(tag)] == ["he", "yi", "lad-Hebr"]


def test_native_names() -> None:
    """A language is called as its readers call it."""
    hebrew, english = load_locale("he"), load_locale("en")
    assert (hebrew.native_name, english.native_name) == ("עברית", "English")


# Catalogues -------------------------------------------------------------------


def messages_in_use() -> Iterator[str | tuple[str, ...]]:
    """Yield every text that templates and code ask a catalogue for."""
    folders = [
        (ROOT / "diglot", [("**.py", "python")]),
        (ROOT / "templates", [(f"**.{suffix}", babel_extract) for suffix in TEMPLATE_SUFFIXES]),
    ]
    for folder, methods in folders:
        for _file, _line, message, _comments, _context in extract_from_dir(folder, methods):
            yield message


def read_catalogue(tag: str) -> Catalog:
    """Return a language's catalogue as it is written."""
    spoken = language(tag)
    assert spoken
    with spoken.catalog.open("rb") as file:
        return read_po(file, locale=tag)


@pytest.mark.heavy
@pytest.mark.parametrize("tag", ["en", "he"])
def test_catalogues_hold_what_is_used_and_nothing_else(tag: str) -> None:
    """Every text in templates and code has its translation, and every translation its use."""
    catalogue = {message.id for message in read_catalogue(tag) if message.id}
    assert catalogue == set(messages_in_use())


@pytest.mark.parametrize("tag", ["en", "he"])
def test_catalogues_are_complete(tag: str) -> None:
    """No text is empty, fuzzy, or without the places that its values go to."""
    catalogue = read_catalogue(tag)
    faults = [
        (message.id, str(error))
        for message in catalogue
        if message.id
        for error in message.check(catalogue)
    ]
    unfinished = [m.id for m in catalogue if m.id and (m.fuzzy or not m.string)]
    assert (faults, unfinished) == ([], [])


def test_english_texts_are_their_own_names() -> None:
    """In English every text reads as it is named."""
    own = {m.id: m.string for m in read_catalogue("en") if m.id}
    assert {name: text for name, text in own.items() if text != name} == {}


def test_known_languages() -> None:
    """The languages are those that have a catalogue."""
    assert known_languages() == ("en", "he")
