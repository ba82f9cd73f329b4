"""The sample book as built: what a shop, a browser and a reader would find."""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from PIL import Image

from diglot.core.findings import RULES
from epub_checks import EpubChecks
from scripts.draw_readme_picture import NOTE, ingredients
from support import CHAPTERS, ROOT, run_diglot, run_process

LANGUAGES = {"en": "ltr", "he": "rtl"}
XHTML = "{http://www.w3.org/1999/xhtml}"
SEVERITY_WORDS = {
    "en": {"error": "", "warning": " (warning)", "note": " (note)"},
    "he": {"error": "", "warning": " (אזהרה)", "note": " (לידיעה)"},
}
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.mark.heavy
def test_the_check_is_clean() -> None:
    """The handbook itself has no finding at all."""
    done = run_diglot("check")
    assert (done.status, done.out.strip()) == (0, "0 errors, 0 warnings")


@pytest.mark.parametrize(("language", "words"), SEVERITY_WORDS.items())
def test_every_rule_is_in_the_handbook(language: str, words: dict[str, str]) -> None:
    """The chapter on findings has each rule once, by code and name, with its severity."""
    chapter = (ROOT / f"content/{language}/10-findings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^(`[A-Z]\d{3}` `[a-z0-9-]+`(?: \(.+\))?)$", chapter, re.MULTILINE)
    rules = [f"`{rule.code}` `{rule.name}`{words[rule.severity]}" for rule in RULES.values()]
    assert sorted(listed) == sorted(rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_epubcheck_finds_nothing(epub_checks: EpubChecks, handbook: Path, language: str) -> None:
    """EPUBCheck gives no error and no warning."""
    assert epub_checks(handbook / f"handbook-{language}.epub") == []


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_every_page_of_the_book_says_its_direction(
    handbook: Path, language: str, direction: str
) -> None:
    """Each XHTML document of an e-book, the navigation too, has its language and direction."""
    with zipfile.ZipFile(handbook / f"handbook-{language}.epub") as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        for name in names:
            root = etree.fromstring(book.read(name))
            assert root.tag == f"{XHTML}html"
            assert (root.get("lang"), root.get("dir")) == (language, direction), name
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert len(names) >= CHAPTERS + 2


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_the_spine_goes_the_way_of_the_language(
    handbook: Path, language: str, direction: str
) -> None:
    """The pages of the Hebrew book are turned from left to right, those of the English not."""
    with zipfile.ZipFile(handbook / f"handbook-{language}.epub") as book:
        (name,) = (name for name in book.namelist() if name.endswith(".opf"))
        package = etree.fromstring(book.read(name))
    spine = package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == direction
    assert len(spine) >= CHAPTERS + 1


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_every_page_of_the_site_says_its_direction(
    handbook: Path, language: str, direction: str
) -> None:
    """Each page has its language and direction, and names its counterpart."""
    pages = sorted((handbook / "site" / language).glob("*.html"))
    assert len(pages) == CHAPTERS + 1
    for page in pages:
        root = html.parse(page).getroot()
        assert (root.get("lang"), root.get("dir")) == (language, direction), page
        found = {link.get("hreflang") for link in root.iter("link") if link.get("hreflang")}
        assert found >= set(LANGUAGES), page


def test_every_link_of_the_site_leads_somewhere(handbook: Path) -> None:
    """Links, pictures, styles and scripts inside the site exist, fragments too."""
    site = handbook / "site"
    pages = {
        page.relative_to(site).as_posix(): html.parse(page).getroot()
        for page in site.rglob("*.html")
    }
    ids = {name: {e.get("id") for e in root.iter() if e.get("id")} for name, root in pages.items()}
    count = 0
    for name, root in pages.items():
        for _element, attribute, link, _place in root.iterlinks():
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or attribute not in ("href", "src"):
                continue
            count += 1
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            target = path if parts.path else name
            assert (site / target).is_file(), f"{name}: {link}"
            if parts.fragment:
                assert unquote(parts.fragment) in ids[target], f"{name}: {link}"
    assert count > 500


def test_both_languages_have_the_same_addresses(handbook: Path) -> None:
    """Every section of a page can be reached under the same address in the other language."""

    def sections(language: str) -> dict[str, list[str]]:
        found = {}
        for page in sorted((handbook / "site" / language).glob("0*.html")):
            root = html.parse(page).getroot()
            found[page.name] = [
                heading.get("id", "")
                for heading in root.iter("h2", "h3", "h4")
                if heading.get("id")
            ]
        return found

    english, hebrew = sections("en"), sections("he")
    assert english == hebrew
    assert sum(map(len, english.values())) > 40


def test_nothing_of_the_site_comes_from_elsewhere(handbook: Path) -> None:
    """No page, style or script loads anything over the network."""
    for path in (handbook / "site").rglob("*"):
        if path.suffix in (".css", ".js"):
            assert not re.search(
                r"(?:@import|url\(\s*[\"']?|fetch\()\s*(?:https?:)?//", path.read_text()
            )
        if path.suffix == ".html":
            for element in html.parse(path).getroot().iter("script", "img", "iframe", "source"):
                assert not re.match(r"(?:https?:)?//", element.get("src") or "")


def test_the_manifest_tells_the_truth(handbook: Path) -> None:
    """Each file is listed with its size and hash, the PDFs with their pages."""
    entries = json.loads((handbook / "manifest.json").read_text(encoding="utf-8"))["files"]
    listed = {entry["path"]: entry for entry in entries}
    files = {
        path.relative_to(handbook).as_posix(): path.read_bytes()
        for path in handbook.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert set(listed) == set(files)
    for name, content in files.items():
        assert listed[name]["size"] == len(content)
        assert listed[name]["sha256"] == hashlib.sha256(content).hexdigest()
    for language in LANGUAGES:
        entry = listed[f"handbook-{language}.pdf"]
        assert (entry["language"], entry["pages"] > 40) == (language, True)


@pytest.mark.long
def test_two_builds_give_the_same_bytes(handbook: Path, tmp_path: Path) -> None:
    """A second build, in another folder and without a cache, has the same files to the byte."""
    done = run_process("build", "--no-cache", "--jobs", "1", "--out", tmp_path / "again")
    assert done.status == 0, done.out + done.err
    first = json.loads((handbook / "manifest.json").read_text(encoding="utf-8"))
    second = json.loads((tmp_path / "again/manifest.json").read_text(encoding="utf-8"))
    assert second == first


def test_a_killed_build_leaves_the_former_one(handbook: Path, tmp_path: Path) -> None:
    """A process killed while it writes changes nothing, and the next build cleans up after it."""
    out = tmp_path / "build"
    subprocess.run(["cp", "-r", str(handbook), str(out)], check=True)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    command = [sys.executable, str(ROOT / "build.py"), "--out", str(out)]
    build = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 60
    staged: list[Path] = []
    while not staged and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
        staged = list(tmp_path.glob(".build.new-*/site/he/*.html"))
    assert staged, "the build wrote nothing before it ended"
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert run_diglot("site", "--out", out).status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


# Faults ------------------------------------------------------------------------

Fault = Callable[[Path], None]
HE = "content/he/04-two-sides.md"
EN = "content/en/04-two-sides.md"


def lines_of(folder: Path, name: str) -> list[str]:
    """Return a file's lines with their ends."""
    return (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)


def write_lines(folder: Path, name: str, lines: list[str]) -> None:
    """Write lines back."""
    (folder / name).write_text("".join(lines), encoding="utf-8")


def section_at(lines: list[str], name: str) -> tuple[int, int]:
    """Return the lines, from and to, of a section and what stands under it."""
    start = next(i for i, line in enumerate(lines) if f"{{#{name}}}" in line)
    level = len(lines[start]) - len(lines[start].lstrip("#"))
    end = start + 1
    is_code = False
    while end < len(lines):
        is_code ^= lines[end].startswith("```")
        depth = len(lines[end]) - len(lines[end].lstrip("#"))
        if not is_code and 0 < depth <= level:
            break
        end += 1
    return start, end


def drop(folder: Path, name: str) -> None:
    """Take a section out of a file."""
    lines = lines_of(folder, name)
    start, end = section_at(lines, "draft")
    write_lines(folder, name, lines[:start] + lines[end:])


def move(folder: Path) -> None:
    """Put a section of the translation at the end of its chapter."""
    lines = lines_of(folder, HE)
    start, end = section_at(lines, "identity")
    write_lines(folder, HE, [*lines[:start], *lines[end:], "\n", *lines[start:end]])


def relevel(folder: Path) -> None:
    """Give a heading of the translation one more number sign."""
    lines = lines_of(folder, HE)
    start, _ = section_at(lines, "draft")
    lines[start] = "#" + lines[start]
    write_lines(folder, HE, lines)


def rename(folder: Path) -> None:
    """Change an identifier of the translation."""
    lines = lines_of(folder, HE)
    start, _ = section_at(lines, "draft")
    lines[start] = lines[start].replace("{#draft}", "{#tyuta}")
    write_lines(folder, HE, lines)


def double(folder: Path) -> None:
    """Give a second section of the translation the same identifier."""
    lines = lines_of(folder, HE)
    _, end = section_at(lines, "draft")
    lines[end:end] = ["### סעיף נוסף {#draft}\n", "\n", "טקסט.\n", "\n"]
    write_lines(folder, HE, lines)


FAULTS: list[tuple[str, Fault, list[str]]] = [
    ("missing chapter", lambda f: (f / HE).unlink(), ["S101 missing-chapter"]),
    ("extra chapter", lambda f: (f / EN).unlink(), ["S102 extra-chapter"]),
    ("missing section", lambda f: drop(f, HE), ["S103 missing-section"]),
    ("extra section", lambda f: drop(f, EN), ["S104 extra-section"]),
    ("section moved", move, ["S106 section-order"]),
    ("section on another level", relevel, ["S105 section-level"]),
    ("identifier changed", rename, ["S107 section-id"]),
    ("identifier doubled", double, ["S104 extra-section", "S108 duplicate-id"]),
]


@pytest.mark.parametrize(("name", "fault", "expected"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_planted_fault_is_found(
    sample_copy: Path,
    name: str,
    fault: Fault,
    expected: list[str],
) -> None:
    """Each structural fault gives its own finding, and no other of the structure family."""
    fault(sample_copy)
    done = run_diglot("check", "--project", sample_copy)
    found = re.findall(r"^content/\S+: error (S\d+ [\w-]+): ", done.out, re.MULTILINE)
    assert done.status == 1
    assert sorted(found) == expected, name
    others = set(re.findall(r"error ([A-Z])\d+", done.out)) - {"S"}
    assert others <= {"R"}, "a lost section or chapter may leave broken links, and nothing else"


def test_the_picture_in_the_readme_is_fresh(handbook: Path) -> None:
    """What the README shows is what a build makes: the same words on its pages and its cover."""
    with Image.open(ROOT / "docs/editions.png") as picture:
        made_from = picture.info[NOTE]
    how = "python scripts/draw_readme_picture.py"
    assert made_from == ingredients(handbook), f"draw it again: {how}"
