"""Locators of citations: "p. 12" and "עמ' 12" in the words that a language's processor knows.

The citation processor knows the names of pages and chapters of one language only, and prints
the others as they are typed. Goes in: nodes with `Cite`s. Comes out: the same, with the first
word of each locator in the language asked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from diglot.lang.known import language as known_language
from diglot.lang.known import languages
from diglot.reader.pandoc.nodes import Node

_LABEL = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*|§§?|¶)[.'׳’]?\s?(\d\S*)?")


def said_in(language: str, content: Any) -> Any:
    """Return nodes with the locators of their citations in the words of a language."""
    if isinstance(content, list):
        return [said_in(language, item) for item in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    if content["t"] == "Cite":
        citations, words = content["c"]
        return {
            **content,
            "c": [[_translated(citation, language) for citation in citations], words],
        }
    return {**content, "c": said_in(language, content["c"])}


def _translated(citation: dict[str, Any], language: str) -> dict[str, Any]:
    suffix = list(citation["citationSuffix"])
    for index, node in enumerate(suffix):
        if node["t"] == "Space" or (node["t"] == "Str" and node["c"] == ","):
            continue
        if node["t"] == "Str":
            suffix[index : index + 1] = _said(node, suffix[index + 1 :], language)
        break
    return {**citation, "citationSuffix": suffix}


def _said(node: Node, rest: list[Node], language: str) -> list[Node]:
    """Return a word that names what a locator counts ("p.", "p.12") in a language."""
    match = _LABEL.fullmatch(node["c"])
    counted = _counted().get(match[1].lower()) if match else None
    spoken = known_language(language)
    names = spoken.locators.get(counted) if spoken and counted else None
    if not match or not names or not (match[2] or rest):
        return [node]
    name = {"t": "Str", "c": names.split()[0]}
    return [name, {"t": "Space"}, {"t": "Str", "c": match[2]}] if match[2] else [name]


@cache
def _counted() -> dict[str, str]:
    """Return what a locator counts, by what people type for it in any language."""
    return {
        form.rstrip("׳"): counted
        for spoken in languages()
        for counted, forms in spoken.locators.items()
        for form in forms.split()
    }
