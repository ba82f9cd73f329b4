"""Silence: what a book wants not to hear is not said, and what it says in vain is."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.disk.cache import Cache
from diglot.run.pipeline import Checked, check_project
from support import ProjectMaker, Silent, run_diglot, run_process

ENGLISH = (
    "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose.\n\n### Today {#today}\n\nMore.\n\n"
    "## Trade {#trade}\n\nMuch.\n"
)
HEBREW = (
    "# נפט\n\nעל הנפט.\n\n## מחיר {#a}\n\nהוא עלה.\n\n### היום {#b}\n\nעוד.\n\n"
    "## סחר {#c}\n\nהרבה.\n"
)


def check(folder: Path, cache: Cache | None = None, since: str = "") -> Checked:
    """Return the check of a project."""
    return check_project(folder, jobs=1, progress=Silent(), cache=cache or Cache(None), since=since)


def said(folder: Path) -> list[str]:
    """Return "file:line code severity" of each finding."""
    return [
        f"{f.position.path.removeprefix('content/')}:{f.position.line} {f.code} {f.severity}"
        for f in check(folder).findings
    ]


def hebrew_with(project: ProjectMaker, comment: str, before: str) -> Path:
    """Return a project of three renamed ids, with a comment put before some words."""
    assert before in HEBREW
    text = HEBREW.replace(before, f"{comment}\n\n{before}")
    return project({"content/en/01-oil.md": ENGLISH, "content/he/01-oil.md": text})


# Comments in the text ----------------------------------------------------------------

IGNORE = "<!-- parity: ignore S107 printed so -->"


@pytest.mark.parametrize(
    ("before", "left"),
    [
        ("על הנפט", ""),  # right after the title: the chapter
        ("הוא עלה", "c"),  # right after a heading: the section with all under it
        ("### היום", "ac"),  # before a heading: the same
        ("עוד", "ac"),
        ("## סחר", "ab"),
        ("הרבה", "ab"),
    ],
)
def test_a_comment_holds_for_its_section(project: ProjectMaker, before: str, left: str) -> None:
    """After a heading, or before one, a comment holds for the section and all under it."""
    findings = check(hebrew_with(project, IGNORE, before)).findings
    assert [f.message.partition('has the id "')[2][:1] for f in findings] == list(left)


@pytest.mark.heavy
def test_a_comment_holds_for_the_block_after_it(project: ProjectMaker) -> None:
    """Between blocks a comment holds for the one that follows, and for no other."""
    picture = "![](a.svg)\n\n"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    text = f"# Oil\n\nText.\n\n<!-- parity: ignore R308 a pause -->\n\n{picture}{picture}"
    both = {
        "content/en/01-oil.md": text.replace("parity: ignore R308 a pause", "a pause"),
        "content/he/01-oil.md": text,
        "content/en/a.svg": svg,
    }
    assert said(project(both)) == [
        "en/01-oil.md:7 R308 warning",
        "en/01-oil.md:9 R308 warning",
        "he/01-oil.md:9 R308 warning",
    ]


BARE = "![](a.svg)"
PICTURES = (
    f"# Oil\n\nText.\n\nA {BARE}.\n\n- B {BARE}.\n- C {BARE}.\n\n"
    f"D {BARE}\nand so on.\n\nE {BARE}.\n"
)
SILENT_PICTURE = "<!-- parity: ignore R308 a pause -->"


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("words", "comment", "silenced"),
    [
        (f"A {BARE}.", f" {SILENT_PICTURE}", 5),
        (f"A {BARE}.", f"\n{SILENT_PICTURE}", 5),
        (f"B {BARE}.", f" {SILENT_PICTURE}", 7),
        (f"C {BARE}.", f"\n  {SILENT_PICTURE}", 8),
        (f"D {BARE}", f" {SILENT_PICTURE}", 10),
        ("and so on.", f" {SILENT_PICTURE}", 10),
        ("and so on.", f"\n\n{SILENT_PICTURE}", 13),
    ],
)
def test_a_comment_at_the_end_of_a_block_holds_for_that_block(
    project: ProjectMaker, words: str, comment: str, silenced: int
) -> None:
    """In a paragraph or an item a comment holds for that, and for nothing after it."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    both = {
        "content/en/01-oil.md": PICTURES,
        "content/he/01-oil.md": PICTURES.replace(words, words + comment),
        "content/en/a.svg": svg,
    }
    found = [line for line in said(project(both)) if line.startswith("he/")]
    text = both["content/he/01-oil.md"].splitlines()
    left = [text[int(line.partition(":")[2].partition(" ")[0]) - 1] for line in found]
    pictures = [line for line in PICTURES.splitlines() if BARE in line]
    kept = PICTURES.splitlines()[silenced - 1]
    assert [line.replace(comment, "") for line in left] == [p for p in pictures if p != kept]


def test_a_comment_at_the_end_of_a_heading_holds_for_its_section(project: ProjectMaker) -> None:
    """On the line of a heading a comment holds for the section, as it does below it."""
    folder = hebrew_with(project, "", "הרבה")
    path = folder / "content/he/01-oil.md"
    text = path.read_text(encoding="utf-8").replace("{#a}", f"{IGNORE} {{#a}}")
    path.write_text(text, encoding="utf-8")
    findings = check(folder).findings
    assert [f.message.partition('has the id "')[2][:1] for f in findings] == ["c"]


def test_a_comment_at_the_source_holds_for_what_is_missing(project: ProjectMaker) -> None:
    """A source section that says so may lack its counterpart."""
    text = ENGLISH.replace("Much.", "<!-- parity: ignore S103 for English readers -->\n\nMuch.")
    hebrew = "# נפט\n\nעל הנפט.\n\n## מחיר {#price}\n\nהוא עלה.\n\n### היום {#today}\n\nעוד.\n"
    folder = project({"content/en/01-oil.md": text, "content/he/01-oil.md": hebrew})
    assert said(folder) == []


def test_other_rules_stay_loud(project: ProjectMaker) -> None:
    """A comment silences the rules that it names and no other, and is reported as idle."""
    comment = "<!-- parity: ignore missing-section for English readers -->"
    found = said(hebrew_with(project, comment, "הרבה"))
    assert [line.partition(" ")[2] for line in found] == [
        "S107 error", "S107 error", "S107 error", "P802 warning",
    ]  # fmt: skip


def test_a_comment_beside_a_skeleton_waits_with_it(project: ProjectMaker) -> None:
    """What it will silence cannot be found before the section is translated."""
    english = "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose by 40%.\n"
    skeleton = (
        "# נפט\n\nעל הנפט.\n\n## Price {#price .untranslated}\n\n"
        "<!-- parity: ignore T602 printed in words -->\n\n<!-- It rose by 40%. -->\n"
    )
    folder = project({"content/en/01-oil.md": english, "content/he/01-oil.md": skeleton})
    assert said(folder) == ["he/01-oil.md:5 F703 warning"]
    done = skeleton.replace("Price {#price .untranslated}", "המחיר {#price}").replace(
        "<!-- It rose by 40%. -->", "הוא עלה."
    )
    (folder / "content/he/01-oil.md").write_text(done, encoding="utf-8")
    assert said(folder) == []
    plain = done.replace("הוא עלה.", "הוא עלה ב־40%.")
    (folder / "content/he/01-oil.md").write_text(plain, encoding="utf-8")
    assert said(folder) == ["he/01-oil.md:7 P802 warning"]


@pytest.mark.parametrize(
    "example",
    [
        "```html\n{}\n```",
        "~~~\n{}\n~~~",
        "~~~~ {{.html}}\n~~~\n{}\n~~~~",
        "    {}",
        "\t{}",
        "    <p>\n\n    {}",
        "`{}`",
        "- א\n\n  ~~~\n  {}\n  ~~~",
        "1. א\n\n   ```html\n   {}\n   ```",
        "- א\n\n      {}",
        "1. א\n\n       {}",
        "- א\n  - ב\n\n        {}",
        "> ~~~\n> {}\n> ~~~",
        ">     {}",
        "[^1]: א\n\n        {}",
        ": א\n\n    ~~~\n    {}\n    ~~~",
    ],
)
@pytest.mark.parametrize("before", ["על הנפט", "הוא עלה"])
def test_comments_in_code_are_text(project: ProjectMaker, example: str, before: str) -> None:
    """What stands in code is shown, not obeyed: nothing is silenced, nor said of the comment."""
    shown = example.format(IGNORE)
    found = said(hebrew_with(project, shown, before))
    assert [line.partition(" ")[2] for line in found if " S107" in line] == ["S107 error"] * 3
    assert not any(" P8" in line for line in found)


# Settings ----------------------------------------------------------------------------


def severities(project: ProjectMaker, lines: str) -> Path:
    """Return a project with renamed ids and settings for the rules."""
    settings = f"languages: [en, he]\nparity:\n  severity:\n{lines}"
    return project({
        "content/book.yaml": settings,
        "content/en/01-oil.md": ENGLISH,
        "content/he/01-oil.md": HEBREW,
    })  # fmt: skip


def test_a_book_says_how_grave_a_rule_is(project: ProjectMaker) -> None:
    """parity.severity changes what is shown and the exit status with it."""
    folder = severities(project, "    S107: warning\n")
    assert {line.partition(" ")[2] for line in said(folder)} == {"S107 warning"}
    assert run_diglot("check", "--project", folder).status == 0
    assert {
        line.partition(" ")[2] for line in said(severities(project, "    section-id: note\n"))
    } == {"S107 note"}


def test_a_rule_can_be_off(project: ProjectMaker) -> None:
    """A rule that is off says nothing."""
    assert said(severities(project, "    section-id: off\n")) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("    S9: off\n", "content/book.yaml:4:5: parity.severity.S9: there is no such rule"),
        ("    sectionid: off\n", "did you mean section-id?"),
        ("    S107: loud\n", 'content/book.yaml:4:5: parity.severity.S107: "loud" is not one'),
    ],
)
def test_unknown_rules_and_severities_are_refused(
    project: ProjectMaker, line: str, words: str
) -> None:
    """A slip in parity.severity is named with its line."""
    with pytest.raises(DiglotError) as error:
        load_config(severities(project, line))
    assert words in str(error.value)


# Chapters under way --------------------------------------------------------------------


def test_a_chapter_under_way_is_one_note(project: ProjectMaker) -> None:
    """What an untranslated chapter lacks is one note; what is broken in it stays an error."""
    hebrew = "---\nstatus: untranslated\n---\n\n# נפט\n\n##סחר\n\n[לא](#nowhere)\n"
    folder = project({"content/en/01-oil.md": ENGLISH, "content/he/01-oil.md": hebrew})
    assert said(folder) == [
        "he/01-oil.md:5 S110 note",
        "he/01-oil.md:7 M512 error",
        "he/01-oil.md:9 R301 error",
    ]


def test_a_source_chapter_may_wait_for_its_translation(project: ProjectMaker) -> None:
    """A chapter whose source says that it is not translated yet need not exist."""
    files = {"content/en/02-gas.md": "---\nstatus: untranslated\n---\n\n# Gas\n\nText.\n"}
    folder = project(files)
    assert said(folder) == ["en/02-gas.md:5 S110 note"]
    assert run_diglot("check", "--project", folder).status == 0


# What is kept between runs -------------------------------------------------------------


def test_nothing_is_read_where_nothing_changed(project: ProjectMaker, tmp_path: Path) -> None:
    """A second check gives the same findings and reads no chapter."""
    folder = severities(project, "    S107: warning\n")
    cache = Cache(tmp_path / "cache")
    first = check(folder, cache)
    second = check(folder, cache)
    assert second.findings == first.findings
    assert second.counts == first.counts
    assert "_texts" not in vars(second.reading)
    assert second.book == first.book


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("content/he/01-oil.md", HEBREW + "\nעוד.\n"),
        ("content/book.yaml", "languages: [en, he]\n"),
        ("content/en/images/new.svg", "<svg/>"),
        ("content/glossary.yaml", "terms:\n  - en: oil\n    he: [נפט]\n"),
    ],
)
def test_any_change_is_seen(project: ProjectMaker, tmp_path: Path, name: str, content: str) -> None:
    """A change to any file of the content is checked anew."""
    folder = severities(project, "    S107: warning\n")
    cache = Cache(tmp_path / "cache")
    check(folder, cache)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    again = check(folder, cache)
    assert "_texts" in vars(again.reading)
    assert again.findings == check(folder).findings


def test_a_damaged_outcome_is_found_anew(project: ProjectMaker, tmp_path: Path) -> None:
    """What this program did not write is not believed."""
    folder = severities(project, "    S107: warning\n")
    cache = Cache(tmp_path / "cache")
    first = check(folder, cache)
    for path in (tmp_path / "cache").glob("*/*.outcome"):
        key = f"outcome-{path.stem}"
        for content in (b"[]", b'{"findings": [["no-rule"]], "counts": []}', b"\x80"):
            cache.put(key, content)
            assert check(folder, cache).findings == first.findings


def loaded_by(*arguments: str | Path) -> set[str]:
    """Return the modules that a command imports; it must succeed."""
    done = run_process(*arguments, PYTHONPROFILEIMPORTTIME="1")
    assert done.status == 0
    return {line.rpartition("|")[2].strip() for line in done.err.splitlines()}


@pytest.mark.heavy
@pytest.mark.parametrize("command", ["site", "status"])
def test_no_rule_runs_where_nothing_changed(project: ProjectMaker, command: str) -> None:
    """What needs the aligned book and its names asks no rule for them, in another folder too."""
    folder = project()
    first = loaded_by(command, "--project", folder)
    assert {"diglot.bitext.book", "diglot.rules.check"} <= first
    elsewhere = ("--out", folder / "other") if command == "site" else ()
    again = loaded_by(command, "--project", folder, *elsewhere)
    assert "diglot.bitext.book" in again
    assert not {name for name in again if name.startswith("diglot.rules")}


@pytest.mark.heavy
def test_the_check_loads_no_writer(project: ProjectMaker) -> None:
    """`check` starts quickly: nothing that only a build needs is imported."""
    loaded = loaded_by("check", "--project", project())
    assert "diglot.run.pipeline" in loaded
    slow = ("weasyprint", "pikepdf", "diglot.writers.epub", "ziamath")
    assert loaded.isdisjoint(slow)
