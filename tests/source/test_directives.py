"""Directives of MyST: read as what they make, or named."""

from __future__ import annotations

import pytest

from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.source.markup import check_markup

ENGLISH = ReadingOptions("en")
READ = {
    # what is written, and how it would be in Markdown
    "```{figure} a.png\n:name: fig-a\n:alt: A \"mill\"\n:width: 50%\n\nThe *mill*\nat work\n```":
    '![The *mill*\nat work](a.png){#fig-a alt="A &quot;mill&quot;" width="50%"}',
    "```{figure} a.png\nThe mill\n\nMore words.\n```": "![The mill](a.png)\n\nMore words.",
    "~~~{image} a b.png\n:alt: A mill\n~~~": '![](<a b.png>){alt="A mill"}',
    "- x\n\n  ```{figure} a.png\n  The mill\n  ```": "- x\n\n  ![The mill](a.png)",
    "```{table} Sizes\n:name: tbl-a\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```":
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Sizes {#tbl-a}",
    "```{table}\n| a |\n|---|\n| 1 |\n```": "| a |\n|---|\n| 1 |",
    "```{code-block} python\n:caption: A press\n:linenos:\n:name: lst-a\nprint(1)\n\n```":
    '``` {#lst-a .python caption="A press"}\nprint(1)\n\n```',
    "```{code-block} python\nprint(1)\n```": "``` python\nprint(1)\n```",
    "```{math}\n:label: eq-a\nx = 1\n```": "``` math\nx = 1\n```",
    "```{epigraph}\nWords *first*.\n\n- A. Writer\n```":
    "::: {.epigraph}\nWords *first*.\n\n- A. Writer\n:::",
    "Above.\n```{figure} a.png\nThe mill\n```\nBelow.": "Above.\n\n![The mill](a.png)\n\nBelow.",
    "````md\n```{figure} a.png\nThe mill\n```\n````":
    "````md\n```{figure} a.png\nThe mill\n```\n````",
}  # fmt: skip
NAMED = {
    "```{toctree}\na\n```": "{toctree}", "```{list-table} T\n* - a\n```": "{list-table}",
    "````{tab-set}\n```{tab-item} A\nB\n```\n````": "{tab-set}",
    "```{prf:proof}\nA\n```": "{prf:proof}",
}  # fmt: skip
UNNAMED = [
    "```{python}\nx\n```",
    "```{r, message=FALSE}\nx\n```",
    "````md\n```{toctree}\n```\n````",
]


def tree(text: str) -> str:
    """Return what pandoc makes of a text as it was meant."""
    return str(read_blocks(check_markup(f"{text}\n", "x.md")[1], ENGLISH))


@pytest.mark.parametrize(("text", "plain"), READ.items())
def test_a_directive_is_read_as_what_it_makes(text: str, plain: str) -> None:
    """It gives the blocks that it would be in Markdown, and no finding."""
    assert check_markup(f"{text}\n", "x.md")[0] == ()
    assert tree(text) == tree(plain)


@pytest.mark.parametrize(("text", "name"), NAMED.items())
def test_a_directive_that_makes_nothing_here_is_named(text: str, name: str) -> None:
    """It stays code, and the author is told."""
    (finding,) = check_markup(f"Words.\n\n{text}\n", "x.md")[0]
    assert (finding.rule, finding.position.line) == ("foreign-markup", 3)
    assert f'"{name}"' in finding.message


@pytest.mark.parametrize("text", UNNAMED)
def test_code_of_a_language_is_no_directive(text: str) -> None:
    """What is in braces may be a language, or stand in code itself."""
    assert check_markup(f"{text}\n", "x.md")[0] == ()


def test_a_slip_in_a_caption_has_its_place() -> None:
    """Lines and columns are those of the file."""
    findings, _ = check_markup("- x\n\n  ```{figure} a.png\n  See [[x]].\n  ```\n", "x.md")
    assert [(f.position.line, f.position.column) for f in findings] == [(4, 7)]
