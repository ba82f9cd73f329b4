"""What lines are: the scanner against two other readers, and what pandoc is given against it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.source.markup import check_markup
from diglot.source.scan.lines import scan

pytestmark = pytest.mark.heavy

ENGLISH = ReadingOptions("en")
COMMON = MarkdownIt("commonmark").enable("table")


# Random chapters ------------------------------------------------------------------

WORDS = st.sampled_from(
    ["Words.", "more words\nover two lines", "They are:", "a `span` of code", "in the year", "x"]
)
CODE = st.lists(
    st.sampled_from(["x = 1", "# no heading", "- no item", "", "  indented", "> no quote", "``"]),
    min_size=1,
    max_size=4,
)
INFO = st.sampled_from(["", "js", "js {1,3}", "{python}", 'js title="a.js"', "sh session", "c++"])


@st.composite
def fences(draw: st.DrawFn) -> list[str]:
    """Return the lines of code between fences."""
    mark = draw(st.sampled_from(["```", "~~~", "````"]))
    info = draw(INFO)
    inside = draw(CODE)
    if len(mark) > 3 and draw(st.booleans()):
        inside = [*inside, "```js", "y", "```"]
    return [f"{mark}{info}", *inside, mark]


def inside(first: str, rest: str, blocks: list[list[str]]) -> list[str]:
    """Return the lines of some blocks with signs before them, empty lines between them."""
    lines = [line for block in blocks for line in [*block, ""]][:-1]
    signs = [first, *([rest] * (len(lines) - 1))]
    return [f"{sign}{line}".rstrip() for sign, line in zip(signs, lines, strict=True)]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Return the lines of one block."""
    kinds = ["words", "heading", "fence", "fence", "rule"]
    kinds += ["bullets", "numbers", "quotation"] * (depth < 2)
    kind = draw(st.sampled_from(kinds))
    if kind == "words":
        return draw(WORDS).split("\n")
    if kind == "heading":
        return [draw(st.sampled_from(["# Alpha", "## Beta", "### Gamma {#g}"]))]
    if kind == "fence":
        return draw(fences())
    if kind == "rule":
        return ["***"]
    deeper = st.lists(blocks(depth + 1), min_size=1, max_size=3)
    if kind == "quotation":
        return inside("> ", "> ", draw(deeper))
    count = draw(st.integers(2, 3))
    signs = ["- "] * count if kind == "bullets" else [f"{n}. " for n in range(1, count + 1)]
    return [line for sign in signs for line in inside(sign, " " * len(sign), draw(deeper))]


@st.composite
def chapters(draw: st.DrawFn) -> str:
    """Return a chapter: blocks with an empty line between them, or with none."""
    lines: list[str] = []
    for block in draw(st.lists(blocks(), min_size=1, max_size=5)):
        lines += [*([""] if draw(st.booleans()) else []), *block]
    return "\n".join(lines).strip("\n") + "\n"


def seen_by_commonmark(text: str) -> list[tuple[str, str]]:
    """Return the code blocks and headings that a reader of CommonMark finds."""
    found, tokens = [], COMMON.parse(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "fence":
            found.append(("code", token.content))
        elif token.type == "heading_open" and following:
            found.append((token.tag, following.content))
    return found


def seen_by_scanner(text: str) -> list[tuple[str, str]]:
    """Return the code blocks and headings that the scanner finds."""
    lines = scan(text.split("\n"))
    found: list[tuple[int, str, str]] = []
    for number, fence in lines.fences.items():
        code = (" " * lines.indents[k] + lines.words(k) for k in fence.inside)
        found.append((number, "code", "".join(f"{line.rstrip()}\n" for line in code)))
    for number, heading in lines.headings.items():
        words = heading.meant.lstrip("# ")
        found.append((number, f"h{len(heading.marks)}", words))
    return [(kind, words) for _, kind, words in sorted(found)]


def seen_by_pandoc(node: Any) -> list[tuple[str, str]]:
    """Return the code blocks and headings in pandoc's nodes."""
    if isinstance(node, list):
        return [found for item in node for found in seen_by_pandoc(item)]
    if not isinstance(node, dict):
        return []
    content = node.get("c")
    if node.get("t") == "CodeBlock":
        return [("code", content[1])]
    if node.get("t") == "Header":
        words = "".join(part.get("c", " ") for part in content[2])
        return [(f"h{content[0]}", words)]
    return seen_by_pandoc(content)


@given(chapters())
@settings(max_examples=300, deadline=None)
def test_code_and_headings_are_those_of_commonmark(text: str) -> None:
    """Whatever stands beside what, and in what, code and headings are where CommonMark has them."""
    theirs = [
        (kind, "".join(f"{line.rstrip()}\n" for line in words.split("\n")[:-1]))
        if kind == "code"
        else (kind, words)
        for kind, words in seen_by_commonmark(text)
    ]
    assert seen_by_scanner(text) == theirs


@given(chapters())
@settings(max_examples=40, deadline=None)
def test_pandoc_is_given_what_the_scanner_sees(text: str) -> None:
    """From the text that it is given pandoc reads the same code and headings."""
    _, meant = check_markup(text, "x.md")
    ours = [
        (kind, words.removesuffix("\n") if kind == "code" else words.removesuffix(" {#g}"))
        for kind, words in seen_by_scanner(text)
    ]
    theirs = [
        (kind, "\n".join(line.rstrip() for line in words.split("\n")) if kind == "code" else words)
        for kind, words in seen_by_pandoc(read_blocks(meant, ENGLISH))
    ]
    assert theirs == ours, meant
