"""Rule M514, and code between fences as pandoc knows it.

Goes in: `Lines`. Comes out: findings for code without an end, and the lines of fences that
pandoc would not read: with more than a language after them, made of tildes below text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding
from diglot.source.info import is_known, read_info
from diglot.source.repairs import Repair, put_before, start_of
from diglot.source.scan.containers import shown_before
from diglot.source.scan.scanned import Fence, Lines

_TICKS = re.compile(r"[ \t>]*(`{3,})")
_FORMULA = re.compile(r"[{. ]*math[} ]*(?P<name>\{#[\w:.-]+\})?")


def check_fences(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield what is wrong with the ends of code; write its fences as pandoc reads them."""
    for number in lines.open_fences:
        yield _without_end(lines, number, path, "it is read as text")
    for fence in lines.fences.values():
        _write(lines, fence, repair)
        if not fence.is_closed:
            yield _without_end(lines, fence.first, path, "it ends with what it is in")
        if fence.swallowed is not None:
            yield _swallowed(lines, fence.first, fence.swallowed, path)


def _without_end(lines: Lines, number: int, path: str, how: str) -> Finding:
    return Finding(
        "unclosed-fence",
        start_of(lines, number, path),
        f"the code that begins here has no end, so {how}",
        f"close it with a line of as many {lines.words(number)[0]}",
    )


def _swallowed(lines: Lines, number: int, other: int, path: str) -> Finding:
    return Finding(
        "unclosed-fence",
        start_of(lines, number, path),
        f"the code that begins here runs on over the beginning of another in line {other + 1}",
        f"close it above line {other + 1}; or, if that line belongs to the code, "
        "begin and end with one mark more",
    )


def _write(lines: Lines, fence: Fence, repair: Repair) -> None:
    """Put the lines of a fence into `repair`, where pandoc would read them otherwise."""
    if _is_formula(lines, fence):
        _write_formula(lines, fence, repair)
        return
    is_unseen = fence.mark[0] == "~" and fence.is_below
    is_indented = fence.is_below and bool(lines.indents[fence.first])
    is_plain = is_known(fence.info) and fence.is_closed and not fence.is_ragged
    if is_plain and not (is_unseen or is_indented):
        return
    if is_indented:
        _outdent(lines, fence, repair)
    mark = _ticks(lines, fence) if is_unseen else fence.mark
    info = fence.info if is_known(fence.info) else read_info(fence.info).attributes()
    repair[fence.first] = lines.meant(fence.first, f"{mark} {info}".rstrip())
    _write_end(lines, fence, mark, repair)


def _outdent(lines: Lines, fence: Fence, repair: Repair) -> None:
    """Take from the lines of the code as many columns as are before its first fence."""
    columns = lines.indents[fence.first]
    for number in fence.inside:
        if words := lines.words(number):
            indent = max(lines.indents[number] - columns, 0)
            repair[number] = lines.meant(number, words, indent)


def _write_end(lines: Lines, fence: Fence, mark: str, repair: Repair) -> None:
    """Write the line that ends the code, in all that the code is in."""
    end = shown_before(lines.stacks[fence.first]) + mark
    if fence.is_closed:
        repair[fence.last] = end
    else:
        last = repair.get(fence.last, lines.texts[fence.last])
        repair[fence.last] = f"{last}\n{end}"


def _ticks(lines: Lines, fence: Fence) -> str:
    """Return as many backticks as no line of the code begins with."""
    found = (_TICKS.match(lines.texts[number]) for number in fence.inside)
    longest = max((len(match[1]) for match in found if match), default=2)
    return "`" * (longest + 1)


def _is_formula(lines: Lines, fence: Fence) -> bool:
    """Tell whether the code is a formula, as GitHub and GitLab write one."""
    inside = [lines.words(number) for number in fence.inside]
    is_marked = _FORMULA.fullmatch(fence.info) and fence.is_closed
    return bool(is_marked) and any(inside) and not any("$" in line for line in inside)


def _write_formula(lines: Lines, fence: Fence, repair: Repair) -> None:
    """Write code that is a formula between dollars, without its empty lines."""
    repair[fence.first] = lines.meant(fence.first, "$$")
    for number in fence.inside:
        if not lines.words(number).strip():
            repair[number] = None
    named = _FORMULA.fullmatch(fence.info)
    end = f"$$ {named['name']}" if named and named["name"] else "$$"
    repair[fence.last] = shown_before(lines.stacks[fence.first]) + end
    if fence.is_below:
        put_before(lines, fence.first, repair)
    if fence.last + 1 < len(lines.texts) and lines.texts[fence.last + 1].strip():
        after = shown_before(lines.stacks[fence.first]).rstrip()
        repair[fence.last] = f"{repair[fence.last]}\n{after}"
