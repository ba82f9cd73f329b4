"""The documents of a book whose pages have both languages, each passage with its counterpart.

What a chapter holds is made as for the bilingual e-book, in rows. In columns a row is a table of
one line, as only of tables both cells go on level on the next page, with their notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext import ChapterPair
from diglot.core.model import Chapter, Edition
from diglot.core.walk import plain_text
from diglot.lang.locales import Locale
from diglot.render.apparatus.index import Destination
from diglot.render.apparatus.terms import IndexEntry, IndexGroup, index_of
from diglot.render.beside.chapter import BesideRenderer, BesideRow, pairs_by_name
from diglot.render.beside.contents import BothEntry, Titles, both_contents
from diglot.render.beside.sides import SideName, SideRenderer, own_id, own_place
from diglot.render.chapters import ContentsChapter, ContentsPart, Entry, ListedItem, Renderer
from diglot.render.markup import element, join
from diglot.render.templates import fill
from diglot.settings import Page
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.book.order import COLOPHON, DEDICATION, TITLE, Order
from diglot.writers.pdf.book.references import Rooms
from diglot.writers.pdf.engine.layout import LayoutJob

Arrangement = Literal["beside", "under"]
_BETWEEN = " · "
_SHORT = 260  # letters: seven lines of a column


class Together(Struct, frozen=True):
    """How both languages share a page.

    first: which is read first. widths: of the columns of the source and of the translation, in
    per cent of the text's width.
    """

    arrangement: Arrangement
    first: SideName = "source"
    widths: tuple[float, float] = (50, 50)


class _Side(Struct, frozen=True):
    name: SideName
    edition: Edition
    locale: Locale
    renderer: Renderer


class TogetherDocuments(Documents):
    """What is to be laid out for a book with both languages on its pages.

    Around the text it speaks the source's language; titles are those of both.
    """

    def __init__(
        self,
        editions: tuple[Edition, Edition],
        pairs: Sequence[ChapterPair],
        page: Page,
        templates: Sequence[Path],
        together: Together,
    ) -> None:
        """editions: the source, and the translation. pairs: their chapters as counterparts."""
        self.pairs: Mapping[str, ChapterPair] = pairs_by_name(pairs)
        super().__init__(_of_both(editions, self.pairs), page, templates)
        self.together = together
        self.translation = Documents(editions[1], page, templates)
        sides = (
            _Side("source", editions[0], self.locale, self.renderer),
            _Side("translation", editions[1], self.translation.locale, self.translation.renderer),
        )
        self.sides = sides if together.first == "source" else tuple(reversed(sides))
        self.parts = self._both_parts(editions)
        self.order = Order(self.edition, self.parts, page.openings)
        self.index = tuple(self._both_indexes(editions))
        self.faces = self.faces.with_language(editions[1].language)
        widths = dict(zip(("source", "translation"), together.widths, strict=True))
        self.stylesheet += str(
            fill(
                self.environment,
                "pdf/together.css",
                arrangement=together.arrangement,
                columns=[
                    (self._gap(side, is_second=bool(number)), widths[side.name])
                    for number, side in enumerate(self.sides)
                ],
            )
        )

    def chapter(self, chapter: Chapter, rooms: Rooms) -> LayoutJob:
        """Return the job for a chapter in both languages."""
        renderers = [self._side_renderer(name, rooms) for name in ("source", "translation")]
        beside = BesideRenderer(*renderers).chapter(self.pairs[chapter.name])
        html = self._fill(
            "pdf/together-chapter.html",
            chapter=beside,
            sides=self.sides,
            is_short=_is_short,
            is_alike=self._is_alike,
        )
        own, others = beside.assets
        assets = {asset.name: asset for asset in (*own, *others)}
        return self._job(chapter.name, html, tuple(assets.values()))

    def _is_alike(self, row: BesideRow) -> bool:
        """Tell whether one above the other would be the same twice: code, a break."""
        is_beside = self.together.arrangement == "beside"
        return not is_beside and row.source.content == row.translation.content

    def _gap(self, side: _Side, *, is_second: bool) -> Literal["start", "end"]:
        """Return on which edge of a column, as its language has it, the space between both is."""
        is_same = side.locale.direction == self.locale.direction
        return "start" if is_same == is_second else "end"

    def around(self) -> dict[str, LayoutJob]:
        """Return the jobs for all that is no chapter, in both languages but for the parts."""
        titles = [
            (
                side.locale,
                side.renderer.line(side.edition.title),
                side.renderer.line(side.edition.subtitle),
                side.renderer.credits(side.edition.authors),
            )
            for side in self.sides
        ]
        html = self._fill("pdf/facing-title.html", titles=titles)
        jobs = {**super().around(), TITLE: self._job(TITLE, html)}
        for name, kind in ((DEDICATION, "dedication"), (COLOPHON, "colophon")):
            said = [
                (side.locale, side.renderer.paragraphs(words))
                for side in self.sides
                if (words := getattr(side.edition.imprint, kind))
            ]
            if said:
                place = "front" if name == DEDICATION else "back"
                template = "pdf/together-words.html"
                jobs[name] = self._job_of(name, template, kind=kind, place=place, said=said)
        return jobs

    def listed(self, kind: Literal["figures", "tables"]) -> Sequence[ListedItem]:
        """Return the figures or tables that are listed after the contents, a language at a time."""
        return [
            replace(
                item,
                id=own_id(side.edition.language, item.id),
                title=_spoken(side.locale, item.title),
            )
            for side in self.sides
            for item in side.renderer.listed(kind)
        ]

    @cached_property
    def names(self) -> dict[Destination, str]:
        """Return what each place is called, by its name on a page of both languages."""
        return {
            own_place(side.edition.language, place): plain_text(name)
            for side in self.sides
            for place, name in side.renderer.index.names.items()
        }

    def _side_renderer(self, name: SideName, rooms: Rooms) -> SideRenderer:
        side = next(side for side in self.sides if side.name == name)
        tag = side.edition.language
        target = replace(
            self._renderer(rooms).target,
            page_room=lambda place: rooms.get(own_place(tag, place)) or self.usual_room(place),
            key="",  # nobody keeps these rows
        )
        return SideRenderer(side.edition, side.locale, target)

    # Contents and index ---------------------------------------------------------------

    def _both_parts(self, editions: tuple[Edition, Edition]) -> tuple[ContentsPart, ...]:
        """Return the contents, each entry with its title in both languages."""
        tags = (editions[0].language, editions[1].language)
        ours, theirs = (side.renderer.contents() for side in self._in_order)
        depth = max(self.edition.imprint.contents_depth - 1, 2)
        return tuple(
            ContentsPart(
                _BETWEEN.join(str(part.titles[side.name]) for side in self.sides)
                if part.titles["source"]
                else "",
                tuple(
                    ContentsChapter(
                        chapter.name,
                        "",
                        chapter.number,
                        self._titled(chapter.titles),
                        "",
                        chapter.role,
                        tuple(map(self._entry, chapter.entries)),
                    )
                    for chapter in part.chapters
                ),
            )
            for part in both_contents(ours, theirs, tags, depth)
        )

    def _entry(self, entry: BothEntry) -> Entry:
        inner = tuple(map(self._entry, entry.entries))
        return Entry(entry.place.id, self._titled(entry.titles), inner)

    def _titled(self, titles: Titles) -> Markup:
        """Return a title in both languages, each in its own direction."""
        found = [_spoken(side.locale, words) for side in self.sides if (words := titles[side.name])]
        return join(found, _BETWEEN)

    def _both_indexes(self, editions: tuple[Edition, Edition]) -> Iterator[IndexGroup]:
        """Yield the terms of the source, and then those of the translation."""
        for edition in editions:
            for group in index_of(edition):
                entries = (_own_entry(entry, edition.language) for entry in group.entries)
                yield IndexGroup(group.letter, tuple(entries))

    @property
    def _in_order(self) -> list[_Side]:
        """Return the source, then the translation."""
        return sorted(self.sides, key=lambda side: side.name)


def _is_short(row: BesideRow) -> bool:
    """Tell whether a passage is so short that a page that ended inside it would be no fuller.

    Of one that is cut, a cell of few lines might begin on the next page, and not the other.
    """
    texts = (cell.content.striptags() for cell in (row.source, row.translation))
    return row.kind in {"block", "item"} and max(map(len, texts)) <= _SHORT


def _spoken(locale: Locale, words: Markup) -> Markup:
    """Return words that say their language and direction."""
    return element("span", {"lang": locale.tag, "dir": locale.direction}, words)


def _own_entry(entry: IndexEntry, language: str) -> IndexEntry:
    return IndexEntry(
        entry.term,
        tuple(own_place(language, place) for place in entry.places),
        tuple(_own_entry(inner, language) for inner in entry.entries),
    )


def _of_both(editions: tuple[Edition, Edition], pairs: Mapping[str, ChapterPair]) -> Edition:
    """Return the source's edition with the chapters that only the translation has at its end."""
    source, translation = editions
    known = {chapter.name for chapter in source.chapters}
    more = tuple(c for c in translation.chapters if c.name in pairs and c.name not in known)
    # The title page of both languages takes the place of the half title.
    imprint = replace(source.imprint, half_title=False)
    return replace(source, chapters=(*source.chapters, *more), imprint=imprint)
