"""An edition as readers see it while its translation is on the way.

Where a chapter or section waits for its translation, the source's text may be in its place,
marked as the source's language; and a notice may say at the head of a chapter that it is not
translated yet, or out of date. Goes in: an edition, its units with their stamps. Comes out:
the edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext.untranslated import NOTICE, UNTRANSLATED
from diglot.core.model import (
    Attributes,
    Block,
    Chapter,
    Division,
    Edition,
    Figure,
    Inline,
    Math,
    Note,
    Paragraph,
    Section,
    Span,
    Table,
    Text,
)
from diglot.core.walk import chapter_blocks, is_works_cited, kind_of, plain_text
from diglot.lang.locales import Locale
from diglot.text.dates import written_date
from diglot.translation.units import Stamped, TranslationUnit

Thing = TypeVar("Thing")


class Showing(Struct, frozen=True):
    """What is wanted, and what is known of it.

    has_notices: whether chapters say how far they are. has_source: whether the source's text
        is where the translation waits. source: its language. accepted: by key, the day on
        which a unit was accepted, ISO 8601, as far as known.
    """

    has_notices: bool
    has_source: bool
    source: str
    accepted: Mapping[str, str]


def shown(edition: Edition, stamped: Stamped, showing: Showing, locale: Locale) -> Edition:
    """Return an edition as it is shown. locale: of the edition."""
    units: dict[str, list[TranslationUnit]] = {}
    for unit in stamped.units:
        if unit.around is not None:
            units.setdefault(unit.around.name, []).append(unit)

    def say(iso: str) -> str:
        return written_date(iso, locale, edition.conventions.calendar)

    chapters = []
    for chapter in edition.chapters:
        own = units.get(chapter.name, [])
        waiting = [unit for unit in own if _waits(unit)]
        new = _filled(chapter, waiting, showing.source) if showing.has_source else chapter
        if showing.has_notices and (words := _notices(own, waiting, stamped, showing, locale, say)):
            new = replace(new, blocks=(_notice(words, chapter), *new.blocks))
        chapters.append(new)
    return replace(edition, chapters=tuple(chapters))


def _waits(unit: TranslationUnit) -> bool:
    """Tell whether a unit is there as its skeleton; a translated title begins an opening."""
    if unit.translation is None or not unit.is_skeleton:
        return False
    is_same = _words(unit.translation) == _words(unit.source)
    return isinstance(unit.translation, Section) or is_same


def _words(part: Chapter | Section) -> list[str]:
    return plain_text(part.title).split()


def _notice(words: str, chapter: Chapter) -> Block:
    paragraph = Paragraph((Text(words),), chapter.position)
    return Division((paragraph,), chapter.position, Attributes(classes=(NOTICE,)))


def _notices(
    units: Sequence[TranslationUnit],
    waiting: Sequence[TranslationUnit],
    stamped: Stamped,
    showing: Showing,
    locale: Locale,
    say: Callable[[str], str],
) -> str:
    """Return what is to be said of a chapter; "" where all is well."""
    said: list[str] = []
    language = locale.language_name(showing.source)
    if waiting and len(waiting) == len(units):
        said.append(locale.gettext("This chapter has not been translated yet."))
        if showing.has_source:
            said.append(locale.gettext("It is shown in %(language)s.", language=language))
    elif waiting:
        said.append(locale.gettext("Parts of this chapter have not been translated yet."))
        if showing.has_source:
            said.append(locale.gettext("They are shown in %(language)s.", language=language))
    stale = [unit for unit in units if stamped.state(unit) == "stale"]
    if stale:
        dates = [day for unit in stale if (day := showing.accepted.get(unit.key))]
        said.append(
            locale.gettext(
                "The translation is out of date: the original has changed since %(date)s.",
                date=say(min(dates)),
            )
            if dates
            else locale.gettext("The translation is out of date: the original has changed.")
        )
    return " ".join(said)


# The source's text -------------------------------------------------------------------


def _filled(chapter: Chapter, waiting: Sequence[TranslationUnit], language: str) -> Chapter:
    """Return a chapter with the source's text where its translation waits."""
    if not waiting:
        return chapter
    sources = {id(unit.translation): unit.source for unit in waiting}
    cited = _cited(chapter, *{id(u.chapter): u.chapter for u in waiting}.values())

    def section(old: Section) -> Section:
        inner = tuple(map(section, old.sections))
        source = sources.get(id(old))
        if source is None:
            return replace(old, blocks=_without_cited(old.blocks), sections=inner)
        classes = tuple(name for name in old.attributes.classes if name != UNTRANSLATED)
        return replace(
            old,
            title=_marked(source.title, language),
            blocks=_marked_blocks(source, language),
            sections=inner,
            attributes=replace(old.attributes, classes=classes),
        )

    sections = tuple(map(section, chapter.sections))
    opening = sources.get(id(chapter))
    blocks = _without_cited(chapter.blocks)
    title = chapter.title
    if opening is not None:
        blocks, title = _marked_blocks(opening, language), _marked(opening.title, language)
    new = replace(chapter, title=title, blocks=blocks, sections=sections)
    return _numbered(_with_last(new, cited) if cited else new)


def _marked(inlines: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    return (Span(inlines, Attributes(pairs=(("lang", language),))),) if inlines else ()


def _marked_blocks(part: Chapter | Section, language: str) -> tuple[Block, ...]:
    blocks = _without_cited(part.blocks)
    if not blocks:
        return ()
    blocks = _rebuilt(blocks, lambda value: _marked_note(value, language))
    return (Division(blocks, part.position, Attributes(pairs=(("lang", language),))),)


def _without_cited(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if not is_works_cited(block))


def _cited(*chapters: Chapter) -> Division | None:
    """Return one list of the works that chapters cite, each work once."""
    lists = [b for c in chapters for b in chapter_blocks(c) if is_works_cited(b)]
    found: dict[str, Block] = {}
    for cited in lists:
        for entry in cited.blocks if isinstance(cited, Division) else ():
            name = entry.attributes.id if isinstance(entry, Division) else ""
            found.setdefault(name or str(id(entry)), entry)
    first = next(iter(lists), None)
    return replace(first, blocks=tuple(found.values())) if isinstance(first, Division) else None


def _with_last(part: Thing, block: Block) -> Thing:
    """Return a chapter or section with one more block at its very end."""
    if not isinstance(part, Chapter | Section):
        return part
    if part.sections:
        last = _with_last(part.sections[-1], block)
        return replace(part, sections=(*part.sections[:-1], last))
    return replace(part, blocks=(*part.blocks, block))


def _marked_note(value: Any, language: str) -> Any:
    """Return a note whose text says its own language: it is printed away from its mark."""
    if not isinstance(value, Note):
        return value
    blocks = (
        replace(block, inlines=_marked(block.inlines, language))
        if isinstance(block, Paragraph)
        else Division((block,), block.position, Attributes(pairs=(("lang", language),)))
        for block in value.blocks
    )
    return replace(value, blocks=tuple(blocks))


# Numbers -----------------------------------------------------------------------------


def _numbered(chapter: Chapter) -> Chapter:
    """Return a chapter whose notes, figures, tables, formulas and terms are counted anew."""
    counted: Counter[str] = Counter()

    def number_of(kind: str) -> int:
        counted[kind] += 1
        return counted[kind]

    def anew(value: Any) -> Any:
        match value:
            case Attributes(pairs=pairs) if value.get("entry"):
                number = str(number_of("term"))
                counting = ((k, number if k == "entry" else v) for k, v in pairs)
                return replace(value, pairs=tuple(counting))
            case Note():
                return replace(value, number=number_of("note"))
            case Figure() | Table() | Math() if value.number:
                return replace(value, number=number_of(kind_of(value)))
        return value

    result: Chapter = _rebuilt(chapter, anew)
    return result


def _rebuilt(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a part of a book with each part in it changed, outer ones first, in reading order."""
    if isinstance(value, tuple):
        return tuple(_rebuilt(part, change) for part in value)
    if not isinstance(value, Struct):
        return value
    new: Any = change(value)
    # A caption's words come before what it is under, as when they were read.
    names = sorted(new.__struct_fields__, key=lambda name: name != "caption")
    parts = {name: getattr(new, name) for name in names}
    inside = {name: p for name, p in parts.items() if isinstance(p, tuple | Attributes)}
    return replace(new, **{name: _rebuilt(part, change) for name, part in inside.items()})
