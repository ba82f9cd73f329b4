"""Running pandoc: Markdown → its document tree as JSON, TeX → MathML.

Knows how pandoc is called; what the tree means is known to blocks.py and inlines.py.
pandoc runs in its sandbox: it reads the text that it is given and the reference
files named here, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from diglot.core.conventions import WorksOrder
from diglot.disk.cache import program_digest
from diglot.disk.steps import JSON, Store, step
from diglot.reader.pandoc.escapes import is_disguised, protect, restore
from diglot.reader.pandoc.loop import LONGEST, html_with_mathml, read_json
from diglot.reader.pandoc.nodes import Node
from diglot.reader.pandoc.running import PandocError, pandoc_done, pandoc_version, run_pandoc
from diglot.reader.pandoc.runs import with_words_joined
from diglot.reader.pandoc.works.asked import Asked
from diglot.reader.pandoc.works.citing import Works, with_citations

# Off: curly quotes, which text/marks sets; what would make ids that differ by language,
# read metadata from the middle of a text, or let through TeX and check boxes that no edition
# can show.
_DIALECT = (
    "markdown-auto_identifiers-yaml_metadata_block-pandoc_title_block"
    "-raw_tex-latex_macros-task_lists-smart-native_divs"
)
_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_PLAINER = (
    (re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math|dmath|subequations)\*?\}"), ""),
    (re.compile(r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])"), ""),
    (re.compile(r"\\tag\s*\{([^{}]*)\}"), r"\\qquad\\text{(\1)}"),
    (re.compile(r"\\tag\*\s*\{([^{}]*)\}"), r"\\qquad\\text{\1}"),
)
# The language of code that is a formula, as it stands in pandoc's JSON, and a citation.
_MATH_CODE = '"math"'
_CITATION = '"t":"Cite"'
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_UNEXPECTED = re.compile(r"^\s*(unexpected .*)$", re.MULTILINE)


class ReadingOptions(Struct, frozen=True):
    """How a text is to be read: its language, and what its citations refer to.

    works_order: which works come first in the list of those cited.
    """

    language: str
    references: tuple[Path, ...] = ()
    citation_style: Path | None = None
    works_order: WorksOrder = "own"

    @property
    def dialect(self) -> str:
        """Return the name of pandoc's reader with its extensions."""
        return _DIALECT

    def inputs(self, *, cites: bool) -> tuple[bytes | str, ...]:
        """Return all that goes into what pandoc makes of a text, but the text.

        cites: whether the files of works count, of which a text without "@" knows nothing.
        """
        files = (*self.references, *filter(None, (self.citation_style,))) if cites else ()
        return (
            pandoc_version(),
            program_digest("reader/pandoc"),
            self.dialect,
            self.language,
            self.works_order,
            *(part for path in files for part in (path.name, path.read_bytes())),
        )


def read_blocks(text: str, reading: ReadingOptions, store: Store | None = None) -> list[Node]:
    """Return the blocks of a Markdown text as pandoc's JSON nodes.

    A tree has many nodes, so nothing walks it for what its text cannot have. store: where it is
    kept what works are cited as. Raises PandocError if pandoc cannot read the text (a broken
    reference file, say).
    """
    text = protect(text)
    tree = _tree(text, reading.dialect)
    if reading.references and _CITATION in tree:
        blocks = _cited(json.loads(tree)["blocks"], reading, store)
    else:
        blocks = json.loads(with_words_joined(tree))["blocks"]
    if _MATH_CODE in tree:
        blocks = _with_formulas(blocks)
    if is_disguised(text):
        blocks = restore(blocks)
    return blocks


def _cited(blocks: list[Node], reading: ReadingOptions, store: Store | None) -> list[Node]:
    """Return blocks with what the citation processor makes of their citations, or made of them."""
    asked = Asked(blocks)

    def ask() -> list[Node]:
        works = Works(reading.references, reading.citation_style)
        return with_citations(asked.blocks, works, reading.language, reading.works_order)

    if store is None:
        return asked.answered(ask())
    inputs = (*reading.inputs(cites=True), json.dumps(asked.blocks))
    return asked.answered(step("citations", inputs).result(ask, JSON, store=store))


def _tree(text: str, dialect: str) -> str:
    if len(text.encode()) > LONGEST:
        return run_pandoc(text, "json", dialect, ["--sandbox", "--quiet"])
    return read_json(text, dialect)


def _with_formulas(node: Any) -> Any:
    """Return pandoc nodes in which code in the language "math", as GitHub has it, is a formula."""
    if isinstance(node, list):
        return [_with_formulas(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "CodeBlock" and node["c"][0][1][:1] == ["math"]:
        return {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath"}, node["c"][1]]}]}
    return {key: _with_formulas(value) for key, value in node.items()}


def file_problem(file: Path) -> str:
    """Return what pandoc says of a file of references or a style that it cannot read, or ""."""
    return _file_problem(file, hashlib.sha256(file.read_bytes()).digest())


@lru_cache(maxsize=64)
def _file_problem(file: Path, _digest: bytes) -> str:
    kind = "csl" if file.suffix == ".csl" else "bibliography"
    try:
        run_pandoc(
            "[@x]", "json", "markdown", ["--sandbox", "--quiet", "--citeproc", f"--{kind}={file}"]
        )
    except PandocError as error:
        return error.reason
    return ""


def math_to_mathml(formulas: Sequence[tuple[str, bool]]) -> list[str | None]:
    """Return a <math> element for each (TeX, display?), or None where TeX is broken."""
    if not formulas:
        return []
    html = html_with_mathml(_document(formulas))
    paragraphs = _PARAGRAPH.findall(html)
    found = [_MATH.search(paragraph) for paragraph in paragraphs]
    return [match[0] if match else None for match in found]


def _plainer(tex: str) -> str:
    """Return TeX without what pandoc does not know and no edition shows.

    An environment for a single formula, whose rows are not aligned, goes; so do names to
    refer to. A number of the author's own is set behind the formula.
    """
    for pattern, plain in _PLAINER:
        tex = pattern.sub(plain, tex)
    return tex


def tex_problem(tex: str, display: bool) -> str:
    """Return what pandoc does not understand of a formula: "unexpected control sequence \\x"."""
    done = pandoc_done(_document([(tex, display)]), "html", "json", ["--mathml", "--sandbox"])
    found = _UNEXPECTED.findall(done.stderr.decode("utf-8", "replace"))
    return found[-1].strip().replace("unexpected eof", "unexpected end") if found else ""


def _document(formulas: Sequence[tuple[str, bool]]) -> str:
    """Return a document for pandoc in JSON, with a formula in each of its paragraphs."""
    blocks = [
        {"t": "Para", "c": [{"t": "Math", "c": [{"t": _math_kind(display)}, _plainer(tex)]}]}
        for tex, display in formulas
    ]
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})


def _math_kind(display: bool) -> str:
    return "DisplayMath" if display else "InlineMath"
