"""Hygiene: what looks right and is not is found at its place, and clean text gives nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.config import load_config
from diglot.core.findings import RULES
from diglot.reader.edition import read_book
from diglot.reader.prose import prose_of
from diglot.text.marks.hygiene import slips
from support import ROOT, write_project
from typography.tables import ENGLISH, HEBREW, Case

HYGIENE = ROOT / "tests/hygiene"


def test_the_family_only_warns() -> None:
    """Every rule of the family is a warning: the editions are right with such a sign."""
    assert {r.severity for r in RULES.values() if r.code.startswith("D")} == {"warning"}


@pytest.mark.parametrize("case", [*HEBREW, *ENGLISH], ids=lambda case: case.cells[1])
def test_clean_text_gives_nothing(case: Case) -> None:
    """Neither what is typed in the tables of typography nor what is set is a slip."""
    assert list(slips(prose_of(case.cells[0]))) == []
    assert list(slips(prose_of(case.cells[1]))) == []


def test_titles_and_names_are_read() -> None:
    """Front matter and settings have marks as the text has them, and their slips are found."""
    _, found = read_book(load_config(HYGIENE / "titles"))
    lines = [
        f"{f.position}: {f.severity} {f.code} {f.rule}: {f.message}\n  hint: {f.hint}\n"
        for f in found
    ]
    assert "".join(lines) == (HYGIENE / "titles/expected.txt").read_text(encoding="utf-8")


def test_natural_hebrew_gives_nothing(tmp_path: Path) -> None:
    """Pages of every kind, from chat and law to verse and footnotes, give no finding at all."""
    clean = (HYGIENE / "clean.md").read_text(encoding="utf-8")
    assert clean.count("\n\n") > 90
    files = {"content/he/01.md": clean, "content/en/01.md": "# x\n"}
    _, found = read_book(load_config(write_project(tmp_path, files)))
    assert [f for f in found if "assumed" not in f.message] == []


SLIPS = ["א\u200eב", "א\u2066ב", "םולש", ")אב(", "ג’ירפה", "שלוםעולם", "שלoם", "\ufb2aלום"]
WAYS = [
    "[{}]{{.verbatim}}",
    "[*{}*]{{lang=he typography=off}}",
    "[[{}](#x)]{{.verbatim}}",
    "::: {{.verbatim}}\n{}\n:::",
    "::: verbatim\n{}\n:::",
    "<!-- {} -->",
]


@pytest.mark.parametrize("text", SLIPS)
def test_an_example_on_purpose_is_silent(text: str) -> None:
    """Every slip is one finding, and none inside `.verbatim`, `typography=off` or a comment."""
    assert len(list(slips(prose_of(f"כאן {text} כתוב.")))) == 1
    for way in WAYS:
        assert list(slips(prose_of(way.format(text)))) == [], way


NOT_PROSE = [
    "$אaב$", "$$\nאaב\n$$", "[x](אaב)", "[x]{title=אaב}", "<kbd title='אaב'>", "[^אaב]",
    "<https://example.org/אaב>", "https://example.org/x", "[@key]", "\\\"",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_PROSE)
def test_what_is_not_prose_is_not_judged(text: str) -> None:
    """Formulas, targets, attributes, tags, keys and addresses are nobody's prose."""
    assert list(slips(prose_of(f"כאן {text} כתוב."))) == []
    assert len(prose_of(text)) == len(text)


def test_a_soft_hyphen_may_have_to_go() -> None:
    """Word has it for a maqaf and for where a word may be divided: both ways out are named."""
    (slip,) = slips("עי\u00adתון חדש")
    assert "U+05BE" in slip.hint
    assert "inside a word, delete it" in slip.hint
