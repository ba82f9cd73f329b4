"""What a chapter is called: its file's path in the language's folder, without the suffix.

Knows which suffixes are Markdown's, which file is a folder's own page, and in which order
names come. The same name in two languages is the same chapter. Knows no disk.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd")
PLAIN_SUFFIXES = (".txt", ".text")  # read only where the book lists the file
FOLDER_PAGES = ("readme", "index", "_index")
"""The names, in small letters, of the file that speaks for the folder that it is in."""

_NUMBER = re.compile(r"^\d+[-_. ]*")
_FIGURES = re.compile(r"([0-9]+)")
# A part of a path that a file can have and an address can name.
_SEGMENT = re.compile(r"[^\\:*?\"<>|\x00-\x1f]+")


def is_markdown(name: str) -> bool:
    """Tell whether a file of this name is Markdown."""
    return name.lower().endswith(MARKDOWN_SUFFIXES)


def split_suffix(path: str) -> tuple[str, str]:
    """Return a chapter's name, for the path of its file in the language's folder, and the suffix.

    The letters are composed (NFC), as macOS takes names apart and others do not.
    """
    suffixes = (*MARKDOWN_SUFFIXES, *PLAIN_SUFFIXES)
    length = next((len(s) for s in suffixes if path.lower().endswith(s)), 0)
    cut = len(path) - length
    return unicodedata.normalize("NFC", path[:cut]), path[cut:]


def without_suffix(path: str) -> str:
    """Return a chapter's name for the path of its file in the language's folder."""
    return split_suffix(path)[0]


def chapter_of(path: str) -> str:
    """Return the name of the chapter whose file is "content/en/part1/intro.md"."""
    return without_suffix("/".join(PurePosixPath(path).parts[2:]))


def in_language(path: str, language: str) -> str:
    """Return where the file of the same chapter is in another language."""
    content, _, *inside = PurePosixPath(path).parts
    return PurePosixPath(content, language, *inside).as_posix()


def folder_of(name: str) -> str:
    """Return the folder that a chapter is in, "" for the language's own."""
    return name.rpartition("/")[0]


def file_stem(name: str) -> str:
    """Return a chapter's name without the folders that it is in."""
    return name.rpartition("/")[2]


def is_folder_page(name: str) -> bool:
    """Tell whether a chapter is its folder's own page: README, index or _index."""
    return file_stem(name).lower() in FOLDER_PAGES


def is_chapter_name(name: str) -> bool:
    """Tell whether a file can have this name, without suffix, and stay in its folder."""
    return all(
        _SEGMENT.fullmatch(part) and not part.startswith(".") and part == part.strip()
        for part in name.split("/")
    )


def bare_name(name: str) -> str:
    """Return a chapter's name without the numbers that only give the order."""
    return "/".join(_NUMBER.sub("", part) or part for part in name.split("/"))


def readable(folder: str) -> str:
    """Return a folder's name as a title: "02-first_steps" as "First steps"."""
    words = bare_name(file_stem(folder))
    words = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", re.sub(r"[-_\s]+", " ", words)).strip()
    return words[:1].upper() + words[1:]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key by which names of files are sorted, so that 10 comes after 2."""
    words = unicodedata.normalize("NFC", name).casefold()
    pieces = (piece for piece in _FIGURES.split(words) if piece)
    key = ((0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p) for p in pieces)
    return (*key, (-1, 0, name))
