"""Names that are others in the translation, or gone, and what only looks like it."""

from __future__ import annotations

import pytest

from support import ProjectMaker, run_diglot

LEARNED = (
    "The press of Gutenberg stood here.\n\nA pupil of Gutenberg came.\n\nAll knew Gutenberg.\n\n",
    "בית הדפוס של גוטנברג עמד כאן.\n\nתלמיד של גוטנברג בא.\n\nהכול הכירו את גוטנברג.\n\n",
)
WENT = [(12, "saw"), (13, "left"), (14, "sold")]
HALAKH = [(12, "ראה"), (13, "עזב"), (14, "מכר")]
SOUND = {
    "transliterated": ("Made by Edison, sold by Osram in Delft.", "Edison, אוסרם ו־Delft."),
    "translated": ("Made by Edison for Philips in Germany.", "Edison ו־Philips בגרמניה."),
    "common": (
        "By Edison and Philips and a University.\n\nA university.",
        "Edison, Philips ומכללה.\n\nמכללה.",
    ),
    "a pronoun": (LEARNED[0] + "Then Gutenberg died.", LEARNED[1] + "אז הוא מת."),
    "moved": (
        "Made by Edison and by Osram in Delft.\n\nIt is old.",
        "Edison ו־Delft.\n\nשל Osram, ישן.",
    ),
    "explained in brackets": ("It is encrypted by Edison for Osram.", "Edison, Osram (Encryption)"),
    "a common word that is in every passage of another name": (
        LEARNED[0]
        + "".join(f"In {n}00 Galil {v} the house for the first time.\n\n" for n, v in WENT)
        + "It was cut by Gutenberg.",
        LEARNED[1]
        + "".join(f"בשנת {n}00 {v} גליל את הבית לראשונה.\n\n" for n, v in HALAKH)
        + "היא נחצבה בידו לראשונה.",
    ),
    "first in a sentence": ("Made by Edison in Delft. Lamps burn.", "Edison ב־Delft. Cod הוא דג."),
}


def found(project: ProjectMaker, english: str, hebrew: str) -> list[str]:
    """Return what is said of names in a chapter."""
    folder = project(
        {
            "content/en/01-oil.md": f"# Oil\n\n{english}\n",
            "content/he/01-oil.md": f"# נפט\n\n{hebrew}\n",
        }
    )
    out = run_diglot("check", "--all", "--project", folder).out
    return [line for line in out.splitlines() if " T606 " in line]


@pytest.mark.parametrize(("english", "hebrew"), SOUND.values(), ids=list(SOUND))
def test_what_is_said_otherwise_is_no_lost_name(
    project: ProjectMaker, english: str, hebrew: str
) -> None:
    """Names that are written or called otherwise, or are in the next passage: no finding."""
    assert found(project, english, hebrew) == []


def test_a_name_among_others_that_is_gone_is_a_note(project: ProjectMaker) -> None:
    """Two others are there, in the source's letters or in those of the translation."""
    (line,) = found(project, "By Edison for Osram in Delft.", "בידי Edison ב־Delft.")
    assert ": note T606 " in line
    assert '"Osram"' in line
    (line,) = found(
        project,
        LEARNED[0] + "In the shop Gutenberg met Caxton and Koberger.",
        LEARNED[1] + "בחנות נפגשו קקסטון וקוברגר.",
    )
    assert '"Gutenberg"' in line


def test_a_name_of_the_book_in_place_of_another_is_found(project: ProjectMaker) -> None:
    """Both are learned from how the other passages have them."""
    other = [text.replace("Gutenberg", "Caxton").replace("גוטנברג", "קקסטון") for text in LEARNED]
    (line,) = found(
        project,
        LEARNED[0] + other[0] + "It was cut by Gutenberg.",
        LEARNED[1] + other[1] + "היא נחצבה בידי קקסטון.",
    )
    assert ": warning T606 " in line
    assert "קקסטון" in line


def test_names_are_not_looked_for_in_the_source_s_own_script(project: ProjectMaker) -> None:
    """Neither from Hebrew nor between languages that share their letters."""
    folder = project(
        {
            "content/book.yaml": "languages: [he, en]\nsource: he\n",
            "content/en/01-oil.md": "# Oil\n\nBy Edison for Osram in Delft.\n",
            "content/he/01-oil.md": "# נפט\n\nבידי Edison ב־Delft.\n",
        }
    )
    assert " T606 " not in run_diglot("check", "--all", "--project", folder).out
