"""A build of which most is kept gives every byte that a build from nothing gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diglot.core.formats import FORMATS
from diglot.disk.cache import project_cache
from diglot.disk.template_files import builtin_templates
from support import run_diglot, write_project

pytestmark = pytest.mark.heavy

Edit = Mapping[str, str | None]

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90">'
    '<path d="M0 0h90v90z" fill="#a33"/></svg>'
)
BOOK: dict[str, str] = {
    "content/book.yaml": "id: warm\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Warm Book\ndate: 2026-01-02\nauthors: [Ann Cohen]\n",
    "content/he/book.yaml": "title: ספר חם\ndate: 2026-01-02\nauthors: [אן כהן]\n",
    "content/references.bib": "@book{cohen, author={Cohen, A.}, title={Trade}, year={1951}}\n",
    "content/glossary.yaml": "terms:\n- {en: harbor, he: [נמל]}\n",
    "content/en/a.svg": SVG,
    "templates/art/sign.svg": SVG,
    "content/en/01-oil.md": (
        "# Oil\n\nThe harbor.[^1] See [](02-gas.md#use), [on page](02-gas.md){.page}.\n\n"
        "[^1]: Of 1931.\n\n## Trade\n\nAs told [@cohen]: $x^2 = 12$.\n\n![A quay](a.svg)\n\n"
        "| Year | Ships |\n|---|---|\n| 1901 | 4 |\n\n: Ships {#tbl-ships}\n"
    ),
    "content/he/01-oil.md": (
        "# נפט\n\nהנמל.[^1] ראו [](02-gas.md#use), [בעמוד](02-gas.md){.page}.\n\n"
        "[^1]: משנת 1931.\n\n## סחר\n\nכמסופר [@cohen]: $x^2 = 12$.\n\n![רציף](a.svg)\n\n"
        "| שנה | אוניות |\n|---|---|\n| 1901 | 4 |\n\n: אוניות {#tbl-ships}\n"
    ),
    "content/en/02-gas.md": "# Gas\n\nOf [](01-oil.md#tbl-ships).\n\n## Use {#use}\n\nLamps, 30.\n",
    "content/he/02-gas.md": (
        "# גז\n\nעל [](01-oil.md#tbl-ships).\n\n## שימוש {#use}\n\nפנסים, 30.\n"
    ),
}


def in_file(name: str, old: str, new: str) -> Edit:
    """Return the edit that puts some words for others in a file of the book."""
    assert old in BOOK[name]
    return {name: BOOK[name].replace(old, new)}


def in_book(line: str) -> Edit:
    """Return the edit that adds a line to the settings of all languages."""
    return {"content/book.yaml": BOOK["content/book.yaml"] + line}


EDITS: Mapping[str, Edit] = {
    "a chapter": in_file("content/en/02-gas.md", "Lamps, 30.", "Lamps, 30.\n\nAnd stoves.")
    | in_file("content/he/02-gas.md", "פנסים, 30.", "פנסים, 30.\n\nוכיריים."),
    "a note": in_file("content/he/01-oil.md", "משנת 1931", "מן השנה 1931"),
    "a heading that others name": in_file("content/en/02-gas.md", "## Use", "## Uses"),
    "a heading of the other language": in_file("content/he/02-gas.md", "## שימוש", "## שימושים"),
    "a caption": in_file("content/he/01-oil.md", ": אוניות", ": האוניות"),
    "a picture": {"content/en/a.svg": SVG.replace("#a33", "#3a3")},
    "an entry of the bibliography": in_file("content/references.bib", "1951", "1952"),
    "a term of the glossary": in_file("content/glossary.yaml", "[נמל]", "[נמל, הנמל]"),
    "a stamp": {"content/he/translated.lock": "02-gas\t000000000000\tOf tables.\n"},
    "a title": in_file("content/he/book.yaml", "ספר חם", "ספר חם מאוד"),
    "an author": in_file("content/en/book.yaml", "Ann Cohen", "Anna Cohen"),
    "a date": in_file("content/en/book.yaml", "2026-01-02", "2027-01-02"),
    "the paper": in_book("page: {size: A5}\n"),
    "the press": in_book("print: {bleed: 4mm}\n"),
    "the numerals": in_book("numerals: {chapters: hebrew}\n"),
    "how notes are counted": in_book("notes: {numbers: book}\n"),
    "the marks": in_book("typography: {quotes: low}\n"),
    "the site": in_book("site: {parallel: false}\n"),
    "a style": {"templates/styles/base.css": None},
    "a template": {"templates/pdf/chapter.html": None},
    "a picture of a style": {
        "templates/styles/pdf.css": None,
        "templates/art/sign.svg": SVG.replace("#a33", "#33a"),
    },
    "a new chapter": {
        "content/en/03-coal.md": "# Coal\n\nText.\n",
        "content/he/03-coal.md": "# פחם\n\nטקסט.\n",
    },
    "the order": in_book("chapters: [02-gas, 01-oil]\n"),
}  # fmt: skip
"""What changes; a template of None is a copy of the program's own with something added."""


def change(folder: Path, edit: Edit) -> None:
    """Make a change in a project."""
    write_project(folder, {name: content or _own(name) for name, content in edit.items()})


def _own(name: str) -> str:
    """Return a template of the program with something added."""
    text = (builtin_templates() / name.removeprefix("templates/")).read_text("utf-8")
    rule = "h2 { color: #123456; background: url(../art/sign.svg) }"
    return f"{text}\n{rule}\n" if name.endswith(".css") else f"{text}\n"


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their path in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differing(folder: Path, *formats: str) -> list[str]:
    """Build a project by what was kept, and from nothing; return the files that differ."""
    warm = run_diglot("build", *formats, "--draft", "--project", folder)
    cold = folder.parent / "cold"
    fresh = run_diglot(
        "build", *formats, "--draft", "--no-cache", "--project", folder, "--out", cold
    )
    assert warm.status == fresh.status != 2, warm.err + fresh.err
    one, other = files_in(folder / "build"), files_in(cold)
    assert one
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_one_paragraph_leads_to_the_same_bytes(tmp_path: Path) -> None:
    """After a paragraph was changed, all that is made of what was kept is as if made anew."""
    folder = write_project(tmp_path / "book", BOOK)
    run_diglot("build", "--project", folder)
    change(folder, EDITS["a chapter"])
    assert differing(folder) == []
    change(folder, EDITS["a note"])
    told = run_diglot("build", "pdf", "--lang", "he", "--project", folder).out
    counts = re.search(r"(\d+) of (\d+) layouts were kept from before\.", told)
    assert counts
    assert 0 < int(counts[1]) < int(counts[2])


def test_forms_of_both_languages_have_rows_of_their_own(tmp_path: Path) -> None:
    """What was kept of a page with both languages is in no other form's pages."""
    folder = write_project(tmp_path / "book", BOOK)
    names = [form.name for form in FORMATS if form.made_of == "book"]
    # Covers and booklets are made of the pages of the others.
    of_both = [name for name in names if not name.endswith(("-cover", "-booklet"))]
    assert {"columns", "bilingual", "site"} <= set(of_both)
    for form in (*of_both, *reversed(of_both)):
        run_diglot("build", form, "--project", folder)
    change(folder, in_book("bilingual: {first: translation, align: section, marks: on}\n"))
    assert differing(folder, *of_both) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", EDITS)
def test_every_kind_of_input_is_seen(tmp_path: Path, kind: str) -> None:
    """Whatever is changed after a warm build, each byte is that of a build from nothing."""
    folder = write_project(tmp_path / "book", BOOK)
    run_diglot("build", "--project", folder)
    change(folder, EDITS[kind])
    assert differing(folder) == []


@pytest.mark.long
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4))
def test_any_row_of_changes_leads_to_the_same_bytes(kinds: list[str]) -> None:
    """After each of a row of changes the website and the e-books are those of a first build."""
    with TemporaryDirectory() as scratch:
        folder = write_project(Path(scratch) / "book", BOOK)
        for kind in kinds:
            change(folder, EDITS[kind])
            assert differing(folder, "site", "epub") == []


def test_damaged_pieces_are_made_again(tmp_path: Path) -> None:
    """Whatever was kept and is cut, changed or of another kind is not used."""
    folder = write_project(tmp_path / "book", BOOK)
    run_diglot("build", "--project", folder)
    cache = project_cache(folder)
    assert cache.folder
    kinds = set()
    for number, path in enumerate(sorted(cache.folder.glob("*/*"))):
        kinds.add(path.suffix)
        key = f"{path.suffix[1:]}-{path.stem}"
        if path.suffix in {".outcome", ".build"}:
            path.unlink()
        elif path.suffix in {".markup", ".text", ".inks"} and number % 3 == 0:
            cache.put(key, b'{"of": "another"}')  # sealed, and no record of this kind
        else:
            path.write_bytes(path.read_bytes()[:-1])
    assert {".markup", ".text", ".inked", ".inks", ".pages", ".chapter", ".pair"} <= kinds
    assert differing(folder) == []
