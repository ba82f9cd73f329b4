"""How a book shows both its languages on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diglot.settings.strict import Strict

First = Literal["source", "translation"]
PageNumbers = Literal["same", "consecutive"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """How both languages are shown.

    first: which is read first, beside or above the other. numbers: whether pages that face each
    other bear one number, or each its own.
    """

    first: First = "source"
    numbers: PageNumbers = "same"


class BilingualEntry(Strict):
    """`bilingual:` in content/book.yaml.

    first: the language that is read first, beside or above the other.
    numbers: whether pages that face each other bear the same number, or consecutive ones.
    """

    first: First = "source"
    numbers: PageNumbers = "same"

    def bilingual(self) -> Bilingual:
        """Return what is set."""
        return Bilingual(self.first, self.numbers)
