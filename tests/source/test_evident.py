"""Lists, code and other blocks as people write them: read as what they evidently are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diglot.config import load_config
from diglot.core.model import Code, CodeBlock, ListBlock, Text
from diglot.core.walk import walk_blocks
from diglot.reader.edition import read_book
from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.reader.pandoc.escapes import as_typed
from diglot.source.info import read_info
from diglot.source.markup import check_markup
from reading import with_poppler
from support import ProjectMaker, run_diglot, write_project

HEBREW = ReadingOptions("he")
COUNTED = 90_000_000


def outline(nodes: Any) -> str:
    """Return blocks in brief: p(words), ul[item; item], ol3)[item], code, verse[…], table."""
    return " ".join(filter(None, map(_brief, nodes)))


def _brief(node: Any) -> str:
    content: Any = node.get("c")
    match node["t"]:
        case "Para" | "Plain":
            return _words(content)
        case "Header":
            return f"h{content[0]}({_words(content[2])})"
        case "BulletList":
            return "ul[" + "; ".join(map(outline, content)) + "]"
        case "OrderedList":
            (start, style, delimiter), items = content
            close = {"OneParen": ")", "TwoParens": "()"}.get(delimiter["t"], ".")
            letters = "א" if start > COUNTED else "a" if "Alpha" in style["t"] else ""
            first = f"{letters}{start % 1_000_000}{close}"
            return f"ol {first}[" + "; ".join(map(outline, items)) + "]"
        case "BlockQuote":
            return f"quote[{outline(content)}]"
        case "CodeBlock":
            return f"code({content[1]})"
        case "LineBlock":
            return "verse[" + "; ".join(map(_words, content)) + "]"
        case "Table" | "HorizontalRule":
            return "table" if node["t"] == "Table" else "hr"
    return ""


def _words(inlines: Any) -> str:
    signs = {"Space": " ", "SoftBreak": "/"}
    parts = (signs.get(i["t"], i.get("c")) for i in inlines)
    return as_typed("".join(part if isinstance(part, str) else "…" for part in parts))


def _rows(nodes: Any) -> Iterator[str]:
    """Yield the words of each row of the tables in some nodes, a string each."""
    if isinstance(nodes, dict) and nodes.get("t") == "Table":
        _, _, _, head, bodies, _ = nodes["c"]
        for _, cells in (*head[1], *(row for body in bodies for row in body[3])):
            yield " ".join(_strings(cells))
    elif isinstance(nodes, dict | list):
        for inner in nodes.values() if isinstance(nodes, dict) else nodes:
            yield from _rows(inner)


def _strings(nodes: Any) -> Iterator[str]:
    """Yield the words in some nodes."""
    if isinstance(nodes, dict) and nodes.get("t") == "Str":
        yield nodes["c"]
    elif isinstance(nodes, dict | list):
        for inner in nodes.values() if isinstance(nodes, dict) else nodes:
            yield from _strings(inner)


def seen(text: str) -> tuple[str, list[str]]:
    """Return what pandoc reads of a text in brief, and the (rule, line) of each finding."""
    findings, meant = check_markup(text, "x.md")
    found = [f"{finding.rule} {finding.position.line}" for finding in findings]
    return outline(read_blocks(meant, HEBREW)), found


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("א. אחד\nב. שניים", "ol א1.[אחד; שניים]"),
        ("(א) אחד\n(ב) שניים", "ol א1()[אחד; שניים]"),
        ("א) אחד\nב) שניים", "ol א1)[אחד; שניים]"),
        ("א'. אחד\nב'. שניים", "ol א1.[אחד; שניים]"),
        ("א׳ אחד\nב׳ שניים", "ol א1.[אחד; שניים]"),
        ("א. אחד\n\nב. שניים\n\nג. שלושה", "ol א1.[אחד; שניים; שלושה]"),
        ('י. א\nי"א. ב\nי״ב. ג', "ol א10.[א; ב; ג]"),
        ("יד. א\nטו. ב\nטז. ג\nיז. ד", "ol א14.[א; ב; ג; ד]"),
        ("א. אחד\nוהמשכו\n   ועוד\nב. שניים", "ol א1.[אחד/והמשכו/ועוד; שניים]"),
        ("א. אחד\n\n   פסקה\n\nב. שניים", "ol א1.[אחד פסקה; שניים]"),
        ("הסעיפים:\nא. אחד\nב. שניים", "הסעיפים: ol א1.[אחד; שניים]"),
        ("א. אחד\n   (1) תת\n   (2) תת\nב. שניים", "ol א1.[אחד ol 1()[תת; תת]; שניים]"),
        ("א. אחד\n  1. תת\n  2. תת\nב. שניים", "ol א1.[אחד ol 1.[תת; תת]; שניים]"),
        ("1. אחד\n   א. תת\n   ב. תת\n2. שניים", "ol 1.[אחד ol א1.[תת; תת]; שניים]"),
        ("א. (1) תת\n   (2) תת\nב. שניים", "ol א1.[ol 1()[תת; תת]; שניים]"),
        ("> א. אחד\n> ב. שניים", "quote[ol א1.[אחד; שניים]]"),
        ("א. אחד\nב. שניים\n\nפסקה\n\nג. שלושה", "ol א1.[אחד; שניים] פסקה ol א3.[שלושה]"),
        ("א. אחד\nב. שניים\nא. שוב\nב. ושוב", "ol א1.[אחד; שניים] ol א1.[שוב; ושוב]"),
        ("1. אחד\n2. שניים\nא. אלף\nב. בית", "ol 1.[אחד; שניים] ol א1.[אלף; בית]"),
        ("> א. x\n> ב. y\n> א. שוב\n> ב. z", "quote[ol א1.[x; y] ol א1.[שוב; z]]"),
        ("- a\n    א. x\n    א. שוב\n    ב. z", "ul[a ol א1.[x] ol א1.[שוב; z]]"),
        ("א. קוד:\n   ```js {1}\n   a\n\n   b\n   ```\nב. עוד", "ol א1.[קוד: code(a\n\nb); עוד]"),
        ("א. ```js\n   a\n   ```", "ol א1.[code(a)]"),
        ("א. x\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |\nב. y", "ol א1.[x table; y]"),
        ("• אחד\n• שניים\n  ◦ תת", "ul[אחד; שניים ul[תת]]"),
        ("•אחד\n•שניים", "ul[אחד; שניים]"),
        ("הדברים:\n• אחד", "הדברים: ul[אחד]"),
        ("– דבר\n– דבר אחר", "ul[דבר; דבר אחר]"),
        ("א.     אחד\nב.     שניים", "ol א1.[אחד; שניים]"),
        ("(@)     דוגמה", "ol 1()[דוגמה]"),
        ("(a)     x\n(b)     y", "ol a1()[x; y]"),
        ("(@)     (a) x", "ol 1()[ol a1()[x]]"),
        ("ii. x\niii. y\n\n    - z\n\n    w", "ol 2.[x; y ul[z] w]"),
        ("(iii) x\n\n    ```\n    a\n        b\n    ```", "ol 3()[x code(a\n    b)]"),
        ("א. x\n\n  ```\n  a\n    b\n  ```\nב. y", "ol א1.[x code(a\n  b); y]"),
    ],
)
def test_lists_in_signs_that_pandoc_does_not_know(text: str, blocks: str) -> None:
    """Hebrew letters and typed bullets make lists, nested as they are, and no finding."""
    assert seen(text) == (blocks, [])


@pytest.mark.parametrize(
    "text",
    [
        "א. ב. יהושע כתב ספר.", "א. ב. יהושע\nב. תמוז", "א. לבד", "א. לבד\n\nטקסט",
        "– שלום, אמר.\n\n– שלום לך.", "ראו סעיף\nב. ועוד", "זה נגמר ב\nא. והמשך", "· לבד",
        "A. B. Smith\nC. Jones", "אל. מי", "– לבד",
        "B.", "B.  Cohen", "B.\tCohen", "A.\n\nB.", "A.  One\n\nwords\n\nB.  Two", "א.",
        "I.  Newton",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_list_stays_text(text: str) -> None:
    """Initials, a line alone and dialogue are paragraphs, and nothing is said of them."""
    blocks, found = seen(text)
    assert "[" not in blocks
    assert blocks.replace("/", " ") == " ".join(text.split())
    assert found == []


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("They are:\n- a\n- b\nmore", "They are: ul[a; b/more]"),
        ("text\n* a\n* b", "text ul[a; b]"),
        ("text\n- a\n\n  more", "text ul[a more]"),
        ("Done.\n- a", "Done. ul[a]"),
        ("text\n1. a\n2. b", "text ol 1.[a; b]"),
        ("text\n1) a\n2) b", "text ol 1)[a; b]"),
        ("text:\n(a) x\n(b) y", "text: ol a1()[x; y]"),
        ("text\n1) a\n\n   b", "text ol 1)[a b]"),
        ("text\n- ```\n  x\n  ```", "text ul[code(x)]"),
        ("text ````md\n``` yaml\nx\n````", "text ````md code(x)"),
        ("a `` b `x` c", "a `` b … c"),
        ("x[^1]\n\n[^1]: a\n<p>b</p>", "x… b"),
        ("- a\n<p>b</p>\nc", "ul[a] b c"),
        ("text\n> quote", "text quote[quote]"),
        ("text\n| a | b |\n|---|---|\n| 1 | 2 |", "text table"),
        ("text\n+---+\n| a |\n+---+", "text table"),
        ("text\n***\nmore", "text hr more"),
        ("> text\n---\nmore", "quote[text] hr more"),
        ("- a\n> b", "ul[a] quote[b]"),
        ("- a\n  > b", "ul[a quote[b]]"),
        ("- a\n| a | b |\n|---|---|\n| 1 | 2 |", "ul[a] table"),
        ("- a\n***\n- b", "ul[a] hr ul[b]"),
        ("> a\n- b\n- c", "quote[a] ul[b; c]"),
        ("> a\n> - b\n> - c", "quote[a ul[b; c]]"),
        ("- a\n  - b\n  - c\n- d", "ul[a ul[b; c]; d]"),
        ("1. a\n   - b\n2. c", "ol 1.[a ul[b]; c]"),
        ("Setext\n---\nmore", "h2(Setext) more"),
        ("the year\n1984. It was", "the year/1984. It was"),
        ("    code\n- a", "code(code) ul[a]"),
        ("- - -\ntext\n- - -", "hr text hr"),
        ("-\n  a\n\n  ## H\n\n  b", "ul[a h2(H) b]"),
        ("1.\n   a\n\n   | v\n   | w", "ol 1.[a verse[v; w]]"),
        ("- | a |\n  |---|\n  | b |\n\n  ## H", "ul[table h2(H)]"),
        ("> a\n>\n\t> – b", "quote[a – b]"),
        ("> > a\n> >\n     > > ```\n> > b\n> > ```", "quote[quote[a code(b)]]"),
        ("> a\n\n    > b", "quote[a] code(> b)"),
        ("a\n| v\n| w", "a verse[v; w]"),
        ("a\n  ----\nb", "h2(a) b"),
        ("+---+\n| a |\n+---+\n+ b\n+ c", "table ul[b; c]"),
        ("| v\n  <table><tr><td>a</td></tr></table>\n| w", "verse[v] a verse[w]"),
        ("> > a\n> >\n~~~\nb\n~~~\n> > c", "quote[quote[a]] code(b) quote[quote[c]]"),
        ("\u200f- א\n\u200f- ב", "ul[א; ב]"),
        ("\u200f1. א\n\u200e2. ב", "ol 1.[א; ב]"),
        ("\u200f> א\n> \u200f> ב", "quote[א quote[ב]]"),
        (
            "1. a\n+---+---+\n| b | c |\n+===+===+\n d | e |\n+---+---+\n2. f",
            "ol 1.[a] table ol 2.[f]",
        ),
        ("[^1]:\n    a\n| v\n| w\n\nx[^1]", "verse[v; w] x…"),
        ("## H {#id} ##", "h2(H)"),
        ("a\n\n#  \n\n## ** **\n\n##\n\nb", "a b"),
        ("> ##\n> a\n\n- ##\n- b", "quote[a] ul[; b]"),
        ("a\n#\nb", "a/#/b"),
    ],
)
def test_what_begins_below_text_is_read_as_what_it_is(text: str, blocks: str) -> None:
    """No empty line is needed where it is evident what begins."""
    assert seen(text) == (blocks, [])


def test_an_item_of_another_list_that_is_read_as_text_is_named() -> None:
    """Below an item that may be text, one that does not go on its list is named as well."""
    found = ["block-blank-line 2", "block-blank-line 3"]
    assert seen("see\n  1. one\n6. six") == ("see/1. one/6. six", found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n1.פריט\n2.פריט", 3),
        ("-פריט\n-עוד", 1),
        ("1.1 הגדרות\n1.2 תחולה", 1),
        ("סעיף\n2.1. א\n2.2. ב", 2),
        ("a\n\n    The quick brown fox jumps over it.\n\nb", 3),
        ("<Npm value='a'>\n\n    npm start\n\n</Npm>", 3),
        ("a\n\n    ```js\n    b\n    ```\n\nc", 3),
        ("\tבבוקר יום ראשון יצאנו כולנו לדרך.\nb", 1),
    ],
)
def test_lines_that_may_be_another_block_are_named(text: str, line: int) -> None:
    """Items without a space, outline numbers, and prose that is indented as code is."""
    assert seen(text)[1] == [f"block-blank-line {line}"]


@pytest.mark.parametrize(
    "text",
    [
        "1.5x\n2.5x", "-5 and\n-6", "5.א\n7.ב", "it was\n1.2 times", "1.3 a\n1.2 b",
        "    sudo apt install a b c d.", "    The quick (brown) fox = it.", "    Short one.",
        "```\nThe quick brown fox jumps over it.\n```", "-a and\nb",
        "<div>\n\n    npm start\n\n</div>", "<Tab />\n\n    npm start",
    ],
)  # fmt: skip
def test_plain_lines_are_not_named(text: str) -> None:
    """Numbers, code and lone dashes are what they are."""
    assert seen(text)[1] == []


@pytest.mark.parametrize(
    ("text", "blocks", "line"),
    [
        ("| a | b |\n| c | d |", "table", 1),
        ("a:\n| a | b |\n| c | d |", "a: table", 2),
        ("- | a | b |\n  | c | d |", "ul[table]", 1),
        ("> x\n>\n> | a | b |\n> | c | d |", "quote[x table]", 3),
        ("| a | b |\n---\n|---|---|\n| c | d |", "table", 2),
        ("| a | b |", "verse[a | b |]", 1),
        ("a | b\nc | d\ne | f", "a | b/c | d/e | f", 1),
        ("a | b | c\nd | e | f", "a | b | c/d | e | f", 1),
    ],
)
def test_rows_without_a_line_of_hyphens_are_named(text: str, blocks: str, line: int) -> None:
    """Rows between bars are a table, or at least said to be none."""
    assert seen(text) == (blocks, [f"table-cells {line}"])


@pytest.mark.parametrize(
    "text",
    [
        "| a\n| b |\n| c",
        "| a |",
        "a | b\nc | d",
        "a | b | c | d",
        r"$P(A|B)$ x\nb",
        "`a | b`\n`c | d`",
    ],
)
def test_bars_that_divide_no_cells_are_no_table(text: str) -> None:
    """Verse, formulas and code may have bars."""
    assert seen(text)[1] == []


@pytest.mark.parametrize(
    ("size", "pairs"),
    [
        (" =100x20", [["width", "100"], ["height", "20"]]),
        (' "T" =50%x', [["width", "50%"]]),
        (" =x20", [["height", "20"]]),
        ("", []),
    ],
)
def test_a_size_behind_a_picture_is_its_size(size: str, pairs: list[list[str]]) -> None:
    """`![words](picture.png =100x20)` is a picture of that size, as some editors have it."""
    findings, meant = check_markup(f"A ![b](c.png{size}) d.", "x.md")
    (paragraph,) = read_blocks(meant, HEBREW)
    (picture,) = (inline for inline in paragraph["c"] if inline["t"] == "Image")
    assert (findings, picture["c"][0][2], picture["c"][2][0]) == ((), pairs, "c.png")


def test_a_list_of_terms_below_meanings_keeps_its_signs() -> None:
    """An item that is a term is none of the terms above the list."""
    dl, ul = "DefinitionList", "BulletList"
    _, meant = check_markup("Word\n:   meaning\n\n- Term\n  : x\n", "x.md")
    kinds = [node["t"] for node in read_blocks(meant, HEBREW)]
    assert [kind for kind in kinds if kind != "RawBlock"] == [dl, ul]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<td>\n: x", ": x"),
        ("x[^1]\n\n[^1]: a\n\n: b", "x… : b"),
        ("# T\n\n: b", "h1(T) : b"),
        ("one\ntwo\n\n: b", "one/two : b"),
        ("- a\n\n: b", "ul[a] : b"),
        ("| a\n| b\n\n: c", "verse[a; b] : c"),
        ("word\n\n~~~\na\n~~~\n~ b", "word code(a) ~ b"),
        ("one\ntwo\n: b", "one/two/: b"),
        ("1. a\n: 2. b", "ol 1.[a/: 2. b]"),
    ],
)
def test_a_meaning_without_a_term_is_text_and_a_finding(text: str, blocks: str) -> None:
    """What no term stands above, and no table beside, is printed as typed, and named."""
    assert seen(text) == (blocks, [f"block-blank-line {text.count(chr(10)) + 1}"])


def test_no_list_is_lost_in_a_caption() -> None:
    """What stands below a line that begins as a caption does is a list, and the table is whole."""
    blocks = "ol 1.[a/: 2. b; c] table"
    assert seen("1. a\n: 2. b\n3. c\n\n| d |\n|---|\n| e |") == (blocks, ["block-blank-line 2"])


@pytest.mark.parametrize("text", ["a\n: b", "a\n\n: b\n\n: c", "- a\n  : b", "> a\n> : b"])
def test_a_meaning_is_found_by_its_term(text: str) -> None:
    """Below its term, an empty line between them or not, a meaning is one."""
    findings, meant = check_markup(text, "x.md")
    assert findings == ()
    assert "DefinitionList" in str(read_blocks(meant, HEBREW))


@pytest.mark.parametrize("text", ["   | a\n   | b\n~~~\nc\n~~~", "  | a\n | b\n```\nc\n```"])
def test_indented_verse_is_verse(text: str) -> None:
    """Verse indented by up to three spaces is verse, and what is right below is not of it."""
    assert seen(text) == ("verse[a; b] code(c)", [])


@pytest.mark.parametrize("last", ["     | third", "     third"])
def test_verse_goes_on_below_an_empty_line_of_it(last: str) -> None:
    """An indented line below an empty line of verse is verse, and no code."""
    _, meant = check_markup(f"| first\n|\n{last}", "x.md")
    (verse,) = read_blocks(meant, HEBREW)
    assert verse["t"] == "LineBlock"
    assert list(map(_words, verse["c"])) == ["first", "", "third"]


def test_code_does_not_go_on_in_the_next_row() -> None:
    """A backtick without its partner stays in its cell, and the cells below stay cells."""
    table = "| a | b |\n|---|---|\n| `c | d |\n| `e` | f |"
    blocks = read_blocks(check_markup(table, "x.md")[1], HEBREW)
    rows = blocks[0]["c"][4][0][3]
    assert [[outline(cell[4]) for cell in row[1]] for row in rows] == [["`c", "d"], ["…", "f"]]


def test_code_in_a_grid_may_go_on_in_the_next_line() -> None:
    """A cell that is written in two lines keeps the code that begins in the first."""
    grid = "+-----+---+\n| `c  | d |\n| e`  |   |\n+-----+---+"
    blocks = read_blocks(check_markup(grid, "x.md")[1], HEBREW)
    assert "Code" in str(blocks)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("5\n- 3 = 2", "5/- 3 = 2"),
        ("if x\n> 5 then", "if x/> 5 then"),
        ("text\n2. a\n3. b", "text/2. a/3. b"),
        ("ראו\nב. ועוד\nג. ועוד", "ראו/ב. ועוד/ג. ועוד"),
        ("see\n1. the", "see/1. the"),
        ("> see\n3. the", "quote[see/3. the]"),
        ("line\n# break.", "line/# break."),
        ("we are\n# 5 of them", "we are/# 5 of them"),
    ],
)
def test_what_may_be_text_is_text_and_a_finding(text: str, blocks: str) -> None:
    """Where a wrapped line may begin so, it stays as it is typed, and the line is named."""
    assert seen(text) == (blocks, ["block-blank-line 2"])


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("1. | a | b |\n   |---|---|\n   | c | d |", "a b, c d"),
        ("- x | y\n  --|--\n  z | w", "x y, z w"),
        ("- > | a | b |\n  > |---|---|", "a b"),
        ("• | א | ב |\n  |---|---|", "א ב"),
        ("+---+-----+\n| a | bcd |\n+---+---+", "a bcd"),
        ("+---+-----+\n| wide | x |\n+---+-----+", "wide x"),
        ("+---+---+\n| a | b |\n+==+====+\n| c | d\n+---+---+", "a b, c d"),
        ("+---+---+\n| 中 | b |\n+---+---+", "中 b"),
    ],
)
def test_tables_keep_their_cells(table: str, rows: str) -> None:
    """Behind the sign of an item, or drawn with uneven lines, a table is the one that it is."""
    findings, meant = check_markup(table, "x.md")
    assert findings == ()
    assert ", ".join(_rows(read_blocks(meant, HEBREW))) == rows


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("1. a\n:::\n    א) b\n    ב) c", "ol 1.[a ol א1)[b; c]]"),
        ("- a\n:::\n  more\n- b", "ul[a more; b]"),
        ("> a\n:::\nb", "quote[a] b"),
    ],
)
def test_a_stray_line_of_colons_ends_no_more_than_an_empty_one(text: str, blocks: str) -> None:
    """A line that closes a division where none is open is named; the list around it goes on."""
    assert seen(text) == (blocks, ["unclosed-div 2"])


@pytest.mark.parametrize("name", ["pre", "script", "STYLE"])
def test_html_that_nobody_reads_opens_nothing(name: str) -> None:
    """What looks like Markdown inside <pre> is none: no division, no list, no sign of others."""
    text = f"<{name}>\n::: {{.x}}\n\n- a [[b]]\n</{name}>\n\nb\n:::\n1. c\n2. d"
    assert seen(text) == ("b ol 1.[c; d]", ["unclosed-div 8"])


def test_code_below_a_table_that_cut_a_list_is_named() -> None:
    """What is indented below a table between items may belong to the list, so it is named."""
    table = "word | b\n--- | ---"
    text = f"- a\n  - b\n{table}\n\n      more"
    assert seen(text) == ("ul[a ul[b]] table code(  more)", ["block-blank-line 6"])
    assert seen(f"{table}\n\n      code")[1] == []


@pytest.mark.parametrize(
    ("text", "words", "finding"),
    [
        ("+---+---+\n+===+===+ | a | b |\n+---+---+", "a b", "table-end 1"),
        ("+---+---+\n| a  b |\n+---+---+\n| c | d |\n+---+---+", "a b c d", "table-end 1"),
        ("1. | a | b |\n|---|---|\n| c | d |", "a b c d", "block-blank-line 2"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_text(text: str, words: str, finding: str) -> None:
    """A table whose lines do not fit one another keeps its words, and the line is named."""
    _, meant = check_markup(text, "x.md")
    read = read_blocks(meant, HEBREW)
    assert '"Table"' not in json.dumps(read)
    said = [word for string in _strings(read) for word in string.split()]
    assert [word for word in said if word.isalpha()] == words.split()
    assert seen(text)[1] == [finding]


@pytest.mark.parametrize(
    ("info", "language", "title", "rest"),
    [
        ("js{2}", "js", "", "{2}"),
        ("js {2}", "js", "", "{2}"),
        ("{python}", "python", "", ""),
        ("{r, message=FALSE}", "r", "", ""),
        ("{code-block} python", "python", "", ""),
        ('js title="a.js" {1}', "js", "a.js", "{1}"),
        ("js App.js", "js", "App.js", ""),
        ("js:title.js", "js", "title.js", ""),
        ("ts [src/config.ts]", "ts", "src/config.ts", ""),
        ("sh session", "sh", "", "session"),
        ("rust,ignore", "rust", "", "ignore"),
        ('python hl_lines="2"', "python", "", ""),
        ('{.python .numberLines caption="A \\"b\\""}', "python", 'A "b"', ""),
        ("c++ x", "c++", "", "x"),
        ("objective-c filename='a.m'", "objective-c", "a.m", ""),
        ("src/main.rs", "", "src/main.rs", ""),
    ],
)
def test_what_stands_after_the_signs_of_a_fence(
    info: str, language: str, title: str, rest: str
) -> None:
    """The language is read as every program writes it, a title beside it, the rest kept."""
    read = read_info(info)
    assert (read.language, read.title, read.rest) == (language, title, rest)
    for mark in ("```", "~~~"):
        if "`" in info:
            continue
        text = f"Text\n{mark}{info}\na\n{mark}\nText"
        assert seen(text) == ("Text code(a) Text", [])


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- a\n~~~js\nx\n~~~\n- b", "ul[a] code(x) ul[b]"),
        ("- a\n  ~~~\n  x\n  ~~~", "ul[a code(x)]"),
        ("1. a\n    ```sh\n    x\n      y\n    ```\n2. b", "ol 1.[a code(x\n  y); b]"),
        ("t\n  ```\n  x\n\n  y\n  ```", "t code(x\n\ny)"),
        ("1. a\n   ```sh x\n   y\n```\n2. b", "ol 1.[a code(y); b]"),
        ("> t\n> ~~~\n> x\n> ~~~\n> u", "quote[t code(x) u]"),
        ("````md x\n```js\ny\n```\n````", "code(```js\ny\n```)"),
        ("~~~ x\n```\n~~~\nt", "code(```) t"),
        ("t\n~~~\n```\n~~~\nt", "t code(```) t"),
        ("```math\na\n\nb\n```\nt", "… t"),
    ],
)
def test_fences_wherever_they_stand(text: str, blocks: str) -> None:
    """Code in items and quotations, of tildes, around shorter fences, is the code that it is."""
    assert seen(text) == (blocks, [])


# In the model and the editions ------------------------------------------------------

BOOK = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר\ndate: 2026-01-02\n",
    "content/en/01-a.md": """# A

(a) one
(b) two:
    1) three

They say:
9. nine
10. ten

- dot
- dot

```js title="a.js" {1}
x
```

```js title="The end"
x
```
""",
    "content/he/01-a.md": """# א

(א) אחת
(ב) שתיים:
    1) שלוש

הם אומרים:
ט׳ תשע
י׳ עשר

• נקודה
• נקודה

```js title="a.js" {1}
x
```

```js title="הסוף"
x
```
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small book with lists and code."""
    return write_project(tmp_path_factory.mktemp("evident"), BOOK)


def test_letters_of_either_language_are_the_same_numbering(folder: Path) -> None:
    """(א) is the counterpart of (a), ט׳ of 9., • of a hyphen, and a title of a title."""
    done = run_diglot("check", "--project", folder)
    assert (done.status, done.out.splitlines()[:-1]) == (0, [])


def test_the_model_knows_letters_and_brackets(folder: Path) -> None:
    """A list has its numbering, its first number and what stands by it."""
    book, _ = read_book(load_config(folder))
    for edition, numberings in zip(
        book.editions,
        (
            [("lower-alpha", 1, "()"), ("decimal", 1, ")"), ("decimal", 9, "."), ("", 1, ".")],
            [("hebrew", 1, "()"), ("decimal", 1, ")"), ("hebrew-pointed", 9, ""), ("", 1, ".")],
        ),
        strict=True,
    ):
        blocks = list(walk_blocks(edition.chapters[0].blocks))
        lists = [block for block in blocks if isinstance(block, ListBlock)]
        assert [(b.numbering, b.start, b.delimiter) for b in lists] == numberings
        assert [b.position.line for b in lists] == [3, 5, 8, 11]


def test_titles_of_code(folder: Path) -> None:
    """The name of a file stands above its code as code, other words as words that are set."""
    book, _ = read_book(load_config(folder))
    captions = [
        block.caption
        for block in walk_blocks(book.editions[1].chapters[0].blocks)
        if isinstance(block, CodeBlock)
    ]
    assert captions == [(Code("a.js"),), (Text("הסוף"),)]


@pytest.mark.heavy
def test_brackets_are_shown_on_paper_and_screen(folder: Path) -> None:
    """Numbers have the letters and brackets that were typed, on the site as in the PDF."""
    done = run_diglot("build", "pdf", "site", "--project", folder, "--draft")
    assert done.status == 0, done.err
    words = "".join(with_poppler(next((folder / "build").glob("*-he.pdf"))))
    for shown in ("(א) אחת", "(ב) שתיים", "ט׳ תשע", "י׳ עשר"):
        assert shown in words
    html = (folder / "build/site/he/01-a.html").read_text(encoding="utf-8")
    assert '<ol class="hebrew parens"' in html
    assert '<ol class="decimal paren"' in html
    assert 'style="list-style-type: &#34;ט׳ &#34;"' in html
    assert '<p class="code-title">הסוף</p>' in html


def test_an_example_of_a_comment_silences_nothing(project: ProjectMaker) -> None:
    """Comments in indented code, and in code in an item, are shown and not obeyed."""
    comment = "<!-- parity: ignore D405 it is so -->"
    text = f"# א\n\n    {comment}\n\n- ~~~ x\n  {comment}\n  ~~~\n\nThe כלה\u05be־ house.\n"
    found = places_of(project, text)
    assert not [rule for rule in found if rule.startswith("P8")]


def test_backwards_hebrew_in_code_is_no_finding(project: ProjectMaker) -> None:
    """What is typed backwards in code stays: in indented code, and between tildes in an item."""
    backwards = "םולש םלוע םיכלה םיאב"
    code = f"    {backwards}\n\n- item\n\n  ~~~ text x\n  {backwards}\n  ~~~\n"
    assert "D403" in places_of(project, f"# א\n\n{backwards}\n")
    assert "D403" not in places_of(project, f"# א\n\n{code}\n")


def places_of(project: ProjectMaker, hebrew: str) -> list[str]:
    """Return the codes of the findings in a Hebrew chapter without a source."""
    folder = project({"content/book.yaml": "languages: [he]\n", "content/he/01-a.md": hebrew})
    done = run_diglot("check", "--project", folder)
    return [line.split()[2] for line in done.out.splitlines() if line.startswith("content/")]


def test_letters_that_lead_nowhere_are_soon_left() -> None:
    """A thousand paragraphs that each begin with one letter are text, and quickly so."""
    alone, _ = check_markup("א. x\n\ntext\n\n" * 1000, "x.md")
    pairs, meant = check_markup("א. x\n\ny\n\nב. z\n\nq\n\n" * 1000, "x.md")
    assert (alone, pairs) == ((), ())
    assert meant.startswith("א. x\n\ny\n\nב. z")


DASHED = [
    "  -----------\n  Name   Price\n  ------ ------\n  Oil    5\n\n  Gas    7\n  -----------\n",
    "-----------\nName   Price\n----- -----\nOil    5\nraw\n\nGas    7\n-----------\n\n: Prices\n",
    "----- -----\nOil   5\nGas   7\n----- -----\n",
    "- x\n\n  -----------\n  Name   Price\n  ----- -----\n  Oil    5\n  -----------\n",
]


@pytest.mark.parametrize("text", DASHED)
def test_tables_between_lines_of_hyphens_are_tables(text: str) -> None:
    """What pandoc itself writes for a table is one, with its rows apart by empty lines."""
    findings, meant = check_markup(f"A\n\n{text}\nB\n", "x.md")
    assert findings == ()
    assert meant == f"A\n\n{text}\nB\n"
    assert outline(read_blocks(meant, HEBREW)).count("table") == 1


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("---\nName   Price\n------ ------\nOil    5\n\nA\n\n---\n", "hr table A hr"),
        ("---\nA\n\nB\n\n---\n\nC", "hr A B hr C"),
        ("-----\n\nA\n\n-----\n", "hr A hr"),
    ],
)
def test_breaks_are_no_tables(text: str, blocks: str) -> None:
    """Lines of hyphens around text, shorter than those that part columns, are breaks."""
    findings, meant = check_markup(text, "x.md")
    assert findings == ()
    assert outline(read_blocks(meant, HEBREW)) == blocks
