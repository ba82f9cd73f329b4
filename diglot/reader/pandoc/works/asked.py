"""What of a text the citation processor is asked: the blocks that may be others when it answers.

To read a file of works takes pandoc a tenth of a second, so its answers are kept, under the name
of all that it was asked. Of a text's blocks most cite nothing: they stay as they are, and another
one of these changes nothing of what is asked. Goes in: pandoc's nodes. Comes out: those that the
processor may change, and the text with its answer in their places.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from diglot.reader.pandoc.nodes import Node

# What it looks at, as it stands in JSON: citations, notes, which it counts and out of which it
# takes others, and the place for the list of works.
_LOOKED_AT = ('"Cite"', '"Note"', '"refs"')
# After a heading at the end of a text it puts the list of works, and takes the heading's number.
_END: Node = {"t": "HorizontalRule"}


class Asked(Struct, frozen=True, dict=True):
    """A text, as the citation processor is asked about it."""

    text: Sequence[Node]

    @cached_property
    def _places(self) -> list[int]:
        return [number for number, block in enumerate(self.text) if self._is_asked(number, block)]

    def _is_asked(self, number: int, block: Node) -> bool:
        is_last_heading = block["t"] == "Header" and number == len(self.text) - 1
        written = json.dumps(block)
        return is_last_heading or any(mark in written for mark in _LOOKED_AT)

    @property
    def blocks(self) -> list[Node]:
        """Return the blocks that the processor is given, with an end where the text goes on."""
        asked = [self.text[number] for number in self._places]
        return asked if self.text[-1:] == asked[-1:] else [*asked, _END]

    def answered(self, answer: Sequence[Node]) -> list[Node]:
        """Return the text with what became of `blocks`; a list of works comes after it."""
        places = self._places
        whole = list(self.text)
        for number, block in zip(places, answer, strict=False):
            whole[number] = block
        return [*whole, *answer[len(self.blocks) :]]
