"""What is exchanged inside a block, and what only looks like it."""

from __future__ import annotations

import pytest

from support import ProjectMaker, run_diglot

TABLE = "| a | b |\n|---|---|\n| {} | {} |\n| {} | {} |\n"
SOUND = {
    "numbers in words": (
        TABLE.format("11", "12", "13", "14"),
        TABLE.format("אחת־עשרה", "שתים־עשרה", "שלוש־עשרה", "ארבע־עשרה"),
    ),
    "one cell said otherwise": (
        TABLE.format("11", "12", "13", "x"),
        TABLE.format("אחת", "12", "13", "11"),
    ),
    "items that share a number": ("1. Of 5.\n2. To 5.\n", "1. אל 5.\n2. של 5.\n"),
    "cells that are empty in both": (
        TABLE.format("x", "", "y", ""),
        TABLE.format("א", "", "ב", ""),
    ),
    "rows of other widths": (
        "<table><tr><td colspan='2'>x</td></tr><tr><td>1</td><td>2</td></tr></table>",
        TABLE.format("א", "", "1", "2").replace("| a | b |", "| א | ב |"),
    ),
}


@pytest.mark.parametrize(("english", "hebrew"), SOUND.values(), ids=list(SOUND))
def test_what_is_said_otherwise_is_not_exchanged(
    project: ProjectMaker, english: str, hebrew: str
) -> None:
    """Words for numbers, a single cell, values that are everywhere: no finding."""
    folder = project(
        {
            "content/en/01-oil.md": f"# Oil\n\n{english}",
            "content/he/01-oil.md": f"# נפט\n\n{hebrew}",
        }
    )
    assert " B212 " not in run_diglot("check", "--all", "--project", folder).out


def test_columns_that_are_exchanged_are_one_finding(project: ProjectMaker) -> None:
    """However many cells are elsewhere."""
    folder = project(
        {
            "content/en/01-oil.md": f"# Oil\n\n{TABLE.format('11', '12', '13', '14')}",
            "content/he/01-oil.md": f"# נפט\n\n{TABLE.format('12', '11', '14', '13')}",
        }
    )
    out = run_diglot("check", "--all", "--project", folder).out
    assert out.count(" B212 ") == 1
    assert "4 cells are elsewhere" in out


@pytest.mark.parametrize(
    ("english", "hebrew"),
    [
        ("Use `on` to light and `off` to end.", "`off` מדליק ו־`on` מכבה."),
        ("[a](#x) now, [b](https://e.org/) then.", "[ב](https://e.org/) עכשיו, [א](#x) אחר כך."),
    ],
)
def test_another_order_in_a_passage_is_a_note(
    project: ProjectMaker, english: str, hebrew: str
) -> None:
    """Two pieces of code or two links; the sentence may ask for it."""
    folder = project(
        {
            "content/en/01-oil.md": f"# Oil\n\n{english}\n\n## X {{#x}}\n\nX.\n",
            "content/he/01-oil.md": f"# נפט\n\n{hebrew}\n\n## ש {{#x}}\n\nש.\n",
        }
    )
    out = run_diglot("check", "--all", "--project", folder).out
    assert ": note B212 " in out
    assert "0 errors, 0 warnings" in out


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("english", "hebrew", "rule"),
    [
        ('![The lamp](a.svg){#f alt="A lamp."}', '![](a.svg){#f alt="מנורה."}', "B206"),
        ("```js\n// light it\nlamp.on();\n```", "```js\nlamp.on();\n```", "B204"),
    ],
)
def test_words_beside_a_picture_and_in_code_are_missed(
    project: ProjectMaker, english: str, hebrew: str, rule: str
) -> None:
    """A caption is, though the picture is described, and comments where none is left."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
    folder = project(
        {
            "content/en/01-oil.md": f"# Oil\n\nOil.\n\n{english}\n",
            "content/he/01-oil.md": f"# נפט\n\nנפט.\n\n{hebrew}\n",
            "content/en/a.svg": svg,
        }
    )
    assert f" {rule} " in run_diglot("check", "--all", "--project", folder).out


def test_code_that_is_there_as_plain_words_is_one_finding(project: ProjectMaker) -> None:
    """It is not gone; a word of Hebrew in its place is."""
    folder = project(
        {
            "content/en/01-oil.md": "# Oil\n\nCall `on`, `off` and `Lamp`, or `x.y`.\n",
            "content/he/01-oil.md": "# נפט\n\nקראו ל־on, ל־off ול־Lamp, או ל־`x.y`.\n",
        }
    )
    out = run_diglot("check", "--all", "--project", folder).out
    assert out.count(" B209 ") == 1
    assert '"on" and 2 more are code in the source, and here plain words' in out
