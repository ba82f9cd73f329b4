"""Bad input: an answer in reasonable time, findings with their places, never a traceback."""

from __future__ import annotations

import os
import random

import pytest

from support import ProjectMaker, Run, run_diglot

HEBREW_LETTERS = "אבגדהוזחטיכלמנ"


def check(project: ProjectMaker, english: str | bytes, hebrew: str | bytes) -> Run:
    """Return the check of a chapter of two texts."""
    files = {"content/en/01-oil.md": english, "content/he/01-oil.md": hebrew}
    done = run_diglot("check", "--no-cache", "--project", project(files))
    assert "Traceback" not in done.err
    assert done.status in (0, 1)
    assert done.out.splitlines()[-1].startswith(tuple("0123456789"))
    return done


def nested_list(word: str, depth: int) -> str:
    """Return a list that is so many items deep."""
    return "# T\n\n" + "".join("  " * level + f"- {word} {level}\n" for level in range(depth))


@pytest.mark.heavy
@pytest.mark.parametrize(
    "text",
    [
        nested_list("item", 1000),
        "# T\n\n" + "> " * 2000 + "deep\n",
        "# T\n\n" + "::: a\n" * 1500 + "x\n\n" + ":::\n" * 1500,
    ],
    ids=["list", "quotation", "divisions"],
)
def test_what_is_nested_by_the_thousand_is_refused(project: ProjectMaker, text: str) -> None:
    """A text that is nested beyond all reading is a finding, and the other side is checked."""
    done = check(project, text, "# נפט\n\nטקסט.\n\n[לא](#nowhere)\n")
    assert "content/en/01-oil.md:1:1: error M516 unreadable-chapter" in done.out
    assert "R301" in done.out


def test_what_is_nested_by_the_dozen_is_read(project: ProjectMaker) -> None:
    """A list fifty items deep is odd but read."""
    assert check(project, nested_list("item", 50), nested_list("פריט", 50)).status == 0


def test_binary_garbage_is_one_finding_a_file(project: ProjectMaker) -> None:
    """What is no text at all is said to be none."""
    garbage = random.Random(1).randbytes(100_000)
    done = check(project, garbage, garbage)
    assert done.out.count(" M501 not-utf8: ") == 2
    assert done.out.count(" error ") == 2


SOUND = "# T\n\nText.\n\n## One {#one}\n\nWords.\n\n## Two {#two}\n\nSee [](#one).\n"


def test_what_cannot_be_read_is_one_finding(project: ProjectMaker) -> None:
    """A folder, a link to itself, other encodings, nothing: one finding each, no others."""
    names = ["01-folder", "02-loop", "03-utf-16", "04-zero", "05-empty", "06-head", "07-sound"]
    links = "".join(f"[x]({name}.md#two)\n" for name in names)
    files: dict[str, str | bytes] = {f"content/en/{name}.md": SOUND for name in names}
    files |= {
        "content/he/03-utf-16.md": SOUND.encode("utf-16"),
        "content/he/04-zero.md": SOUND.replace("Words", "W\0rds"),
        "content/he/05-empty.md": "",
        "content/he/06-head.md": "---\ntitle: T\n---\n",
        "content/he/07-sound.md": SOUND + links,
        "content/en/07-sound.md": SOUND + links,
    }
    folder = project(files)
    (folder / "content/he/01-folder.md").mkdir()
    (folder / "content/he/02-loop.md").symlink_to("02-loop.md")
    done = run_diglot("check", "--no-cache", "--project", folder)
    found = [
        line.partition(": ")[0] + line.partition(": ")[2][:11] for line in done.out.split("\n")
    ]
    assert [line for line in found if line.startswith("content/")] == [
        "content/he/01-folder.md:1:1error M516 ",
        "content/he/02-loop.md:1:1error M516 ",
        "content/he/03-utf-16.md:1:1error M501 ",
        "content/he/04-zero.md:7:1error M501 ",
        "content/he/05-empty.md:1:1error M504 ",
        "content/he/06-head.md:1:1error M504 ",
    ]
    assert (done.status, "Traceback" in done.err) == (1, False)


def test_a_source_that_cannot_be_read_is_one_finding(project: ProjectMaker) -> None:
    """Where the source is no text, the translation's sections are not extra ones."""
    done = check(project, b"\xff\xfe", SOUND)
    assert done.out.count(" error ") == 1
    assert "content/en/01-oil.md:1:1: error M501" in done.out


def test_a_quotation_that_ends_with_emphasis(project: ProjectMaker) -> None:
    """Paragraphs whose last words are only a quotation mark are compared."""
    source = '# T\n\nHe said "*yes*"\n\nWords are there.\n\nMore of them.\n'
    translation = '# ט\n\nהוא אמר "*כן*"\n\nיש שם מילים.\n\nועוד כאלה.\n\nתוספת, ועוד אחת.\n'
    assert check(project, source, translation).status == 1


@pytest.mark.parametrize(("name", "shown"), [(b"a\nb", r"'a\nb.md'"), (b"a\xe0", r"'a\udce0.md'")])
def test_a_name_that_cannot_be_shown_is_refused(
    project: ProjectMaker, name: bytes, shown: str
) -> None:
    """A file's name with a line end or bytes of another encoding stops the run."""
    folder = project({"content/en/01-oil.md": SOUND, "content/he/01-oil.md": SOUND})
    (folder / "content/he" / f"{os.fsdecode(name)}.md").write_text(SOUND)
    done = run_diglot("check", "--project", folder)
    assert done.status == 2
    assert shown in done.err


def different(letters: str, seed: int, sections: int) -> str:
    """Return a chapter of headings and words that are like nothing else."""
    pick = random.Random(seed)

    def words(count: int) -> str:
        return " ".join("".join(pick.choices(letters, k=pick.randint(2, 8))) for _ in range(count))

    blocks = ["# T"]
    for _ in range(sections):
        blocks.append("#" * pick.randint(2, 4) + f" {words(2)} {pick.randrange(9999)}")
        blocks += [pick.choice(("", "- ", "> ")) + words(20) for _ in range(pick.randint(0, 3))]
    return "\n\n".join(blocks) + "\n"


@pytest.mark.heavy
def test_two_texts_that_have_nothing_in_common(project: ProjectMaker) -> None:
    """Two chapters that differ in everything give findings."""
    done = check(project, different("abcdefgh", 1, 100), different(HEBREW_LETTERS, 2, 100))
    assert done.status == 1


@pytest.mark.long
def test_a_table_of_thousands_of_rows(project: ProjectMaker) -> None:
    """A table of 5,000 rows is read and compared."""

    def table(word: str) -> str:
        rows = "".join(f"| {word} {row} | {row} |\n" for row in range(5000))
        return f"# T\n\n| a | b |\n|---|---|\n{rows}"

    assert check(project, table("row"), table("שורה")).status == 0


@pytest.mark.long
def test_a_file_of_ten_megabytes(project: ProjectMaker) -> None:
    """A chapter of 10 MB gets an answer."""

    def text(sentence: str, heading: str) -> str:
        section = f"\n\n{' '.join([sentence] * 12)}\n\n"
        count = 10_000_000 // len((heading + section).encode()) + 1
        return "# T\n\n" + "".join(f"## {heading} {n}{section}" for n in range(count))

    check(project, text("The ship left in the year.", "On ships"), text("הספינה יצאה.", "ספינות"))


@pytest.mark.long
def test_brackets_without_end(project: ProjectMaker) -> None:
    """A text that pandoc cannot find the end of is given up after a minute."""
    tangle = "# T\n\n" + "[" * 3000 + "x" + "]" * 3000 + "\n"
    check(project, tangle, "# נפט\n\nטקסט.\n")
