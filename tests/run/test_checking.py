"""A check of which most is kept finds what a check from nothing finds, whatever was changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diglot.core.findings import Finding
from diglot.disk.cache import Cache
from diglot.reader import edition
from diglot.run.checking import inputs
from diglot.run.pipeline import Checked, check_project
from patching import counted
from support import ROOT, ProjectMaker, Silent, run_process, write_project

Edit = tuple[str, str | None]

NAMES = ("Arlington", "Bellingham", "Carrington")
TOLD = " ".join(f"In 18{n}2 it was {name} who came to the harbor." for n, name in enumerate(NAMES))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
BOOK = {
    "content/book.yaml": "id: kept\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Kept Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר שמור\ndate: 2026-01-02\n",
    "content/references.bib": "@book{cohen, author={Cohen, A.}, title={Trade}, year={1951}}\n",
    "content/glossary.yaml": "terms:\n- {en: harbor, he: [נמל]}\n",
    "content/en/a.svg": SVG,
    "content/en/01-oil.md": (
        f"# Oil\n\n{TOLD}\n\n## Price {{#price}}\n\n"
        "It rose by 4%.[^1] See [gas](02-gas.md#use).\n\n[^1]: Of 1931.\n\n## Trade\n\n"
        "As told [@cohen]: 12 ships.\n\n![A quay](a.svg)\n"
    ),
    "content/he/01-oil.md": (
        "# נפט\n\n" + " ".join(f"בשנת 18{n}2 בא {name} אל הנמל." for n, name in enumerate(NAMES))
        + "\n\n## מחיר {#price}\n\nהוא עלה ב־4%.[^1] ראו [גז](02-gas.md#use).\n\n"
        "[^1]: משנת 1931.\n\n## סחר\n\nכמסופר [@cohen]: 12 אוניות.\n\n![רציף](a.svg)\n"
    ),
    "content/en/02-gas.md": (
        f"# Gas\n\n{TOLD}\n\n## Use {{#use}}\n\nLamps, 30 of them.\n\n## Pipes\n\nOf iron, 1876.\n"
    ),
    "content/he/02-gas.md": (
        "# גז\n\n" + " ".join(f"בשנת 18{n}2 בא {name} אל הנמל." for n, name in enumerate(NAMES))
        + "\n\n## שימוש {#use}\n\nפנסים, 30 כאלה.\n\n## צינורות\n\nמברזל, 1876.\n"
    ),
    "content/en/03-coal.md": "# Coal\n\nText of 1901.\n\n## Mines\n\nDeep, 400 meters.\n",
    "content/he/03-coal.md": "# פחם\n\nטקסט \"משנת 1902.\n\n## מכרות\n\nעמוקים, 400 מטרים.\n",
}  # fmt: skip


def in_file(name: str, old: str, new: str) -> Edit:
    """Return the edit that puts some words for others in a file of the book."""
    assert old in BOOK[name]
    return name, BOOK[name].replace(old, new)


EDITS: Mapping[str, tuple[Edit, ...]] = {
    "a paragraph": (("content/en/03-coal.md", BOOK["content/en/03-coal.md"] + "\nMore, 77.\n"),),
    "a heading that a link needs": (in_file("content/en/02-gas.md", "{#use}", "{#uses}"),),
    "a heading whose text stays, below a paragraph too many": (
        in_file(
            "content/he/02-gas.md",
            "פנסים, 30 כאלה.\n\n## צינורות\n\n",
            "פנסים, 30 כאלה.\n\nעוד מילים שאין להן מקור.\n\n",
        ),
    ),
    "a heading of the translation": (in_file("content/he/02-gas.md", "## צינורות", "### צינורות"),),
    "a note": (in_file("content/he/01-oil.md", "[^1]: משנת 1931.", "[^2]: משנת 1931."),),
    "a name": (in_file("content/he/02-gas.md", "Bellingham", "Carmichael"),),
    "a number": (in_file("content/en/02-gas.md", "1876", "1877"),),
    "a comment": (
        in_file("content/he/03-coal.md", "טקסט", "<!-- parity: ignore T602 so -->\n\nטקסט"),
    ),
    "a mark of alignment": (
        in_file("content/he/03-coal.md", "טקסט", "<!-- align: text -->\n\nטקסט"),
    ),
    "a picture": (("content/en/a.svg", "<svg"),),
    "a picture that goes": (("content/en/a.svg", None),),
    "a picture of the translation": (("content/he/a.svg", SVG.replace("h9", "h8")),),
    "an entry of the bibliography": (
        in_file("content/references.bib", "cohen", "levi"),
    ),
    "the bibliography": (("content/references.bib", None),),
    "a broken bibliography": (("content/references.bib", "@book{cohen, author={"),),
    "a term": (in_file("content/glossary.yaml", "נמל", "מעגן"),),
    "a setting": (
        ("content/book.yaml", BOOK["content/book.yaml"] + "typography: {quotes: off}\n"),
    ),
    "how grave a rule is": (
        ("content/book.yaml", BOOK["content/book.yaml"] + "parity: {severity: {T602: note}}\n"),
    ),
    "what may be on one side": (
        ("content/book.yaml", BOOK["content/book.yaml"] + "parity: {allow: {03-coal: so}}\n"),
        ("content/he/03-coal.md", None),
    ),
    "the order": (
        ("content/book.yaml", BOOK["content/book.yaml"] + "chapters: [02-gas, 01-oil]\n"),
    ),
    "a title": (in_file("content/he/book.yaml", "ספר", "ספר \u2d37"),),
    "a stamp": (("content/he/translated.lock", "02-gas#use\t000000000000\tLamps, 20 of them.\n"),),
    "a stamp of nothing": (("content/he/translated.lock", "09-tar\t000000000000\n"),),
    "an added chapter": (("content/en/04-wood.md", "# Wood\n\nOf 1850.\n"),),
    "an added chapter of both": (
        ("content/en/04-wood.md", "# Wood\n\nOf 1850.\n"),
        ("content/he/04-wood.md", "# עץ\n\nמ־1851.\n"),
    ),
    "a removed chapter": (("content/he/02-gas.md", None),),
    "a renamed chapter": (
        ("content/he/02-gas.md", None),
        ("content/he/02-fuel.md", BOOK["content/he/02-gas.md"]),
    ),
    "chapters in each other's places": (
        ("content/he/02-gas.md", BOOK["content/he/03-coal.md"]),
        ("content/he/03-coal.md", BOOK["content/he/02-gas.md"]),
    ),
    "a section in another chapter": (
        in_file("content/he/02-gas.md", "## צינורות\n\nמברזל, 1876.\n", ""),
        (
            "content/he/03-coal.md",
            BOOK["content/he/03-coal.md"] + "\n## צינורות\n\nמברזל, 1876.\n",
        ),
    ),
    "a chapter that nobody can read": (("content/en/02-gas.md", "\udcff# Gas\n"),),
    "a part": (
        ("content/en/02-gas.md", None),
        ("content/he/02-gas.md", None),
        ("content/en/two/02-gas.md", BOOK["content/en/02-gas.md"]),
        ("content/he/two/02-gas.md", BOOK["content/he/02-gas.md"]),
        ("content/en/two/05-more.md", "# More\n\nText.\n"),
    ),
}  # fmt: skip


def check(folder: Path, cache: Cache) -> Checked:
    """Return the check of a project."""
    return check_project(folder, jobs=1, progress=Silent(), cache=cache)


def found(folder: Path, cache: Cache) -> tuple[tuple[Finding, ...], object]:
    """Return what a check finds, and what it counts."""
    checked = check(folder, cache)
    return checked.findings, checked.counts


def change(folder: Path, edits: tuple[Edit, ...]) -> None:
    """Write, or take away, some files of a project; a surrogate stands for a byte."""
    for name, content in edits:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content.encode(errors="surrogateescape"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a small book with faults, with something of each kind that a check depends on."""
    return write_project(tmp_path / "book", BOOK)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache outside the project."""
    return Cache(tmp_path / "cache")


@pytest.mark.heavy
@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("is_built", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_warm_check_sees_what_a_check_from_nothing_sees(
    book: Path, cache: Cache, kind: str, is_built: bool
) -> None:
    """After a change of any kind, and after it is taken back, the findings are those of now.

    So they are where a build has kept the texts of chapters as well.
    """
    before = found(book, cache)
    if is_built:
        check(book, cache).read()
    change(book, EDITS[kind])
    assert found(book, cache) == found(book, Cache(None))
    change(book, tuple((name, BOOK.get(name)) for name, _ in EDITS[kind]))
    for path in (book / "content").glob("*/two"):
        path.rmdir()
    assert found(book, cache) == before


@pytest.mark.heavy
def test_a_check_from_nothing_keeps_what_it_finds(book: Path, cache: Cache) -> None:
    """A first check, which keeps what it finds, and one that keeps nothing find the same."""
    assert found(book, cache) == found(book, Cache(None))


@pytest.mark.heavy
def test_the_changes_of_these_tests_are_seen(book: Path, cache: Cache) -> None:
    """Each change changes what is found, or the tests with it would show nothing."""
    before = found(book, cache)
    same = set()
    for kind, edits in EDITS.items():
        change(book, edits)
        if found(book, cache) == before:
            same.add(kind)
        change(book, tuple((name, BOOK.get(name)) for name, _ in edits))
    assert same == {"a picture of the translation"}


@pytest.mark.heavy
@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=5))
def test_any_row_of_changes_is_seen(kinds: list[str]) -> None:
    """After each of a row of changes, one upon the other, the findings are those of now."""
    with TemporaryDirectory() as scratch:
        folder = write_project(Path(scratch) / "book", BOOK)
        cache = Cache(Path(scratch) / "cache")
        found(folder, cache)
        for kind in kinds:
            change(folder, EDITS[kind])
            assert found(folder, cache) == found(folder, Cache(None))


# What is read ------------------------------------------------------------------------


def read_in(checked: Checked) -> int:
    """Return how many chapters a check has read."""
    texts = checked.reading._texts
    return len(texts.jobs) - len(texts.unread)


@pytest.mark.heavy
def test_only_a_changed_chapter_is_read(book: Path, cache: Cache) -> None:
    """Of a chapter that was changed both languages are read, to be compared; of others nothing."""
    assert read_in(check(book, cache)) == 6
    change(book, EDITS["a number"])
    assert read_in(check(book, cache)) == 2
    change(book, EDITS["how grave a rule is"])
    assert read_in(check(book, cache)) == 0
    change(book, EDITS["an entry of the bibliography"])
    assert read_in(check(book, cache)) == 2  # the chapter that cites, of three
    change(book, EDITS["a picture"])
    assert read_in(check(book, cache)) == 2  # the chapter that shows it


@pytest.mark.heavy
def test_a_counterpart_is_as_a_build_has_read_it(
    book: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a changed chapter is compared with is not made of pandoc's tree again."""
    check(book, cache).read()
    change(book, EDITS["a number"])
    calls = counted(monkeypatch, edition, "read_chapter")
    checked = check(book, cache)
    assert (read_in(checked), len(calls)) == (2, 1)
    monkeypatch.undo()
    assert checked.findings == check(book, Cache(None)).findings


@pytest.mark.heavy
def test_the_rooms_of_a_step_are_all_in_its_name() -> None:
    """A record is named by the digests of every room whose code has a part in it."""
    code = "import {}, sys; print(*(n for n in sys.modules if n.startswith('diglot.')))"
    for module, rooms in (
        ("diglot.reader.edition, diglot.bitext.sketch, diglot.fonts.glyphs", inputs.READING),
        ("diglot.rules.check, diglot.bitext", inputs.COMPARING),
    ):
        done = run_python(code.format(module))
        loaded = {name.split(".")[1] for name in done.split()}
        assert loaded
        assert loaded - {room.removesuffix(".py") for room in rooms} == set()


def run_python(code: str) -> str:
    """Return what a piece of Python prints in a process of its own."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


# What happens to the folder ------------------------------------------------------------


def records(cache: Cache) -> list[Path]:
    """Return the files of a cache but those of whole checks, which would answer first."""
    assert cache.folder
    every = sorted(cache.folder.glob("*/*"))
    for path in every:
        if path.suffix == ".outcome":
            path.unlink()
    return [path for path in every if path.suffix != ".outcome"]


def cut(path: Path, _other: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turn(path: Path, _other: Path) -> None:
    """Change one byte of a file."""
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)


def empty(path: Path, _other: Path) -> None:
    """Leave a file without content."""
    path.write_bytes(b"")


def take_other(path: Path, other: Path) -> None:
    """Put another whole file of the cache in a file's place."""
    path.write_bytes(other.read_bytes())


@pytest.mark.heavy
@pytest.mark.parametrize("harm", [cut, turn, empty, take_other])
def test_a_damaged_record_is_made_again(
    book: Path, cache: Cache, harm: Callable[[Path, Path], None]
) -> None:
    """Files that were cut, changed, emptied or exchanged are noticed, and nothing is lost."""
    before = found(book, cache)
    files = records(cache)
    whole = {path: path.read_bytes() for path in files}
    kinds = {path.suffix for path in files}
    assert {".chapter", ".pair", ".labels"} <= kinds
    by_kind = sorted(files, key=lambda path: path.suffix)
    for path, other in zip(files, [*by_kind[1:], by_kind[0]], strict=True):
        harm(path, other)
    assert found(book, cache) == before
    change(book, EDITS["a name"])
    assert found(book, cache) == found(book, Cache(None))
    change(book, (("content/he/02-gas.md", BOOK["content/he/02-gas.md"]),))
    records(cache)
    assert found(book, cache) == before
    made = {path: path.read_bytes() for path in records(cache)}
    assert {path: made[path] for path in whole if path.suffix in {".chapter", ".pair"}} == {
        path: content for path, content in whole.items() if path.suffix in {".chapter", ".pair"}
    }


@pytest.mark.heavy
def test_a_record_that_speaks_of_other_rules_or_sections_is_made_again(
    book: Path, cache: Cache
) -> None:
    """A well-formed record that cannot be of these chapters is no record."""
    before = found(book, cache)
    for path in records(cache):
        key = f"{path.suffix[1:]}-{path.stem}"
        content = cache.get(key)
        assert content
        for old, new in ((b'"digests":["', b'"digests":["0","'), (b"[[0,0,", b"[[9,0,")):
            if old in content:
                cache.put(key, content.replace(old, new))
    assert found(book, cache) == before


@pytest.mark.heavy
def test_names_that_are_none_are_looked_for_again(book: Path, cache: Cache) -> None:
    """They are read only where a name may be gone, so only then is it seen what they are."""
    found(book, cache)
    for path in [path for path in records(cache) if path.suffix == ".pair"]:
        key = f"pair-{path.stem}"
        record, sign, _ = (cache.get(key) or b"").partition(b'"names":')
        assert sign
        cache.put(key, record + sign + b"[1]}")
    change(book, EDITS["a name"])
    assert found(book, cache) == found(book, Cache(None))


@pytest.mark.heavy
def test_a_folder_in_the_way_of_the_cache_costs_time_only(book: Path, tmp_path: Path) -> None:
    """Where nothing can be kept, a check finds the same."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert found(book, Cache(tmp_path / "taken")) == found(book, Cache(None))


@pytest.mark.heavy
def test_an_unchanged_check_loads_neither_reader_nor_rules(project: ProjectMaker) -> None:
    """Where nothing changed, what reads, compares and fills templates is not imported."""
    folder = project()
    run_process("check", "--project", folder)
    done = run_process("check", "--project", folder, PYTHONPROFILEIMPORTTIME="1")
    assert done.status == 0
    loaded = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert "diglot.run.outcomes" in loaded
    rooms = ("reader.edition", "rules", "bitext", "render", "source", "text", "writers", "pictures")
    ours = {name for room in rooms for name in loaded if f"{name}.".startswith(f"diglot.{room}.")}
    assert ours == set()
    assert loaded.isdisjoint(("jinja2", "lxml", "tinycss2", "fontTools", "weasyprint"))
