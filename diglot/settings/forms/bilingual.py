"""How a book shows both its languages on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from diglot.settings.strict import Strict

First = Literal["source", "translation"]
PageNumbers = Literal["same", "consecutive"]
Share = Annotated[float, Field(ge=20, le=80)]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """How both languages are shown.

    first: which is read first, beside or above the other. numbers: whether pages that face each
    other bear one number, or each its own. widths: of the columns of the source and of the
    translation, in per cent of the text's width.
    """

    first: First = "source"
    numbers: PageNumbers = "same"
    widths: tuple[float, float] = (50, 50)


class BilingualEntry(Strict):
    """`bilingual:` in content/book.yaml.

    first: the language that is read first, beside or above the other.
    numbers: whether pages that face each other bear the same number, or consecutive ones.
    widths: of the columns of the source and of the translation, in relation to each other.
    """

    first: First = "source"
    numbers: PageNumbers = "same"
    widths: tuple[Share, Share] = (50, 50)

    def bilingual(self) -> Bilingual:
        """Return what is set."""
        one, other = self.widths
        share = 100 * one / (one + other)
        return Bilingual(self.first, self.numbers, (share, 100 - share))
