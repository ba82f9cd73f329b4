"""Other sound ways to write the same two texts, on which the check should be as silent.

Goes in: what a project consists of, by path. Comes out: the same book, wrapped by an editor,
typed on a plain keyboard, marked otherwise, or translated in the other direction.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

Files = dict[str, str]
_TYPED = str.maketrans({"״": '"', "׳": "'", "־": "-", "“": '"', "”": '"', "’": "'"})
_COLUMNS = 78


def as_written(files: Files) -> Files:
    """Return the book as it is."""
    return files


def wrapped(files: Files) -> Files:
    """Return the book with the paragraphs of both languages wrapped at a width."""
    return _each(files, ("content/en/", "content/he/"), _wrap)


def typed_plainly(files: Files) -> Files:
    """Return the book with the marks that a keyboard has, in both languages."""
    return _each(files, ("content/en/", "content/he/"), lambda text: text.translate(_TYPED))


def marked_otherwise(files: Files) -> Files:
    """Return the book with other signs for emphasis and items in the translation."""
    return _each(files, ("content/he/",), _mark)


def from_hebrew(files: Files) -> Files:
    """Return the book as if the Hebrew were the original, without its glossary for English."""
    turned = {
        path.replace("content/en/images", "content/he/images"): text
        for path, text in files.items()
        if path != "content/glossary.yaml"
    }
    return turned | {"content/book.yaml": "languages: [he, en]\n"}


VARIANTS: tuple[Callable[[Files], Files], ...] = (
    as_written,
    wrapped,
    typed_plainly,
    marked_otherwise,
    from_hebrew,
)


def _each(files: Files, folders: tuple[str, ...], change: Callable[[str], str]) -> Files:
    """Return the files with the words of some chapters changed; code stays as it is."""
    return {
        path: _outside_code(text, change)
        if path.startswith(folders) and path.endswith(".md")
        else text
        for path, text in files.items()
    }


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts = re.split(r"(^```.*?^```$|^\$\$.*?^\$\$$)", text, flags=re.DOTALL | re.MULTILINE)
    return "".join(part if n % 2 else change(part) for n, part in enumerate(parts))


def _wrap(text: str) -> str:
    return "\n".join(_wrapped_line(line) for line in text.split("\n"))


def _wrapped_line(line: str) -> str:
    """Return a line of a paragraph or an item on several lines, any other as it is."""
    item = re.match(r"(?:\d+\.|-) ", line)
    if re.match(r"[|#:>!$\[({]", line) or line.startswith("`"):
        return line
    wrapper = textwrap.TextWrapper(
        _COLUMNS,
        subsequent_indent=" " * len(item[0]) if item else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
    lines = wrapper.wrap(line)
    is_safe = not any(re.match(r"\s*(?:[-+*#>|:]|\d+[.)]|\([\dא-ת]+\)) ?", x) for x in lines[1:])
    return "\n".join(lines) if lines and is_safe else line


def _mark(text: str) -> str:
    text = re.sub(r"^- ", "* ", text, flags=re.MULTILINE)
    return re.sub(r"(?<![*\w\\])\*([^*\s][^*\n]*?)\*(?![*\w])", r"_\1_", text)
