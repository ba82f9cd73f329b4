"""A book → the website: paths under site/ and the bytes of each file.

Knows which pages there are, their addresses and how they link; what is on
them is in templates/site/. Every page works from a folder, without a server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import quote

import jinja2
from markupsafe import Markup
from msgspec import Struct

from diglot.core.model import Book, Chapter, Edition, Section
from diglot.core.walk import pictures_of, plain_text, walk_sections
from diglot.disk.template_files import find_file, list_files, templates_key
from diglot.fonts.boxes import BOXES_FILE, face_rule, missing_signs
from diglot.fonts.files import FONT_SUFFIXES
from diglot.fonts.places import signs_of
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.index import Destination
from diglot.render.apparatus.kept import kept_page
from diglot.render.beside.sides import fragment
from diglot.render.chapters import ContentsPart, Renderer
from diglot.render.drawn.cover import cover_file, cover_name
from diglot.render.markup import NOTHING, element
from diglot.render.nearby import nearby
from diglot.render.target import BROWSER, Target
from diglot.render.templates import environment, fill, typecase_of
from diglot.writers.site.addresses import ARROWS, Arrows, Other, page_files, way_to
from diglot.writers.site.parallel import FOLDER, Parallel, ParallelPages

Read = Callable[[Path], bytes]
STYLES = ("styles/fonts.css", "styles/base.css", "styles/site.css")


class Download(Struct, frozen=True):
    """A file that readers may take along. kind: the name of its format. size: in bytes."""

    name: str
    kind: str
    size: int


def site_files(
    book: Book,
    languages: Sequence[str],
    templates: Sequence[Path],
    read: Read = Path.read_bytes,
    parallel: Parallel | None = None,
    first: Set[str] = frozenset(),
) -> Iterator[tuple[str, bytes]]:
    """Yield (path under site/, bytes) of every file of the website.

    languages: which editions to write; links go to these only.
    templates: folders, the project's own first. read: gives a file's bytes.
    parallel: the first two of these editions, for pages with both; None for no such pages.
    first: paths of those that are made before all others, as far as they are chapters' pages.
    """
    site = _site_of(book, languages, templates, has_parallel=parallel is not None)
    early = set()
    if first:
        for path, make in site.files(read, parallel):
            if path in first:
                early.add(path)
                yield path, make()
            if early == first:
                break
    for path, make in site.files(read, parallel):
        if path not in early:
            yield path, make()
    lacking = typecase_of(templates).lacking(
        sign for edition in site.editions for some in signs_of(edition).values() for sign in some
    )
    yield from static_files(templates, read, lacking)


def title_pages(
    book: Book,
    languages: Sequence[str],
    templates: Sequence[Path],
    downloads: Mapping[str, Sequence[Download]],
    *,
    has_parallel: bool = False,
) -> Iterator[tuple[str, bytes]]:
    """Yield (path under site/, bytes) of the page on which each edition begins.

    downloads: by language, the files beside it. has_parallel: whether there are pages with both.
    """
    site = _site_of(book, languages, templates, has_parallel=has_parallel)
    for edition in site.editions:
        tag = edition.language
        yield f"{tag}/index.html", site.title_page(edition, downloads.get(tag, ()))


def _site_of(
    book: Book, languages: Sequence[str], templates: Sequence[Path], *, has_parallel: bool
) -> _Site:
    editions = [e for e in book.editions if e.language in languages]
    return _Site(editions, templates, has_parallel=has_parallel)


def static_files(
    templates: Sequence[Path], read: Read, lacking: frozenset[str] = frozenset()
) -> Iterator[tuple[str, bytes]]:
    """Yield styles, fonts with their licenses, the script and the icon.

    lacking: signs that none of the fonts has; they get one made for them.
    """
    for name in STYLES:
        content = read(find_file(templates, name))
        if lacking and name == STYLES[0]:
            content += face_rule(f"../{BOXES_FILE}").encode()
        yield name, content
    if lacking:
        yield BOXES_FILE, missing_signs(lacking)
    for path in list_files(templates, "fonts", (*FONT_SUFFIXES, ".txt")):
        yield f"fonts/{path.name}", read(path)
    for name in ("site.js", "favicon.svg"):
        yield name, read(find_file(templates, f"site/{name}"))


class _Site:
    """The pages of all editions; each knows its counterparts in the others."""

    def __init__(
        self, editions: Sequence[Edition], templates: Sequence[Path], *, has_parallel: bool
    ) -> None:
        self.editions = editions
        self._parallel_tags = {e.language for e in editions[:2]} if has_parallel else set()
        self.templates = templates
        self.locales = {e.language: load_locale(e.language) for e in editions}
        self.jinja = {tag: environment(templates, lo) for tag, lo in self.locales.items()}
        self.places = {e.language: dict(_places(e)) for e in editions}
        self.pages = page_files(editions)

    def files(
        self, read: Read, parallel: Parallel | None
    ) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield all pages but those on which editions begin, and pictures, each with its maker."""
        yield "index.html", self.chooser
        for edition in self.editions:
            yield from self.edition(edition, read)
        if parallel:
            yield from self.parallel(parallel)

    def chooser(self) -> bytes:
        """Return the page on which a reader chooses the language."""
        first = self.editions[0]
        values = {
            "title": " · ".join(edition.title for edition in self.editions),
            "description": first.description,
            "root": "",
            "chooser": "index.html",
            "alternates": [
                self._other(e.language, f"{e.language}/index.html", Destination(""), first.language)
                for e in self.editions
            ],
            "editions": [self._leaf(edition) for edition in self.editions],
        }
        return _page(self.jinja[first.language], "site/chooser.html", values)

    def edition(self, edition: Edition, read: Read) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the pages and pictures of one edition, without the one on which it begins."""
        tag = edition.language
        renderers = {
            depth: Renderer(edition, self.locales[tag], self._target(tag, depth))
            for depth in {0, *(self._page(chapter.name).count("/") for chapter in edition.chapters)}
        }
        parts = renderers[0].contents()
        around = hashlib.sha256(repr((parts, edition.conventions)).encode()).hexdigest()
        for chapter in edition.chapters:
            file = self._page(chapter.name)
            renderer = renderers[file.count("/")]
            yield f"{tag}/{file}", partial(self._kept_chapter, renderer, chapter, parts, around)
        cover = cover_name(self.templates, tag)
        yield f"{tag}/{cover}", partial(self._cover, edition, read)
        assets = {asset.name: asset for c in edition.chapters for asset in pictures_of(c)}
        for name in sorted(assets):
            yield f"{tag}/{name}", partial(read, assets[name].origin)

    def _cover(self, edition: Edition, read: Read) -> bytes:
        tag = edition.language
        locale, jinja = self.locales[tag], self.jinja[tag]
        return cover_file(edition, locale, jinja, self.templates, read, self._frame)[1]

    def _kept_chapter(
        self, renderer: Renderer, chapter: Chapter, parts: Sequence[ContentsPart], around: str
    ) -> bytes:
        """Return the page of a chapter. around: the digest of what all of its edition show."""
        values = self._values(renderer.edition, Destination(chapter.name))
        return kept_page(
            renderer.grounds(chapter),
            self._frame,
            [around, *((name, value) for name, value in values.items() if name != "href")],
            partial(self._chapter, renderer, chapter, parts, values),
        )

    def _chapter(
        self,
        renderer: Renderer,
        chapter: Chapter,
        parts: Sequence[ContentsPart],
        values: Mapping[str, object],
    ) -> bytes:
        """Return the page of a chapter. values: what every page of its edition has."""
        rendered = renderer.chapter(chapter)
        chapters = [listed for part in parts for listed in part.chapters]
        place = renderer.edition.chapters.index(chapter)
        own = {
            "title": f"{rendered.text} · {renderer.edition.title}",
            "description": rendered.description,
            "chapter": rendered,
            "contents": nearby(parts, chapter.name),
            "part": _part_of(chapter.name, parts),
            "previous": chapters[place - 1] if place else None,
            "next": chapters[place + 1] if place + 1 < len(chapters) else None,
        }
        return _page(self.jinja[chapter.language], "site/chapter.html", {**values, **own})

    def parallel(self, parallel: Parallel) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the pages that show the first two editions side by side."""
        source, translation = self.editions[:2]
        pages = ParallelPages(
            parallel, (source, translation), self.locales, self.jinja, self.pages, self._frame
        )
        yield from pages.files()

    def title_page(self, edition: Edition, downloads: Sequence[Download]) -> bytes:
        """Return the page on which an edition begins, with its contents."""
        locale = self.locales[edition.language]
        renderer = Renderer(edition, locale, self._target(edition.language, 0))
        parts = renderer.contents()
        imprint = (edition.publisher, renderer.date(edition.date))
        values = self._values(edition, Destination("")) | {
            "title": edition.title,
            "description": edition.description,
            "parts": parts,
            "cover": cover_name(self.templates, edition.language),
            "downloads": [(quote(d.name), d.kind, locale.file_size(d.size)) for d in downloads],
            "first": parts[0].chapters[0] if parts else None,
            "book": {
                "title": edition.title,
                "subtitle": edition.subtitle,
                "credits": renderer.credits(edition.authors),
                "imprint": tuple(filter(None, imprint)),
                "description": edition.description,
            },
        }
        return _page(self.jinja[edition.language], "site/title.html", values)

    def _values(self, edition: Edition, place: Destination) -> dict[str, object]:
        """Return what every page inside an edition needs."""
        others = tuple(self._others(edition.language, place))
        page = self._page(place.chapter)
        tag = edition.language
        own = self._other(tag, self._href(page, place), place, tag)
        root = "../" * (page.count("/") + 1)
        return {
            "root": root,
            "home": way_to(self._page(""), page),
            "chooser": f"{root}index.html",
            "parallel": f"{root}{FOLDER}{quote(page)}" if tag in self._parallel_tags else "",
            "alternates": (own, *others) if others else (),
            "others": others,
            "book_title": edition.title,
            "rights": edition.rights,
            "href": lambda chapter, name="": self._href(page, Destination(chapter, name)),
            "arrows": Arrows(*ARROWS[self.locales[edition.language].direction]),
        }

    def _others(self, language: str, place: Destination) -> Iterator[Other]:
        """Yield the same place in the other languages, or their title pages."""
        page = f"{language}/{self._page(place.chapter)}"
        for tag, places in self.places.items():
            if tag != language:
                found = place if place in places else Destination("")
                href = way_to(f"{tag}/{self._page(found.chapter)}", page) + fragment(found)
                yield self._other(tag, href, found, language)

    def _page(self, chapter: str) -> str:
        """Return the file of a chapter's page; that of the title page for no chapter."""
        return self.pages[chapter] if chapter else "index.html"

    def _href(self, page: str, place: Destination) -> str:
        """Return the address of a place from a page of its edition."""
        return way_to(self._page(place.chapter), page) + fragment(place)

    def _other(self, tag: str, href: str, place: Destination, language: str) -> Other:
        """Return a place in an edition, as a page in a language names it."""
        locale = self.locales[tag]
        also = self.locales[language].language_name(tag)
        # Each catalogue names its own language here.
        label = locale.gettext("%(title)s, in English", title=self.places[tag][place])
        return Other(tag, locale.direction, locale.native_name, also, href, label)

    def _leaf(self, edition: Edition) -> dict[str, object]:
        locale = self.locales[edition.language]
        renderer = Renderer(edition, locale, self._target(edition.language, 0))
        return {
            "tag": edition.language,
            "direction": locale.direction,
            "title": edition.title,
            "subtitle": edition.subtitle,
            "credits": renderer.credits(edition.authors),
            "href": f"{edition.language}/index.html",
            "invitation": _invitation(locale),
            "arrow": ARROWS[locale.direction][1],
        }

    def _target(self, language: str, depth: int) -> Target:
        """Return how pages that lie so many folders deep in their edition's have it."""

        def tools(chapter: Chapter, section: Section) -> Markup:
            return self._heading_tools(language, Destination(chapter.name, section.id))

        return Target(
            BROWSER,
            href=lambda place, chapter: (
                f"#{quote(place.id)}"
                if place.chapter == chapter and place.id
                else self._href(self._page(chapter), place)
            ),
            image_url=lambda asset: "../" * depth + quote(asset.name),
            heading_tools=tools,
            key=f"site {language} {depth} {self._addresses}",
        )

    @cached_property
    def _frame(self) -> str:
        """Return the digest of what pages are filled into."""
        return templates_key(self.templates)

    @cached_property
    def _addresses(self) -> str:
        """Return all that links of the site depend on, as text."""
        return repr((self.pages, self.places, sorted(self.locales)))

    def _heading_tools(self, language: str, place: Destination) -> Markup:
        """Return the links beside a heading: the same section elsewhere, and its address."""
        links = [
            element(
                "a",
                {
                    "href": other.href,
                    "hreflang": other.tag,
                    "lang": other.tag,
                    "dir": other.direction,
                    "title": other.label,
                },
                other.name,
            )
            for other in self._others(language, place)
            if place in self.places[other.tag]
        ]
        label = self.locales[language].gettext("Link to this section")
        own = {"href": f"#{quote(place.id)}", "aria-label": label, "title": label}
        links.append(element("a", own, "#"))
        return element("span", {"class": "heading-links"}, *links) if place.id else NOTHING


def _places(edition: Edition) -> Iterator[tuple[Destination, str]]:
    """Yield the places of an edition that have an address, with their titles."""
    yield Destination(""), edition.title
    for chapter in edition.chapters:
        yield Destination(chapter.name), plain_text(chapter.title)
        for section in walk_sections(chapter):
            yield Destination(chapter.name, section.id), plain_text(section.title)


def _part_of(name: str, parts: Iterable[ContentsPart]) -> str:
    return next((part.title for part in parts for c in part.chapters if c.name == name), "")


def _invitation(locale: Locale) -> str:
    # Each catalogue names its own language here.
    return locale.gettext("Read in English")


def _page(jinja: jinja2.Environment, template: str, values: Mapping[str, object]) -> bytes:
    return str(fill(jinja, template, **values)).encode()
