"""`export`: the passages of both languages as a memory that other programs read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from lxml import etree

from support import ROOT, ProjectMaker, Run, run_diglot, write_project

DTD = ROOT / "tests/writers/tmx14.dtd"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
TEXT_EN = (
    "# Oil\n\nAbout *the* [oil](https://oil.example).\n\n## Price & tax {#price}\n\n"
    "Run `press --now` where $x$ holds.[^a] See [](#routes).\n\n"
    "| Year | Use |\n|--|--|\n| 1990 | heating |\n\n: A table\n\n[^a]: A note.\n\n"
    "## Routes {#routes}\n\n| A line of verse\n| and another\n\n- By sea\n- By land\n"
)
TEXT_HE = (
    "# נפט\n\nעל *ה*[נפט](https://oil.example).\n\n## המחיר והמס {#price}\n\n"
    "כאשר $x$ מתקיים הריצו את `press --now`.[^a] ראו [](#routes).\n\n"
    "| שנה | שימוש |\n|--|--|\n| 1990 | הסקה |\n\n: טבלה\n\n[^a]: הערה.\n\n"
    "## הדרכים {#routes}\n\n| שורה של שיר\n| ועוד אחת\n\n- בים\n- ביבשה\n"
)
Pair = tuple[str, str]


@pytest.fixture
def book(project: ProjectMaker) -> Path:
    """Return a sound book with passages of every kind."""
    return project({EN: TEXT_EN, HE: TEXT_HE})


def exported(book: Path, *arguments: str) -> Run:
    """Run `export` on a book."""
    return run_diglot("export", *arguments, "--project", book)


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table without the mark that it begins with."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def pairs(book: Path, *arguments: str) -> list[Pair]:
    """Return the passages that are exported, each with its translation."""
    done = exported(book, "--format", "csv", *arguments)
    assert done.status == 0, done.err
    return [(row["source"], row["target"]) for row in rows(done.out)]


def test_every_kind_of_passage_is_exported(book: Path) -> None:
    """Titles, paragraphs, notes, cells, captions, verse and items come in reading order."""
    assert pairs(book) == [
        ("Oil", "נפט"),
        ("About the oil.", "על הנפט."),
        ("Price & tax", "המחיר והמס"),
        (
            "Run press --now where $x$ holds. See [](#routes).",
            "כאשר $x$ מתקיים הריצו את press --now. ראו [](#routes).",
        ),
        ("A note.", "הערה."),
        ("A table", "טבלה"),
        ("Year", "שנה"),
        ("Use", "שימוש"),
        ("heating", "הסקה"),
        ("Routes", "הדרכים"),
        ("A line of verse and another", "שורה של שיר ועוד אחת"),
        ("By sea", "בים"),
        ("By land", "ביבשה"),
    ]


def test_a_row_says_where_its_passages_are(book: Path) -> None:
    """The table names chapter, section, kind, and file and line in both languages."""
    (row,) = [r for r in rows(exported(book, "--format", "csv").out) if r["source"] == "By land"]
    assert row.pop("tuid").startswith("he:01-oil#routes:")
    assert row == {
        "source_language": "en",
        "target_language": "he",
        "source": "By land",
        "target": "ביבשה",
        "match": "sure",
        "kind": "item",
        "chapter": "01-oil",
        "section": "routes",
        "source_file": EN,
        "source_line": "23",
        "target_file": HE,
        "target_line": "23",
    }


def test_a_memory_is_valid_and_has_no_direction(book: Path) -> None:
    """TMX keeps to its DTD, names each unit once, and lets either language be the source."""
    done = exported(book)
    root = etree.fromstring(done.out.encode())
    with DTD.open("rb") as rules:
        dtd = etree.DTD(rules)
    assert dtd.validate(root), dtd.error_log
    assert root[0].get("srclang") == "*all*"
    units = root.findall("body/tu")
    assert len(units) == len({unit.get("tuid") for unit in units}) == 13
    assert {tuple(v.get(LANG) for v in unit.findall("tuv")) for unit in units} == {("en", "he")}
    assert done.err.splitlines()[-1] == "en → he: 13 passages"


def test_code_keeps_its_letters_and_marks_their_numbers(book: Path) -> None:
    """Code stands between marks as text; formulas, notes and links have one number each side."""
    root = etree.fromstring(exported(book).out.encode())
    ours, theirs = (
        seg for seg in root.iter("seg") if any(mark.get("type") == "code" for mark in seg)
    )
    assert ours.text == "Run "
    assert ours[0].tail == "press --now"
    kinds = {mark.get("type"): mark.get("x") for mark in ours if mark.get("x")}
    assert kinds == {"code": "1", "x-formula": "2", "fnote": "3", "link": "4"}
    assert kinds == {mark.get("type"): mark.get("x") for mark in theirs if mark.get("x")}
    assert [mark.get("i") for mark in theirs if mark.get("i")] == ["2", "2"]


def test_what_xml_cannot_hold_is_replaced(project: ProjectMaker) -> None:
    """A control character in the text leaves the memory readable."""
    files = {
        EN: "# Oil\n\nOne `a\x08b` & two.\n",
        HE: "# נפט\n\nאחת `a\x08b` & שתיים.\n",
    }
    root = etree.fromstring(exported(project(files)).out.encode())
    assert len(root.findall("body/tu")) == 2


def test_an_untranslated_a_stale_and_a_foreign_passage_are_left_out(project: ProjectMaker) -> None:
    """Nothing goes out that is no translation of what the source says now."""
    left = "This sentence was never put into any other language at all."
    english = (
        f"# Oil\n\n{left}\n\nAbout oil.\n\n[Vita brevis est.]{{lang=la}}\n\n"
        "## Price {#price}\n\nIt rose.\n\n## Next {#next}\n\nMore to come.\n\nDiglot\n"
    )
    hebrew = (
        f"# נפט\n\n{left}\n\nעל הנפט.\n\n[Vita brevis est.]{{lang=la}}\n\n"
        "## המחיר {#price}\n\nהוא עלה.\n\n"
        "## Next {#next .untranslated}\n\nMore to come.\n\nDiglot\n"
    )
    folder = project({EN: english, HE: hebrew})
    run_diglot("accept", "01-oil#price", "--project", folder)
    write_project(folder, {EN: english.replace("It rose.", "It fell again.")})
    assert pairs(folder, "--all") == [("Oil", "נפט"), ("About oil.", "על הנפט.")]
    last = exported(folder, "--all").err.splitlines()[-1]
    assert last == ("en → he: 2 passages; left out: 2 whose source has changed, 1 not translated")


DOUBTFUL = {
    "a missing block": ("One.\n\nTwo has 12 words.\n\nThree.\n", "אחת.\n\nשלוש.\n", 3),
    "a number": ("It cost 12 dollars.\n\nTwo.\n", "הוא עלה 15 דולר.\n\nשתיים.\n", 1),
    "a link": (
        "See [this](https://a.example).\n\nTwo.\n",
        "ראו [זה](https://b.example).\n\nשתיים.\n",
        1,
    ),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_doubtful_pairs_are_taken_only_on_demand(project: ProjectMaker, kind: str) -> None:
    """A missing block puts its section in doubt, a difference its passage; --all marks these."""
    english, hebrew, doubtful = DOUBTFUL[kind]
    files = {
        EN: f"# Oil\n\n## Price {{#price}}\n\n{english}",
        HE: f"# נפט\n\n## המחיר {{#price}}\n\n{hebrew}",
    }
    folder = project(files)
    sure = exported(folder, "--format", "csv")
    everything = rows(exported(folder, "--format", "csv", "--all").out)
    assert all(row["match"] == "sure" for row in rows(sure.out))
    assert [row["match"] for row in everything].count("doubtful") == doubtful
    assert len(everything) - len(rows(sure.out)) == doubtful
    assert f"left out: {doubtful} doubtful (--all takes them)" in sure.err


def test_a_draft_is_in_doubt(project: ProjectMaker) -> None:
    """A chapter whose findings are held back is exported only with all the rest."""
    second = {
        "content/en/02-gas.md": "# Gas\n\nAbout gas.\n",
        "content/he/02-gas.md": "---\nstatus: draft\n---\n\n# גז\n\nעל הגז.\n",
    }
    folder = project(second)
    assert ("Gas", "גז") not in pairs(folder)
    assert ("Gas", "גז") in pairs(folder, "--all")


def test_a_name_stays_when_another_passage_comes(book: Path) -> None:
    """A passage keeps its name in the memory where text before it is new."""
    before = {row["source"]: row["tuid"] for row in rows(exported(book, "--format", "csv").out)}
    files = {
        EN: TEXT_EN.replace("## Price", "New words.\n\n## Price"),
        HE: TEXT_HE.replace("## המחיר", "מילים חדשות.\n\n## המחיר"),
    }
    write_project(book, files)
    after = {row["source"]: row["tuid"] for row in rows(exported(book, "--format", "csv").out)}
    assert after.pop("New words.")
    assert after == before


def test_a_file_and_chapters_can_be_named(project: ProjectMaker, tmp_path: Path) -> None:
    """--output takes a file, and its name keeps standard output for what was done."""
    second = {"content/en/02-gas.md": "# Gas\n", "content/he/02-gas.md": "# גז\n"}
    folder, file = project(second), tmp_path / "memory.csv"
    done = exported(folder, "02-gas.md", "--format", "csv", "--output", str(file), "--lang", "he")
    assert (done.status, done.out) == (0, "en → he: 1 passage\n")
    (row,) = rows(file.read_bytes().decode())
    assert (row["source"], row["target"]) == ("Gas", "גז")


BAD = {
    "an unknown format": (["--format", "xls"], "'xls' is not one of 'tmx', 'csv'"),
    "an unknown chapter": (["01-oill"], 'did you mean "01-oil"?'),
    "an unknown language": (["--lang", "fr"], '"fr" is not a translation of this book: he'),
    "a folder that is not there": (["--output", "no/such/place.tmx"], "cannot write there"),
    "a folder": (["--output", "content"], "is a directory"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_done_is_said(project: ProjectMaker, kind: str) -> None:
    """Bad input ends with status 2 and a message that names it."""
    arguments, message = BAD[kind]
    done = run_diglot("export", *arguments, "--project", ".", cwd=project())
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_a_book_without_a_translation_has_no_memory(project: ProjectMaker) -> None:
    """Where nothing can be exported the command says so and writes nothing."""
    alone = {"content/book.yaml": "id: small\nlanguages: [en]\n"}
    folder = project({**alone, HE: None, "content/he/book.yaml": None})
    done = exported(folder)
    assert (done.status, done.out) == (2, "")
    assert "nothing to export: the book has no translation" in done.err
