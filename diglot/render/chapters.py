"""A chapter → the pieces of markup that templates put in their places.

The front door of the package: a `Renderer` for one edition and one target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from markupsafe import Markup
from msgspec import Struct

from diglot.core.errors import ChaptersError, DiglotError
from diglot.core.imprint import Person
from diglot.core.model import (
    Asset,
    Chapter,
    Edition,
    Figure,
    Math,
    Note,
    Paragraph,
    Role,
    Section,
    Table,
    Text,
)
from diglot.core.walk import (
    OncePer,
    chapter_inlines,
    kind_of,
    numbered,
    pictures_of,
    plain_text,
    walk_blocks,
)
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.credits import credit_lines
from diglot.render.apparatus.index import Inlines, for_label, index_of, item_id
from diglot.render.apparatus.kept import Grounds, kept_markup
from diglot.render.apparatus.numbering import css_marker, list_class
from diglot.render.blocks import BlockRenderer
from diglot.render.inlines import mark_id, note_id
from diglot.render.markup import NOTHING, Attrs, element
from diglot.render.scope import Scope
from diglot.render.target import READING_SYSTEM, Target
from diglot.text.dates import written_date
from diglot.text.isolates import in_own_direction

DESCRIPTION_LENGTH = 160


class Entry(Struct, frozen=True):
    """A line of the contents: a section, and those inside it."""

    id: str
    title: Markup
    entries: tuple[Entry, ...]


class ContentsChapter(Struct, frozen=True):
    """A chapter in the contents.

    label: "Chapter 3", or "" for one without a number. number: as it is before
        the title, "3", "ג". title: that of one of several appendices begins with its label.
    """

    name: str
    label: str
    number: str
    title: Markup
    text: str
    role: Role
    entries: tuple[Entry, ...]


class ContentsPart(Struct, frozen=True):
    """Chapters that stand together. title: of the part, or "" for chapters outside parts."""

    title: str
    chapters: tuple[ContentsChapter, ...]


class ListedItem(Struct, frozen=True):
    """A figure or table in a list of them. title: "Figure 3.1" and its caption."""

    chapter: str
    id: str
    title: Markup


class RenderedChapter(Struct, frozen=True):
    """A chapter ready for a template.

    id: by which links find the title, or "".
    number: as it is before the title, "3", "ג", or "".
    text: the title as plain words. listed: the same with number or label before it.
    credits: lines such as "Translated by …".
    notes: the list of notes; empty where they are on the page.
    """

    name: str
    id: str
    role: Role
    label: str
    number: str
    title: Markup
    text: str
    listed: str
    subtitle: Markup
    credits: tuple[Markup, ...]
    date: str
    iso_date: str
    description: str
    body: Markup
    notes: Markup
    entries: tuple[Entry, ...]
    assets: tuple[Asset, ...]


@contextmanager
def blamed(chapter: Chapter) -> Iterator[None]:
    """Raise ChaptersError for whatever fails inside: one chapter never costs another."""
    try:
        yield
    except DiglotError:
        raise
    except Exception as error:
        is_deep = isinstance(error, RecursionError)
        stumbled = f"The program stumbled over it ({error!r})"
        reason = "It is nested too deeply" if is_deep else stumbled
        raise ChaptersError(chapter.language, {chapter.name: reason}) from error


class Renderer:
    """Turns chapters of one edition into markup for one target."""

    def __init__(self, edition: Edition, locale: Locale, target: Target) -> None:
        self.edition = edition
        self.locale = locale
        self.target = target
        self.index = index_of(edition, locale)
        self.numbering = self.index.numbering
        self.blocks = BlockRenderer(self.index, locale, target)

    def chapter(self, chapter: Chapter) -> RenderedChapter:
        """Return a chapter's markup. Raises ChaptersError where that is not possible."""
        with blamed(chapter):
            return self._rendered(chapter)

    def grounds(self, chapter: Chapter) -> Grounds:
        """Return all that the markup of a chapter is made of."""
        return Grounds([(chapter, self.index)], self.target.place)

    def fails(self, chapter: Chapter) -> bool:
        """Tell whether there is no way to make markup of a chapter, or of what is left of it."""
        try:
            self.chapter(chapter)
        except ChaptersError:
            return True
        return False

    def _rendered(self, chapter: Chapter) -> RenderedChapter:
        scope = self.scope(chapter)
        number = self.numbering.chapter(chapter)
        title = plain_text(self._listed_title(chapter)).strip()
        pieces = kept_markup(
            self.grounds(chapter),
            2,
            lambda: (self.blocks.chapter_body(chapter, scope), self.notes(chapter)),
        )
        body, notes = pieces[:2]
        return RenderedChapter(
            name=chapter.name,
            id=chapter.id,
            role=chapter.role,
            label=self.numbering.label(chapter),
            number=number,
            title=self.blocks.inlines.run(chapter.title, scope),
            text=plain_text(chapter.title).strip(),
            listed=f"{number}. {title}" if number else title,
            subtitle=self.blocks.inlines.run(chapter.subtitle, scope),
            credits=self.credits(chapter.authors),
            date=self.date(chapter.date),
            iso_date=chapter.date,
            description=description(chapter),
            body=body,
            notes=notes,
            entries=self._entries(chapter, chapter.sections),
            assets=pictures_of(chapter),
        )

    def contents(self) -> tuple[ContentsPart, ...]:
        """Return the parts with their chapters; chapters outside parts in parts of no name."""
        if not (place := self.target.place):
            return self._contents()
        known, key = _contents_of(self.edition), f"{self.locale.tag} {place}"
        if key not in known:
            known[key] = self._contents()
        return known[key]

    def _contents(self) -> tuple[ContentsPart, ...]:
        groups: list[tuple[str, list[ContentsChapter]]] = []
        for chapter in self.edition.chapters:
            ends_part = chapter.role in ("appendix", "backmatter") and groups and groups[-1][0]
            if chapter.part or chapter.ends_part or not groups or ends_part:
                groups.append((chapter.part, []))
            groups[-1][1].append(self._contents_chapter(chapter))
        return tuple(ContentsPart(title, tuple(chapters)) for title, chapters in groups)

    def listed(self, kind: Literal["figures", "tables"]) -> tuple[ListedItem, ...]:
        """Return the figures or tables that have a number, in order."""
        return tuple(
            self._listed_item(chapter, thing)
            for chapter in self.edition.chapters
            for thing in numbered(chapter)
            if not isinstance(thing, Math) and kind_of(thing) == kind
        )

    def date(self, iso: str) -> str:
        """Return a date in the calendar of the edition."""
        return written_date(iso, self.locale, self.edition.conventions.calendar)

    def line(self, words: str) -> Markup:
        """Return plain words as one prepared line: a title, a publisher, a part's name."""
        return self._run((Text(words),))

    def paragraphs(self, words: str) -> tuple[Markup, ...]:
        """Return words as paragraphs, without tags; an empty line parts them."""
        parts = re.split(r"\n\s*\n", words.strip())
        return tuple(Markup("<br>").join(map(self.line, part.splitlines())) for part in parts)

    def credits(self, people: Sequence[Person]) -> tuple[Markup, ...]:
        """Return who made something, one line a role, the authors first."""
        return tuple(self._run(line) for line in credit_lines(people, self.locale))

    def _run(self, inlines: Inlines) -> Markup:
        return self.blocks.inlines.run(inlines, self.scope(self.edition.chapters[0]))

    def scope(self, chapter: Chapter) -> Scope:
        """Return where in the book the title of a chapter is."""
        return Scope(chapter, self.locale.tag, self.locale.direction)

    def _contents_chapter(self, chapter: Chapter) -> ContentsChapter:
        scope = self.scope(chapter)
        return ContentsChapter(
            name=chapter.name,
            label=self.numbering.label(chapter),
            number=self.numbering.chapter(chapter),
            title=self.blocks.inlines.run(self._listed_title(chapter), scope),
            text=plain_text(chapter.title).strip(),
            role=chapter.role,
            entries=self._entries(chapter, chapter.sections),
        )

    def _listed_item(self, chapter: Chapter, block: Figure | Table) -> ListedItem:
        label = Text(f"{self.index.label(block, chapter)}. ")
        scope = self.scope(chapter)
        caption = in_own_direction(for_label(block.caption), scope.direction)
        title = self.blocks.inlines.run((label, *caption), scope)
        return ListedItem(chapter.name, item_id(block), title)

    def _listed_title(self, chapter: Chapter) -> Inlines:
        """Return a title for lists; that of one of several appendices with its label."""
        title = for_label(chapter.title)
        if not self.numbering.is_lettered_appendix(chapter):
            return title
        label = self.numbering.label(chapter)
        words = self.locale.gettext("%(label)s: %(title)s", label=label, title="\0")
        before, _, after = words.partition("\0")
        return (Text(before), *title, Text(after)) if after else (Text(before), *title)

    def _entries(self, chapter: Chapter, sections: Sequence[Section]) -> tuple[Entry, ...]:
        named = (section for section in sections if section.title)
        return tuple(self._entry(chapter, section) for section in named)

    def _entry(self, chapter: Chapter, section: Section) -> Entry:
        title = self.blocks.inlines.run(for_label(section.title), self.scope(chapter))
        return Entry(section.id, title, self._entries(chapter, section.sections))

    # Notes --------------------------------------------------------------------

    def notes(self, chapter: Chapter) -> Markup:
        """Return the list of a chapter's notes; nothing where they are on the page."""
        scope = self.scope(chapter)
        marks = (i for i in chapter_inlines(chapter) if isinstance(i, Note))
        notes = sorted(marks, key=lambda note: note.number)
        if not notes or self.blocks.inlines.has_foot_notes:
            return NOTHING
        heading = element("h2", {"id": "fn-list"}, self.locale.gettext("Notes"))
        if self.target.able.pops_up_notes:
            asides = (self._aside(note, scope) for note in notes)
            return element(
                "section", {"class": "notes", "epub:type": "footnotes"}, heading, *asides
            )
        attrs = {"class": "notes", "role": "doc-endnotes", "aria-labelledby": "fn-list"}
        lists = (self._note_list(series, scope) for series in self._in_series(chapter, notes))
        return element("section", attrs, heading, *lists)

    def _in_series(self, chapter: Chapter, notes: Sequence[Note]) -> Iterator[list[Note]]:
        """Yield the notes with numbers, and then those with letters, if there are any."""
        for wanted in (False, True):
            is_lettered = self.numbering.is_lettered_note
            series = [n for n in notes if is_lettered(chapter, n.number) is wanted]
            if series:
                yield series

    def _note_list(self, notes: Sequence[Note], scope: Scope) -> Markup:
        items = (self._note_item(note, scope) for note in notes)
        last = self.numbering.note_value(scope.chapter, notes[-1].number)
        kind = list_class("hebrew" if self._has_lettered_notes else "", last)
        return element("ol", {"class": kind}, *items)

    def _note_item(self, note: Note, scope: Scope) -> Markup:
        back = {
            "class": "note-back",
            "href": self.target.here(mark_id(note), scope.chapter.name),
            "role": "doc-backlink",
            "aria-label": self._way_back(note, scope),
        }
        content = self.blocks.contents(note.blocks, scope)
        value = self.numbering.note_value(scope.chapter, note.number)
        attrs: Attrs = {
            "id": note_id(note),
            "value": value,
            "style": self._note_marker(note, scope.chapter, value),
        }
        if not self.target.able.leads_back:  # an arrow between lines of print leads nobody anywhere
            return element("li", attrs, content)
        return element("li", attrs, content, " ", element("a", back, "↑"))

    def _note_marker(self, note: Note, chapter: Chapter, value: int) -> str | None:
        """Return the style of a note's number, where it is none that the list itself counts."""
        if self.numbering.is_lettered_note(chapter, note.number):
            return f'list-style-type: "{self.numbering.note(chapter, note.number)}. "'
        return css_marker(value) if self._has_lettered_notes else None

    @property
    def _has_lettered_notes(self) -> bool:
        return self.numbering.numerals.notes == "hebrew"

    def _way_back(self, note: Note, scope: Scope) -> str:
        number = self.numbering.named_note(scope.chapter, note.number)
        return self.locale.gettext("Back to text, note %(number)s", number=number)

    def _aside(self, note: Note, scope: Scope) -> Markup:
        back = {
            "href": self.target.here(mark_id(note), scope.chapter.name),
            "role": "doc-backlink",
            "title": self._way_back(note, scope),
        }
        mark = f"{self.numbering.note(scope.chapter, note.number)}."
        number = element("p", {"class": "note-number"}, element("a", back, mark))
        attrs = {"id": note_id(note), "epub:type": "footnote", "role": "doc-footnote"}
        return element("aside", attrs, number, self.blocks.blocks(note.blocks, scope))


@OncePer
def _contents_of(_edition: Edition) -> dict[str, tuple[ContentsPart, ...]]:
    """Return the contents of an edition that were made, by where they are."""
    return {}


def plain_renderer(edition: Edition) -> Renderer:
    """Return what makes markup of chapters that nobody will see, to find out whether it can."""
    target = Target(
        READING_SYSTEM, href=lambda place, _: f"#{place.id}", image_url=lambda asset: asset.name
    )
    return Renderer(edition, load_locale(edition.language), target)


def description(chapter: Chapter) -> str:
    """Return the first words of a chapter, for those who list pages."""
    words = " ".join(_first_words(chapter)).strip()
    if len(words) <= DESCRIPTION_LENGTH:
        return words
    return words[:DESCRIPTION_LENGTH].rpartition(" ")[0].rstrip(" ,;:–—") + "…"


def _first_words(chapter: Chapter) -> Iterator[str]:
    blocks = chapter.blocks or next((s.blocks for s in chapter.sections if s.blocks), ())
    for block in walk_blocks(blocks):
        if isinstance(block, Paragraph):
            yield " ".join(plain_text(block.inlines).split())
            return
