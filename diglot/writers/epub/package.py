"""What every e-book is packed of: files, manifest, spine, fonts, and what readers need to know.

Knows the container (EPUB 3.3); what is on the pages is in templates/epub/.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from diglot.core.model import Asset, Chapter, Edition, Image, Role
from diglot.core.walk import chapter_inlines
from diglot.disk.cache import program_digest
from diglot.disk.states import installed
from diglot.disk.steps import BYTES, step
from diglot.disk.template_files import find_file, list_files
from diglot.fonts.boxes import BOXES_FILE, face_rule, missing_signs
from diglot.fonts.places import signs_of
from diglot.fonts.sheets import without_faces
from diglot.fonts.typecase import Typecase
from diglot.lang.locales import Locale
from diglot.pictures.rendered import drawing_as_jpeg
from diglot.render.drawn.cover import COVER_TYPES
from diglot.render.templates import typecase_of

Read = Callable[[Path], bytes]
STYLES = ("styles/fonts.css", "styles/base.css", "styles/epub.css")
MIMETYPE = b"application/epub+zip"
COVER_JPEG = "cover.jpg"
# The earliest time a zip entry can carry: one that says nothing.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED = (".woff2", ".woff")
"""Fonts that are packed by themselves: to pack them again takes long, and saves nothing."""
FONT_TYPES = {
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".txt": "text/plain",
}
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
KINDS: dict[Role, tuple[str, str]] = {
    "frontmatter": ("frontmatter", ""),
    "chapter": ("chapter", "doc-chapter"),
    "appendix": ("appendix", "doc-appendix"),
    "backmatter": ("backmatter", ""),
}


class Item(Struct, frozen=True):
    """A line of the manifest."""

    id: str
    href: str
    media_type: str
    properties: str = ""


class Package(Struct):
    """The files of the e-book as they are put together. spine: ids of items, in reading order."""

    files: dict[str, bytes] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    spine: list[str] = field(default_factory=list)

    def add(self, item: Item, content: bytes) -> None:
        """Add a file."""
        self.files[f"EPUB/{item.href}"] = content
        self.items.append(item)

    def add_page(self, name: str, href: str, content: bytes, properties: str = "") -> None:
        """Add a page at the end of the reading order."""
        declared = [properties] if properties else []
        declared += ["mathml"] if b"<math" in content else []  # headings are in the contents too
        self.add(Item(name, href, "application/xhtml+xml", " ".join(declared)), content)
        self.spine.append(name)

    def add_cover(self, image: str, content: bytes) -> None:
        """Add the picture of the cover, given its name; one that is drawn in dots as well."""
        media_type = COVER_TYPES[PurePosixPath(image).suffix]
        if media_type == "image/svg+xml" and (dots := _in_dots(content)):
            # Shops and the shelves of many apps show no drawing.
            self.add(Item("cover-drawing", image, media_type), content)
            self.add(Item("cover-image", COVER_JPEG, "image/jpeg", "cover-image"), dots)
        else:
            self.add(Item("cover-image", image, media_type, "cover-image"), content)

    def add_images(self, images: Iterable[tuple[str, Asset]], read: Read) -> None:
        """Add pictures, given the names of their files."""
        for number, (name, asset) in enumerate(images, 1):
            item = Item(f"image-{number}", f"images/{name}", asset.media_type)
            self.add(item, read(asset.origin))


def _in_dots(drawing: bytes) -> bytes:
    """Return a drawing as a JPEG; b"" where it has words that need a font."""
    parts: list[bytes | str] = [program_digest("pictures"), installed(), drawing]
    return step("dots", parts).result(lambda: drawing_as_jpeg(drawing), BYTES)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of files, the type first and stored, as OCF 3.3 (4.3) wants it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name in ("mimetype", *sorted(files)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            is_type = name == "mimetype"
            is_stored = is_type or name.lower().endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, MIMETYPE if is_type else files[name])
    return archive.getvalue()


def add_resources(
    package: Package, editions: Sequence[Edition], templates: Sequence[Path], read: Read
) -> None:
    """Add styles, and the fonts that one of the editions needs."""
    typecase = typecase_of(templates)
    signs = [(edition.language, signs_of(edition)) for edition in editions]
    needless = frozenset.intersection(
        *(typecase.needless(some, language) for language, some in signs)
    )
    lacking = typecase.lacking(frozenset().union(*(s for _, some in signs for s in some.values())))
    for number, name in enumerate(STYLES, 1):
        content = read(find_file(templates, name))
        if name == STYLES[0]:
            rules = without_faces(content.decode("utf-8"), needless)
            rules += face_rule(f"../{BOXES_FILE}") if lacking else ""
            content = rules.encode()
        package.add(Item(f"style-{number}", name, "text/css"), content)
    for number, path in enumerate(_fonts(templates, typecase, needless), 1):
        item = Item(f"font-{number}", f"fonts/{path.name}", FONT_TYPES[path.suffix])
        package.add(item, read(path))
    if lacking:
        package.add(Item("font-boxes", BOXES_FILE, "font/ttf"), missing_signs(lacking))


def _fonts(templates: Sequence[Path], typecase: Typecase, needless: frozenset[str]) -> list[Path]:
    """Return the fonts and their licenses, without those of families that nobody needs."""
    left_out = {PurePosixPath(file).name for file in typecase.files_of(needless)}
    found = list_files(templates, "fonts", tuple(FONT_TYPES))
    kept = [path for path in found if path.name not in left_out]
    faces = {_typeface(path.name) for path in kept if path.suffix != ".txt"}
    alone = {_typeface(name) for name in left_out} - faces
    return [p for p in kept if p.suffix != ".txt" or _typeface(p.name) not in alone]


def accessibility(
    chapters: Iterable[Chapter], package: Package, locale: Locale
) -> dict[str, object]:
    """Return what readers need to know of a book, as templates of the package have it."""
    inlines = (i for chapter in chapters for i in chapter_inlines(chapter))
    pictures = [inline for inline in inlines if isinstance(inline, Image)]
    has_text_for_pictures = all(picture.alt for picture in pictures)
    has_math = any("mathml" in item.properties for item in package.items)
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "ARIA"]
    features += ["displayTransformability", "unlocked"]
    features += ["alternativeText"] if pictures and has_text_for_pictures else []
    features += ["MathML"] if has_math else []
    return {
        "has_pictures": bool(pictures),
        "has_text_for_pictures": has_text_for_pictures,
        "features": features,
        "summary": " ".join(_summary(len(pictures), locale, has_text=has_text_for_pictures)),
    }


def _summary(pictures: int, locale: Locale, *, has_text: bool) -> Iterator[str]:
    yield locale.gettext(
        "The text adapts to any screen and size of letters, has a table of contents and "
        "headings at every section, and is marked with its languages and directions."
    )
    if pictures and has_text:
        yield locale.ngettext(
            "There is one picture, with a text alternative.",
            "There are %(number)s pictures, each with a text alternative.",
            pictures,
        )
    elif pictures:
        yield locale.gettext("Some pictures have no text alternative.")


def utc_time(moment: str) -> str:
    """Return a time as dcterms:modified must have it (EPUB 3.3, 5.5.6)."""
    utc = datetime.datetime.fromisoformat(moment).astimezone(datetime.UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")


def _typeface(file: str) -> str:
    """Return the typeface that a font ("Name-Bold.woff2") or a license ("OFL-Name.txt") is of."""
    return PurePosixPath(file).stem.removeprefix("OFL-").partition("-")[0]


def part_file(number: int) -> str:
    """Return the file of the page that opens a part."""
    # Two hyphens: no chapter's file can be called the same by chance.
    return f"part--{number}.xhtml"


def file_names(wanted: Mapping[str, str], kind: str, suffix: str) -> dict[str, str]:
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
