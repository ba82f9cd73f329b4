"""`ids`: the shared names of sections, written into the headings of both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.editing.headings import with_attributes
from diglot.editing.lines import replaced, split_lines
from support import ProjectMaker, run_diglot

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
TEXT_EN = """# Oil

## Price

About 4%.

### In *dollars* ##

Forty.

## See [Petra]{.name}

Words.

Last words
----------

```
## Price
```
"""
TEXT_HE = """# נפט

## המחיר

כ־4%.

### בדולרים {.wide}

ארבעים.

## ראו [פטרה]{.name}

מילים.

## מילים אחרונות

```
## Price
```
"""


def test_both_sides_get_the_shared_ids(project: ProjectMaker) -> None:
    """Every heading gets its section's id, whatever its form; no other line changes."""
    folder = project({EN: TEXT_EN, HE: TEXT_HE})
    done = run_diglot("ids", "--project", folder)
    assert done.status == 0
    assert (folder / EN).read_text(encoding="utf-8") == (
        TEXT_EN.replace("## Price\n\nAbout", "## Price {#price}\n\nAbout")
        .replace("*dollars* ##", "*dollars* ## {#in-dollars}")
        .replace("{.name}", "{.name} {#see-petra}")
        .replace("Last words\n---", "Last words {#last-words}\n---")
    )
    assert (folder / HE).read_text(encoding="utf-8") == (
        TEXT_HE.replace("## המחיר", "## המחיר {#price}")
        .replace("{.wide}", "{#in-dollars .wide}")
        .replace("{.name}", "{.name} {#see-petra}")
        .replace("## מילים אחרונות", "## מילים אחרונות {#last-words}")
    )
    assert "content/he/01-oil.md:7: {#in-dollars}" in done.out
    assert run_diglot("check", "--project", folder).out == "0 errors, 0 warnings\n"
    again = run_diglot("ids", "--project", folder)
    assert (again.status, again.out) == (0, "Every heading has its id.\n")


def test_a_dry_run_shows_and_writes_nothing(project: ProjectMaker) -> None:
    """--dry-run prints the difference, and the files stay."""
    folder = project({EN: TEXT_EN, HE: TEXT_HE})
    done = run_diglot("ids", "--dry-run", "--project", folder)
    assert "-## המחיר\n+## המחיר {#price}\n" in done.out
    assert (folder / HE).read_text(encoding="utf-8") == TEXT_HE


def test_byte_order_mark_and_line_ends_stay(project: ProjectMaker) -> None:
    """A file from Windows stays one."""
    old = b"\xef\xbb\xbf" + TEXT_HE.replace("\n", "\r\n").encode()
    folder = project({EN: TEXT_EN, HE: old})
    run_diglot("ids", "--project", folder)
    new = (folder / HE).read_bytes()
    assert re.sub(rb" ?\{#[\w-]+\}|#in-dollars ", b"", new) == old


def test_an_id_of_the_translation_alone_is_left_to_people(project: ProjectMaker) -> None:
    """Where only the translation has an id, and another one, neither heading is touched."""
    en, he = "# Oil\n\n## Price\n\nUp 4%.\n", "# נפט\n\n## המחיר {#cost}\n\nעלה 4%.\n"
    folder = project({EN: en, HE: he})
    done = run_diglot("ids", "--project", folder)
    assert done.status == 1
    assert 'content/he/01-oil.md:3:1: left: the translation has the id "cost"' in done.out
    assert (folder / EN).read_text(encoding="utf-8") == en


def test_a_file_that_is_no_text_is_refused(project: ProjectMaker) -> None:
    """A file that is not UTF-8 stays as it is, and the rest is done."""
    raw = "# נפט\n".encode("cp1255")
    folder = project({EN: TEXT_EN, HE: raw})
    run_diglot("ids", "--project", folder)
    assert (folder / HE).read_bytes() == raw


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("## Oil", "## Oil {#x}"),
        ("## Oil  ", "## Oil {#x}  "),
        ("## Oil ##", "## Oil ## {#x}"),
        ("## Oil {.a key=v}", "## Oil {#x .a key=v}"),
        ('## Oil { .a k="v w" }', '## Oil {#x .a k="v w"}'),
        ("## Oil {-}", "## Oil {#x -}"),
        ("## Oil {}", "## Oil {#x}"),
        ("## The set {a, b}", "## The set {a, b} {#x}"),
        ("## The set \\{.a}", "## The set \\{.a} {#x}"),
        ("## Use `a`{.py}", "## Use `a`{.py} {#x}"),
        ("## [a](b){.c}", "## [a](b){.c} {#x}"),
    ],
)
def test_attributes_that_are_there_are_kept(line: str, new: str) -> None:
    """The id joins what the heading has in braces; braces of words and spans are not it."""
    assert with_attributes(line, "x") == new


@given(
    st.text(),
    st.integers(1, 5),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\ufeff")),
)
def test_only_the_line_changes(text: str, number: int, new: str) -> None:
    """Replacing a line leaves every other byte of any text in place."""
    raw = text.replace("\0", "").encode()
    lines = split_lines(raw)
    assert replaced(lines, {}) == raw
    whole = [bare + end for bare, end in zip(lines.bare, lines.ends, strict=True)]
    if number <= len(whole):
        before, old = lines.bom + "".join(whole[: number - 1]), lines.bare[number - 1]
        after = raw.removeprefix((before + old).encode())
        assert replaced(lines, {number: new}) == (before + new).encode() + after
    else:
        assert replaced(lines, {number: new}) == raw


def test_the_sample_book_has_its_ids(sample_copy: Path) -> None:
    """A book that has all its ids is left alone."""
    done = run_diglot("ids", "--project", sample_copy)
    assert done.out == "Every heading has its id.\n"
