"""A small book with something of everything, and changes of every kind that a build must see."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diglot.disk.template_files import builtin_templates
from support import write_project

Edit = Mapping[str, str | None]
GONE = ""  # the content of a file that is removed

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
        "| Year | Ships |\n|---|---|\n| 1901 | 4 |\n\n: Ships {#tbl-ships}\n\n"
        "$$ y = 2 $$ {#eq-y}\n\n$$ z = 3 $$ {#eq-z}\n"
    ),
    "content/he/01-oil.md": (
        "# נפט\n\nהנמל.[^1] ראו [](02-gas.md#use), [בעמוד](02-gas.md){.page}.\n\n"
        "[^1]: משנת 1931.\n\n## סחר\n\nכמסופר [@cohen]: $x^2 = 12$.\n\n![רציף](a.svg)\n\n"
        "| שנה | אוניות |\n|---|---|\n| 1901 | 4 |\n\n: אוניות {#tbl-ships}\n\n"
        "$$ y = 2 $$ {#eq-y}\n\n$$ z = 3 $$ {#eq-z}\n"
    ),
    "content/en/02-gas.md": (
        "# Gas\n\nOf [](01-oil.md#tbl-ships), [](01-oil.md#eq-z).\n\n## Use {#use}\n\nLamps, 30.\n"
    ),
    "content/he/02-gas.md": (
        "# גז\n\nעל [](01-oil.md#tbl-ships), [](01-oil.md#eq-z).\n\n## שימוש {#use}\n\nפנסים, 30.\n"
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
    "the number of a formula": in_file("content/en/01-oil.md", " {#eq-y}", "")
    | in_file("content/he/01-oil.md", " {#eq-y}", ""),
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
    "how dates are written": in_book("calendar: hebrew\n")
    | in_file("content/he/02-gas.md", "# גז", "---\ndate: 2026-03-04\n---\n\n# גז"),
    "which language is first": in_book("bilingual: {first: translation}\n"),
    "the site": in_book("site: {parallel: false}\n"),
    "a style": {"templates/styles/base.css": None},
    "a template": {"templates/pdf/chapter.html": None},
    "a template of a page of the site": {"templates/site/foot.html": None},
    "a template of a page of the e-book": {"templates/epub/page.xhtml": None},
    "a font": {"templates/fonts/FrankRuhlLibre-Bold.woff2": None},
    "a picture of a style": {
        "templates/styles/pdf.css": None,
        "templates/art/sign.svg": SVG.replace("#a33", "#33a"),
    },
    "a chapter that goes": {"content/en/02-gas.md": GONE, "content/he/02-gas.md": GONE},
    "a role": in_file("content/en/02-gas.md", "# Gas", "---\nrole: appendix\n---\n\n# Gas"),
    "a new chapter": {
        "content/en/03-coal.md": "# Coal\n\nText.\n",
        "content/he/03-coal.md": "# פחם\n\nטקסט.\n",
    },
    "the order": in_book("chapters: [02-gas, 01-oil]\n"),
}  # fmt: skip
"""What changes; a template of None is a copy of the program's own with something changed."""


def change(folder: Path, edit: Edit) -> None:
    """Make a change in a project."""
    for name, content in edit.items():
        if content == GONE:
            (folder / name).unlink(missing_ok=True)
        else:
            write_project(folder, {name: _own(name) if content is None else content})


def _own(name: str) -> str | bytes:
    """Return a template of the program with something added; of a bold font, the regular one."""
    if name.endswith(".woff2"):
        regular = name.removeprefix("templates/").replace("-Bold", "-Regular")
        return (builtin_templates() / regular).read_bytes()
    text = (builtin_templates() / name.removeprefix("templates/")).read_text("utf-8")
    rule = "h2 { color: #123456; background: url(../art/sign.svg) }"
    return f"{text}\n{rule}\n" if name.endswith(".css") else f"{text}\n"


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their path in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
