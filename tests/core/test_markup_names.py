"""What markup and the PDF writer agree on is the same in style sheets and templates."""

from __future__ import annotations

import re

import pytest

from diglot.core import markup_names as names
from support import ROOT

PDF_CSS = (ROOT / "templates/styles/pdf.css").read_text(encoding="utf-8")
CONTENTS = (ROOT / "templates/pdf/contents.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        names.FOOTNOTE,
        names.FORMULA_ALONE,
        names.PAGE_NUMBER,
        names.REFERENCES,
        names.KEPT,
        names.UNCUT,
        names.WIDE,
        names.SQUEEZED,
        names.TIGHT,
        names.CRUSHED,
        names.LONG_WORDS,
    ],
)
def test_the_style_sheet_knows_the_class(name: str) -> None:
    """A class that the program gives has a style; renamed in one place, it would have none."""
    assert re.search(rf"\.{name}(?![-\w])", PDF_CSS)


@pytest.mark.parametrize("name", [names.CONTENTS, names.PART_TITLE, names.LIST_TITLE])
def test_the_contents_have_the_class(name: str) -> None:
    """Lists and titles whose last page is looked at are those of the template."""
    assert re.search(rf'class="{name}[ "{{]', CONTENTS)


def test_the_number_of_a_note_is_read_from_its_attribute() -> None:
    """The mark in the text and the number at the foot are the attribute that notes are given."""
    assert PDF_CSS.count(f"attr({names.NOTE_NUMBER})") == 2


def test_the_raised_place_is_as_high_as_the_style_sheet_puts_it() -> None:
    """The size of a number is told by how much higher the second place comes out."""
    rule = re.search(r"\.page-number span \{[^}]*vertical-align: ([\d.]+)em", PDF_CSS)
    assert rule is not None
    assert float(rule[1]) == names.RAISED_EM


STRINGS = [
    (name, value)
    for name, value in vars(names).items()
    if name.isupper() and isinstance(value, str) and re.search(r"\W", value)
]


@pytest.mark.parametrize(("name", "value"), STRINGS)
def test_no_module_spells_it_again(name: str, value: str) -> None:
    """An attribute or address that both sides know is written down once in the program."""
    spelled = re.compile(rf"""["']{re.escape(value)}["']""")
    places = [
        path.name
        for path in (ROOT / "diglot").rglob("*.py")
        if spelled.search(path.read_text(encoding="utf-8"))
    ]
    assert places == ["markup_names.py"], name
