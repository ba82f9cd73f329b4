"""Tags among other nodes → elements with what is in them.

Knows which tags HTML lets an author leave out; knows no element's meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from diglot.reader.pandoc.nodes import Node
from diglot.source.scan.tags import BLOCKS, HEADINGS, LISTS, Tag, read_tag

_DEEPEST = 60
# Elements that end without a tag where another one begins (HTML, section 13.1.2.4): by the
# one that begins, which it ends, and past which no end is looked for.
_CELLS = frozenset({"td", "th"})
_ROWS = _CELLS | {"tr", "caption", "colgroup"}
_GROUPS = _ROWS | {"thead", "tbody", "tfoot"}
_TABLE = frozenset({"table"})
_ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), LISTS),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (_ROWS, _TABLE),
    "td": (_CELLS, _TABLE | {"tr"}),
    "th": (_CELLS, _TABLE | {"tr"}),
    "thead": (_GROUPS, _TABLE),
    "tbody": (_GROUPS, _TABLE),
    "tfoot": (_GROUPS, _TABLE),
}
_PARAGRAPH = (frozenset({"p"}) | HEADINGS, BLOCKS - {"p"} - HEADINGS)
_NOTHING = (frozenset[str](), frozenset[str]())
# A heading does not, but it is one line, and goes no further.
_ENDS_ALONE = frozenset({"p", "li", "dt", "dd"}) | _GROUPS | HEADINGS


class Element(Struct):
    """An element. node: its opening tag as pandoc gave it. children: what is in it."""

    tag: Tag
    node: Node
    children: list[Node | Element] = field(default_factory=list)
    is_closed: bool = False


def tag_of(node: Node) -> Tag | None:
    """Return the tag that a node is, or None."""
    is_raw = node["t"] in ("RawBlock", "RawInline") and node["c"][0] == "html"
    return read_tag(node["c"][1]) if is_raw else None


def gather(nodes: Sequence[Node]) -> list[Node | Element]:
    """Return nodes with those between an opening and its closing tag inside an `Element`.

    What is opened and not closed, or closed and not opened, stays a raw node.
    Raises RecursionError where it is nested deeper than any book.
    """
    tags = [tag_of(node) for node in nodes]
    ends = _ends(tags)
    closing = {end for end in ends.values() if end < len(tags)}
    root: list[Node | Element] = []
    stack: list[tuple[Element, int]] = []
    for place, (node, tag) in enumerate(zip(nodes, tags, strict=True)):
        while stack and stack[-1][1] <= place:
            stack.pop()
        here = stack[-1][0].children if stack else root
        if tag is None:
            here.append(node)
        elif tag.closes:
            here += [node] if place not in closing else []
        elif tag.is_alone or (place not in ends and _is_place(tag)):
            here.append(Element(tag, node, is_closed=True))
        elif place in ends:
            end = tags[ends[place]] if ends[place] < len(tags) else None
            element = Element(tag, node, is_closed=_is_end(end, tag))
            here.append(element)
            stack.append((element, ends[place]))
            refuse_nesting(len(stack))
        else:
            here.append(node)
    return root


def refuse_nesting(depth: int) -> None:
    """Raise RecursionError for what is nested deeper than any book."""
    if depth > _DEEPEST:
        raise RecursionError


def _ends(tags: Sequence[Tag | None]) -> dict[int, int]:
    """Return where the elements end that do, from the place of the tag that begins each.

    One that ends without a tag ends where the next begins, or the one around it ends.
    """
    ends: dict[int, int] = {}
    stack: list[tuple[int, str]] = []

    def leave(first: int, end: int) -> None:
        for place, name in stack[first:]:
            if name in _ENDS_ALONE:
                ends[place] = end
        del stack[first:]

    for place, tag in enumerate(tags):
        if tag is None:
            continue
        names = [name for _, name in stack]
        if not tag.closes:
            if (first := _ended_by(names, tag.name)) is not None:
                leave(first, place)
            stack += [] if tag.is_alone else [(place, tag.name)]
        elif tag.name in names:
            first = len(names) - 1 - names[::-1].index(tag.name)
            ends[stack[first][0]] = place
            leave(first + 1, place)
            del stack[first:]
    leave(0, len(tags))
    return ends


def _ended_by(names: Sequence[str], name: str) -> int | None:
    """Return the outermost of the open elements that end because another begins."""
    ended, border = _ENDED_BY.get(name, _PARAGRAPH if name in BLOCKS else _NOTHING)
    found = None
    for place in range(len(names) - 1, -1, -1):
        if names[place] in border:
            break
        if names[place] in ended:
            found = place
    return found


def _is_end(end: Tag | None, tag: Tag) -> bool:
    return end is not None and end.closes and end.name == tag.name


def _is_place(tag: Tag) -> bool:
    """Tell whether a tag names a place: <a name="x"> says it all, without an end."""
    return tag.name == "a" and not tag.get("href") and bool(tag.get("id") or tag.get("name"))
