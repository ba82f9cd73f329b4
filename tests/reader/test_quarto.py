"""What Quarto has in ways of its own: references, and figures and tables that are divisions."""

from __future__ import annotations

from changes import SVG
from diglot.config import load_config
from diglot.core.model import Chapter, Citation, CodeBlock, Figure, Image, Link, Table
from diglot.core.walk import chapter_blocks, chapter_inlines, plain_text
from diglot.reader.edition import read_book
from support import ProjectMaker

DIVISIONS = """# Oil

::: {#fig-mill}
![Stones](a.svg){fig-alt="Two stones"}

The mill *at work*[^1]
:::

::: {#tbl-sizes}
| a | b |
|---|---|
| 1 | 2 |

The sizes
:::

::: {#fig-words}
Nothing but words.

And more.
:::

```{#lst-press .python lst-cap="A press" filename="press.py"}
print(1)
```

[^1]: A note.
"""


def read_oil(project: ProjectMaker, text: str, references: str = "") -> Chapter:
    """Read a text as a chapter of a book in which nothing else is wrong."""
    files = {"content/en/01-oil.md": text, "content/en/a.svg": SVG}
    folder = project({**files, **({"content/references.bib": references} if references else {})})
    book, findings = read_book(load_config(folder), jobs=1)
    assert list(findings) == []
    return next(chapter for chapter in book.source.chapters if chapter.name == "01-oil")


def test_the_cross_references_of_quarto_are_links(project: ProjectMaker) -> None:
    """What is called fig-, tbl- or sec- is a part of the book, unless a work has that key."""
    text = "# Oil\n\nIn @fig-mill, [@tbl-sizes] and -@sec-oil, not in @fig-work.\n"
    work = "@book{fig-work, title={Work}, author={A. Writer}}\n"
    oil = read_oil(project, text, work)
    inlines = list(chapter_inlines(oil))
    links = [inline for inline in inlines if isinstance(inline, Link) and not inline.children]
    assert [link.target for link in links] == ["#fig-mill", "#tbl-sizes", "#sec-oil"]
    assert [link.position.column for link in links] == [4, 16, 33]
    assert [c.keys for c in inlines if isinstance(c, Citation)] == [("fig-work",)]


def test_a_division_with_its_caption_last_is_a_figure_or_a_table(project: ProjectMaker) -> None:
    """It has the name and the caption; a division of words stays one."""
    oil = read_oil(project, DIVISIONS)
    blocks = list(chapter_blocks(oil))
    (figure,) = (block for block in blocks if isinstance(block, Figure))
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert (figure.attributes.id, figure.number) == ("fig-mill", 1)
    assert (table.attributes.id, table.number) == ("tbl-sizes", 1)
    assert plain_text(figure.caption) == "The mill at work"
    assert plain_text(table.caption) == "The sizes"
    assert (figure.position.line, table.position.line) == (6, 10)
    (image,) = (inline for inline in chapter_inlines(oil) if isinstance(inline, Image))
    assert image.alt == "Stones: Two stones"


def test_a_listing_keeps_its_caption_and_the_name_of_its_file(project: ProjectMaker) -> None:
    """Both are above it."""
    blocks = chapter_blocks(read_oil(project, DIVISIONS))
    (code,) = (block for block in blocks if isinstance(block, CodeBlock))
    assert code.attributes.id == "lst-press"
    assert plain_text(code.caption) == "A press (press.py)"
