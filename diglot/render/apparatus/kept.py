"""The markup of a chapter that was made before, for the same place and by the same program.

Knows what markup depends on beside the chapter: the names and numbers of the edition, what readers
of a format can do and where its pages are, the program, its libraries and its fonts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from diglot.core.model import Chapter
from diglot.core.walk import OncePer
from diglot.disk.cache import program_digest
from diglot.disk.states import file_state, installed, system_libraries
from diglot.disk.steps import Form, step
from diglot.disk.template_files import builtin_templates, list_files
from diglot.fonts.files import FONT_SUFFIXES
from diglot.render.apparatus.index import Index

ROOMS = ("core", "lang", "text", "fonts", "pictures", "bitext", "render", "writers")
"""The rooms whose code decides what markup is; writers say what addresses are."""
Pieces = tuple[Markup, ...]


class Grounds(Struct, frozen=True):
    """All that markup is made of.

    sides: chapters, each with the index of its edition. place: all else, as text; "" for markup
        that nobody keeps.
    """

    sides: Sequence[tuple[Chapter, Index]]
    place: str

    def parts(self) -> Iterator[str]:
        """Yield it as text."""
        yield from _program()
        yield self.place
        for chapter, index in self.sides:
            yield from (index.locale.tag, index.key(chapter), chapter_digest(chapter))


def kept_markup(grounds: Grounds, group: int, make: Callable[[], Pieces]) -> Pieces:
    """Return pieces of markup of a chapter, or of several; made now if nothing was kept of them.

    group: how many pieces belong together.
    """
    if not grounds.place:
        return make()
    of = step("markup", grounds.parts())
    return of.result(make, _FORM, fits=lambda found: not len(found) % group)


def kept_page(grounds: Grounds, frame: str, around: object, make: Callable[[], bytes]) -> bytes:
    """Return the page of a chapter, or of several; made now if it was not kept.

    frame: of the templates that it is filled into. around: all that they are given beside the
        markup, which is written down as it is.
    """
    if not grounds.place:
        return make()
    return step("page", [*grounds.parts(), frame, repr(around)]).result(make, _PAGE)


def drawn_with(templates: Sequence[Path]) -> Iterator[str]:
    """Yield what words are drawn with as outlines: the program, its libraries and all fonts.

    templates: folders, the program's own last.
    """
    yield from _program()
    for font in list_files(templates[:-1], "fonts", FONT_SUFFIXES):
        yield from (font.name, file_state(font))


@OncePer
def chapter_digest(chapter: Chapter) -> str:
    """Return the digest of all that is in a chapter."""
    return hashlib.sha256(repr(chapter).encode(errors="surrogateescape")).hexdigest()


def _pieces(content: bytes) -> Pieces | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    if not isinstance(found, list) or not all(isinstance(piece, str) for piece in found):
        return None
    return tuple(map(Markup, found))


def _written(pieces: Pieces) -> bytes:
    return json.dumps(pieces, ensure_ascii=False).encode()


_FORM = Form(_written, _pieces, is_frozen=True)
_PAGE: Form[bytes] = Form(bytes, bytes, is_frozen=True)


@cache
def _program() -> tuple[str, ...]:
    """Return what markup is made with; formulas are drawn with the fonts that come along."""
    fonts = list_files([builtin_templates()], "fonts", FONT_SUFFIXES)
    libraries = (installed(), system_libraries())  # one of which orders lines
    return (*map(program_digest, ROOMS), *libraries, *map(file_state, fonts))
