"""A book → the website: paths under site/ and the bytes of each file.

Knows which pages there are, their addresses and how they link; what stands on
them is in templates/site/. Every page works from a folder, without a server.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from diglot.core.chapter_names import folder_of, is_folder_page
from diglot.core.model import Asset, Book, Chapter, Edition, Section
from diglot.core.walk import plain_text, walk_sections
from diglot.fonts.boxes import BOXES_FILE, face_rule, missing_signs
from diglot.fonts.places import signs_of
from diglot.fonts.sheets import FONT_SUFFIXES
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.index import Destination
from diglot.render.chapters import ContentsPart, RenderedChapter, Renderer
from diglot.render.drawn.cover import cover_file
from diglot.render.markup import NOTHING, element
from diglot.render.nearby import nearby
from diglot.render.target import BROWSER, Target
from diglot.render.templates import environment, fill, find_file, list_files, typecase_of

Read = Callable[[Path], bytes]
STYLES = ("styles/fonts.css", "styles/base.css", "styles/site.css")
_ARROWS = {"ltr": ("←", "→"), "rtl": ("→", "←")}


@dataclass(frozen=True, slots=True)
class Arrows:
    """The signs that point against and along the direction of reading."""

    back: str
    on: str


@dataclass(frozen=True, slots=True)
class Other:
    """A place in another language.

    name: the language's name in itself. also: the language's name in that of the page.
    label: what is there, and in which language, in its own words.
    """

    tag: str
    direction: str
    name: str
    also: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers may take along. kind: the name of its format. size: in bytes."""

    name: str
    kind: str
    size: int


def site_files(
    book: Book,
    languages: Sequence[str],
    templates: Sequence[Path],
    read: Read = Path.read_bytes,
) -> Iterator[tuple[str, bytes]]:
    """Yield (path under site/, bytes) of every file of the website.

    languages: which editions to write; links go to these only.
    templates: folders, the project's own first. read: gives a file's bytes.
    """
    site = _site_of(book, languages, templates)
    yield "index.html", site.chooser()
    for edition in (editions := site.editions):
        yield from site.edition(edition, read)
    lacking = typecase_of(templates).lacking(
        sign for edition in editions for some in signs_of(edition).values() for sign in some
    )
    yield from static_files(templates, read, lacking)


def title_pages(
    book: Book,
    languages: Sequence[str],
    templates: Sequence[Path],
    downloads: Mapping[str, Sequence[Download]],
) -> Iterator[tuple[str, bytes]]:
    """Yield (path under site/, bytes) of the page on which each edition begins.

    downloads: by language, the files that lie beside it.
    """
    site = _site_of(book, languages, templates)
    for edition in site.editions:
        tag = edition.language
        yield f"{tag}/index.html", site.title_page(edition, downloads.get(tag, ()))


def _site_of(book: Book, languages: Sequence[str], templates: Sequence[Path]) -> _Site:
    return _Site([e for e in book.editions if e.language in languages], templates)


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


def page_files(book: Sequence[Edition]) -> dict[str, str]:
    """Return the file of each chapter's page in the folder of its edition, by the chapter's name.

    The edition's title page is index.html. In other folders that is the name of the page of
    a chapter that is the folder's own, the same in all editions.
    """
    names = dict.fromkeys(chapter.name for edition in book for chapter in edition.chapters)
    files = {name: f"{name}.html" for name in names}
    if "index" in files:
        files["index"] = "index_.html"
    taken = set(map(str.lower, files.values()))
    for name in filter(is_folder_page, names):
        file = f"{folder_of(name)}/index.html"
        if folder_of(name) and file not in taken:
            files[name] = file
            taken.add(file)
    return files


def way_to(file: str, page: str) -> str:
    """Return the address of a file from a page; both are paths from one folder."""
    return _way(file, posixpath.dirname(page))


@lru_cache(maxsize=2**16)
def _way(file: str, folder: str) -> str:
    return quote(posixpath.relpath(f"/{file}", f"/{folder}") if folder else file)


class _Site:
    """The pages of all editions; each knows its counterparts in the others."""

    def __init__(self, editions: Sequence[Edition], templates: Sequence[Path]) -> None:
        self.editions = editions
        self.templates = templates
        self.locales = {e.language: load_locale(e.language) for e in editions}
        self.jinja = {tag: environment(templates, lo) for tag, lo in self.locales.items()}
        self.places = {e.language: dict(_places(e)) for e in editions}
        self.pages = page_files(editions)

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

    def edition(self, edition: Edition, read: Read) -> Iterator[tuple[str, bytes]]:
        """Yield the pages and pictures of one edition, without the one on which it begins."""
        tag = edition.language
        renderers = {
            depth: Renderer(edition, self.locales[tag], self._target(tag, depth))
            for depth in {0, *(self._page(chapter.name).count("/") for chapter in edition.chapters)}
        }
        renderer = renderers[0]
        parts = renderer.contents()
        cover, picture = self._cover(edition, read)
        yield f"{tag}/{cover}", picture
        chapters = [chapter for part in parts for chapter in part.chapters]
        assets: dict[str, Asset] = {}
        for place, chapter in enumerate(edition.chapters):
            file = self._page(chapter.name)
            rendered = renderers[file.count("/")].chapter(chapter)
            assets |= {asset.name: asset for asset in rendered.assets}
            values = self._chapter_values(edition, rendered, parts)
            values["previous"] = chapters[place - 1] if place else None
            values["next"] = chapters[place + 1] if place + 1 < len(chapters) else None
            page = _page(self.jinja[tag], "site/chapter.html", values)
            yield f"{tag}/{file}", page
        for name in sorted(assets):
            yield f"{tag}/{name}", read(assets[name].origin)

    def _cover(self, edition: Edition, read: Read) -> tuple[str, bytes]:
        tag = edition.language
        return cover_file(edition, self.locales[tag], self.jinja[tag], self.templates, read)

    def title_page(self, edition: Edition, downloads: Sequence[Download]) -> bytes:
        """Return the page on which an edition begins, with its contents."""
        locale = self.locales[edition.language]
        renderer = Renderer(edition, locale, self._target(edition.language, 0))
        parts = renderer.contents()
        cover, _picture = self._cover(edition, Path.read_bytes)
        imprint = (edition.publisher, renderer.date(edition.date))
        values = self._values(edition, Destination("")) | {
            "title": edition.title,
            "description": edition.description,
            "parts": parts,
            "cover": cover,
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

    def _chapter_values(
        self, edition: Edition, chapter: RenderedChapter, parts: Sequence[ContentsPart]
    ) -> dict[str, object]:
        return self._values(edition, Destination(chapter.name)) | {
            "title": f"{chapter.text} · {edition.title}",
            "description": chapter.description,
            "chapter": chapter,
            "contents": nearby(parts, chapter.name),
            "part": _part_of(chapter.name, parts),
        }

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
            "alternates": (own, *others) if others else (),
            "others": others,
            "book_title": edition.title,
            "rights": edition.rights,
            "href": lambda chapter, name="": self._href(page, Destination(chapter, name)),
            "arrows": Arrows(*_ARROWS[self.locales[edition.language].direction]),
        }

    def _others(self, language: str, place: Destination) -> Iterator[Other]:
        """Yield the same place in the other languages, or their title pages."""
        page = f"{language}/{self._page(place.chapter)}"
        for tag, places in self.places.items():
            if tag != language:
                found = place if place in places else Destination("")
                href = way_to(f"{tag}/{self._page(found.chapter)}", page) + _fragment(found)
                yield self._other(tag, href, found, language)

    def _page(self, chapter: str) -> str:
        """Return the file of a chapter's page; that of the title page for no chapter."""
        return self.pages[chapter] if chapter else "index.html"

    def _href(self, page: str, place: Destination) -> str:
        """Return the address of a place from a page of its edition."""
        return way_to(self._page(place.chapter), page) + _fragment(place)

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
            "arrow": _ARROWS[locale.direction][1],
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
        )

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


def _fragment(place: Destination) -> str:
    return f"#{quote(place.id)}" if place.id else ""


def _part_of(name: str, parts: Iterable[ContentsPart]) -> str:
    return next((part.title for part in parts for c in part.chapters if c.name == name), "")


def _invitation(locale: Locale) -> str:
    # Each catalogue names its own language here.
    return locale.gettext("Read in English")


def _page(jinja: jinja2.Environment, template: str, values: Mapping[str, object]) -> bytes:
    return str(fill(jinja, template, **values)).encode()
