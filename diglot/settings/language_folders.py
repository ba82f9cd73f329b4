"""Which languages a book is in, and where the chapters of each are.

They belong in the folder of the language's tag. Other programs call it otherwise (iw,
hebrew), or keep all languages in one folder and tell them by the files' names (a.he.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from diglot.core.chapter_names import is_markdown
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.core.yaml_source import Document
from diglot.lang.locales import meant_language
from diglot.settings.book import BookFile


class Home(Struct, frozen=True):
    """Where the chapters of a language are.

    folder: in content/. example: where the files' names give the language, one of them, by
        its path from there; "" where the folder is the language's own.
    """

    folder: str
    example: str = ""


def languages_of(
    book: BookFile, document: Document, content: Path
) -> tuple[tuple[str, ...], list[str]]:
    """Return the languages of a book, the source first, and what was assumed of them.

    Without a setting they are those of the usual two that have chapters somewhere.
    """
    usual = book.languages
    assumed = [] if document.data else ["no content/book.yaml: languages en (source) and he"]
    there = tuple(tag for tag in usual if _home(content, tag))
    if "languages" in document.data or there == usual:
        return usual, assumed
    missing = next(tag for tag in usual if tag not in there)
    if not there:
        raise _no_folder(missing, "content", content)
    return there, [f"no folder content/{missing}/: the book is in {there[0]} alone"]


def homes_of(languages: Sequence[str], document: Document, content: Path) -> dict[str, Home]:
    """Return, by language, where its chapters are.

    Raises DiglotError where a language has no folder at all.
    """
    homes = {tag: _home(content, tag) for tag in languages}
    for tag, home in homes.items():
        if home is None:
            where = document.position(("languages",)) if "languages" in document.data else "content"
            raise _no_folder(tag, where, content)
    return {tag: home for tag, home in homes.items() if home}


def misplaced(homes: Mapping[str, Home]) -> Iterator[Finding]:
    """Yield a finding for each language whose chapters are not in the folder of its tag."""
    for tag, home in homes.items():
        if home.example:
            file = PurePosixPath(home.example)
            target = f"content/{tag}/{file.with_name(without_language(file.name))}"
            yield Finding(
                "language-folder",
                Position(f"content/{home.example}"),
                f"there is no folder content/{tag}/; files such as this one are read as {tag}",
                f"move it and its like: content/{home.example} to {target}",
            )
        elif home.folder != tag:
            yield Finding(
                "language-folder",
                Position(f"content/{home.folder}/"),
                f"there is no folder content/{tag}/; this one is read as {tag}",
                f"rename it: content/{home.folder} to content/{tag}",
            )


def is_of(home: Home, tag: str, path: str) -> bool:
    """Tell whether a file in the home of a language is in that language."""
    return not home.example or language_in(path) == tag


def _home(content: Path, tag: str) -> Home | None:
    if (content / tag).is_dir():
        return Home(tag)
    loose = []
    for path in sorted(content.iterdir()):
        if not path.is_dir():
            loose.append(path.name)
        elif meant_language(path.name) == tag:
            return Home(path.name)
        elif not meant_language(path.name):
            loose += [file.relative_to(content).as_posix() for file in sorted(path.rglob("*.*.*"))]
    named = next((name for name in loose if language_in(name) == tag), "")
    return Home("", named) if named else None


def _no_folder(tag: str, where: object, content: Path) -> DiglotError:
    """Return what is said of a language whose folder is missing, with the way out."""
    hint = (
        f"make it and put the chapters there, or leave {tag} out of `languages` "
        "in content/book.yaml"
    )
    if loose := sorted(path.name for path in content.iterdir() if is_markdown(path.name)):
        hint = f"put the chapters there: content/{loose[0]} to content/{tag}/{loose[0]}; or {hint}"
    return DiglotError(
        f"{where}: there is no folder content/{tag}/ for the language {tag}.\n  hint: {hint}"
    )


def language_in(name: str) -> str:
    """Return the language that a file's name gives before its suffix: "he" for "a.he.md"."""
    parts = name.split(".")
    return meant_language(parts[-2]) if len(parts) > 2 and is_markdown(name) else ""


def without_language(name: str) -> str:
    """Return "a.md" for "a.he.md"."""
    parts = name.split(".")
    return ".".join([*parts[:-2], parts[-1]]) if language_in(name) else name
