"""What pandoc makes of a text, kept under the hash of all that it depends on.

Knows what pandoc is given and how its answers are stored; what they mean is known elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from diglot.core.findings import Finding
from diglot.disk.steps import JSON, Step, Store, step
from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.reader.pandoc.formulas import read_formulas
from diglot.reader.pandoc.nodes import Node
from diglot.reader.pandoc.references import without_broken_files
from diglot.reader.pandoc.running import PandocError, UnreadableError

# Without one of these a text has no formula: not in dollars, nor as code, nor in a work it cites.
_MAY_BE_MATH = re.compile(r"[$&@\\]|math")


def read_kept(
    text: str, how: ReadingOptions, store: Store | None, project: Path
) -> tuple[list[Node], dict[tuple[str, bool], tuple[str | None, str]], list[Finding]]:
    """Return pandoc's blocks, what became of their formulas, and broken files of references.

    What was kept of an earlier reading is taken where possible.
    """
    found: list[Finding] = []
    try:
        record = _record(text, how, store)
    except PandocError as error:
        how, found = without_broken_files(how, project)
        if not found:
            raise UnreadableError(f"pandoc gives it up: {error.reason}") from error
        record = _record(text, how, store)
    formulas = {(tex, is_display): (*math,) for (tex, is_display), math in record["math"]}
    return record["blocks"], formulas, found


def _record(text: str, how: ReadingOptions, store: Store | None) -> dict[str, Any]:
    def read() -> dict[str, Any]:
        nodes = read_blocks(text, how, store)
        formulas = sorted(_formulas(nodes)) if _MAY_BE_MATH.search(text) else []
        math = list(zip(formulas, read_formulas(formulas), strict=True))
        return {"blocks": nodes, "math": math}

    record: dict[str, Any] = (
        _reading(text, how).result(read, JSON, store=store) if store else read()
    )
    return record


def _reading(text: str, how: ReadingOptions) -> Step:
    """Return the reading of a text as a step; files of works count where it cites any."""
    return step("reading", (*how.inputs(cites="@" in text), text))


def _formulas(nodes: list[Node]) -> set[tuple[str, bool]]:
    """Return every (TeX, display?) inside pandoc nodes."""
    found: set[tuple[str, bool]] = set()
    waiting: list[Any] = [nodes]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += (child for child in node if isinstance(child, (dict, list)))
        elif node.get("t") == "Math":
            found.add((node["c"][1], node["c"][0]["t"] == "DisplayMath"))
        elif isinstance(content := node.get("c"), (dict, list)):
            waiting.append(content)
    return found
