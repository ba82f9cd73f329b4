"""Words of a heading in brackets, as pandoc has links; places beside words that no line has."""

from __future__ import annotations

import pytest

from diglot.config import load_config
from diglot.core.model import Link
from diglot.core.walk import chapter_inlines
from diglot.reader.edition import read_book
from support import ProjectMaker

TEXT = """# Oil

See [The *mill*], [Oil], [there](#), [the stones][the *mill*], [The *mill*][] and [a map].

## The *mill*

## Presses {#press}

See [Presses] and [the *mill*].
"""
WANDERING = {
    "a title that is on no line of the text": "::: details Click me to view\nx\n:::\n\n"
    "The count is low, @one.\n\n.button is red, @two.\n",
    "a number that pandoc puts in": "(@good) An example.\n\nAs (@good) says.\n\n"
    "A work by @one.\n\nAnd @two in 1984.\n",
    "a tag whose attributes are repaired": "Press <button @click='x'>@one</button>.\n\n"
    "Then <b>@two</b>.\n",
}  # fmt: skip


def test_words_of_a_heading_in_brackets_lead_to_it(project: ProjectMaker) -> None:
    """A link by a heading's words leads to its id, that of the title to the chapter's top."""
    book, findings = read_book(load_config(project({"content/en/01-oil.md": TEXT})), jobs=1)
    chapter = next(chapter for chapter in book.source.chapters if chapter.name == "01-oil")
    links = [inline for inline in chapter_inlines(chapter) if isinstance(inline, Link)]
    assert [link.target for link in links] == [
        "#the-mill", "#", "#", "#the-mill", "#the-mill", "#press", "#the-mill",
    ]  # fmt: skip
    assert list(findings) == []


@pytest.mark.parametrize("text", WANDERING.values(), ids=WANDERING)
def test_what_is_not_in_the_source_moves_no_place(project: ProjectMaker, text: str) -> None:
    """Findings after words that the source does not have are at their own lines."""
    text = f"# Oil\n\n{text}"
    _, findings = read_book(load_config(project({"content/en/01-oil.md": text})), jobs=1)
    lines = text.split("\n")
    for key in ("one", "two"):
        (place,) = (f.position for f in findings if f.message.endswith(f'the key "{key}"'))
        assert lines[place.line - 1][place.column - 1 :].startswith(f"@{key}")
