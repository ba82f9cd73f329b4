"""Who made a book or chapter, and its ISBN → lines such as "Translated by Dana Levi"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from diglot.core.imprint import Medium, Person
from diglot.core.model import Attributes, Inline, Span, Text
from diglot.lang.locales import Locale, value_direction

Inlines = tuple[Inline, ...]


def isbn_line(form: Medium | Literal[""], isbn: str, locale: Locale) -> str:
    """Return "ISBN 978-… (print)"; without a form where it serves all."""
    match form:
        case "print":
            return locale.gettext("ISBN %(isbn)s (print)", isbn=isbn)
        case "epub":
            return locale.gettext("ISBN %(isbn)s (EPUB)", isbn=isbn)
        case "pdf":
            return locale.gettext("ISBN %(isbn)s (PDF)", isbn=isbn)
        case _:
            return locale.gettext("ISBN %(isbn)s", isbn=isbn)


def credit_lines(people: Sequence[Person], locale: Locale) -> tuple[Inlines, ...]:
    """Return one line for each role: the authors, then the others as they first come."""
    roles: dict[str, list[str]] = {}
    for person in sorted(people, key=lambda person: person.role != "aut"):
        roles.setdefault(person.role, []).append(person.name)
    return tuple(_line(role, names, locale) for role, names in roles.items())


def _line(role: str, names: Sequence[str], locale: Locale) -> Inlines:
    """Return the sentence for a role, each name set in its own direction."""
    before, after = _around(role, locale)
    listed = (
        _name(words, locale) if is_name else Text(words)
        for words, is_name in listed_names(names, locale)
    )
    return tuple(part for part in (Text(before), *listed, Text(after)) if part != Text(""))


def listed_names(names: Sequence[str], locale: Locale) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of "A, B and C", and whether each is a name."""
    rest = locale.list(names)
    for name in names:
        between, _, rest = rest.partition(name)
        yield between, False
        yield name, True
    yield rest, False


def _around(role: str, locale: Locale) -> tuple[str, str]:
    """Return what is before and after the names of the people with a role."""
    match role:
        case "trl":
            sentence = locale.gettext("Translated by %(names)s", names="\0")
        case "edt":
            sentence = locale.gettext("Edited by %(names)s", names="\0")
        case "ill":
            sentence = locale.gettext("Illustrated by %(names)s", names="\0")
        case "aui":
            sentence = locale.gettext("With an introduction by %(names)s", names="\0")
        case "ctb":
            sentence = locale.gettext("With contributions by %(names)s", names="\0")
        case _:
            sentence = "\0"
    before, _, after = sentence.partition("\0")
    return before, after


def _name(name: str, locale: Locale) -> Inline:
    direction = value_direction(name, locale.direction)
    if direction == locale.direction:
        return Text(name)
    return Span((Text(name),), Attributes(pairs=(("dir", direction),)))
