"""What word processors, Wikipedia and TeX leave in a text: read as it was meant, or named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.reader.source import read_source
from diglot.source.markup import check_markup
from reading import with_poppler
from support import SOUND, run_diglot, write_project

ENGLISH = ReadingOptions("en")


def found(text: str) -> list[tuple[int, int, str]]:
    """Return the (line, column, message) of each finding, all of which are of rule M520."""
    findings, _ = check_markup(text, "x.md")
    assert {finding.rule for finding in findings} <= {"foreign-markup"}
    return [(f.position.line, f.position.column, f.message) for f in findings]


def tree(text: str) -> str:
    """Return what pandoc makes of a text as it was meant."""
    return str(read_blocks(check_markup(text, "x.md")[1], ENGLISH))


# Links -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("See [[1 Oil](#oil)](#oil).", "See [1 Oil](#oil)."),
        ("See [Oil [3](#oil)](#oil).", "See [Oil 3](#oil)."),
        ("[*Oil* [[3](#a)]{.x}](#a) b", "[*Oil* [3]{.x}](#a) b"),
        ("ה[[נפט](#a)](#a) כאן", "ה[נפט](#a) כאן"),
        ("[`a](b)` [3](#a)](#a) b", "[`a](b)` 3](#a) b"),
    ],
)
def test_a_link_inside_itself_is_one_link(text: str, plain: str) -> None:
    """Where both lead to one place, the outer one is read, with all words, and nothing is found."""
    assert found(text) == []
    assert tree(text) == tree(plain)


@pytest.mark.parametrize("words", ["\\[fig:a\\]", "1.2", "[fig:a]", "\\[mill\\]"])
def test_a_reference_of_latex_is_named_and_filled_in(words: str) -> None:
    """Neither its label nor the number that it had is printed."""
    text = f'See [{words}](#fig:a){{reference-type="ref"\nreference="fig:a"}} there.'
    ((line, column, message),) = found(text)
    assert (line, column) == (1, 5)
    assert f'"{words.replace(chr(92), "")}" is a reference of LaTeX' in message
    assert words not in tree(text)
    assert "[[], ['#fig:a', '']]" not in tree(text)


def test_a_link_inside_another_is_named() -> None:
    """Where they lead to two places one of them would be lost, and the author is told."""
    text = "- See [the [oil](#oil){.x} of](#mill) it."
    ((line, column, message),) = found(text)
    assert (line, column) == (1, 12)
    assert '"[oil](#oil){.x}" is a link inside another link' in message
    assert tree(text) == tree("- See [the oil of](#mill) it.")


@pytest.mark.parametrize(
    "text",
    ["[![A mill](a.png)](#a)", "[a [b] c](#a)", r"[\[3\]](#a)", "`[[a](#b)](#b)`", "[a](b) [c](d)",
     "![A [mill](#a)](b.png)", "$[a](b)](c)$", "[a\n\n[b](c)](d)", "[[a]](b)"],
)  # fmt: skip
def test_other_brackets_are_left_alone(text: str) -> None:
    """Pictures in links, brackets in links and links in captions are read as they are."""
    assert check_markup(text, "x.md") == ((), text)


@pytest.mark.parametrize(
    "rows",
    [
        ["[1 Oil](#_Toc1)", "", "[2 Gas](#_Toc2)"],
        ["[[1 Oil](#_Toc1)](#_Toc1)", "[[2 Gas](#_Toc2)](#_Toc2)"],
        ["[Oil [1](#oil)](#oil)", "", "[*Gas* [xii](#gas)](#gas)", "", "[End [3](#e)](#e)"],
        ["[**Oil\t1**](#oil)", "", "[Gas\t2](#gas)"],
        ["**[נפט [1](#נפט)](#נפט)**", "", "[גז [2](#גז)](#גז)"],
        ["- [Oil](#__RefHeading___1)", "    - [Gas](#__RefHeading___2)"],
        ["# Contents", "", "[Oil [1](#oil)](#oil)", "", "[Gas [2](#gas)](#gas)"],
        ["::: TOC-Heading", "תוכן", ":::", "", "[1 נפט](#_Toc1)", "", "[2 גז](#_Toc2)"],
        ["> [Oil [1](#oil)](#oil)", ">", "> [Gas [2](#gas)](#gas)"],
    ],
)
def test_contents_of_a_word_processor_are_left_out(rows: list[str]) -> None:
    """The rows, with the numbers of its pages, are in no edition; they are named once."""
    text = "\n".join(["Words.", "", *rows, "", "See [oil](#oil)."])
    ((line, _, message),) = found(text)
    assert line == 3
    assert "begins a table of contents" in message
    assert [block["t"] for block in read_blocks(check_markup(text, "x.md")[1], ENGLISH)] in (
        ["Para", "Para"],
        ["Para", "BlockQuote", "Para"],
    )


def test_a_chapter_of_contents_keeps_its_title() -> None:
    """Where nothing else is in a file, its heading stays."""
    _, meant = check_markup("# Contents\n\n[A [1](#a)](#a)\n\n[B [2](#b)](#b)\n", "x.md")
    assert meant.strip() == "# Contents"


@pytest.mark.parametrize(
    "text",
    ["- [Oil](#oil)\n- [Gas](#gas)", "[Oil [1](#oil)](#oil)\n\nWords.\n\n[Gas](#gas)",
     "[Oil 1](#a)\n\n[Gas 2](#b)", "```\n[a](#_Toc1)\n[b](#_Toc2)\n```"],
)  # fmt: skip
def test_links_of_an_author_stay(text: str) -> None:
    """A list of links to sections, or one row alone, is the author's own."""
    assert found(text) == []


# Wikipedia ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("## Oil[edit]", '"[edit]" is a link'),
        ("## Oil \\[[edit](https://a.example/?x=1)\\] {#oil}", '"[edit]" is a link'),
        ("### Oil[edit | edit source]", '"[edit]" is a link'),
        ("## נפט[עריכה | עריכת קוד מקור]", '"[עריכה]" is a link'),
        ("It grew.[citation needed]", '"[citation needed]" is a query'),
        ("It grew.\\[*[by whom?](https://a.example)*\\]", '"[by whom?]" is a query'),
        ("הוא גדל.[דרוש מקור]", '"[דרוש מקור]" is a query'),
    ],
)
def test_what_wikipedia_says_to_its_editors_is_named(text: str, what: str) -> None:
    """Links to edit a section, and queries about a sentence, are found in both languages."""
    ((_, _, message),) = found(text)
    assert what in message


def test_marks_of_notes_are_named_beside_another_sign() -> None:
    """Numbers in brackets are Wikipedia's where something else in the chapter is; said once."""
    marks = "It grew.[1] It fell,\\[2\\] and rose[3][4]."
    assert found(marks) == []
    (_, (line, column, message)) = found(f"## Oil[edit]\n\n{marks}")
    assert (line, column) == (3, 9)
    assert "one of 4" in message
    assert len(found(f"## Oil[edit]\n\n{marks}\n\n[1] A. Levi, *Oil*")) == 1


@pytest.mark.parametrize(
    "text",
    ["He [edit] it.", "A [page] was needed.", "## Oil [sic]", "`[citation needed]`", "a[1] b[2]",
     "[edit](https://a.example) it", "The [who] of it [when?]", "[1](#a), x.[2](#b)"],
)  # fmt: skip
def test_other_words_in_brackets_are_the_author_s(text: str) -> None:
    """What an editor puts into a quotation, links and references in numbers are left alone."""
    assert found(text) == []


# TeX and what only says how pages look -----------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A\n\n\\newpage\n\nB", "A\n\nB"), ("A \\hfill B", "A B"),
        ("A\n\n  \\vspace*{1cm}\\clearpage  \n\nB", "A\n\nB"),
        ("\\noindent A, 5\\% B", "A, 5\\% B"), ("- A\n\n  \\pagebreak[4]\n\n- B", "- A\n\n- B"),
        ("\\addcontentsline{toc}{chapter}{The \\emph{mill}}\n\nA", "A"),
        ("A\n\n{{< pagebreak >}}\n\nB", "A\n\nB"), ("A\n\n {pagebreak}\n\nB", "A\n\nB"),
        ("{mainmatter}\n\nA", "A"), ("A `\\bigskip`{=latex} B", "A B"),
        ("A\n\n```{=latex}\n% x\n\\newpage\n\\vspace{1em}\n```\n\nB", "A\n\nB"),
        ('A\n\n~~~{=openxml}\n<w:p><w:r><w:br w:type="page"/></w:r></w:p>\n~~~\n', "A"),
        ("```{=typst}\n#pagebreak(weak: true)\n```\n\nB", "B"),
        ("- A\n\n  ```{=latex}\n  \\newpage\n  ```\n\n  B", "- A\n\n  B"),
        ("```{=latex}\nA\n```\n\n```{=html}\n<p>B</p>\n```", "```{=html}\n<p>B</p>\n```"),
    ],
)  # fmt: skip
def test_what_only_says_how_pages_look_is_left_out(text: str, plain: str) -> None:
    """It is named once, and all words are read as if it were not there."""
    assert len(found(text)) == 1
    assert tree(text) == tree(plain)


def test_a_command_is_found_where_it_is() -> None:
    """Each place has its line and column, and several in a row are one finding."""
    text = "- a `\\newpage`\n\n  \\newpage\\bigskip b \\small c\n\n  {pagebreak}"
    assert [(line, column) for line, column, _ in found(text)] == [(3, 3), (3, 22), (5, 3)]


@pytest.mark.parametrize(
    "text",
    ["`\\newpage`", "\\\\newpage", "C:\\small\\x", "$\\small x$", "```\n\\newpage\n```", "a\\small",
     "```{=latex}\nWords\n```", "`\\emph{a}`{=latex}", "```{=html}\n<p>A</p>\n```", "\\newpages",
     "```{=openxml}\n<w:t>A</w:t>\n```", "```{=html}\n<p>A</p>\n```\n\nB\n\n```{=latex}\nC\n```"],
)  # fmt: skip
def test_code_and_words_are_not_left_out(text: str) -> None:
    """Code, paths, formulas and raw text that has words stay, which the reader may refuse."""
    assert check_markup(text, "x.md") == ((), text)


def test_html_of_any_version_is_html() -> None:
    """`html5` is shown as `html` is."""
    assert tree("```{=html5}\n<p>A</p>\n```") == tree("```{=html}\n<p>A</p>\n```")


# Parts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    ["# (PART) Oil {-}", "# (PART\\*) Oil", "# (APPENDIX) Tables {-}", "-# Oil", "{class: part}"],
)
def test_a_part_is_left_out_and_named(part: str) -> None:
    """The chapter below it has its own title; the finding says how parts are made."""
    source = read_source(f"{part}\n\n# Gas\n\nWords.\n".encode(), "x.md")
    (finding,) = source.findings
    assert (finding.rule, finding.position.line) == ("foreign-markup", 1)
    assert "book.yaml" in finding.hint
    assert source.meant.strip() == "# Gas\n\nWords."


@pytest.mark.parametrize(
    "text", ["```\n# (PART) Oil\n```", "The (PART) of it.", "# (Part) of it", "- -# a", "a\n\n-#b"]
)
def test_other_words_begin_no_part(text: str) -> None:
    """Code, and words that only look like it, stay."""
    assert read_source(f"{text}\n".encode(), "x.md").meant == f"{text}\n"


# Notes and pictures ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A[footnote]b [c](d) *e*[/footnote].", "A^[b [c](d) *e*]."),
        ("[footnote]" + "[a](b) " * 40, "[footnote]" + "[a](b) " * 40),
        ("![A][m]\n\n[m]: a.svg \"T\" width=200px", '![A](a.svg "T"){width=200px}'),
        ('{caption: "The *oil*", id: tbl-a}\n| a |\n|---|\n| 1 |',
         "| a |\n|---|\n| 1 |\n\n: The *oil* {#tbl-a}"),
    ],
)  # fmt: skip
def test_notes_sizes_and_captions_are_read(text: str, plain: str) -> None:
    """Notes of Pressbooks, sizes of MultiMarkdown and captions of Leanpub are as in Markdown."""
    assert found(text) == []
    assert tree(text) == tree(plain)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            'A[^1]\n\n[^1]: ::: {dir="rtl"}\n    B\n    :::',
            'A[^1]\n\n[^1]:\n    ::: {dir="rtl"}\n    B\n    :::',
        ),
        ("A\n\n       *       *       *\n\nB", "A\n\n***\n\nB"),
        ("!> **A** b\n\nB", "::: {.note .important .untitled}\n**A** b\n:::\n\nB"),
    ],
)
def test_divisions_in_notes_and_breaks_far_in_are_read(text: str, plain: str) -> None:
    """As pandoc writes notes from right to left, and Project Gutenberg the ends of scenes."""
    assert found(text) == []
    assert tree(text) == tree(plain)


# Comments and commands ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("import A from './a';\n\n# T\n\nB", "# T\n\nB"), ("A\n\n[TOC]\n\nB", "A\n\nB"),
        ("A %%see https://a.example, $x$ and *b*%%, B", "A , B"),
        ("A\n%%b *c\n`d`* e%%\n\nB", "A\n\nB"),
        ("A\n\n{/* [b](c)\n\n- d */}\n\nB", "A\n\nB"), ("Oil. ^abc123\n\nB", "Oil.\n\nB"),
        ("1. TOC\n{:toc}\n\nB", "B"), ("A\n\n+++ {\"x\": 1}\n\nB", "A\n\nB"),
        ("- a\n\n^\n\nB", "- a\n\nB"),
        ("{{< toc >}}\n\nB", "B"), ("{{TOC}}\n\nB", "B"), ("A{>>b *c*<<} B", "A B"),
        ("A\n\n{% comment %}\nb\n\n- c\n{% endcomment %}\n\nB", "A\n\nB"),
        ("{{/* a */}}\n\nB", "B"),
        ("A HTML.\n\n*[HTML]: Hyper Text", "A HTML."),
        ("%% a b\n\nB", "B"), ("[[_TOC_]]\nB", "B"),
    ],
)  # fmt: skip
def test_what_nobody_means_to_print_is_left_out(text: str, plain: str) -> None:
    """Comments, imports and places for contents are named, once, and are in no edition."""
    ((_, _, message),) = found(f"{text}\n")
    assert message.endswith(", and is left out")
    assert _blocks(f"{text}\n") == _blocks(plain)


@pytest.mark.parametrize(
    "text",
    ["*[An editor]: words*", "*[An editor]: words\nand more*", "*[An editor]: a* b", "10 ^100",
     "use %%d and %%s", "a {b} > c", "{{ a /* b */ }}", "[TOC] a", "import a", "a ^ b\n^ c"],
)  # fmt: skip
def test_words_of_an_author_are_not_left_out(text: str) -> None:
    """Emphasis that begins with brackets, powers and the like are read."""
    assert check_markup(f"{text}\n", "x.md")[1] == f"{text}\n"


def _blocks(text: str) -> str:
    return re.sub(r"\{'t': '(?:Space|SoftBreak)'\}(?:, )?", "", tree(text)).replace(", ]", "]")


# To the end --------------------------------------------------------------------------

BOOK = """# אחת

::: footnote
ראשונה בפסקה.
:::

שנייה [במקומה]{.footnote} כאן.

| [א](#x){: .btn } |
|---|
| ב |
{: #x}

נזכרת [בטבלה](#x).
"""


@pytest.mark.heavy
def test_a_class_that_the_pages_use_moves_no_words(tmp_path: Path) -> None:
    """A passage of the class `footnote` stays where it is in the PDF, and no sign is printed."""
    texts = {f"content/{tag}/01-oil.md": BOOK for tag in ("en", "he")}
    project = write_project(tmp_path, {**SOUND, **texts})
    run_diglot("build", "pdf", "--draft", "--project", project)
    read = " ".join("".join(with_poppler(project / "build/small-he.pdf")).split())
    places = [read.index(word) for word in ("ראשונה", "שנייה", "במקומה", "כאן", "נזכרת")]
    assert places == sorted(places)
    assert not any(sign in read for sign in ("{", ":::", "[א"))
