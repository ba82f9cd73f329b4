"""Attributes of kramdown (Jekyll) on a line of their own: `{: #oil .note width="50%"}`.

Knows them above or below a block. Ids, languages, sizes, titles of code and side remarks are
read; what only says how something looks is left out. What would be lost is left for rule M520.
"""

from __future__ import annotations

import re
from html import escape

from diglot.source.meant.attributes import Given, read_attributes
from diglot.source.meant.remarks import Remarks, home_of, move
from diglot.source.scan.scanned import Lines

_REMARK = re.compile(
    r"(?:notice--|prompt-|alert-|callout-|admonition-)?"
    r"(?P<kind>note|notice|primary|tip|info|hint|important|warning|caution|danger)"
    r"(?P<titled>-title)?"
)
_LANGUAGE = re.compile(r"language-(?P<name>[\w+#.-]+)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S.*?(?P<braces>\{[^{}\n]*\})?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_PICTURE = re.compile(r"[ \t]*!\[[^\[\]]*\]\([^()\n]*\)[ \t]*")
_QUOTE_MARK = re.compile(r"[ \t]*>[ ]?")
_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|[|<>:#{+]|`{3}|~{3})")


def read_attribute_list(remarks: Remarks, lines: Lines, number: int, match: re.Match[str]) -> None:
    """Read a line that matches `ATTRIBUTE_LIST` into the block that it is right below or above."""
    texts, given = remarks.texts, read_attributes(match["lists"])
    above = bool(number and texts[number - 1].strip())
    first = last = number - 1 if above else number + 1
    if last == len(texts) or not texts[last].strip():
        return
    while above and first and texts[first - 1].strip():
        first -= 1
    while not above and last + 1 < len(texts) and texts[last + 1].strip():
        last += 1
    block = range(first, last + 1)
    near = last if above else first
    if above and last > first and _UNDERLINE.fullmatch(texts[last]):
        is_read = _read_heading(texts, last - 1, given)
    elif _HEADING.fullmatch(texts[near]):
        is_read = _read_heading(texts, near, given)
    elif (opening := _opening_of(lines, near)) is not None:
        is_read = _read_code(texts, opening, given)
    elif _PICTURE.fullmatch(texts[near]):
        is_read = not given.has_more_than("alt")
        braces = given.braces("width", "height", "alt") if is_read else ""
        texts[near] = texts[near].rstrip() + braces
    else:
        is_read = _read_block(remarks, block, given)
    if is_read:
        texts[number] = ""


def _read_heading(texts: list[str], number: int, given: Given) -> bool:
    braces = given.braces("lang", "dir")
    if given.has_more_than("lang", "dir") or (braces and texts[number].rstrip().endswith("}")):
        return False
    texts[number] = f"{texts[number].rstrip()} {braces}".rstrip()
    return True


def _opening_of(lines: Lines, number: int) -> int | None:
    """Return the line that opens the code that a line begins or ends; None if there is none."""
    fences = lines.fences.values()
    return next((f.first for f in fences if number in (f.first, f.last) and f.is_closed), None)


def _read_code(texts: list[str], number: int, given: Given) -> bool:
    """Put a language and a title into the line that opens code."""
    match = _FENCE.fullmatch(texts[number])
    named = next(filter(None, map(_LANGUAGE.fullmatch, given.classes)), None)
    title = given.pairs.get("file") or given.pairs.get("title", "")
    if not match or given.id or given.has_more_than("file", "title") or (title and "{" in match[0]):
        return False
    language = f"{named['name']}" if named and not match["info"] else ""
    titled = f' title="{escape(title)}"' if title else ""
    texts[number] = f"{texts[number].rstrip()}{language}{titled}"
    return True


def _read_block(remarks: Remarks, block: range, given: Given) -> bool:
    """Read a paragraph or a quotation as a side remark, or as a place that links lead to."""
    texts = remarks.texts
    if given.has_more_than("lang", "dir"):
        return False
    home = home_of(texts, block.start, _indent(texts[block.start]))
    is_quotation = all(_QUOTE_MARK.match(texts[number]) for number in block)
    is_plain = not _NO_PARAGRAPH.match(texts[block.start])
    kind = next(filter(None, map(_REMARK.fullmatch, given.classes)), None)
    if kind:
        if not (is_plain or is_quotation) or given.braces("lang", "dir") != given.braces():
            return False
        _open(remarks, block, home, kind, given, is_quotation=is_quotation)
    elif braces := given.braces("lang", "dir"):
        if not (is_plain or is_quotation or texts[block.start].lstrip().startswith("|")):
            return False
        remarks.put_before(block.start, f"\n{home}::: {braces}\n\n")
        remarks.close(block.stop, home)
    return True


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \t"))]


def _open(
    remarks: Remarks,
    block: range,
    home: str,
    kind: re.Match[str],
    given: Given,
    *,
    is_quotation: bool,
) -> None:
    remarks.bodies.append(block)
    move(remarks, block, _QUOTE_MARK if is_quotation else re.compile("[ \t]*"), home)
    name = "note" if kind["kind"] in ("notice", "primary") else kind["kind"]
    named = f"#{given.id}" if given.id else ""
    if kind["titled"]:
        title = remarks.texts[block.start].strip()
        remarks.open(block.start, home, name, title, named)
    else:
        remarks.open_before(block.start, home, name, named)
    remarks.close(block.stop, home)
