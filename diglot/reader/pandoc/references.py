"""References that pandoc cannot read: which file, what is wrong, and a reading without it.

Goes in: how a chapter was to be read. Comes out: how it can be read, and findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.reader.pandoc.calls import ReadingOptions, file_problem

_LINE = re.compile(r"\bline (\d+)")
_ADVICE = {
    ".bib": "look there for a brace, a comma or a quotation mark too many or too few",
    ".csl": "download the style again, from the Zotero style repository",
}


def without_broken_files(
    reading: ReadingOptions, project: Path
) -> tuple[ReadingOptions, list[Finding]]:
    """Return a reading without the references and the style that cannot be read, and why."""
    files = (*reading.references, *filter(None, (reading.citation_style,)))
    broken = {file: reason for file in files if (reason := file_problem(file))}
    references = tuple(file for file in reading.references if file not in broken)
    style = None if reading.citation_style in broken else reading.citation_style
    sound = replace(reading, references=references, citation_style=style)
    return sound, list(_findings(broken, project))


def _findings(broken: dict[Path, str], project: Path) -> Iterator[Finding]:
    for file, reason in broken.items():
        line = _LINE.search(reason)
        name = file.relative_to(project).as_posix()
        words = " ".join(part for part in reason.splitlines() if file.name not in part)
        yield Finding(
            "broken-references",
            Position(name, int(line[1]) if line else 1),
            f"the file cannot be read: {cut_short(words or reason, 160)}",
            _ADVICE.get(file.suffix, "correct the file, or export it again"),
        )
