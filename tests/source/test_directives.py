"""Directives of MyST: read as what they make, or named."""

from __future__ import annotations

import re

import pytest

from diglot.reader.html import without_html
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
    "```{math}\n:label: eq-a\nx = 1\n```": "$$\nx = 1\n$$ {#eq-a}",
    "```{epigraph}\nWords *first*.\n\n- A. Writer\n```":
    "::: {.epigraph}\nWords *first*.\n\n- A. Writer\n:::",
    "Above.\n```{figure} a.png\nThe mill\n```\nBelow.": "Above.\n\n![The mill](a.png)\n\nBelow.",
    "```{figure} a.png\n---\nname: fig-a\nwidth: 50%\n---\nSee {ref}`fig-b`\n```":
    '![See [](#fig-b)](a.png){#fig-a width="50%"}',
    ":::{figure}\n:label: fig-a\n![One](a.png)\n![Two](b.png)\n\nThe mills\n:::":
    "::: {#fig-a}\n![One](a.png)\n![Two](b.png)\n\nThe mills\n:::",
    "```{figure} a.png\n| a |\n|---|\n| 1 |\n```": "![](a.png)\n\n| a |\n|---|\n| 1 |",
    ":::{figure} a.png\n:name: fig-a\n:::": "![](a.png){#fig-a}",
    "::::{tab-set}\n:::{tab-item} A\n:sync: a\nOne\n:::\n:::{tab-item} B\nTwo\n:::\n::::":
    "::: {.tab}\n**A**\n\nOne\n:::\n\n::: {.tab}\n**B**\n\nTwo\n:::",
    "````{tab-set}\n```{tab-item} A\n\n    code\n```\n````": "::: {.tab}\n**A**\n\n    code\n:::",
    "````{note}\n```{figure} a.png\nThe mill\n```\n````":
    "::: {.note}\n![The mill](a.png)\n:::",
    ":::{code-block} python\nprint(1)\n:::": "``` python\nprint(1)\n```",
    ":::{math}\nx = 1\n:::": "$$\nx = 1\n$$",
    "```{list-table} The *sizes*\n:header-rows: 1\n:name: tbl-a\n* - A\n  - B\n* - 1\n\n    - x\n"
    "  - {sup}`2`\n```":
    '<table id="tbl-a">\n<caption>The *sizes*</caption>\n<tr><th>A</th>\n<th>B</th></tr>\n<tr><td>'
    "\n\n1\n\n- x\n\n</td>\n<td>^2^</td></tr>\n</table>",
    '```{csv-table} *Sizes*\n:header: "A", "B"\n:name: tbl-a\n"x, y", *1*\n\n"two\nlines",2\n```':
    '<table id="tbl-a">\n<caption>*Sizes*</caption>\n<tr><th>A</th><th>B</th></tr>\n'
    "<tr><td>x, y</td><td>*1*</td></tr>\n<tr><td>two lines</td><td>2</td></tr>\n</table>",
    "- x\n\n  :::{csv-table}\n  :header-rows: 1\n  :delim: ;\n  A; B\n  1; {sup}`2`\n  :::":
    "- x\n\n  <table>\n  <tr><th>A</th><th>B</th></tr>\n  <tr><td>1</td><td>^2^</td></tr>\n"
    "  </table>",
    "```{glossary}\n:sorted: true\n\nMill\n  A *machine*\n  for grain.\n\n  It grinds.\n\n"
    "One\nTwo\n    Words.\n```":
    "Mill\n:   A *machine*\n    for grain.\n\n    It grinds.\n\nOne, Two\n:   Words.",
    "```{glossary}\nMill\n: A machine.\n```": "Mill\n: A machine.",
    "```{bibliography}\n:style: alpha\n```\n\nEnd.": "::: {#refs}\n\n:::\n\nEnd.",
    "```{dropdown} Open\nWords.\n```": "::: {.note .details}\n**Open**\n\nWords.\n:::",
    "```{margin}\nWords.\n```": "::: {.note}\nWords.\n:::",
    "```{exercise} Sum\n:label: ex-a\nAdd.\n```":
    "::: {#ex-a .note .exercise .untitled}\n**Sum**\n\nAdd.\n:::",
    "```{exercise-start}\n:label: ex-a\n```\nAdd.\n\n```{code-cell}\n1\n```\n\n"
    "```{exercise-end}\n```":
    "::: {#ex-a .note .exercise .untitled}\nAdd.\n\n```\n1\n```\n:::",
    "```{solution} ex-a\nFive.\n```":
    "::: {.note .solution .untitled}\n**[](#ex-a)**\n\nFive.\n:::",
    "```{prf:proof}\nA\n```": "::: {.note .proof .untitled}\nA\n:::",
    "```{raw} html\n<b>x</b>\n```": "```{=html}\n<b>x</b>\n```",
    "(a-b)=\n## Oil": '<a id="a-b"></a>\n\n## Oil', "{#oil}\nWords.": '<a id="oil"></a>\n\nWords.',
    "````md\n```{figure} a.png\nThe mill\n```\n````":
    "````md\n```{figure} a.png\nThe mill\n```\n````",
}  # fmt: skip
NAMED = {
    "```{toctree}\na\n```": "{toctree}", "```{csv-table} T\n:file: a.csv\n```": "{csv-table}",
    "```{only} html\nA\n```": "{only}", "```{py:class} A\n```": "{py:class}",
    ":::{iframe} a.html\n:::": ":::{iframe} a.html",
}  # fmt: skip
UNNAMED = [
    "```{python}\nx\n```",
    "```{r, message=FALSE}\nx\n```",
    "````md\n```{toctree}\n```\n````",
]


def tree(text: str) -> str:
    """Return what pandoc makes of a text as it was meant."""
    nodes = read_blocks(check_markup(f"{text}\n", "x.md")[1], ENGLISH)
    return re.sub(r", 'tag': '[^']*'", "", str(without_html(nodes, "en")))


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


ROLES = {
    "{ref}`oil`": "[](#oil)", "{ref}`the oil <oil-a>`": "[the oil](#oil-a)",
    "{numref}`Figure %s <fig-a>`": "[](#fig-a)", "{doc}`a/oil`": "[](a/oil.md)",
    "{doc}`the *oil* <oil.md>`": r"[the \*oil\*](oil.md)", "{term}`mills <Mill>`": "mills",
    "H{sub}`2`O": "H~2~O", "4{sup}`th one`": "4<sup>th one</sup>", "{kbd}`Ctrl`": "<kbd>Ctrl</kbd>",
    "{abbr}`HTML (Hyper \"Text\")`": '[HTML]{.abbr title="Hyper &quot;Text&quot;"}',
    "{math}`a_1 * b`": "$a_1 * b$", "{cite}`a,b`": "[@a; @b]", "{cite:t}`a`": "@a",
    "{file}`a*b`": "`a*b`", "ב{ref}`oil` ו{sub}`1`": "ב[](#oil) ו~1~",
    "`{ref}`x": "`{ref}`x", "\\{ref}`x`": "\\{ref}`x`",
}  # fmt: skip
UNREAD_ROLES = ["{download}`a <b>`", "{cite:p}`{see}a`", "{ref}`two\nlines`", "{eq}`a\nb`"]


@pytest.mark.parametrize(("text", "plain"), ROLES.items())
def test_a_role_is_read_as_what_it_says(text: str, plain: str) -> None:
    """It gives what it would be in Markdown, and no finding; code stays code."""
    assert check_markup(f"See {text} there.\n", "x.md")[0] == ()
    assert tree(f"See {text} there.") == tree(f"See {plain} there.")


def test_a_number_alone_is_filled_in_and_named() -> None:
    """MyST has a number for a formula, here it is its whole name; in code it is code."""
    (finding,) = check_markup("See {eq}`eq-a`, not `{eq}`b.\n", "x.md")[0]
    assert (finding.rule, finding.position.column) == ("foreign-markup", 5)
    assert finding.hint.startswith("write [](#eq-a), ")
    assert tree("See {eq}`eq-a`.") == tree("See [](#eq-a).")


@pytest.mark.parametrize("text", UNREAD_ROLES)
def test_a_role_that_is_not_read_is_named(text: str) -> None:
    """It stays as it is typed, and the author is told."""
    (finding,) = check_markup(f"See {text} there.\n", "x.md")[0]
    assert (finding.rule, finding.position.column) == ("foreign-markup", 5)
    assert tree(f"See {text} there.") == str(
        without_html(read_blocks(f"See {text} there.\n", ENGLISH), "en")
    )


@pytest.mark.parametrize("text", UNNAMED)
def test_code_of_a_language_is_no_directive(text: str) -> None:
    """What is in braces may be a language, or stand in code itself."""
    assert check_markup(f"{text}\n", "x.md")[0] == ()


def test_a_slip_in_a_caption_has_its_place() -> None:
    """Lines and columns are those of the file."""
    findings, _ = check_markup("- x\n\n  ```{figure} a.png\n  See [[x]].\n  ```\n", "x.md")
    assert [(f.position.line, f.position.column) for f in findings] == [(4, 7)]


_WORDS = ("Mill", "Oil", "Gas", "Words", "(x)")


@pytest.mark.parametrize(
    "text",
    [
        "````{glossary}\n* - Mill\n```{list-table}\n````",
        "```{glossary}\nMill\n(oil)=\n```",
        "```{glossary}\nMill\n---\n    Words.\n```",
        "```{glossary}\nMill\n- Oil\n\n\n```{list-table} Words\n* - Gas\n",
        ":::{tip} Mill\n\nWords.",
        "::: {.callout-tip title=\"Mill\"}\n\nWords.",
        "$$\n(x)=\nMill\n$$",
        "```{csv-table} Mill\n\"Oil, Gas\nWords, (x)\n```",
        "{: #oil}\nA> Mill\nA> Words",
        "Mill[^1]\n\n[^1]: ::: {.x}\n    Words",
    ],
)  # fmt: skip
def test_torn_directives_lose_no_word(text: str) -> None:
    """Where one lacks its end, or holds what it may not, every word is still read."""
    read = tree(text)
    assert [word for word in _WORDS if word in text and word not in read] == []
