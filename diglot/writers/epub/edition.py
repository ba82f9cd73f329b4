"""An edition → an e-book in EPUB 3.3, the same bytes for the same input.

Knows the container: files, manifest, spine, metadata. What is on the pages
is in templates/epub/.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from diglot.core.model import Book, Chapter, Edition
from diglot.core.walk import pictures_of
from diglot.disk.template_files import templates_key
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.index import Destination
from diglot.render.apparatus.kept import kept_page
from diglot.render.chapters import ContentsPart, Renderer
from diglot.render.drawn.cover import cover_file
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


def epub(
    edition: Edition,
    book: Book,
    templates: Sequence[Path],
    modified: str,
    read: Read = Path.read_bytes,
) -> bytes:
    """Return the e-book of an edition.

    templates: folders, the project's own first. modified: the time of the build
    in ISO 8601, with a time zone. read: gives a file's bytes.
    """
    return zipped(_Epub(edition, book, templates, read).files(modified))


def identifier(edition: Edition, book: Book) -> str:
    """Return the ISBN as a URN, or one made from id, language and title."""
    if isbn := edition.imprint.isbns.epub:
        return f"urn:isbn:{isbn.replace('-', '')}"
    name = f"diglot:{book.id}:{edition.language}:{edition.title}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


class _Epub:
    """The making of one e-book."""

    def __init__(self, edition: Edition, book: Book, templates: Sequence[Path], read: Read) -> None:
        self.edition = edition
        self.book = book
        self.templates = templates
        self.read = read
        self.locale: Locale = load_locale(edition.language)
        self.jinja = environment(templates, self.locale)
        self._frame = templates_key(templates)
        names = {chapter.name: chapter.name.replace("/", "-") for chapter in edition.chapters}
        self.chapter_files = file_names(names, "chapter", ".xhtml")
        assets = {a.name: a for c in edition.chapters for a in pictures_of(c)}
        self.assets = {name: assets[name] for name in sorted(assets)}
        pictures = {name: PurePosixPath(name).name for name in self.assets}
        self.image_files = file_names(pictures, "image", "")
        self.renderer = Renderer(edition, self.locale, self._target())

    def files(self, modified: str) -> dict[str, bytes]:
        """Return every file but the type, by path."""
        package = Package()
        parts = self.renderer.contents()
        self._add_front(package, parts)
        self._add_chapters(package, parts)
        add_resources(package, [self.edition], self.templates, self.read)
        images = ((self.image_files[name], asset) for name, asset in self.assets.items())
        package.add_images(images, self.read)
        package.files["EPUB/package.opf"] = self._opf(package, modified)
        package.files["META-INF/container.xml"] = self._fill("container.xml", {})
        return package.files

    # Pages --------------------------------------------------------------------

    def _add_front(self, package: Package, parts: Sequence[ContentsPart]) -> None:
        edition = self.edition
        drawn_by = (self.jinja, self.templates, self.read, self._frame)
        image, content = cover_file(edition, self.locale, *drawn_by)
        package.add_cover(image, content)
        values: dict[str, object] = {"title": edition.title, "root": "", "image": image}
        package.add_page("cover", "cover.xhtml", self._fill("cover.xhtml", values))
        values |= {
            "edition": edition,
            "credits": self.renderer.credits(edition.authors),
            "date": self.renderer.date(edition.date),
        }
        package.add_page("title", "title.xhtml", self._fill("title.xhtml", values))
        chapters = [chapter for part in parts for chapter in part.chapters]
        start = next((c for c in chapters if c.role != "frontmatter"), None)
        values |= {
            "title": self.locale.gettext("Contents"),
            "parts": parts,
            "href": lambda chapter, name="": "text/" + self._href(Destination(chapter, name)),
            "part_href": lambda number: f"text/{part_file(number)}",
            "start": f"text/{self._href(Destination(start.name))}" if start else "",
        }
        package.add_page("nav", "nav.xhtml", self._fill("nav.xhtml", values), "nav")

    def _add_chapters(self, package: Package, parts: Sequence[ContentsPart]) -> None:
        openings = {p.chapters[0].name: (n, p.title) for n, p in enumerate(parts, 1) if p.title}
        for number, chapter in enumerate(self.edition.chapters, 1):
            if chapter.name in openings:
                part, title = openings[chapter.name]
                page = self._fill("part.xhtml", {"title": title, "root": "../"})
                package.add_page(f"part-{part}", f"text/{part_file(part)}", page)
            href = f"text/{self.chapter_files[chapter.name]}"
            page = kept_page(
                self.renderer.grounds(chapter),
                self._frame,
                self.edition.conventions,
                partial(self._chapter, chapter),
            )
            package.add_page(f"chapter-{number}", href, page)

    def _chapter(self, chapter: Chapter) -> bytes:
        rendered = self.renderer.chapter(chapter)
        kind, role = KINDS[rendered.role]
        values = {
            "title": rendered.text,
            "root": "../",
            "chapter": rendered,
            "kind": kind,
            "role": role,
        }
        return self._fill("chapter.xhtml", values)

    # Metadata -----------------------------------------------------------------

    def _opf(self, package: Package, modified: str) -> bytes:
        values = {
            "edition": self.edition,
            "identifier": identifier(self.edition, self.book),
            "modified": utc_time(modified),
            **accessibility(self.edition.chapters, package, self.locale),
            "items": package.items,
            "spine": package.spine,
        }
        return self._fill("package.opf", values)

    # Addresses ----------------------------------------------------------------

    def _target(self) -> Target:
        return Target(
            READING_SYSTEM,
            href=lambda place, chapter: (
                f"#{quote(place.id)}"
                if place.chapter == chapter and place.id
                else self._href(place)
            ),
            image_url=lambda asset: f"../images/{self.image_files[asset.name]}",
            key=f"epub {self.chapter_files} {self.image_files}",
        )

    def _href(self, place: Destination) -> str:
        """Return the address of a place from a chapter's page."""
        fragment = f"#{quote(place.id)}" if place.id else ""
        return self.chapter_files[place.chapter] + fragment

    def _fill(self, template: str, values: Mapping[str, object]) -> bytes:
        return str(fill(self.jinja, f"epub/{template}", **values)).encode()
