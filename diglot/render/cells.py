"""Single blocks and titles → markup for a page that holds several chapters side by side.

Such a page needs no other file: pictures are inside it, and ids of different chapters and
languages never meet.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote

from lxml import etree
from markupsafe import Markup
from msgspec.structs import replace

from diglot.core.model import Asset, Block, Chapter, Edition, Inline, Note
from diglot.core.walk import inline_lines, walk_blocks, walk_inlines
from diglot.lang.locales import Locale
from diglot.render.apparatus.index import Destination, index_of
from diglot.render.blocks import BlockRenderer
from diglot.render.inlines import note_id
from diglot.render.markup import element, join
from diglot.render.scope import Scope
from diglot.render.target import BROWSER, Target

Read = Callable[[Path], bytes]
_ABILITIES = replace(BROWSER, folds=False)
_BLOCK_RANK = 5  # headings inside a block are below those of sections


class CellRenderer:
    """Renders the blocks and titles of one edition, each by itself."""

    def __init__(self, edition: Edition, locale: Locale, read: Read) -> None:
        self._locale = locale
        self._index = index_of(edition, locale)
        self._read = cache(read)
        target = Target(_ABILITIES, href=self._href, image_url=self._picture)
        self._blocks = BlockRenderer(self._index, locale, target)

    def place_id(self, chapter: str, name: str) -> str:
        """Return the page's own id for an id of a chapter."""
        return f"{self._locale.tag}-{chapter}--{name}"

    def block(self, chapter: Chapter, block: Block) -> Markup:
        """Return a block, with the notes that are marked in it after it."""
        scope = replace(self._scope(chapter), rank=_BLOCK_RANK)
        notes = sorted(_notes(block), key=lambda note: note.number)
        below = [self._note(note, scope) for note in notes]
        return self._alone(chapter, join((self._blocks.block(block, scope), *below)))

    def line(self, chapter: Chapter, inlines: tuple[Inline, ...]) -> Markup:
        """Return the words of a title."""
        return self._alone(chapter, self._blocks.inlines.run(inlines, self._scope(chapter)))

    def _scope(self, chapter: Chapter) -> Scope:
        return Scope(chapter, self._locale.tag, self._locale.direction)

    def _note(self, note: Note, scope: Scope) -> Markup:
        mark = self._index.numbering.note(scope.chapter, note.number)
        number = element("span", {"class": "note-number"}, mark)
        content = self._blocks.contents(note.blocks, scope)
        return element("div", {"class": "endnote", "id": note_id(note)}, number, " ", content)

    def _alone(self, chapter: Chapter, markup: Markup) -> Markup:
        """Return markup whose ids, and whatever names them, are the page's own."""
        if 'id="' not in markup and 'href="#' not in markup:
            return markup
        root = etree.fromstring(f"<div>{markup}</div>")
        for node in root.iter(etree.Element):
            if name := node.get("id"):
                node.set("id", self.place_id(chapter.name, name))
            target = node.get("href", "")
            if target.startswith("#fn"):
                node.set("href", f"#{self.place_id(chapter.name, target[1:])}")
        whole = etree.tostring(root, encoding="unicode", method="html")
        return Markup(whole.removeprefix("<div>").removesuffix("</div>"))

    def _href(self, place: Destination, _chapter: str) -> str:
        return f"#{quote(self.place_id(place.chapter, place.id))}"

    def _picture(self, asset: Asset) -> str:
        content = base64.b64encode(self._read(asset.origin)).decode()
        return f"data:{asset.media_type};base64,{content}"


def _notes(block: Block) -> Iterator[Note]:
    for inner in walk_blocks((block,)):
        for line in inline_lines(inner):
            yield from (i for i in walk_inlines(line) if isinstance(i, Note))
