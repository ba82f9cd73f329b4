"""Lines of the source → the skeleton that a translator fills.

Headings, code, tables, pictures, formulas and the fences of divisions stay as they
are; the words are in comments: <!-- source: … -->.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from diglot.editing.headings import with_attributes
from diglot.editing.lines import Lines
from diglot.editing.passages import Passage, passages
from diglot.source.matter import find_matter

_ID = re.compile(r"\{[^{}\n]*#([^\s{}]+)")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_END = re.compile(r"--(!?)>")
_STATUS = re.compile(r"[ \t]*\"?status\"?[ \t]*[:=]")


def skeleton(
    lines: Sequence[str],
    notes: Mapping[str, list[str]],
    there: str,
    mark: str,
    *,
    has_title: bool = False,
) -> list[str]:
    """Return the skeleton of some lines of the source.

    notes: the lines of every note of the source, by label. there: the text that the
    skeleton is put into; an id or a note's label that it has is not written twice.
    mark: the class that headings get, but for a title of the chapter, if it `has_title`.
    """
    found = passages(lines)
    title = found[0] if has_title and found and found[0].lines[0].startswith("# ") else None
    _hide_doubles(found, set(_ID.findall(there)), set(_NOTE.findall(there)))
    shown = [p for p in found if p.kind in {"kept", "heading"}]
    live = {label for passage in shown for label in passage.marks}
    marked = live | {label for p in found if p.kind == "words" for label in p.marks}
    parts = []
    depth = 0
    for passage in found:
        if passage.kind == "fence":
            depth += 1 if passage.lines[0].strip(" \t:") else -1
        if passage.kind not in {"comment", "note"}:
            parts.append(_written(passage, "" if depth or passage is title else mark))
    needed = {label: text for label, text in notes.items() if label in marked}
    parts += (text if label in live else _comment(text) for label, text in needed.items())
    return [line for part in parts for line in ["", *part]][1:]


def notes_of(lines: Sequence[str]) -> dict[str, list[str]]:
    """Return the lines of every note's text, by label."""
    return {p.label: p.lines for p in passages(lines) if p.kind == "note"}


def body_start(lines: Lines) -> int:
    """Return the number of the line after the front matter; 1 where there is none."""
    text = "\n".join(lines.bare)
    matter = find_matter(text)
    return text.count("\n", 0, matter.end) + 1 if matter else 1


def new_front_matter(lines: Lines) -> list[str]:
    """Return the source's front matter with `status: untranslated` in it, in its own syntax."""
    matter = find_matter("\n".join(lines.bare))
    inner = matter.text.rstrip("\n").split("\n") if matter else []
    kept = [line for line in inner if not _STATUS.match(line) and (line or len(inner) > 1)]
    match matter.kind if matter else "yaml":
        case "toml":
            return ["+++", 'status = "untranslated"', *kept, "+++"]
        case "json":
            rest = "\n".join(kept).strip().removeprefix("{").lstrip("\n ")
            return ["{", '  "status": "untranslated",', *f"  {rest}".split("\n")]
    return ["---", *kept, "status: untranslated", "---"]


def _hide_doubles(found: Sequence[Passage], ids: Collection[str], labels: Collection[str]) -> None:
    """Put what would give an id or a note's label twice among the words."""
    for passage in found:
        text = "\n".join(passage.lines)
        if (
            passage.kind == "kept"
            and not passage.is_code
            and (any(name in ids for name in _ID.findall(text)) or passage.marks & set(labels))
        ):
            passage.kind = "words"


def _written(passage: Passage, mark: str) -> list[str]:
    if passage.kind == "words":
        return _comment(passage.lines)
    if passage.kind == "heading" and mark:
        return [with_attributes(passage.lines[0], classes=[mark]), *passage.lines[1:]]
    return passage.lines


def _comment(lines: Sequence[str]) -> list[str]:
    """Return lines inside a comment; what would end it is written with an entity."""
    safe = [_END.sub(r"--\1&gt;", line) for line in lines]
    if len(safe) == 1:
        return [f"<!-- source: {safe[0].strip()} -->"]
    return ["<!-- source:", *safe, "-->"]
