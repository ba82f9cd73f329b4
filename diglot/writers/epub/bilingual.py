"""Two editions → one e-book with both languages in it, each paragraph with its counterpart.

Each side of a pair names its language and direction, so that reading programs can hide one; where
the screen is wide the two are side by side, else one under the other.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext import ChapterPair
from diglot.core.imprint import Person
from diglot.core.model import Asset, Book, Edition, Role
from diglot.core.walk import pictures_of
from diglot.disk.template_files import templates_key
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.index import Destination
from diglot.render.apparatus.kept import kept_page
from diglot.render.beside.chapter import BesideRenderer, pairs_by_name
from diglot.render.beside.contents import BothEntry, BothPart, both_contents
from diglot.render.beside.sides import SideName, SideRenderer, fragment
from diglot.render.drawn.cover import cover_file
from diglot.render.markup import join
from diglot.render.target import READING_SYSTEM, Target
from diglot.render.templates import environment, fill
from diglot.writers.epub.package import (
    KINDS,
    Package,
    Read,
    accessibility,
    add_resources,
    file_names,
    part_file,
    utc_time,
    zipped,
)


class Side(Struct, frozen=True):
    """A language of the book. name: the attribute of a row that has it.

    edition: what it says of itself, without its chapters: no page depends on the text of others.
    """

    name: SideName
    edition: Edition
    locale: Locale
    credits: tuple[Markup, ...]
    date: str


class Line(Struct, frozen=True):
    """An entry of the contents with the address that it leads to."""

    href: str
    titles: Mapping[SideName, Markup]
    entries: tuple[Line, ...] = ()
    chapters: tuple[Line, ...] = ()
    number: str = ""


def bilingual_epub(
    book: Book,
    editions: tuple[Edition, Edition],
    pairs: Sequence[ChapterPair],
    templates: Sequence[Path],
    modified: str,
    first: SideName = "source",
    read: Read = Path.read_bytes,
) -> bytes:
    """Return the e-book of two editions, the source and a translation.

    pairs: their chapters. templates: folders, the project's own first. modified: the time of the
    build in ISO 8601, with a time zone. first: the side that is read first. read: gives a file's
    bytes.
    """
    return zipped(_Bilingual(book, editions, pairs, templates, first, read).files(modified))


class _Bilingual:
    """The making of one e-book."""

    def __init__(
        self,
        book: Book,
        editions: tuple[Edition, Edition],
        pairs: Sequence[ChapterPair],
        templates: Sequence[Path],
        first: SideName,
        read: Read,
    ) -> None:
        self.book = book
        self.editions = editions
        self.templates = templates
        self.read = read
        self.locale = load_locale(editions[0].language)
        self.jinja = environment(templates, self.locale)
        self._frame = templates_key(templates)
        self.pairs = pairs_by_name(pairs)
        names = {c.name: c.name.replace("/", "-") for e in editions for c in e.chapters}
        self.chapter_files = file_names(names, "chapter", ".xhtml")
        chapters = [chapter for edition in editions for chapter in edition.chapters]
        assets = {asset.digest: asset for c in chapters for asset in pictures_of(c)}
        self.assets = dict(sorted(assets.items(), key=lambda item: (item[1].name, item[0])))
        pictures = {digest: PurePosixPath(a.name).name for digest, a in self.assets.items()}
        self.image_files = file_names(pictures, "image", "")
        source, translation = (self._renderer(edition) for edition in editions)
        self.renderer = BesideRenderer(source, translation)
        self.sides = (_side("source", source), _side("translation", translation))
        self.shown = self.sides if first == "source" else tuple(reversed(self.sides))
        self.parts = tuple(
            both_contents(
                source.renderer.contents(),
                translation.renderer.contents(),
                (editions[0].language, editions[1].language),
            )
        )

    def files(self, modified: str) -> dict[str, bytes]:
        """Return every file but the type, by path."""
        package = Package()
        self._add_front(package)
        self._add_chapters(package)
        add_resources(package, self.editions, self.templates, self.read)
        images = ((self.image_files[digest], asset) for digest, asset in self.assets.items())
        package.add_images(images, self.read)
        package.files["EPUB/package.opf"] = self._opf(package, modified)
        package.files["META-INF/container.xml"] = self._fill("container.xml", {})
        return package.files

    # Pages --------------------------------------------------------------------

    def _add_front(self, package: Package) -> None:
        source = self.editions[0]
        drawn_by = (self.jinja, self.templates, self.read, self._frame)
        image, content = cover_file(source, self.locale, *drawn_by)
        package.add_cover(image, content)
        title = " · ".join(side.edition.title for side in self.sides)
        values: dict[str, object] = {"title": title, "root": "", "image": image}
        package.add_page("cover", "cover.xhtml", self._fill("cover.xhtml", values))
        values["has_imprint"] = any(
            side.edition.rights or side.date or side.edition.imprint.edition for side in self.sides
        )
        package.add_page("title", "title.xhtml", self._fill("bilingual-title.xhtml", values))
        heading = {side.name: side.locale.gettext("Contents") for side in self.sides}
        chapters = [chapter for part in self.parts for chapter in part.chapters]
        start = next((c for c in chapters if c.role != "frontmatter"), None)
        values |= {
            "title": " · ".join(heading[side.name] for side in self.shown),
            "heading": heading,
            "parts": [self._part_line(n, part) for n, part in enumerate(self.parts, 1)],
            "start": f"text/{self.chapter_files[start.name]}" if start else "",
        }
        package.add_page("nav", "nav.xhtml", self._fill("bilingual-nav.xhtml", values), "nav")

    def _add_chapters(self, package: Package) -> None:
        number = 0
        for place, part in enumerate(self.parts, 1):
            if any(part.titles.values()):
                title = join(filter(None, part.titles.values()), " · ")
                values = {"title": title, "titles": part.titles, "root": "../"}
                page = self._fill("bilingual-part.xhtml", values)
                package.add_page(f"part-{place}", f"text/{part_file(place)}", page)
            for chapter in part.chapters:
                number += 1
                href = f"text/{self.chapter_files[chapter.name]}"
                pair = self.pairs[chapter.name]
                page = kept_page(
                    self.renderer.grounds(pair),
                    self._frame,
                    (self.shown, chapter.role, pair.source is None, pair.translation is None),
                    partial(self._chapter, pair, chapter.role),
                )
                package.add_page(f"chapter-{number}", href, page)

    def _chapter(self, pair: ChapterPair, of: Role) -> bytes:
        chapter = self.renderer.chapter(pair)
        heads = {side.name: getattr(chapter, side.name) for side in self.shown}
        kind, role = KINDS[of]
        values = {
            "title": " · ".join(head.text for head in heads.values() if head),
            "root": "../",
            "chapter": chapter,
            "has_notes": any(head.notes for head in heads.values() if head),
            "kind": kind,
            "role": role,
        }
        return self._fill("bilingual-chapter.xhtml", values)

    def _part_line(self, number: int, part: BothPart) -> Line:
        href = f"text/{part_file(number)}" if any(part.titles.values()) else ""
        chapters = tuple(
            Line(
                f"text/{self.chapter_files[chapter.name]}",
                chapter.titles,
                tuple(map(self._line, chapter.entries)),
                number=chapter.number,
            )
            for chapter in part.chapters
        )
        return Line(href, part.titles, chapters=chapters)

    def _line(self, entry: BothEntry) -> Line:
        href = f"text/{self.chapter_files[entry.place.chapter]}{fragment(entry.place)}"
        return Line(href, entry.titles, tuple(map(self._line, entry.entries)))

    # Metadata -----------------------------------------------------------------

    def _opf(self, package: Package, modified: str) -> bytes:
        source, translation = self.editions
        name = f"diglot:{self.book.id}:{source.language}+{translation.language}:{source.title}"
        values = {
            "edition": source,
            "people": list(_people(source.authors, translation.authors)),
            "identifier": uuid.uuid5(uuid.NAMESPACE_URL, name).urn,
            "modified": utc_time(modified),
            **accessibility((*source.chapters, *translation.chapters), package, self.locale),
            "items": package.items,
            "spine": package.spine,
            "sides": self.sides,
        }
        return self._fill("bilingual.opf", values)

    # Addresses ----------------------------------------------------------------

    def _renderer(self, edition: Edition) -> SideRenderer:
        target = Target(
            READING_SYSTEM,
            href=self._href,
            image_url=self._image_url,
            key=f"bilingual epub {self.chapter_files} {self.image_files}",
        )
        return SideRenderer(edition, load_locale(edition.language), target)

    def _href(self, place: Destination, chapter: str) -> str:
        if place.chapter == chapter and place.id:
            return fragment(place)
        return self.chapter_files[place.chapter] + fragment(place)

    def _image_url(self, asset: Asset) -> str:
        return f"../images/{quote(self.image_files[asset.digest])}"

    def _fill(self, template: str, values: Mapping[str, object]) -> bytes:
        shown = {"sides": self.shown, **values}
        return str(fill(self.jinja, f"epub/{template}", **shown)).encode()


def _side(name: SideName, side: SideRenderer) -> Side:
    renderer, edition = side.renderer, side.edition
    return Side(
        name,
        replace(edition, chapters=()),
        side.locale,
        renderer.credits(edition.authors),
        renderer.date(edition.date),
    )


def _people(
    source: Sequence[Person], translation: Sequence[Person]
) -> Iterator[tuple[Person, str]]:
    """Yield people with their names in the other language, or ""; by their roles, in order.

    The same number of people in a role are the same people; the translator is in one edition only.
    """
    for role in dict.fromkeys(person.role for person in (*source, *translation)):
        ours = [person for person in source if person.role == role]
        theirs = [person for person in translation if person.role == role]
        if len(ours) == len(theirs):
            for one, other in zip(ours, theirs, strict=True):
                yield one, other.name if other.name != one.name else ""
        else:
            known = {person.name for person in ours}
            for one, other in zip_longest(ours, [p for p in theirs if p.name not in known]):
                yield from ((person, "") for person in (one, other) if person)
