"""Parts of a book as bookdown and Leanpub write them into a chapter; here folders are parts.

Knows `# (PART) Oil {-}`, `# (APPENDIX) Tables {-}`, `-# Oil` and `{class: part}`. Each is made
empty, so that the chapter's own title is its first heading, and named (rule M520).
"""

from __future__ import annotations

import re

from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.source.scan.lines import scan

_SIGNS = ("(PART", "(APPENDIX", "-# ", "class: part", "class=part")
_PART = re.compile(
    r"#{1,2}[ \t]+\((?:PART|APPENDIX)[\\* ]{0,3}\).*"
    r"|-#[ \t]+\S.*"
    r"|\{[ ]*class[:=][ ]*\"?part\"?[ ]*\}[ \t]*"
)


def read_parts(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a text with nothing in the place of what begins a part, and findings."""
    if not any(sign in text for sign in _SIGNS):
        return text, ()
    lines = scan(text.split("\n"))
    texts = list(lines.texts)
    findings = []
    for number, line in enumerate(lines.texts):
        if _PART.fullmatch(line) and lines.kinds[number] == "text":
            texts[number] = ""
            findings.append(
                Finding(
                    "foreign-markup",
                    Position(path, number + 1, 1),
                    f'"{cut_short(line.strip(), 40)}" begins a part in bookdown or Leanpub; here '
                    "it is left out",
                    "put the chapters of the part into a folder, which takes its title from "
                    "book.yaml; and take the line out",
                )
            )
    return "\n".join(texts), tuple(findings)
