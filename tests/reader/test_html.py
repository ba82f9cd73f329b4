"""HTML in a chapter: read as what it means, reported where it means nothing, never lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from diglot.config import load_config
from diglot.core.findings import Finding
from diglot.core.model import (
    NO_ATTRIBUTES,
    Chapter,
    CodeBlock,
    Division,
    Figure,
    Image,
    Inline,
    Link,
    Position,
    Section,
    Table,
    Text,
)
from diglot.core.walk import chapter_inlines, inline_lines, plain_text, walk_blocks, walk_sections
from diglot.reader.edition import read_book
from diglot.reader.html import without_html
from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from support import write_project

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def read(folder: Path, text: str, language: str = "en") -> tuple[Chapter, list[Finding]]:
    """Return the chapter that a text is, and what is wrong with it."""
    files = {
        "content/book.yaml": f"languages: [{language}]\n",
        f"content/{language}/01-a.md": f"# Title\n\nOpening.\n\n{text}\n",
        f"content/{language}/a.svg": SVG,
    }
    book, findings = read_book(load_config(write_project(folder, files)), jobs=1)
    return book.source.chapters[0], list(findings)


def shape(value: object) -> object:
    """Return a part of the model without places, and without what a line looks like in the file."""
    if isinstance(value, Position | Chapter):
        return None
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    if not isinstance(value, Struct):
        return value
    fields = (name for name in value.__struct_fields__ if name not in ("tight", "origin"))
    return type(value).__name__, tuple(shape(getattr(value, name)) for name in fields)


def body(chapter: Chapter) -> object:
    """Return what stands in a chapter, without its places."""
    return shape((chapter.blocks, chapter.sections))


EQUAL = [
    # in a line
    ("a <b>b</b> <strong>c</strong>", "a **b** **c**"),
    ("a <i>b</i> <em>c **d**</em> <cite>e</cite>", "a *b* *c **d*** *e*"),
    ("<s>a</s> <strike>b</strike> <del>c</del>", "~~a~~ ~~b~~ ~~c~~"),
    ("H<sub>2</sub>O<sup>+</sup>", "H~2~O^+^"),
    ("a <u>b</u> <ins>c</ins>", "a [b]{.underline} [c]{.underline}"),
    ("<code>a &lt; b</code> <tt>c</tt>", "`a < b` `c`"),
    ("a<br>b<br/>c", "a\\\nb\\\nc"),
    ('a</br>b <img src="a.svg" alt="c"></img>', "a\\\nb ![c](a.svg)"),
    ("a <b></b>c", "a c"),
    ('<font color="red">a</font> <big>b</big> <time>c</time>', "a b c"),
    ('<a href="02.md#x" title="t">b *c*</a>', '[b *c*](02.md#x "t")'),
    ('<a href="http://a.example/?b=1&amp;c=2">b</a>', "[b](http://a.example/?b=1&c=2)"),
    ('a <img src="a.svg" alt="b &amp; c" width="90">', "a ![b & c](a.svg){width=90}"),
    ('a <img src="a.svg" alt="">', "a ![](a.svg){.decorative}"),
    ('a <img src="a.svg" alt="b" style="zoom: 1; width: 50%">', "a ![b](a.svg){width=50%}"),
    ('<picture><source srcset="b.svg"><img src="a.svg" alt="b"></picture> c', "![b](a.svg) c"),
    ('<span style="color: red">a</span>', "[a]{}"),
    ('a <b lang="he" dir="rtl">ב</b>', "a [**ב**]{lang=he}"),
    ("a <!-- b --> c &amp; d", "a c & d"),
    ('a <a name="b"></a>c', "a []{#b}c"),
    # on lines of its own
    ("<p>a *b*</p>\n<p>c</p>", "a *b*\n\nc"),
    ("<p>a\n\n<p>b", "a\n\nb"),
    ('<p align="center">a</p>', "::: center\na\n:::"),
    ("<center>\n\na\n\n</center>", "::: center\na\n:::"),
    ('<div style="text-align: center">a</div>', "::: center\na\n:::"),
    ('<div align="left" style="color: red">a</div>', "a"),
    ("<div>\n\n- a\n\n</div>", "- a"),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
    ("<ul>\n<li>a\n<li>b\n</ul>", "- a\n- b"),
    ('<ol start="3" type="a"><li>a</li><li>b</li></ol>', "c. a\nd. b"),
    ("<ol><li>\n\na\n\n**b**\n\n</li></ol>", "1. a\n\n   **b**"),
    ("<blockquote>a</blockquote>", "> a"),
    ("<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>", "a\n: b\n: c"),
    ("a\n\n<hr>\n\nb", "a\n\n***\n\nb"),
    ('<pre><code class="language-js">a &lt; b\n\nc</code></pre>', "```js\na < b\n\nc\n```"),
    ('<pre lang="js">\na\n</pre>', "```js\na\n```"),
    ("<h2>a *b*</h2>\n\nc", "## a *b*\n\nc"),
    ('<h2 id="x" class="y" align="center">a</h2>\nb', "## a {#x .y}\n\nb"),
    ("<h2>a</h2>\n<h3>b</h3>\nc", "## a\n\n### b\n\nc"),
    ('<a id="x"></a>\n\n## a', "## a {#x}"),
    ('## a <a name="x"></a>', "## a {#x}"),
    ('<a name="x"></a>\n\nb', "[]{#x}b"),
    ('<div id="x"></div>\n\nb', "[]{#x}b"),
    ("<details><summary>a</summary>\n\nb\n\n</details>", "::: details\n**a**\n\nb\n:::"),
    ("<b>\n\na\n\nb\n\n</b>", "**a**\n\n**b**"),
    ('<a href="b.md">\n\na\n\n</a>', "[a](b.md)"),
    (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d *e*</td></tr></table>",
        "| a | b |\n|---|---|\n| c | d *e* |",
    ),
    (
        "<table>\n<caption>t</caption>\n<thead><tr><th>a<th>b</thead>\n<tr><td>**c**<td>d</table>",
        "| a | b |\n|---|---|\n| **c** | d |\n\n: t",
    ),
    ("| a | b |\n|---|---|\n| c | <b>d</b> |", "| a | b |\n|---|---|\n| c | **d** |"),
    ("<br>\n\na", "a"),
]


@pytest.mark.parametrize(("html", "markdown"), EQUAL)
def test_html_is_what_markdown_has_for_it(tmp_path: Path, html: str, markdown: str) -> None:
    """An element becomes the same nouns as its counterpart in Markdown, without a finding."""
    ours, findings = read(tmp_path / "html", html)
    theirs, _ = read(tmp_path / "markdown", markdown)
    assert findings == []
    assert body(ours) == body(theirs)


def test_a_cell_drawn_with_bars_may_hold_blocks(tmp_path: Path) -> None:
    """A list in HTML, in a table of Markdown, is a list in its cell."""
    text = "| a | b |\n|---|---|\n| c | d <ul class='x'><li>e</li><li>`<ul>`</li></ul> |"
    chapter, findings = read(tmp_path, text)
    assert findings == []
    kinds = [type(block).__name__ for block in walk_blocks(chapter.blocks[1:])]
    assert kinds == ["Table", *["Paragraph"] * 4, "Division", "ListBlock", *["Paragraph"] * 2]
    assert "<ul>" in repr(chapter.blocks)


def test_spans_of_cells_and_headers_of_rows(tmp_path: Path) -> None:
    """What reaches over rows and columns is counted among the columns."""
    text = (
        '<table><tr><th rowspan="2">a</th><td colspan="2" align="center">b</td></tr>\n'
        "<tr><td>c</td><td>d</td></tr><tr><th>e</th><td>f</td><td>g</td></tr></table>"
    )
    (table,) = (b for b in read(tmp_path, text)[0].blocks if isinstance(b, Table))
    assert (len(table.columns), table.body[0][1].align) == (3, "center")
    assert [[(c.rowspan, c.colspan) for c in row] for row in table.body] == [
        [(2, 1), (1, 2)],
        [(1, 1), (1, 1)],
        [(1, 1), (1, 1), (1, 1)],
    ]


def test_a_figure_keeps_its_caption_apart_from_its_description(tmp_path: Path) -> None:
    """<figcaption> is the caption, alt what the picture shows, each at its line."""
    text = '<figure id="f">\n<img src="a.svg" alt="b">\n<figcaption>c *d*</figcaption>\n</figure>'
    chapter, findings = read(tmp_path, text)
    (figure,) = (b for b in chapter.blocks if isinstance(b, Figure))
    assert findings == []
    assert (figure.attributes.id, figure.number, figure.position.line) == ("f", 1, 6)
    (image,) = (i for i in chapter_inlines(chapter) if isinstance(i, Image))
    assert (image.alt, image.position.line) == ("b", 6)


def test_links_and_pictures_are_found_at_their_tags(tmp_path: Path) -> None:
    """A link in HTML has the place of its tag, the second of two equal ones its own."""
    link, picture = '<a href="b.md">', '<img src="a.svg" alt="z">'
    text = f"{link}x</a> and {link}y</a>\n{picture} {picture}"
    chapter, _ = read(tmp_path, text)
    places = [
        (i.position.line, i.position.column)
        for i in chapter_inlines(chapter)
        if isinstance(i, Link | Image)
    ]
    assert places == [(5, 1), (5, 26), (6, 1), (6, 27)]


def test_sides_are_those_of_the_language(tmp_path: Path) -> None:
    """align="right" says nothing new in Hebrew, and means the far side in English."""
    text = '<p align="right">א</p>\n\n<p align="left">ב</p>\n\n<div dir="rtl">ג</div>'
    said = []
    for language in ("he", "en"):
        blocks = read(tmp_path / language, text, language)[0].blocks[1:]
        divisions = [b.attributes if isinstance(b, Division) else NO_ATTRIBUTES for b in blocks]
        said.append([" ".join((*a.classes, a.get("dir"))).strip() for a in divisions])
    assert said == [["", "end", ""], ["end", "", "rtl"]]


REPORTED = [
    # text, lines of findings with what they name, words that stay
    ("Vec<T> and <your-name>.", [(5, "<T>"), (5, "<your-name>")], "Vec<T> and <your-name>."),
    ("<T> x </T>", [(5, "<T>")], "<T> x </T>"),
    ("<מילה/>\n\nא <ב> ג", [(5, "<מילה/>"), (7, "<ב>")], "<מילה/> א <ב> ג"),
    (
        '<Listing group="a">\n\nb\n\n</Listing>',
        [(5, '<Listing group="a">')],
        '<Listing group="a"> b </Listing>',
    ),
    ("a <b>b\n\nc</b>", [(5, "<b>"), (7, "</b>")], "a b c"),
    ("<center>\n\na", [(5, "<center>")], "a"),
    ("<div>\n\na", [(5, "<div>")], "a"),
    ("a\n\n</section>\n\nb", [(7, "</section>")], "a b"),
    ("<td>a</td>", [(5, "<td>")], "a"),
    ("<h2>a\n\nb", [(5, "<h2>")], "a b"),
    ("<video><p>a</p></video>", [(5, "<video>")], "a"),
    ("a <svg><text>b</text></svg> c", [(5, "<svg>")], "a b c"),
    ("<form>a <input> <button>b</button></form>", [(5, "<form>")], "a b"),
    ("<input>\n\na\n\n<input>", [(5, "<input>"), (9, "<input>")], "a"),
    ("<input>\n\n<input>\n\na", [(5, "<input>"), (7, "<input>")], "a"),
    ("<iframe>a</iframe>", [(5, "<iframe>")], "a"),
    ("<style>\nb {}\n</style>\n\na", [(5, "<style>")], "a"),
    ("```{=html}\n<video>a</video>\n```", [(6, "<video>")], "a"),
]


@pytest.mark.parametrize(("text", "expected", "words"), REPORTED)
def test_what_means_nothing_is_reported_and_its_words_stay(
    tmp_path: Path, text: str, expected: list[tuple[int, str]], words: str
) -> None:
    """Each tag that no edition can show is a finding at its line, and no word is lost."""
    chapter, findings = read(tmp_path, text)
    assert [f.position.line for f in findings] == [line for line, _ in expected]
    for finding, (_, named) in zip(findings, expected, strict=True):
        assert named in finding.message
        assert finding.rule in ("raw-html", "raw-script")
    assert " ".join(words_of(chapter).split()) == words


def words_of(chapter: Chapter) -> str:
    """Return the words of a chapter, blocks and headings apart."""
    parts: list[tuple[Inline, ...]] = []
    for part in (chapter, *walk_sections(chapter)):
        parts += [part.title] if isinstance(part, Section) else []
        for block in walk_blocks(part.blocks):
            parts += inline_lines(block)
            parts += [(Text(block.text),)] if isinstance(block, CodeBlock) else []
    return " ".join(plain_text(part).strip() for part in parts).removeprefix("Opening.").strip()


_NAMES = [
    "b", "i", "a", "p", "div", "section", "center", "table", "tr", "td", "th", "li", "ul", "ol",
    "dl", "dt", "dd", "h2", "details", "summary", "figure", "figcaption", "blockquote", "span",
    "code", "kbd", "br", "hr", "svg", "video", "Tabs", "T", "x-y", "caption", "thead", "q",
    "abbr", "iframe",
]  # fmt: skip
_PIECES = st.one_of(
    st.builds(
        "<{}{}>".format, st.sampled_from(_NAMES), st.sampled_from(["", " id=x", ' dir="rtl"'])
    ),
    st.builds("</{}>".format, st.sampled_from(_NAMES)),
    st.sampled_from([" w ", " w ", "*w*", "\n- w\n", "\n\n## w\n\n", "\n\n", "\n"]),
    st.just("\n\n| w | <ul><li>w</li></ul> |\n|---|---|\n| w | <b>w |\n\n"),
)


@pytest.mark.heavy
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_no_word_is_lost_whatever_the_tags(text: str) -> None:
    """However tags are nested, torn and left open, each word between them is there once."""
    nodes = without_html(read_blocks(f"Opening.\n\n{text}\n", ReadingOptions("en")), "en")
    assert re.findall(r"\bw\b", " ".join(_strings(nodes))) == re.findall(r"\bw\b", text)


def _strings(node: object) -> Iterator[str]:
    """Yield the words in pandoc's nodes, tags not among them."""
    match node:
        case {"t": "Str" | "RawBlock" | "RawInline" as kind, "c": content}:
            yield content if kind == "Str" else ""
        case {"t": "Code" | "CodeBlock", "c": [_, str(content)]}:
            yield content
        case {"c": content}:
            yield from _strings(content)
        case list():
            for inner in node:
                yield from _strings(inner)


@pytest.mark.parametrize("tag", ["div", "b", "section", "Tabs", "ul><li"])
def test_what_is_nested_by_the_hundred_is_a_finding(tmp_path: Path, tag: str) -> None:
    """Depths that no book has end neither in a traceback nor in a long wait."""
    end = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    _, findings = read(tmp_path, f"<{tag}>" * 300 + "a" + end * 300)
    assert [f.rule for f in findings] == ["unreadable-chapter"]


RAW = """```{=html}
<p>Raw <b>words</b> &amp; <a href="https://example.org">a link</a>.</p>
<div>
    <h3>Head</h3>
    loose <em>words</em> <!-- not <b>this</b> -->
    <pre><code class="language-js">let a = 1;
  let b;</code></pre>
</div>
```

And `<u>under</u>lined`{=html} words.
"""


PLAIN = """Raw **words** & [a link](https://example.org).

### Head

loose *words*

```js
let a = 1;
  let b;
```

And [under]{.underline}lined words.
"""


def test_raw_html_is_read_line_by_line(tmp_path: Path) -> None:
    """What is in one line of it is in one line of the book, and code keeps its own."""
    raw, found = read(tmp_path / "raw", RAW)
    plain, _ = read(tmp_path / "plain", PLAIN)
    assert found == []
    assert shape(raw.sections[0]) == shape(plain.sections[0])
    assert shape(raw.blocks) == shape(plain.blocks)
