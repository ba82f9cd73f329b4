"""Words of pandoc's tree that are joined before it is read."""

from __future__ import annotations

import json

import pytest

from diglot.reader.pandoc.calls import ReadingOptions
from diglot.reader.pandoc.loop import read_json
from diglot.reader.pandoc.nodes import plain_nodes
from diglot.reader.pandoc.runs import with_words_joined

DIALECT = ReadingOptions("en").dialect


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("one two three", "Str"),
        ("one\ntwo three", "Str SoftBreak Str"),
        ("one *two three* four", "Str Space Emph Space Str"),
        ("one two\\\nthree four", "Str LineBreak Str"),
        ("one \\  two", "Str Space Str Space Str"),
        ("one <b>two</b> three", "Str Space RawInline Str RawInline Space Str"),
        ('a `"},{"t":"Space"},{"t":"Str","c":"` b', "Str Space Code Space Str"),
        ('a "},{"t":"Space"},{"t":"Str","c":"x y', "Str"),
        ("ends in \\\\ and goes on", "Str"),
    ],
)
def test_words_with_a_space_between_them_are_one_node(text: str, kinds: str) -> None:
    """Words are joined, everything beside them stays, and no sign is lost or gained."""
    tree = read_json(text, DIALECT)
    (typed,) = json.loads(tree)["blocks"]
    (joined,) = json.loads(with_words_joined(tree))["blocks"]
    assert " ".join(node["t"] for node in joined["c"]) == kinds
    assert plain_nodes(joined["c"]) == plain_nodes(typed["c"])
