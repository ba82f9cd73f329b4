"""Formulas with a number: in which ways they are written, and what links to them are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.config import load_config
from diglot.core.findings import Finding
from diglot.core.model import Book, Link, Math
from diglot.core.walk import chapter_inlines, numbered, plain_text
from diglot.lang.locales import load_locale
from diglot.reader.edition import read_book
from diglot.render.apparatus.index import Index
from support import write_project

WRITTEN = {
    "$$ x = 1 $$ {#eq-a}": [("eq-a", 1)],
    "$$\nx = 1\n$$ {#eq-a}": [("eq-a", 1)],
    "$$\nx = 1\n$$ {#eq:a}": [("eq-a", 1)],
    "Where\n$$ x = 1 $$ {#eq:a}\nholds.": [("eq-a", 1)],
    "\\[ x = y + 1 \\] {#eq-a}": [("eq-a", 1)],
    "[$$ x = 1 $$]{#eq-a}": [("eq-a", 1)],
    "```{math}\n:label: eq-a\nx = 1\n```": [("eq-a", 1)],
    "```{math}\n:label: mass\nx = 1\n```": [("mass", 1)],
    "```math {#eq-a}\nx = 1\n```": [("eq-a", 1)],
    "$$ x = 1 $$ (eq-a)": [("eq-a", 1)],
    "$$ x = 1 \\label{eq:a} $$": [("eq-a", 1)],
    "\\begin{equation}\\label{eq:a}\nx = 1\n\\end{equation}": [("eq-a", 1)],
    "\\begin{equation} x = 1 (\\#eq:a) \\end{equation}": [("eq-a", 1)],
    "- Where\n\n  $$ x = 1 $$ {#eq-a}": [("eq-a", 1)],
    "Words.[^n]\n\n$$ y = 1 $$ {#eq-b}\n\n[^n]: Where $$ x = 1 $$ {#eq-a}":
    [("eq-a", 1), ("eq-b", 2)],
    # What has no number.
    "$$ x = 1 $$": [("", 0)],
    "$$ x = 1 $$ (1)": [("", 0)],
    "Where $x = 1$ {#eq-a} holds.": [("", 0)],
    "$$ x = 1 \\tag{*} $$ {#eq-a}": [("eq-a", 0)],
    "$$ x = 1 $$\n\n$$ y = 1 $$ {#eq-b}": [("", 0), ("eq-b", 1)],
}  # fmt: skip


def book_of(
    folder: Path, *texts: str, language: str = "en", settings: str = ""
) -> tuple[Book, tuple[Finding, ...]]:
    """Return a book whose chapters have these texts, and what is found in it."""
    files = {f"content/{language}/{n:02}-x.md": text for n, text in enumerate(texts, 1)}
    files["content/book.yaml"] = f"languages: [{language}]\n{settings}"
    return read_book(load_config(write_project(folder, files)), jobs=1)


def read(tmp_path: Path, *texts: str, language: str = "en", settings: str = "") -> Index:
    """Return the places of an edition whose chapters have these texts."""
    book, _ = book_of(tmp_path, *texts, language=language, settings=settings)
    return Index(book.source, load_locale(language))


@pytest.mark.parametrize(("written", "ids"), WRITTEN.items())
def test_a_formula_with_an_id_has_a_number(
    tmp_path: Path, written: str, ids: list[tuple[str, int]]
) -> None:
    """As Quarto, pandoc-crossref, MyST, bookdown and LaTeX write it; one without an id has none."""
    (chapter,) = book_of(tmp_path, f"# T\n\n{written}\n")[0].source.chapters
    inlines = list(chapter_inlines(chapter))
    formulas = (inline for inline in inlines if isinstance(inline, Math))
    assert [(formula.attributes.id, formula.number) for formula in formulas] == ids


def test_the_name_behind_a_formula_is_no_foreign_mark(tmp_path: Path) -> None:
    """Whatever it is; elsewhere braces on a line of their own are named."""
    sound = (
        "# T\n\nWhere\n$$ x $$ {#eq-a}\nor\n$$\ny\n$$ {#eq:b}\nholds, see @eq-a and @eq:b.\n\n"
        "$$ z $$ {#mass}\n\n> $$\n> u\n> $$\n> {#force}\n"
    )
    assert not book_of(tmp_path, sound)[1]
    (found,) = book_of(tmp_path, "# T\n\nWhere $$ x $$ holds.\n\n{.mass}\n")[1]
    assert (found.rule, found.position.line) == ("foreign-markup", 5)


TEXT = "# T\n\n$$ x = 1 $$ {#eq-a}\n\n$$ y = 1 $$ {#eq-b}\n\nSee [](#eq-b).\n"
LABELS = {
    ("en", ""): ["Equation 1.2", "Equation 2.2", "Equation 2", "Equation A.2", "Equation B.2"],
    ("he", ""): ["משוואה 1.2", "משוואה 2.2", "משוואה 2", "משוואה א׳־2", "משוואה ב׳־2"],
    ("he", "numerals: {chapters: hebrew}\n"):
    ["משוואה א׳־2", "משוואה ב׳־2", "משוואה 2", "משוואה נ׳־א׳־2", "משוואה נ׳־ב׳־2"],
    ("en", "equations: {numbers: book}\n"):
    ["Equation 2", "Equation 4", "Equation 6", "Equation 8", "Equation 10"],
    ("en", "figures: {numbers: book}\ntables: {numbers: book}\n"):
    ["Equation 1.2", "Equation 2.2", "Equation 2", "Equation A.2", "Equation B.2"],
}  # fmt: skip


@pytest.mark.parametrize(("how", "labels"), LABELS.items())
def test_a_formula_is_called_as_figures_are(
    tmp_path: Path, how: tuple[str, str], labels: list[str]
) -> None:
    """By chapter, by the letter of an appendix, or through the book; in letters where asked."""
    language, settings = how
    roles = ["", "", "backmatter", "appendix", "appendix"]
    heads = [f"---\nrole: {role}\n---\n" if role else "" for role in roles]
    index = read(tmp_path, *(head + TEXT for head in heads), language=language, settings=settings)
    names = [
        plain_text(index.name(place))
        for chapter in (f"{n:02}-x" for n in range(1, 6))
        if (place := index.resolve(f"{chapter}.md#eq-b", "01-x"))
    ]
    assert names == labels


@pytest.mark.parametrize("target", ["#eq-a", "#eq:a", "#eq%3Aa", "01-x.md#eq:a"])
def test_a_link_to_a_formula_has_its_number(tmp_path: Path, target: str) -> None:
    """However its id is written, a colon is a hyphen: no e-book may have it."""
    for name in ("eq-a", "eq:a"):
        index = read(tmp_path, f"# T\n\n$$ x = 1 $$ {{#{name}}}\n\nSee [](<{target}>).\n")
        place = index.resolve(target, "01-x")
        assert place
        assert plain_text(index.name(place)) == "Equation 1.1"


def test_references_of_other_programs_are_links(tmp_path: Path) -> None:
    """Those of Quarto, pandoc-crossref and MyST, to the id that the formula has."""
    text = "# T\n\n$$ x = 1 $$ {#eq-a}\n\nSee @eq-a, @eq:a, @Eq-a, {eq}`eq-a`, {ref}`eq-a`.\n"
    index = read(tmp_path, text)
    (chapter,) = book_of(tmp_path, text)[0].source.chapters
    links = [i for i in chapter_inlines(chapter) if isinstance(i, Link)]
    places = [index.resolve(link.target, "01-x") for link in links]
    assert [place.id for place in places if place] == ["eq-a"] * 5
    assert [plain_text(index.name(p)) for p in places if p] == ["Equation 1.1"] * 5


def test_numbered_things_come_in_the_order_of_the_text(tmp_path: Path) -> None:
    """Formulas, tables and figures of all depths, each counted with its own kind."""
    text = "# T\n\n| a |\n|---|\n| $$x$$ {#eq-a} |\n\n: A {#tbl-a}\n\n> $$y$$ {#eq-b}\n"
    (chapter,) = book_of(tmp_path, text)[0].source.chapters
    found = [(thing.attributes.id, thing.number) for thing in numbered(chapter)]
    assert found == [("tbl-a", 1), ("eq-a", 1), ("eq-b", 2)]
