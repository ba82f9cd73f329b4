"""One language of a chapter in two → markup of its titles and blocks, each by itself.

Every id is the side's own, as both languages name their sections and count their notes alike.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from diglot.core.model import Block, Chapter, Edition, ListBlock, Section
from diglot.lang.locales import Locale
from diglot.render.apparatus.index import Destination
from diglot.render.beside.rows import Place, Places
from diglot.render.blocks import split_references
from diglot.render.chapters import RenderedChapter, Renderer, blamed
from diglot.render.markup import NOTHING, element
from diglot.render.scope import Scope, common_attributes
from diglot.render.target import Target

SideName = Literal["source", "translation"]
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_OWN = re.compile(r'(?<= )(id|aria-labelledby|aria-describedby)="([^"]+)"')


class Cell(Struct, frozen=True):
    """One side of a row. id: by which other pages find it, or "". content: nothing if empty."""

    content: Markup = NOTHING
    id: str = ""


EMPTY = Cell()


def own_id(language: str, name: str) -> str:
    """Return the id of a place on a page that has several languages."""
    return f"{language}-{name}" if name else ""


def block_id(language: str, number: int, item: int = 1) -> str:
    """Return the id of an outermost block on such a page, and of an item of a list.

    Two hyphens: no id that an author gives begins with one.
    """
    return f"{language}--{number}" + (f"-{item}" if item > 1 else "")


def own_place(language: str, place: Destination) -> Destination:
    """Return a place in one language of a page that has several."""
    return Destination(place.chapter, own_id(language, place.id))


class SideRenderer:
    """Renders the parts of one edition for pages that show another beside it."""

    def __init__(
        self, edition: Edition, locale: Locale, target: Target, *, is_shared: bool = True
    ) -> None:
        """target: its `href` is asked for places as they are named on the shared page.

        is_shared: whether both languages are in one document; else each id stays as it is.
        """
        self.edition = edition
        self.locale = locale
        self._tag = edition.language
        self._is_shared = is_shared
        if not is_shared:
            self.renderer = Renderer(edition, locale, target)
            return
        able = replace(target.able, is_joined=True)  # so that `href` hears of every place
        own = replace(
            target,
            able=able,
            href=lambda p, c: target.href(own_place(self._tag, p), c),
            key=target.key and f"{target.key}, for {self._tag} on a page of both",
        )
        self.renderer = Renderer(edition, locale, own)

    def head(self, chapter: Chapter) -> RenderedChapter:
        """Return a chapter with what is at its head; its body is empty, its notes are there."""
        head = self.renderer.chapter(replace(chapter, blocks=(), sections=()))
        with blamed(chapter):
            notes = self._own(self.renderer.notes(chapter))
        return replace(
            head,
            id=own_id(self._tag, chapter.id) if self._is_shared else chapter.id,
            title=self._own(head.title),
            subtitle=self._own(head.subtitle),
            notes=notes,
        )

    def heading(self, chapter: Chapter, section: Section, places: Places) -> Cell:
        """Return the heading of a section."""
        around = places.sections_to(section)
        with blamed(chapter):
            scope = self._scope(chapter, around)
            heading = self.renderer.blocks.heading(chapter, section, scope)
            return Cell(self._own(self._inside(chapter, around, heading)))

    def blocks(self, chapter: Chapter, blocks: tuple[Block, ...], places: Places) -> Cell:
        """Return blocks, one as a rule."""
        place = next(filter(None, map(places.of, blocks)), None)
        around = place.around if place else ()
        name = self._block_id(place, blocks[0]) if place else ""
        with blamed(chapter):
            content = self.renderer.blocks.blocks(blocks, self._scope(chapter, around))
            return Cell(self._own(self._inside(chapter, around, content)), name)

    def works_cited(self, chapter: Chapter, places: Places) -> Cell:
        """Return the list of works cited; with its heading where the author wrote none."""
        if places.works_cited is None:
            return EMPTY
        _chapter, closing = split_references(chapter)
        scope = self.renderer.scope(chapter)
        with blamed(chapter):
            content = self.renderer.blocks.references(
                places.works_cited, scope, has_heading=closing is not None
            )
            return Cell(self._own(content))

    def _block_id(self, place: Place, block: Block) -> str:
        match place.outermost, block:
            case ListBlock(start=first), ListBlock(start=own):
                return block_id(self._tag, place.number, own - first + 1)
        return block_id(self._tag, place.number)

    def _scope(self, chapter: Chapter, around: tuple[Section, ...]) -> Scope:
        scope = self.renderer.scope(chapter)
        for section in around:
            scope = scope.inside(section.attributes).below()
        return scope

    def _inside(self, chapter: Chapter, around: tuple[Section, ...], content: Markup) -> Markup:
        """Return markup inside elements that say what its sections say of themselves."""
        scope = self.renderer.scope(chapter)
        said = []
        for section in around:
            inner = scope.inside(section.attributes).below()
            attributes = replace(section.attributes, id="")
            said.append(common_attributes(attributes, scope, inner, self.renderer.target))
            scope = inner
        for attrs in reversed(said):
            if any(attrs.values()):
                content = element("div", attrs, content)
        return content

    def _own(self, markup: Markup) -> Markup:
        """Return markup whose ids are those of this side.

        Angle brackets are in tags only: all markup is made by `element`, which escapes others.
        """

        def named(match: re.Match[str]) -> str:
            return f'{match[1]}="{own_id(self._tag, match[2])}"'

        if not self._is_shared:
            return markup
        return Markup(_TAG.sub(lambda tag: _OWN.sub(named, tag[0]), markup))


def fragment(place: Destination) -> str:
    """Return what follows the address of a place's page."""
    return f"#{quote(place.id)}" if place.id else ""
