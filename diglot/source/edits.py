"""Small changes to the text that pandoc is given, each in the line where it belongs.

Goes in: places in the text as it is written. Comes out: lines to be read in place of others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from diglot.source.bare import Ruler
from diglot.source.repairs import Repair


class Edit(Struct, frozen=True):
    """What is read in place of a stretch of text. start, end: offsets in the text."""

    start: int
    end: int
    new: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits made."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def make_edits(edits: Iterable[Edit], text: str, ruler: Ruler, repair: Repair) -> None:
    """Put edits into a repair. One over a line's end takes the empty line after it away.

    A line that is repaired otherwise still ends as it was written; what is edited in that
    end is edited.
    """
    by_line: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        line = ruler.line(edit.start)
        if "\n" in text[edit.start : edit.end]:
            repair[line + 1] = None
        else:
            start = ruler.starts[line]
            by_line[line].append(Edit(edit.start - start, edit.end - start, edit.new))
    lines = text.split("\n")
    for line, own in by_line.items():
        old, new = lines[line], repair.get(line, lines[line])
        if new is None:
            continue
        kept = _common_end(old, new)
        shift = len(new) - len(old)
        able = [edit for edit in own if edit.start >= len(old) - kept]
        repair[line] = edited(
            new, (Edit(edit.start + shift, edit.end + shift, edit.new) for edit in able)
        )


def _common_end(one: str, other: str) -> int:
    """Return how many characters two lines have in common at their ends."""
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count
