"""What other tools' habits become: books of them, in all formats, as tests/habits says."""

from __future__ import annotations

import json
from pathlib import Path

import page as page_validation
import pytest

from diglot.core.formats import FORMATS
from epub_checks import EpubChecks
from reading import with_poppler
from support import OnceMaker, run_diglot
from witness.habits import LANGUAGES, Habit, habits, stands_in, write_habits
from witness.keeping import pages_of_e_book, pages_of_site
from witness.printed import bare

pytestmark = pytest.mark.xdist_group("habits")  # the book is built once, and nobody waits for it
ALL = habits()
NAMES = tuple(form.name for form in FORMATS)
by_name = pytest.mark.parametrize("habit", ALL, ids=lambda habit: habit.name)
by_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="session")
def built(once: OnceMaker) -> Path:
    """Return the folder of one book with a chapter for each habit, built as a draft."""

    def build(folder: Path) -> None:
        write_habits(folder, ALL)
        done = run_diglot("build", *NAMES, "--draft", "--project", folder)
        assert done.status == 1, done.out + done.err
        checked = run_diglot("check", "--format", "json", "--project", folder)
        (folder / "check.json").write_text(checked.out)

    return once("habits", build)


@by_language
@by_name
def test_the_check_says_what_a_habit_does(built: Path, habit: Habit, language: str) -> None:
    """Each habit that an edition cannot follow is a finding at its line; nothing else is."""
    findings = json.loads((built / "check.json").read_text())["findings"]
    path = f"content/{language}/{habit.name}.md"
    found = {(f["line"], f["rule"]) for f in findings if f["path"] == path}
    assert found == habit.findings(language)


@by_language
@by_name
def test_the_site_shows_a_habit(built: Path, habit: Habit, language: str) -> None:
    """The website has the elements and words that are expected of a habit."""
    page = pages_of_site(built / "build")[f"content/{language}/{habit.name}.md"]
    assert [piece for piece in habit.fragments(language) if not stands_in(piece, page)] == []


@by_language
@by_name
def test_the_e_book_shows_a_habit(built: Path, habit: Habit, language: str) -> None:
    """The e-book has them too."""
    pages = pages_of_e_book(built / f"build/habits-{language}.epub", language)
    page = pages[f"content/{language}/{habit.name}.md"]
    assert [piece for piece in habit.fragments(language) if not stands_in(piece, page)] == []


@by_language
def test_the_pdf_shows_the_habits(built: Path, language: str) -> None:
    """What is expected can be read in the PDF, in its order."""
    text = bare("".join(with_poppler(built / f"build/habits-{language}.pdf")))
    for habit in ALL:
        place = 0
        for words in habit.print(language):
            place = text.find(bare(words), place)
            assert place >= 0, f"{habit.name}: {words}"


@by_language
def test_habits_make_valid_e_books(epub_checks: EpubChecks, built: Path, language: str) -> None:
    """EPUBCheck gives no error and no warning, whatever the text has."""
    assert epub_checks(built / f"build/habits-{language}.epub") == []


@by_language
def test_habits_make_accessible_pdfs(built: Path, language: str) -> None:
    """The PDF conforms to PDF/UA-1."""
    report = page_validation.validate_pdf(
        str(built / f"build/habits-{language}.pdf"), profile="ua1"
    )
    assert report.is_compliant, str(report)


@by_language
def test_habits_make_all_formats(built: Path, language: str) -> None:
    """No habit costs a format: the print PDF, the cover and the booklet are there."""
    names = {path.name for path in (built / "build").glob(f"*-{language}*")}
    assert {f"habits-{language}{end}" for end in _ENDS} <= names


_ENDS = (".epub", ".pdf", "-print.pdf", "-cover.pdf", "-booklet.pdf")


@pytest.mark.long
@pytest.mark.heavy
@by_name
def test_a_habit_alone_makes_a_book(tmp_path: Path, habit: Habit) -> None:
    """A book of one habit is built as a draft in all formats."""
    folder = write_habits(tmp_path / "book", [habit])
    done = run_diglot("build", *NAMES, "--draft", "--no-cache", "--project", folder)
    assert "Traceback" not in done.err
    assert done.status in (0, 1), done.out + done.err
    made = {path.name for path in (folder / "build").iterdir()}
    assert {f"habits-{tag}{end}" for tag in LANGUAGES for end in _ENDS} <= made
    assert "site" in made
