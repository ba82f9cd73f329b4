"""What style sheets say of fonts: the faces that they declare, and the stacks that they name.

Only as much of CSS as is asked for here: rules of one simple selector, custom properties
of the root, and those of the root in one language. Source: CSS Fonts 4, CSS Variables 1.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import tinycss2
from msgspec import Struct

# Where the style sheets lie, from where addresses in them start.
_FOLDER = "styles"
_LANGUAGE = re.compile(r"^(?::root|html|\[lang\]):lang\(([\w-]+)\)$")
_ROOTS = (":root", "html")
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


class Sheets:
    """What some style sheets say of fonts, the later one against the earlier one."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self.faces: tuple[FaceRule, ...] = ()
        self._families: dict[str, list[Any]] = {}
        self._properties: dict[tuple[str, str], list[Any]] = {}
        for css in sheets:
            for rule in _rules(css):
                if face := face_of(rule):
                    self.faces += (face,)
                elif rule.type == "qualified-rule":
                    self._take(rule)

    def stack(self, selector: str, language: str) -> tuple[str, ...]:
        """Return the families that text of a selector is set in, those of the text for none."""
        tokens = self._families.get(selector) or self._families.get("body", [])
        return tuple(self._names(tokens, language, frozenset()))

    def _take(self, rule: Any) -> None:
        declarations = tinycss2.parse_blocks_contents(rule.content, True, True)
        selectors = [s.strip() for s in tinycss2.serialize(rule.prelude).split(",")]
        for declaration in declarations:
            if declaration.type != "declaration":
                continue
            for selector in selectors:
                if declaration.name.startswith("--"):
                    match = _LANGUAGE.match(selector)
                    if match or selector in _ROOTS:
                        key = (declaration.name, match[1] if match else "")
                        self._properties[key] = declaration.value
                elif declaration.lower_name == "font-family":
                    self._families[selector] = declaration.value

    def _names(self, tokens: Sequence[Any], language: str, seen: frozenset[str]) -> Iterator[str]:
        """Yield the names in a list of families; a word of several is one name."""
        words: list[str] = []
        for token in tokens:
            if token.type == "string":
                yield token.value
            elif token.type == "ident":
                words.append(token.value)
            elif token.type == "literal" and words:
                yield " ".join(words)
                words = []
            elif token.type == "function" and token.lower_name == "var":
                yield from self._variable(token, language, seen)
        if words:
            yield " ".join(words)

    def _variable(self, token: Any, language: str, seen: frozenset[str]) -> Iterator[str]:
        name, *rest = [part for part in token.arguments if part.type != "whitespace"]
        value = self._properties.get((name.value, language))
        value = value or self._properties.get((name.value, ""))
        if value is None:
            yield from self._names(rest, language, seen)
        elif name.value not in seen:
            yield from self._names(value, language, seen | {name.value})


@lru_cache(maxsize=8)
def read_sheets(sheets: tuple[str, ...]) -> Sheets:
    """Return what the texts of some style sheets say; every step of a build asks for it."""
    return Sheets(sheets)


def without_faces(css: str, families: frozenset[str]) -> str:
    """Return a style sheet without the @font-face rules of some families."""
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


def _rules(css: str) -> Iterator[Any]:
    yield from tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
