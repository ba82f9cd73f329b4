"""Folders of chapters → the parts of a book, each with its title.

A folder's own page (README, index, _index) gives the part its title; where it holds nothing
else, it is no chapter. Goes in: chapters as they were read. Comes out: the same in their parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from diglot.config import Config
from diglot.core.chapter_names import file_stem, folder_of, is_folder_page, readable
from diglot.core.findings import Finding
from diglot.core.model import Chapter, Position
from diglot.core.walk import plain_text
from diglot.lang.locales import direction_of, text_direction
from diglot.manuscript import Manuscript, part_label


class PartFinder:
    """The parts of a book in all its languages. findings: what is wrong with their titles."""

    def __init__(self, config: Config, manuscript: Manuscript, chapters: Sequence[Chapter]) -> None:
        self.findings: list[Finding] = []
        self._config = config
        self._manuscript = manuscript
        self._chapters = {(chapter.language, chapter.name): chapter for chapter in chapters}
        self._keys = {file.part for files in manuscript.chapters.values() for file in files}
        self._title_pages = self._pages_of_titles()

    def without_title_pages(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings but those on files that only give a part its title."""
        paths = {
            chapter.position.path
            for (_, name), chapter in self._chapters.items()
            if name in self._title_pages
        }
        empty = {"empty-chapter", "no-title"}
        return (f for f in findings if not (f.rule in empty and f.position.path in paths))

    def arranged(self, language: str) -> list[Chapter]:
        """Return the chapters of a language, each that opens a part with its title."""
        arranged = []
        before = ""
        for file in self._manuscript.chapters[language]:
            if file.name in self._title_pages:
                continue
            chapter = self._chapters[language, file.name]
            if file.part != before:
                title = self._title(language, file.part) if file.part else ""
                chapter = replace(chapter, part=title, ends_part=not file.part)
                before = file.part
            arranged.append(chapter)
        return arranged

    def _pages_of_titles(self) -> frozenset[str]:
        """Return the names of the pages that hold nothing but the title of their part."""
        pages = {
            name
            for _, name in self._chapters
            if is_folder_page(name) and folder_of(name) in self._keys
        }
        filled = {
            name
            for (_, name), chapter in self._chapters.items()
            if name in pages and (chapter.blocks or chapter.sections or chapter.directives)
        }
        alone = {name for name in pages if self._is_alone(name)}
        return frozenset(pages - filled - alone)

    def _is_alone(self, name: str) -> bool:
        """Tell whether a part has no other chapter in some language."""
        folder = f"{folder_of(name)}/"
        return not all(
            any(file.name.startswith(folder) and file.name != name for file in files)
            for files in self._manuscript.chapters.values()
        )

    def _title(self, language: str, key: str) -> str:
        """Return the title of a part, as the settings, its own page or its folder have it."""
        if title := self._config.editions[language].parts.get(key, ""):
            return title
        if title := part_label(self._config.folder(language) / key):
            return title
        for (tag, name), chapter in self._chapters.items():
            is_page = tag == language and folder_of(name) == key and is_folder_page(name)
            if is_page and (title := plain_text(chapter.title)) != file_stem(name):
                return title
        title = readable(key)
        if direction_of(language) == "rtl" and text_direction(title, "ltr") == "ltr":
            self.findings.append(_untitled(language, key, title))
        return title


def _untitled(language: str, key: str, title: str) -> Finding:
    return Finding(
        "untranslated",
        Position(f"content/{language}/book.yaml"),
        f'the part in the folder "{key}" has no title in {language}; it is printed as "{title}"',
        f"write `{key}: …` under `parts:` there, or a title in content/{language}/{key}/README.md",
    )
