"""Pictures as other programs write them: read with their size, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest

from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.source.markup import check_markup

ENGLISH = ReadingOptions("en")


def pictures(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return the words, the target and the attributes of each picture that pandoc reads."""
    found = []

    def look(node: Any) -> None:
        if isinstance(node, dict) and node.get("t") == "Image":
            (_, _, pairs), words, (target, _) = node["c"]
            found.append(("".join(w.get("c", " ") for w in words), target, dict(pairs)))
        for inner in node if isinstance(node, list) else [node.get("c")] if node else ():
            if isinstance(inner, list | dict):
                look(inner)

    findings, meant = check_markup(text, "x.md")
    assert findings == ()
    look(read_blocks(meant, ENGLISH))
    return found


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("![a b](c.png =300x200)", ("a b", "c.png", {"width": "300", "height": "200"})),
        ("![a b|300](c.png)", ("a b", "c.png", {"width": "300"})),
        ('![a|30x20](c.png "t")', ("a", "c.png", {"width": "30", "height": "20"})),
        ("![a|30](c.png){width=50%}", ("a", "c.png", {"width": "50%"})),
        ("| a |\n|---|\n| ![a\\|30](c.png) |", ("a", "c.png", {"width": "30"})),
        ("![[c.png]]", ("", "c.png", {})),
        ("see ![[a/c d.svg|300]]", ("", "a/c d.svg", {"width": "300"})),
        ("![[c.png|a b]]", ("a b", "c.png", {})),
        ("![[c.png|a b|30x20]]", ("a b", "c.png", {"width": "30", "height": "20"})),
        ("![a|b](c.png)", ("a|b", "c.png", {})), ("![a|3b](c.png)", ("a|3b", "c.png", {})),
    ],
)  # fmt: skip
def test_a_picture_has_the_size_that_is_meant(
    text: str, picture: tuple[str, str, dict[str, str]]
) -> None:
    """A size beside the words or the target is an attribute, and a file in brackets a picture."""
    ((words, target, pairs),) = pictures(text)
    assert (words, target.replace("%20", " "), pairs) == picture


@pytest.mark.parametrize("text", ["![[note]]", "![[a.mp3]]", "`![[a.png]]`", r"!\[[a.png]]"])
def test_other_brackets_are_no_pictures(text: str) -> None:
    """Notes and sounds are no pictures, and code is code."""
    assert "](<" not in check_markup(text, "x.md")[1]
