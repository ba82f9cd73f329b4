"""What style sheets say of fonts: the faces that they declare, and the stacks that they name.

Only as much of CSS as is asked for here: rules of one simple selector, custom properties
of the root, and those of the root in one language. Source: CSS Fonts 4, CSS Variables 1.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import tinycss2
from msgspec import Struct
from msgspec.structs import replace

from diglot.disk.cache import program_digest
from diglot.disk.states import version_of
from diglot.disk.steps import BYTES, Store, records, step

# Where the style sheets lie, from where addresses in them start.
_FOLDER = "styles"
_LANGUAGE = re.compile(r"^(?::root|html|\[lang\]):lang\(([\w-]+)\)$")
_ROOTS = (":root", "html")
_WITH_WORDS = ("string", "ident", "literal")
Ranges = tuple[tuple[int, int], ...]


class FaceRule(Struct, frozen=True):
    """An @font-face. file: as templates have it ("fonts/Name.woff2"), "" for none of ours.

    ranges: the code points that it is there for, from and to; none for all that it has.
    """

    family: str
    file: str
    weight: str = "400"
    style: str = "normal"
    ranges: Ranges = ()


class Token(Struct, frozen=True):
    """A piece of a value. kind: as tinycss2 calls it; "var" for that function, with arguments."""

    kind: str
    value: str = ""
    arguments: tuple[Token, ...] = ()


class Said(Struct, frozen=True):
    """What style sheets say of fonts.

    families: by selector. properties: by name and language, "" for all.
    """

    faces: tuple[FaceRule, ...]
    families: dict[str, tuple[Token, ...]]
    properties: dict[str, dict[str, tuple[Token, ...]]]


_SAID = records(Said)


class Sheets:
    """What some style sheets say of fonts, the later one against the earlier one."""

    def __init__(self, sheets: Sequence[str], store: Store | None = None) -> None:
        """Read style sheets. store: where what they say is kept, as `Step.result` has it."""
        reading = step("faces", [*_program(), *sheets])
        said: Said = reading.result(lambda: _said(sheets), _SAID, store=store)
        self.faces = said.faces
        self._families = said.families
        self._properties = said.properties

    def stack(self, selector: str, language: str) -> tuple[str, ...]:
        """Return the families that text of a selector is set in, those of the text for none."""
        tokens = self._families.get(selector) or self._families.get("body", ())
        return tuple(self._names(tokens, language, frozenset()))

    def _names(self, tokens: Sequence[Token], language: str, seen: frozenset[str]) -> Iterator[str]:
        """Yield the names in a list of families; a word of several is one name."""
        words: list[str] = []
        for token in tokens:
            if token.kind == "string":
                yield token.value
            elif token.kind == "ident":
                words.append(token.value)
            elif token.kind == "literal" and words:
                yield " ".join(words)
                words = []
            elif token.kind == "var":
                yield from self._variable(token, language, seen)
        if words:
            yield " ".join(words)

    def _variable(self, token: Token, language: str, seen: frozenset[str]) -> Iterator[str]:
        name, *rest = [part for part in token.arguments if part.kind != "whitespace"]
        values = self._properties.get(name.value, {})
        value = values.get(language) or values.get("")
        if value is None:
            yield from self._names(rest, language, seen)
        elif name.value not in seen:
            yield from self._names(value, language, seen | {name.value})


def _said(sheets: Sequence[str]) -> Said:
    """Return what the texts of style sheets say, which takes longest to find out."""
    faces: list[FaceRule] = []
    said = Said((), {}, {})
    for css in sheets:
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            if face := face_of(rule):
                faces.append(face)
            elif rule.type == "qualified-rule":
                _take(rule, said)
    return replace(said, faces=tuple(faces))


def _take(rule: Any, said: Said) -> None:
    """Put what a rule says to the rest."""
    declarations = tinycss2.parse_blocks_contents(rule.content, True, True)
    selectors = [s.strip() for s in tinycss2.serialize(rule.prelude).split(",")]
    for declaration in declarations:
        if declaration.type != "declaration":
            continue
        for selector in selectors:
            if declaration.name.startswith("--"):
                match = _LANGUAGE.match(selector)
                if match or selector in _ROOTS:
                    values = said.properties.setdefault(declaration.name, {})
                    values[match[1] if match else ""] = _tokens(declaration.value)
            elif declaration.lower_name == "font-family":
                said.families[selector] = _tokens(declaration.value)


def _tokens(parts: Iterable[Any]) -> tuple[Token, ...]:
    return tuple(map(_token, parts))


def _token(part: Any) -> Token:
    if part.type == "function" and part.lower_name == "var":
        return Token("var", arguments=_tokens(part.arguments))
    return Token(part.type, part.value if part.type in _WITH_WORDS else "")


def _program() -> tuple[str, ...]:
    """Return what style sheets are read with."""
    return program_digest("fonts"), version_of("tinycss2")


@lru_cache(maxsize=8)
def read_sheets(sheets: tuple[str, ...], store: Store | None = None) -> Sheets:
    """Return what the texts of some style sheets say; every step of a build asks for it."""
    return Sheets(sheets, store)


def without_faces(css: str, families: frozenset[str]) -> str:
    """Return a style sheet without the @font-face rules of some families."""
    less = step("lessfaces", [*_program(), css, *sorted(families)])
    return less.result(lambda: _without_faces(css, families).encode(), BYTES).decode()


def _without_faces(css: str, families: frozenset[str]) -> str:
    rules = tinycss2.parse_stylesheet(css)
    kept = []
    for rule in rules:
        face = face_of(rule)
        if face is None or face.family not in families:
            kept.append(rule)
    return css if len(kept) == len(rules) else str(tinycss2.serialize(kept))


def face_of(rule: Any) -> FaceRule | None:
    """Return what a rule declares, if it is an @font-face."""
    if rule.type != "at-rule" or rule.lower_at_keyword != "font-face":
        return None
    found: dict[str, list[Any]] = {}
    for item in tinycss2.parse_blocks_contents(rule.content or [], True, True):
        if item.type == "declaration":
            found[item.lower_name] = [t for t in item.value if t.type != "whitespace"]
    ranges = ((t.start, t.end) for t in found.get("unicode-range", ()) if t.type == "unicode-range")
    return FaceRule(
        family=" ".join(str(t.value) for t in found.get("font-family", ())),
        file=_file(found.get("src", ())),
        weight=tinycss2.serialize(found.get("font-weight", ())) or "400",
        style=tinycss2.serialize(found.get("font-style", ())) or "normal",
        ranges=tuple(ranges),
    )


def _file(source: Sequence[Any]) -> str:
    """Return the file of the first address in a source, as seen from the folder of templates."""
    for token in source:
        if token.type == "url":
            address = token.value
        elif token.type == "function" and token.lower_name == "url" and token.arguments:
            address = token.arguments[0].value
        else:
            continue
        return "" if ":" in address else posixpath.normpath(posixpath.join(_FOLDER, address))
    return ""
