"""The folders of all languages → their chapters in order, each in its part.

Goes in: the settings. Comes out: files, and findings on those that are not read. Which
folders are parts is told from the chapters of all languages, so that it is the same in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from diglot.config import ChapterEntry, Config
from diglot.core.chapter_names import folder_of, is_folder_page, natural, without_suffix
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.manuscript.files import ChapterFile, Found, find_files
from diglot.manuscript.unread import unread_files
from diglot.settings.language_folders import is_of, misplaced, without_language


class Manuscript(Struct, frozen=True):
    """The files of a book's text. chapters: by language, in reading order."""

    chapters: Mapping[str, tuple[ChapterFile, ...]]
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """Return how many files there are to read."""
        return sum(map(len, self.chapters.values()))


def manuscript_of(config: Config) -> Manuscript:
    """Return the chapters of every language, and what is said of the other files.

    Raises DiglotError where there is no chapter in any language, or a file's name cannot be shown.
    """
    found = {tag: _found(config, tag) for tag in config.languages}
    files: dict[str, dict[str, ChapterFile]] = {}
    doubles: dict[str, dict[str, str]] = {}
    for tag, of_language in found.items():
        files[tag], doubles[tag] = _by_name(config, tag, of_language)
    part_of = _parts(config, [name for by_name in files.values() for name in by_name])
    chapters, unlisted = {}, []
    for tag, by_name in files.items():
        chapters[tag] = tuple(
            replace(file, part=part_of.get(file.name, ""))
            for file in (_listed(config, by_name) if config.chapters else by_name.values())
        )
        unlisted += [*_unlisted(config, tag, by_name)] if config.chapters else []
    if not any(chapters.values()):
        raise _no_chapters(config.languages[0], found[config.languages[0]])
    findings = [
        *misplaced(config.homes),
        *unlisted,
        *_without_file(config, files),
        *unread_files(config, found, doubles),
    ]
    return Manuscript(chapters, tuple(findings))


def _found(config: Config, tag: str) -> Found:
    """Return what is in the home of a language, without what is in another."""
    found, home = find_files(config.folder(tag)), config.homes[tag]
    if home.example:
        return Found([path for path in found.chapters if is_of(home, tag, path)])
    return found


def _by_name(
    config: Config, tag: str, found: Found
) -> tuple[dict[str, ChapterFile], dict[str, str]]:
    """Return the files of a language by the names of chapters, and those whose name is taken."""
    folder = config.folder(tag)
    listed = {entry.name + entry.suffix for entry in config.chapters if entry.suffix}
    plain = [path for path in found.texts if path in listed]
    found.texts = [path for path in found.texts if path not in listed]
    files: dict[str, ChapterFile] = {}
    doubles: dict[str, str] = {}
    for path in (*found.chapters, *plain):
        _refuse_name(path, tag)
        name = without_suffix(without_language(path) if config.homes[tag].example else path)
        if name in files:
            doubles[path] = files[name].path.name
        else:
            files[name] = ChapterFile(name, folder / path)
    return files, doubles


def _refuse_name(path: str, tag: str) -> None:
    """Raise DiglotError for a file's name that no list of findings could show."""
    if not path.isprintable():
        raise DiglotError(
            f"content/{tag}/: the name of the file {path!r} holds signs that cannot be shown.\n"
            "  hint: rename the file, in letters, digits and hyphens"
        )


def _no_chapters(tag: str, found: Found) -> DiglotError:
    others = [*found.texts, *found.partials, *found.tables]
    is_written = f"; what is there is no Markdown: {', '.join(others[:3])}" if others else ""
    return DiglotError(
        f"content/{tag}/: there are no chapters here{is_written}.\n"
        "  hint: a chapter is a file such as 01-beginning.md, of the same name in each language"
    )


# Parts -------------------------------------------------------------------------------


def _parts(config: Config, names: Iterable[str]) -> dict[str, str]:
    """Return the key of the part in which each chapter is, for those in one.

    The list of chapters says it, if it has parts; else each folder is a part.
    """
    listed = {entry.name: entry.part for entry in config.chapters if entry.part}
    if listed:
        return listed
    known = sorted(set(names))
    root = _root(known)
    by_key: dict[str, list[str]] = {}
    for name in known:
        inside = name.removeprefix(root)
        if name.startswith(root) and "/" in inside:
            by_key.setdefault(root + inside.partition("/")[0], []).append(name)
    titled = {key for edition in config.editions.values() for key in edition.parts}
    return {
        name: key
        for key, inside in by_key.items()
        if key in titled or not _is_one_chapter(inside)
        for name in inside
    }


def _is_one_chapter(names: list[str]) -> bool:
    """Tell whether a folder only keeps a chapter and its pictures together."""
    return len(names) == 1 and is_folder_page(names[0])


def _root(names: list[str]) -> str:
    """Return the folder in which folders are parts, with a slash at its end.

    It is the language's own, unless all that is there is one folder that holds others.
    """
    root = ""
    while True:
        inside = [name.removeprefix(root) for name in names]
        folders = {name.partition("/")[0] for name in inside if "/" in name}
        is_alone = len(folders) == 1 and all("/" in name for name in inside)
        if not is_alone or not any(name.count("/") > 1 for name in inside):
            return root
        root += f"{folders.pop()}/"


# The list of chapters ------------------------------------------------------------------


def _listed(config: Config, files: Mapping[str, ChapterFile]) -> Iterator[ChapterFile]:
    """Yield the files that `chapters:` lists, in its order."""
    return (files[entry.name] for entry in config.chapters if entry.name in files)


def _unlisted(config: Config, tag: str, files: Mapping[str, ChapterFile]) -> Iterator[Finding]:
    listed = {entry.name for entry in config.chapters}
    for name in sorted(set(files) - listed, key=natural):
        yield Finding(
            "chapter-list",
            Position(files[name].path.relative_to(config.project).as_posix()),
            f"the file is not listed under `chapters:` in content/book.yaml, so {tag} lacks it",
            f"list it there as {name}, or move it out of the folder",
        )


def _without_file(
    config: Config, files: Mapping[str, Mapping[str, ChapterFile]]
) -> Iterator[Finding]:
    """Yield the entries of the list that no language has a file for."""
    for entry in config.chapters:
        if not any(entry.name in of_language for of_language in files.values()):
            path = f"content/{config.languages[0]}/{entry.name}{entry.suffix or '.md'}"
            nearest = _elsewhere(entry, files)
            yield Finding(
                "chapter-list",
                entry.position,
                f"there is no chapter file {path}",
                f'did you mean "{nearest}"?' if nearest else "write it, or take the line out",
            )


def _elsewhere(entry: ChapterEntry, files: Mapping[str, Mapping[str, ChapterFile]]) -> str:
    """Return the chapter of this name in a folder, "" if there is none."""
    known = (name for of_language in files.values() for name in of_language)
    return next((n for n in known if folder_of(n) and n.endswith(f"/{entry.name}")), "")
