"""Where in the book the renderer is: the language, its direction, the rank of headings."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.model import Attributes, Chapter, Direction
from diglot.lang.locales import direction_of, text_direction
from diglot.render.markup import Attrs
from diglot.render.target import Target

DEEPEST_RANK = 6


class Scope(Struct, frozen=True):
    """What the surroundings of an element determine about it.

    rank: of the heading above, 1 for the chapter's title.
    is_in_letters: whether the list around is counted in Hebrew letters.
    """

    chapter: Chapter
    language: str
    direction: Direction
    rank: int = 1
    is_in_letters: bool = False

    def below(self) -> Scope:
        """Return the scope under a heading of the next rank."""
        return replace(self, rank=min(self.rank + 1, DEEPEST_RANK))

    def inside(self, attributes: Attributes, words: str = "") -> Scope:
        """Return the scope inside an element with attributes; `words` decide for dir=auto."""
        language = attributes.get("lang") or self.language
        direction = self.direction
        match attributes.get("dir"):
            case "ltr":
                direction = "ltr"
            case "rtl":
                direction = "rtl"
            case "auto":
                direction = text_direction(words, "ltr")  # UAX #9, P3: 0 without a letter
            case _ if attributes.get("lang"):
                direction = direction_of(language)
        return replace(self, language=language, direction=direction)


def common_attributes(
    attributes: Attributes, outer: Scope, inner: Scope, target: Target
) -> dict[str, str | int | None]:
    """Return id, class, lang and dir of an element between two scopes.

    dir is written where it was asked for and where the direction changes.
    """
    found: dict[str, str | int | None] = {
        "id": attributes.id,
        "class": " ".join(attributes.classes),
    }
    language = attributes.get("lang")
    found["lang"] = language
    if target.able.is_xml:
        found["xml:lang"] = language
    if attributes.get("dir") or inner.direction != outer.direction:
        found["dir"] = inner.direction
    return found


def with_class(attrs: Attrs, *names: str) -> dict[str, str | int | None]:
    """Return attributes with class names put before those that are there."""
    present = str(attrs.get("class") or "").split()
    return {**attrs, "class": " ".join(dict.fromkeys((*names, *present)))}
