"""An edition → an e-book in EPUB 3.3, the same bytes for the same input.

Knows the container: files, manifest, spine, metadata. What stands on the pages
is in templates/epub/.
"""

from __future__ import annotations

import datetime
import io
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from diglot.core.model import Asset, Book, Chapter, Edition, Image, Role
from diglot.core.walk import chapter_inlines
from diglot.fonts.boxes import BOXES_FILE, face_rule, missing_signs
from diglot.fonts.places import signs_of
from diglot.fonts.sheets import without_faces
from diglot.fonts.typecase import Typecase
from diglot.lang.locales import Locale, load_locale
from diglot.pictures.rendered import drawing_as_jpeg
from diglot.render.apparatus.index import Destination
from diglot.render.chapters import ContentsPart, RenderedChapter, Renderer
from diglot.render.drawn.cover import COVER_TYPES, cover_file
from diglot.render.target import READING_SYSTEM, Target
from diglot.render.templates import environment, fill, find_file, list_files, typecase_of

Read = Callable[[Path], bytes]
STYLES = ("styles/fonts.css", "styles/base.css", "styles/epub.css")
MIMETYPE = b"application/epub+zip"
COVER_JPEG = "cover.jpg"
# The earliest time a zip entry can carry: one that says nothing.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
FONT_TYPES = {
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".txt": "text/plain",
}
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_KINDS: dict[Role, tuple[str, str]] = {
    "frontmatter": ("frontmatter", ""),
    "chapter": ("chapter", "doc-chapter"),
    "appendix": ("appendix", "doc-appendix"),
    "backmatter": ("backmatter", ""),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest."""

    id: str
    href: str
    media_type: str
    properties: str = ""


@dataclass
class _Package:
    """The files of the e-book as they are put together. spine: ids of items, in reading order."""

    files: dict[str, bytes] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    spine: list[str] = field(default_factory=list)

    def add(self, item: Item, content: bytes) -> None:
        self.files[f"EPUB/{item.href}"] = content
        self.items.append(item)

    def add_page(self, name: str, href: str, content: bytes, properties: str = "") -> None:
        declared = [properties] if properties else []
        declared += ["mathml"] if b"<math" in content else []  # headings stand in the contents too
        self.add(Item(name, href, "application/xhtml+xml", " ".join(declared)), content)
        self.spine.append(name)


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


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of files, the type first and stored, as OCF 3.3 (4.3) wants it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name in ("mimetype", *sorted(files)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            is_type = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if is_type else zipfile.ZIP_DEFLATED
            target.writestr(entry, MIMETYPE if is_type else files[name])
    return archive.getvalue()


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
        names = {chapter.name: chapter.name.replace("/", "-") for chapter in edition.chapters}
        self.chapter_files = _file_names(names, "chapter", ".xhtml")
        assets = {a.name: a for c in edition.chapters for a in _pictures(c)}
        self.assets = {name: assets[name] for name in sorted(assets)}
        pictures = {name: PurePosixPath(name).name for name in self.assets}
        self.image_files = _file_names(pictures, "image", "")
        self.renderer = Renderer(edition, self.locale, self._target())

    def files(self, modified: str) -> dict[str, bytes]:
        """Return every file but the type, by path."""
        package = _Package()
        parts = self.renderer.contents()
        self._add_front(package, parts)
        self._add_chapters(package, parts)
        self._add_resources(package)
        package.files["EPUB/package.opf"] = self._opf(package, modified)
        package.files["META-INF/container.xml"] = self._fill("container.xml", {})
        return package.files

    # Pages --------------------------------------------------------------------

    def _add_front(self, package: _Package, parts: Sequence[ContentsPart]) -> None:
        edition = self.edition
        image, content = self._cover()
        media_type = COVER_TYPES[PurePosixPath(image).suffix]
        if media_type == "image/svg+xml" and (dots := drawing_as_jpeg(content)):
            # Shops and the shelves of many apps show no drawing.
            package.add(Item("cover-drawing", image, media_type), content)
            package.add(Item("cover-image", COVER_JPEG, "image/jpeg", "cover-image"), dots)
        else:
            package.add(Item("cover-image", image, media_type, "cover-image"), content)
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
            "part_href": lambda number: f"text/{_part_file(number)}",
            "start": f"text/{self._href(Destination(start.name))}" if start else "",
        }
        package.add_page("nav", "nav.xhtml", self._fill("nav.xhtml", values), "nav")

    def _add_chapters(self, package: _Package, parts: Sequence[ContentsPart]) -> None:
        openings = {p.chapters[0].name: (n, p.title) for n, p in enumerate(parts, 1) if p.title}
        for number, chapter in enumerate(self.edition.chapters, 1):
            if chapter.name in openings:
                part, title = openings[chapter.name]
                page = self._fill("part.xhtml", {"title": title, "root": "../"})
                package.add_page(f"part-{part}", f"text/{_part_file(part)}", page)
            rendered = self.renderer.chapter(chapter)
            href = f"text/{self.chapter_files[chapter.name]}"
            package.add_page(f"chapter-{number}", href, self._chapter(rendered))

    def _chapter(self, chapter: RenderedChapter) -> bytes:
        kind, role = _KINDS[chapter.role]
        values = {
            "title": chapter.text,
            "root": "../",
            "chapter": chapter,
            "kind": kind,
            "role": role,
        }
        return self._fill("chapter.xhtml", values)

    def _add_resources(self, package: _Package) -> None:
        signs = signs_of(self.edition)
        typecase = typecase_of(self.templates)
        needless = typecase.needless(signs, self.edition.language)
        lacking = typecase.lacking(frozenset().union(*signs.values()))
        for number, name in enumerate(STYLES, 1):
            content = self.read(find_file(self.templates, name))
            if name == STYLES[0]:
                rules = without_faces(content.decode("utf-8"), needless)
                rules += face_rule(f"../{BOXES_FILE}") if lacking else ""
                content = rules.encode()
            package.add(Item(f"style-{number}", name, "text/css"), content)
        for number, path in enumerate(self._fonts(typecase, needless), 1):
            item = Item(f"font-{number}", f"fonts/{path.name}", FONT_TYPES[path.suffix])
            package.add(item, self.read(path))
        if lacking:
            package.add(Item("font-boxes", BOXES_FILE, "font/ttf"), missing_signs(lacking))
        for number, (name, asset) in enumerate(self.assets.items(), 1):
            href = f"images/{self.image_files[name]}"
            package.add(Item(f"image-{number}", href, asset.media_type), self.read(asset.origin))

    def _fonts(self, typecase: Typecase, needless: frozenset[str]) -> list[Path]:
        """Return the fonts and their licenses, without those of families that nobody needs."""
        left_out = {PurePosixPath(file).name for file in typecase.files_of(needless)}
        found = list_files(self.templates, "fonts", tuple(FONT_TYPES))
        kept = [path for path in found if path.name not in left_out]
        faces = {_typeface(path.name) for path in kept if path.suffix != ".txt"}
        alone = {_typeface(name) for name in left_out} - faces
        return [p for p in kept if p.suffix != ".txt" or _typeface(p.name) not in alone]

    # Metadata -----------------------------------------------------------------

    def _opf(self, package: _Package, modified: str) -> bytes:
        inlines = [i for c in self.edition.chapters for i in chapter_inlines(c)]
        pictures = [inline for inline in inlines if isinstance(inline, Image)]
        has_text_for_pictures = all(picture.alt for picture in pictures)
        has_math = any("mathml" in item.properties for item in package.items)
        features = ["tableOfContents", "structuralNavigation", "readingOrder", "ARIA"]
        features += ["displayTransformability", "unlocked"]
        features += ["alternativeText"] if pictures and has_text_for_pictures else []
        features += ["MathML"] if has_math else []
        values = {
            "edition": self.edition,
            "identifier": identifier(self.edition, self.book),
            "modified": _time(modified),
            "has_pictures": bool(pictures),
            "has_text_for_pictures": has_text_for_pictures,
            "features": features,
            "summary": " ".join(self._summary(len(pictures), has_text_for_pictures)),
            "items": package.items,
            "spine": package.spine,
        }
        return self._fill("package.opf", values)

    def _summary(self, pictures: int, has_text_for_pictures: bool) -> Iterator[str]:
        yield self.locale.gettext(
            "The text adapts to any screen and size of letters, has a table of contents and "
            "headings at every section, and is marked with its languages and directions."
        )
        if pictures and has_text_for_pictures:
            yield self.locale.ngettext(
                "There is one picture, with a text alternative.",
                "There are %(number)s pictures, each with a text alternative.",
                pictures,
            )
        elif pictures:
            yield self.locale.gettext("Some pictures have no text alternative.")

    def _cover(self) -> tuple[str, bytes]:
        return cover_file(self.edition, self.locale, self.jinja, self.templates, self.read)

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
        )

    def _href(self, place: Destination) -> str:
        """Return the address of a place from a chapter's page."""
        fragment = f"#{quote(place.id)}" if place.id else ""
        return self.chapter_files[place.chapter] + fragment

    def _fill(self, template: str, values: Mapping[str, object]) -> bytes:
        return str(fill(self.jinja, f"epub/{template}", **values)).encode()


def _pictures(chapter: Chapter) -> Iterator[Asset]:
    for inline in chapter_inlines(chapter):
        if isinstance(inline, Image) and inline.asset:
            yield inline.asset


def _time(moment: str) -> str:
    """Return a time as dcterms:modified must have it (EPUB 3.3, 5.5.6)."""
    utc = datetime.datetime.fromisoformat(moment).astimezone(datetime.UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")


def _typeface(file: str) -> str:
    """Return the typeface that a font ("Name-Bold.woff2") or a license ("OFL-Name.txt") is of."""
    return PurePosixPath(file).stem.removeprefix("OFL-").partition("-")[0]


def _part_file(number: int) -> str:
    # Two hyphens: no chapter's file can be called the same by chance.
    return f"part--{number}.xhtml"


def _file_names(wanted: Mapping[str, str], kind: str, suffix: str) -> dict[str, str]:
    """Return a file name for each name that every reading system can unpack.

    wanted: by name, what the file should be called, without `suffix`.
    """
    result: dict[str, str] = {}
    taken: set[str] = set()  # in lower case, because some systems unpack to folders without
    for number, (name, base) in enumerate(wanted.items(), 1):
        is_safe = _SAFE_NAME.fullmatch(base) and base.lower() not in taken and "--" not in base
        own = suffix or PurePosixPath(base).suffix
        result[name] = base + suffix if is_safe else f"{kind}--{number}{own}"
        taken.add(base.lower())
    return result
