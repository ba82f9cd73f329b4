"""Tags among other nodes → elements with what stands in them.

Knows which tags HTML lets an author leave out; knows no element's meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diglot.reader.nodes import Node
from diglot.source.tags import BLOCKS, HEADINGS, LISTS, Tag, read_tag

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
_PARAGRAPH = (frozenset({"p"}), BLOCKS - {"p"})
_ENDS_ALONE = frozenset({"p", "li", "dt", "dd"}) | _GROUPS


@dataclass(slots=True)
class Element:
    """An element. node: its opening tag as pandoc gave it. children: what stands in it."""

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
    """
    root: list[Node | Element] = []
    stack: list[Element] = []
    for node in nodes:
        tag = tag_of(node)
        here = stack[-1].children if stack else root
        if tag is None:
            here.append(node)
        elif tag.closes:
            if not _close(stack, tag.name):
                here.append(node)
        else:
            _end_those_before(stack, tag.name)
            element = Element(tag, node, is_closed=tag.is_alone)
            (stack[-1].children if stack else root).append(element)
            if not tag.is_alone:
                stack.append(element)
    return list(_settled(root))


def _close(stack: list[Element], name: str) -> bool:
    """Close the innermost element of a name, and tell whether there is one."""
    place = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].tag.name == name), None)
    if place is None:
        return False
    stack[place].is_closed = True
    del stack[place:]
    return True


def _end_those_before(stack: list[Element], name: str) -> None:
    """Take from the stack what ends because an element of a name begins."""
    ended, border = _ENDED_BY.get(
        name, _PARAGRAPH if name in BLOCKS else (frozenset(), frozenset())
    )
    place = None
    for number in range(len(stack) - 1, -1, -1):
        if stack[number].tag.name in border:
            break
        if stack[number].tag.name in ended:
            place = number
    if place is not None:
        del stack[place:]


def _settled(parts: Sequence[Node | Element]) -> Iterator[Node | Element]:
    """Yield parts; of an element that lacks its end the tag and then what follows it."""
    for part in parts:
        if not isinstance(part, Element):
            yield part
            continue
        part.children = list(_settled(part.children))
        if part.is_closed or part.tag.name in _ENDS_ALONE:
            yield part
        elif _is_place(part.tag):
            yield Element(part.tag, part.node, [], is_closed=True)
            yield from part.children
        elif part.tag.name in HEADINGS:  # it is one line, and goes no further
            yield part.node
            yield Element(part.tag, part.node, part.children[:1], is_closed=True)
            yield from part.children[1:]
        else:
            yield part.node
            yield from part.children


def _is_place(tag: Tag) -> bool:
    """Tell whether a tag names a place: <a name="x"> says it all, without an end."""
    return tag.name == "a" and not tag.get("href") and bool(tag.get("id") or tag.get("name"))
