"""The markup of a chapter that was made before, for the same place and by the same program.

Knows what markup depends on beside the chapter: the names and numbers of the edition, what readers
of a format can do and where its pages are, the program, its libraries and its fonts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from diglot.core.model import Chapter
from diglot.disk.cache import cache_key, program_digest, used
from diglot.disk.states import file_state, installed
from diglot.disk.template_files import builtin_templates, list_files
from diglot.fonts.files import FONT_SUFFIXES
from diglot.render.apparatus.index import Index

_ROOMS = ("core", "lang", "text", "fonts", "pictures", "render")
Pieces = tuple[Markup, ...]


def kept_markup(chapter: Chapter, index: Index, place: str, make: Callable[[], Pieces]) -> Pieces:
    """Return pieces of a chapter's markup, made now if nothing was kept of them.

    place: all that is known of where they will be, as text; "" for markup that nobody keeps.
    make: gives always as many pieces.
    """
    store = used()
    if not place or store.folder is None:
        return make()
    parts = (index.locale.tag, index.key(chapter), place, repr(chapter))
    key = cache_key("markup", [*_program(), *parts])
    kept = store.get(key)
    if kept and (pieces := _pieces(kept)):
        return pieces
    pieces = make()
    store.put(key, json.dumps(pieces, ensure_ascii=False).encode())
    return pieces


def _pieces(content: bytes) -> Pieces | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    if not isinstance(found, list) or not all(isinstance(piece, str) for piece in found):
        return None
    return tuple(map(Markup, found))


@cache
def _program() -> tuple[str, ...]:
    """Return what markup is made with; formulas are drawn with the fonts that come along."""
    fonts = list_files([builtin_templates()], "fonts", FONT_SUFFIXES)
    return (*map(program_digest, _ROOMS), *installed(), *map(file_state, fonts))
