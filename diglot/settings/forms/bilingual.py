"""How a book shows both its languages on one page, or on two that face each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from msgspec import Struct, field
from pydantic import Field, PlainValidator

from diglot.core.errors import DiglotError
from diglot.core.yaml_source import Document
from diglot.settings.entries import Switch
from diglot.settings.imprint import Isbn
from diglot.settings.strict import Strict

First = Literal["source", "translation"]
PageNumbers = Literal["same", "consecutive"]
Share = Annotated[float, Field(ge=20, le=80)]
Align = Literal["block", "section", "page"]
Figures = Literal["both", "spread"]

_POINTS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:pt)?")
SIZES_PT, LEADINGS_PT = (6.0, 18.0), (8.0, 30.0)


class Fit(Struct, frozen=True):
    """How large the letters of facing pages are.

    is_auto: whether sizes are chosen so that both languages take about as much room. sizes_pt: by
    language, those that the book gives. leading_pt: the distance of lines, which is that of both
    languages; None for the usual one.
    """

    is_auto: bool = True
    sizes_pt: Mapping[str, float] = field(default_factory=dict)
    leading_pt: float | None = None


class Bilingual(Struct, frozen=True):
    """How both languages are shown.

    first: which is read first where they are on one page, beside or above the other. The rest is
    of facing pages. left: the language on left pages, "" for that which is read from the left.
    binding: as whose books they are bound. numbers: whether pages that face each other bear one
    number, or each its own. align: what begins at the same height: each paragraph, each heading,
    or only what the pages begin with. marks: whether an empty place has a mark. figures: whether a
    picture that both languages share is on both sides, or once across the spread. fit: how large
    the letters are. widths: of the columns of the source and of the translation, on pages that
    have both, in per cent of the text's width.
    """

    first: First = "source"
    left: str = ""
    binding: First = "source"
    numbers: PageNumbers = "same"
    align: Align = "block"
    marks: bool = False
    figures: Figures = "both"
    fit: Fit = field(default_factory=Fit)
    widths: tuple[float, float] = (50, 50)
    isbn: str = ""

    def bound_as(self, source: str, translation: str) -> str:
        """Return as the books of which of two languages facing pages are bound."""
        return source if self.binding == "source" else translation


def _as_fit(value: object) -> Fit:
    """Accept `auto`, `off`, or sizes by language and a leading, in points."""
    if isinstance(value, Fit):
        return value
    if value in ("auto", "off"):
        return Fit(value == "auto")
    if not isinstance(value, dict) or not value:
        raise ValueError(
            f'"{value}": give auto, off, or sizes in points such as {{en: 10, he: 10.6}}'
        )
    given = dict[str, Any](value)
    leading = given.pop("leading", None)
    sizes = {tag: _points(tag, size, SIZES_PT) for tag, size in given.items()}
    return Fit(False, sizes, None if leading is None else _points("leading", leading, LEADINGS_PT))


def _points(name: str, value: object, limits: tuple[float, float]) -> float:
    match = _POINTS.fullmatch(str(value).strip())
    least, most = limits
    if not match or not least <= float(match[1]) <= most:
        raise ValueError(f'{name}: "{value}" is no size from {least:g} to {most:g} points')
    return float(match[1])


class BilingualEntry(Strict):
    """`bilingual:` in content/book.yaml.

    first: the language that is read first on the website and in the e-book with both languages,
    beside or above the other. The rest is of facing pages.
    left: the language on left pages.
    binding: as whose books they are bound, the source's or the translation's.
    numbers: whether pages that face each other bear the same number, or consecutive ones.
    align: what begins at the same height there: each block, each section, or only the page.
    marks: whether a place whose counterpart is missing has a discreet mark.
    figures: both for a picture on each page, spread for one across both where they are the same.
    fit: auto to balance the sizes of both languages, off, or sizes and a leading in points.
    widths: of the columns of the source and of the translation, in relation to each other.
    isbn: of the printed book with both languages.
    """

    first: First = "source"
    left: str = ""
    binding: First = "source"
    numbers: PageNumbers = "same"
    align: Align = "block"
    marks: Switch = False
    figures: Figures = "both"
    fit: Annotated[Fit, PlainValidator(_as_fit)] = Fit()
    widths: tuple[Share, Share] = (50, 50)
    isbn: Isbn = ""

    def bilingual(self, document: Document, languages: Sequence[str]) -> Bilingual:
        """Return what is set in a document.

        Raises DiglotError for a language that is none of the book's.
        """
        named: dict[tuple[str, ...], str] = {("bilingual", "left"): self.left} if self.left else {}
        named |= {("bilingual", "fit", tag): tag for tag in self.fit.sizes_pt}
        for place, tag in named.items():
            if tag not in languages:
                raise DiglotError(
                    f'{document.position(place)}: {".".join(place)}: "{tag}" is no language of '
                    f"this book.\n  hint: it has {' and '.join(languages)}"
                )
        one, other = self.widths
        share = 100 * one / (one + other)
        return Bilingual(
            self.first,
            self.left,
            self.binding,
            self.numbers,
            self.align,
            self.marks,
            self.figures,
            self.fit,
            (share, 100 - share),
            self.isbn,
        )
