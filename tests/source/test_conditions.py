"""What Quarto shows in some formats only: left out, kept, or named."""

from __future__ import annotations

import pytest

from diglot.reader.source import read_source

HIDDEN = [
    "::: {.content-hidden}\nA *word*.[^1]\n\n## Heading\n:::",
    '::: {.content-visible when-format="docx"}\n{{ x }}\n:::',
    ':::{.content-visible when-format="revealjs"}\nx\n:::',
    '::: {.content-hidden unless-format="docx"}\nx\n\n::: {.note}\ny\n:::\n\n:::',
    "::: {.hidden}\n$$\n\\newcommand{x}{y}\n$$\n:::",
    "::: hidden\nx\n:::",
    '```{.python .content-visible when-format="docx"}\nprint(1)\n```',
    "```{python}\n#| label: setup\n#| include: false\nprint(1)\n```",
    "```{r setup, include=FALSE}\nlibrary(x)\n```",
    "```{code-cell} ipython3\n:tags: [remove-cell]\n\nplot()\n```",
    "```{code-cell}\n---\nkey: x\ntags: [hide-output, remove-cell]\n---\nplot()\n```",
]
SHOWN = [
    '::: {.content-visible unless-format="docx"}\nx\n:::',
    '::: {.content-hidden when-format="revealjs"}\nx\n:::',
    "::: {.content-visible}\nx\n:::",
    '```{.md}\n::: {.content-visible when-format="docx"}\nx\n:::\n```',
    "[x]{.hidden-gem} content-hidden",
    "```python\n#| include: false\nprint(1)\n```",
    "```python\nprint(include=False)\n```",
    "```{code-cell}\nx = 1\n# tags: remove-cell\n```",
    '`[x]{.content-visible when-format="docx"}`',
]
SOME = [
    '::: {.content-visible when-format="html"}\nx\n:::',
    '::: {.content-hidden when-format="pdf"}\nx\n:::',
    '::: {.content-visible unless-format="epub"}\nx\n:::',
    '::: {.content-visible when-format="typst"}\nx\n:::',
    '::: {.content-visible when-profile="long"}\nx\n:::',
    '::: {.content-hidden unless-meta="x.y"}\nx\n:::',
    '[x]{.content-visible when-format="html:js"}',
    '```{.python .content-hidden when-format="html"}\nx\n```',
]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_no_edition_shows_is_left_out(text: str) -> None:
    """Nothing is read of it or found in it, and what is around it stays where it was."""
    source = read_source(f"Above.\n\n{text}\n\nBelow.\n".encode(), "x.md")
    assert source.findings == ()
    assert source.text.split() == source.meant.split() == ["Above.", "Below."]
    assert source.text.index("Below.") > 0
    assert source.text.split("\n").index("Below.") == text.count("\n") + 4


def test_words_that_no_edition_shows_leave_their_room() -> None:
    """So the column of what is behind them is that of the file."""
    written = 'A [word]{.content-visible when-format="docx"} and {{ x }}.\n'
    source = read_source(written.encode(), "x.md")
    assert "word" not in source.meant
    (finding,) = source.findings
    assert finding.position.column == written.index("{{") + 1


@pytest.mark.parametrize("text", SHOWN)
def test_what_every_edition_shows_stays(text: str) -> None:
    """It is read as if it had no condition; what is code is code."""
    source = read_source(f"Above.\n\n{text}\n".encode(), "x.md")
    assert source.findings == ()
    assert source.text == f"Above.\n\n{text}\n"


@pytest.mark.parametrize("text", SOME)
def test_what_some_editions_would_show_is_named(text: str) -> None:
    """It stays in all of them, and the author is told, once."""
    source = read_source(f"Above.\n\n{text}\n".encode(), "x.md")
    (finding,) = source.findings
    assert (finding.rule, finding.position.line) == ("foreign-markup", 3)
    assert "condition of Quarto" in finding.message
    assert source.text == f"Above.\n\n{text}\n"


def test_a_cell_of_which_only_the_output_is_meant_is_named() -> None:
    """Nothing is run, so its code stays and the author is told."""
    source = read_source(b"Above.\n\n```{code-cell}\n:tags: [remove-input]\nplot()\n```\n", "x.md")
    (finding,) = source.findings
    assert (finding.rule, finding.position.line) == ("foreign-markup", 3)
    assert "plot()" in source.meant


def test_a_condition_in_what_is_left_out_is_not_named() -> None:
    """Nobody sees it."""
    text = '::: {.content-hidden}\n\n::: {.content-visible when-format="pdf"}\nx\n:::\n\n:::\n'
    source = read_source(f"Above.\n\n{text}".encode(), "x.md")
    assert source.findings == ()
