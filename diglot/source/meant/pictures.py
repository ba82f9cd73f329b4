"""Sizes of pictures as some editors write them: ![words](picture.png =300x200).

Goes in: prose without code. Comes out: what makes pandoc read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.source.edits import Edit

_SIZED = re.compile(
    r"!\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\([^()\s]+(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
    r"(?P<size>[ ]+=(?P<width>\d+%?)?x(?P<height>\d+%?)?[ ]*\))(?!\{)"
)


def size_edits(prose: str) -> Iterator[Edit]:
    """Yield what puts a picture's size, in pixels of the screen, into braces behind it."""
    for match in _SIZED.finditer(prose) if "](" in prose and " =" in prose else ():
        sides = ((name, match[name]) for name in ("width", "height") if match[name])
        pairs = " ".join(f"{name}={size}" for name, size in sides)
        yield Edit(match.start("size"), match.end("size"), f"){{{pairs}}}" if pairs else ")")
