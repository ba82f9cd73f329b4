"""Which languages a book is in, and what is said where the folder of one is missing."""

from __future__ import annotations

from pathlib import Path

from diglot.chapter_names import is_markdown
from diglot.errors import DiglotError
from diglot.locales import meant_language
from diglot.settings.book import BookFile
from diglot.yaml_source import Document


def languages_of(
    book: BookFile, document: Document, content: Path
) -> tuple[tuple[str, ...], list[str]]:
    """Return the languages of a book, the source first, and what was assumed of them.

    Without a setting they are those of the usual two whose folder is there. Where a folder
    or file names the other in another way, nothing is assumed.
    Raises DiglotError where the folder of a language is missing.
    """
    usual = book.languages
    assumed = [] if document.data else ["no content/book.yaml: languages en (source) and he"]
    there = tuple(tag for tag in usual if (content / tag).is_dir())
    missing = next((tag for tag in usual if tag not in there), "")
    if "languages" in document.data or not missing:
        return usual, assumed
    if not there or _misnamed(content, missing):
        raise no_folder(missing, "content", content)
    return there, [f"no folder content/{missing}/: the book is in {there[0]} alone"]


def no_folder(tag: str, where: object, content: Path) -> DiglotError:
    """Return what is said of a language whose folder is missing, with the way out."""
    hint = (
        f"make it and put the chapters there, or leave {tag} out of `languages` "
        "in content/book.yaml"
    )
    if name := _misnamed(content, tag):
        is_folder = (content / name).is_dir()
        step = "rename it" if is_folder else "move it and its like"
        home = f"content/{tag}/{'' if is_folder else without_language(name)}"
        hint = f"{step}: content/{name} to {home}; or {hint}"
    elif loose := sorted(path.name for path in content.iterdir() if is_markdown(path.name)):
        hint = f"put the chapters there: content/{loose[0]} to content/{tag}/{loose[0]}; or {hint}"
    return DiglotError(
        f"{where}: there is no folder content/{tag}/ for the language {tag}.\n  hint: {hint}"
    )


def _misnamed(content: Path, tag: str) -> str:
    """Return the folder or file of content/ that names a language in another way; "" if none."""
    for path in sorted(content.iterdir()):
        called = meant_language(path.name) if path.is_dir() else language_in(path.name)
        if called == tag:
            return path.name
    return ""


def language_in(name: str) -> str:
    """Return the language that a file's name gives before its suffix: "he" for "a.he.md"."""
    parts = name.split(".")
    return meant_language(parts[-2]) if len(parts) > 2 and is_markdown(name) else ""


def without_language(name: str) -> str:
    """Return "a.md" for "a.he.md"."""
    parts = name.split(".")
    return ".".join([*parts[:-2], parts[-1]]) if language_in(name) else name
