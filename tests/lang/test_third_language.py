"""A language more is one folder: Arabic, beside the tests, in every edition and in the check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diglot.lang import known
from diglot.lang.known import language, languages
from diglot.lang.locales import direction_of, known_languages, load_locale, meant_language
from diglot.text.number_words import further_values, month_number, word_value
from lang.arabic import LANGUAGE
from support import ProjectMaker, Run, run_diglot

ENGLISH = """# The harvest

He said "good morning" to 42 people in October 2024. It weighs 5 kilograms.

## By hand {#by-hand}

Forty-two people came, and "three 'good' men" stayed.[^a]

[^a]: A note of 12 words.
"""
ARABIC = """# الحصاد

قال "صباح الخير" إلى ٤٢ شخصا في أكتوبر ٢٠٢٤. يزن ٥ كيلوغرامات.

## باليد {#by-hand}

جاء اثنان وأربعون شخصا، وبقي "ثلاثة رجال 'طيبين'".[^a]

[^a]: ملاحظة من ١٢ كلمة.
"""


@pytest.fixture(autouse=True)
def arabic() -> Iterator[None]:
    """Make Arabic known for one test; number words are kept for a run, and forgotten after it."""
    kept = (word_value, further_values)
    known.add(LANGUAGE)
    for table in kept:
        table.cache_clear()
    yield
    known.forget(LANGUAGE.tag)
    load_locale.cache_clear()
    for table in kept:
        table.cache_clear()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a small book in English and Arabic."""
    for tag, title, text in (("en", "The Year", ENGLISH), ("ar", "السنة", ARABIC)):
        folder = tmp_path / "content" / tag
        folder.mkdir(parents=True)
        (folder / "book.yaml").write_text(f"title: {title}\n", encoding="utf-8")
        (folder / "01-harvest.md").write_text(text, encoding="utf-8")
    (tmp_path / "content/book.yaml").write_text("id: year\nlanguages: [en, ar]\n")
    return tmp_path


def check(book: Path, old: str = "", new: str = "") -> Run:
    """Return what the check says of the book, with some words of the translation changed."""
    path = book / "content/ar/01-harvest.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return run_diglot("check", "--all", "--project", book)


def test_a_folder_makes_a_language_known() -> None:
    """Its names, its direction, its words for numbers and months, and the program's words in it."""
    assert LANGUAGE in languages()
    assert "ar" in known_languages()
    assert meant_language("arabic") == "ar"
    assert language("ar-EG") is LANGUAGE
    assert direction_of("ar") == "rtl"
    assert word_value("ثلاثة") == 3
    assert month_number("أكتوبر") == 10
    locale = load_locale("ar")
    assert locale.gettext("Notes") == "ملاحظات"
    assert locale.list(["أ", "ب"]) == "أ وب"


def test_a_sound_book_has_no_finding(book: Path) -> None:
    """Figures of its own, words for numbers and units are what the source says."""
    done = check(book)
    assert done.out.endswith("0 errors, 0 warnings\n")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("وأربعون", "وعشرون", "T602"),
        ("٥ كيلوغرامات", "٥ أمتار", "T602"),
        ("أكتوبر", "نوفمبر", "T602"),
        ("جاء اثنان وأربعون شخصا", "Forty-two people came and all of them had to wait", "T601"),
        ("## باليد {#by-hand}\n", "", "S103"),
    ],
)
def test_a_slip_is_found(book: Path, old: str, new: str, rule: str) -> None:
    """A number, a unit, a month, a passage that was left in English, a lost heading."""
    assert f" {rule} " in check(book, old, new).out


@pytest.mark.heavy
def test_all_editions_are_made(book: Path) -> None:
    """They run from right to left, with the marks and the words of the language."""
    done = run_diglot("build", "site", "epub", "pdf", "--project", book)
    assert done.status == 0, done.err
    page = (book / "build/site/ar/01-harvest.html").read_text(encoding="utf-8")
    assert re.search(r'<html[^>]* lang="ar"[^>]* dir="rtl"', page)
    assert "قال «صباح الخير» إلى ٤٢ شخصا" in page
    assert "وبقي «ثلاثة رجال “طيبين”»" in page
    assert "ملاحظات" in page
    assert {path.name for path in (book / "build").glob("year-ar*")} == {
        "year-ar.epub",
        "year-ar.pdf",
    }


@pytest.mark.heavy
def test_two_languages_from_the_right_have_no_two_covers(project: ProjectMaker) -> None:
    """A book is opened from either cover only where one of its languages is read from the left."""
    files = {
        "content/book.yaml": "id: small\nlanguages: [he, ar]\n",
        "content/ar/book.yaml": "title: السنة\n",
        "content/ar/01-oil.md": "# نفط\n\nعن النفط.\n\n## السعر {#price}\n\nارتفع ٤٪.\n",
    }
    done = run_diglot("build", "back-to-back", "--draft", "--project", project(files))
    assert done.status == 2
    assert "he and ar are all read from the right" in done.err
    assert "build bilingual instead" in done.err
