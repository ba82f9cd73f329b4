"""Books of mutated chapters, read by the program: what was lost without a finding."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from diglot.config import load_config
from diglot.core.findings import Finding
from diglot.core.model import Chapter
from diglot.reader.edition import read_book
from witness.editions import words_of_chapter, words_of_page
from witness.excerpts import BOOKS
from witness.markdown import read_passages
from witness.matching import Fault, faults
from witness.mutations import Mutant

_KEY = re.compile(r"@\w+\{([^,\s]+),")


def write_book(folder: Path, mutants: Iterable[Mutant]) -> Path:
    """Write a book of mutated chapters with the pictures and works of the real ones."""
    content = folder / "content"
    for language in ("en", "he"):
        (content / language / "images").mkdir(parents=True)
        (content / language / "book.yaml").write_text("title: M\ndate: 2026-01-02\n")
        (content / language / "00-opening.md").write_text("# M\n\nM.\n")
    (content / "book.yaml").write_text("id: mutants\nlanguages: [en, he]\n")
    for book in BOOKS:
        for picture in (*book.glob("content/*/images/*"), *book.glob("content/*/*.svg")):
            place = picture.relative_to(book)
            (folder / place).parent.mkdir(exist_ok=True)
            shutil.copy(picture, folder / place)
    works = [path.read_text() for book in BOOKS for path in book.glob("content/references.bib")]
    (content / "references.bib").write_text("\n".join(works))
    for mutant in mutants:
        path = content / mutant.language / f"{mutant.seed:06}.md"
        path.write_bytes(mutant.text.encode())
    return folder


def keys_of(folder: Path) -> frozenset[str]:
    """Return the keys of the works that a book can cite."""
    return frozenset(_KEY.findall((folder / "content/references.bib").read_text()))


def read(folder: Path, jobs: int = 1) -> tuple[Mapping[str, Chapter], Sequence[Finding]]:
    """Return the chapters of a book, by the path of their files, and what is found."""
    book, findings = read_book(load_config(folder), jobs=jobs)
    chapters = [chapter for edition in book.editions for chapter in edition.chapters]
    return {f"content/{c.language}/{c.name}.md": c for c in chapters}, findings


def unsaid(found: Iterable[Fault], lines: Iterable[int]) -> list[Fault]:
    """Return the faults at whose lines there is no finding."""
    said = sorted(lines)

    def is_said(fault: Fault) -> bool:
        places = ((fault.first, fault.last), *fault.alike)
        return any(first <= line <= last for first, last in places for line in said)

    return [fault for fault in found if not is_said(fault)]


def lost_in_silence(folder: Path, mutants: Iterable[Mutant]) -> dict[int, list[Fault]]:
    """Return, by seed, what is not in the book as it was read, and no finding says so."""
    keys = keys_of(folder)
    chapters, findings = read(folder)
    lines = lines_of(findings)
    result = {}
    for mutant in mutants:
        path = path_of(mutant)
        if any(f.position.path == path and f.rule in _WHOLE for f in findings):
            continue
        found = faults(
            read_passages(mutant.text, keys), words_of_chapter(chapters[path]), closely=True
        )
        if left := unsaid(found, lines[path]):
            result[mutant.seed] = left
    return result


_WHOLE = {"unreadable-chapter", "not-utf8", "empty-chapter"}


def lines_of(findings: Iterable[Finding]) -> Mapping[str, set[int]]:
    """Return the lines of findings, by file."""
    lines: defaultdict[str, set[int]] = defaultdict(set)
    for finding in findings:
        lines[finding.position.path].add(finding.position.line)
    return lines


def shrunk(folder: Path, mutant: Mutant, tries: int = 80) -> Mutant:
    """Return the smallest text with the same kinds of fault that taking lines away leads to.

    folder: one that does not exist yet; books are written below it.
    """
    wanted = _kinds_of_fault(folder / "0", mutant)
    lines = re.split(r"\r\n|\r|\n", mutant.text)
    size = max(len(lines) // 2, 1)
    attempt = 0
    while size and attempt < tries:
        start, smaller = 1, False  # the title stays
        while start < len(lines) and attempt < tries:
            attempt += 1
            rest = "\n".join(lines[:start] + lines[start + size :])
            tried = replace(mutant, text=rest)
            if rest.strip() and _kinds_of_fault(folder / str(attempt), tried) >= wanted:
                del lines[start : start + size]
                smaller = True
            else:
                start += size
        size = size if smaller and size == 1 else size // 2
    return replace(mutant, text="\n".join(lines))


def told(found: Mapping[int, Sequence[Fault]], mutants: Iterable[Mutant]) -> str:
    """Return what is wrong, a seed each: what was done to it, and what it loses then."""
    edits = {mutant.seed: ", ".join(mutant.edits) for mutant in mutants}
    return "\n".join(
        f"seed {seed} ({edits[seed]}):\n" + "\n".join(f"    {fault}" for fault in faults_)
        for seed, faults_ in found.items()
    )


def _kinds_of_fault(folder: Path, mutant: Mutant) -> set[str]:
    found = lost_in_silence(write_book(folder, [mutant]), [mutant])
    return {fault.what for fault in found.get(mutant.seed, [])}


def lost_on_pages(
    mutants: Iterable[Mutant],
    keys: frozenset[str],
    lines: Mapping[str, Iterable[int]],
    pages: Mapping[str, bytes],
) -> dict[int, list[Fault]]:
    """Return, by seed, what is not on a chapter's page and no finding says so.

    keys: of the works that can be cited. lines: those with findings, by file.
        pages: of the site or the e-book, by the path of the chapter's file.
    """
    result = {}
    for mutant in mutants:
        path = path_of(mutant)
        passages = [p.as_text() for p in read_passages(mutant.text, keys)]
        found = faults(passages, words_of_page(pages.get(path, _NO_PAGE)), closely=False)
        if left := unsaid(found, lines.get(path, ())):
            result[mutant.seed] = left
    return result


_NO_PAGE = b"<html><body></body></html>"


def path_of(mutant: Mutant) -> str:
    """Return the path of a mutated chapter's file."""
    return f"content/{mutant.language}/{mutant.seed:06}.md"


def pages_of_site(out: Path) -> dict[str, bytes]:
    """Return the pages of a site, by the path of their chapters' files."""
    paths = out.glob("site/*/*.html")
    return {f"content/{p.parent.name}/{p.stem}.md": p.read_bytes() for p in paths}


def pages_of_e_book(path: Path, language: str) -> dict[str, bytes]:
    """Return the pages of an e-book, by the path of their chapters' files."""
    with zipfile.ZipFile(path) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {f"content/{language}/{Path(name).stem}.md": book.read(name) for name in names}
