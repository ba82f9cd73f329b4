"""The @font-face rules that one document is laid out with.

A face that is there for some signs only is left out where the document has none of
them, so that no worker unpacks it; signs that no face has get one made for them.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from diglot.core.model import Asset
from diglot.fonts.boxes import face_rule, missing_signs
from diglot.fonts.sheets import without_faces
from diglot.fonts.typecase import SELECTORS, Typecase

_RANGE = re.compile(r"unicode-range\s*:[^;}]*;?", re.IGNORECASE)
_NAMED = re.compile(r"&#?\w+;")
_DRAWING = "image/svg+xml"


class FaceSheets:
    """The rules for the documents of one edition."""

    def __init__(self, css: str, typecase: Typecase, *languages: str) -> None:
        """Take the style sheet that declares the faces, and the languages of the text."""
        self._css = css
        self._typecase = typecase
        self._languages = languages
        self._without = lru_cache(maxsize=64)(self._without_faces)
        self._needless = cache(self._needless_for)

    def for_page(self, page: str, assets: Sequence[Asset]) -> str:
        """Return the rules for a page of HTML and the pictures in it."""
        signs = _signs(page).union(*map(_signs_of_drawing, assets))
        needless = frozenset.intersection(*map(self._needless, signs or " "))
        return self._without(needless) + self._boxes(signs)

    def with_language(self, language: str) -> FaceSheets:
        """Return the rules for documents that speak another language too."""
        return FaceSheets(self._css, self._typecase, *self._languages, language)

    def _needless_for(self, sign: str) -> frozenset[str]:
        """Return the families that a sign does not need, wherever in a document it stands."""
        shown = dict.fromkeys(SELECTORS, frozenset(sign))
        return frozenset.intersection(
            *(self._typecase.needless(shown, language) for language in self._languages)
        )

    def _without_faces(self, families: frozenset[str]) -> str:
        # WeasyPrint takes a range for what the font has, gaps and all.
        return _RANGE.sub("", f"{without_faces(self._css, families)}\n")

    def _boxes(self, signs: frozenset[str]) -> str:
        if not (lacking := self._typecase.lacking(signs)):
            return ""
        content = base64.b64encode(missing_signs(lacking)).decode()
        return face_rule(f"data:font/ttf;base64,{content}")


def _signs(markup: str) -> frozenset[str]:
    """Return the signs of markup, with those that it names; a few more do no harm."""
    return frozenset(markup).union(*map(html.unescape, set(_NAMED.findall(markup))))


def _signs_of_drawing(asset: Asset) -> frozenset[str]:
    if asset.media_type != _DRAWING:
        return frozenset()
    return _signs(asset.origin.read_bytes().decode("utf-8", errors="replace"))
