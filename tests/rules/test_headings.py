"""Sections that have each other's headings, and those that only seem to."""

from __future__ import annotations

import pytest

from support import ProjectMaker, run_diglot

OIL, WICKS = "Oil is dear, and costs more than wax.", "Wicks are made of cotton."
SHEMEN, PTILOT = "השמן יקר, ועולה יותר משעווה.", "הפתילות עשויות מכותנה."


def sections(*parts: str) -> str:
    """Return headings and texts, by turns, as sections."""
    headed = zip(parts[::2], parts[1::2], strict=True)
    return "".join(f"## {heading}\n\n{text}\n\n" for heading, text in headed)


def said(project: ProjectMaker, english: str, hebrew: str) -> list[str]:
    """Return the codes of what is found in a chapter, in order."""
    folder = project(
        {
            "content/en/01-oil.md": f"# Lamps\n\n{english}",
            "content/he/01-oil.md": f"# מנורות\n\n{hebrew}",
        }
    )
    out = run_diglot("check", "--all", "--project", folder).out
    lines = (line.split() for line in out.splitlines() if line.startswith("content/"))
    return [words[2] for words in lines]


EXCHANGED = {
    "headings": ("עשיית הפתילות", SHEMEN, "מחיר השמן", PTILOT),
    "headings with their ids": ("עשיית הפתילות {#b}", SHEMEN, "מחיר השמן {#a}", PTILOT),
    "headings without their ids": ("עשיית הפתילות {#a}", SHEMEN, "מחיר השמן {#b}", PTILOT),
    "texts": ("מחיר השמן {#a}", PTILOT, "עשיית הפתילות {#b}", SHEMEN),
}


@pytest.mark.parametrize("hebrew", EXCHANGED.values(), ids=list(EXCHANGED))
def test_exchanged_headings_are_one_finding(project: ProjectMaker, hebrew: tuple[str, ...]) -> None:
    """Whether they took their ids with them, or the texts were moved instead."""
    english = sections("The price of oil {#a}", OIL, "The making of wicks {#b}", WICKS)
    assert said(project, english, sections(*hebrew)) == ["S113"]


SOUND = {
    "in their places": ("מחיר השמן", SHEMEN, "עשיית הפתילות", PTILOT),
    "words of nobody": ("עלויות", SHEMEN, "בבתי המלאכה", PTILOT),
    "one that names the other": ("לפני הפתילות", "כל דבר יקר.", "ייצור", PTILOT),
}


@pytest.mark.parametrize("hebrew", SOUND.values(), ids=list(SOUND))
def test_headings_above_their_own_texts_are_sound(
    project: ProjectMaker, hebrew: tuple[str, ...]
) -> None:
    """Even where they share no word with them."""
    english = sections("The price of oil", OIL, "The making of wicks", WICKS)
    assert said(project, english, sections(*hebrew)) == []
