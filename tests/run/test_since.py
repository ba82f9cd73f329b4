"""--since: only what a change touched is reported, and how much else there is."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from support import ProjectMaker, Run, run_diglot

ENGLISH = (
    "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose.\n\n## Trade {#trade}\n\nMuch,\nvery.\n"
)
HEBREW = "# נפט\n\nעל הנפט.\n\n## מחיר {#a}\n\nהוא עלה.\n\n## סחר {#b}\n\nהרבה,\nמאוד.\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, without anybody's settings."""
    who = {
        f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", "-C", folder, *arguments], env=environment, check=True, capture_output=True
    )


@pytest.fixture
def repository(project: ProjectMaker) -> Path:
    """Return a book in git with two findings: the ids of both sections are others."""
    folder = project({"content/en/01-oil.md": ENGLISH, "content/he/01-oil.md": HEBREW})
    git(folder, "init", "-q")
    git(folder, "add", "content")
    git(folder, "commit", "-qm", "x")
    return folder


def since(folder: Path, revision: str = "HEAD") -> Run:
    """Return the check of what was changed."""
    return run_diglot("check", "--since", revision, "--project", folder)


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace words in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def found(run: Run) -> list[str]:
    """Return "line code" of each finding."""
    heads = [line for line in run.out.splitlines() if line.startswith("content/")]
    return [f"{head.split(':')[1]} {head.split()[2]}" for head in heads]


def test_nothing_changed_nothing_said(repository: Path) -> None:
    """Old findings are counted and fail nothing."""
    done = since(repository)
    assert (done.status, found(done)) == (0, [])
    assert done.out.splitlines()[-1] == "0 errors, 0 warnings; 2 older findings left out"


@pytest.mark.parametrize(
    ("language", "old", "new", "more"),
    [
        ("he", "הוא עלה.", "הוא ירד.", []),
        ("en", "It rose.", "It fell.", ["5 F701"]),
        ("he", "## מחיר", "## המחיר", []),
    ],
)
def test_a_change_on_either_side_counts(
    repository: Path, language: str, old: str, new: str, more: list[str]
) -> None:
    """A finding is reported if its section, or its counterpart's, was changed."""
    rewrite(repository / f"content/{language}/01-oil.md", old, new)
    done = since(repository)
    assert (done.status, found(done)) == (1, [*more, "5 S107"])
    counts = f"1 error, {len(more)} warning{'s' * (len(more) != 1)}"
    assert done.out.splitlines()[-1] == f"{counts}; 1 older finding left out"


def test_what_was_taken_out_counts(repository: Path) -> None:
    """A section that was deleted is missing now, though no line of it is left."""
    rewrite(repository / "content/he/01-oil.md", "## מחיר {#a}\n\nהוא עלה.\n\n", "")
    assert "5 S103" in found(since(repository))


def test_new_and_deleted_files_count(repository: Path) -> None:
    """A file that git does not know yet was changed as a whole; one that is gone, too."""
    (repository / "content/en/02-gas-פחם.md").write_text("# Gas\n\nText.\n", encoding="utf-8")
    assert found(since(repository)) == ["1 S101"]
    (repository / "content/en/02-gas-פחם.md").unlink()
    (repository / "content/en/03-wind.md").write_text("# Wind\n", encoding="utf-8")
    (repository / "content/he/03-wind.md").write_text("# רוח\n", encoding="utf-8")
    git(repository, "add", "content")
    git(repository, "commit", "-qm", "y")
    (repository / "content/he/03-wind.md").unlink()
    assert found(since(repository)) == ["1 S101"]


@pytest.mark.heavy
def test_a_deleted_picture_counts(repository: Path) -> None:
    """A picture that was deleted is missing because of this change."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (repository / "content/en/a.svg").write_text(svg, encoding="utf-8")
    for tag in ("en", "he"):
        with (repository / f"content/{tag}/01-oil.md").open("a", encoding="utf-8") as file:
            file.write("\n![a](a.svg)\n")
    git(repository, "add", "content")
    git(repository, "commit", "-qm", "y")
    (repository / "content/en/a.svg").unlink()
    assert found(since(repository)) == ["14 R304", "14 R304"]


def test_json_says_how_many_are_left_out(repository: Path) -> None:
    """Programs are told too."""
    arguments = ("--since", "HEAD", "--format", "json", "--project", repository)
    report = json.loads(run_diglot("check", *arguments).out)
    assert report["summary"]["omitted"] == 2
    assert report["findings"] == []


def test_a_project_may_be_a_folder_of_a_repository(project: ProjectMaker, tmp_path: Path) -> None:
    """Paths are those from the project, wherever the repository begins."""
    folder = project({"content/en/01-oil.md": ENGLISH, "content/he/01-oil.md": HEBREW})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "project")
    git(tmp_path, "commit", "-qm", "x")
    rewrite(folder / "content/he/01-oil.md", "מאוד", "רב")
    assert found(since(folder)) == ["9 S107"]


def test_what_git_does_not_know_is_refused(repository: Path) -> None:
    """An unknown revision, and a book outside git, are errors with a way out."""
    for name in ("nowhere", "--output=x", "HEAD:content"):
        done = run_diglot("check", f"--since={name}", "--project", repository)
        assert done.status == 2
        assert f'git knows no revision "{name}" here' in done.err
    (repository / ".git").rename(repository / "no-git")
    done = since(repository)
    assert done.status == 2
    assert "is in no git repository" in done.err


def test_what_a_change_left_behind_is_told(repository: Path) -> None:
    """Nothing was ever accepted, and yet the source has changed and its translation has not."""
    rewrite(repository / "content/en/01-oil.md", "Much,\nvery.", "Little,\nvery.")
    done = since(repository)
    assert 'F701 stale-section: the source "Trade" has changed since HEAD' in done.out
    assert "[-Much,-] {+Little,+} very." in done.out
    assert "accept --unchanged 01-oil#trade" in done.out
    rewrite(repository / "content/he/01-oil.md", "הרבה,\nמאוד", "מעט,\nמאוד")
    assert "F701" not in since(repository).out


def test_what_is_left_behind_may_be_turned_off(repository: Path) -> None:
    """The book's settings hold for it as for any finding."""
    rewrite(repository / "content/en/01-oil.md", "Much,\nvery.", "Little,\nvery.")
    settings = repository / "content/book.yaml"
    before = settings.read_text(encoding="utf-8") if settings.exists() else ""
    settings.write_text(f"{before}\nparity:\n  severity:\n    F701: off\n", encoding="utf-8")
    assert "F701" not in since(repository).out


def test_a_revision_whose_book_cannot_be_read_is_passed_over(repository: Path) -> None:
    """Where the settings were broken then, what the change touched is reported all the same."""
    settings = repository / "content/book.yaml"
    good = settings.read_text(encoding="utf-8") if settings.exists() else "languages: [en, he]\n"
    settings.write_text("languages: [en, he\n", encoding="utf-8")
    git(repository, "add", "content")
    git(repository, "commit", "-qm", "broken")
    settings.write_text(good, encoding="utf-8")
    rewrite(repository / "content/he/01-oil.md", "הוא עלה.", "הוא ירד.")
    assert found(since(repository)) == ["5 S107"]


def test_wrapping_anew_leaves_nothing_behind(repository: Path) -> None:
    """Lines that were only broken elsewhere say what they said."""
    rewrite(repository / "content/en/01-oil.md", "Much,\nvery.", "Much, very.")
    assert "F701" not in since(repository).out


def test_renamed_files_bring_nothing_new(repository: Path) -> None:
    """Chapters renumbered in both languages have the findings that they had."""
    for tag in ("en", "he"):
        git(repository, "mv", f"content/{tag}/01-oil.md", f"content/{tag}/02-oil.md")
    assert since(repository).out.splitlines()[-1].endswith("2 older findings left out")
    rewrite(repository / "content/en/02-oil.md", "It rose.", "It fell.")
    assert found(since(repository)) == ["5 F701", "5 S107"]


def test_what_a_change_brought_elsewhere_is_new(repository: Path) -> None:
    """A link that leads nowhere since a section went is new, though its line is old."""
    link = "\n## Links {#links}\n\nSee [trade](#trade).\n"
    for tag, text in (("en", link), ("he", link.replace("Links", "קישורים").replace("See", "ראו"))):
        with (repository / f"content/{tag}/01-oil.md").open("a", encoding="utf-8") as file:
            file.write(text)
    git(repository, "commit", "-qam", "y")
    rewrite(repository / "content/en/01-oil.md", "## Trade {#trade}\n\nMuch,\nvery.\n", "")
    assert "R301 broken-link" in since(repository).out


# Stamps from history ------------------------------------------------------------------

FROM_GIT = ("accept", "--all", "--from-git", "--project")


def test_a_translation_is_stamped_with_the_source_it_was_made_from(repository: Path) -> None:
    """What the source said when the translation was last changed is what it is held against."""
    rewrite(repository / "content/en/01-oil.md", "It rose.", "It fell by half.")
    git(repository, "commit", "-qam", "the source goes on")
    rewrite(repository / "content/he/01-oil.md", "הרבה", "די הרבה")
    git(repository, "commit", "-qam", "a translation is mended")
    done = run_diglot(*FROM_GIT, repository)
    assert (done.status, done.out.splitlines()[-1]) == (
        0,
        "he: 3 accepted, 0 were accepted already, 0 not accepted",
    )
    stale = [
        line
        for line in run_diglot("check", "--project", repository).out.splitlines()
        if "F701" in line
    ]
    assert len(stale) == 1
    assert "It [-rose.-] {+fell by half.+}" in stale[0]


def test_what_is_not_committed_gets_no_stamp_from_history(repository: Path) -> None:
    """Of lines that git does not know it cannot tell which source they were made from."""
    rewrite(repository / "content/he/01-oil.md", "הוא עלה.", "הוא טיפס.")
    done = run_diglot(*FROM_GIT, repository)
    assert done.status == 1
    assert "01-oil#price: git does not tell from which source it was translated" in done.out
    assert "he: 2 accepted" in done.out


def test_a_renamed_chapter_has_its_history(repository: Path) -> None:
    """Git follows a file that was renamed, and so do the stamps."""
    for tag in ("en", "he"):
        git(repository, "mv", f"content/{tag}/01-oil.md", f"content/{tag}/02-oil.md")
    git(repository, "commit", "-qam", "renumbered")
    rewrite(repository / "content/en/02-oil.md", "It rose.", "It fell.")
    assert "he: 3 accepted" in run_diglot(*FROM_GIT, repository).out
    assert "F701" in run_diglot("check", "--project", repository).out


def test_history_needs_a_repository(project: ProjectMaker) -> None:
    """Without git there is a clear word, and nothing is written."""
    folder = project({"content/en/01-oil.md": ENGLISH, "content/he/01-oil.md": HEBREW})
    done = run_diglot(*FROM_GIT, folder)
    assert done.status == 2
    assert "--from-git" in done.err
    assert "is in no git repository" in done.err
    assert not (folder / "content/he/translated.lock").exists()
