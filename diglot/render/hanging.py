"""Signs that hang outside a column of numbers in Hebrew, so that units stay below units.

A unit that is a word, ₪ or a sign of its own after a space is on the left of its number in
Hebrew, out of the way. A percent sign and a degree keep to the right of theirs: in a column
where only some numbers have one, it takes no room there, and the cells leave it a margin.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from diglot.core.model import Attributes, Block, Inline, Paragraph, Span, Text
from diglot.text.isolates import LEFT_TO_RIGHT

_NUMBER = re.compile(r"([-−+±]?\d(?:[\d.,:/]*\d)?)([%‰°]\S*)(\s.*)?", re.DOTALL)
_HUNG = Attributes(classes=("hung",))


def has_hanging_sign(text: str) -> bool:
    """Tell whether a cell's text is a number with a sign on its right."""
    return _NUMBER.fullmatch(text) is not None


def with_hanging_signs(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return a cell's blocks with the sign on the right of a number without room of its own."""
    match blocks:
        case (Paragraph(inlines=(Text(text=text),)) as line,) if match := _NUMBER.fullmatch(text):
            number, sign, rest = match.groups()
            held = Span((Text(number), Span((Text(sign),), _HUNG)), LEFT_TO_RIGHT)
            after: tuple[Inline, ...] = (Text(rest),) if rest else ()
            return (replace(line, inlines=(held, *after)),)
    return blocks
