"""Elements of XHTML that are valid HTML too ("polyglot" markup), escaped as they are built.

Knows angle brackets and escaping; knows no model and no target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from diglot.core.model import Direction
from diglot.lang.locales import value_direction

Attrs = Mapping[str, str | int | None]
NOTHING = Markup("")
# XML 1.0 has no way to write these, so they would make a page unreadable.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MEANINGFUL_EMPTY = {"alt"}  # an empty text says that a picture only decorates


def text(words: str) -> Markup:
    """Return words with &, <, > and quotation marks escaped."""
    return escape(_FORBIDDEN.sub("\ufffd", words))


def element(name: str, attrs: Attrs, *children: str) -> Markup:
    """Return an element; children that are not Markup are escaped."""
    return Markup(f"<{name}{_attributes(attrs)}>{join(children)}</{name}>")


def void(name: str, attrs: Attrs) -> Markup:
    """Return an element that has no content, such as <br/>."""
    return Markup(f"<{name}{_attributes(attrs)}/>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts one after the other, escaped where they are not Markup."""
    return Markup(between).join(part if isinstance(part, Markup) else text(part) for part in parts)


def directed(words: str, around: Direction) -> Markup:
    """Return a title or a name; one wholly in the other script says its own direction."""
    direction = value_direction(words, around)
    return text(words) if direction == around else element("bdi", {"dir": direction}, words)


def _attributes(attrs: Attrs) -> str:
    """Return ` name="value"` for each value that says something."""
    return "".join(
        f' {name}="{text(str(value))}"'
        for name, value in attrs.items()
        if value is not None and (value != "" or name in _MEANINGFUL_EMPTY)
    )
