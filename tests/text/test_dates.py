"""Dates by either calendar and both, to the day, the month and the year."""

from __future__ import annotations

import re

import pytest

from diglot.config import load_config
from diglot.core.conventions import Calendar
from diglot.core.errors import DiglotError
from diglot.lang.locales import load_locale
from diglot.text.dates import hebrew_date, written_date
from support import ProjectMaker, run_diglot

DAYS = [
    # Gregorian, Hebrew, English, why
    ("1929-08-24", "י״ח באב ה׳תרפ״ט", "18 Av 5689", "a day in the papers of its time"),
    ("1947-11-29", "ט״ז בכסלו ה׳תש״ח", "16 Kislev 5708", "16 is no name of God"),
    ("1948-05-14", "ה׳ באייר ה׳תש״ח", "5 Iyar 5708", "known to everyone"),
    ("1967-06-07", "כ״ח באייר ה׳תשכ״ז", "28 Iyar 5727", "known as a holiday"),
    ("1973-10-06", "י׳ בתשרי ה׳תשל״ד", "10 Tishrei 5734", "the Day of Atonement"),
    ("1984-02-03", "ל׳ בשבט ה׳תשמ״ד", "30 Shevat 5744", "the year keeps the order of letters"),
    ("1985-03-07", "י״ד באדר ה׳תשמ״ה", "14 Adar 5745", "Purim of a common year"),
    ("1995-11-04", "י״א בחשוון ה׳תשנ״ו", "11 Cheshvan 5756", "by daylight, though it was evening"),
    ("2000-01-01", "כ״ג בטבת ה׳תש״ס", "23 Tevet 5760", "samekh has no final form"),
    ("2020-02-08", "י״ג בשבט ה׳תש״ף", "13 Shevat 5780", "a final pe"),
    ("2023-09-15", "כ״ט באלול ה׳תשפ״ג", "29 Elul 5783", "the last day of a year"),
    ("2023-09-16", "א׳ בתשרי ה׳תשפ״ד", "1 Tishrei 5784", "the New Year"),
    ("2023-10-15", "ל׳ בתשרי ה׳תשפ״ד", "30 Tishrei 5784", "Tishrei always has 30 days"),
    ("2023-11-13", "כ״ט בחשוון ה׳תשפ״ד", "29 Cheshvan 5784", "a short Cheshvan ends"),
    ("2023-11-14", "א׳ בכסלו ה׳תשפ״ד", "1 Kislev 5784", "after a short Cheshvan"),
    ("2023-12-12", "כ״ט בכסלו ה׳תשפ״ד", "29 Kislev 5784", "a short Kislev ends"),
    ("2023-12-13", "א׳ בטבת ה׳תשפ״ד", "1 Tevet 5784", "after a short Kislev"),
    ("2024-02-09", "ל׳ בשבט ה׳תשפ״ד", "30 Shevat 5784", "before a leap year's first Adar"),
    ("2024-02-10", "א׳ באדר א׳ ה׳תשפ״ד", "1 Adar I 5784", "the first Adar of a leap year"),
    ("2024-03-10", "ל׳ באדר א׳ ה׳תשפ״ד", "30 Adar I 5784", "the first Adar has 30 days"),
    ("2024-03-11", "א׳ באדר ב׳ ה׳תשפ״ד", "1 Adar II 5784", "the second Adar"),
    ("2024-04-08", "כ״ט באדר ב׳ ה׳תשפ״ד", "29 Adar II 5784", "the second Adar has 29 days"),
    ("2024-04-09", "א׳ בניסן ה׳תשפ״ד", "1 Nisan 5784", "after a leap year's Adar"),
    ("2024-06-12", "ו׳ בסיוון ה׳תשפ״ד", "6 Sivan 5784", "full spelling, with two vavs"),
    ("2024-07-23", "י״ז בתמוז ה׳תשפ״ד", "17 Tammuz 5784", "a fast"),
    ("2024-10-02", "כ״ט באלול ה׳תשפ״ד", "29 Elul 5784", "a leap year ends"),
    ("2024-10-03", "א׳ בתשרי ה׳תשפ״ה", "1 Tishrei 5785", "a common year begins"),
    ("2024-12-01", "ל׳ בחשוון ה׳תשפ״ה", "30 Cheshvan 5785", "a long Cheshvan"),
    ("2024-12-31", "ל׳ בכסלו ה׳תשפ״ה", "30 Kislev 5785", "a long Kislev"),
    ("2025-01-01", "א׳ בטבת ה׳תשפ״ה", "1 Tevet 5785", "both years turn over elsewhere"),
    ("2025-03-14", "י״ד באדר ה׳תשפ״ה", "14 Adar 5785", "a common year has one Adar"),
    ("2026-02-02", "ט״ו בשבט ה׳תשפ״ו", "15 Shevat 5786", "15 is no name of God"),
    ("2026-11-23", "י״ג בכסלו ה׳תשפ״ז", "13 Kislev 5787", "today, as this was written"),
]


@pytest.mark.parametrize(("iso", "hebrew", "english", "why"), DAYS)
def test_days_of_the_hebrew_calendar(iso: str, hebrew: str, english: str, why: str) -> None:
    """A day is named with its month and its year, in letters in Hebrew and figures in English."""
    found = [hebrew_date(iso, load_locale(tag), is_full=True) for tag in ("he", "en")]
    assert found == [hebrew, english], why


@pytest.mark.parametrize(
    ("iso", "calendar", "hebrew", "english"),
    [
        ("2026-11-23", "gregorian", "23 בנובמבר 2026", "November 23, 2026"),
        ("2026-11-23", "hebrew", "י״ג בכסלו ה׳תשפ״ז", "13 Kislev 5787"),
        (
            "2026-11-23",
            "both",
            "23 בנובמבר 2026 · י״ג בכסלו תשפ״ז",
            "November 23, 2026 · 13 Kislev 5787",
        ),
        ("2026-11", "hebrew", "חשוון–כסלו ה׳תשפ״ז", "Cheshvan–Kislev 5787"),
        (
            "2026-11",
            "both",
            "נובמבר 2026 · חשוון–כסלו תשפ״ז",
            "November 2026 · Cheshvan–Kislev 5787",
        ),
        ("2026-09", "hebrew", "אלול ה׳תשפ״ו – תשרי ה׳תשפ״ז", "Elul 5786 – Tishrei 5787"),
        (
            "2026-09",
            "both",
            "ספטמבר 2026 · אלול תשפ״ו – תשרי תשפ״ז",
            "September 2026 · Elul 5786 – Tishrei 5787",
        ),
        ("2024-03", "hebrew", "אדר א׳ – אדר ב׳ ה׳תשפ״ד", "Adar I – Adar II 5784"),
        ("2041-02", "hebrew", "שבט – אדר א׳ ה׳תת״א", "Shevat – Adar I 5801"),
        ("2026", "hebrew", "ה׳תשפ״ו–תשפ״ז", "5786–5787"),
        ("2026", "both", "2026 · תשפ״ו–תשפ״ז", "2026 · 5786–5787"),
        ("2026", "gregorian", "2026", "2026"),
        ("", "both", "", ""),
    ],
)
def test_calendars(iso: str, calendar: Calendar, hebrew: str, english: str) -> None:
    """A date is written by one calendar or both; what is known to the month names both months."""
    found = [written_date(iso, load_locale(tag), calendar) for tag in ("he", "en")]
    assert found == [hebrew, english]


@pytest.mark.parametrize(
    "iso", ["2026-13", "2026-02-30", "20261123", "2026-W03-1", "26", "2026-1", " "]
)
def test_what_is_no_date(iso: str) -> None:
    """What is not a day, month or year in ISO 8601's long form raises ValueError."""
    with pytest.raises(ValueError, match=r"date|month|day"):
        written_date(iso, load_locale("he"), "both")


# Settings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shared", "own", "calendars"),
    [
        ("", "", ("gregorian", "gregorian")),
        ("calendar: both\n", "", ("both", "both")),
        ("", "calendar: hebrew\n", ("gregorian", "hebrew")),
        ("calendar: both\n", "calendar: gregorian\n", ("both", "gregorian")),
    ],
)
def test_calendar_of_an_edition(
    project: ProjectMaker, shared: str, own: str, calendars: tuple[str, str]
) -> None:
    """The setting of the book is for both languages; a language's own file says more."""
    files = {"content/book.yaml": "id: x\n" + shared, "content/he/book.yaml": "title: ס\n" + own}
    editions = load_config(project(files)).editions
    assert tuple(editions[tag].conventions.calendar for tag in ("en", "he")) == calendars


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        ("book.yaml", "calendar: jewish\n", "1:1", "'gregorian', 'hebrew' or 'both'"),
        ("he/book.yaml", "title: ס\ncalender: both\n", "2:1", 'did you mean "calendar"?'),
        ("he/book.yaml", "date: 2026-13\n", "1:1", "a month (2026-11) or a year (2026)"),
        ("he/book.yaml", "date: 20261123\n", "1:1", "is not a date such as 2026-11-23"),
    ],
)
def test_wrong_dates_and_calendars(
    project: ProjectMaker, file: str, text: str, place: str, words: str
) -> None:
    """A wrong setting is named with its line and the way out."""
    with pytest.raises(DiglotError, match=re.escape(words)) as caught:
        load_config(project({f"content/{file}": text}))
    assert str(caught.value).startswith(f"content/{file}:{place}: ")


@pytest.mark.heavy
def test_a_book_known_to_the_year(project: ProjectMaker) -> None:
    """A date to the year or month is enough for every format, and so is one in a chapter."""
    text = "---\ndate: 2024-03\n---\n\n# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n"
    folder = project(
        {
            "content/book.yaml": "id: small\ncalendar: both\n",
            "content/en/book.yaml": "title: A Small Book\ndate: 2026\n",
            "content/he/book.yaml": "title: ספר קטן\ndate: 2026-11\n",
            "content/he/01-oil.md": text,
        }
    )
    done = run_diglot("build", "site", "epub", "--project", folder)
    assert done.status == 0, done.out + done.err
    page = (folder / "build/site/he/01-oil.html").read_text(encoding="utf-8")
    assert '<time datetime="2024-03">מרץ 2024 · אדר א׳ – אדר ב׳ תשפ״ד</time>' in page
    assert "2026 · 5786–5787" in (folder / "build/site/en/index.html").read_text(encoding="utf-8")
