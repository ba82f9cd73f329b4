"""What a book says of itself before and after its text, beyond title and names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict, replace

Medium = Literal["print", "epub", "pdf"]


class Person(Struct, frozen=True):
    """Someone with a part in the book; role is a MARC relator code ("aut", "trl")."""

    name: str
    role: str = "aut"


class Isbns(Struct, frozen=True):
    """The ISBN of each form of one language's edition, with hyphens; "" for none."""

    print: str = ""
    epub: str = ""
    pdf: str = ""

    def named(self) -> Iterator[tuple[Medium | Literal[""], str]]:
        """Yield (form, ISBN) of each; one that serves all forms once, under the name ""."""
        if self.print and self.print == self.epub == self.pdf:
            yield "", self.print
            return
        forms: tuple[Medium, ...] = ("print", "epub", "pdf")
        for form in forms:
            if isbn := getattr(self, form):
                yield form, isbn


NO_ISBNS = Isbns()


class Counterpart(Struct, frozen=True):
    """The same book in another language, for a cover that names both."""

    language: str
    title: str


class Imprint(Struct, frozen=True):
    """What is printed on the pages around the text.

    What has the name of a key of an edition's settings is what is written there.
    edition: "Second edition, revised". dedication, colophon: paragraphs, parted by
        empty lines. half_title: whether a page with the title alone comes first.
    contents_depth: how many levels the contents show, chapters being the first.
    lists: what is listed after the contents. counterparts: the book in its other languages.
    """

    isbns: Isbns = NO_ISBNS
    edition: str = ""
    dedication: str = ""
    colophon: str = ""
    half_title: bool = True
    contents_depth: int = 2
    lists: tuple[Literal["figures", "tables"], ...] = ()
    counterparts: tuple[Counterpart, ...] = ()

    def words(self) -> Iterator[str]:
        """Yield all that is printed as it was typed."""
        yield from (getattr(self, name) for name in PRINTED_WORDS)

    def with_words(self, change: Callable[[str], str]) -> Imprint:
        """Return the same with each line of words changed."""
        texts = {name: getattr(self, name).splitlines() for name in PRINTED_WORDS}
        changed: dict[str, Any] = {
            name: "\n".join(map(change, lines)) for name, lines in texts.items()
        }
        return replace(self, **changed)


PLAIN = Imprint()
PRINTED_WORDS = tuple(name for name, value in asdict(PLAIN).items() if isinstance(value, str))
"""The names of what an imprint has in words."""
