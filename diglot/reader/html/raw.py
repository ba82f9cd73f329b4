"""Raw HTML of several tags → a node for each tag that is a block, and for each line between them.

Goes in: what pandoc leaves as one piece: `<pre>`, and code in the language `{=html}`. Comes out:
pandoc's nodes, tags still raw, as if pandoc had read the Markdown between them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby

from diglot.reader.html.tree import tag_of
from diglot.reader.pandoc.nodes import Node
from diglot.source.scan.tags import CODES, COMMENT, PLAIN, STYLES, TAG, read_tag, split_tags

_PRE = re.compile(r"<pre\b[^>]*>(?P<code>.*?)</pre\s*>", re.DOTALL | re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush:)[-\s]*([\w+#-]+)")
_IN_LINES = frozenset(STYLES) | CODES | PLAIN | {"a", "br", "wbr", "img"}


def raw_blocks(node: Node) -> Iterator[Node]:
    """Yield a raw block tag by tag, code as code and comments not at all."""
    kind, markup = node["c"]
    if kind != "html" or tag_of(node) or markup.lower().startswith(("<script", "<style")):
        yield node
    elif markup.lower().startswith("<textarea"):
        yield node
        yield from _line(TAG.sub(" ", markup))
    elif not markup.lstrip().startswith("<!"):
        end = 0
        for match in _PRE.finditer(markup):
            yield from _blocks(markup[end : match.start()])
            yield _code(match[0], match["code"])
            end = match.end()
        yield from _blocks(markup[end:])


def raw_line(node: Node) -> list[Node]:
    """Return a node of a line, raw HTML tag by tag."""
    if node["t"] != "RawInline":
        return [node]
    kind, markup = node["c"]
    if kind != "html" or tag_of(node) or COMMENT.fullmatch(markup):
        return [node]
    return _inlines(COMMENT.sub("", markup))


def _blocks(markup: str) -> Iterator[Node]:
    pieces = split_tags(COMMENT.sub("", markup))
    for is_in_line, run in groupby(pieces, _is_in_line):
        if is_in_line:
            yield from _line("".join(run))
        else:
            yield from ({"t": "RawBlock", "c": ["html", piece]} for piece in run)


def _is_in_line(piece: str) -> bool:
    tag = read_tag(piece)
    return tag is None or (tag.name in _IN_LINES and tag.is_known)


def _line(markup: str) -> Iterator[Node]:
    if markup.strip():
        yield {"t": "Plain", "c": _inlines(markup)}


def _inlines(markup: str) -> list[Node]:
    """Return words and tags as the nodes of a line."""
    line: list[Node] = []
    for piece in split_tags(markup):
        if TAG.fullmatch(piece):
            line.append({"t": "RawInline", "c": ["html", piece]})
        else:
            words = filter(None, re.split(r"(\s+)", html.unescape(piece)))
            line += [{"t": "Space"} if w.isspace() else {"t": "Str", "c": w} for w in words]
    return line


def _code(markup: str, inside: str) -> Node:
    """Return the code block that a <pre> is: its text, with the language that it names."""
    tags = [tag for piece in split_tags(markup) if (tag := read_tag(piece))]
    outer = tags[0]
    named = [outer, *[tag for tag in tags[1:2] if tag.name == "code" and not tag.closes]]
    found = [m[1] for tag in named if (m := _LANGUAGE.search(tag.get("class")))]
    found += [outer.get("lang")] if outer.get("lang") else []
    text = html.unescape("".join(p for p in split_tags(inside) if not TAG.fullmatch(p)))
    return {"t": "CodeBlock", "c": [[outer.get("id"), found[:1], []], text.strip("\n")]}
