"""What a book says of its website."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from diglot.core.formats import FORMATS
from diglot.settings.entries import Switch
from diglot.settings.strict import Strict

_OFFERED = tuple(form.name for form in FORMATS if form.is_offered)


def _as_list(value: object) -> object:
    """Accept `on`, `off` or a single one in place of a list."""
    if isinstance(value, str):
        return {"on": _OFFERED, "off": ()}.get(value, (value,))
    return value


def _offered(name: str) -> str:
    """Return the name of a format that a website can offer; raise ValueError for another."""
    if name not in _OFFERED:
        words = " or ".join(f"'{offered}'" for offered in _OFFERED)
        raise ValueError(f'"{name}" is not one of the words for it: {words}')
    return name


Offered = Annotated[str, AfterValidator(_offered)]


class SiteEntry(Strict):
    """`site:` in content/book.yaml.

    downloads: the forms of the book that its website offers to take along.
    parallel: whether it has pages with both languages side by side, too.
    """

    downloads: Annotated[tuple[Offered, ...], BeforeValidator(_as_list)] = _OFFERED
    parallel: Switch = True
