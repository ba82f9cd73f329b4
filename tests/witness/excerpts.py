"""Pieces of real chapters: some blocks that follow one another, with the notes they mark."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

TESTS = Path(__file__).parent.parent
BOOKS = (TESTS.parent, TESTS / "drift", TESTS / "everything", TESTS / "habits")
LONGEST_LINES = 45
_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_LABEL = re.compile(r"\[\^([^\]\s]+)\]:")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]^\n][^\]\n]*\]: +\S.*$", re.MULTILINE)
_PARSER = (
    MarkdownIt("commonmark")
    .enable("table")
    .use(footnote_plugin, move_to_end=False)
    .use(deflist_plugin)
)


@dataclass(frozen=True, slots=True)
class Source:
    """A real chapter, block by block. notes: the notes' texts, by label."""

    path: Path
    language: str
    blocks: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    references: tuple[str, ...]


@cache
def sources() -> tuple[Source, ...]:
    """Return all real chapters of this repository, in a fixed order."""
    paths = [path for book in BOOKS for path in sorted(book.glob("content/*/*.md"))]
    return tuple(map(_source, paths))


def _source(path: Path) -> Source:
    text = path.read_text()
    if text.startswith("---\n"):
        text = text[text.index("\n---", 4) + 5 :]
    lines = text.split("\n")
    starts = [t.map[0] for t in _PARSER.parse(text) if t.map and t.level == 0 and t.nesting >= 0]
    cuts = sorted({0, *starts, len(lines)})
    pieces = ["\n".join(lines[a:b]).rstrip() for a, b in pairwise(cuts)]
    pieces = [piece for piece in pieces if piece.strip()]
    notes = tuple((m[1], p) for p in pieces if (m := _LABEL.match(p)))
    blocks = tuple(p for p in pieces if not _LABEL.match(p) and not _REFERENCE.fullmatch(p))
    return Source(path, path.parent.name, blocks, notes, tuple(_REFERENCE.findall(text)))


def excerpt(dice: random.Random) -> tuple[str, str]:
    """Return the language and the text of a small chapter: a title and some real blocks."""
    source = dice.choice(sources())
    start = dice.randrange(max(len(source.blocks) - 3, 1))
    wanted = dice.randint(8, LONGEST_LINES)
    taken: list[str] = []
    for block in source.blocks[start:]:
        if taken and sum(map(_height, taken)) + _height(block) > wanted:
            break
        taken.append(block)
    title = "# כותרת" if source.language == "he" else "# Title"
    body = "\n\n".join(block for block in taken if not block.startswith("# "))
    marks = set(_MARK.findall(body))
    notes = dict(source.notes)
    while more := {m for label in marks for m in _MARK.findall(notes.get(label, ""))} - marks:
        marks |= more
    ends = [text for label, text in notes.items() if label in marks]
    return source.language, "\n\n".join([title, body, *ends, *source.references]) + "\n"


def _height(block: str) -> int:
    return block.count("\n") + 2
