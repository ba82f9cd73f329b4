"""The fonts that a page may be set in: those of its style sheet, and no others.

WeasyPrint asks Fontconfig, and Fontconfig knows all fonts of the machine: a letter that
the book's fonts lack would be taken from one of them, in silence, and be embedded in a
book that has no right to it, another one on each machine. So WeasyPrint is given a
configuration that names no folder. What a drawing asks for by a common name, or by none,
is set in the book's own fonts.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

_VARIABLE = "FONTCONFIG_FILE"
# What drawings ask for, and the stack whose first family is given to them.
_ASKED = {
    "sans": ("sans-serif", "system-ui", "Arial", "Helvetica", "Verdana", "DejaVu Sans"),
    "latin": ("serif", "Times", "Times New Roman", "Georgia", "DejaVu Serif"),
    "mono": ("monospace", "Courier", "Courier New", "Menlo", "Consolas", "DejaVu Sans Mono"),
}
# Pango asks for this one where a sign is to be shown as an emoji.
_EMOJI = {"emoji": "Noto Emoji"}
_STACK = re.compile(r'--(\w+):\s*"([^"]+)"')


def _stand_ins(stylesheet: str) -> dict[str, str]:
    """Return which families of a style sheet stand for common ones that a book does not have."""
    first = dict(_STACK.findall(stylesheet))
    found = {name: first[s] for s, names in _ASKED.items() if s in first for name in names}
    return _EMOJI | found


def own_fonts(stylesheet: str) -> FontConfiguration:
    """Return a configuration without fonts; the style sheet adds those that it declares.

    One that declares none is set in those of the machine, there being no others.
    """
    from weasyprint.text.fonts import FontConfiguration

    if "@font-face" not in stylesheet:
        return FontConfiguration()
    with _configured(_document(_stand_ins(stylesheet))):
        return FontConfiguration()


@contextmanager
def _configured(document: str) -> Iterator[None]:
    """Let Fontconfig read its settings from a document, and from nowhere else."""
    before = os.environ.get(_VARIABLE)
    with tempfile.TemporaryDirectory(prefix="diglot-fonts-") as folder:
        path = Path(folder) / "fonts.conf"
        path.write_text(document, encoding="utf-8")
        os.environ[_VARIABLE] = str(path)
        try:
            yield
        finally:
            del os.environ[_VARIABLE]
            if before is not None:
                os.environ[_VARIABLE] = before


def _document(families: Mapping[str, str]) -> str:
    aliases = "".join(
        f'<alias binding="same"><family>{escape(asked)}</family>'
        f"<prefer><family>{escape(family)}</family></prefer></alias>"
        for asked, family in families.items()
    )
    return f'<?xml version="1.0"?>\n<fontconfig>{aliases}</fontconfig>\n'
