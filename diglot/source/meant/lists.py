"""Lists whose signs pandoc takes for text, given to it in signs that it knows.

Goes in: `Lines`. Comes out: bullets as hyphens, Hebrew letters as numbers that no list has
(`markers.read_lettering` reads them again), and what is in an item under its first word.
Quotations whose signs are further in than pandoc looks for them are set right as well.
"""

from __future__ import annotations

from diglot.source.repairs import NOTHING, Repair
from diglot.source.scan.containers import has_far_quote_mark, shown_before
from diglot.source.scan.scanned import Lines


def repair_lists(lines: Lines, repair: Repair) -> None:
    """Put into `repair` the lines of lists in signs that pandoc does not know."""
    for number, stack in enumerate(lines.stacks):
        if number in repair:
            continue  # the beginning of a remark, which is in no list
        # Far behind a sign that not all know are words in a column, which pandoc takes for code.
        is_begun = any(c.marker and c.first == number and not c.marker.is_common for c in stack)
        if (
            is_begun
            or any(c.is_rewritten for c in stack)
            or has_far_quote_mark(lines.texts[number], stack)
        ):
            is_empty = lines.kinds[number] == "blank" or not lines.words(number)
            meant = lines.meant(number)
            repair[number] = meant.rstrip() if is_empty else meant
        if stack and stack[-1].marker and _is_bare(lines, number) and _opens_more(lines, number):
            sign = repair.get(number) or lines.texts[number]
            repair[number] = f"{sign.rstrip()} {NOTHING}"
        apart = next((c for c in stack if c.first == number and c.is_apart), None)
        if apart and number:
            around = shown_before(c for c in stack if c.first != number)
            before = around.rstrip()
            line = repair.get(number, lines.texts[number])
            repair[number] = f"{before}\n{around}<!-- -->\n{before}\n{line}"


def _is_bare(lines: Lines, number: int) -> bool:
    """Tell whether the sign of an item is alone on its line."""
    return lines.stacks[number][-1].first == number and not lines.words(number).strip()


def _opens_more(lines: Lines, number: int) -> bool:
    """Tell whether there is more in an item than indented lines may hold. number: of its sign."""
    item = lines.stacks[number][-1]
    for k in range(number + 1, len(lines.texts)):
        if lines.kinds[k] != "blank" and item not in lines.stacks[k]:
            return False
        if k in lines.headings or k in lines.verse or lines.kinds[k] == "division":
            return True
    return False
