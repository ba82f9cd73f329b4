"""Habits of other programs: read as they are meant, or found where they are."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import html

from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.source.foreign.habit import Habit
from diglot.source.foreign.markdown import MARKDOWN
from diglot.source.foreign.omitted import _OMITTED
from diglot.source.foreign.others import OTHERS
from diglot.source.markup import check_markup
from epub_checks import EpubChecks
from reading import with_poppler
from support import SOUND, run_diglot, write_project

ENGLISH = ReadingOptions("en")

FOREIGN = {
    "Words\n{: .x cite='a'}": "kramdown",
    "{:toc}": "kramdown",
    "![a](b.png){: cite=a }": "kramdown", "{::options parse=\"x\" /}": "kramdown",
    "[TOC]": "table of contents", "[[_TOC_]]": "table of contents",
    "*[HTML]: Hyper Text": "abbreviation", "See %%this%% too.": "Obsidian",
    "import X from './x'": "MDX", "export default X": "MDX", "{/* note */}": "MDX",
    '{{< figure src="a" link="b" >}}': "Hugo",
    "{{% notice %}}": "Hugo", "{{#include a.rs}}": "mdBook",
    "{% include a %}": "Liquid", "[a]({% link b %})": "Liquid", "See {{ site.title }}.": "template",
    "{++new++}": "CriticMarkup", "See [[Page]].": "wiki", "![[a]]": "wiki", "[[a|b]]": "wiki",
    "ראו ב[[דף]].": "wiki", "(ה[[דף|שם]])": "wiki", "- ל[[דף]]": "wiki", "> [[2024-01-31]]": "wiki",
    "A <!-- b\n\nc": "comment", "A line. ^abc123": "Obsidian", "(\\#fig:one)": "bookdown",
    "See \\@ref(fig:one).": "bookdown",
    "See [[2024]].": "wiki", "ב[[ שלום עולם ]]": "wiki", '<code x="1" a%b>c</code>': "HTML",
    "<kbd a%b>c</kbd>": "HTML",
    "| a |\n|---|\n| מ[[דף]] |": "wiki", "## על [[דף]] {#x}": "wiki", "**[[a]]**[[1]]": "wiki",
    "Hi :smile: all": "shortcode", ":tada:": "shortcode",
    "See \\footnote{x}.": "TeX", "\\begin{itemize}": "TeX", ".. note:: x": "reStructuredText",
    ".. _label:": "reStructuredText", "See :ref:`x`.": "reStructuredText",
    "See {py:func}`x`.": "MyST",
    "% words": "MyST", "Words[aside]{.aside}.": "margin",
    "Words\n\n+++\n\nMore": "MyST", "See {eq}`x`.": "formula",
    '+++ {"part": "x"}': "MyST",
    "{.wide}\n": "Markua", "== Title": "AsciiDoc",
    "[NOTE]\n====\nx\n====": "AsciiDoc", "include::a.adoc[]": "AsciiDoc", "#+TITLE: x": "Org",
    "A [b]word[/b].": "BBCode", "Press ++ctrl+s++.": "PyMdown", "/// note | T": "PyMdown",
    "--8<-- \"a.md\"": "PyMdown", "<<< @/a.js": "VitePress", "text\n:::tip Title": "Docusaurus",
    "- a ` b\n- Hi :smile: ` all": "shortcode",
    "> text\n> [!NOTE]": "alert", "<img `` src='a.svg'>": "HTML", '<div class="x': "HTML",
    "<section id\"x\" lang='he'>\n\nx": "HTML", "<img alt\"x\" src='a.svg'>": "HTML",
    '[]{.index term="x}[words](#a) more': "attributes", "[Words]{.x key=\"y\nmore": "attributes",
    "## Head {#id": "attributes",
    "- [/] half": "task", "{:toc}\n": "contents",
    "a\n\n^\n\nb": "kramdown",
    "%% words": "Leanpub", "- a ^a1b2c3\n- b": "Obsidian", "> a\n\n^a1b2c3": "Obsidian",
    "(ref:cap) Oil": "bookdown",
    "{/* a\n\nb */}": "MDX", "a {props.b} c": "MDX", "a{' '}\nb": "MDX",
    '{{< figure\n  link="a"\n>}}': "Hugo", "{% include a\n  width='50%' %}": "Liquid",
    "{% @mermaid/diagram x %}": "Liquid", "See {{ $a.b }}.": "template", "{{.Title}}": "template",
    "{{ציטוט|תוכן=מילים}}": "template", "{{cite book\n| title = A}}": "template",
    "<% tp.date.now() %>": "template", 'Olives{i: "green"}': "index", "<<(a.rb)": "Leanpub",
    "<<[A](a.rb)": "Leanpub", "{quiz, id: a}": "Markua", "{/aside}": "Markua",
    "--8<--": "PyMdown", "a ^^new^^ b": "PyMdown", "::: a.b.C": "mkdocstrings", ":+1:": "shortcode",
    "[x]{.comment-start id=\"0\"}y[]{.comment-end id=\"0\"}": "Word",
    "a [b]{.deletion author=\"A\"}": "Word", "Error! Reference source not found.": "Word",
    "PAGEREF _Toc1 \\h 3": "Word", "\\index{oil!green}": "index",
    "<!-- @include: ./a.md -->": "VitePress",
    "> a\n{cite=\"https://a.example\"}": "attributes",
    "#oil #gas/price": "tags", "See [[20210412120000]].": "wiki", "a [caption id=1]b[/caption]":
    "WordPress", "See \\@ref(oil).": "bookdown", "<project:#oil>": "MyST",
    "a [Pg 12] b": "page", "[Illustration: A mill]": "picture", "[Footnote 1: a b]": "Gutenberg",
    "*** START OF THE PROJECT GUTENBERG EBOOK OIL ***": "Gutenberg",
    "<img <em>x</em> src='a.svg'>": "HTML", "Words </x here": "HTML", 'A <b class="y" z': "HTML",
}  # fmt: skip
SOUND_TEXTS = [
    "`{{ x }}`, `[[x]]`, `:smile:`, ``{% x %}`` and `\\newpage`", "```\n{{ x }}\n- [ ] x\n```",
    "    {{ x }} [[y]]", "<!-- {{ x }} -->", r"\{\{ x }}, \[[x]], \:smile:, \\newpage",
    "[{{ x }}]{.verbatim}", "<code>{{ x }}</code>", r"$\begin{pmatrix} a \\ b \end{pmatrix}$",
    "<div @click='x' :key=y data-a hidden>\n\nx\n\n</div>", "a <b and c", "a<b",
    "<https://a.example>, <me@a.example>", "<div\nclass=x>\n\nx\n\n</div>",
    "<img alt='a < b' src=\"x\">", "Vec<T>", "a </ b", r"\<div class",
    "R[[x]], a[i][[j]], [[1]], [[1, 2], [3, 4]], [[1]](https://a.example), a[i][j]",
    "x ^2 and ^y, a \\# b (see \\@me)", "[[ -f x ]], [[ a == b ]], [[ $a ]], x[[2024]]",
    "<code @click='x'>a</code>",
    "at 10:30:15, ratio 1:2:3",
    "C++ and G++, a == b, a==b==c, 100%%", "50 % of it, %a", "a +++ b",
    r"C:\newpage\x, \\server\share", "{x : x > 0}",
    "import x from home, export of oil", "words {a, b}", "* item\n* [link](#a)",
    "- [x](https://a.example) first", "[[a]](https://a.example)", "Title\n=====\n\nText\n----",
    "| a | b |\n|:-:|:--|\n| 1 | 2 |",
    "[words]{.class} and [x](#y){.z}",
    '[x]{.a\nkey="y z"} and [x]{#b}', "[a] {.x: 1}", "## Head {#id .x}",
    "| a |\n|---|\n\n: Caption {#tbl-x}",
    "::: {.note}\nx\n:::",
    "::: note\nx\n:::", 'נ.ב.: סוף, רש"י: כך', "[^1]\n\n[^1]: Note: x", "Term\n:   Meaning: so",
    "x^2^ and ^, the {a} of {0.5} and {x.}, f{a.b}, {{1, 2}, {3}}", "<!-- include the mill -->",
    "100 %% of it", "a\n^b^", "(ref: a) b", "## (Part) a", "a::b.c", "5 <% 6",
    "A <B % C> d",    "- [a] b", "an error! reference source",
    "text !!! really\n\n!!! note\n\nmore", "She said: ::: and left",
]  # fmt: skip


def found(text: str) -> list[tuple[str, int, str]]:
    """Return the (rule, line, message) of each finding in a text."""
    return [(f.rule, f.position.line, f.message) for f in check_markup(text, "x.md")[0]]


@pytest.mark.parametrize(("text", "name"), FOREIGN.items())
def test_a_foreign_habit_is_named(text: str, name: str) -> None:
    """What another program would understand is found, once, and named."""
    habits = [message for rule, _, message in found(f"# T\n\n{text}\n") if rule == "foreign-markup"]
    assert len(habits) == 1
    assert name in habits[0]


@pytest.mark.parametrize("text", [*FOREIGN, *SOUND_TEXTS])
def test_code_is_never_foreign(text: str) -> None:
    """In code between fences nothing is found, and nothing is changed."""
    text = f"Words.\n\n````\n{text}\n````\n"
    assert check_markup(text, "x.md") == ((), text)


@pytest.mark.parametrize("text", SOUND_TEXTS)
def test_what_looks_foreign_is_left_alone(text: str) -> None:
    """Code, escapes, mathematics and pandoc's own marks are no foreign habits."""
    assert found(f"# T\n\n{text}\n") == []


CODE = {
    "```mermaid\na-->b\n```": "drawings", "~~~{mermaid}\na\n~~~": "drawings",
    "- x\n\n  ```plantuml\n  a\n  ```": "drawings", "```dataview\nTABLE x\n```": "Obsidian",
    "```rust,ignore\n{{#include a.rs:2}}\n```": "mdBook", '```c\n--8<-- "a.c"\n```': "PyMdown",
    "```rust\n# fn main() {\nlet x;\n# }\n```": "mdBook",
    "```js\na // [!code --]\n```": "VitePress",
    "```js\n// highlight-next-line\na\n```": "Docusaurus",
    "```{r a, fig.cap='B', echo = FALSE}\nplot(x)\n```": "knitr",
    "```{r}\nknitr::include_graphics('a.png')\n```": "knitr",
    "```{python}\n#| label: fig-a\nx\n```": "knitr", "It has `r nrow(x)` rows.": "knitr",
    "It has `{python} n` rows.": "knitr", "See `= this.file`.": "Obsidian",
}  # fmt: skip
SOUND_CODE = [
    "```md\n{{#include a.rs}}\n```", "```\n--8<-- \"a\"\n```", "```rust\n#[derive(A)]\n#![b]\n```",
    "```py\n# a comment\n```", "````md\n```mermaid\na\n```\n````", "```js\na[!code]\n```",
    "```{r}\nx <- 1\n```", "```r\nkable(x)\n```", "`` `r x` ``, `r`, `{r}`, `= a`",
    "```text\na-->b\n```",
    "```html\n<!-- highlight-next-line -->\n```",
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), CODE.items())
def test_what_another_program_makes_of_code_is_named(text: str, name: str) -> None:
    """Code that is drawn, run or put in elsewhere is found once, at its line."""
    ((rule, line, message),) = found(f"# T\n\n{text}\n")
    assert rule == "foreign-markup"
    assert name in message
    assert line in (3, 4, 5)


@pytest.mark.parametrize("text", SOUND_CODE)
def test_other_code_is_code(text: str) -> None:
    """Examples, comments and plain code are not looked at."""
    assert found(f"# T\n\n{text}\n") == []


def test_a_block_of_pandoc_is_one_finding() -> None:
    """The title, the author and the date before a text are named as what they are."""
    findings, _ = check_markup("% Oil\n% Dana Levi\n% 2026\n\nWords.\n", "x.md")
    ((rule, line, message),) = ((f.rule, f.position.line, f.message) for f in findings)
    assert (rule, line) == ("foreign-markup", 1)
    assert "a block of pandoc with a title" in message


@pytest.mark.parametrize(
    ("text", "name"),
    [("= Oil\nA. Writer\n\n", "AsciiDoc"), ("Title: Oil\nAuthor: A\n\nB\n", "MultiMarkdown")],
)
def test_a_text_that_begins_in_another_language_is_named(text: str, name: str) -> None:
    """A title of AsciiDoc and settings of MultiMarkdown are found at the beginning alone."""
    assert [(line, name in message) for _, line, message in found(text)] == [(1, True)]
    assert found(f"Words.\n\n{text}") == []


def test_a_directive_without_an_end_opens_no_division() -> None:
    """What mkdocstrings would fill is text, and the text below is in no division."""
    findings, meant = check_markup("::: a.b.C\n\nWords.\n", "x.md")
    assert [f.rule for f in findings] == ["foreign-markup"]
    assert "Div" not in str(read_blocks(meant, ENGLISH))


@pytest.mark.parametrize(
    ("strange", "lines"),
    [
        ("%", [1, 3]), ("✅", [1, 3]), ("(a)", [1, 3]), ("$5", [1, 3]),
        ("@click='x y'", []), (":a.b=c", []), ('x.y="1"', []),
    ],
)  # fmt: skip
def test_an_attribute_without_a_name_costs_no_tag(strange: str, lines: list[int]) -> None:
    """What is no attribute to pandoc is left out, and named unless Vue has it; the tag is read."""
    text = f"A <span {strange} id=k>b</span>.\n\n<div {strange} id=d>\n\n*c*\n\n</div>\n"
    findings, meant = check_markup(text, "x.md")
    assert [f.position.line for f in findings] == lines
    assert "<span id=k>" in meant
    assert "<div id=d>" in meant
    assert check_markup("if a <b % c> d", "x.md") == ((), "if a <b % c> d")


def test_a_remark_that_would_stand_in_code_is_none() -> None:
    """Where what a remark holds would close the code above it, nothing is put into that code."""
    findings, meant = check_markup("```x\na\n\n!!! tip\n\n    ```\n\nb\n", "x.md")
    assert [f.rule for f in findings] == ["unclosed-fence"]
    assert ":::" not in meant


def test_a_finding_has_its_column() -> None:
    """Inside a remark a column is that of the file, indents and all."""
    findings, _ = check_markup(
        "!!! note\n\n    See {{ x }} and $ש$.\n\n> [!TIP]\n> [[x]]\n", "x.md"
    )
    places = sorted((f.position.line, f.position.column) for f in findings)
    assert places == [(3, 9), (3, 22), (6, 3)]


# Remarks -----------------------------------------------------------------------------

REMARKS = {
    '!!! note "T"\n    B\n\n    - i': ["note"], "??? tip\n\n    B": ["note", "tip", "untitled"],
    '???+ danger "T"\n    B\nAfter.': ["note", "danger"], '=== "T"\n\n    B': ["tab"],
    "> [!NOTE]\n> B": ["note"], "> [!warning]- T\n> B\n> - i\n> - j": ["note", "warning"],
    ":::tip T\n\nB\n\n:::": ["note", "tip"], ":::warning[T]\nB\n:::": ["note", "warning"],
    ":::{note}\nB\n:::": ["note"], "::: info T :::\nB\n:::": ["note", "info"],
    ':::note{title="T"}\nB\n:::': ["note"], "- x\n\n    !!! note\n        B": ["note"],
    "1. x\n\n   > [!NOTE]\n   > B": ["note"],
    "- x\n    - y\n\n        :::tip T\n        B\n        :::":
    ["note", "tip"], "- x\n\n    ::: note\n    B\n    :::": ["note"],
    "Before.\n!!! tip Words\n    B": ["note", "tip"], "• x\n\n!!! note\n    B": ["note"],
    "<h2>x</h2>\n:::tip[T]\n\nB\n:::": ["note", "tip"],
    "# x\n:::tip T\n\nB\n:::": ["note", "tip"],
    "```{note}\n:class: dropdown\nB\n\n- i\n```": ["note"],
    "- x\n\n  ~~~{tip} T\n  B\n  ~~~": ["note", "tip"],
    "```{admonition} T\n:class: dropdown tip\nB\n```": ["note", "tip"],
    ":::{admonition} T\n:class: warning\nB\n:::": ["note", "warning"],
    "::: {.callout-note}\n## T\n\nB\n:::": ["note"],
    '::: {.callout-tip title="T" collapse="true"}\nB\n:::': ["note", "tip"],
    "::: {icon=false .callout-warning}\nB\n:::": ["note", "warning", "untitled"],
    "> ::: {.callout-important}\n> # T\n> B\n> :::": ["note", "important"],
    "::: tip\nB\n:::": ["note", "tip", "untitled"],
    "::::danger\nB\n::::": ["note", "danger", "untitled"],
    ":::warning{icon=false}\nB\n:::": ["note", "warning", "untitled"],
    "```admonish\nB\n```": ["note"], '~~~admonish tip title="T"\nB\n~~~': ["note", "tip"],
    '```admonish warning "T"\nB\n```': ["note", "warning"],
    "```ad-tip\ntitle: T\ncollapse: open\n\nB\n```": ["note", "tip"],
    "```{block2, type='rmdcaution'}\nB\n```": ["note", "caution", "untitled"],
    "```{proof}\nB\n```": ["note", "proof", "untitled"],
    "A> B": ["note"], "W> ## T\nW>\nW> B\nW>\nW> - i": ["note", "warning"],
    "T> **T**\nT> B": ["note", "tip"], "C> B": ["center"], "{aside}\nB\n{/aside}": ["note"],
    '{blurb, class: tip}\n# T\nB\n{/blurb}': ["note", "tip"],
    '{% hint style="info" %}\nB\n{% endhint %}': ["note", "info", "untitled"],
    '{% hint style="danger" %}\nB\n\n- i\n{% endhint %}': ["note", "danger", "untitled"],
    '{% tabs %}\n{% tab title="T" %}\nB\n{% endtab %}\n{% endtabs %}': ["tab"],
    "{{< hint warning >}}\nB\n{{< /hint >}}": ["note", "warning", "untitled"],
    '{{% notice tip "T" %}}\nB\n{{% /notice %}}': ["note", "tip"],
    '{{% alert title="T" color="primary" %}}\nB\n{{% /alert %}}': ["note"],
    '{{< callout type="info" >}}\nB\n{{< /callout >}}': ["note", "info", "untitled"],
    '{{< details "T" >}}\nB\n{{< /details >}}': ["note", "details"],
    "- x\n\n  {{< tip >}}\n  B\n  {{< /tip >}}": ["note", "tip", "untitled"],
    "<Note>\n\nB\n\n</Note>": ["note"],
    '<Aside type="tip">\n  B\n</Aside>': ["note", "tip", "untitled"],
    '<Tabs groupId="a">\n  <TabItem value="t" label="T" default>\n    B\n  </TabItem>\n</Tabs>':
    ["tab"], '<Callout type="x" title="T">B</Callout>': ["note"],
    '<CardGroup cols={2}>\n<Card title="T" href="/a">\nB\n</Card>\n</CardGroup>': ["card"],
    '- x\n\n  <Accordion title="T">\n    B\n  </Accordion>': ["note", "details"],
    "- x\n\n  ::: {.callout-caution}\n\n  ### T\n  B\n  :::": ["note", "caution"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "classes"), REMARKS.items())
def test_remarks_are_divisions(text: str, classes: list[str]) -> None:
    """A side remark of another program is a division with its text, and its title in bold."""
    findings, meant = check_markup(f"{text}\n", "x.md")
    tree = str(read_blocks(meant, ENGLISH))
    assert findings == ()
    assert f"[['', {classes}, []]" in tree
    assert "CodeBlock" not in tree
    signs = ("!!!", "???", "===", "[!", ":::", "{note}", "{%", "{{", "'A>", "'W>", "{/")
    assert not any(sign in tree for sign in signs)
    assert ("'Header'" in tree) is text.startswith("# x")
    assert ("'Strong'" in tree) is bool(re.search(r"\bT\b|Words", text))
    assert "'B'" in tree


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{{< figure src="a.svg" caption="The *mill*" width="300" >}}', "Figure"),
        ('{{< figure\n    src="a.svg"\n    alt="B"\n    title="The mill"\n>}}', "Figure"),
        ("{% highlight rb linenos %}\nputs 'x'\n{% endhighlight %}", "CodeBlock"),
        ('{{< highlight go "linenos=table" >}}\nx "```"\n{{< /highlight >}}', "CodeBlock"),
        ('{% code title="a.js" %}\n```js\nx\n```\n{% endcode %}', "CodeBlock"),
        ("{% stepper %}\n{% step %}\n## T\n\nB\n{% endstep %}\n{% endstepper %}", "Header"),
        ('{% content-ref url="a.md" %}\n[a](a.md)\n{% endcontent-ref %}', "Para"),
    ],
)
def test_tags_of_templates_are_read(text: str, read: str) -> None:
    """Pictures, code and what is around a block become what they make, and no sign is left."""
    findings, meant = check_markup(f"{text}\n\nEnd.\n", "x.md")
    blocks = read_blocks(meant, ENGLISH)
    assert findings == ()
    assert blocks[0]["t"] == read
    assert blocks[-1]["t"] == "Para"
    assert not any(sign in str(blocks) for sign in ("{%", "{{", ">}", "%}"))
    assert "'x'" in str(blocks) or read != "CodeBlock" or "x" in blocks[0]["c"][1]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{sample: true}\n# T {#x}", "# T {#x}"), ("{id: oil}\n## T", "## T {#oil}"),
        ('{width: "60%", float: left}\n![a](b.png)', '![a](b.png){width="60%"}'),
        ('{width=50%,alt="c"}\n![a](b.png "d")', '![a](b.png "d"){width="50%" alt="c"}'),
        ('{title: "A *b*", line-numbers: true}\n```ruby\nx\n```', 'title="A *b*"'),
        ("{lang=python}\n~~~~\nx\n~~~~", "~~~~python"),
    ],
)  # fmt: skip
def test_attributes_above_are_read_where_they_belong(text: str, read: str) -> None:
    """What Leanpub has above a heading, a picture or code is in it."""
    findings, meant = check_markup(f"{text}\n", "x.md")
    assert findings == ()
    assert read in meant
    assert text.split("\n", maxsplit=1)[0] not in meant


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("## T\n{: #oil .no_toc}", "## T {#oil}"), ("T\n---\n{:#oil}", "T {#oil}\n---"),
        ("## T {: #oil }", "## T {#oil}"), ("## T {#oil}\n{: .x}", "## T {#oil}"),
        ("[T](a.md){:target=\"_blank\"} B", "[T](a.md) B"), ("*T*{: .red} B", "*T* B"),
        ("`T`{:.x} B", "`T` B"), ("![T](a.png){: w='70' .x}", '![T](a.png){width="70"}'),
        ("![T](a.png)\n{: #oil width=\"50%\"}", '![T](a.png){#oil width="50%"}'),
        ("```\nT\n```\n{: .language-rb file='a.rb'}", '```rb {title="a.rb"}\nT\n```'),
        ("{: .nolineno }\n```js\nT\n```", "```js\nT\n```"),
        ("T\n{: .lead}", "T"), ("- T\n- B\n{: .x}", "- T\n- B"), ("| T |\n|---|\n| B |\n{:.x}",
        "| T |\n|---|\n| B |"), ("T\nB\n{: #oil lang=he}", "::: {#oil lang=he}\nT\nB\n:::"),
        ("{: .note }\nT", "::: {.note}\nT\n:::"),
        ("> T\n>\n> B\n{: .prompt-tip #oil}", "::: {#oil .note .tip .untitled}\nT\n\nB\n:::"),
        ("{: .warning-title }\n> T\n>\n> B", "::: {.note .warning}\n**T**\n\nB\n:::"),
        ("- a\n\n  T\n  {: .notice--info}", "- a\n\n  ::: {.note .info .untitled}\n  T\n  :::"),
        ("- T {: .x}\n- B", "- T\n- B"), ("```\n{: .note}\nT\n```", "```\n{: .note}\nT\n```"),
    ],
)  # fmt: skip
def test_attributes_of_kramdown_are_read(text: str, read: str) -> None:
    """Ids, sizes, titles and side remarks are as in Markdown; looks go; all words stay."""
    findings, meant = check_markup(f"{text}\n", "x.md")
    assert findings == ()
    assert _untagged(read_blocks(meant, ENGLISH)) == _untagged(
        read_blocks(check_markup(f"{read}\n", "x.md")[1], ENGLISH)
    )


def _untagged(nodes: object) -> str:
    return re.sub(r", \{'t': 'Space'\}(?=\])", "", str(nodes))


@pytest.mark.parametrize(
    "text",
    ["- T\n- B\n{: #oil}", "T\n{: .note cite='a'}", "- T\n- B\n{: .note}", "*T*{: #oil} B",
     "## T {#a}\n{: #oil}", "T\n\n{: .x}", "a {:.2f} b", "T{:.x} b"],
)  # fmt: skip
def test_attributes_that_have_no_place_are_named(text: str) -> None:
    """What would be lost, or belongs to nothing, stays as it is typed, and the author is told."""
    assert [rule for rule, _, _ in found(f"# T\n\n{text}\n")] == ["foreign-markup"]
    assert check_markup(f"{text}\n", "x.md")[1] == f"{text}\n"


@pytest.mark.parametrize(
    "text",
    ["{class: part}\n# T", "{sample: true}\n\n# T", "{width: 50%}\nWords", "{title: a}\n## T",
     '{caption: "a", width: 5}\n![a](b.png)', "```\n{sample: true}\n# T\n```"],
)  # fmt: skip
def test_attributes_that_would_be_lost_stay(text: str) -> None:
    """Above anything else, and where one of them means more, the line is left for its finding."""
    assert text.split("\n", maxsplit=1)[0] in check_markup(f"{text}\n", "x.md")[1]


@pytest.mark.parametrize(
    "text",
    ["{% hint %}\nB", "{% hint %} B {% endhint %}", '{{< figure src="a.svg" link="b" >}}',
     "{aside}\nB", "```\nA> x\n{% hint %}\n{% endhint %}\n```", "::: {.tip}\nB\n:::",
     "::: example\nB\n:::", "<Tabs>\nB", "<Foo>\nB\n</Foo>", "a <Note>b</Note>",
     "A>B", "a A> b", "```{r}\nx\n```", "```adb\nx\n```"],
)  # fmt: skip
def test_what_is_no_whole_block_is_no_remark(text: str) -> None:
    """Tags without an end, examples, and classes of one's own are left as they are."""
    assert ".note" not in check_markup(f"{text}\n", "x.md")[1]


def test_a_remark_between_signs_of_code_may_hold_code() -> None:
    """Four backticks around a remark leave three for the code in it; an example stays code."""
    for text, name in (
        ("````{warning}\nB\n\n```py\nx\n```\n````\n", "Div"),
        ("````\n```{warning}\nB\n```\n````\n", "CodeBlock"),
    ):
        (block,) = read_blocks(check_markup(text, "x.md")[1], ENGLISH)
        assert block["t"] == name
        assert "x" in str(block) or "{warning}" in str(block)


def test_remarks_nest_and_keep_code() -> None:
    """A remark inside a remark ends with it, and code in it is not looked at."""
    text = (
        "!!! note\n    One.\n\n    ```\n    !!! x\n        y\n    ```\n\n"
        "    !!! tip\n        Two.\n\nThree.\n"
    )
    note, after = read_blocks(check_markup(text, "x.md")[1], ENGLISH)
    _one, code, tip = note["c"][1]
    assert code["c"][1] == "!!! x\n    y"
    assert (tip["t"], after["t"]) == ("Div", "Para")


@pytest.mark.parametrize(
    "text", ["==Words== end.", "a ==b c== d", "ש==מילה== כאן", "(==a=1==)", "==a\nb=="]
)
def test_marked_words_are_marked(text: str) -> None:
    """Words between pairs of equals signs are marked words."""
    findings, meant = check_markup(text, "x.md")
    assert findings == ()
    assert meant.count("<mark>") == meant.count("</mark>") == 1
    assert "==" not in meant


# Links -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["See [the site][s].", "![A map][m]", "[the site][no]", "- [the *site*][s]",
     "[the site][s]\n\n`[s]: x`", "[`code`][word]", "[two\nlines][s]"],
)  # fmt: skip
def test_an_undefined_reference_is_found(text: str) -> None:
    """A link or picture by a name that nothing defines is found."""
    assert [rule for rule, _, _ in found(f"# T\n\n{text}\n")] == ["undefined-link"]


@pytest.mark.parametrize(
    "text",
    ["[a site][s]\n\n[S]: https://a.example", "[a site][s] \n\n> [s]: #x", "[words] alone",
     "[a site][Two words]\n\n## Two  words {#x}", "[a][b] and x[i][j] and [12][13]", "[@key][word]",
     "`[words][key]`", r"\[words][key] and \[words\]\[key\]", "[words][key](https://a.example)",
     "[words][^1]\n\n[^1]: x", "$[ab][cd]$", "int[] names[]", "[אב][ג]{lang=he}"],
)  # fmt: skip
def test_other_brackets_are_no_references(text: str) -> None:
    """Defined names, code, indices, citations and escaped brackets are right."""
    assert [rule for rule, _, _ in found(f"# T\n\n{text}\n")] == []


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("See https://a.example/a_b_c, or (https://a.example/b).",
         ["https://a.example/a_b_c", "https://a.example/b"]),
        ("www.a.example/x_y_ and me@a.example.",
         ["https://www.a.example/x_y", "mailto:me@a.example"]),
        ("https://a.example/x_(y)! **https://a.example** _https://a.example/z_",
         ["https://a.example/x_(y)", "https://a.example", "https://a.example/z"]),
        ("ב-https://a.example/דף־הבית, ובhttps://a.example.",
         ["https://a.example/דף", "https://a.example"]),
        ("https://a.example/@user/~a~b and mailto:a@b.example",
         ["https://a.example/@user/~a~b", "mailto:a@b.example"]),
        ("https://a.example—so, https://b.example…", ["https://a.example", "https://b.example"]),
        ("[https://a.example](https://b.example)", ["https://b.example"]),
        ("<https://a.example> [see https://a.example/x](#y)", ["https://a.example", "#y"]),
        ("`https://a.example` $a$ <!-- https://a.example --> git@a.example:b https:// x@y", []),
        ("[x]: https://a.example\n\n[x]", ["https://a.example"]),
        ("[x]({% link a/b.md %}#c) [y]({{ site.baseurl }}{%- link /d.md -%})",
         ["/a/b.md#c", "/d.md"]),
        ("[x]({{< ref \"a.md#b\" >}}) [y]({{% relref 'c.md' %}}#d)", ["a.md#b", "c.md#d"]),
    ],
)  # fmt: skip
def test_bare_addresses_are_links(text: str, targets: list[str]) -> None:
    """An address is a link up to the mark that ends the sentence, and nothing else is."""
    found: list[str] = []

    def look(node: object) -> None:
        if isinstance(node, list):
            for item in node:
                look(item)
        elif isinstance(node, dict):
            if node.get("t") == "Link":
                found.append(node["c"][2][0])
            look(node.get("c"))

    look(read_blocks(check_markup(text, "x.md")[1], ENGLISH))
    assert found == targets


# All of it, to the end ---------------------------------------------------------------

WORDS = r"""# אחת: 20$, ולפעמים 30$

זה עולה 20$, ולפעמים 30$. הנוסחה \(x+1\) נכונה, ==וזה מסומן==.

\begin{align}
a &= b \\
c &= d
\end{align}

!!! warning "זהירות"
    גוף ההערה.

ראו www.x.example/a_b, [חדר](https://x.example/#/#a), [קובץ](ftp://x.example/a), [רע](http:/x).
"""


def test_every_edition_says_what_was_meant(epub_checks: EpubChecks, tmp_path: Path) -> None:
    """Site, e-book and PDF have formulas, amounts, remarks and links; EPUBCheck finds nothing."""
    texts = {f"content/{tag}/01-oil.md": WORDS for tag in ("en", "he")}
    project = write_project(tmp_path, {**SOUND, **texts})
    formats = ("site", "epub", "pdf")
    run_diglot("build", *formats, "--draft", "--jobs", "1", "--project", project)
    build = project / "build"
    assert epub_checks(build / "small-he.epub") == []
    with zipfile.ZipFile(build / "small-he.epub") as book:
        chapter = next(name for name in book.namelist() if "01-oil" in name)
        pages = [book.read(chapter), (build / "site/he/01-oil.html").read_bytes()]
    for page in pages:
        root = html.fromstring(page)
        text = " ".join(" ".join(root.itertext()).split())
        assert "זה עולה 20$, ולפעמים 30$." in text
        assert [math.get("alttext", "")[:6] for math in root.iter("{*}math")] == ["x+1", "\\begin"]
        assert [mark.text_content() for mark in root.iter("{*}mark")] == ["וזה מסומן"]
        assert [aside.get("class") for aside in root.iter("{*}aside")] == ["note warning"]
        hrefs = {link.get("href") for link in root.iter("{*}a")}
        assert hrefs >= {
            "https://www.x.example/a_b",
            "https://x.example/#/%23a",
            "ftp://x.example/a",
        }
    assert "ולפעמים" in "".join(with_poppler(build / "small-he.pdf"))


@pytest.mark.parametrize("kind", [*MARKDOWN, *OTHERS, *_OMITTED], ids=lambda kind: kind.name)
def test_every_habit_can_be_looked_for(kind: Habit) -> None:
    """Its expression is one, and names the mark that is found; it is compiled where it may be."""
    assert "at" in kind.pattern.groupindex
