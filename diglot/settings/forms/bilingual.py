"""How a book shows both its languages on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diglot.settings.strict import Strict

First = Literal["source", "translation"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """How both languages are shown. first: which is read first, beside or above the other."""

    first: First = "source"


class BilingualEntry(Strict):
    """`bilingual:` in content/book.yaml.

    first: the language that is read first, beside or above the other.
    """

    first: First = "source"

    def bilingual(self) -> Bilingual:
        """Return what is set."""
        return Bilingual(self.first)
