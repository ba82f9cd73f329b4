"""Side remarks of Leanpub, and what it says in braces above a heading, a picture or code.

Knows `A> words`, `W>`, `T>` and their kin, `!> words` and `?>` of docsify, `{aside}` and
`{blurb, class: tip}` up to their ends; `{id: oil}`, `{sample: true}`, `{width: "60%"}`,
`{title: "A program", lang=ruby}`. What would be lost is left for rule M520.
"""

from __future__ import annotations

import re
from html import escape

from diglot.source.meant.inline import as_meant
from diglot.source.meant.remarks import Remarks, move

LETTERED = re.compile(r"(?P<letter>[A-EGIQTWX]|[!?](?=>[ \t]+\S))>(?:[ \t]+(?P<words>.*))?")
BRACED = re.compile(r"\{(?P<name>aside|blurb)(?:,[ \t]*(?P<attributes>[^{}]*))?\}[ \t]*")
ATTRIBUTES = re.compile(
    r"\{[ ]*(?:sample|book|id|title|caption|lang|format|width|height|alt|float|align|line-numbers)"
    r"[ ]*[:=][^{}\n]*\}[ \t]*"
)
_PAIR = re.compile(
    r"#(?P<id>[\w.-]+)|(?P<key>[\w-]+)[ ]*[:=][ ]*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^,\s}]+))"
)
_OF_CODE = frozenset({"title", "lang", "format", "line-numbers", "linenos", "starting-line-number"})
_OF_TABLE = frozenset({"id", "title", "caption", "width", "align"})
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\n]*\)[ \t]*")
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)[ \t]*")
_KINDS = {
    "C": "center", "D": "discussion", "E": "error", "I": "info", "Q": "question", "T": "tip",
    "W": "warning", "X": "exercise", "!": "important", "?": "tip",
}  # fmt: skip
_CLASS = re.compile(r"\b(?:class|icon)[:=][ \t]*\"?(?P<kind>[a-z-]+)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>\S.*?)[ \t#]*|\*\*(?P<bold>[^*]+)\*\*")


def read_lettered(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    """Read a remark whose first line matches `LETTERED`."""
    texts, letter = remarks.texts, match["letter"]
    lead = re.compile(rf"{re.escape(letter)}>(?:[ \t]|$)")
    end = number
    while end < len(texts) and lead.match(texts[end]):
        end += 1
    _read(remarks, range(number, end), lead, _KINDS.get(letter, "note"))
    remarks.close(end, "")


def read_braced(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    """Read a block whose first line matches `BRACED`, if it has an end."""
    texts = remarks.texts
    end = next(
        (n for n in range(number, len(texts)) if texts[n].strip() == f"{{/{match['name']}}}"), 0
    )
    if end <= number + 1:
        return
    named = _CLASS.search(match["attributes"] or "")
    texts[number] = texts[end] = ""
    _read(remarks, range(number + 1, end), re.compile(""), named["kind"] if named else "note")
    remarks.close(end, "")


def _read(remarks: Remarks, body: range, lead: re.Pattern[str], kind: str) -> None:
    """Read lines as a remark; a heading at their beginning is its title."""
    remarks.bodies.append(body)
    move(remarks, body, lead, "")
    first = remarks.texts[body.start].strip()
    heading = _HEADING.fullmatch(first)
    if heading:
        remarks.open(body.start, "", kind, heading["title"] or heading["bold"])
    else:
        remarks.open_before(body.start, "", kind)


def read_attributes(remarks: Remarks, number: int) -> None:
    """Read a line that matches `ATTRIBUTES` into the line below, where that has a place for it."""
    texts = remarks.texts
    below = texts[number + 1] if number + 1 < len(texts) else ""
    given = {
        "id" if match["id"] else match["key"]: match["id"] or match["quoted"] or match["bare"] or ""
        for match in _PAIR.finditer(texts[number])
    }
    if below.startswith("|") and given.keys() <= _OF_TABLE:
        name = f" {{#{given['id']}}}" if "id" in given else ""
        caption = as_meant(given.get("caption") or given.get("title", ""))
        texts[number] = ""
        remarks.repair[number] = f": {caption}{name}\n" if caption or name else ""
    elif new := _with_attributes(below, given):
        texts[number], texts[number + 1] = "", new


def _with_attributes(line: str, given: dict[str, str]) -> str:
    """Return a line with the attributes that are written above it; "" where one would be lost."""
    keys = given.keys()
    if line.startswith("#") and keys <= {"id", "sample", "book"}:
        if "id" not in given:
            return line
        return "" if "{" in line else f"{line.rstrip()} {{#{given['id']}}}"
    if _PICTURE.fullmatch(line) and keys <= {"width", "height", "alt", "float", "align"}:
        pairs = [f'{key}="{escape(given[key])}"' for key in given if key not in ("float", "align")]
        return f"{line.rstrip()}{{{' '.join(pairs)}}}" if pairs else line
    fence = _FENCE.fullmatch(line)
    if fence and keys <= {
        "title",
        "lang",
        "format",
        "line-numbers",
        "linenos",
        "starting-line-number",
    }:
        language = fence["language"] or given.get("lang") or given.get("format", "")
        title = f' title="{escape(given["title"])}"' if "title" in given else ""
        return f"{fence['mark']}{language}{title}"
    return ""
