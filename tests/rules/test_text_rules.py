"""Numbers and terms: what says the same in both languages is no finding, what does not is one."""

from __future__ import annotations

import pytest

from diglot.bitext import bitext
from diglot.rules import compare
from diglot.rules.wording.glossary import Glossary
from diglot.settings import Term
from diglot.text.number_words import run_value
from parity.builder import book
from support import ProjectMaker, run_diglot

SAME = [
    ("There are two lamps, and four of oil.", "יש שתי מנורות, וארבע של שמן."),
    ("Both came on the second day of three.", "שניהם באו ביום השני מתוך השלושה."),
    ("It was the first of them.", "ביום שלישי היא הייתה הראשונה שבהם."),
    ("Two of them came twice.", "שתיים מהן באו פעמיים."),
    ("It took 64 days in a house of 64 rooms.", "זה לקח 64 ימים, בבית שבו מספר זהה של חדרים."),
    ("From 1914 to 1918, in 1914 alone.", "מ־1914 עד 1918, ובשנה הראשונה לבדה."),
    ("It has 10.0M users.", "יש לה 10.0 מיליון משתמשים."),
    ("11 It was dark. 12 And there was light.", "יא היה חשוך. יב ויהי אור."),
    ("16 Cursed be he that breaketh the lamp.", "טז אָר֕וּר שֹׁבֵ֥ר הַנֵּ֖ר בֵּֽין׃ {ס}"),
    ("In 1,234.5 tons", "1234.5 טון"),
    ("12 pumps", "שתים־עשרה משאבות"),
    ("12 pumps", "תריסר משאבות"),
    ("21 days", "עשרים ואחד ימים"),
    ("250 men", "מאתיים וחמישים איש"),
    ("350 men", "שלוש מאות וחמישים איש"),
    ("19 people", "תשעה־עשר בני אדם"),
    ("1.5 million", "מיליון וחצי"),
    ("1,500,000", "מיליון וחצי"),
    ("1.5 million", "1.5 מיליון"),
    ("1.5 million", "1,500,000"),
    ("2,500,000", "2.5 מיליון"),
    ("$3 billion", "3 מיליארד דולר"),
    ("3 billion", "שלושה מיליארד"),
    ("2 years", "שנתיים"),
    ("2 days ago", "לפני יומיים"),
    ("200 men", "מאתיים איש"),
    ("2,000 men", "אלפיים איש"),
    ("3,000 men", "שלושת אלפים איש"),
    ("15,000", "חמישה־עשר אלף"),
    ("20,000", "20 אלף"),
    ("in 2025/26", "בתשפ״ו"),
    ("in 2026", "בשנת ה׳תשפ״ו"),
    ("in 5786", "בשנת תשפ״ו"),
    ("chapter 3", "פרק ג׳"),
    ("chapter 3", "פרק ג"),
    ("chapter 3", "הפרק השלישי"),
    ("chapter 12", "פרק יב"),
    ("chapter 15", "בפרק ט״ו"),
    ("(12:12)", "(י״ב, י״ב)"),
    ("Avot 2:16", "אבות ב, טז"),
    ("Psalm 119:105", "תהלים קיט, קה"),
    ("10–20 items", "10-20 פריטים"),
    ("10–20 items", "עשרה עד עשרים פריטים"),
    ("at 3 p.m.", "בשעה 15:00"),
    ("at 3:30 p.m.", "ב־15:30"),
    ("at 12 p.m.", "בצהריים"),
    ("at 9 a.m.", "בתשע בבוקר"),
    ("at 15:30", "בשלוש וחצי, 3:30"),
    ("May 12, 2014", "12.5.2014"),
    ("12/05/2014", "12 במאי 2014"),
    ("2014-05-12", "ב־12 במאי 2014"),
    ("the 1990s", "שנות התשעים"),
    ("the 1990s", "שנות ה־90"),
    ("the 1800s", "המאה ה־19"),
    ("19th century", "המאה התשע־עשרה"),
    ("the 20th century", "המאה ה־20"),
    ("the 20th century", "המאה העשרים"),
    ("50 percent", "מחצית"),
    ("50%", "50 אחוזים"),
    ("25%", "רבע"),
    ("1/2 cup", "חצי כוס"),
    ("1/9 of it", "תשיעית"),
    ("2/3 of", "שני שלישים"),
    ("0.5 mm", "חצי מילימטר"),
    ("½ cup", "חצי כוס"),
    ("100 men", "מאה איש"),
    ("1,000", "אלף"),
    ("10 years", "עשור"),
    ("20 years", "שני עשורים"),
    ("1 hour", "שעה"),
    ("48 hours", "יומיים"),
    ("within 24 hours", "בתוך יממה"),
    ("24-hour", "של יממה"),
    ("72 hours", "שלושה ימים"),
    ("14 days", "שבועיים"),
    ("60 days", "חודשיים"),
    ("24 months", "שנתיים"),
    ("18 months", "שנה וחצי"),
    ("90 minutes", "שעה וחצי"),
    ("120 minutes", "שעתיים"),
    ("15 minutes", "רבע שעה"),
    ("7 days", "שבוע"),
    ("Windows 11 and A4 and F-16", "חלונות 11"),
    ("F-16", "מטוס"),
    ("+972-3-1234567", "03-1234567"),
    ("ISBN 978-965-555-123-4", "מסת״ב"),
    ("2014–15", "2014–2015"),
    ("2014–2015", "2014–15"),
    ("2014-2015", "תשע״ה"),
    ("twenty-one guests", "21 אורחים"),
    ("forty percent", "40 אחוז"),
    ("fifteen", "חמש עשרה"),
    ("two hundred and fifty", "250"),
    ("seventeen", "שבעה עשר"),
    ("World War II in 1939", "מלחמת העולם השנייה, 1939"),
    ("page 365", "עמוד שס״ה"),
    ("chapter 272", "פרק ערב"),
    ("chapter 304", "פרק ד״ש"),
    ("365 days", "שלוש מאות שישים וחמישה ימים"),
    ("1,001 nights", "אלף לילה ולילה אחד, 1001"),
    ("2014", "ב־2014"),
    ("2014", "מ-2014"),
    ("3.5 km", "שלושה וחצי קילומטרים"),
    ("4,500", "4.5 אלף"),
    ("4,500", "ארבעת אלפים וחמש מאות"),
    ("5th", "החמישי"),
    ("the 3rd", "השלישית"),
    ("60 years", "שישים שנה"),
    ("11 players", "אחד־עשר שחקנים"),
    ("11 players", "אחת עשרה"),
    ("70 and 80", "שבעים ושמונים"),
    ("1948", "תש״ח"),
    ("year 5708", "תש״ח"),
    ("1967", "תשכ״ז"),
    ("5 million", "חמישה מיליון"),
    ("500,000", "חצי מיליון"),
    ("100,000", "מאה אלף"),
    ("150,000", "מאה וחמישים אלף"),
    ("6,000,000", "שישה מיליון"),
    ("18 February", "י״ח בשבט, 18 בפברואר"),
    ("2.0", "שתיים"),
    ("9:05", "תשע וחמש דקות"),
    ("8:00 a.m.", "8 בבוקר"),
    ("24 letters", "כ״ד אותיות"),
    ("1,2,3", "1, 2, 3"),
    ("version 3.11.7", "גרסה 3.11.7"),
    ("3x", "פי שלושה"),
    ("10x", "פי עשרה"),
    ("1e6 rows", "1e6 שורות"),
    ("the '90s", "שנות התשעים"),
    ("in the 30s", "בשנות השלושים"),
    ("Fig. 2", "איור ב׳"),
    ("5 km", "5 ק״מ"),
    ("no. 7", "מס׳ 7"),
    ("2 million", "שני מיליון"),
    ("2 thousand", "אלפיים"),
    ("100%", "מאה אחוז"),
    ("½", "חצי"),
    ("eighty-five", "85"),
    ("twenty years", "שני עשורים"),
    ("75% of it", "שלושה רבעים"),
    ("1–2 cups", "כוס או שתיים"),
    ("one hundred thirty-five", "135"),
    ("He stood five feet six, and we all saw it.", "גובהו היה מטר שישים ושמונה, ושניהם ראו."),
    ("It weighed twenty-two pounds.", "משקלו היה עשרה קילו."),
    ("They were more than five miles away.", "הם היו במרחק של יותר משמונה קילומטרים."),
    ("Keep it at 70 degrees.", "שמרו על 21 מעלות."),
    ("The oven was at 70 and fell to 50.", "התנור עמד על 21 וירד ל־10."),
    ("The car gets 28 miles per gallon.", "המכונית עושה 12 ק״מ לליטר."),
    ("a house of 1,400 square feet", "בית של 130 מ״ר"),
    ("28,000 gallons", "106 מ״ק"),
    ("Run it for 60 minutes, then drive 5 miles.", "הפעילו שעה אחת וסעו 8 ק״מ."),
    ("2 dice", "2 קוביות"),
]
DIFFERENT = [
    ("Press it five times, and wait three days.", "לחצו עליו שש פעמים, והמתינו ארבעה ימים."),
    ("There are two lamps in the house.", "בבית יש שלוש מנורות."),
    ("It took 64 days in a house of 64 rooms.", "זה לקח 46 ימים בבית בן 64 חדרים."),
    ("2014", "2041"),
    ("40 percent", "43 אחוז"),
    ("12 pumps", "11 משאבות"),
    ("1.5 million", "1.5 מיליארד"),
    ("3 cats", "חתולים"),
    ("chapter 3", "פרק ד׳"),
    ("1990s", "שנות השמונים"),
    ("twenty-one guests", "אורחים"),
    ("in 2026", "בתשפ״ד"),
    ("250", "מאתיים וארבעים"),
    ("(12:12)", "(י״א, י״ג)"),
    ("3:30 p.m.", "16:30"),
    ("2,500", "25,000"),
    ("10–20", "10–30"),
    ("May 12", "13 במאי"),
    ("50%", "שליש"),
    ("31 days", "לא ידעתי של מי"),
    ("7 days", "ימים"),
    ("It holds 5519046 lamps.", "בה 5519045 מנורות."),
    ("It has 60 minutes, one of them late.", "יש בה 67 דקות, אחת מהן מאוחרת."),
    ("Most in 24 hours, of one", "מרב ב־21 שעות, של אחת"),
    ("After 20 years two came.", "אחרי 70 שנה באו שתיים."),
    ("60 kg", "67 ק״ג"),
    ("35–50 kg", "35–51 ק״ג"),
    ("It is deleted after 7 days.", "היא נמחקת אחרי 7 שבועות."),
    ("12,000 square meters", "12,000 דונם"),
    ("It weighed twenty-two pounds.", "משקלו היה שלושים קילו."),
    ("Keep it at 70 degrees.", "שמרו על 31 מעלות."),
    ("We sold 70 of the lamps.", "מכרנו 21 מן המנורות."),
    ("from 9 a.m.", "מ־9 בערב"),
    ("20 minutes and 8 seconds", "8 דקות ו־20 שניות"),
    ("within 10 days, and 150,000 kilograms", "בתוך 150,000 ימים, ו־10 קילוגרמים"),
]


def rules(source: str, translation: str) -> list[str]:
    """Return the rules that find something in a paragraph of two languages."""
    checked = compare(bitext(book({"en": {"x": source}, "he": {"x": translation}})), {})
    return [finding.rule for finding in checked.findings]


@pytest.mark.parametrize(("source", "translation"), SAME)
def test_numbers_said_in_other_ways_are_the_same(source: str, translation: str) -> None:
    """Figures, words, letters, years, months, hours and millions are read as what they count."""
    assert rules(source, translation) == []


@pytest.mark.parametrize(("source", "translation"), DIFFERENT)
def test_other_numbers_are_found(source: str, translation: str) -> None:
    """A number that has become another, or is gone, is one finding."""
    assert rules(source, translation) == ["number-missing"]


def test_words_of_numbers_add_up() -> None:
    """A run of words counts what it says, halves of millions too."""
    assert run_value(["two", "hundred", "fifty"]) == 250
    assert run_value(["שלוש", "מאות", "אלף"]) == 300_000
    assert run_value(["מיליון", "וחצי"]) == 1_500_000


# Terms -----------------------------------------------------------------------------------

TERMS = (
    Term((("en", ("edition",)), ("he", ("מהדורה", "מהדורות", "מהדורת")))),
    Term((("en", ("source language",)), ("he", ("שפת מקור",)))),
    Term((("en", ("US",)), ("he", ("ארה״ב",)))),
    Term((("en", ("city", "town")), ("he", ("עיר", "ערים")))),
)


@pytest.mark.parametrize(
    ("source", "translation", "missing"),
    [
        ("an edition", "וכשבמהדורה", 0),
        ("Editions", "שהמהדורות", 0),
        ("an edition", "מַהֲדוּרָה", 0),
        ("the source-language", "לשפת־המקור", 0),
        ("for us", "בשבילנו", 0),
        ("sedition", "מרד", 0),
        ("in the US", 'בארה"ב', 0),
        ("two cities", "שתי ערים", 0),
        ("`edition`", "`edition`", 0),
        ("an edition", "הוצאה", 1),
        ("an edition", "מהדורתי", 1),
        ("in the US", "באמריקה", 1),
        ("a town", "כפר", 1),
        ("an edition, and an edition", "הוצאה", 1),
    ],
)
def test_terms_take_prefixes_plurals_and_listed_forms(
    source: str, translation: str, missing: int
) -> None:
    """A term is used where a form of it stands, with any prefix letters; else it is found."""
    both = book({"en": {"x": source}, "he": {"x": translation}})
    found = [f.rule for f in compare(bitext(both), {}, TERMS).findings]
    assert found == ["glossary-term"] * missing


def test_the_longer_term_counts() -> None:
    """Where one term contains another, only the longer one is asked for."""
    terms = (*TERMS, Term((("en", ("print edition",)), ("he", ("דפוס",)))))
    assert list(Glossary(terms, "en", "he").terms_in("The print edition")) == [4]


def test_a_hebrew_source_is_read_with_its_prefixes() -> None:
    """The glossary works in both directions."""
    glossary = Glossary(TERMS, "he", "en")
    assert list(glossary.terms_in("ובמהדורות")) == [0]
    assert glossary.is_used(0, "in both Editions")


@pytest.mark.parametrize(
    ("english", "hebrew", "count"),
    [
        (("Verse", "8"), ("פסוק", "ח׳"), 0),
        (("Verse", "9, 10"), ("פסוק", "ט, י"), 0),
        (("Verse", "9, 10"), ("פסוק", "ט, יב"), 1),
        (("Depth (in)", "4"), ("עומק (ס״מ)", "10"), 0),
        (("Depth", "4 in"), ("עומק (ס״מ)", "10"), 0),
        (("Depth (in)", "4"), ("עומק (ס״מ)", "14"), 1),
    ],
)
def test_a_cell_is_read_with_its_heading(
    project: ProjectMaker, english: tuple[str, str], hebrew: tuple[str, str], count: int
) -> None:
    """The unit of a column is that of its numbers, and verses may be letters."""
    table = "| {} | |\n|---|---|\n| {} | x |\n"
    folder = project(
        {
            "content/en/01-oil.md": f"# Oil\n\n{table.format(*english)}",
            "content/he/01-oil.md": f"# נפט\n\n{table.format(*hebrew)}",
        }
    )
    assert run_diglot("check", "--all", "--project", folder).out.count(" T602 ") == count
