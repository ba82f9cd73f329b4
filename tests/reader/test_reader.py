"""Reading: Markdown becomes the model, each thing with its line; bad input becomes findings."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pypandoc
import pytest

from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import (
    Chapter,
    CodeBlock,
    DefinitionList,
    Division,
    Figure,
    Image,
    Link,
    ListBlock,
    Math,
    Note,
    Paragraph,
    Quote,
    Table,
    Verse,
)
from diglot.core.walk import chapter_blocks, chapter_inlines, plain_text, walk_blocks, walk_sections
from diglot.disk.cache import Cache
from diglot.reader.edition import read_book
from support import ROOT, ProjectMaker

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def read(folder: Path) -> tuple[dict[str, Chapter], list[Finding]]:
    """Return a project's chapters by "language/name", and the findings."""
    book, findings = read_book(load_config(folder))
    chapters = {f"{c.language}/{c.name}": c for e in book.editions for c in e.chapters}
    return chapters, list(findings)


def places(findings: list[Finding]) -> list[str]:
    """Return findings as "path:line:column rule"."""
    return [f"{finding.position} {finding.rule}" for finding in findings]


EVERYTHING = """\
---
title: "All of *it*"
subtitle: "Every: element"
author: [{name: Dana Levi, role: trl}]
date: 2026-02-03
---

A paragraph with a note[^one] and `code`,
$x^2$ and ![pic](a.svg).

- one
- two

  more

7. seven
8. eight

Term
:   Meaning

> Quoted.

```python
# not a heading
```

| Roses are red,
| violets blue.

| A | B |
|:--|--:|
| 1 | 2 |

: Caption {#tbl-x}

![A figure](a.svg){#fig-x alt="A square"}

::: {.note}
Aside.
:::

[^one]: The note's text.

    Its second paragraph.

## Section {#sec}

See [the table](#tbl-x) and [](02-other.md).
"""


def test_every_block_is_read_with_its_line(project: ProjectMaker) -> None:
    """Each kind of block becomes its noun and knows the line on which it begins."""
    folder = project({"content/en/01-oil.md": EVERYTHING, "content/en/a.svg": SVG})
    chapter = read(folder)[0]["en/01-oil"]
    found = [(type(block), block.position.line) for block in chapter_blocks(chapter)]
    assert found == [
        (Paragraph, 8),
        (ListBlock, 11),
        (ListBlock, 16),
        (DefinitionList, 19),
        (Quote, 22),
        (CodeBlock, 25),
        (Verse, 28),
        (Table, 31),
        (Figure, 37),
        (Division, 40),
        (Paragraph, 49),
    ]


def test_inlines_know_their_place(project: ProjectMaker) -> None:
    """Notes, pictures and links carry the line and column where they stand."""
    folder = project({"content/en/01-oil.md": EVERYTHING, "content/en/a.svg": SVG})
    chapter = read(folder)[0]["en/01-oil"]
    found = [
        (type(inline), inline.position.line, inline.position.column)
        for inline in chapter_inlines(chapter)
        if isinstance(inline, Note | Image | Link)
    ]
    assert found == [(Note, 8, 24), (Image, 9, 18), (Image, 37, 13), (Link, 49, 17), (Link, 49, 32)]


def test_notes_know_the_lines_of_their_text(project: ProjectMaker) -> None:
    """A note's blocks stand where its text is written, not where its mark is."""
    folder = project({"content/en/01-oil.md": EVERYTHING, "content/en/a.svg": SVG})
    chapter = read(folder)[0]["en/01-oil"]
    note = next(i for i in chapter_inlines(chapter) if isinstance(i, Note))
    assert [block.position.line for block in note.blocks] == [43, 45]


@pytest.mark.parametrize(
    ("part", "numbers"),
    [
        (
            "| A[^c] | B |\n|---|---|\n| x[^d] | y |\n\n: Words[^b].",
            {"b": 2, "c": 3, "d": 4},
        ),
        (
            "<table><caption>Words[^b]</caption><tr><td>x[^c]</td><td>y[^d]</td></tr></table>",
            {"b": 2, "c": 3, "d": 4},
        ),
        (
            "<figure>\n\nIn it[^c].\n\n<figcaption>Words[^b], twice[^d].</figcaption>\n</figure>",
            {"c": 2, "b": 3, "d": 4},
        ),
    ],
    ids=["below a table", "above a table", "below a figure"],
)
def test_notes_are_counted_as_they_stand_on_the_page(
    project: ProjectMaker, part: str, numbers: dict[str, int]
) -> None:
    """A table's caption stands above it wherever it is written, that of a figure below."""
    notes = "".join(f"[^{label}]: Note {label}.\n\n" for label in "abcde")
    text = f"# Oil\n\nFirst[^a].\n\n{part}\n\nLast[^e].\n\n{notes}"
    chapter = read(project({"content/en/01-oil.md": text}))[0]["en/01-oil"]
    found = {
        plain_text(block.inlines)[-2]: note.number
        for note in chapter_inlines(chapter)
        if isinstance(note, Note)
        for block in note.blocks
        if isinstance(block, Paragraph)
    }
    assert found == {"a": 1, **numbers, "e": 5}


def test_a_heading_is_found_on_its_own_line(project: ProjectMaker) -> None:
    """The words of a heading in a comment, a description or code before it mislead nobody."""
    text = (
        '# Oil\n\n![A map](images/m.svg){alt="Price of oil"}\n\n<!--\n## Price of oil\n-->\n\n'
        "```\n## Price of oil\n```\n\n## Price of oil {#price}\n\nUp.\n\nLast words\n---\n\nEnd.\n"
    )
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    folder = project({"content/en/01-oil.md": text, "content/en/images/m.svg": picture})
    (chapter, *_), _ = read(folder)[0].values(), None
    assert [section.position.line for section in chapter.sections] == [13, 17]


def test_front_matter_names_the_chapter(project: ProjectMaker) -> None:
    """Title and subtitle are read as Markdown; people and dates are kept."""
    folder = project({"content/en/01-oil.md": EVERYTHING, "content/en/a.svg": SVG})
    chapter = read(folder)[0]["en/01-oil"]
    assert plain_text(chapter.title) == "All of it"
    assert plain_text(chapter.subtitle) == "Every: element"
    assert [(p.name, p.role) for p in chapter.authors] == [("Dana Levi", "trl")]
    assert (chapter.date, chapter.number) == ("2026-02-03", 1)


def test_a_chapter_may_go_without_a_number(project: ProjectMaker) -> None:
    """Front matter and a title with `{-}` take none, and those after them count on."""
    texts = [
        "# Before {.unnumbered}",
        "# Two",
        "---\nrole: frontmatter\n---\n# Front",
        "# Rest {-}",
        "# Three {#three}",
    ]
    files = {f"content/en/{n:02}-x.md": f"{text}\n\nText.\n" for n, text in enumerate(texts, 2)}
    chapters, _ = read(project(files))
    numbers = [chapters[f"en/{n:02}-x"].number for n in range(2, 7)]
    assert numbers == [None, 2, None, None, 3]


def test_the_first_heading_names_a_chapter_without_front_matter(project: ProjectMaker) -> None:
    """Without a title in the front matter the first heading is the title."""
    chapter = read(project())[0]["he/01-oil"]
    assert plain_text(chapter.title) == "נפט"
    assert [section.id for section in walk_sections(chapter)] == ["price"]


def test_a_title_in_both_places_is_one_title(project: ProjectMaker) -> None:
    """The same title in front matter and as first heading makes no section."""
    text = "---\ntitle: Oil\n---\n\n# Oil\n\nText.\n\n## Price {#price}\n\nMore.\n"
    chapter = read(project({"content/en/01-oil.md": text}))[0]["en/01-oil"]
    assert [plain_text(section.title) for section in walk_sections(chapter)] == ["Price"]


def test_a_title_that_looks_like_markup_stays_a_title(project: ProjectMaker) -> None:
    """A title such as "1984. A novel" does not become a list."""
    text = '---\ntitle: "1984. A novel"\n---\n\nText.\n'
    chapter = read(project({"content/en/01-oil.md": text}))[0]["en/01-oil"]
    assert plain_text(chapter.title) == "1984. A novel"


def test_formulas_become_mathml(project: ProjectMaker) -> None:
    """TeX is turned into MathML; display and inline are told apart."""
    text = "# A\n\nIn line $a_1$.\n\n$$\\frac{1}{2}$$\n"
    chapter = read(project({"content/en/01-oil.md": text}))[0]["en/01-oil"]
    found = [i for i in chapter_inlines(chapter) if isinstance(i, Math)]
    assert [(m.tex, m.display) for m in found] == [("a_1", False), ("\\frac{1}{2}", True)]
    assert "<msub>" in found[0].mathml
    assert "<mfrac>" in found[1].mathml


def test_marks_are_set(project: ProjectMaker) -> None:
    """Marks typed plainly become gershayim in Hebrew words and curly quotes in English."""
    files = {
        "content/he/01-oil.md": '# א\n\nנחתנו בנתב"ג עם צה"ל.\n',
        "content/en/01-oil.md": '# A\n\nHe said "no" -- twice...\n',
    }
    chapters, _ = read(project(files))
    words = {name: "".join(plain_text(b.inlines) for b in c.blocks) for name, c in chapters.items()}
    assert words["he/01-oil"] == "נחתנו בנתב״ג עם צה״ל."
    assert words["en/01-oil"] == "He said \u201cno\u201d \u2013 twice\u2026"


def test_a_file_of_the_same_name_in_the_translation_wins(project: ProjectMaker) -> None:
    """A picture is looked for beside the translation first, then beside the source."""
    files = {
        "content/en/01-oil.md": "# A\n\n![x](both.svg)\n\n![y](one.svg)\n",
        "content/he/01-oil.md": "# א\n\n![x](both.svg)\n\n![y](one.svg)\n",
        "content/en/both.svg": SVG,
        "content/he/both.svg": SVG.replace("9", "8"),
        "content/en/one.svg": SVG,
    }
    folder = project(files)
    chapters, findings = read(folder)
    found = [
        image.asset.origin.relative_to(folder / "content").as_posix()
        for image in chapter_inlines(chapters["he/01-oil"])
        if isinstance(image, Image) and image.asset
    ]
    assert found == ["he/both.svg", "en/one.svg"]
    assert findings == []


BAD_TEXT = [
    # text of the chapter, the finding expected
    ("A[^x].\n", "3:2 undefined-note"),
    ("A [@nobody].\n", "3:4 undefined-citation"),
    ("A [see @fig-one].\n", "3:8 undefined-citation"),
    ("![p](no.png)\n", "3:6 missing-image"),
    ("![p](https://example.org/a.png)\n", "3:6 remote-image"),
    ("![p](//example.org/a.png)\n", "3:6 remote-image"),
    ("![p](data:image/png;base64,iVBORw0=)\n", "3:6 broken-image"),
    ("![p](no.png?width=20#x)\n", "3:6 missing-image"),
    ("![p](../../secret.png)\n", "3:6 outside-image"),
    ("![p](/etc/passwd)\n", "3:6 outside-image"),
    ("![p](words.tif)\n", "3:6 broken-image"),
    ("![p](empty.png)\n", "3:6 broken-image"),
    ("![p](bad.svg)\n", "3:6 broken-image"),
    ("<script>alert(1)</script>\n", "3:1 raw-script"),
    ("Words <script>alert(1)</script>\n", "3:7 raw-script"),
    ("<canvas>x</canvas>\n", "3:1 raw-html"),
    ("Words <video src=x>\n", "3:7 raw-html"),
    ("Words <kbd>x\n", "3:7 raw-html"),
    ("`\\alpha`{=latex}\n", "3:2 raw-html"),
    ("$\\frac{1$\n", "3:2 broken-math"),
    ("Words.\n\n[^y]: Unused.\n", "5:1 unused-note"),
    ("1. a\n   [^1]: b\n", "4:4 unused-note"),
    ("- a\n\n    [^2]: b\n", "5:5 unused-note"),
    ("> a\n> [^1]: b\n", "4:3 unused-note"),
    ("> - a\n>   [^4]: b\n", "4:5 unused-note"),
    ("::: {.note}\n- a\n\n  > [^1]: b\n:::\n", "6:5 unused-note"),
    ("Oil\n:   Meaning\n\n    [^7]: b\n", "6:5 unused-note"),
    ("A[^z].\n\n[^z]: b\n\n    [^y]: c\n", "7:5 unused-note"),
    ("!!! note\n    Words.\n\n    [^2]: b\n", "6:5 unused-note"),
    ("> [!NOTE]\n> Words.\n>\n> [^4]: b\n", "6:3 unused-note"),
    ("א. פריט\n   [^8]: הערה\nב. פריט\n", "4:4 unused-note"),
]

USED_NOTES = [
    "Word[^1]: and more.\n\n[^1]: A note.\n",
    "Word[^fn:1] of others.\n\n[^fn:1]: A note.\n\n    Its second paragraph.\n",
    "!!! note\n    Word[^1].\n\n    [^1]: A note.\n",
]


@pytest.mark.parametrize("text", USED_NOTES)
def test_a_note_with_its_mark_is_no_finding(project: ProjectMaker, text: str) -> None:
    """A colon behind a mark or in a label, or a remark around a note, hides no mark."""
    _, findings = read(project({"content/en/01-oil.md": f"# Oil\n\n{text}"}))
    assert findings == []


@pytest.mark.parametrize(("text", "expected"), BAD_TEXT)
def test_bad_text_is_one_finding_at_its_place(
    project: ProjectMaker, text: str, expected: str
) -> None:
    """What cannot be carried into an edition is reported where it stands."""
    folder = project(
        {
            "content/en/01-oil.md": f"# Oil\n\n{text}",
            "content/en/words.tif": "x",
            "content/en/empty.png": b"",
            "content/en/bad.svg": SVG.replace("<path", "<script/><path"),
        }
    )
    _, findings = read(folder)
    assert places(findings) == [f"content/en/01-oil.md:{expected}"]
    assert all(finding.hint for finding in findings)


BAD_FILES = [
    (b"", "1:1 empty-chapter"),
    (b"  \n\n", "1:1 empty-chapter"),
    ("# כותרת\n\nשלום\n".encode("cp1255"), "1:3 not-utf8"),
    ("# א\n\nב\n".encode("utf-16"), "1:1 not-utf8"),
    (b"# A\n\nB\0C\n", "3:1 not-utf8"),
    (b"\xef\xbb\xbf# A\n\nB.\n", "1:1 byte-order-mark"),
    (b"# A\r\n\r\nB.\r\n", "1:1 line-ends"),
    (b"# A\n\nB.\r\nC.\n", "3:1 line-ends"),
    (b"---\ntitle: a: b\n---\n\nText.\n", "2:9 front-matter"),
    (b"---\ntitle: A\n\nText.\n", "1:1 front-matter"),
    (b"---\ntitel: A\n---\n\n# A\n\nText.\n", "2:1 unknown-key"),
    (b"---\ntitle: A\nrole: preface\n---\n\nText.\n", "3:1 front-matter"),
    (b"---\ntitle: A\ndate: soon\n---\n\nText.\n", "3:1 front-matter"),
    (b"Only text.\n", "1:1 no-title"),
]


@pytest.mark.parametrize(("raw", "expected"), BAD_FILES)
def test_a_badly_written_file_is_one_finding(
    project: ProjectMaker, raw: bytes, expected: str
) -> None:
    """Encodings, line ends and front matter that are wrong are named with their line."""
    _, findings = read(project({"content/he/01-oil.md": raw}))
    assert places(findings) == [f"content/he/01-oil.md:{expected}"]
    assert findings[0].hint


@pytest.mark.parametrize(
    "logo",
    ["![Logo](a.svg)", '<p align="center"><img src="a.svg" alt="Logo"></p>',
     '<a id="top"></a>\n\n[![Logo](a.svg)](https://a.example) ![Logo](a.svg)'],
)  # fmt: skip
def test_a_logo_may_stand_above_the_title(project: ProjectMaker, logo: str) -> None:
    """Pictures before the first heading do not keep it from being the chapter's title."""
    files = {"content/he/01-oil.md": f"{logo}\n\n# שמן\n\nטקסט.\n", "content/he/a.svg": SVG}
    chapters, findings = read(project(files))
    chapter = chapters["he/01-oil"]
    assert plain_text(chapter.title) == "שמן"
    assert "no-title" not in {finding.rule for finding in findings}
    assert any(isinstance(inline, Image) for inline in chapter_inlines(chapter))


def test_a_file_that_is_far_too_long_is_refused(project: ProjectMaker) -> None:
    """Pictures that a program wrote into it do not count; the other chapters are read."""
    sentence = "The harbor was repaired before the rains had begun. "
    picture = f"![Quay](data:image/png;base64,{'iVBORw0KGgo' * 740_000})"
    folder = project(
        {
            "content/en/02-long.md": f"# Long\n\n{sentence * 160_000}\n",
            "content/en/03-drawn.md": f"# Drawn\n\n{picture}\n",
        }
    )
    chapters, findings = read(folder)
    assert "en/01-oil" in chapters
    (found,) = (f for f in findings if f.rule == "unreadable-chapter")
    assert found.position.path == "content/en/02-long.md"
    assert found.message == "the file has 8.3 MB of text; a chapter may have 8"


def test_a_symbolic_link_that_leaves_the_content_is_refused(project: ProjectMaker) -> None:
    """A picture may not be a way to files outside the book."""
    folder = project({"content/en/01-oil.md": "# A\n\n![p](a.svg)\n", "outside.svg": SVG})
    (folder / "content/en/a.svg").symlink_to(folder / "outside.svg")
    assert places(read(folder)[1]) == ["content/en/01-oil.md:3:6 outside-image"]


def test_no_chapters(project: ProjectMaker) -> None:
    """A book without chapters in any language is an error that says what a chapter is."""
    folder = project()
    (folder / "content/en/01-oil.md").unlink()
    (folder / "content/he/01-oil.md").unlink()
    with pytest.raises(DiglotError, match=r"content/en/: there are no chapters"):
        read(folder)


def test_a_broken_reference_file(project: ProjectMaker) -> None:
    """A reference file that pandoc cannot read is a finding, and the chapter is read without."""
    folder = project(
        {"content/references.json": "{", "content/en/01-oil.md": "# A\n\nAs [@x] says.\n"}
    )
    chapters, findings = read(folder)
    assert ("broken-references", "content/references.json") in {
        (finding.rule, finding.position.path) for finding in findings
    }
    assert "As" in str(chapters["en/01-oil"].blocks)


def test_kept_readings_give_the_same_book(project: ProjectMaker, tmp_path: Path) -> None:
    """A reading from the cache is the reading that pandoc gave."""
    config = load_config(project({"content/en/01-oil.md": EVERYTHING, "content/en/a.svg": SVG}))
    kept = Cache(tmp_path / "cache")
    assert read_book(config, store=kept) == read_book(config, store=kept) == read_book(config)


def _sourcepos_headings(path: Path) -> list[int]:
    """Return the lines of a file's headings by pandoc's own position reader.

    That reader knows another dialect, so only headings are compared.
    """
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "commonmark_x+sourcepos", "-t", "json", str(path)],
        capture_output=True,
        check=True,
    )
    lines = []
    stack = list(reversed(json.loads(done.stdout)["blocks"]))
    while stack:
        node = stack.pop()
        if node["t"] == "Header":
            pairs = dict(node["c"][1][2])
            lines.append(int(pairs["data-pos"].rpartition("@")[2].partition(":")[0]))
        elif node["t"] == "Div":
            stack.extend(reversed(node["c"][1]))
    return lines


@pytest.mark.heavy
@pytest.mark.parametrize("language", ["en", "he"])
def test_places_agree_with_an_independent_reader(language: str) -> None:
    """In the sample book every heading is found on the line that pandoc's sourcepos names."""
    book, _ = read_book(load_config(ROOT))
    edition = next(e for e in book.editions if e.language == language)
    for chapter in edition.chapters:
        own = [chapter.position.line] if chapter.position.line > 1 else []
        own += [section.position.line for section in walk_sections(chapter)]
        path = ROOT / chapter.position.path
        assert own == _sourcepos_headings(path), path


@pytest.mark.heavy
@pytest.mark.parametrize("language", ["en", "he"])
def test_every_block_of_the_sample_book_begins_on_its_line(language: str) -> None:
    """The first word of each paragraph stands on the line where the paragraph is placed."""
    book, _ = read_book(load_config(ROOT))
    edition = next(e for e in book.editions if e.language == language)
    for chapter in edition.chapters:
        lines = (ROOT / chapter.position.path).read_text(encoding="utf-8").splitlines()
        outermost = [b for b in chapter_blocks(chapter) if not _is_generated(b)]
        for block in walk_blocks(tuple(outermost)):
            if isinstance(block, Paragraph):
                word = plain_text(block.inlines).split()[:1]
                letters = "".join(filter(str.isalpha, word[0])) if word else ""
                line = "".join(filter(str.isalpha, lines[block.position.line - 1]))
                assert letters in line, f"{block.position}: {word}"


def _is_generated(block: object) -> bool:
    return isinstance(block, Division) and block.attributes.id == "refs"


def test_inlines_come_in_reading_order(project: ProjectMaker) -> None:
    """A note in a heading is numbered, and met, between those before and after it."""
    text = "# A\n\nOne[^a].\n\n## Two[^b] {#two}\n\nThree[^c].\n\n[^a]: a\n[^b]: b\n[^c]: c\n"
    chapter = read(project({"content/en/01-oil.md": text}))[0]["en/01-oil"]
    notes = [i for i in chapter_inlines(chapter) if isinstance(i, Note)]
    assert [note.number for note in notes] == [1, 2, 3]
    assert [note.position.line for note in notes] == [3, 5, 7]
    assert [note.blocks[0].position.line for note in notes] == [9, 10, 11]
