"""What pandoc makes of a text, kept under the hash of all that it depends on.

Knows what pandoc is given and how its answers are stored; what they mean is known elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from diglot.core.findings import Finding
from diglot.disk.steps import Store
from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.reader.pandoc.formulas import read_formulas
from diglot.reader.pandoc.nodes import Node
from diglot.reader.pandoc.references import without_broken_files
from diglot.reader.pandoc.running import PandocError, UnreadableError, pandoc_version


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
    key = _reading_key(text, how)
    if store and (kept := store.get(key)):
        record: dict[str, Any] = json.loads(kept)
        return record
    nodes = read_blocks(text, how)
    formulas = sorted(set(_formulas(nodes)))
    record = {
        "blocks": nodes,
        "math": list(zip(formulas, read_formulas(formulas), strict=True)),
    }
    if store:
        store.put(key, json.dumps(record).encode())
    return record


def _reading_key(text: str, how: ReadingOptions) -> str:
    digest = hashlib.sha256()
    cited = (*how.references, *filter(None, (how.citation_style,)))
    files = cited if "@" in text else ()
    for part in (
        pandoc_version(),
        "disguises, words in formulas, citations by language",
        how.dialect,
        how.language,
        how.works_order,
        *map(str, files),
        text,
    ):
        digest.update(part.encode() + b"\0")
    for path in files:
        digest.update(path.read_bytes() + b"\0")
    return f"reading-{digest.hexdigest()}"


def _formulas(node: Any) -> list[tuple[str, bool]]:
    """Return every (TeX, display?) inside pandoc nodes."""
    if isinstance(node, list):
        return [formula for item in node for formula in _formulas(item)]
    if isinstance(node, dict):
        if node.get("t") == "Math":
            return [(node["c"][1], node["c"][0]["t"] == "DisplayMath")]
        return _formulas(node.get("c"))
    return []
