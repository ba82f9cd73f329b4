"""Pictures: finds the file that a path in the text means, inside the content folder only."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from lxml.etree import XMLSyntaxError

from diglot.core.findings import Finding, cut_short
from diglot.core.links import is_outside
from diglot.core.model import Asset, Position
from diglot.lang.he.script import SIGN
from diglot.pictures import DRAWING
from diglot.pictures.drawings import read_drawing
from diglot.reader.trials import NO_TRIALS, Trials

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_SHOWN = 30
_ASKED = re.compile(r"[?#]")


class ImageFinder:
    """Looks up the pictures of one chapter and collects what is wrong with them.

    folders: where to look, the chapter's own language first, then the source's.
    beside: the folder in them that the chapter lies in; it comes before the whole one.
    trials: tell which pictures can be shown.
    """

    def __init__(
        self,
        content: Path,
        folders: Sequence[Path],
        findings: list[Finding],
        trials: Trials = NO_TRIALS,
        beside: str = "",
    ) -> None:
        self.content = content.resolve()
        self.folders = tuple(folders)
        self.beside = beside
        self.findings = findings
        self.trials = trials
        self.looked_at: dict[Path, None] = {}  # whether there is a file or not, in order
        self._known: dict[str, Asset] = {}

    def __call__(self, source: str, position: Position) -> Asset | None:
        """Return the picture that `source` names, or None after adding a finding."""
        shown = cut_short(source)
        if source.startswith("data:"):
            self._find(
                "broken-image",
                position,
                f'the picture "{cut_short(source, 30)}" is written into the text, and not shown',
                "save it beside the text and name that file; of a document of Google, those that "
                "are downloaded as a web page have their pictures as files",
            )
            return None
        if is_outside(source):
            self._find(
                "remote-image",
                position,
                f'the picture "{shown}" is outside the book, on the network',
                "save it beside the text, and name that file",
            )
            return None
        name = posixpath.normpath(posixpath.join(self.beside, unquote(source)))
        if name in self._known:
            return self._known[name]
        if name.startswith(("/", "..")):
            self._find(
                "outside-image",
                position,
                f'the path "{shown}" leaves the language\'s folder',
                "move the picture beside the text, and give its path from there",
            )
            return None
        asset = self._load(name, source, position)
        if asset:
            self._known[name] = asset
        return asset

    def _load(self, name: str, source: str, position: Position) -> Asset | None:
        shown = cut_short(source)
        # Beside the chapter, then where a path is read from the language's own folder.
        names = dict.fromkeys((name, posixpath.normpath(unquote(source))))
        # What is asked of a server about a picture is nothing to a file: mill.svg?width=200.
        names |= dict.fromkeys(_ASKED.split(n)[0] for n in (*names,))
        inside = [n for n in names if not n.startswith("..")]
        found = next(
            ((n, f / n) for f in self.folders for n in inside if self._is_file(f / n)), None
        )
        if found is None:
            places = " or ".join(
                f"{f.relative_to(self.content.parent)}/{cut_short(name)}" for f in self.folders
            )
            self._find(
                "missing-image",
                position,
                f'there is no picture "{shown}"',
                f"put it at {places}, or correct the name (capital letters count)",
            )
            return None
        name, path = found
        if not path.resolve().is_relative_to(self.content):
            self._find(
                "outside-image",
                position,
                f'"{shown}" is a symbolic link that leaves the content folder',
                "put the file itself there",
            )
            return None
        media_type = MEDIA_TYPES.get(path.suffix.lower())
        if media_type is None:
            self._find(
                "broken-image",
                position,
                f'"{shown}" is not of a kind that every edition can show',
                f"save it as one of {', '.join(MEDIA_TYPES)}",
            )
            return None
        content = self._content(path, position, shown)
        if content is None:
            return None
        if words := _hebrew_text(content, media_type):
            self._find(
                "svg-text",
                position,
                f'"{shown}" has Hebrew letters as text ("\u2068{words}\u2069"), '
                "which the PDF would show in reverse",
                "convert text to paths in the program that drew it (Inkscape: Object to Path)",
            )
        if problem := self.trials.picture_problem(content, media_type):
            self._find("broken-image", position, f'"{shown}" {problem[0]}', problem[1])
            return None
        return Asset(name, path, hashlib.sha256(content).hexdigest(), media_type)

    def _is_file(self, path: Path) -> bool:
        self.looked_at[path] = None
        return _is_file(path)

    def _content(self, path: Path, position: Position, shown: str) -> bytes | None:
        try:
            return path.read_bytes()
        except OSError as error:
            problem = f'"{shown}" cannot be read: {(error.strerror or str(error)).lower()}'
            self._find("broken-image", position, problem, "check who may read the file")
            return None

    def _find(self, rule: str, position: Position, message: str, hint: str) -> None:
        self.findings.append(Finding(rule, position, message, hint))


def state_of(content: Path, path: Path) -> str:
    """Return what a finder can see of a file: the same for two that it cannot tell apart.

    content: the folder that pictures may not leave.
    """
    if not _is_file(path):
        return ""
    if not path.resolve().is_relative_to(content.resolve()):
        return "outside"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return (error.strerror or str(error)).lower()


def _is_file(path: Path) -> bool:
    """Tell whether there is a file; a name that no file can have names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _hebrew_text(content: bytes, media_type: str) -> str:
    """Return the first words with Hebrew letters in a drawing's text; "" for none.

    WeasyPrint lays the letters of SVG text from left to right, whatever they are.
    """
    if media_type != DRAWING:
        return ""
    try:
        root = read_drawing(content)
    except XMLSyntaxError:
        return ""  # which is found by itself
    texts = ("".join(map(str, text.itertext())) for text in root.iter("{*}text"))
    found = next((" ".join(text.split()) for text in texts if SIGN.search(text)), "")
    return found if len(found) <= _SHOWN else found[:_SHOWN] + "…"
