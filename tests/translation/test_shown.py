"""What an edition shows while its translation is on the way: notices, and the source's text."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from lxml import html

from epub_checks import EpubChecks
from reading import with_poppler
from support import ProjectMaker, run_diglot, write_project

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
TEXT_EN = (
    "# Oil\n\nAbout oil.[^1]\n\n## Price {#price}\n\nIt rose by 4%.\n\n"
    "## Pipes {#pipes}\n\nThey are [long]{.index}.[^2]\n\n"
    ": A table {#tbl-x}\n\n| a |\n|---|\n| b |\n\n"
    "### Inside {#inside}\n\nMetal.\n\n## Wells {#wells}\n\nDeep.[^3]\n\n"
    "[^1]: First.\n\n[^2]: Second.\n\n[^3]: Third.\n"
)
TEXT_HE = (
    "# נפט\n\nעל הנפט.[^1]\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n\n"
    "## Pipes {#pipes .untranslated}\n\n<!-- source: They are long. -->\n\n"
    "### בפנים {#inside}\n\nמתכת.\n\n## בארות {#wells}\n\nעמוקות.[^3]\n\n"
    "[^1]: ראשונה.\n\n[^3]: שלישית.\n"
)
STUB = {
    "content/en/02-gas.md": "# Gas\n\nTwo words.[^1]\n\n[^1]: One note.\n\n## Fire\n\nIt burns.\n",
    "content/he/02-gas.md": "---\nstatus: untranslated\n---\n\n# Gas\n\n## Fire {.untranslated}\n",
}
FILES = {EN: TEXT_EN, HE: TEXT_HE, **STUB}


def settings(lines: str) -> dict[str, str]:
    """Return the settings of the Hebrew edition, with lines under `translation:`."""
    return {"content/he/book.yaml": f"title: ספר קטן\ndate: 2026-01-02\ntranslation: {lines}\n"}


def built(folder: Path, *formats: str) -> Path:
    """Return where a book is built in Hebrew."""
    out = folder / "build"
    done = run_diglot("build", *formats, "--lang", "he", "--project", folder)
    assert done.status == 0, done.out
    return out


def page(folder: Path, chapter: str) -> html.HtmlElement:
    """Return a chapter of the website."""
    path = built(folder, "site") / f"site/he/{chapter}.html"
    return html.document_fromstring(path.read_bytes()).find(".//article")


def words(element: html.HtmlElement) -> str:
    """Return the words of an element."""
    return " ".join(element.text_content().split())


def notices(article: html.HtmlElement) -> list[str]:
    """Return what is said at a chapter's head."""
    return [words(found) for found in article.find_class("translation-notice")]


def test_without_the_setting_nothing_is_added(project: ProjectMaker) -> None:
    """A skeleton is shown as it is, and no chapter says how far it is."""
    article = page(project(FILES), "02-gas")
    assert notices(article) == []
    assert "Two words" not in words(article)


def test_the_source_stands_where_the_translation_waits(project: ProjectMaker) -> None:
    """Chapters and sections that wait have the source's text, marked; what is done stays."""
    folder = project({**FILES, **settings("{notices: on, untranslated: source}")})
    article = page(folder, "02-gas")
    assert notices(article) == ["הפרק הזה עדיין לא תורגם. הוא מובא באנגלית."]
    marked = [words(e) for e in article.iter() if e.get("lang") == "en" and e.get("dir") == "ltr"]
    assert {"Gas", "Two words.1", "Fire", "It burns.", "One note."} <= set(marked)
    article = page(folder, "01-oil")
    assert notices(article) == ["חלקים מן הפרק הזה עדיין לא תורגמו. הם מובאים באנגלית."]
    (pipes,) = (e for e in article.iter("div") if e.get("lang") == "en")
    assert words(pipes).startswith("They are long.2")
    assert "על הנפט" in words(article)
    inside = article.get_element_by_id("inside")
    assert not [e for e in inside.iterancestors() if e.get("lang") == "en"]


def test_notes_and_places_are_counted_through_both_languages(project: ProjectMaker) -> None:
    """The notes of a mixed chapter run on, and no id is there twice."""
    folder = project({**FILES, **settings("{untranslated: source}")})
    article = page(folder, "01-oil")
    assert notices(article) == []
    marks = [words(mark) for mark in article.find_class("note-mark")]
    assert marks == ["1", "2", "3"]
    (notes,) = article.find_class("notes")
    assert [words(item).rstrip(" ↑") for item in notes.iter("li")] == [
        "ראשונה.",
        "Second.",
        "שלישית.",
    ]
    ids = [element.get("id") for element in article.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_formulas_are_counted_through_both_languages(project: ProjectMaker) -> None:
    """One in a section that waits, which the source brings along, is between the others."""
    english, hebrew = (
        text.replace(metal, f"{metal}\n\n$$ x = 1 $$ {{#eq-x}}")
        for text, metal in ((TEXT_EN, "Metal."), (TEXT_HE, "מתכת."))
    )
    english = english.replace("They are", "$$ y = 1 $$ {#eq-y}\n\nThey are")
    files = {**FILES, EN: english, HE: hebrew, **settings("{untranslated: source}")}
    numbers = page(project(files), "01-oil").find_class("equation-number")
    assert [words(number) for number in numbers] == ["(1.1)", "(1.2)"]


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder on the fourth of March."""
    who = {f"GIT_{r}_{k}": "x" for r in ("AUTHOR", "COMMITTER") for k in ("NAME", "EMAIL")}
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-03-04T10:00:00Z")
    environment = {**os.environ, **who, **when, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", "-C", folder, *arguments], env=environment, check=True, capture_output=True
    )


@pytest.mark.parametrize("is_kept_in_git", [True, False])
def test_a_chapter_says_since_when_it_is_out_of_date(
    project: ProjectMaker, is_kept_in_git: bool
) -> None:
    """The notice has the day on which what is stale was accepted, where git knows it."""
    folder = project(settings("{notices: on}"))
    run_diglot("accept", "--all", "--project", folder)
    if is_kept_in_git:
        git(folder, "init", "-q")
        git(folder, "add", "content")
        git(folder, "commit", "-qm", "x")
    else:
        git(folder, "init", "-q")  # and nothing was committed
    source = (folder / EN).read_text("utf-8")
    write_project(folder, {EN: source.replace("It rose", "It fell")})
    since = " מאז 4 במרץ 2026" if is_kept_in_git else ""
    assert notices(page(folder, "01-oil")) == [f"התרגום אינו מעודכן: המקור השתנה{since}."]


@pytest.mark.heavy
def test_the_e_book_and_the_pages_show_it_too(
    project: ProjectMaker, epub_checks: EpubChecks
) -> None:
    """EPUBCheck is content, and the PDF has the notice and the source's text."""
    references = "@book{levi, title={Oil}, author={Levi, Dana}, year={2019}}\n"
    cited = {
        "content/references.bib": references,
        "content/en/02-gas.md": STUB["content/en/02-gas.md"].replace("burns", "burns [@levi]"),
    }
    folder = project({**FILES, **cited, **settings("{notices: on, untranslated: source}")})
    out = built(folder, "epub", "pdf")
    assert epub_checks(out / "small-he.epub") == []
    text = " ".join(" ".join(with_poppler(out / "small-he.pdf")).split())
    assert "עדיין לא תורגם" in text
    for piece in ("Two words", "It burns", "One note", "Dana", "They are long"):
        assert piece in text


def test_a_wrong_word_is_named_with_its_line(project: ProjectMaker) -> None:
    """What the setting does not know is said, with what it knows."""
    done = run_diglot("check", "--project", project(settings("{untranslated: english}")))
    assert done.status == 2
    assert "content/he/book.yaml:3" in done.err
    assert "\"english\" is not one of the words for it: 'skeleton' or 'source'" in done.err
