"""Which files of templates/ a document can look up: those that it names, or a style sheet of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote

from diglot.disk.files import Files
from diglot.disk.states import file_state
from diglot.disk.template_files import list_all
from diglot.writers.pdf.engine.layout import TEMPLATES

_SHEET, _IMPORT = ".css", "@import"
# What is filled or read here, and a file without a suffix, is never looked up.
_NEVER = {".html", ".txt", ".js", ""}


class LookedUp:
    """The files of some folders of templates, the first of which wins."""

    def __init__(self, templates: Sequence[Path]) -> None:
        self._templates = tuple(templates)
        self._digests: dict[Path, str] = {}
        # Many documents have one style sheet.
        self._named = lru_cache(maxsize=4)(self._named_in)

    def files(self, *texts: str) -> Files:
        """Return the files whose names stand in a page or its style sheets."""
        found: dict[str, Path] = {}
        waiting = list(texts)
        while waiting:
            named = self._named(waiting.pop())
            # A style sheet may bring another, and that one names files of its own.
            waiting += [
                path.read_text(encoding="utf-8", errors="replace")
                for address, path in named.items()
                if address.endswith(_SHEET) and address not in found
            ]
            found |= named
        return Files.of((f"{TEMPLATES}{a}", self._digest(path), path) for a, path in found.items())

    def _named_in(self, text: str) -> dict[str, Path]:
        # A page has no name of a font: few texts are searched for more than the suffixes.
        return {
            address: path
            for suffix, files in self._all.items()
            if suffix in text and (suffix != _SHEET or _IMPORT in text)
            for address, path in files.items()
            if path.name in text or quote(path.name) in text
        }

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            self._digests[path] = file_state(path)
        return self._digests[path]

    @cached_property
    def _all(self) -> dict[str, dict[str, Path]]:
        """Return all files by suffix and address."""
        found: defaultdict[str, dict[str, Path]] = defaultdict(dict)
        for address, path in list_all(self._templates).items():
            if path.suffix not in _NEVER:
                found[path.suffix][address] = path
        return found
