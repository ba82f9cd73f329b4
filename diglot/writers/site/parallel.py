"""Both languages side by side: the pages of the website under bilingual/.

A page for each chapter, at the name of those in the single languages, with a row for each
paragraph; and the page of contents that they begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import quote

import jinja2
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext import ChapterPair
from diglot.core.model import Chapter, Edition, Section
from diglot.core.walk import plain_text
from diglot.lang.locales import Locale
from diglot.render.apparatus.index import Destination
from diglot.render.apparatus.kept import kept_page
from diglot.render.beside.chapter import BesideChapter, BesideRenderer, pairs_by_name
from diglot.render.beside.contents import BothPart, both_contents
from diglot.render.beside.sides import SideName, SideRenderer, fragment
from diglot.render.chapters import description
from diglot.render.markup import NOTHING, element
from diglot.render.target import BROWSER, Target
from diglot.render.templates import fill
from diglot.writers.site.addresses import ARROWS, Arrows, Other, way_to

FOLDER = "bilingual/"
CONTENTS = "index.html"


class Parallel(Struct, frozen=True):
    """What the pages with both languages show.

    pairs: the chapters of the source and of one translation. first: which is read first.
    """

    pairs: Sequence[ChapterPair]
    first: SideName = "source"


class Side(Struct, frozen=True):
    """A language of these pages. name: the attribute of a row that has it.

    edition: what it says of itself, without its chapters: no page depends on the text of others.
    """

    name: SideName
    edition: Edition
    locale: Locale


class ParallelPages:
    """The pages of two editions.

    jinja: by language. pages: by the name of a chapter, the file of its page in any folder. frame:
    the digest of what pages are filled into.
    """

    def __init__(
        self,
        parallel: Parallel,
        editions: tuple[Edition, Edition],
        locales: Mapping[str, Locale],
        jinja: Mapping[str, jinja2.Environment],
        pages: Mapping[str, str],
        frame: str,
    ) -> None:
        self.pages = pages
        self._frame = frame
        self.pairs = pairs_by_name(parallel.pairs)
        names: tuple[SideName, SideName] = ("source", "translation")
        sides = [
            Side(name, replace(edition, chapters=()), locales[edition.language])
            for name, edition in zip(names, editions, strict=True)
        ]
        self.sides = tuple(sides if parallel.first == "source" else reversed(sides))
        self._jinja = jinja[self.sides[0].edition.language]
        self._editions = editions
        self._locales = locales

    def files(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield (path under site/, its maker) of every page."""
        source, translation = (self._side_renderer(e, 0).renderer for e in self._editions)
        languages = (self._editions[0].language, self._editions[1].language)
        parts = list(both_contents(source.contents(), translation.contents(), languages))
        lines = [chapter for part in parts for chapter in part.chapters]
        yield f"{FOLDER}{CONTENTS}", partial(self._contents, parts)
        renderers = {
            depth: self._renderer(depth) for depth in {f.count("/") for f in self.pages.values()}
        }
        for place, line in enumerate(lines):
            file = self.pages[line.name]
            turns = {
                "previous": lines[place - 1] if place else None,
                "next": lines[place + 1] if place + 1 < len(lines) else None,
            }
            pair, renderer = self.pairs[line.name], renderers[file.count("/")]
            yield f"{FOLDER}{file}", partial(self._kept_chapter, renderer, pair, file, turns)

    def _contents(self, parts: Sequence[BothPart]) -> bytes:
        values = {
            "title": " · ".join(side.edition.title for side in self.sides),
            "description": self.sides[0].edition.description,
            "parts": parts,
        }
        return self._page(CONTENTS, "site/parallel-contents.html", values)

    def _kept_chapter(
        self, renderer: BesideRenderer, pair: ChapterPair, file: str, turns: Mapping[str, object]
    ) -> bytes:
        """Return the page of a pair. turns: the chapters before and after it."""
        conventions = [edition.conventions for edition in self._editions]
        is_there = (pair.source is not None, pair.translation is not None)
        return kept_page(
            renderer.grounds(pair),
            self._frame,
            (self.sides, conventions, is_there, file, turns),
            partial(self._chapter, renderer, pair, file, turns),
        )

    def _chapter(
        self, renderer: BesideRenderer, pair: ChapterPair, file: str, turns: Mapping[str, object]
    ) -> bytes:
        values = {**self._chapter_values(pair, renderer.chapter(pair)), **turns}
        return self._page(file, "site/parallel.html", values)

    def _chapter_values(self, pair: ChapterPair, chapter: BesideChapter) -> dict[str, object]:
        heads = [head for side in self.sides if (head := getattr(chapter, side.name))]
        own = next(c for side in self.sides if (c := getattr(pair, side.name)))
        titles = [head.text for head in heads]
        return {
            "title": " · ".join(dict.fromkeys((*titles, self.sides[0].edition.title))),
            "description": description(own),
            "chapter": chapter,
            "has_notes": any(head.notes for head in heads),
            "canonical": own.language,
            "tags": {side.name for side in self.sides if getattr(pair, side.name)},
        }

    def _page(self, file: str, template: str, values: Mapping[str, object]) -> bytes:
        root = "../" * (file.count("/") + 1)
        first = self.sides[0]
        everywhere = {
            "sides": self.sides,
            "root": root,
            "home": way_to(CONTENTS, file),
            "chooser": f"{root}index.html",
            "alternates": (),
            "others": tuple(self._singles(file, values.get("tags", {"source", "translation"}))),
            "book_title": first.edition.title,
            "rights": first.edition.rights,
            "href": lambda chapter: way_to(self.pages[chapter], file),
            "arrows": Arrows(*ARROWS[first.locale.direction]),
            "single": f"{root}{values.get('canonical', first.edition.language)}/{quote(file)}",
            "parallel": "",
        }
        return str(fill(self._jinja, template, **everywhere | dict(values))).encode()

    def _singles(self, file: str, names: object) -> Iterator[Other]:
        """Yield the same page in each language alone, or its title page."""
        for side in self.sides:
            tag, locale = side.edition.language, side.locale
            is_there = isinstance(names, set) and side.name in names
            href = way_to(f"{tag}/{file if is_there else CONTENTS}", f"{FOLDER}{file}")
            also = self.sides[0].locale.language_name(tag)
            # Each catalogue names its own language here.
            label = locale.gettext("Read in English")
            yield Other(tag, locale.direction, locale.native_name, also, href, label)

    # Markup -------------------------------------------------------------------------

    def _renderer(self, depth: int) -> BesideRenderer:
        """Return what makes the pages that are so many folders deep."""
        return BesideRenderer(*(self._side_renderer(e, depth) for e in self._editions))

    def _side_renderer(self, edition: Edition, depth: int) -> SideRenderer:
        tag = edition.language
        target = Target(
            BROWSER,
            href=self._href,
            image_url=lambda asset: f"{'../' * (depth + 1)}{tag}/{quote(asset.name)}",
            heading_tools=self._heading_tools,
            key=f"parallel {depth} {self.pages} {[e.language for e in self._editions]}",
        )
        return SideRenderer(edition, self._locales[tag], target)

    def _href(self, place: Destination, chapter: str) -> str:
        if place.chapter == chapter and place.id:
            return fragment(place)
        return way_to(self.pages[place.chapter], self.pages[chapter]) + fragment(place)

    def _heading_tools(self, chapter: Chapter, section: Section) -> Markup:
        """Return the link beside a heading to the same section in its language alone."""
        if not section.id:
            return NOTHING
        locale = self._locales[chapter.language]
        file = self.pages[chapter.name]
        place = Destination(chapter.name, section.id)
        href = way_to(f"{chapter.language}/{file}", f"{FOLDER}{file}") + fragment(place)
        # Each catalogue names its own language here.
        label = locale.gettext("%(title)s, in English", title=plain_text(section.title))
        attrs = {"href": href, "hreflang": locale.tag, "title": label}
        return element("span", {"class": "heading-links"}, element("a", attrs, locale.native_name))
