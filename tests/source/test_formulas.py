"""Formulas and amounts: what stands between dollars is read as what it evidently is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.reader.pandoc.calls import ReadingOptions, math_to_mathml, read_blocks
from diglot.reader.prose import prose_of
from diglot.source.markup import check_markup
from diglot.source.meant.formulas import mathematics
from support import SOUND, run_diglot, write_project

HEBREW = ReadingOptions("he")

FORMULAS = [
    "$x$", "$5$", "$E=mc^2$", "$2x + 3y = 5$", "$n$th", r"90$^\circ$", r"3$\times$", "$ABC$",
    r"$2 \pi r$", "$h : w = 3 : 2$", "$a, b$", "$f(x) = 1$", "ב-$x$", r"$x_1, x_2, \dots$",
    "$p < 0.05$", "$5 < x$", r"$10\%$", "$(a,b)$", "$x = 5.$", "$3/4$", r"$O(n \log n)$",
    r"$\text{שלום עולם}, x$", "$-1$", r"$\$5$", r"$P(A \mid B)$", "$2^n$", "$1, 2, 3$", "$12:30$",
    "$=$", r"$\sin x$", r"$f: A \to B$", "$$a=b$$", "$$\na\n\n= b\n$$", "$$\n\na = b\n\n$$",
    r"\(x\)", r"\[y\]",
    r"\(a+b\)", r"\(f(x)\)", r"\\(x^2\\)", r"\[ a = b \]", "\\[\na\n\n= b\n\\]", "ב\\(n\\)",
    "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
    "\\begin{equation*}\na\n\n= b\n\\end{equation*}",
    "text\n\\begin{gather}\na\n\\end{gather}\nmore", "$`a^2`$", "```math\na^2\n```",
]  # fmt: skip
AMOUNTS = [
    "זה עולה 20$, ולפעמים 30$.", "It costs $5 to $10.", "$5 and US$3", "US$3 to US$4",
    "$HOME/bin and $PATH", "$HOME:$PATH", "$A/$B", "עולה $20–$30", "20$ או 30$", "בין 20$ ל-30$",
    "$5 עד 6$", "מ-$5 ל-$7", "5$-10$", "$5, and then 6$", "$20/month or 30$",
    "$100 (about 350 ₪) or A$150", '5$=18 ש"ח ו-6$', "$$$", "$a,$b", "$foo.$bar", "$1.5m … 2m$",
    "עלה ב-$, וירד ב-$", "$5 million to 6 million$", "מחירו 20$,ולפעמים 30$", "₪20 או 30$",
    "$40; 40$",
    r"\(see below\)", r"\[sic\]", r"\[1\]", r"\(1\)", r"book\(s\)", r"arr\[i\]", r"- \[x\] task",
    r"\(a\) first", r"\[t\]he", r"a \[x\] b", r"\(א\)", r"\[…\]", r"\(ראו להלן\)", r"\[text\](url)",
    "`$x$`", "    $x$", "```\n$x$ \\(y\\)\n```", "`\\(x\\)`", "$$\nWords of prose.\n\n$$",
    "$$\na = 1\n~~~\nb\n\nc\n~~~\n$$",
]  # fmt: skip


def formulas(text: str) -> list[str]:
    """Return the TeX of the formulas that pandoc finds in a text, as it is given to it."""
    _, meant = check_markup(text, "x.md")
    found: list[str] = []

    def look(node: object) -> None:
        if isinstance(node, list):
            for item in node:
                look(item)
        elif isinstance(node, dict):
            if node.get("t") == "Math":
                found.append(node["c"][1])
            look(node.get("c"))

    look(read_blocks(meant, HEBREW))
    return found


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_formulas(text: str) -> None:
    """What is evidently TeX is one formula, however it is written, and it can be drawn."""
    (tex,) = formulas(text)
    assert math_to_mathml([(tex, True)])[0]


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_and_brackets_are_text(text: str) -> None:
    """Money, variables, escaped brackets and code are no formulas, and lose no sign."""
    assert formulas(text) == []
    written = json.dumps(read_blocks(check_markup(text, "x.md")[1], HEBREW), ensure_ascii=False)
    assert written.count("$") == text.count("$")


@pytest.mark.parametrize("text", [text for text in FORMULAS if "`" not in text])
def test_prose_and_pandoc_agree(text: str) -> None:
    """What is a formula to pandoc is no prose, and what is none is prose."""
    assert not any(sign.isalpha() and sign in "xyzabcdfnp" for sign in prose_of(text)[:2])
    assert len(mathematics(text).formulas) == 1


@pytest.mark.heavy
@settings(max_examples=60, deadline=None, derandomize=True)  # each starts pandoc
@given(st.text(alphabet="$ax5 .,ש\\()]=\n", max_size=24))
def test_what_is_found_is_what_pandoc_reads(text: str) -> None:
    """Pandoc reads as many formulas as we find, in any jumble of their marks."""
    assert len(formulas(text)) == len(mathematics(text).formulas)


@pytest.mark.parametrize(
    ("text", "column"),
    [("The $x = מחיר$.", 10), (r"$\frac{מונה}{2}$", 8), (r"$\mathrm{אב}$", 10), ("$אבג$", 2)],
)
def test_hebrew_as_signs_is_found(text: str, column: int) -> None:
    """Hebrew letters that are no words of a formula are found, where they are."""
    (finding,) = check_markup(text, "x.md")[0]
    assert (finding.rule, finding.position.column) == ("hebrew-in-formula", column)


@pytest.mark.parametrize(
    "text", [r"$\text{מחיר}$", r"$x_{\mbox{מקס}}$", r"$\textbf{א {ב} ג}$", "20$ ועוד 30$", "`$ש$`"]
)
def test_hebrew_words_in_formulas_are_right(text: str) -> None:
    r"""Hebrew in \text{} and its kin, and between amounts, is right."""
    assert check_markup(text, "x.md")[0] == ()


@pytest.mark.heavy
def test_amounts_in_titles(tmp_path: Path) -> None:
    """A title in the front matter keeps its amounts, in the site as in the text."""
    text = "---\ntitle: It costs 20$, at times 30$\n---\n\nOil.\n\n## Price {#price}\n\n4%.\n"
    project = write_project(tmp_path, {**SOUND, "content/en/01-oil.md": text})
    run_diglot("build", "site", "--project", project, "--no-cache")
    page = (project / "build/site/en/01-oil.html").read_text(encoding="utf-8")
    assert "<h1>It costs 20$, at times 30$</h1>" in page
