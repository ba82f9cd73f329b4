"""Slips of markup: found where they are, as pandoc reads them, and nothing else hidden by them."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.reader.source import read_source
from diglot.source import markup
from diglot.source.markup import check_markup
from diglot.source.plain import plain_lines
from patching import counted

ENGLISH = ReadingOptions("en")


def slips(text: str) -> list[tuple[str, int]]:
    """Return the (rule, line) of each slip in a text."""
    return [(f.rule, f.position.line) for f in check_markup(text, "x.md")[0]]


def has_heading(text: str) -> bool:
    """Tell whether pandoc finds a heading with the word "Head" at the top of a text."""
    blocks = read_blocks(text, ENGLISH)
    return any(block["t"] == "Header" and "Head" in str(block["c"][2]) for block in blocks)


BEFORE = [
    "text", "- item", "1. item", "> quote", "| a | b |\n|---|---|\n| 1 | 2 |", "```\nx\n```",
    "::: note\nx\n:::", "<!-- c -->", "<!-- c\n\nd -->", "***", "    code", ": caption",
    "![x](a.svg)", "[x]: http://a", "[^1]: note", "## Other", "$$x$$", "text <!-- c -->",
    "text\n<!-- c -->", "| verse", "Setext\n======", "Term\n:   meaning", "+---+\n| a |\n+---+",
    "text\n```\nx\n```", "  a     b\n----  ----\n  1     2\n----  ----", "**bold**", "`code`",
]  # fmt: skip


@pytest.mark.parametrize("before", BEFORE)
def test_a_lost_heading_is_what_pandoc_does_not_read(before: str) -> None:
    """A heading right below something is reported exactly where pandoc reads no heading."""
    text = f"{before}\n## Head\n\nWords.\n"
    lost = "heading-blank-line" in [rule for rule, _ in slips(text)]
    assert lost is not has_heading(text), text


@pytest.mark.parametrize(
    "text",
    ["##Head", "##\u00a0Head", "\u200f## Head", "##\u200fHead", " ## Head", "   ## Head",
     "###Head {#head}", "##**Head**", "#Head", "##1. Head"],
)  # fmt: skip
def test_a_heading_without_its_space_is_found_and_read(text: str) -> None:
    """What pandoc takes for text is reported, and read as the heading that it was meant to be."""
    assert not has_heading(f"{text}\n\nWords.\n")
    findings, meant = check_markup(f"{text}\n\nWords.\n", "x.md")
    assert [finding.rule for finding in findings] == ["heading-space"]
    assert has_heading(meant)


@pytest.mark.parametrize(
    "text",
    ["#hashtag and more #tags here", "#1 of them", "text #2", "#. one\n#. two", "#!/bin/sh",
     "    ##code", "```\n##code\n```", "`##code`", "<!--\n##comment\n-->", "text\n#hashtag there",
     "\\##escaped", "- item\n\n    ## Head", "#", "##", "> ##quoted", "# C# and F#"],
)  # fmt: skip
def test_hashes_that_are_no_headings_are_left_alone(text: str) -> None:
    """Hashtags, numbers, code and comments are no slips."""
    assert slips(f"Opening.\n\n{text}\n\nClosing.\n") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\ncode\n", [1]),
        ("~~~ python\ncode\n", [1]),
        ("```\nx\n```\n\n````\ny\n```\n", [5]),
        ("```\ntext\n\n```python\ncode\n```\n", [1]),
        ("> ```\n> code\n\ntext\n", [1]),
        ('!!! note "N"\n    ```md\n\ntext\n\n```\nx\n```\n', [2]),
        ("- ```\n  code\n  ```\n", []),
        ("````\n```python\nx\n```\n````\n", []),
        ("~~~\n```\n~~~\n", []),
        ("``` a b c ```\n", []),
        ("text ``` text\n", []),
        ("```{.python #x}\ncode\n```\n", []),
        ("```python {.x}\ncode\n```\n", []),
    ],
)
def test_fences(text: str, lines: list[int]) -> None:
    """Code that is never closed is found at its beginning; what is closed is not."""
    assert slips(text) == [("unclosed-fence", line) for line in lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("::: note\nx\n", [1]),
        ("::: {.a}\n\n:::: {.b}\nx\n::::\n", [1]),
        ("x\n\n:::\n\ny\n", [3]),
        ('::: {.a .b key="v"} :::\nx\n:::\n', []),
        ("::: a\n::: b\nx\n:::\n:::\n", []),
        ("> ::: a\n> x\n> :::\n", []),
        ("```\n::: a\n```\n", []),
        ("a ::: b\n", []),
        ("::: {#a\nlang=he}\nx\n:::\n", [1, 4]),
    ],
)
def test_divisions(text: str, lines: list[int]) -> None:
    """Each division that is not closed is found, and each line that closes none."""
    assert slips(text) == [("unclosed-div", line) for line in lines]


def test_an_open_division_does_not_hide_sections() -> None:
    """The headings after a division that is never closed are read as headings."""
    _, meant = check_markup("::: note\nx\n\n## Head\n\ny\n", "x.md")
    assert has_heading(meant)


CONFLICT = "a\n\n<<<<<<< HEAD\n## Head\n{base}=======\n## Other\n>>>>>>> theirs\n\nb\n"


@pytest.mark.parametrize("base", ["", "||||||| 1a2b3c\n## Former\n"])
def test_a_conflict_is_one_finding_and_one_version_is_read(base: str) -> None:
    """Of a conflict the first version is read, whatever way git wrote it."""
    findings, meant = check_markup(CONFLICT.format(base=base), "x.md")
    assert [(f.rule, f.position.line) for f in findings] == [("conflict-marker", 3)]
    assert has_heading(meant)
    assert "Other" not in meant
    assert "Former" not in meant


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<<<<<<< HEAD\na\n", [1]),
        ("a\n\n>>>>>>> theirs\n", [3]),
        ("Title\n=======\n", []),
        (">>>>>> six\n>>>>>>> seven\n", []),
        ("```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n", []),
        ("<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", [1, 7]),
    ],
)
def test_conflict_markers(text: str, lines: list[int]) -> None:
    """Whole conflicts and single markers are found; underlines, quotations and examples are not."""
    assert slips(text) == [("conflict-marker", line) for line in lines]


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"a\r\nb\r\n", 1, "in the manner of Windows"),
        (b"a\nb\r\nc\n", 2, "1 in CR LF, 2 in LF"),
        (b"a\r\nb\r\nc\nd\r\n", 3, "3 in CR LF, 1 in LF"),
        (b"a\r\nb\rc\n", 2, "a carriage return alone"),
    ],
)
def test_line_ends_say_whether_they_are_mixed(raw: bytes, line: int, words: str) -> None:
    """All-Windows and mixed line ends are told apart; of mixed ones the rarer is shown."""
    (finding,) = [f for f in read_source(raw, "x.md").findings if f.rule == "line-ends"]
    assert finding.position.line == line
    assert words in finding.message


@given(st.text(alphabet="#`~:><=|- \n\tab{}.1!\u05d0\u200f", max_size=120))
def test_any_text_gives_an_answer_that_keeps_its_letters(text: str) -> None:
    """No text is too odd; what is read has the text's letters, unless a conflict drops some."""
    findings, meant = check_markup(text, "x.md")
    lines = text.count("\n") + 1
    assert all(1 <= f.position.line <= lines and f.position.column >= 1 for f in findings)
    if not any(f.rule == "conflict-marker" for f in findings):
        own = re.sub(r"</?mark>|^::: \{\.note[ .\w]*\}", "", meant, flags=re.MULTILINE)
        kept = [c for c in own if c.isalnum()]
        dropped = [line for line in text.split("\n") if ":::" in line]
        assert [c for c in text if c.isalnum()] == kept or dropped


def test_slips_do_not_hide_one_another() -> None:
    """Every slip of one file is reported, each at its own line."""
    text = "# T\n\na\n## B\n\n##C\n\n<<<<<<< x\nd\n=======\ne\n>>>>>>> y\n\n::: z\nf\n\n```\ng\n"
    assert sorted(slips(text), key=lambda slip: slip[1]) == [
        ("heading-blank-line", 4),
        ("heading-space", 6),
        ("conflict-marker", 8),
        ("unclosed-div", 14),
        ("unclosed-fence", 17),
    ]


@pytest.mark.parametrize(
    "before",
    [
        "- a\n- b\n\n", "1. a\n\n", "א. a\nב. b\n\n", "> q\n\n", "A.[^1]\n\n[^1]: note\n\n",
        "Term\n:   Def\n\n", "```\nx\n```\n\n", "- ```\n  x\n  ```\n", "- a\n", "- a\n\n  b\n\n",
        "| a |\n|---|\n| c |\n\n: Cap\n\n", "    code\n\n", "## H\n\n", "a\n\n",
    ],
)  # fmt: skip
def test_a_division_may_follow_anything(before: str) -> None:
    """Whatever comes before it, a division is one of its own, and its end closes it."""
    findings, meant = check_markup(f"{before}::: {{.note}}\n- words\n\n:::\n\nAfter.\n", "x.md")
    assert findings == ()
    assert [node["t"] for node in read_blocks(meant, ReadingOptions("en"))][-2:] == ["Div", "Para"]


def test_lines_that_are_known_are_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter's lines are scanned once, and stay as they were for whoever reads them next."""
    text = "# Oil\n\nText\n: Caption\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n- item\n"
    lines = plain_lines(text)
    before = deepcopy(lines)
    alone = check_markup(text, "x.md")
    calls = counted(monkeypatch, markup, "scan")
    assert check_markup(text, "x.md", lines) == alone
    assert calls == []
    assert repr(lines) == repr(before)


@pytest.mark.parametrize(
    "text",
    [
        "!!! note\n    words\n\nafter\n",
        "- \u200f* a\n",
        CONFLICT.format(base=""),
        ":::note\nx\n:::\n",
    ],
)
def test_lines_that_mean_something_else_are_looked_at_anew(text: str) -> None:
    """Remarks of other programs, signs of direction and conflicts make other lines."""
    assert check_markup(text, "x.md", plain_lines(text)) == check_markup(text, "x.md")
