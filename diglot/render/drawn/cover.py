"""The front cover of an edition: the publisher's own picture, or one drawn from a template.

One cover serves the e-book, which shows all of it, and the wrap for print, whose
pages have proportions of their own and bleed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import jinja2
from msgspec import Struct
from msgspec.structs import replace

from diglot.core.imprint import Counterpart
from diglot.core.model import Direction, Edition
from diglot.disk.steps import BYTES, step
from diglot.disk.template_files import find_file, find_optional
from diglot.fonts.boxes import missing_signs
from diglot.fonts.typecase import is_seen
from diglot.lang.locales import Locale, direction_of
from diglot.render.apparatus.credits import listed_names
from diglot.render.apparatus.kept import drawn_with
from diglot.render.drawn.outlines import Outliner
from diglot.render.drawn.shaping import Face, face_in, open_face
from diglot.render.templates import fill, typecase_of

COVER_TYPES: Mapping[str, str] = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
DRAWN_COVER = "epub/cover.svg"
_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
COVER_WIDTH_PX, COVER_HEIGHT_PX = 1600, 2400


class View(Struct, frozen=True):
    """What is seen of the drawn cover, in px from its upper left corner; more than it is, bleeds.

    cover_height: of the cover itself, whose width is always `COVER_WIDTH_PX`. binding: of which
        direction the books are that are bound as this one; None for those of its language.
    corner: how far from the edge where lines end the foot is left to something else.
    """

    x: float = 0
    y: float = 0
    width: float = COVER_WIDTH_PX
    height: float = COVER_HEIGHT_PX
    cover_height: float = COVER_HEIGHT_PX
    binding: Direction | None = None
    corner: float = 0


class Facing(Struct, frozen=True):
    """The title in another language, and what draws it from the edge where that one starts.

    edition: that of a book which holds both languages, for which they weigh the same. names: who
    wrote it.
    """

    title: str
    direction: Direction
    outline: Outliner
    edition: Edition | None = None
    names: str = ""

    @staticmethod
    def of(counterpart: Counterpart, finder: FaceFinder) -> Facing:
        """Return the title of a counterpart, ready to be drawn."""
        direction = direction_of(counterpart.language)
        return Facing(counterpart.title, direction, Outliner(direction, COVER_WIDTH_PX, finder))

    @staticmethod
    def equal(edition: Edition, locale: Locale, finder: FaceFinder) -> Facing:
        """Return what a front says in the other of two languages that weigh the same."""
        outline = Outliner(locale.direction, COVER_WIDTH_PX, finder)
        names = author_names(edition, locale)
        bare = replace(edition, chapters=())
        return Facing(edition.title, locale.direction, outline, bare, names)


def own_cover(templates: Sequence[Path], language: str) -> Path | None:
    """Return the publisher's picture, such as epub/cover-he.jpg or epub/cover.png, if there is one.

    templates: folders, the project's own first.
    """
    parts = (f"-{language}", "")
    names = [f"epub/cover{part}{suffix}" for part in parts for suffix in COVER_TYPES]
    names.remove(DRAWN_COVER)
    return find_optional(templates, names)


def drawn_cover(
    edition: Edition,
    locale: Locale,
    environment: jinja2.Environment,
    templates: Sequence[Path],
    view: View | None = None,
    other: Facing | None = None,
) -> str:
    """Return the cover that the template draws, as SVG, of an edition without its chapters.

    other: the other language of a book that holds two.
    """
    finder = FaceFinder(templates)
    counterparts = [Facing.of(one, finder) for one in edition.imprint.counterparts]
    values = {
        "edition": replace(edition, chapters=()),
        "facing": [other] if other else counterparts,
        "names": author_names(edition, locale),
        "outline": Outliner(locale.direction, COVER_WIDTH_PX, finder),
        "view": view or View(),
    }
    return str(fill(environment, DRAWN_COVER, **values))


def cover_file(
    edition: Edition,
    locale: Locale,
    environment: jinja2.Environment,
    templates: Sequence[Path],
    read: Callable[[Path], bytes],
    frame: str,
) -> tuple[str, bytes]:
    """Return the front cover's file name and bytes: the publisher's picture, or the drawn one.

    frame: of the templates, as `templates_key` has it: what was drawn is kept.
    """
    name = cover_name(templates, edition.language)
    if own := own_cover(templates, edition.language):
        return name, read(own)

    def draw() -> bytes:
        return drawn_cover(edition, locale, environment, templates).encode()

    said = repr(replace(edition, chapters=()))
    return name, step("drawing", [*drawn_with(templates), frame, said]).result(draw, BYTES)


def cover_name(templates: Sequence[Path], language: str) -> str:
    """Return the name of the front cover's file."""
    own = own_cover(templates, language)
    return f"cover{own.suffix}" if own else "cover.svg"


def author_names(edition: Edition, locale: Locale) -> str:
    """Return who wrote the book, as a list in its language; each name is an isolate.

    So a full stop at the end of "John Smith, Jr." stays with him, whatever follows.
    """
    authors = [person.name for person in edition.authors if person.role == "aut"]
    return "".join(
        f"{_ISOLATE}{words}{_END}" if is_name else words
        for words, is_name in (listed_names(authors, locale) if authors else ())
    )


class FaceFinder:
    """Gives the faces that words are drawn with: those that are named, then others of the book."""

    def __init__(self, templates: Sequence[Path]) -> None:
        self._templates = templates
        self._typecase = typecase_of(templates)

    def __call__(self, fonts: Sequence[str], words: str) -> tuple[Face, ...]:
        """Return the faces in font files, and those for signs that these lack.

        A sign that no face has is drawn as a box with its code.
        """
        named = tuple(open_face(find_file(self._templates, f"fonts/{name}")) for name in fonts)
        lacking = [s for s in words if not any(ord(s) in face.characters for face in named)]
        boxes = self._typecase.lacking(lacking)
        files = dict.fromkeys(self._typecase.file(sign) for sign in lacking if is_seen(sign))
        others = tuple(open_face(find_file(self._templates, file)) for file in files if file)
        return named + others + ((face_in(missing_signs(boxes)),) if boxes else ())


def print_view(
    width_mm: float,
    height_mm: float,
    bleed_mm: float,
    direction: Direction,
    corner_mm: float = 0.0,
) -> View:
    """Return what is seen of the cover on a printed front of a size, with bleed on three sides.

    There is none at the spine, on the left of an English front and on the right of a Hebrew one.
    corner_mm: how much room the foot leaves where lines end.
    """
    scale = COVER_WIDTH_PX / width_mm
    bleed = bleed_mm * scale
    height = height_mm * scale
    x = 0.0 if direction == "ltr" else -bleed
    sides = (x, -bleed, COVER_WIDTH_PX + bleed, height + 2 * bleed, height)
    left, top, width, whole, own = (round(side, 2) for side in sides)
    return View(left, top, width, whole, own, direction, round(corner_mm * scale, 2))
