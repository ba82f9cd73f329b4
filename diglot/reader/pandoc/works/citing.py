"""Citations and the list of works, each work in the words of its own language.

pandoc's citation processor speaks one language at a time. So it is asked once for the
language of the text, and once more for each in whose script works are written that the text
cites; of every answer the works in that language are taken. Goes in: pandoc's nodes with
`Cite`s. Comes out: the same with their text, a work in another script marked with its
language, and a Hebrew "and" joined to the name after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from diglot.core.conventions import WorksOrder
from diglot.lang.known import language_of_words
from diglot.lang.locales import (
    direction_of,
    meant_language,
    text_direction,
    uses_hebrew_letters,
)
from diglot.reader.pandoc.nodes import Node, plain_nodes
from diglot.reader.pandoc.running import run_pandoc
from diglot.reader.pandoc.works.csl import (
    LANGUAGES,
    data_address,
    has_numbers,
    in_all_languages,
    style_text,
)
from diglot.reader.pandoc.works.hebrew_works import hebrew_spelled
from diglot.reader.pandoc.works.locators import said_in

_API = [1, 23, 1]
_ENTRY = "ref-"
_ALL = {
    "t": "Cite",
    "c": [
        [
            {
                "citationId": "*",
                "citationPrefix": [],
                "citationSuffix": [],
                "citationMode": {"t": "NormalCitation"},
                "citationNoteNum": 1,
                "citationHash": 0,
            }
        ],
        [],
    ],
}


class Works(Struct, frozen=True):
    """The files that describe the works, and the style in which they are cited."""

    files: tuple[Path, ...]
    style: Path | None

    def processed(self, blocks: Sequence[Node], language: str, style: str) -> list[Node]:
        """Return nodes as the citation processor writes them in a language. style: in CSL."""
        meta = {"csl": _text(data_address(style)), "lang": _text(language)}
        return self._run(blocks, {**meta, "link-citations": {"t": "MetaBool", "c": True}})

    def languages(self) -> dict[str, tuple[str, str]]:
        """Return, for each work's key, the tag of its language ("" if not given) and its names."""
        return _languages(self.files, tuple(file.read_bytes() for file in self.files))

    def _run(self, blocks: Sequence[Node], meta: Mapping[str, Node]) -> list[Node]:
        document = json.dumps({"pandoc-api-version": _API, "meta": meta, "blocks": blocks})
        arguments = ["--sandbox", "--quiet", "--citeproc"]
        arguments += [f"--bibliography={path}" for path in self.files]
        done: list[Node] = json.loads(run_pandoc(document, "json", "json", arguments))["blocks"]
        return done


@lru_cache(maxsize=16)
def _languages(files: tuple[Path, ...], _contents: tuple[bytes, ...]) -> dict[str, tuple[str, str]]:
    meta = {
        "csl": _text(data_address(LANGUAGES)),
        "nocite": {"t": "MetaInlines", "c": [_ALL]},
    }
    found = {}
    for node in _entries(Works(files, None)._run((), meta)):  # noqa: SLF001 - its own module
        tag, _, names = plain_nodes(node["c"][1][0]["c"]).partition("|")
        found[_key(node)] = tag, names
    return found


def with_citations(
    blocks: Sequence[Node], works: Works, language: str, order: WorksOrder
) -> list[Node]:
    """Return nodes in which citations are resolved, and the list of the works after them.

    language: that of the text. Raises PandocError where a file cannot be read.
    """
    style = style_text(works.style)
    tongues = _Tongues(works.languages(), language)
    spoken = in_all_languages(style)
    cited = {key for cite in _cites(blocks) for key in _keys(cite)}
    answers = {
        tag: _spelled(works.processed(said_in(tag, blocks), tag, spoken), tag)
        for tag in dict.fromkeys((language, *(tongues.of(key) for key in sorted(cited))))
    }
    merged = _Merged(tongues, answers).blocks()
    return merged if has_numbers(style) or order == "style" else _sorted(merged, tongues, order)


class _Tongues(Struct, frozen=True):
    """In which language each work is cited in a text in the language `home`."""

    works: Mapping[str, tuple[str, str]]
    home: str

    def of(self, key: str) -> str:
        """Return the language of a work in another script than the text's, else the text's."""
        given, names = self.works.get(key, ("", ""))
        tag = meant_language(given) or given or language_of_words(names) or self.home
        return tag if uses_hebrew_letters(tag) != uses_hebrew_letters(self.home) else self.home

    def in_text(self, key: str) -> str:
        """Return the language of a citation in the text: where the names look foreign, theirs."""
        own = direction_of(self.home)
        _, names = self.works.get(key, ("", ""))
        return self.home if text_direction(names, own) == own else self.of(key)


class _Merged(Struct, frozen=True):
    """Puts the answers in several languages together. answers: by language."""

    tongues: _Tongues
    answers: Mapping[str, list[Node]]

    def blocks(self) -> list[Node]:
        """Return the nodes of the text's own language, with the works of others in theirs."""
        home = self.tongues.home
        cites = {tag: list(_cites(answer)) for tag, answer in self.answers.items()}
        for number, cite in enumerate(cites[home]):
            keys = _keys(cite)
            first = cites[self.tongues.in_text(keys[0])][number]
            tags = {self.tongues.in_text(key) for key in keys}
            if len(tags) > 1:
                others = {tag: dict(_links(cites[tag][number]["c"][1])) for tag in tags}
                content = self._with_links(first["c"][1], others)
            else:
                content = self._marked(first)
            cite["c"] = [cite["c"][0], content]
        entries = {tag: {_key(e): e for e in _entries(a)} for tag, a in self.answers.items()}
        for entry in entries[home].values():
            tag = self.tongues.of(_key(entry))
            if tag != home and (other := entries[tag].get(_key(entry))):
                entry["c"] = [_with_language(other["c"][0], tag), other["c"][1]]
        return self.answers[home]

    def _marked(self, cite: Node) -> list[Node]:
        """Return the words of a citation of works in one language, marked with it."""
        tag = self.tongues.in_text(_keys(cite)[0])
        content: list[Node] = cite["c"][1]
        if tag == self.tongues.home or _has_note(content):
            return content
        if cite["c"][0][0]["citationMode"]["t"] == "AuthorInText":
            return [{"t": "Span", "c": [_with_language(["", [], []], tag), content]}]
        linked: list[Node] = self._with_links(content, {tag: dict(_links(content))})
        return linked

    def _with_links(self, content: Any, others: Mapping[str, Mapping[str, Node]]) -> Any:
        """Return nodes with each link to a work as it is in the language of the work."""
        if isinstance(content, list):
            return [self._with_links(item, others) for item in content]
        if not isinstance(content, dict) or "c" not in content:
            return content
        if key := _linked(content):
            tag = self.tongues.in_text(key)
            attributes, words, target = others[tag].get(key, content)["c"]
            # A year alone is in no language, and goes with the words around it.
            if tag != self.tongues.home and any(map(str.isalpha, plain_nodes(words))):
                attributes = _with_language(attributes, tag)
            return {"t": "Link", "c": [attributes, words, target]}
        return {**content, "c": self._with_links(content["c"], others)}


# The list of works -------------------------------------------------------------


def _sorted(blocks: list[Node], tongues: _Tongues, order: WorksOrder) -> list[Node]:
    """Return nodes whose list of works has one script first, each as the style sorts it."""
    own = direction_of(tongues.home)

    def comes_second(entry: Node) -> bool:
        lines = [block["c"] for block in entry["c"][1] if block["t"] in ("Para", "Plain")]
        is_own = text_direction(" ".join(map(plain_nodes, lines)), own) == own
        return is_own != (order == "own")

    for node in _walk(blocks):
        if _is_list(node):
            node["c"][1].sort(key=comes_second)
    return blocks


def _is_list(node: Node) -> bool:
    return bool(node["t"] == "Div" and node["c"][0][0] == "refs")


def _entries(blocks: Sequence[Node]) -> Iterator[Node]:
    for node in _walk(blocks):
        if _is_list(node):
            yield from (entry for entry in node["c"][1] if entry["t"] == "Div")


def _key(entry: Node) -> str:
    return str(entry["c"][0][0]).removeprefix(_ENTRY)


def _spelled(blocks: list[Node], tag: str) -> list[Node]:
    """Return what the processor wrote in a language as the language spells it."""
    if uses_hebrew_letters(tag):
        for node in (*_cites(blocks), *_entries(blocks)):
            node["c"] = [node["c"][0], hebrew_spelled(node["c"][1])]
    return blocks


# Citations ---------------------------------------------------------------------


def _cites(blocks: Sequence[Node]) -> Iterator[Node]:
    return (node for node in _walk(blocks) if node["t"] == "Cite")


def _keys(cite: Node) -> list[str]:
    return [citation["citationId"] for citation in cite["c"][0]]


def _links(content: Any) -> Iterator[tuple[str, Node]]:
    """Yield the links to works inside a citation, each with the work's key."""
    for node in _walk(content):
        if key := _linked(node):
            yield key, node


def _linked(node: Node) -> str:
    if node["t"] != "Link":
        return ""
    target = str(node["c"][2][0])
    return target.removeprefix(f"#{_ENTRY}") if target.startswith(f"#{_ENTRY}") else ""


def _has_note(content: Any) -> bool:
    return any(node["t"] == "Note" for node in _walk(content))


def _walk(content: Any) -> Iterator[Node]:
    """Yield nodes in the order of the text; what is inside a citation is not among them."""
    if isinstance(content, list):
        for item in content:
            yield from _walk(item)
    elif isinstance(content, dict) and "t" in content:
        yield content
        if content["t"] != "Cite":
            yield from _walk(content.get("c"))


def _text(words: str) -> Node:
    return {"t": "MetaString", "c": words}


def _with_language(attributes: Any, tag: str) -> list[Any]:
    identifier, classes, pairs = attributes
    return [identifier, classes, [*pairs, ["lang", tag]]]
