"""Running pandoc: Markdown → its document tree as JSON, TeX → MathML.

Knows how pandoc is called; what the tree means is known to blocks.py and inlines.py.
pandoc runs in its sandbox: it reads the text that it is given and the reference
files named here, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from diglot.errors import DiglotError
from diglot.reader.escapes import protect, restore
from diglot.reader.nodes import Node

# Off: curly quotes, which text/typography.py sets; what would make ids that differ by language,
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
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_UNEXPECTED = re.compile(r"^\s*(unexpected .*)$", re.MULTILINE)

# For a text, and as much again for each million characters. Where brackets open by the
# hundred and do not close, pandoc needs longer than the world stands.
_PATIENCE_SECONDS = 60.0


class UnreadableError(Exception):
    """pandoc cannot make anything of a text, whatever its words are."""


class PandocError(DiglotError):
    """A text that pandoc gives up, or a file that it cannot read with it. reason: its words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"pandoc could not read the text: {reason}")


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


@cache
def pandoc_version() -> str:
    """Return the version of pandoc, for the names of cached results."""
    import pypandoc

    return str(pypandoc.get_pandoc_version())


def read_blocks(text: str, reading: Reading) -> list[Node]:
    """Return the blocks of a Markdown text as pandoc's JSON nodes.

    Raises PandocError if pandoc cannot read it (a broken reference file, say).
    """
    output = _run(protect(text), "json", reading.dialect, reading.arguments("@" in text))
    blocks: list[Node] = restore(_with_formulas(json.loads(output)["blocks"]))
    return blocks


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
        _run("[@x]", "json", "markdown", ["--sandbox", "--quiet", "--citeproc", f"--{kind}={file}"])
    except PandocError as error:
        return error.reason
    return ""


def math_to_mathml(formulas: Sequence[tuple[str, bool]]) -> list[str | None]:
    """Return a <math> element for each (TeX, display?), or None where TeX is broken."""
    if not formulas:
        return []
    html = _run(_document(formulas), "html", "json", ["--mathml", "--quiet", "--sandbox"])
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
    done = _done(_document([(tex, display)]), "html", "json", ["--mathml", "--sandbox"])
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


def _run(text: str, to: str, dialect: str, arguments: list[str]) -> str:
    done = _done(text, to, dialect, arguments)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or f"status {done.returncode}"
        raise PandocError(reason)
    return done.stdout.decode()


def _done(
    text: str, to: str, dialect: str, arguments: list[str]
) -> subprocess.CompletedProcess[bytes]:
    # pypandoc's own function asks pandoc for its version and formats at every call.
    command = [_program(), f"--from={dialect}", f"--to={to}", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and the text is its standard input
            command,
            input=text.encode(),
            capture_output=True,
            check=False,
            timeout=_PATIENCE_SECONDS + len(text) * _PATIENCE_SECONDS / 1e6,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("pandoc found no end of it") from error
    except OSError as error:
        raise DiglotError(
            f"pandoc does not start: {error}\n"
            "  hint: install Diglot's dependencies again (`make`, or `pip install diglot`)"
        ) from error


@cache
def _program() -> str:
    import pypandoc

    logging.getLogger("pypandoc").setLevel(logging.CRITICAL)
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise DiglotError(
            f"pandoc does not start: {error}\n"
            "  hint: install Diglot's dependencies again (`make`, or `pip install diglot`)"
        ) from error
