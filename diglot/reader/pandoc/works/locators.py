"""Locators of citations: "p. 12" and "עמ' 12" in the words that a language's processor knows.

The citation processor knows the names of pages and chapters of one language only, and prints
the others as they are typed. Goes in: nodes with `Cite`s. Comes out: the same, with the first
word of each locator in the language asked for.
"""

from __future__ import annotations

import re
from typing import Any

from diglot.lang.locales import uses_hebrew_letters
from diglot.reader.pandoc.nodes import Node

# What is said in English and in Hebrew, then all that people type for it.
_WORDS = (
    ("p.", "עמ׳", "p pp page pages pg עמ עמוד עמודים ע"),
    ("chap.", "פרק", "ch chs chap chaps chapter chapters פר פרק פרקים"),
    ("vol.", "כרך", "vol vols volume volumes כר כרך כרכים"),
    ("no.", "גיליון", "no nos issue גיליון גליון חוברת"),
    ("sec.", "סעיף", "sec secs section sections § §§ ס סע סעיף סעיפים"),
    ("para.", "פסקה", "para paras paragraph paragraphs ¶ פסקה פסקאות"),
    ("n.", "הערה", "n nn note notes הע הערה הערות"),
    ("fig.", "איור", "fig figs figure figures איור איורים"),
    ("l.", "שורה", "l ll line lines שו שורה שורות"),
    ("col.", "טור", "col cols column columns טור טורים"),
    ("fol.", "דף", "fol fols folio folios דף דפים"),
    ("bk.", "ספר", "bk bks book books ספר ספרים"),
    ("pt.", "חלק", "pt pts part parts חלק חלקים"),
    ("v.", "פסוק", "v vv verse verses פס פסוק פסוקים"),
    ("s.v.", "ערך", "sv s.v ערך"),
)
_FORMS = {form: (english, hebrew) for english, hebrew, forms in _WORDS for form in forms.split()}
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
    names = _FORMS.get(match[1].lower()) if match else None
    if not match or not names or not (match[2] or rest):
        return [node]
    name = {"t": "Str", "c": names[uses_hebrew_letters(language)]}
    return [name, {"t": "Space"}, {"t": "Str", "c": match[2]}] if match[2] else [name]
