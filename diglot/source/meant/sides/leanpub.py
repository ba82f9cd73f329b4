"""Side remarks of Leanpub: lines that begin with a letter and >, and blocks between braces.

Knows `A> words`, `W>`, `T>` and their kin, `{aside}` and `{blurb, class: tip}` up to their ends.
"""

from __future__ import annotations

import re

from diglot.source.meant.remarks import Remarks, move

LETTERED = re.compile(r"(?P<letter>[A-EGIQTWX])>(?:[ \t]+(?P<words>.*))?")
BRACED = re.compile(r"\{(?P<name>aside|blurb)(?:,[ \t]*(?P<attributes>[^{}]*))?\}[ \t]*")
_KINDS = {
    "C": "center", "D": "discussion", "E": "error", "I": "info", "Q": "question", "T": "tip",
    "W": "warning", "X": "exercise",
}  # fmt: skip
_CLASS = re.compile(r"\b(?:class|icon)[:=][ \t]*\"?(?P<kind>[a-z-]+)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>\S.*?)[ \t#]*|\*\*(?P<bold>[^*]+)\*\*")


def read_lettered(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    """Read a remark whose first line matches `LETTERED`."""
    texts, letter = remarks.texts, match["letter"]
    lead = re.compile(rf"{letter}>(?:[ \t]|$)")
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
