"""What a book says of its website."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from diglot.settings.strict import Strict

Offered = Literal["epub", "pdf"]
_ALL: tuple[Offered, ...] = ("epub", "pdf")


def _as_list(value: object) -> object:
    """Accept `on`, `off` or a single one in place of a list."""
    if isinstance(value, str):
        return {"on": _ALL, "off": ()}.get(value, (value,))
    return value


class SiteEntry(Strict):
    """`site:` in content/book.yaml.

    downloads: the forms of the book that its website offers to take along.
    """

    downloads: Annotated[tuple[Offered, ...], BeforeValidator(_as_list)] = _ALL
