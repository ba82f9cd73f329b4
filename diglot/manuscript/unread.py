"""Rule M526: files that look like text of the book and are not read, a note for each folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diglot.config import Config
from diglot.core.chapter_names import PLAIN_SUFFIXES, folder_of, natural
from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.lang.locales import meant_language
from diglot.manuscript.files import Found, find_files, is_nobodys, sort_file
from diglot.settings.language_folders import language_in, without_language

Doubles = Mapping[str, Mapping[str, str]]
"""By language, from a file whose chapter's name is taken to the one that is read instead."""

_SHOWN = 3
_LISTED = "the list under `chapters:` in content/book.yaml"


def unread_files(config: Config, found: Mapping[str, Found], doubles: Doubles) -> Iterator[Finding]:
    """Yield what is not read in the folders of the languages, and beside them."""
    for tag, of_language in found.items():
        place = f"content/{tag}/"
        for paths in _by_folder(of_language.texts):
            hint = "save as Markdown (.md) what belongs to the book"
            if any(path.lower().endswith(PLAIN_SUFFIXES) for path in paths):
                hint += f", or name the file, with its suffix, in {_LISTED}"
            yield _unread(place, paths, "no Markdown, and so not read", hint)
        for paths in _by_folder(of_language.partials):
            words = "not read, as an underscore says that it is a draft or a piece of another"
            yield _unread(place, paths, words, "take the underscore away from a chapter's name")
        yield from _orders(place, of_language.tables)
        for path, instead in doubles[tag].items():
            words = f"not read, as {instead} beside it is the same chapter"
            yield _unread(place, [path], words, "take one of the two away, or rename it")
    yield from _beside(config)


def _orders(place: str, paths: Sequence[str]) -> Iterator[Finding]:
    """Yield the files in which other tools keep the order of the chapters."""
    for path in paths:
        words = "not read: another tool keeps the order of chapters there"
        hint = f"give the order by the names of files (01-…, 02-…), or by {_LISTED}"
        yield _unread(place, [path], words, hint)


def _beside(config: Config) -> Iterator[Finding]:
    """Yield what is in content/, in no language's folder."""
    loose = Found()
    read = {home.folder for home in config.homes.values()}
    named = {tag for tag, home in config.homes.items() if home.example}
    for path in sorted(config.content.iterdir(), key=lambda path: natural(path.name)):
        if is_nobodys(path.name) or path.name in read:
            continue
        if path.is_dir():
            if inside := [p for p in find_files(path).chapters if language_in(p) not in named]:
                words = "in the folder of no language of this book, and so not read"
                hint = _folder_hint(path.name, config.languages)
                yield _unread(f"content/{path.name}/", inside, words, hint)
        elif language_in(path.name) not in named:
            sort_file(path.name, loose)
    yield from _orders("content/", loose.tables)
    if names := [*loose.chapters, *loose.partials, *loose.texts]:
        name = next((name for name in names if language_in(name)), names[0])
        tag = language_in(name) or config.languages[0]
        home = f"content/{tag}/{without_language(name)}"
        hint = f"move each into the folder of its language: {name} to {home}"
        yield _unread("content/", names, "in no language's folder, and so not read", hint)


def _folder_hint(name: str, languages: Sequence[str]) -> str:
    if (tag := meant_language(name)) and tag != name:
        return f"here the language is called {tag}: move the files to content/{tag}/"
    known = ", ".join(languages)
    return f"the languages are {known}; move what belongs to one of them into its folder"


def _by_folder(paths: Sequence[str]) -> list[list[str]]:
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(folder_of(path), []).append(path)
    return list(folders.values())


def _unread(place: str, paths: Sequence[str], words: str, hint: str) -> Finding:
    """Return the note on files of one folder, at the first of them."""
    names = [path.rpartition("/")[2] for path in paths]
    if len(names) == 1:
        message = f"the file is {words}"
    else:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        shown = cut_short(", ".join(names[:_SHOWN]))
        message = f"{len(names)} files are {words.replace('it is', 'they are')}: {shown}{more}"
    return Finding("unread-file", Position(place + paths[0]), message, hint)
