"""What Quarto has in ways of its own: references, and figures and tables that are divisions."""

from __future__ import annotations

import pytest

from changes import SVG
from diglot.bitext import bitext
from diglot.config import load_config
from diglot.core.model import (
    Block,
    Chapter,
    Citation,
    CodeBlock,
    Division,
    Figure,
    Image,
    Inline,
    Link,
    Math,
    Paragraph,
    Table,
)
from diglot.core.walk import chapter_blocks, chapter_inlines, plain_text, walk_blocks
from diglot.lang.locales import load_locale
from diglot.reader.edition import read_book
from diglot.render.apparatus.index import Index
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


PARTS = """# Oil

::: {.panel-tabset group="tool"}
Before the tabs.

## R {#in-r}

Do it in *R*.

### Deeper

## Python

Do it in Python.
:::

::: {#thm-line .wide}
## Line

It is straight.
:::

::: {.proof}
By looking.
:::

::: {#fig-both layout-ncol="2"}
![First](a.svg){#fig-one}

![Second](a.svg){#fig-two}

Two stones
:::

![Third](a.svg){#fig-three}

::: {#lst-press}
```python
print(1)
```

A `press`
:::

::: {#fig-attribute fig-cap="Its caption"}
![](a.svg){fig-alt="A stone"}
:::

$$
E = mc^2
$$ {#eq-mass}

Where $$F = ma$$ {#eq-force} holds.
"""


def test_tabs_and_theorems_open_no_sections(project: ProjectMaker) -> None:
    """Their headings are lines in bold, and an id of a tab is that of its division."""
    oil = read_oil(project, PARTS)
    assert oil.sections == ()
    divisions = [b for b in walk_blocks(oil.blocks) if isinstance(b, Division)]
    found = [(d.attributes.id, d.attributes.classes, _words(d)) for d in divisions]
    assert found[:5] == [
        ("", ("panel-tabset",), ["Before the tabs."]),
        ("in-r", ("tab",), ["R", "Do it in R.", "Deeper"]),
        ("", ("tab",), ["Python", "Do it in Python."]),
        ("thm-line", ("note", "theorem", "untitled", "wide"), ["Line", "It is straight."]),
        ("", ("note", "proof", "untitled"), ["By looking."]),
    ]
    assert [d.position.line for d in divisions[:4]] == [4, 6, 12, 18]


def _words(division: Division) -> list[str]:
    return [plain_text(b.inlines) for b in division.blocks if isinstance(b, Paragraph)]


def test_a_figure_of_several_pictures_is_one(project: ProjectMaker) -> None:
    """It has the number; its parts keep their captions and ids."""
    oil = read_oil(project, PARTS)
    figures = [b for b in walk_blocks(oil.blocks) if isinstance(b, Figure)]
    assert [(f.attributes.id, f.number, plain_text(f.caption)) for f in figures] == [
        ("fig-both", 1, "Two stones"),
        ("fig-one", 0, "First"),
        ("fig-two", 0, "Second"),
        ("fig-three", 2, "Third"),
        ("fig-attribute", 3, "Its caption"),
    ]


def test_code_in_a_division_of_its_own_has_its_caption(project: ProjectMaker) -> None:
    """It is a listing, as if the caption were among its attributes."""
    (code,) = (b for b in chapter_blocks(read_oil(project, PARTS)) if isinstance(b, CodeBlock))
    assert (code.attributes.id, plain_text(code.caption)) == ("lst-press", "A press")


def test_a_formula_has_the_name_behind_it(project: ProjectMaker) -> None:
    """By itself or in a paragraph it has a number. No name is printed."""
    oil = read_oil(project, PARTS)
    *_, apart, inside = oil.blocks
    assert isinstance(apart, Paragraph)
    assert isinstance(inside, Paragraph)
    formulas = [*apart.inlines, inside.inlines[1]]
    assert [(f.attributes.id, f.number) for f in formulas if isinstance(f, Math)] == [
        ("eq-mass", 1),
        ("eq-force", 2),
    ]
    assert plain_text(inside.inlines) == "Where F = ma holds."


def test_references_are_called_by_what_they_lead_to(project: ProjectMaker) -> None:
    """Parts of a figure have its name, code its caption, a remark its title; a group is a list."""
    more = (
        "\nSee [@fig-one; @fig-three], @Fig-both, @lst-press, @thm-line, @tip-easy, @sec-end, "
        "@eq-mass, @Eq:force.\n"
    )
    remark = "\n::: {#tip-easy .callout-tip}\n## Easy\nIt is.\n:::\n\n## The end {#sec-end}\n"
    files = {"content/en/01-oil.md": PARTS + more + remark, "content/en/a.svg": SVG}
    book = bitext(read_book(load_config(project(files)), jobs=1)[0]).book
    index = Index(book.source, load_locale("en"))
    oil = next(chapter for chapter in book.source.chapters if chapter.name == "01-oil")
    places = [
        index.resolve(inline.target, "01-oil")
        for inline in chapter_inlines(oil)
        if isinstance(inline, Link)
    ]
    assert [plain_text(index.name(place)) for place in places if place] == [
        "Figure 1.1",
        "Figure 1.2",
        "Figure 1.1",
        "A press",
        "Line",
        "Easy",
        "The end",
        "Equation 1.1",
        "Equation 1.2",
    ]
    line = next(b for b in chapter_blocks(oil) if plain_text(_line(b)).startswith("See "))
    assert plain_text(_line(line)) == "See , , , , , , , , ."


def _line(block: Block) -> tuple[Inline, ...]:
    return block.inlines if isinstance(block, Paragraph) else ()


@pytest.mark.parametrize(("written", "rule"), [
    ("See [-@eq-mass].", "foreign-markup"),
    ("See figure [-@fig-one].", "foreign-markup"),
    ("See [Fig. @fig-one].", "undefined-citation"),
])  # fmt: skip
def test_a_reference_without_a_name_is_found(
    project: ProjectMaker, written: str, rule: str
) -> None:
    """A number alone is none here, and words before a reference would be said twice."""
    files = {"content/en/01-oil.md": f"{PARTS}\n{written}\n", "content/en/a.svg": SVG}
    (finding,) = read_book(load_config(project(files)), jobs=1)[1]
    assert (finding.rule, finding.position.column) == (rule, written.index("@") + 1)
    assert "#" in finding.hint or "write @" in finding.hint


def test_a_role_that_leads_nowhere_is_found_at_its_place(project: ProjectMaker) -> None:
    """The line and the column are those of the label that it names."""
    text = (
        "# Oil\n\nWords.\n\nSee {ref}`the mill <mill>` and {ref}`oil`.\n\n(oil)=\n## Oil\n\nEnd.\n"
    )
    (mill, label) = (
        inline for inline in chapter_inlines(read_oil(project, text)) if isinstance(inline, Link)
    )
    assert (mill.position.line, mill.position.column) == (5, 21)
    assert (label.target, label.position.line, label.position.column) == ("#oil", 5, 38)
