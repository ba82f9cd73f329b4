"""Side remarks as other programs write them, read as divisions.

Knows `!!! note` and `??? tip` (MkDocs), `=== "Tab"` (its tabs), `> [!NOTE]` (GitHub,
Obsidian), `:::tip Title`, `:::warning[Title]` and `:::{note}` (Docusaurus, VitePress, MyST),
`::: {.callout-note}` (Quarto), whose title is an attribute or its first heading. What is between
signs of code, tags of templates or Leanpub's letters is read by the modules that it asks.
Goes in: the lines of a text. Comes out: as many lines, as if the remark stood free, and what
is read in place of some of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from diglot.source.meant.attributes import ATTRIBUTE_LIST
from diglot.source.meant.directives import LABEL, end_of, options, read_label
from diglot.source.meant.inline import as_meant
from diglot.source.meant.remarks import (
    KINDS,
    TITLE,
    Remarks,
    classes_of,
    home_of,
    kind_in,
    label,
    move,
)
from diglot.source.meant.sides.components import COMPONENT, read_component
from diglot.source.meant.sides.fenced_remarks import is_fenced, read_fenced
from diglot.source.meant.sides.kramdown import read_attribute_list
from diglot.source.meant.sides.leanpub import (
    ATTRIBUTES,
    BRACED,
    LETTERED,
    read_attributes,
    read_braced,
    read_lettered,
)
from diglot.source.meant.sides.shortcodes import is_shortcode, read_shortcode
from diglot.source.scan import starts
from diglot.source.scan.lines import Lines, scan

# A remark with a body that is indented by four columns.
_INDENTED = re.compile(
    r"(?P<base>[ \t]*)(?:(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[A-Za-z][\w-]*)"
    r"(?:[ \t]+(?:inline|end|annotate)\b)*(?:[ \t]+(?:\"(?P<title>.*)\"|(?P<bare>[^\s\"].*)))?"
    r"|={3}[!+]*[ \t]+\"(?P<tab>[^\"]+)\")[ \t]*"
)
_QUOTED = re.compile(
    r"(?P<base>[ \t]*)>[ \t]*\[!(?P<kind>[A-Za-z][\w-]*)(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>.*)"
)
_QUOTE_MARK = re.compile(r"[ \t]*>[ ]?")
_COLONS = re.compile(
    rf"(?P<base>[ \t>]*)(?P<mark>:{{3,}})[ \t]*(?:(?P<kind>{KINDS})|\{{(?P<braced>{KINDS})\}})"
    r"(?:[ \t]*\[(?P<bracketed>[^\]\n]*)\])?(?:[ \t]*\{(?P<attributes>[^{}\n]*)\})?"
    r"(?:[ \t]+(?P<title>[^\s:{][^\n]*?))?[ \t]*",
    re.IGNORECASE,
)
_CALLOUT = re.compile(
    r"(?P<base>[ \t>]*)(?P<mark>:{3,})[ \t]*\{(?P<attributes>[^{}\n]*?"
    r"\.callout-(?P<kind>note|tip|important|caution|warning)(?![\w-])[^{}\n]*)\}[ \t]*"
)
_HEADING = re.compile(
    r"(?P<lead>[ \t>]*)#{1,6}[ \t]+(?P<title>\S.*?)[ \t#]*(?:\{[^{}\n]*\})?[ \t]*"
)
_ID = re.compile(r"#[\w:.-]+")
_SIGN = re.compile(
    r"[ \t>]*(?:!!!|\?\?\?|===|>|:{3}|(?:`{3}|~{3})(?:.*\{|[ \t]*ad)"
    r"|\(.*\)=|\{[#:%]|\{\{[<%]|[A-EGIQTWX!?]>|<[A-Z]|\{(?:aside|blurb)\b|\{[a-z-]+[ ]*[:=])"
)
# What pandoc reads by itself, but as divisions of which nobody would know what they are.
_BARE = frozenset(
    {"tip", "info", "hint", "important", "warning", "caution", "danger", "error", "attention",
     "seealso", "success"}
)  # fmt: skip


def read_remarks(texts: list[str], but: frozenset[int] = frozenset()) -> Remarks:
    """Return the lines of a text with its remarks read. but: lines that begin none."""
    remarks = Remarks(list(texts))
    signed = (number for number, text in enumerate(texts) if _SIGN.match(text))
    marked = [number for number in signed if number not in but]
    if not any(_is_mark(texts[number]) for number in marked):
        return remarks
    lines = scan(texts)
    kinds = lines.kinds
    for number in marked:
        text = remarks.texts[number]
        if is_fenced(text) and not _is_in_code(lines, number):
            last = end_of(lines, remarks.texts, number, text.lstrip()[0])
            if last is not None and read_fenced(remarks, number, last):
                if any(map(_SIGN.match, remarks.texts[number + 1 : last])):
                    lines = scan(remarks.texts, remarks.bodies)  # there may be others in it
                continue
        if number in lines.fences or (kinds[number] == "code" and _is_still_code(remarks, number)):
            continue
        _read_at(remarks, lines, number)
    # The code of a remark may close what was open above it, and so make code of its beginning.
    kinds = scan(remarks.texts, remarks.bodies).kinds
    moved = remarks.repair.keys() - remarks.code
    in_code = [number for number in moved if kinds[number] == "code"]
    begun = {marked[max(bisect_right(marked, number), 1) - 1] for number in in_code}
    return read_remarks(texts, but | begun) if begun else remarks


def _is_in_code(lines: Lines, number: int) -> bool:
    """Tell whether a line is inside code, and does not begin some."""
    return lines.kinds[number] == "code" and number not in lines.fences


def _read_at(remarks: Remarks, lines: Lines, number: int) -> None:
    """Read what begins on a line, unless it is between the signs of code."""
    text = remarks.texts[number]
    if match := _INDENTED.fullmatch(text):
        _read_indented(remarks, number, match)
    elif match := _QUOTED.fullmatch(text):
        if number == 0 or not _QUOTE_MARK.match(remarks.texts[number - 1]):
            _read_quoted(remarks, number, match)
    elif match := _COLONS.fullmatch(text):
        is_below = lines.is_after_text(number) and number - 1 not in lines.headings
        _read_colons(remarks, number, match, is_below=is_below)
    elif match := _CALLOUT.fullmatch(text):
        _read_callout(remarks, number, match)
    elif is_shortcode(text):
        read_shortcode(remarks, number)
    elif match := LETTERED.fullmatch(text):
        read_lettered(remarks, number, match)
    elif match := BRACED.fullmatch(text):
        read_braced(remarks, number, match)
    elif ATTRIBUTES.fullmatch(text):
        read_attributes(remarks, number)
    elif match := COMPONENT.fullmatch(text):
        read_component(remarks, number, match)
    elif match := ATTRIBUTE_LIST.fullmatch(text):
        read_attribute_list(remarks, lines, number, match)
    elif match := LABEL.fullmatch(text):
        read_label(remarks, number, match)


def _is_still_code(remarks: Remarks, number: int) -> bool:
    """Tell whether a line is code, also when the remark in which it may be is read."""
    return number not in remarks.removed or scan(remarks.texts).kinds[number] == "code"


def _is_mark(text: str) -> bool:
    patterns = (
        *(_INDENTED, _QUOTED, _COLONS, _CALLOUT),
        *(BRACED, LETTERED, ATTRIBUTES, ATTRIBUTE_LIST, COMPONENT, LABEL),
    )
    is_here = any(pattern.fullmatch(text) for pattern in patterns)
    return is_here or is_fenced(text) or is_shortcode(text)


def _read_indented(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    texts, base = remarks.texts, match["base"]
    inside = re.compile(rf"{re.escape(base)}(?: {{4}}|\t)")
    end = last = number + 1
    while end < len(texts) and (not texts[end].strip() or inside.match(texts[end])):
        end += 1
        last = end if texts[end - 1].strip() else last
    if last == number + 1:
        return  # nothing is under it: it is no remark
    home = home_of(texts, number, base)
    remarks.bodies.append(range(number + 1, last))
    move(remarks, remarks.bodies[-1], inside, home)
    title = match["tab"] or match["title"] or match["bare"] or ""
    remarks.open(number, home, match["kind"] or "tab", title)
    remarks.close(last, home)


def _read_quoted(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    texts, end = remarks.texts, number + 1
    while end < len(texts) and _QUOTE_MARK.match(texts[end]):
        end += 1
    home = home_of(texts, number, match["base"])
    remarks.bodies.append(range(number + 1, end))
    move(remarks, remarks.bodies[-1], _QUOTE_MARK, home)
    remarks.open(number, home, match["kind"], match["title"])
    remarks.close(end, home)


def _read_colons(remarks: Remarks, number: int, match: re.Match[str], *, is_below: bool) -> None:
    """Read a remark between colons, where pandoc would not, or would lose its title."""
    texts, base = remarks.texts, match["base"]
    if is_below and not starts.ends_in_block(texts[number - 1]):
        return  # in a paragraph, where a division is not looked for: there is a finding for it
    home = base if ">" in base else home_of(texts, number, base)
    if home != base:
        is_end = re.compile(rf"{re.escape(base)}:{{3,}}[ \t]*").fullmatch
        last = next((n for n in range(number + 1, len(texts)) if is_end(texts[n])), None)
        if last is None:
            return
        move(remarks, range(number, last + 1), re.compile(re.escape(base)), home)
    given: dict[str, str] = {}
    if match["braced"]:
        given, below = options(texts, number + 1, len(texts))
        texts[number + 1 : below] = [""] * (below - number - 1)
    attributes = match["attributes"] or ""
    named = TITLE.search(attributes)
    title = (match["bracketed"] or match["title"] or (named[1] if named else "")).rstrip(": ")
    kind = match["kind"] or match["braced"]
    kind = kind_in(given.get("class", ""), kind) if kind == "admonition" else kind
    if title or match["braced"] or (kind.lower() in _BARE):
        classes = classes_of(kind, title)
        if name := _ID.search(attributes):
            classes = f"{{{name[0]} {classes[1:]}"
        opening = f"{home}{match['mark']} {classes}"
        texts[number] = opening
        remarks.repair[number] = opening + label(home, title)


def _read_callout(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    """Read a remark of Quarto, whose fence pandoc knows and whose title it does not."""
    texts, base, attributes = remarks.texts, match["base"], match["attributes"]
    named = TITLE.search(attributes)
    below = (n for n in range(number + 1, len(texts)) if texts[n].strip(" \t>"))
    first = next(below, number)
    heading = None if named else _HEADING.fullmatch(texts[first])
    title = named[1] if named else heading["title"] if heading else ""
    classes = classes_of(match["kind"], title)
    if name := _ID.search(attributes):
        classes = f"{{{name[0]} {classes[1:]}"
    texts[number] = f"{base}{match['mark']} {classes}"
    remarks.repair[number] = texts[number] + (label(base, title) if named else "")
    if heading:
        texts[first] = f"{heading['lead']}**{as_meant(title)}**"
        remarks.repair[first] = f"{texts[first]}\n{heading['lead']}"
