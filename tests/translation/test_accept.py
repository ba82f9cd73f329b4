"""`accept`: which sections get a stamp, which do not, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.translation.stamps import parse_stamps
from support import ProjectMaker, run_diglot, write_project

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
LOCK = "content/he/translated.lock"
TWO_EN = "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nUp.\n\n## Routes {#routes}\n\nBy sea.\n"
TWO_HE = "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nלמעלה.\n\n## הדרכים {#routes}\n\nבים.\n"


def keys(folder: Path) -> list[str]:
    """Return the keys of the stamps of a project's translation."""
    path = folder / LOCK
    return [s.key for s in parse_stamps(path.read_text(encoding="utf-8"))] if path.exists() else []


@pytest.mark.parametrize(
    ("name", "stamped"),
    [
        ("01-oil", ["01-oil", "01-oil#price", "01-oil#routes"]),
        ("01-oil#price", ["01-oil#price"]),
        ("01-oil#", ["01-oil"]),
        ("\u206801-oil#price\u2069", ["01-oil#price"]),
    ],
)
def test_what_is_named_is_stamped(project: ProjectMaker, name: str, stamped: list[str]) -> None:
    """A chapter, one section, or what stands before a chapter's sections; and no more."""
    folder = project({EN: TWO_EN, HE: TWO_HE})
    done = run_diglot("accept", name, "--project", folder)
    assert done.status == 0
    assert keys(folder) == stamped
    assert done.out.count("accepted 01-oil#") == len(stamped)
    assert done.out.endswith(
        f"he: {len(stamped)} accepted, 0 were accepted already, 0 not accepted\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say --all"),
        (("01-oil", "--all"), "say --all"),
        (("01-oill",), 'did you mean "01-oil"?'),
        (("01-oil#prize",), 'did you mean "01-oil#price"?'),
        (("--all", "--lang", "fr"), '"fr" is not a translation'),
    ],
)
def test_a_wish_that_is_not_clear_changes_nothing(
    project: ProjectMaker, arguments: tuple[str, ...], said: str
) -> None:
    """Nothing named, a name that does not exist: status 2, a way out, and no file."""
    folder = project({EN: TWO_EN, HE: TWO_HE})
    done = run_diglot("accept", *arguments, "--project", folder)
    assert done.status == 2
    assert said in done.err
    assert not (folder / LOCK).exists()


def test_what_is_missing_or_broken_is_refused(project: ProjectMaker) -> None:
    """A section that is missing, or stands at another level, gets no stamp; the rest do."""
    he = TWO_HE.replace("## המחיר {#price}\n\nלמעלה.\n\n", "").replace("## הד", "### הד")
    folder = project({EN: TWO_EN, HE: he})
    done = run_diglot("accept", "--all", "--project", folder)
    assert done.status == 1
    assert keys(folder) == ["01-oil"]
    assert (
        "content/en/01-oil.md:5:1: not accepted: 01-oil#price: there is no translation of it\n"
        "  hint: translate it, or write its skeleton first: stub 01-oil\n"
    ) in done.out
    assert "content/he/01-oil.md:5:1: not accepted: 01-oil#routes: S105 section-level:" in done.out
    assert '  hint: begin the heading with "##"' in done.out


def test_a_skeleton_is_refused(project: ProjectMaker) -> None:
    """What is marked as untranslated is not accepted until the mark is taken out."""
    marked = TWO_HE.replace("{#price}", "{#price .untranslated}")
    head = "---\nstatus: untranslated\n---\n\n"
    folder = project({EN: TWO_EN, HE: head + marked})
    done = run_diglot("accept", "01-oil", "--project", folder)
    assert done.status == 1
    assert keys(folder) == ["01-oil#routes"]
    assert "take .untranslated out of its heading" in done.out
    assert "take status: untranslated out of the front matter" in done.out
    write_project(folder, {HE: TWO_HE})
    assert run_diglot("accept", "01-oil", "--project", folder).status == 0
    assert keys(folder) == ["01-oil", "01-oil#price", "01-oil#routes"]


def test_only_what_is_named_is_stamped_anew(project: ProjectMaker) -> None:
    """The other sections keep the stamps they have, also where they are stale."""
    folder = project({EN: TWO_EN, HE: TWO_HE})
    run_diglot("accept", "--all", "--project", folder)
    write_project(folder, {EN: TWO_EN.replace("Up.", "Down.").replace("By sea.", "By land.")})
    done = run_diglot("accept", "01-oil#price", "--unchanged", "--project", folder)
    assert done.out.startswith('accepted 01-oil#price "Price"\n')
    found = run_diglot("check", "--project", folder).out
    assert 'the source "Routes" has changed' in found
    assert "[-sea.-] {+land.+}" in found
    assert "  hint: bring the translation up to date, then run: accept 01-oil#routes" in found
    assert "Price" not in found


def test_stamps_of_what_is_gone_are_dropped(project: ProjectMaker) -> None:
    """The next accept takes out the stamps that belong to nothing, and says so."""
    folder = project({EN: TWO_EN, HE: TWO_HE})
    run_diglot("accept", "--all", "--project", folder)
    without = "\n\n## Price {#price}\n\nUp.", "\n\n## המחיר {#price}\n\nלמעלה."
    write_project(folder, {EN: TWO_EN.replace(without[0], ""), HE: TWO_HE.replace(without[1], "")})
    assert "F702 stamp-orphan" in run_diglot("check", "--project", folder).out
    done = run_diglot("accept", "01-oil#", "--project", folder)
    assert "dropped 01-oil#price, which the source no longer has" in done.out
    assert keys(folder) == ["01-oil", "01-oil#routes"]
    assert run_diglot("check", "--project", folder).out == "0 errors, 0 warnings\n"


def test_a_file_that_cannot_be_read_is_not_accepted(project: ProjectMaker) -> None:
    """A chapter whose translation is not UTF-8 gets no stamp, not even for its title."""
    folder = project({HE: "# נפט\n".encode("cp1255")})
    done = run_diglot("accept", "--all", "--project", folder)
    assert done.status == 1
    assert "01-oil#: M501 not-utf8:" in done.out
    assert keys(folder) == []


def test_stamps_of_a_chapter_that_cannot_be_read_are_kept(project: ProjectMaker) -> None:
    """While the source's file is broken, accepting another chapter takes no stamp of it away."""
    text = "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose.\n"
    other = "# Gas\n\nAbout gas.\n"
    names = ("01-oil", "02-gas")
    files = {
        f"content/{tag}/{name}.md": words
        for tag in ("en", "he")
        for name, words in zip(names, (text, other), strict=True)
    }
    folder = project(files)
    run_diglot("accept", "01-oil", "--project", folder)
    before = (folder / "content/he/translated.lock").read_text("utf-8")
    assert "01-oil#price" in before
    (folder / "content/en/01-oil.md").write_bytes(text.encode("utf-16"))
    done = run_diglot("accept", "02-gas", "--project", folder)
    assert "dropped" not in done.out
    assert "F702" not in run_diglot("check", "--project", folder).out
    (folder / "content/en/01-oil.md").write_text(text, encoding="utf-8")
    after = (folder / "content/he/translated.lock").read_text("utf-8")
    assert set(before.split("\n")) < set(after.split("\n"))


def test_what_people_wrote_between_the_stamps_stays(project: ProjectMaker) -> None:
    """A remark stays above its stamp, new or old; that on a section that is gone comes last."""
    folder = project({EN: TWO_EN, HE: TWO_HE})
    run_diglot("accept", "--all", "--project", folder)
    lock = folder / LOCK
    text = lock.read_text(encoding="utf-8")
    head, opening, price, routes = text.rstrip("\n").split("\n\n")
    remarks = ("# Ask Dana about the price.", "# Two lines\n# of one remark", "#nothing else")
    pieces = (head, opening, f"{remarks[0]}\n{price}", f"{remarks[1]}\n{routes}", remarks[2])
    lock.write_text("\n\n".join(pieces) + "\n", encoding="utf-8")
    write_project(folder, {EN: TWO_EN.replace("Up.", "Down."), HE: TWO_HE.replace("למעלה", "למטה")})
    run_diglot("accept", "01-oil#price", "--project", folder)
    new = lock.read_text(encoding="utf-8")
    assert new != text
    assert f"{remarks[0]}\n01-oil#price\t" in new
    assert f"{remarks[1]}\n01-oil#routes\t" in new
    assert new.endswith(f"\n\n{remarks[2]}\n")
    without = {EN: TWO_EN.partition("## Routes")[0], HE: TWO_HE.partition("## הדרכים")[0]}
    write_project(folder, without)
    run_diglot("accept", "--all", "--project", folder)
    assert lock.read_text(encoding="utf-8").endswith(f"\n\n{remarks[1]}\n{remarks[2]}\n")


def test_a_translation_that_was_not_touched_is_not_accepted_by_the_way(
    project: ProjectMaker,
) -> None:
    """Where the source has changed and the translation has not, a person must say that it holds."""
    folder = project({EN: TWO_EN, HE: TWO_HE})
    run_diglot("accept", "--all", "--project", folder)
    write_project(folder, {EN: TWO_EN.replace("Up.", "Down.")})
    done = run_diglot("accept", "--all", "--project", folder)
    assert done.status == 1
    assert "01-oil#price: its source has changed, its translation has not" in done.out
    assert "accept --unchanged 01-oil#price" in done.out
    assert "F701" in run_diglot("check", "--project", folder).out
    write_project(folder, {HE: TWO_HE.replace("למעלה", "למטה")})
    assert run_diglot("accept", "--all", "--project", folder).status == 0
    write_project(folder, {EN: TWO_EN.replace("Up.", "Down, down.")})
    assert run_diglot("accept", "--all", "--unchanged", "--project", folder).status == 0
    assert "F701" not in run_diglot("check", "--project", folder).out


GUESS_EN = "# Harvest\n\n## By hand\n\nA picker brings in eighty.\n\n## Old\n\nA part never done.\n"
GUESS_HE = "# המסיק\n\n## ביד\n\nמוסק מביא שמונים.\n"


def test_a_guess_is_neither_stamped_nor_written_down(project: ProjectMaker) -> None:
    """A section that may be the translation of two gets no stamp and no id, until it is said."""
    folder = project({EN: GUESS_EN, HE: GUESS_HE})
    check = run_diglot("check", "--project", folder).out
    assert "may be the translation of either" in check
    accepted = run_diglot("accept", "--all", "--project", folder)
    assert accepted.status == 1
    assert "paired by a guess" in accepted.out
    assert keys(folder) == ["01-oil"]
    written = run_diglot("ids", "--project", folder)
    assert "paired by a guess" in written.out
    assert (folder / HE).read_text(encoding="utf-8") == GUESS_HE
    write_project(
        folder,
        {
            EN: GUESS_EN.replace("By hand", "By hand {#hand}"),
            HE: GUESS_HE.replace("ביד", "ביד {#hand}"),
        },
    )
    run_diglot("accept", "--all", "--project", folder)
    assert keys(folder) == ["01-oil", "01-oil#hand"]


def test_a_heading_that_took_the_id_of_another_is_asked_about(project: ProjectMaker) -> None:
    """Where an accepted section lost its translation, what may be it is not stamped by the way."""
    folder = project({EN: TWO_EN, HE: TWO_HE.split("## הדרכים", maxsplit=1)[0]})
    run_diglot("accept", "--all", "--project", folder)
    he = (folder / HE).read_text(encoding="utf-8")
    write_project(folder, {HE: he.replace("#price", "#routes")})
    done = run_diglot("accept", "--all", "--project", folder)
    assert '"Price" was accepted before and has no translation now' in done.out
    assert "01-oil#routes" not in keys(folder)
    run_diglot("accept", "01-oil#routes", "--project", folder)
    assert "01-oil#routes" in keys(folder)


def test_sections_of_one_heading_keep_their_own_stamps(project: ProjectMaker) -> None:
    """When the first of three sections with one heading goes, the others are still accepted."""
    en = "# Oil\n\n## Note\n\nOne rose.\n\n## Note\n\nTwo lilies.\n\n## Note\n\nThree figs.\n"
    he = "# נפט\n\n## הערה\n\nורד אחד.\n\n## הערה\n\nשני שושנים.\n\n## הערה\n\nשלוש תאנים.\n"
    folder = project({EN: en, HE: he})
    run_diglot("accept", "--all", "--project", folder)
    gone = "## Note\n\nOne rose.\n\n", "## הערה\n\nורד אחד.\n\n"
    write_project(folder, {EN: en.replace(gone[0], ""), HE: he.replace(gone[1], "")})
    assert "F701" not in run_diglot("check", "--project", folder).out
