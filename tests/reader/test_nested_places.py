"""Random nests of blocks whose words repeat: each block is placed on the line it begins on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from diglot.config import load_config
from diglot.core.model import (
    Block,
    Chapter,
    CodeBlock,
    Division,
    Figure,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from diglot.reader.edition import read_book
from support import ProjectMaker

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
# Few words, so that all of them stand everywhere and a finger that went too far finds them again.
_WORDS = (
    "logo",
    "oil",
    "lamp",
    "reader",
    "for",
    "the",
    "note",
    "x",
    "svg",
    "home",
    "page",
    "org",
    "A",
)
_KINDS = {
    Paragraph: "paragraph",
    Figure: "figure",
    CodeBlock: "code",
    Table: "table",
    ListBlock: "list",
    Quote: "quotation",
    Division: "division",
}


@dataclass
class _Written:
    """Lines as they are written, and on which of them which kind of block begins."""

    random: random.Random
    lines: list[str] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)

    def words(self, most: int = 5) -> str:
        return " ".join(self.random.choices(_WORDS, k=self.random.randint(1, most)))

    def add(self, kind: str, prefix: str, *lines: str) -> None:
        """Write a block, its first line on the line that counts, and an empty line."""
        self.places.append((kind, len(self.lines) + 1))
        self.lines += [prefix + line for line in lines]
        self.lines.append(prefix.rstrip())

    def leaf(self, prefix: str) -> None:
        match self.random.choice(["text", "text", "link", "figure", "code", "table", "bare"]):
            case "text":
                self.add("paragraph", prefix, f"**{self.words(2)}** {self.words(8)}.")
            case "link":
                self.add(
                    "paragraph",
                    prefix,
                    f"[{self.words(2)}](https://example.org/page) {self.words()}",
                )
            case "figure":
                self.add("figure", prefix, f"![{self.words(3)}](x.svg)")
            case "bare":
                self.add("paragraph", prefix, f"![](x.svg){{alt='{self.words(2)}'}} {self.words()}")
            case "code":
                self.add("code", prefix, "```", self.words(), self.words(), "```")
                kind, line = self.places[-1]
                self.places[-1] = kind, line + 1  # where its words begin
            case "table":
                head, cell = self.words(2), self.words(2)
                self.add(
                    "table", prefix, f"| {head} | {cell} |", "|---|---|", f"| {cell} | {head} |"
                )

    def block(self, prefix: str, depth: int) -> None:
        kind = self.random.choice(["leaf", "leaf", "quotation", "division", "list"])
        if depth > 2 or kind == "leaf" or (kind == "list" and "    " in prefix):
            self.leaf(prefix)
            return
        place = len(self.places)
        self.places.append((kind, 0))
        if kind == "quotation":
            self.inside(f"{prefix}> ", depth)
        elif kind == "division":
            self.lines += [f"{prefix}::: note", prefix.rstrip()]
            self.inside(prefix, depth)
            self.lines += [f"{prefix}:::", prefix.rstrip()]
        else:
            first = len(self.lines)
            self.add("paragraph", f"{prefix}    ", f"Item {self.words()}.")
            self.inside(f"{prefix}    ", depth)
            self.lines[first] = f"{prefix}-   {self.lines[first].removeprefix(prefix).lstrip()}"
        # A container is placed where what it holds begins.
        self.places[place] = kind, self.places[place + 1][1]
        if kind != "division":
            self.lines += [
                f"{prefix}<!-- -->".strip() if not prefix else f"{prefix}<!-- -->",
                prefix.rstrip(),
            ]

    def inside(self, prefix: str, depth: int) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.block(prefix, depth + 1)


def _written(seed: int) -> _Written:
    writing = _Written(random.Random(seed))
    writing.lines = [f"# {writing.words(2)}", ""]
    for _ in range(3):
        for _ in range(writing.random.randint(1, 4)):
            writing.block("", 0)
        writing.places.append(("section", len(writing.lines) + 1))
        writing.lines += [f"## {writing.words(2)}", ""]
    writing.leaf("")
    return writing


def _placed(part: Chapter | Section) -> Iterator[tuple[str, int]]:
    yield from _blocks(part.blocks)
    for section in part.sections:
        yield "section", section.position.line
        yield from _placed(section)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, int]]:
    for block in blocks:
        yield _KINDS[type(block)], block.position.line
        if isinstance(block, Quote | Division):
            yield from _blocks(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _blocks(item)


@pytest.mark.heavy
def test_every_block_of_a_nest_is_placed_on_its_line(project: ProjectMaker) -> None:
    """Pictures, tables and code inside lists, quotations and divisions move nothing after them."""
    written = {f"content/en/{seed:03}.md": _written(seed) for seed in range(120)}
    files = {path: "\n".join(one.lines) + "\n" for path, one in written.items()}
    book, _ = read_book(load_config(project({**files, "content/en/x.svg": _SVG})))
    chapters = {chapter.position.path: chapter for chapter in book.source.chapters}
    for path, text in files.items():
        assert list(_placed(chapters[path])) == written[path].places, text


def test_a_heading_in_a_quotation_is_not_the_next_one_of_its_words(project: ProjectMaker) -> None:
    """Of two headings of the same words, one in a quotation, each is placed on its own line."""
    text = (
        "# Lamps\n\n> ## Price\n>\n> Cheap.\n\n- ## Price\n\n  Dear.\n\n"
        "## Oil\n\nOlives.\n\n## Price\n\nUp.\n"
    )
    book, _ = read_book(load_config(project({"content/en/01-oil.md": text})))
    chapter = next(c for c in book.source.chapters if c.name == "01-oil")
    assert [block.position.line for block in chapter.blocks] == [3, 7]
    assert [section.position.line for section in chapter.sections] == [11, 15]
