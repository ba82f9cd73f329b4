"""One chapter, one edition, one format never costs another, and a draft always builds."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

from diglot.core.model import Block, Chapter, Paragraph, Position, Section, Text
from diglot.core.walk import chapter_blocks
from diglot.render.stand_in import rebuilt
from diglot.writers.pdf.engine.blame import blamed_blocks
from epub_checks import EpubChecks
from reading import with_pdfium
from support import ROOT, ProjectMaker, run_diglot

pytestmark = pytest.mark.heavy

# A template of one's own that spoils some passages, or the chapter where it is long.
SPOILED = """{% extends "pdf/layout.html" %}
{% block kind %}chapter role-{{ chapter.role }}{% endblock %}
{% block body %}
<h1 data-bookmark="{{ chapter.listed }}">{{ chapter.title }}</h1>
{{ chapter.body | replace("BAD", "<b style='height: -5em'>BAD</b>" | safe) }}
{% if chapter.body | length > 900 %}<p style="height: -5em">{% endif %}
{{ chapter.notes }}
{% endblock %}
"""
TEMPLATE = {"templates/pdf/chapter.html": SPOILED}
ENGLISH = "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt was BAD.\n\nIt rose by 4%.\n"
HEBREW = "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nהיה BAD.\n\nהוא עלה ב־4%.\n"
BAD = {"content/en/01-oil.md": ENGLISH, "content/he/01-oil.md": HEBREW}
SECOND = {
    "content/en/02-gas.md": "# Gas\n\nSee [the price](01-oil.md#price).\n",
    "content/he/02-gas.md": "# גז\n\nראו את [המחיר](01-oil.md#price).\n",
}


def build(folder: Path, *arguments: str) -> tuple[int, str, Path]:
    """Return the exit status of a build, what it says and where it wrote."""
    out = folder / "out"
    options = ("--jobs", "1", "--project", folder, "--out", out)
    done = run_diglot("build", *arguments, *options)
    return done.status, done.out + done.err, out


def bookmarks(path: Path) -> list[str]:
    """Return the bookmarks of a PDF, those inside others after them."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        open_items = [*outline.root]
        found = []
        while open_items:
            item = open_items.pop(0)
            found.append(str(item.title))
            open_items = [*item.children, *open_items]
        return found


# Layout -----------------------------------------------------------------------------


def test_a_draft_says_where_a_passage_is_missing(project: ProjectMaker) -> None:
    """What cannot be laid out is found at its line; in the PDF a note stands in its place."""
    folder = project({**TEMPLATE, **BAD, **SECOND})
    status, said, out = build(folder, "pdf", "cover", "site", "--lang", "he", "--draft")
    assert status == 1
    assert "content/he/01-oil.md:7:1: error G606 chapter-not-laid-out: this passage cannot" in said
    text = " ".join(with_pdfium(out / "small-he.pdf"))
    assert "כאן חסר קטע" in text
    assert "BAD" not in text
    assert "הוא עלה" in text
    assert "BAD" in (out / "site/he/01-oil.html").read_text(encoding="utf-8")
    assert (out / "small-he-cover.pdf").exists()


def test_a_draft_keeps_the_place_of_a_chapter(project: ProjectMaker) -> None:
    """A chapter of which no passage is to blame leaves its title, headings and a note."""
    long = f"# Oil\n\n{'Oil. ' * 100}\n\n{'Oil. ' * 100}\n\n## Price {{#price}}\n\nWords.\n"
    folder = project({**TEMPLATE, **SECOND, "content/en/01-oil.md": long})
    status, said, out = build(folder, "pdf", "--lang", "en", "--draft")
    assert status == 1
    assert "content/en/01-oil.md:1:1: error G606 chapter-not-laid-out: the chapter cannot" in said
    text = " ".join(with_pdfium(out / "small-en.pdf"))
    assert "This chapter could not be laid out" in " ".join(text.split())
    assert "Words." not in text
    assert bookmarks(out / "small-en.pdf")[-3:] == ["1. Oil", "Price", "2. Gas"]


def test_without_a_draft_other_files_are_written(project: ProjectMaker) -> None:
    """An edition that cannot be made costs no other; its former file stays, called old."""
    folder = project({**TEMPLATE, **SECOND})
    assert build(folder, "pdf", "epub", "cover")[0] == 0
    former = (folder / "out/small-he.pdf").read_bytes()
    (folder / "content/he/01-oil.md").write_text(HEBREW.replace("BAD", "(BAD)"), encoding="utf-8")
    (folder / "content/en/01-oil.md").write_text(ENGLISH.replace("BAD", "(-)"), encoding="utf-8")
    status, said, out = build(folder, "pdf", "epub", "cover")
    assert status == 1
    assert "content/he/01-oil.md:7:1: error G606" in said
    assert "error G608 edition-not-made: not made: small-he.pdf, small-he-cover.pdf." in said
    assert "small-he.pdf: not made; what is there is from an earlier build." in said
    assert (out / "small-he.pdf").read_bytes() == former
    files = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    stale = {entry["path"] for entry in files if entry.get("stale")}
    assert stale == {"small-he.pdf", "small-he-cover.pdf"}
    assert {"small-en.pdf", "small-en.epub", "small-he.epub"} <= {e["path"] for e in files} - stale


def test_a_fault_of_a_template_is_no_chapters_fault(project: ProjectMaker) -> None:
    """Where not even a chapter's title can be laid out, the template is named, in a draft too."""
    spoiled = SPOILED.replace("{{ chapter.body", "<p style='height: -5em'>{{ chapter.body")
    folder = project({"templates/pdf/chapter.html": spoiled})
    status, said, out = build(folder, "pdf", "epub", "--lang", "en", "--draft")
    assert status == 1
    assert "G606" not in said
    assert "not made: small-en.pdf. content/en/01-oil.md cannot be laid out, not even" in said
    assert (out / "small-en.epub").exists()


def test_a_broken_template_costs_its_format_only(project: ProjectMaker) -> None:
    """A template of the site with an error is named with its line, and e-books are made."""
    folder = project({"templates/site/title.html": "<p>\n{{ no.such }}"})
    status, said, out = build(folder, "site", "epub")
    assert status == 1
    assert "templates/site/title.html:2:1: error G608 edition-not-made: not made: site/." in said
    assert sorted(path.name for path in out.iterdir()) == [
        "manifest.json",
        "small-en.epub",
        "small-he.epub",
    ]
    assert build(folder, "site")[0] == 2


def paragraphs(words: list[str]) -> Chapter:
    """Return a chapter of paragraphs, half of them in a section."""
    here = Position("x.md")
    blocks = tuple(Paragraph((Text(word),), here) for word in words)
    middle = len(blocks) // 2
    section = Section("s", True, 2, (Text("S"),), here, blocks[middle:])
    return Chapter("x", "en", (Text("X"),), here, blocks[:middle], (section,))


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    """Return what the paragraphs say."""
    return [str(block.inlines[0]) for block in blocks if isinstance(block, Paragraph)]


def test_all_passages_to_blame_are_found() -> None:
    """Three bad paragraphs among five hundred are found in fewer than sixty tries."""
    bad = {7, 8, 411}
    chapter = paragraphs([f"{'bad' if n in bad else 'good'} {n}" for n in range(500)])
    tries = 0

    def fails(some: Chapter) -> bool:
        nonlocal tries
        tries += 1
        return any("bad" in word for word in words_of(tuple(chapter_blocks(some))))

    found = blamed_blocks(chapter, fails)
    assert words_of(found) == [str(Text(f"bad {number}")) for number in sorted(bad)]
    assert tries < 60


def test_passages_that_fail_only_together_are_not_blamed() -> None:
    """Where each half can be laid out, no passage is to blame."""
    chapter = paragraphs(["one", "two", "three", "four"])
    assert blamed_blocks(chapter, lambda some: len([*chapter_blocks(some)]) > 3) == ()


def test_a_chapter_is_rebuilt_as_it_was() -> None:
    """Blocks that nobody changes leave the chapter as it is."""
    chapter = paragraphs(["one", "two", "three"])
    assert rebuilt(chapter, lambda blocks: blocks) == chapter


# Processes that die --------------------------------------------------------------------


@pytest.mark.long
def test_a_chapter_that_kills_its_process_is_named(project: ProjectMaker) -> None:
    """A passage too large for the time that a process is given is named, and a draft is made."""
    rows = "".join(f"| a {n} | b | c | d | e | f |\n" for n in range(4000))
    table = f"|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n{rows}"
    folder = project(
        {
            "content/book.yaml": "id: small\nlanguages: [en]\n",
            "content/he/01-oil.md": None,
            "content/en/02-gas.md": f"# Gas\n\n{table}\n",
        }
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))  # seconds, of each process

    command = [sys.executable, ROOT / "build.py", "pdf", "--draft", "--jobs", "1"]
    done = subprocess.run(
        [*map(str, command), "--project", folder, "--out", folder / "out"],
        capture_output=True, text=True, check=False, preexec_fn=limit,
    )  # fmt: skip
    assert "content/en/02-gas.md:3:1: error G606 chapter-not-laid-out: this passage" in done.stdout
    assert "a worker process has died" in done.stdout
    assert done.returncode == 1
    assert (folder / "out/small-en.pdf").exists()


# Reading -----------------------------------------------------------------------------


UNREADABLE: Mapping[str, str | bytes] = {
    "bytes": "# נפט\n\nטקסט.\n".encode("cp1255"),
    "depth": "# נפט\n\n" + "<sup>" * 400 + "א" + "</sup>" * 400 + "\n",
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_draft_has_a_page_for_a_chapter_that_nobody_can_read(
    kind: str, project: ProjectMaker
) -> None:
    """A chapter in another encoding, or nested without end, is a page that says so, everywhere."""
    folder = project({**SECOND, "content/he/01-oil.md": UNREADABLE[kind]})
    formats = ("site", "epub", "pdf")
    status, said, out = build(folder, *formats, "--lang", "he", "--draft")
    notice = "הפרק הזה חסר בטיוטה"
    assert status == 1
    assert "content/he/01-oil.md:" in said
    assert notice in (out / "site/he/01-oil.html").read_text(encoding="utf-8")
    assert notice in " ".join(" ".join(with_pdfium(out / "small-he.pdf")).split())
    with zipfile.ZipFile(out / "small-he.epub") as book:
        assert notice in book.read("EPUB/text/01-oil.xhtml").decode()


def test_a_draft_shows_a_frame_for_a_picture(
    epub_checks: EpubChecks, project: ProjectMaker
) -> None:
    """A picture that is missing or broken is a frame with its words, in all editions."""
    text = "# Oil\n\n![A derrick](no.png)\n\nSee ![a pump](zero.png) there.\n"
    folder = project({
        "content/en/01-oil.md": text, "content/en/zero.png": b"",
    })  # fmt: skip
    status, said, out = build(folder, "site", "epub", "pdf", "--lang", "en", "--draft")
    assert status == 1
    assert re.search(r"content/en/01-oil\.md:5:\d+: error R307 broken-image: .* an empty", said)
    page = (out / "site/en/01-oil.html").read_text(encoding="utf-8")
    assert page.count('<span class="missing-image">') == 2
    assert "a pump" in " ".join(with_pdfium(out / "small-en.pdf"))
    assert epub_checks(out / "small-en.epub") == []


def test_a_draft_is_made_without_broken_references(project: ProjectMaker) -> None:
    """References that cannot be read are found at their line; the chapters are read without."""
    text = "# Oil\n\nAs was said [@adams, 3].\n"
    folder = project({
        "content/en/01-oil.md": text, "content/he/01-oil.md": text,
        "content/references.bib": "@book{adams,\n  title = {Oil},\n",
    })  # fmt: skip
    status, said, out = build(folder, "site", "--draft")
    assert status == 1
    assert "content/references.bib:3:1: error R319 broken-references: the file cannot" in said
    assert "R303" not in said
    assert "@adams" in (out / "site/en/01-oil.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["<style>", ""])
def test_a_broken_style_of_citations_is_found(style: str, project: ProjectMaker) -> None:
    """A CSL file that cannot be read is named, and citations are set in the usual style."""
    text = "# Oil\n\nAs was said [@adams, 3].\n"
    folder = project({
        "content/book.yaml": "id: small\nlanguages: [en, he]\ncitations: {style: x.csl}\n",
        "content/en/01-oil.md": text, "content/he/01-oil.md": text, "content/x.csl": style,
        "content/references.bib": "@book{adams, author={Adams, A}, title={Oil}, year=1973}\n",
    })  # fmt: skip
    status, said, out = build(folder, "site", "--draft")
    assert status == 1
    assert "content/x.csl:1:1: error R319 broken-references: the file cannot be read: " in said
    assert "Adams 1973" in (out / "site/en/01-oil.html").read_text(encoding="utf-8")
