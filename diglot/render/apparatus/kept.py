"""The markup of a chapter that was made before, for the same place and by the same program.

Knows what markup depends on beside the chapter: the names and numbers of the edition, what readers
of a format can do and where its pages are, the program, its libraries and its fonts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache

from markupsafe import Markup

from diglot.core.model import Chapter
from diglot.disk.cache import program_digest
from diglot.disk.states import file_state, installed, system_libraries
from diglot.disk.steps import Form, step
from diglot.disk.template_files import builtin_templates, list_files
from diglot.fonts.files import FONT_SUFFIXES
from diglot.render.apparatus.index import Index

ROOMS = ("core", "lang", "text", "fonts", "pictures", "bitext", "render", "writers")
"""The rooms whose code decides what markup is; writers say what addresses are."""
Pieces = tuple[Markup, ...]


def kept_markup(
    sides: Sequence[tuple[Chapter, Index]], place: str, group: int, make: Callable[[], Pieces]
) -> Pieces:
    """Return pieces of markup of a chapter, or of several; made now if nothing was kept of them.

    sides: the chapters, each with the index of its edition. place: all else that the markup
        depends on, as text; "" for markup that nobody keeps. group: how many pieces belong
        together.
    """
    if not place:
        return make()
    parts = [*_program(), place]
    for chapter, index in sides:
        parts.append(index.key(chapter))
    return step("markup", parts).result(make, _FORM, fits=lambda found: not len(found) % group)


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


_FORM = Form(_written, _pieces)


@cache
def _program() -> tuple[str, ...]:
    """Return what markup is made with; formulas are drawn with the fonts that come along."""
    fonts = list_files([builtin_templates()], "fonts", FONT_SUFFIXES)
    libraries = (installed(), system_libraries())  # one of which orders lines
    return (*map(program_digest, ROOMS), *libraries, *map(file_state, fonts))
