"""Running pandoc: Markdown → its document tree as JSON, TeX → MathML.

Knows how pandoc is called; what the tree means is known to blocks.py and inlines.py.
pandoc runs in its sandbox: it reads the text that it is given and the reference
files named here, and nothing else.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diglot.errors import DiglotError
from diglot.reader.escapes import protect, restore

# Off: curly quotes, which text/typography.py sets; what would make ids that differ by language,
# read metadata from the middle of a text, or let through TeX and check boxes that no edition
# can show.
_DIALECT = (
    "markdown-auto_identifiers-yaml_metadata_block-pandoc_title_block"
    "-raw_tex-latex_macros-task_lists-smart"
)
_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is to be read: its language, and what its citations refer to."""

    language: str
    references: tuple[Path, ...] = ()
    citation_style: Path | None = None

    def arguments(self, has_citations: bool) -> list[str]:
        """Return pandoc's arguments; the citation processor only where it is needed."""
        arguments = ["--sandbox", "--quiet", f"--metadata=lang:{self.language}"]
        if has_citations and self.references:
            arguments += ["--citeproc", "--metadata=link-citations:true"]
            arguments += [f"--bibliography={path}" for path in self.references]
            if self.citation_style:
                arguments.append(f"--csl={self.citation_style}")
        return arguments

    @property
    def dialect(self) -> str:
        """Return the name of pandoc's reader with its extensions."""
        return _DIALECT


def pandoc_version() -> str:
    """Return the version of pandoc, for the names of cached results."""
    import pypandoc

    return str(pypandoc.get_pandoc_version())


def read_blocks(text: str, reading: Reading) -> list[Node]:
    """Return the blocks of a Markdown text as pandoc's JSON nodes.

    Raises DiglotError if pandoc cannot read it (a broken reference file, say).
    """
    output = _run(protect(text), "json", reading.dialect, reading.arguments("@" in text))
    blocks: list[Node] = restore(json.loads(output)["blocks"])
    return blocks


def math_to_mathml(formulas: Sequence[tuple[str, bool]]) -> list[str | None]:
    """Return a <math> element for each (TeX, display?), or None where TeX is broken."""
    if not formulas:
        return []
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [
            {
                "t": "Para",
                "c": [{"t": "Math", "c": [{"t": _math_kind(display)}, tex]}],
            }
            for tex, display in formulas
        ],
    }
    html = _run(json.dumps(document), "html", "json", ["--mathml", "--quiet", "--sandbox"])
    paragraphs = _PARAGRAPH.findall(html)
    found = [_MATH.search(paragraph) for paragraph in paragraphs]
    return [match[0] if match else None for match in found]


def _math_kind(display: bool) -> str:
    return "DisplayMath" if display else "InlineMath"


def _run(text: str, to: str, dialect: str, arguments: list[str]) -> str:
    import pypandoc

    logging.getLogger("pypandoc").setLevel(logging.CRITICAL)
    try:
        return str(pypandoc.convert_text(text, to, format=dialect, extra_args=arguments))
    except RuntimeError as error:
        reason = str(error).partition("output:")[2].strip() or str(error)
        raise DiglotError(
            f"pandoc could not read the text: {reason}\n"
            "  hint: if it names a reference file, correct that file"
        ) from error
    except OSError as error:
        raise DiglotError(
            f"pandoc does not start: {error}\n"
            "  hint: install Diglot's dependencies again (`make`, or `pip install diglot`)"
        ) from error
