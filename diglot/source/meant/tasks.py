"""Boxes of task lists, `- [ ] leaves` and `- [x] peels`, as GitHub and Obsidian have them.

Goes in: prose without code. Comes out: the signs ☐ and ☑ in their place, of the same length, so
that what follows stays in its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.model import DONE, OPEN
from diglot.source.edits import Edit
from diglot.source.scan.markers import BEFORE_BOX

_BOX = re.compile(rf"^{BEFORE_BOX}(?P<box>\[(?P<mark>[ xX])\])(?=[ \t]+\S)", re.MULTILINE)


def task_edits(prose: str) -> Iterator[Edit]:
    """Yield the boxes as signs."""
    if "] " not in prose and "]\t" not in prose:
        return
    for match in _BOX.finditer(prose):
        sign = OPEN if match["mark"] == " " else DONE
        yield Edit(match.start("box"), match.end("box"), f"{sign}  ")
