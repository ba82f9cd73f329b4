"""Chapters in folders: read, named, ordered, in parts, and linked at any depth in all editions."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
import pytest
from lxml import etree

from diglot.config import load_config
from diglot.core.chapter_names import natural
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.inside_links import link_to, place_of
from diglot.core.model import Book
from diglot.disk.cache import Cache
from diglot.disk.template_files import builtin_templates
from diglot.manuscript import manuscript_of
from diglot.run.pipeline import check_project
from diglot.writers.epub import epub
from editions import whole_site
from epub_checks import EpubChecks
from support import ProjectMaker, pdf_of, run_diglot, write_project

TEMPLATES = (builtin_templates(),)
BUILT = "2026-01-02T00:00:00+00:00"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M{} 0v9h9z"/></svg>'
)

NESTED = {
    "content/book.yaml": "id: nested\n",
    "content/en/book.yaml": "title: Nested\ndate: 2026-01-02\nparts: {20-mill: At the mill}\n",
    "content/he/book.yaml": "title: ספר מקונן\ndate: 2026-01-02\nparts: {20-mill: בבית הבד}\n",
    "content/en/00-preface.md": (
        "# Preface\n\nOf [pruning](9-grove/02-prune.md#saw), [oil](20-mill/) and "
        "[jars](20-mill/tools/jar's%20&%20lids.md).\n\n![Tree](images/tree.svg)\n"
    ),
    "content/he/00-preface.md": (
        "# פתח דבר\n\nעל [גיזום](9-grove/02-prune.md#saw), על [שמן](20-mill/) ועל "
        "[כדים](20-mill/tools/jar's%20&%20lids.md).\n\n![עץ](images/tree.svg)\n"
    ),
    "content/en/9-grove/README.md": "---\ntitle: In the grove\n---\n",
    "content/he/9-grove/README.md": "# בכרם\n",
    "content/en/9-grove/02-prune.md": (
        "# Pruning\n\nSee [the preface](../00-preface.md), [below](#saw), "
        "[the grove](README.md), [](/20-mill/README.md) and [the mill](../20-mill/){.page}."
        "\n\n![Tree](../images/tree.svg)\n\n![Saw](img/saw.svg)\n\n## The saw {#saw}\n\nSharp.\n"
    ),
    "content/he/9-grove/02-prune.md": (
        "# גיזום\n\nראו [פתח דבר](../00-preface.md), [להלן](#saw), "
        "[הכרם](README.md), [](/20-mill/README.md) ו[בית הבד](../20-mill/){.page}."
        "\n\n![עץ](../images/tree.svg)\n\n![מסור](img/saw.svg)\n\n## המסור {#saw}\n\nחד.\n"
    ),
    "content/en/9-grove/10-pick.md": "# Picking\n\nBy hand.\n",
    "content/he/9-grove/10-pick.md": "# מסיק\n\nביד.\n",
    "content/en/20-mill/README.md": "# The mill\n\nIts [jars](tools/jar's%20&%20lids.md).\n",
    "content/he/20-mill/README.md": "# בית הבד\n\nה[כדים](tools/jar's%20&%20lids.md) שלו.\n",
    "content/en/20-mill/tools/jar's & lids.md": "# Jars\n\n[On](../../9-grove/02-prune.md#saw).\n",
    "content/he/20-mill/tools/jar's & lids.md": "# כדים\n\n[עוד](../../9-grove/02-prune.md#saw).\n",
    "content/en/99-thanks.md": "# Thanks\n\nTo all.\n",
    "content/he/99-thanks.md": "# תודות\n\nלכולם.\n",
    "content/en/images/tree.svg": PICTURE.format(8),
    "content/he/images/tree.svg": PICTURE.format(7),
    "content/en/9-grove/img/saw.svg": PICTURE.format(6),
}
NAMES = [
    "00-preface",
    "9-grove/02-prune",
    "9-grove/10-pick",
    "20-mill/README",
    "20-mill/tools/jar's & lids",
    "99-thanks",
]


class Unwatched:
    """Progress that nobody watches."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


def checked(folder: Path) -> tuple[Book, tuple[Finding, ...]]:
    """Return a project's book, and what is wrong in it."""
    found = check_project(folder, jobs=1, progress=Unwatched(), cache=Cache(None))
    return found.book, found.findings


def lines(findings: tuple[Finding, ...]) -> list[str]:
    """Return findings as "path:line rule"."""
    return [f"{f.position.path}:{f.position.line} {f.rule}" for f in findings]


def names(folder: Path, language: str = "en") -> list[str]:
    """Return the names of a project's chapters in order."""
    return [file.name for file in manuscript_of(load_config(folder)).chapters[language]]


def parts(folder: Path, language: str) -> list[tuple[str, bool]]:
    """Return the part that each chapter opens, and whether it ends one."""
    book = checked(folder)[0]
    edition = next(e for e in book.editions if e.language == language)
    return [(chapter.part, chapter.ends_part) for chapter in edition.chapters]


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the nested book."""
    return write_project(tmp_path_factory.mktemp("nested"), NESTED)


@pytest.fixture(scope="module")
def book(nested: Path) -> Book:
    """Return the nested book, in which the check finds nothing."""
    found, findings = checked(nested)
    assert findings == ()
    return found


# What is read -------------------------------------------------------------------


@pytest.mark.heavy
def test_folders_are_parts_in_natural_order(book: Book) -> None:
    """Files and folders come by their numbers, a folder's own page first, each in its part."""
    for edition in book.editions:
        assert [chapter.name for chapter in edition.chapters] == NAMES
    english, hebrew = book.editions
    assert [c.part for c in english.chapters] == ["", "In the grove", "", "At the mill", "", ""]
    assert [c.part for c in hebrew.chapters] == ["", "בכרם", "", "בבית הבד", "", ""]
    assert [c.ends_part for c in english.chapters] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("unsorted", "expected"),
    [
        (["10-j", "2-b", "1-a"], ["1-a", "2-b", "10-j"]),
        (["a10", "A2", "a1"], ["a1", "A2", "a10"]),
        (["1.10", "1.9", "1"], ["1", "1.9", "1.10"]),
        (["ב", "א", "b"], ["b", "א", "ב"]),
    ],
)
def test_numbers_in_names_count_as_numbers(unsorted: list[str], expected: list[str]) -> None:
    """10 comes after 2, whatever stands around it."""
    assert sorted(unsorted, key=natural) == expected


def test_what_is_hidden_is_nobodys(tmp_path: Path) -> None:
    """What editors and systems leave behind is no chapter, and is not spoken of."""
    left = ("._01-a.md", ".#01-a.md", ".draft.md", "01-a.md~", "#01-a.md#", "01-a.md.orig")
    files = {
        f"content/{tag}/01-a.md": text
        for tag, text in (("en", "# A\n\nWords.\n"), ("he", "# א\n\nמילים.\n"))
    }
    folder = write_project(tmp_path, files | {f"content/he/{name}": b"\xff\xfe" for name in left})
    assert checked(folder)[1] == ()
    assert names(folder, "he") == ["01-a"]


@pytest.mark.parametrize("suffix", [".markdown", ".MD", ".mdx", ".mkd", ".qmd", ".Rmd"])
def test_other_suffixes_of_markdown(project: ProjectMaker, suffix: str) -> None:
    """A chapter may have any suffix that Markdown has, and another one in each language."""
    folder = project(
        {
            f"content/en/02-gas{suffix}": "# Gas\n\nWords.\n",
            "content/he/02-gas.md": "# גז\n\nמילים.\n",
        }
    )
    assert checked(folder)[1] == ()
    assert names(folder) == ["01-oil", "02-gas"]


def test_plain_text_is_read_where_it_is_listed(project: ProjectMaker) -> None:
    """A .txt file is a chapter if the list names it with its suffix."""
    files = {
        "content/en/notes.txt": "# Notes\n\nWords.\n",
        "content/he/notes.txt": "# הערות\n\nמילים.\n",
    }
    assert names(project(files)) == ["01-oil"]
    folder = project({"content/book.yaml": "chapters: [notes.txt, 01-oil]\n"})
    assert names(folder) == ["notes", "01-oil"]
    assert checked(folder)[1] == ()


@pytest.mark.heavy
def test_the_list_of_chapters_reaches_into_folders(tmp_path: Path) -> None:
    """`chapters:` names files by their path, and its parts come before those of folders."""
    order = "chapters:\n- 99-thanks\n- part: one\n  chapters: [9-grove/10-pick, 00-preface.md]\n"
    titles = {
        f"content/{t}/book.yaml": f"title: {x}\nparts: {{one: {x}}}\n"
        for t, x in (("en", "One"), ("he", "אחד"))
    }
    folder = write_project(tmp_path, {**NESTED, "content/book.yaml": order, **titles})
    assert names(folder) == ["99-thanks", "9-grove/10-pick", "00-preface"]
    assert parts(folder, "he") == [("", False), ("אחד", False), ("", False)]
    unlisted = [line for line in lines(checked(folder)[1]) if line.endswith("chapter-list")]
    assert "content/en/20-mill/README.md:1 chapter-list" in unlisted


def test_one_folder_around_all_is_no_part(project: ProjectMaker) -> None:
    """Where a folder holds only folders, those are the parts; one page in a folder is a chapter."""
    files = {
        f"content/{tag}/{name}": text
        for tag, text in (("en", "# Words\n\nMore.\n"), ("he", "# מילים\n\nעוד.\n"))
        for name in ("docs/a/01.md", "docs/a/02.md", "docs/b/index.md")
    }
    folder = project({**files, "content/en/01-oil.md": None, "content/he/01-oil.md": None})
    for tag in ("en", "he"):
        (folder / f"content/{tag}/01-oil.md").unlink(missing_ok=True)
    assert parts(folder, "en") == [("A", False), ("", False), ("", True)]


def test_a_part_that_would_be_printed_in_english_is_said(project: ProjectMaker) -> None:
    """A folder's name becomes a title in English; in Hebrew someone has to give one."""
    files = {
        "content/en/02-first_steps/01.md": "# A\n\nWords.\n",
        "content/he/02-first_steps/01.md": "# א\n\nמילים.\n",
    }
    folder = project(files)
    assert [part for part, _ in parts(folder, "en")] == ["", "First steps"]
    [finding] = checked(folder)[1]
    assert (finding.rule, finding.position.path) == ("untranslated", "content/he/book.yaml")
    label = '{"label": "צעדים ראשונים", "position": 2}'
    folder = project({"content/he/02-first_steps/_category_.json": label})
    assert [part for part, _ in parts(folder, "he")] == ["", "צעדים ראשונים"]
    assert checked(folder)[1] == ()


@pytest.mark.heavy
def test_a_page_with_text_on_one_side_is_a_chapter_on_both(tmp_path: Path) -> None:
    """A folder's page is only a title where it is that in every language."""
    text = {"content/he/9-grove/README.md": "# בכרם\n\nועוד מילים.\n"}
    book, findings = checked(write_project(tmp_path, NESTED | text))
    assert [c.name for c in book.source.chapters][1] == "9-grove/README"
    assert [f.rule for f in findings] == ["empty-chapter"]


def test_folders_that_are_links_are_followed_once(project: ProjectMaker) -> None:
    """A link to a folder is a folder, and one that leads back to itself ends there."""
    folder = project({"elsewhere/02-gas.md": "# Gas\n\nWords.\n"})
    (folder / "content/en/more").symlink_to(folder / "elsewhere")
    (folder / "content/en/again").symlink_to(folder / "content/en")
    assert names(folder) == ["01-oil", "more/02-gas"]


# One language, or another name for it ---------------------------------------------


@pytest.mark.parametrize(("language", "other"), [("en", "he"), ("he", "en")])
def test_a_book_in_one_language_needs_no_setting(tmp_path: Path, language: str, other: str) -> None:
    """Where only one of the usual folders is there, the book is in its language, and says so."""
    folder = write_project(tmp_path, {f"content/{language}/01.md": "# A\n\nWords.\n"})
    config = load_config(folder)
    assert config.languages == (language,)
    assert f"no folder content/{other}/: the book is in {language} alone" in config.assumptions
    assert [e.language for e in checked(folder)[0].editions] == [language]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/iw/a.md", "rename it: content/iw to content/he"),
        ("content/Hebrew/a.md", "rename it: content/Hebrew to content/he"),
        ("content/he-IL/a.md", "rename it: content/he-IL to content/he"),
        ("content/a.he.md", "move it and its like: content/a.he.md to content/he/a.md"),
    ],
)
def test_a_language_under_another_name_is_read(tmp_path: Path, path: str, hint: str) -> None:
    """Hebrew that is kept elsewhere is read, and an error says where it belongs."""
    folder = write_project(
        tmp_path, {"content/en/a.md": "# A\n\nWords.\n", path: "# א\n\nמילים.\n"}
    )
    book, findings = checked(folder)
    assert [(e.language, [c.name for c in e.chapters]) for e in book.editions] == [
        ("en", ["a"]),
        ("he", ["a"]),
    ]
    assert [(f.code, f.hint) for f in findings] == [("M531", hint)]


def test_all_languages_in_one_folder(tmp_path: Path) -> None:
    """Files whose names give their language (Hugo, Jekyll) are chapters of it, in folders too."""
    folder = write_project(
        tmp_path,
        {
            "content/a.en.md": "# A\n\nSee [b](part/b.md).\n",
            "content/a.he.md": "# א\n\nראו [ב](part/b.md).\n",
            "content/part/b.en.md": "# B\n\nWords.\n",
            "content/part/b.he.md": "# ב\n\nמילים.\n",
            "content/part/c.md": "# C\n\nIn which language?\n",
        },
    )
    book, findings = checked(folder)
    names = {e.language: [c.name for c in e.chapters] for e in book.editions}
    assert names == {"en": ["a", "part/b"], "he": ["a", "part/b"]}
    assert [(f.code, f.position.path) for f in findings if f.severity == "error"] == [
        ("M531", "content/a.en.md"),
        ("M531", "content/a.he.md"),
    ]
    assert [f.position.path for f in findings if f.code == "M526"] == ["content/part/c.md"]


@pytest.mark.parametrize("command", [["stub"], ["ids"], ["accept", "--all"]])
def test_nothing_is_written_beside_the_folder_of_a_language(
    tmp_path: Path, command: list[str]
) -> None:
    """What writes into a translation asks for its folder first, and changes nothing."""
    files = {"content/en/a.md": "# A\n\n## B\n\nWords.\n", "content/iw/a.md": "# א\n"}
    folder = write_project(tmp_path, files)
    done = run_diglot(*command, "--project", folder)
    assert done.status == 2
    assert "hint: rename it: content/iw to content/he" in done.err
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*.*") if p.is_file()}
    assert {path for path in there if path.startswith("content/")} == set(files)


@pytest.mark.heavy
def test_a_translation_that_is_not_begun(tmp_path: Path) -> None:
    """An empty folder is a translation to come: skeletons are written, a draft has the rest."""
    folder = write_project(tmp_path, {"content/en/01.md": "# A\n\nWords.\n"})
    (folder / "content/he").mkdir()
    assert [f.code for f in checked(folder)[1]] == ["S101"]
    done = run_diglot("build", "site", "epub", "--draft", "--project", folder)
    assert done.status == 1
    assert "project-he.epub: not made. content/he/ has no chapters yet" in done.out.replace(
        folder.name, "project"
    )
    assert sorted(p.name for p in (folder / "build/site").glob("??")) == ["en"]
    assert len([*(folder / "build").glob("*-en.epub")]) == 1
    assert run_diglot("stub", "--project", folder).status == 0
    assert (folder / "content/he/01.md").is_file()


def test_chapters_beside_the_folders(tmp_path: Path) -> None:
    """Chapters right in content/ are told where to go."""
    folder = write_project(tmp_path, {"content/01-a.md": "# A\n\nWords.\n"})
    with pytest.raises(DiglotError, match=r"content/01-a\.md to content/en/01-a\.md"):
        load_config(folder)


# Links ----------------------------------------------------------------------------

KNOWN = ["README", "01", "part1/README", "part1/a", "part2/x", "part3/sub/y"]


@pytest.mark.parametrize(
    ("target", "chapter", "place"),
    [
        ("#x", "part1/a", ("part1/a", "x")),
        ("README.md", "part1/a", ("part1/README", "")),
        ("../01.md#q", "part1/a", ("01", "q")),
        ("/part2/x.md", "part1/a", ("part2/x", "")),
        ("a.markdown", "part1/README", ("part1/a", "")),
        ("part1/a", "01", ("part1/a", "")),
        ("part1/", "01", ("part1/README", "")),
        ("part1", "01", ("part1/README", "")),
        (".", "part1/a", ("part1/README", "")),
        ("..", "part1/a", ("README", "")),
        ("../part2/#q", "part1/a", ("part2/x", "q")),
        ("part3/README.md", "01", ("part3/sub/y", "")),
        ("part2/y.md", "01", ("part2/y.md", "")),
        ("../he/01.md", "01", ("../he/01.md", "")),
        ("01.html", "01", ("01.html", "")),
    ],
)
def test_links_are_read_from_the_folder_of_their_file(
    target: str, chapter: str, place: tuple[str, str]
) -> None:
    """A path begins where its file lies, or with a slash at the language; a folder is its page."""
    assert place_of(target, chapter, KNOWN) == place


def test_a_link_is_written_from_the_folder_of_its_file() -> None:
    """A hint shows the link as it is to be written at that place."""
    assert link_to(("part2/x", "q"), "part1/a") == "../part2/x.md#q"
    assert link_to(("01", ""), "part1/a") == "../01.md"
    assert link_to(("part1/a", "q"), "part1/a") == "#q"


@pytest.mark.heavy
def test_a_broken_link_says_the_path_that_is_meant(tmp_path: Path) -> None:
    """The hint gives chapter and id, from where the link stands."""
    text = "# Thanks\n\nSee [a](prune.md#saw), [b](9-grove/02-prune.md#saws) and [c](pick.html).\n"
    folder = write_project(tmp_path, {**NESTED, "content/en/99-thanks.md": text})
    hints = [f.hint for f in checked(folder)[1] if f.rule == "broken-link"]
    assert hints == [
        'did you mean "9-grove/02-prune.md#saw"?',
        'did you mean "9-grove/02-prune.md#saw"?',
        'did you mean "9-grove/10-pick.md"?',
    ]


# The editions ---------------------------------------------------------------------


@pytest.mark.heavy
def test_every_address_of_the_site_leads_somewhere(book: Book) -> None:
    """At any depth styles, pictures, chapters, languages and sections are found."""
    site = whole_site(book, ("en", "he"))
    assert "en/20-mill/index.html" in site
    assert "he/20-mill/tools/jar's & lids.html" in site
    assert site["he/images/tree.svg"] == PICTURE.format(7).encode()
    assert site["he/9-grove/img/saw.svg"] == PICTURE.format(6).encode()
    assert lost_addresses(site) == []


def lost_addresses(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return the addresses on pages that lead to no file, or to no id in one."""
    roots = {n: etree.fromstring(c) for n, c in files.items() if n.endswith(("html", "xhtml"))}
    ids = {name: {node.get("id") for node in root.iter()} for name, root in roots.items()}
    lost = []
    for name, root in roots.items():
        for address in addresses(root):
            parts = urlsplit(address)
            path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
            target = posixpath.normpath(path) if parts.path else name
            has_id = not parts.fragment or unquote(parts.fragment) in ids.get(target, ())
            if target not in files or not has_id:
                lost.append((name, address))
    return lost


def addresses(root: etree._Element) -> Iterator[str]:
    """Yield every address on a page."""
    for node in root.iter():
        yield from (node.get(name) for name in ("href", "src") if node.get(name))


@pytest.mark.heavy
def test_the_switch_leads_to_the_same_chapter(book: Book) -> None:
    """From a page in a folder the other language is the same page there."""
    site = whole_site(book, ("en", "he"))
    root = etree.fromstring(site["en/9-grove/02-prune.html"])
    links = {a.get("href") for a in root.iter("{*}a") if a.get("hreflang") == "he"}
    assert links == {"../../he/9-grove/02-prune.html", "../../he/9-grove/02-prune.html#saw"}


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_ebook_is_valid(
    epub_checks: EpubChecks, book: Book, tmp_path: Path, language: str
) -> None:
    """EPUBCheck finds nothing, and files of one name in two folders stay two."""
    edition = next(e for e in book.editions if e.language == language)
    path = tmp_path / "book.epub"
    path.write_bytes(epub(edition, book, TEMPLATES, BUILT))
    assert epub_checks(path) == []
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert "EPUB/text/9-grove-02-prune.xhtml" in files
    assert lost_addresses(files) == []


@pytest.mark.heavy
def test_the_pdf_links_across_folders(book: Book) -> None:
    """A link in one folder leads to the page of a chapter in another, under its part's bookmark."""
    with pikepdf.open(io.BytesIO(pdf_of(book.editions[1]).content)) as pdf:
        names = {str(link.Dest) for page in pdf.pages for link in page.get("/Annots", ())}
        assert {"9-grove/02-prune/saw", "20-mill/tools/jar's & lids/", "00-preface/"} <= names
        with pdf.open_outline() as outline:
            titles = {item.title: [i.title for i in item.children] for item in outline.root}
    assert titles["בכרם"] == ["2. גיזום", "3. מסיק"]
    assert titles["בבית הבד"] == ["4. בית הבד", "5. כדים"]
    assert titles["6. תודות"] == []


# The commands ----------------------------------------------------------------------


@pytest.mark.heavy
def test_commands_know_chapters_in_folders(tmp_path: Path) -> None:
    """stub, ids, accept and status take and write paths."""
    folder = write_project(tmp_path, NESTED)
    (folder / "content/he/20-mill/tools/jar's & lids.md").unlink()
    (folder / "content/he/20-mill/tools").rmdir()
    name = "20-mill/tools/jar's & lids"
    options = ("--no-cache", "--project", folder)
    assert run_diglot("stub", f"{name}.md", *options).status == 0
    made = folder / f"content/he/{name}.md"
    assert "status: untranslated" in made.read_text(encoding="utf-8")
    assert run_diglot("accept", "9-grove/02-prune", *options).status == 0
    lock = (folder / "content/he/translated.lock").read_text(encoding="utf-8")
    assert "\n9-grove/02-prune#saw\t" in lock
    shown = run_diglot("status", "--format", "json", *options)
    assert f'"chapter": "{name}"' in shown.out
    pick = folder / "content/en/9-grove/10-pick.md"
    pick.write_text("# Picking\n\nBy hand.\n\n## New\n\nWords.\n", encoding="utf-8")
    allow = "parity: {allow: {'9-grove/10-pick#new': here only}}\n"
    (folder / "content/book.yaml").write_text(allow, encoding="utf-8")
    rules = {f.rule for f in checked(folder)[1]}
    assert "missing-section" not in rules
    assert "unused-allow" not in rules


def test_what_is_missing_counts_at_its_own_chapter(tmp_path: Path) -> None:
    """Of two chapters with one file name, the findings of one are not those of the other."""
    files = {f"content/en/{n}.md": "# A\n\nWords.\n" for n in ("x", "one/x", "one/y")}
    folder = write_project(tmp_path, {**files, "content/he/one/y.md": "# א\n\nמילים.\n"})
    shown = run_diglot("status", "--no-cache", "--project", folder)
    rows = [
        line.split() for line in shown.out.splitlines() if line.strip().startswith(("x ", "one/"))
    ]
    assert [(row[0], row[-2]) for row in rows] == [("one/x", "1"), ("one/y", "0"), ("x", "1")]
