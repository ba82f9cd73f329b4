"""Lists whose signs pandoc takes for text, given to it in signs that it knows.

Goes in: `Lines`. Comes out: bullets as hyphens, Hebrew letters as numbers that no list has
(`markers.read_lettering` reads them again), and what is in an item under its first word.
"""

from __future__ import annotations

from diglot.source.repairs import Repair
from diglot.source.scan.containers import shown_before
from diglot.source.scan.scanned import Lines


def repair_lists(lines: Lines, repair: Repair) -> None:
    """Put into `repair` the lines of lists in signs that pandoc does not know."""
    for number, stack in enumerate(lines.stacks):
        if number in repair:
            continue  # the beginning of a remark, which is in no list
        # Far behind a sign that not all know are words in a column, which pandoc takes for code.
        is_begun = any(c.marker and c.first == number and not c.marker.is_common for c in stack)
        if is_begun or any(c.is_rewritten for c in stack):
            is_empty = lines.kinds[number] == "blank" or not lines.words(number)
            meant = lines.meant(number)
            repair[number] = meant.rstrip() if is_empty else meant
        apart = next((c for c in stack if c.first == number and c.is_apart), None)
        if apart and number:
            around = shown_before(c for c in stack if c.first != number)
            before = around.rstrip()
            line = repair.get(number, lines.texts[number])
            repair[number] = f"{before}\n{around}<!-- -->\n{before}\n{line}"
