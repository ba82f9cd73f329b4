"""Sections: they are sections wherever their headings stand, and a wrapper says what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.config import load_config
from diglot.core.findings import Finding
from diglot.core.model import Block, Chapter, Division, Heading, Paragraph, Section
from diglot.core.walk import plain_text, walk_blocks
from diglot.disk.cache import Cache
from diglot.reader.edition import read_book
from diglot.run.pipeline import check_project
from support import Silent, write_project


def read(folder: Path, text: str) -> tuple[Chapter, list[Finding]]:
    """Return the English chapter that a text is, and what is wrong with it."""
    files = {"content/book.yaml": "languages: [en]\n", "content/en/01-a.md": text}
    book, findings = read_book(load_config(write_project(folder, files)), jobs=1)
    return book.source.chapters[0], list(findings)


def outline(chapter: Chapter) -> list[str]:
    """Return what stands in a chapter, a line a thing: headings by "#", divisions by "|"."""
    return [*_blocks(chapter.blocks), *(line for s in chapter.sections for line in _section(s))]


def _section(section: Section) -> list[str]:
    own = section.attributes
    said = [f"#{own.id}"] if own.id else []
    said += [f".{name}" for name in own.classes] + [f"{k}={v}" for k, v in own.pairs]
    head = " ".join([f"{'#' * section.level} {plain_text(section.title)}", *said])
    below = (line for inner in section.sections for line in _section(inner))
    return [head, *_blocks(section.blocks), *below]


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    lines = []
    for block in blocks:
        if isinstance(block, Division):
            own = block.attributes
            said = [f"#{own.id}"] if own.id else []
            said += [f".{name}" for name in own.classes] + [f"{k}={v}" for k, v in own.pairs]
            lines += [f"{' '.join(said)} | {line}" for line in _blocks(block.blocks)]
        elif isinstance(block, Paragraph | Heading):
            lines.append(plain_text(block.inlines))
    return lines


WRAPPED = [
    # text after the title, what it becomes
    ('<div dir="ltr">\n\na\n\n## B\n\nc\n\n</div>\n\nd', ["a", "## B", "c", "d"]),
    ('<div dir="ltr">\n## B\nc\n</div>', ["## B", "c"]),
    (
        "<section>\n\n## B\n\nc\n\n</section>\n\n<section>\n\n## D\n\n</section>",
        ["## B", "c", "## D"],
    ),
    ('<section id="x">\n\n## B\n\nc\n\n</section>', ["## B #x", "c"]),
    ('<section id="x">\n\n## B {#b}\n\nc\n\n</section>', ["## B #b", "c"]),
    ('<div id="x">\n\na\n\n## B\n\n</div>', ["#x | a", "## B"]),
    ("::: {.k}\n\n## B\n\nc\n\n:::", ["## B .k", "c"]),
    ("::: {.k}\n\n## B\n\nc\n\n:::\n\nd", ["## B", ".k | c", "d"]),
    (
        "::: {.k}\n\na\n\n## B\n\nc\n\n### D\n\n## E\n\n:::",
        [".k | a", "## B .k", "c", "### D", "## E .k"],
    ),
    ("::: {.k}\n\n## B\n\nc\n\n### D\n\ne\n\n:::\n\nf", ["## B", ".k | c", "### D", ".k | e", "f"]),
    ("## B\n\na\n\n::: {.k}\n\nc\n\n### D\n\n:::", ["## B", "a", ".k | c", "### D .k"]),
    ("::: {.k}\n:::: {.l}\n\n## B\n\n::::\n\nc\n\n:::", ["## B .k", "c"]),
    ('<div dir="rtl">\n\n## B\n\nc\n\n</div>', ["## B dir=rtl", "c"]),
    ("<center>\n\n## B\n\nc\n\n</center>", ["## B .center", "c"]),
    ("::: {.note}\n\n### B\n\nc\n\n:::\n\nd", [".note | B", ".note | c", "d"]),
    ("<article><main>\n\n## B\n\n</main></article>", ["## B"]),
]


@pytest.mark.parametrize(("text", "expected"), WRAPPED)
def test_what_a_wrapper_says_stays_with_what_it_holds(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    """Headings in divisions open sections; nothing is lost, and no order changes."""
    chapter, findings = read(tmp_path, f"# Title\n\n{text}\n")
    assert findings == []
    assert outline(chapter) == expected


@pytest.mark.parametrize(
    "text",
    [
        '<div dir="rtl">\n\n# Title {#t}\n\na\n\n## B\n\n</div>',
        "<main>\n\n# Title {#t}\n\na\n\n</main>\n\n## B",
        "::: {.k}\n\n<h1 id='t'>Title</h1>\n\n:::\n\na\n\n## B",
        "<a name='t'></a>\n\n# Title\n\na\n\n## B",
    ],
)
def test_the_title_may_be_inside(tmp_path: Path, text: str) -> None:
    """A heading of the first level that begins a file is its title, whatever is round it."""
    chapter, findings = read(tmp_path, text)
    assert findings == []
    assert (plain_text(chapter.title), chapter.attributes.id) == ("Title", "t")
    assert [line.rpartition("| ")[2].split(" dir")[0] for line in outline(chapter)] == ["a", "## B"]


def test_headings_that_open_no_section_keep_their_ids(tmp_path: Path) -> None:
    """In a quotation, an item and a cell a heading is a heading, with the id it was given."""
    text = (
        "# T\n\n> ## A {#a}\n\n- ## B {#b}\n\n<table><tr><td><h3 id='c'>C</h3></td></tr></table>\n"
    )
    chapter, findings = read(tmp_path, text)
    found = [b.attributes.id for b in walk_blocks(chapter.blocks) if isinstance(b, Heading)]
    assert (found, chapter.sections, findings) == (["a", "b", "c"], (), [])


ENGLISH = (
    "# Oil {#oil}\n\nAbout it.\n\n## Price\n\nIt rose by 4%.\n\n### Today\n\n- one\n- two\n\n"
    "## Trade\n\nMuch.\n"
)
HEBREW = (
    "# נפט\n\nעל הנפט.\n\n## המחיר\n\nהוא עלה ב־4%.\n\n### היום\n\n- אחת\n- שתיים\n\n"
    "## המסחר\n\nהרבה ממנו.\n"
)


@pytest.mark.parametrize(
    ("before", "opening", "closing"),
    [
        ("# נפט", '<div dir="rtl">\n\n', "\n</div>\n"),
        ("# נפט", '<div dir="rtl" align="right" lang="he" class="hebrew">\n\n', "\n</div>\n"),
        ("על הנפט", "<article>\n\n", "\n</article>\n"),
        ("## המחיר", "::: {.wide}\n\n", "\n:::\n"),
        ("### היום", "<center>\n", "\n</center>\n"),
    ],
)
def test_a_wrapper_in_one_language_is_no_difference(
    tmp_path: Path, before: str, opening: str, closing: str
) -> None:
    """A complete translation has no finding because its text is wrapped, or its source's is not."""
    files = {
        "content/book.yaml": "languages: [en, he]\n",
        "content/en/01-oil.md": ENGLISH,
        "content/he/01-oil.md": HEBREW.replace(before, opening + before) + closing,
        "content/en/02-links.md": "# Links\n\nSee [oil](01-oil.md#oil), [](01-oil.md#today).\n",
        "content/he/02-links.md": "# קישורים\n\nראו [נפט](01-oil.md#oil), [](01-oil.md#today).\n",
    }
    folder = write_project(tmp_path, files)
    checked = check_project(folder, jobs=1, progress=Silent(), cache=Cache(None))
    assert checked.findings == ()
    names = [
        [section.id for section in chapter.sections]
        for edition in checked.book.editions
        for chapter in edition.chapters[:1]
    ]
    assert names == [["price", "trade"]] * 2


def test_ids_of_titles_are_compared(tmp_path: Path) -> None:
    """Another id than the source's, and one given twice, are findings at the title too."""
    files = {
        "content/book.yaml": "languages: [en, he]\n",
        "content/en/01-oil.md": ENGLISH,
        "content/he/01-oil.md": HEBREW.replace("# נפט", "# נפט {#neft}", 1).replace(
            "## המסחר", "## המסחר {#neft}"
        ),
    }
    folder = write_project(tmp_path, files)
    checked = check_project(folder, jobs=1, progress=Silent(), cache=Cache(None))
    found = [(f.code, f.position.line) for f in checked.findings]
    assert found == [("S107", 1), ("S108", 14)]
