"""What the steps of the check depend on beside the text: the program, its libraries, the fonts."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from diglot.disk.cache import program_digest
from diglot.disk.states import states, version_of
from diglot.disk.template_files import find_file, list_files, templates_of
from diglot.fonts.files import FONT_SUFFIXES, SHEETS

READING = (
    *("config.py", "core", "disk", "editing", "fonts", "lang", "manuscript", "pictures", "reader"),
    *("render", "settings", "source", "text", "translation", "work", "writers/pdf", "bitext"),
    *("rules", "hearing", "report"),
)
"""The rooms that say what is in a chapter and what is wrong with it; pictures are drawn in two."""
COMPARING = ("core", "lang", "settings", "text", "bitext", "rules")
"""The rooms that say what two chapters differ in."""
LIBRARIES = (
    "Babel", "fonttools", "lxml", "msgspec", "Pillow", "pydantic", "pyluach", "pypandoc_binary",
    "PyYAML", "tinycss2", "weasyprint", "ziamath",
)  # fmt: skip


@cache
def versions() -> tuple[str, ...]:
    """Return the versions of what the check is made with."""
    named = (f"{name} {version_of(name)}" for name in LIBRARIES)
    return (sys.version, *named)


@cache
def room_digests(rooms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the digests of rooms, and the versions."""
    return (*map(program_digest, rooms), *versions())


def typefaces(project: Path) -> tuple[Path, ...]:
    """Return the fonts of a book, and the style sheets that say what is set in them."""
    folders = templates_of(project)
    fonts = list_files(folders, "fonts", FONT_SUFFIXES)
    return (*fonts, *(find_file(folders, name) for name in SHEETS))


def typeface_states(project: Path) -> tuple[str, ...]:
    """Return the names and digests of the fonts and of their style sheets."""
    return tuple(state for file in typefaces(project) for state in states(file.parent, [file]))
