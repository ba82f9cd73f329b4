"""What Quarto, bookdown and MyST have beside figures: tabs, theorems, and formulas with a name.

Knows `::: {.panel-tabset}`, whose headings are the names of its tabs; `::: {#thm-line}` and
`::: {.proof}`, whose first heading is a title; and `$$ … $$ {#eq-mass}`. No heading in them is
one of the chapter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from diglot.core.model import UNTITLED
from diglot.reader.pandoc.nodes import Node

_TABS = frozenset({"panel-tabset", "tabset"})
_THEOREMS = {
    "thm": "theorem",
    "lem": "lemma",
    "cor": "corollary",
    "prp": "proposition",
    "cnj": "conjecture",
    "def": "definition",
    "exm": "example",
    "exr": "exercise",
    "alg": "algorithm",
    "sol": "solution",
    "rem": "remark",
}
# What a class alone makes one: in Quarto a proof and its kin, in bookdown the others, too.
_UNNUMBERED = frozenset(
    {"proof", "solution", "remark", "theorem", "lemma", "corollary", "proposition", "conjecture"}
)
_NAMED = _UNNUMBERED | {"definition", "example", "exercise", "hypothesis"}
# Behind a formula: {#eq-mass}, (eq-mass) in MyST. A number in brackets is the author's own.
_BEHIND = re.compile(r"\{#(?P<name>[\w:.-]+)\}|\((?P<label>[A-Za-z]\w*[-:_][\w:.-]+)\)$")
_SPACES = ("Space", "SoftBreak")


def tabs(nodes: Sequence[Node], raw: Any) -> list[Node] | None:
    """Return what is in a division of tabs, each a division headed by its name; None for others."""
    level = min((node["c"][0] for node in nodes if node["t"] == "Header"), default=0)
    if not level or _TABS.isdisjoint(raw[1]):
        return None
    made: list[Node] = []
    starts = [n for n, node in enumerate(nodes) if node["t"] == "Header" and node["c"][0] == level]
    made += map(_as_text, nodes[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(nodes)], strict=True):
        name = nodes[start]["c"][1][0]
        made += [{"t": "Div", "c": [[name, ["tab"], []], [*map(_as_text, nodes[start:end])]]}]
    return made


def theorem(nodes: Sequence[Node], raw: Any) -> Node | None:
    """Return a theorem, a proof or the like as the side remark that it is here; None for others."""
    name, classes, pairs = raw
    prefix, _, rest = name.partition("-")
    kind = _THEOREMS.get(prefix, "") if rest else ""
    named = _NAMED if "name" in dict(pairs) else _UNNUMBERED
    kind = kind or next((c for c in classes if c in named), "")
    if not kind:
        return None
    title = dict(pairs).get("name", "")
    head = [_bold([{"t": "Str", "c": title}])] if title else []
    classes = ["note", kind, UNTITLED, *(c for c in classes if c not in ("note", kind, UNTITLED))]
    return {"t": "Div", "c": [[name, classes, pairs], [*head, *map(_as_text, nodes)]]}


def named_formulas(node: Node) -> Node:
    """Return a paragraph in which what follows a formula in braces is its name, in a span."""
    line: list[Node] = node["c"]
    if not any(n["t"] == "Math" for n in line):
        return node
    made: list[Node] = []
    for part in line:
        found = _BEHIND.match(part["c"]) if part["t"] == "Str" else None
        before = [n for n in made if n["t"] not in _SPACES][-1:]
        if not found or not before or not is_apart(before[0]):
            made.append(part)
            continue
        while made.pop()["t"] != "Math":
            pass
        made.append({"t": "Span", "c": [[found["name"] or found["label"], [], []], before]})
        if rest := part["c"][found.end() :]:
            made.append({"t": "Str", "c": rest})
    return {**node, "c": made}


def is_apart(node: Node) -> bool:
    """Tell whether a node is a formula that is set apart."""
    return node["t"] == "Math" and bool(node["c"][0]["t"] == "DisplayMath")


def _as_text(node: Node) -> Node:
    """Return a heading as a line in bold."""
    return _bold(node["c"][2]) if node["t"] == "Header" else node


def _bold(line: Sequence[Node]) -> Node:
    return {"t": "Para", "c": [{"t": "Strong", "c": [*line]}]}
