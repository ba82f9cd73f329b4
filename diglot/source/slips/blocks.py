"""Rule M517: what begins right below a line of text, and pandoc would read as more of it.

A list, a quotation, a table, a break: where it is evident, it is read as what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from diglot.core.findings import Finding
from diglot.source.repairs import Repair, put_before, start_of
from diglot.source.scan import starts
from diglot.source.scan.markers import read_marker
from diglot.source.scan.scanned import Lines, Sort

_HINTS: dict[Sort, tuple[str, str]] = {
    "list": (
        "the line begins like an item of a list, right below text, so it is read as text",
        "put an empty line before the list; if it is not one, a backslash before its first mark",
    ),
    "quotation": (
        "the line begins like a quotation, right below text, so it is read as text",
        r"put an empty line before the quotation; if it is not one, write \>",
    ),
    "heading": (
        "the line begins like a heading, right below text, so it is read as text",
        r"put an empty line before the heading; if it is not one, write \#",
    ),
    "code": (
        "the line is indented as if the list above went on, which has ended, so it is read as code",
        "indent the table above as well, or begin this line at the margin",
    ),
    "table": (
        "the table after the sign of an item is not indented from here on, so it is read as text",
        "put an empty line before the table, or indent its lines as the first one",
    ),
    "meaning": (
        "the line begins like a definition or a caption, but has no term or table, so it is text",
        r"put it right below the term, or the table; if it is neither, write \: or \~",
    ),
    "break": (
        "hyphens right below some lines of text are read as a break, elsewhere as an underline",
        "put an empty line before a break; begin a heading with ##",
    ),
    "underline": (
        "this line would underline a heading, but there are more lines of text above it",
        "begin the heading with #, on a line of its own",
    ),
}


def check_joints(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding where it is not certain what begins; part the rest from what is above."""
    for number in lines.rules:
        # Hyphens with text right below would begin a table.
        if lines.words(number)[0] == "-" and "".join(lines.texts[number + 1 : number + 2]).strip():
            repair[number] = lines.meant(number, "***")
    for number, joint in lines.joints.items():
        is_begun = joint.is_evident or joint.sort == "break"
        if is_begun and not joint.is_free:
            put_before(lines, number, repair)
        if not joint.is_evident:
            yield _doubt(lines, number, path, joint.sort)
            if joint.sort == "list" and _is_other_item(lines, number + 1):
                yield _doubt(lines, number + 1, path, "list")
        elif joint.sort == "table" and (code := _stranded(lines, number)) is not None:
            yield _doubt(lines, code, path, "code")
    for number, words in enumerate(map(lines.words, range(len(lines.texts)))):
        is_text = lines.kinds[number] == "text" and lines.goes_on[number]
        if is_text and starts.is_heading(words) and number not in lines.headings:
            yield _doubt(lines, number, path, "heading")
        elif lines.kinds[number] == "code" and _is_far_break(lines, number, words.strip()):
            repair[number] = lines.meant(number, "***")


def _is_far_break(lines: Lines, number: int, words: str) -> bool:
    """Tell whether a line of code is a break in the text that is indented to the middle."""
    if words[:1] != "*" or not starts.is_rule(words):
        return False
    around = ["", *lines.texts, ""][number : number + 3 : 2]
    is_fenced = any(fence.first < number <= fence.last for fence in lines.fences.values())
    return not (is_fenced or any(map(str.strip, around)))


def _is_other_item(lines: Lines, number: int) -> bool:
    """Tell whether a line of text looks like an item, but of another list than the line above."""
    is_more = number < len(lines.texts) and lines.goes_on[number] and number not in lines.joints
    marker = read_marker(lines.words(number)) if is_more else None
    above = read_marker(lines.words(number - 1))
    return bool(marker and above and not above.is_followed_by(marker))


def _stranded(lines: Lines, number: int) -> int | None:
    """Return the line of code below a table that cut a list, if it seems to be of the list."""
    if len(lines.stacks[number]) >= len(lines.stacks[number - 1]):
        return None
    rest = range(number, len(lines.texts))
    end = next((k for k in rest if lines.kinds[k] == "blank"), len(lines.texts))
    code = next((k for k in rest[end - number :] if lines.kinds[k] != "blank"), None)
    return code if code is not None and lines.kinds[code] == "code" else None


def _doubt(lines: Lines, number: int, path: str, sort: Sort) -> Finding:
    message, hint = _HINTS[sort]
    return Finding("block-blank-line", start_of(lines, number, path), message, hint)
