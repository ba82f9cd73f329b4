"""A build of which most is kept gives every byte that a build from nothing gives."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changes import BOOK, EDITS, SVG, Edit, change, files_in, in_book
from diglot.core.formats import FORMATS
from diglot.disk.cache import project_cache
from support import run_diglot, write_project

pytestmark = pytest.mark.heavy


def differing(folder: Path, *formats: str) -> list[str]:
    """Build a project by what was kept, and from nothing; return the files that differ."""
    warm = run_diglot("build", *formats, "--draft", "--project", folder)
    cold = folder.parent / "cold"
    fresh = run_diglot(
        "build", *formats, "--draft", "--no-cache", "--project", folder, "--out", cold
    )
    assert warm.status == fresh.status != 2, warm.err + fresh.err
    one, other = files_in(folder / "build"), files_in(cold)
    assert one
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_one_paragraph_leads_to_the_same_bytes(tmp_path: Path) -> None:
    """After a paragraph was changed, all that is made of what was kept is as if made anew."""
    folder = write_project(tmp_path / "book", BOOK)
    run_diglot("build", "--project", folder)
    change(folder, EDITS["a chapter"])
    assert differing(folder) == []
    change(folder, EDITS["a note"])
    told = run_diglot("build", "pdf", "--lang", "he", "--project", folder).out
    counts = re.search(r"(\d+) of (\d+) layouts were kept from before\.", told)
    assert counts
    assert 0 < int(counts[1]) < int(counts[2])


def test_a_project_that_moves_keeps_its_markup(tmp_path: Path) -> None:
    """Chapters with pictures are known again in another folder, such as a fresh checkout's."""
    folder = write_project(tmp_path / "one" / "book", BOOK)
    run_diglot("build", "site", "epub", "--draft", "--project", folder)
    kept = {path.name for path in folder.rglob("*.markup")}
    assert kept
    shutil.rmtree(folder / "build")
    moved = folder.rename(tmp_path / "book")
    assert differing(moved, "site", "epub") == []
    assert {path.name for path in moved.rglob("*.markup")} == kept


def test_forms_of_both_languages_have_rows_of_their_own(tmp_path: Path) -> None:
    """What was kept of a page with both languages is in no other form's pages."""
    folder = write_project(tmp_path / "book", BOOK)
    names = [form.name for form in FORMATS if form.made_of == "book"]
    # Covers and booklets are made of the pages of the others.
    of_both = [name for name in names if not name.endswith(("-cover", "-booklet"))]
    assert {"columns", "bilingual", "site"} <= set(of_both)
    for form in (*of_both, *reversed(of_both)):
        run_diglot("build", form, "--project", folder)
    change(folder, in_book("bilingual: {first: translation, align: section, marks: on}\n"))
    assert differing(folder, *of_both) == []


def kept(folder: Path, kind: str) -> set[str]:
    """Return the names of what was kept of a kind of step."""
    return {path.name for path in folder.rglob(f"*.{kind}")}


def test_a_cover_is_made_again_when_it_is_another(tmp_path: Path) -> None:
    """A paragraph more leaves covers as they are; more pages make them new, as spines grow."""
    folder = write_project(tmp_path / "book", BOOK)
    forms = ("cover", "bilingual-cover")
    run_diglot("build", *forms, "--project", folder)
    first = kept(folder, "coverpdf")
    assert len(first) == 3
    change(folder, EDITS["a chapter"])
    assert differing(folder, *forms) == []
    assert kept(folder, "coverpdf") == first
    more = "".join(f"\n\n## Part {number}\n\n{'Words. ' * 400}" for number in range(9))
    change(folder, {"content/en/02-gas.md": BOOK["content/en/02-gas.md"] + more})
    assert differing(folder, *forms) == []  # the spine of the English book, and of both
    assert len(kept(folder, "coverpdf") - first) == 2


@pytest.mark.long
@pytest.mark.parametrize(
    "edit",
    [
        EDITS["a title"],  # the English cover has it, too
        in_book("cover: {paper: kdp-cream}\n"),
        {"templates/styles/cover.css": None},
        {"templates/epub/cover-he.svg": SVG},
        EDITS["a font"],
    ],
)
def test_a_cover_is_made_again_for_all_that_it_shows(tmp_path: Path, edit: Edit) -> None:
    """Words, paper, styles, pictures and fonts of one language are on the covers of all."""
    folder = write_project(tmp_path / "book", BOOK)
    forms = ("cover", "bilingual-cover")
    run_diglot("build", *forms, "--project", folder)
    before = kept(folder, "coverpdf")
    change(folder, edit)
    assert differing(folder, *forms) == []
    assert len(kept(folder, "coverpdf") - before) == 3


def test_a_booklet_is_made_again_when_it_is_another(tmp_path: Path) -> None:
    """Sheets are as if made anew after other words, other folding and what changes neither."""
    folder = write_project(tmp_path / "book", BOOK)
    forms = ("booklet", "columns-booklet")
    run_diglot("build", *forms, "--project", folder)
    assert len(kept(folder, "imposed")) == 3
    change(folder, EDITS["a stamp"])
    assert differing(folder, *forms) == []
    assert len(kept(folder, "imposed")) == 3
    change(folder, EDITS["a note"])
    assert differing(folder, *forms) == []
    assert len(kept(folder, "imposed")) == 5  # the Hebrew one, and that of both
    change(folder, in_book("booklet: {sheet: A3, signatures: 2}\n"))
    assert differing(folder, *forms) == []
    assert len(kept(folder, "imposed")) == 8


@pytest.mark.long
@pytest.mark.parametrize("kind", EDITS)
def test_every_kind_of_input_is_seen(tmp_path: Path, kind: str) -> None:
    """Whatever is changed after a warm build, each byte of all formats is that of a first one."""
    folder = write_project(tmp_path / "book", BOOK)
    formats = [form.name for form in FORMATS]
    run_diglot("build", *formats, "--project", folder)
    change(folder, EDITS[kind])
    assert differing(folder, *formats) == []


@pytest.mark.long
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4))
def test_any_row_of_changes_leads_to_the_same_bytes(kinds: list[str]) -> None:
    """After each of a row of changes the website and the e-books are those of a first build."""
    with TemporaryDirectory() as scratch:
        folder = write_project(Path(scratch) / "book", BOOK)
        for kind in kinds:
            change(folder, EDITS[kind])
            assert differing(folder, "site", "epub") == []


def test_damaged_pieces_are_made_again(tmp_path: Path) -> None:
    """Whatever was kept and is cut, changed or of another kind is not used."""
    folder = write_project(tmp_path / "book", BOOK)
    run_diglot("build", "--project", folder)
    cache = project_cache(folder)
    assert cache.folder
    kinds = set()
    records = {".markup", ".text", ".inks", ".inked", ".book", ".faces", ".title"}
    for number, path in enumerate(sorted(cache.folder.glob("*/*"))):
        kinds.add(path.suffix)
        key = f"{path.suffix[1:]}-{path.stem}"
        if path.suffix in {".outcome", ".build"}:
            path.unlink()
        elif path.suffix in records and number % 3 == 0:
            cache.put(key, b'{"of": "another"}')  # sealed, and no record of this kind
        else:
            path.write_bytes(path.read_bytes()[:-1])
    assert {
        ".markup",
        ".text",
        ".inked",
        ".inks",
        ".pages",
        ".joined",
        ".book",
        ".ebook",
        ".forpress",
        ".chapter",
        ".pair",
        ".coverpdf",
        ".citations",
        ".faces",
        ".lessfaces",
        ".title",
    } <= kinds
    assert differing(folder) == []
