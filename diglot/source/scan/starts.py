"""What a line may begin, told by its first signs: fences, rules, headings, tables, notes.

Goes in: a line from its first sign on, quotation marks and indents taken off. Knows no
other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from diglot.source.scan.tags import BLOCKS

DEEPEST = 100  # containers in one another; what is deeper is refused as a whole
_FENCE = re.compile(r"(?P<mark>`{3,}(?=[^`]*$)|~{3,})[ \t]*(?P<info>.*?)[ \t]*")
_FENCE_END = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*")
_DIVISION = re.compile(r":{3,}[ \t]*(?:\{[^\n]*\}|[^\s:{}]+)[ \t]*:*[ \t]*")
_DIVISION_END = re.compile(r":{3,}[ \t]*")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_NOTE = re.compile(r"\[\^[^\]\s]+\]:")
_MEANING = re.compile(r"[:~][ \t]+\S")
_TARGET = re.compile(r"\[[^\]^@\n][^\]\n]*\]:[ \t]*\S+.*")
_VERSE = re.compile(r"\|(?:[ ]|$)")
_TAGS_ALONE = re.compile(r"(?:</?[A-Za-z][^<>]*>[ \t]*)+")
_GRID = re.compile(r"\+(?:[-=:]+\+)+[ \t]*")
_DASHES = re.compile(r"-{3,}[- ]*")
_DASH_COLUMNS = re.compile(r"-{2,}(?:[ ]+-{2,})+[ ]*|-{2,}[ ]*")
_PIPES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# Bars in these divide no cells.
_WHOLE = re.compile(
    r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\$[^\s$](?:[^$\n]*[^\s$])?\$|<[a-z/][^<>]*>"
)

# What pandoc takes for a block of HTML, whatever is around it.
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENDS_IN_BLOCK = re.compile(rf"{_BLOCK_TAG.pattern}\s*$", re.IGNORECASE)


def fence_at(rest: str) -> re.Match[str] | None:
    """Return the fence that a line opens: its `mark`, and the `info` after it."""
    return _FENCE.fullmatch(rest) if rest[:1] in ("`", "~") else None


def fence_end_at(rest: str) -> str:
    """Return the signs of a line that may close code, or an empty string."""
    match = _FENCE_END.fullmatch(rest) if rest[:1] in ("`", "~") else None
    return match["mark"] if match else ""


def is_division(rest: str) -> bool:
    """Tell whether a line opens a division."""
    return bool(_DIVISION.fullmatch(rest))


def is_division_end(rest: str) -> bool:
    """Tell whether a line closes a division."""
    return bool(_DIVISION_END.fullmatch(rest))


def has_division_end(texts: Iterable[str]) -> bool:
    """Tell whether one of some lines closes a division."""
    return any(is_division_end(text.strip(" \t>")) for text in texts)


def is_rule(rest: str) -> bool:
    """Tell whether a line is a break in the text: ---, ***, ___."""
    return rest[:1] in ("-", "*", "_") and bool(_RULE.fullmatch(rest))


def is_heading(rest: str) -> bool:
    """Tell whether a line is a heading to those who ask for no empty line before it."""
    return rest[:1] == "#" and bool(_HEADING.match(rest))


def is_underline(rest: str) -> bool:
    """Tell whether a line may make a heading of the one above."""
    return rest[:1] in ("-", "=") and bool(_UNDERLINE.fullmatch(rest))


def note_sign(rest: str) -> str:
    """Return the sign with which the text of a note begins, or an empty string."""
    match = _NOTE.match(rest)
    return match[0] if match else ""


def is_meaning(rest: str) -> bool:
    """Tell whether a line begins what a term means, or a caption."""
    return bool(_MEANING.match(rest))


def is_target(rest: str) -> bool:
    """Tell whether a line says where links of a name lead."""
    return rest[:1] == "[" and bool(_TARGET.fullmatch(rest))


def is_verse(rest: str) -> bool:
    """Tell whether a line is one of verse."""
    return bool(_VERSE.match(rest))


def is_only_block_tags(rest: str) -> bool:
    """Tell whether a line holds tags of HTML and no words, and ends in one of a block."""
    return rest[:1] == "<" and bool(_TAGS_ALONE.fullmatch(rest)) and ends_in_block(rest)


def is_grid(rest: str) -> bool:
    """Tell whether a line is one of those that draw a table with plus signs."""
    return rest[:1] == "+" and bool(_GRID.fullmatch(rest))


def is_grid_row(rest: str, following: str) -> bool:
    """Tell whether a line goes on a table drawn with plus signs, be it without its first bar.

    following: the line below it.
    """
    is_whole = rest[:1] == "|" or rest[:2] in ("+-", "+=", "+:")
    return is_whole or (rest.rstrip().endswith("|") and following[:1] in ("|", "+"))


def is_dashes(rest: str) -> bool:
    """Tell whether a line may open or close a table between lines of hyphens."""
    return rest[:3] == "---" and bool(_DASHES.fullmatch(rest))


def is_dash_columns(rest: str) -> bool:
    """Tell whether a line of hyphens may divide the head of a table from its rows."""
    return rest[:1] == "-" and bool(_DASH_COLUMNS.fullmatch(rest))


def is_pipe_table(head: str, dividing: str) -> bool:
    """Tell whether two lines are the head of a table and the line that divides it off."""
    is_drawn = head[:1] == dividing[:1] == "|"
    return is_divided(head, dividing) and (is_drawn or cells(head) == cells(dividing))


def is_divided(head: str, dividing: str) -> bool:
    """Tell whether the second line divides off the first, with as many cells or others."""
    has_signs = "|" in head and "|" in dividing and "-" in dividing
    return has_signs and bool(_PIPES.fullmatch(dividing))


def cells(row: str) -> int:
    """Return how many cells a row drawn with bars has."""
    bare = _WHOLE.sub("x", row).strip().removeprefix("|").removesuffix("|")
    return bare.count("|") + 1


def ends_in_block(rest: str) -> bool:
    """Tell whether a line ends in a tag that ends or begins a block of HTML."""
    return rest.rstrip().endswith(">") and bool(_ENDS_IN_BLOCK.search(rest))


def begins_block(rest: str) -> bool:
    """Tell whether a line begins with a tag that ends or begins a block of HTML."""
    return rest[:1] == "<" and bool(_BLOCK_TAG.match(rest))
