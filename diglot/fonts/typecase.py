"""The faces of a book in the order in which a text is set from them.

In: what the style sheets say, and where the files are. A font file is opened only where
the faces before it lack a sign, so that a book of plain text opens a few.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

from diglot.disk.states import version_of
from diglot.disk.steps import JSON, Store, step
from diglot.fonts.sheets import FaceRule, Sheets

# What a text is, as far as its font depends on it; and the selectors that say which.
TextRole = Literal["text", "title", "heading", "table", "caption", "code", "verse"]
SELECTORS: Mapping[TextRole, tuple[str, ...]] = {
    "text": ("body",),
    "title": ("h1", ".running-head"),
    "heading": ("h2",),
    "table": ("table",),
    "caption": ("figcaption", "caption"),
    "code": ("pre", "code"),
    "verse": (".cantillated",),
}
# What stands for the signs that no face has; `boxes` draws it.
MISSING_SIGNS = "Missing Signs"
# Controls and separators, and what Unicode calls Default_Ignorable_Code_Point: bidi marks, soft
# hyphen, joiners, variation selectors. A shaper consumes them, and nothing of them is drawn.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Zs", "Zl", "Zp", "Cs"})
_IGNORABLE = frozenset(
    (0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0)
).union(
    *(range(0x180B, 0x1810), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070)),
    *(range(0xFE00, 0xFE10), range(0xFFF0, 0xFFF9), range(0x1BCA0, 0x1BCA4)),
    *(range(0x1D173, 0x1D17B), range(0xE0000, 0xE1000)),
)
Find = Callable[[str], Path | None]
Points = Callable[[Path], frozenset[int]]
Stack = tuple[str, ...]


class Typecase:
    """The faces of a book, and the stacks of families that its texts are set from."""

    def __init__(self, sheets: Sheets, find: Find, points: Points | None = None) -> None:
        """Take what style sheets say.

        find: gives a file of the templates by its name. points: the code points of a font file;
            without it the file is opened.
        """
        self._points = cache(points or characters)
        self._sheets = sheets
        self._find = cache(find)  # which files there are is looked at once
        self._stacks: dict[tuple[TextRole, str], tuple[Stack, ...]] = {}
        self._chosen: dict[tuple[Stack, str], str] = {}
        self._had: dict[Stack, set[str]] = {}  # signs that a stack is known not to lack
        self._drawing: dict[tuple[str, TextRole, str], frozenset[str]] = {}

    @cached_property
    def families(self) -> Mapping[str, tuple[FaceRule, ...]]:
        """Return the faces that there are, by family, in the order of the style sheets."""
        found: dict[str, tuple[FaceRule, ...]] = {}
        for face in self._sheets.faces:
            if face.file and self._find(face.file):
                found[face.family] = (*found.get(face.family, ()), face)
        return found

    def files_of(self, families: Iterable[str]) -> frozenset[str]:
        """Return the font files of some families."""
        return frozenset(face.file for family in families for face in self.families[family])

    def stacks(self, place: TextRole, language: str) -> tuple[Stack, ...]:
        """Return the families that a text is set from, the first first; titles have two such."""
        key = (place, language)
        if key not in self._stacks:
            named = (self._sheets.stack(selector, language) for selector in SELECTORS[place])
            there = (tuple(f for f in stack if f in self.families) for stack in named)
            self._stacks[key] = tuple(dict.fromkeys(there))
        return self._stacks[key]

    def family(self, sign: str, stack: Stack) -> str:
        """Return the family of a stack that draws a sign; "" if none can, or none needs to."""
        key = (stack, sign)
        if key not in self._chosen:
            self._chosen[key] = next((f for f in stack if self._has(f, sign)), "")
        return self._chosen[key]

    def lacks(self, sign: str, stack: Stack) -> bool:
        """Tell whether a sign is to be seen and no family of a stack has it."""
        return is_seen(sign) and not self.family(sign, stack)

    def lacked(self, text: str, stack: Stack) -> set[str]:
        """Return the signs of a text that are to be seen and that no family of a stack has."""
        drawn = self._had.setdefault(stack, set())
        new = set(text) - drawn
        lacked = {sign for sign in new if self.lacks(sign, stack)}
        drawn |= new - lacked
        return lacked

    def lacking(self, signs: Iterable[str]) -> frozenset[str]:
        """Return those signs that no face of the book has."""
        every = tuple(self.families)
        return frozenset(sign for sign in set(signs) if self.lacks(sign, every))

    def file(self, sign: str) -> str:
        """Return a font file that has a sign, "" if none has."""
        family = self.family(sign, tuple(self.families))
        faces = self.families[family] if family else ()
        return next((face.file for face in faces if self._shows(face, sign)), "")

    def needless(self, signs: Mapping[TextRole, frozenset[str]], language: str) -> frozenset[str]:
        """Return the families that are there for some signs only, of which a text has none.

        signs: of the text, by what is set with them.
        """
        special = {name for name, faces in self.families.items() if all(f.ranges for f in faces)}
        needed = (self._needed(s, place, language) for place, some in signs.items() for s in some)
        return frozenset(special).difference(*needed)

    def _needed(self, sign: str, place: TextRole, language: str) -> frozenset[str]:
        """Return the families that draw a sign, in all that is set from several stacks."""
        key = (sign, place, language)
        if key not in self._drawing:
            stacks = self.stacks(place, language) if is_seen(sign) else ()
            every = tuple(self.families)
            # Where a stack lacks a sign, layout takes any face of the book that has it.
            found = (self.family(sign, stack) or self.family(sign, every) for stack in stacks)
            self._drawing[key] = frozenset(found)
        return self._drawing[key]

    def _has(self, family: str, sign: str) -> bool:
        """Tell whether a family has a sign, in each weight and style that there is of it."""
        kinds: dict[tuple[str, str], list[FaceRule]] = {}
        for face in self.families[family]:
            kinds.setdefault((face.weight, face.style), []).append(face)
        return all(any(self._shows(f, sign) for f in faces) for faces in kinds.values())

    def _shows(self, face: FaceRule, sign: str) -> bool:
        if face.ranges and not any(first <= ord(sign) <= last for first, last in face.ranges):
            return False
        path = self._find(face.file)
        return path is not None and is_covered(sign, self._points(path))


def is_seen(sign: str) -> bool:
    """Tell whether a sign is drawn at all."""
    if ord(sign) in _IGNORABLE or sign.isspace():
        return False
    return unicodedata.category(sign) not in _INVISIBLE_CATEGORIES


def is_covered(sign: str, covered: frozenset[int]) -> bool:
    """Tell whether a font with some code points draws a sign."""
    if ord(sign) in covered:
        return True
    # Shapers put a composed letter together from its parts, where the font has those.
    parts = unicodedata.normalize("NFD", sign)
    return len(parts) > 1 and all(ord(part) in covered for part in parts)


def characters(path: Path) -> frozenset[int]:
    """Return the code points that a font file has."""
    status = path.stat()
    return _characters(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _characters(path: Path, _changed: int, _size: int) -> frozenset[int]:
    return kept_characters(path)


def kept_characters(path: Path, store: Store | None = None) -> frozenset[int]:
    """Return the code points of a font file; to open one takes longer than to read a chapter.

    store: where they are kept, as `Step.result` has it.
    """
    parts = (version_of("fonttools"), path.read_bytes())
    return frozenset(step("points", parts).result(lambda: _opened(path), JSON, store=store))


def _opened(path: Path) -> list[int]:
    # Loaded here because fontTools takes a while to import and most commands need no fonts.
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return sorted(font.getBestCmap() or ())
