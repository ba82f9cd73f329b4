"""Rules F701 to F703: what the stamps in translated.lock say of the translation."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.cli.terminal import PlainProgress
from diglot.core.findings import Finding
from diglot.disk.cache import Cache
from diglot.run.pipeline import check_project
from diglot.translation.changes import changes, marked_pieces
from diglot.translation.stamps import format_stamps, parse_stamps, stamp
from support import ProjectMaker, run_diglot, write_project

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
LOCK = "content/he/translated.lock"
RICH_EN = """# Oil

About "oil" -- and gas.[^1]

[^1]: A note.

## Price {#price}

It *rose* by `4` to $x^2$, see [the site](https://example.org/a).

| Year | Price |
|------|-------|
| 2020 | 41    |

```sh
ls -l
```

- one
- two
"""
RICH_HE = """# נפט

על ״הנפט״ והגז.[^1]

[^1]: הערה.

## המחיר {#price}

הוא *עלה* ב־`4` עד $x^2$, ראו [באתר](https://example.org/a).

| שנה | מחיר |
|------|-------|
| 2020 | 41    |

```sh
ls -l
```

- אחת
- שתיים
"""


def check(folder: Path) -> tuple[Finding, ...]:
    """Return all findings of a project."""
    quiet = PlainProgress(lambda _line: None)
    return check_project(folder, jobs=1, progress=quiet, cache=Cache(None)).findings


def freshness(folder: Path) -> list[tuple[str, str, int, str]]:
    """Return (rule, path, line, message) of the findings of this family."""
    return [
        (f.rule, f.position.path, f.position.line, f.message)
        for f in check(folder)
        if f.code.startswith("F")
    ]


@pytest.fixture
def accepted(project: ProjectMaker) -> Path:
    """Return a small book of which every section has been accepted."""
    folder = project({EN: RICH_EN, HE: RICH_HE})
    assert run_diglot("accept", "--all", "--project", folder).status == 0
    return folder


def test_without_stamps_nothing_is_stale(project: ProjectMaker) -> None:
    """A book that never used `accept` hears nothing of it."""
    assert freshness(project()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It *rose* by", "It *rose*\nby"),
        ("It *rose* by", "It **rose** by"),
        ("-- and", "– and"),
        ('"oil"', "“oil”"),
        ("{#price}", "{#price .wide}"),
        ("| 2020 | 41    |", "| 2020 | 41 |"),
        ("# Oil\n\nAbout", "# Oil\n\n<!-- a remark -->\n\nAbout"),
        ("- one\n- two", "* one\n* two"),
        ("[^1]: A note.", "[^1]:   A\n    note."),
    ],
)
def test_what_says_the_same_is_fresh(accepted: Path, old: str, new: str) -> None:
    """Lines wrapped anew, other white space, emphasis, quotation marks, remarks: no change."""
    assert old in RICH_EN
    write_project(accepted, {EN: RICH_EN.replace(old, new)})
    assert freshness(accepted) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "shown"),
    [
        ("and gas", "and coal", 1, "- and [-gas.-] {+coal.+} [^ A"),
        ("A note.", "A long note.", 1, "[^ A {+long+} note. ]"),
        ("`4`", "`5`", 7, "rose by [-`4`-] {+`5`+} to $x^2$,"),
        ("x^2", "x^3", 7, "`4` to [-$x^2$,-] {+$x^3$,+} see the"),
        ("see [", "read [", 7, "to $x^2$, [-see-] {+read+} the site"),
        (
            "org/a)",
            "org/b)",
            7,
            "the site [-(https://example.org/a).-] {+(https://example.org/b).+} | Year",
        ),
        ("| 41 ", "| 42 ", 7, "2020 | [-41-] {+42+} ``` ls"),
        ("ls -l", "ls -a", 7, "``` ls [--l-] {+-a+} ``` •"),
        ("- two\n", "- two\n- three\n", 7, "• two {+• three+}"),
        ("## Price", "## The price", 7, "[-Price-] {+The price+} ¶ It"),
    ],
)
def test_what_changed_is_shown(accepted: Path, old: str, new: str, line: int, shown: str) -> None:
    """A change of the source is one warning at the translated section, with the words of it."""
    write_project(accepted, {EN: RICH_EN.replace(old, new)})
    ((rule, path, where, message),) = freshness(accepted)
    assert (rule, path, where) == ("stale-section", HE, line)
    assert message.endswith(f"since its translation was accepted: {shown}")


def test_many_changes_are_summed_up(accepted: Path) -> None:
    """A message shows the first changes and counts the rest."""
    text = "".join(f"Word {n} stands here and stays as it is, always. " for n in range(8))
    write_project(accepted, {EN: f"# Oil\n\n{text}\n\n## Price {{#price}}\n\nx\n"})
    (opening, _price) = freshness(accepted)
    assert len(opening[3]) < 300
    found = changes("a b c d e f g h i j k l m n", "a X c d e f g h i j k Y m n")
    assert [change.text() for change in found] == ["a [-b-] {+X+} c d", "j k [-l-] {+Y+} m n"]


def test_a_renamed_section_without_an_id_is_stale(project: ProjectMaker) -> None:
    """A new heading changes the derived id; the stamp is found by what the section says."""
    en = "# Oil\n\nAbout oil.\n\n## Price\n\nIt rose by four per cent in a year.\n"
    he = "# נפט\n\nעל הנפט.\n\n## המחיר\n\nהוא עלה בארבעה אחוזים.\n"
    folder = project({EN: en, HE: he})
    run_diglot("accept", "--all", "--project", folder)
    write_project(folder, {EN: en.replace("## Price", "## What it costs")})
    ((rule, path, where, message),) = freshness(folder)
    assert (rule, path, where) == ("stale-section", HE, 5)
    assert message.endswith("[-Price-] {+What it costs+} ¶ It")


def test_a_renumbered_chapter_stays_fresh(accepted: Path) -> None:
    """Files renamed in both languages keep their stamps, and the next accept renames these."""
    for tag in ("en", "he"):
        (accepted / f"content/{tag}/01-oil.md").rename(accepted / f"content/{tag}/03-oil.md")
    assert freshness(accepted) == []
    done = run_diglot("accept", "--all", "--project", accepted)
    assert done.out == "he: 0 accepted, 2 were accepted already, 0 not accepted\n"
    keys = [s.key for s in parse_stamps((accepted / LOCK).read_text(encoding="utf-8"))]
    assert keys == ["03-oil", "03-oil#price"]


# The file ----------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> int:
    """Run git in a folder, untouched by the settings of whoever runs the tests."""
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, capture_output=True, check=False
    )
    return done.returncode


def test_two_translators_merge_without_conflict(project: ProjectMaker) -> None:
    """Neighbouring sections that are accepted on two branches merge by themselves."""
    en = "# Oil\n\nA.\n\n## B {#b}\n\nBe.\n\n## C {#c}\n\nCe.\n"
    he = "# נפט\n\nא.\n\n## ב {#b}\n\nבית.\n\n## ג {#c}\n\nגימל.\n"
    folder = project({EN: en, HE: he, ".gitignore": ".diglot\n"})
    run_diglot("accept", "--all", "--project", folder)
    write_project(folder, {EN: en.replace("Be.", "Bee.").replace("Ce.", "Cee.")})
    assert git(folder, "init", "-b", "main") == git(folder, "add", "-A") == 0
    assert git(folder, "commit", "-m", "one") == git(folder, "checkout", "-b", "other") == 0
    run_diglot("accept", "01-oil#b", "--unchanged", "--project", folder)
    assert git(folder, "commit", "-am", "b") == git(folder, "checkout", "main") == 0
    run_diglot("accept", "01-oil#c", "--unchanged", "--project", folder)
    assert git(folder, "commit", "-am", "c") == git(folder, "merge", "other") == 0
    assert freshness(folder) == []


def test_conflict_markers_keep_both_sides() -> None:
    """A file with a conflict in it holds the stamps of both sides."""
    ours, theirs = stamp("a#b", "one"), stamp("a#b", "two")
    text = f"<<<<<<< HEAD\na#b\t{ours.digest}\tone\n=======\na#b\t{theirs.digest}\ttwo\n>>>>>>> x\n"
    assert [(s.digest, s.line) for s in parse_stamps(text)] == [
        (ours.digest, 2),
        (theirs.digest, 4),
    ]


@pytest.mark.heavy
@given(st.dictionaries(st.from_regex(r"\A[\w-]+(#[\w-]+)?\Z"), st.text()))
def test_stamps_come_back(texts: dict[str, str]) -> None:
    """What is written is read again: keys in order, digests, and the words."""
    made = [stamp(key, " ".join(text.split())) for key, text in texts.items()]
    read = parse_stamps(format_stamps(made))
    assert [(s.key, s.digest, s.text) for s in read] == sorted(
        (s.key, s.digest, s.text) for s in made
    )


@given(st.lists(st.sampled_from("abc"), min_size=1), st.lists(st.sampled_from("abc"), min_size=1))
def test_changes_lead_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    """What is shown as gone and come is so: each stands in its own text; equal texts have none."""
    found = changes(" ".join(old), " ".join(new))
    assert bool(found) == (old != new)
    for change in found:
        went = " ".join(word for run in change.runs for word in run[0])
        came = " ".join(word for run in change.runs for word in run[1])
        assert went in " ".join(old)
        assert came in " ".join(new)


def test_a_lock_that_is_no_text_stops_the_run(project: ProjectMaker) -> None:
    """A damaged file of stamps is named, with its line."""
    done = run_diglot("check", "--project", project({LOCK: b"# a\n\xff\n"}))
    assert done.status == 2
    assert "content/he/translated.lock:2: not UTF-8 text" in done.err


PIECES = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), min_size=1, max_size=4)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=14), PIECES)
def test_pieces_hold_every_change_once(old: list[str], pieces: list[list[str]]) -> None:
    """What came in a piece is that piece's words, and all that went is somewhere, in order."""
    marked = marked_pieces(" ".join(old), pieces)
    for runs, piece in zip(marked, pieces, strict=True):
        if runs:
            assert [word for _, new in runs for word in new] == piece
    went = [w for runs in marked for before, new in runs if before != new for w in before]
    came = [w for runs in marked for before, new in runs if before != new for w in new]
    whole = [word for piece in pieces for word in piece]
    assert len(old) - len(went) == len(whole) - len(came)


def test_a_change_is_marked_in_its_piece() -> None:
    """A word that went at the end of all is in the last piece; what is the same has no runs."""
    same, changed, last = marked_pieces("a b c d e f", [["a", "b"], ["c", "X"], ["e"]])
    assert same == ()
    assert changed == ((("c",), ("c",)), (("d",), ("X",)))
    assert last == ((("e",), ("e",)), (("f",), ()))
