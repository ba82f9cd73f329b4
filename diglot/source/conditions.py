"""Passages that Quarto shows in some formats and not in others.

Knows `::: {.content-visible when-format="html"}`, `.content-hidden`, `unless-format`, on divisions,
on words and on code, and `::: {.hidden}`. What no edition is to show is made empty, as a comment
is; what every edition is to show stays; what only some are to show is named (rule M520).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.source.bare import bare, blank
from diglot.source.scan import starts
from diglot.source.scan.lines import scan
from diglot.source.scan.scanned import Lines

# What Quarto calls each form of our editions. Its PDF is made by TeX or by Typst.
_FORMS = (
    frozenset({"html", "html4", "html5", "html:js"}),
    frozenset({"html", "epub", "epub2", "epub3"}),
    frozenset({"pdf", "latex", "typst"}),
)
_SIGN = re.compile(r"\bcontent-(?:visible|hidden)\b|\.hidden\b|:::[ \t]*hidden\b")
_CLASS = re.compile(r"(?:^|[\s{.])(?P<name>content-visible|content-hidden|hidden)(?=$|[\s}])")
_CONDITION = re.compile(
    r"\b(?P<sense>when|unless)-(?P<of>format|profile|meta)=(?:\"(?P<value>[^\"]*)\"|(?P<bare>[^\s}]+))"
)
_SPAN = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\])*\](?P<braces>\{[^{}\n]*\.content-(?:visible|hidden)[^{}\n]*\})"
)
_HINT = "for every edition: take out the condition; for none: write <!-- … --> around the passage"


def read_conditions(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a text with nothing in the place of what no edition shows, and findings.

    Every line keeps its number, and what is left its column.
    """
    if not _SIGN.search(text):
        return text, ()
    lines = scan(text.split("\n"))
    texts = list(lines.texts)
    named: dict[int, str] = {}
    for first, last in _blocks(lines):
        words = lines.words(first).strip()
        is_shown = _is_shown(words)
        if is_shown is None:
            named[first] = words
        for number in range(first, last + 1) if is_shown is False else ():
            texts[number] = texts[number][: lines.starts[number]].rstrip()
            named.pop(number, None)
    findings = [
        _finding(words, Position(path, number + 1, lines.starts[number] + 1))
        for number, words in named.items()
    ]
    text = "\n".join(texts)
    for match in reversed(list(_SPAN.finditer(bare(scan(texts))))):
        is_shown = _is_shown(match["braces"])
        if is_shown is None:
            line = text.count("\n", 0, match.start())
            column = match.start() - text.rfind("\n", 0, match.start())
            findings.append(_finding(match["braces"], Position(path, line + 1, column)))
        elif not is_shown:
            text = text[: match.start()] + blank(match) + text[match.end() :]
    return text, tuple(findings)


def _blocks(lines: Lines) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first and the last line of what has a condition on its first."""
    opened: list[int] = []
    for number, kind in enumerate(lines.kinds):
        words = lines.words(number)
        fence = lines.fences.get(number)
        if fence and fence.is_closed and _CLASS.search(fence.info):
            yield fence.first, fence.last
        if kind != "division":
            continue
        if not starts.is_division_end(words):
            opened.append(number)
        elif opened and _CLASS.search(lines.words(first := opened.pop())):
            yield first, number


def _is_shown(braces: str) -> bool | None:
    """Tell whether every edition shows what has these attributes, or none does; None if some do."""
    match = _CLASS.search(braces)
    conditions = list(_CONDITION.finditer(braces))
    if any(condition["of"] != "format" for condition in conditions):
        return None
    is_met = {all(_holds(condition, form) for condition in conditions) for form in _FORMS}
    if len(is_met) > 1:
        return None
    return is_met.pop() == (match is None or match["name"] == "content-visible")


def _holds(condition: re.Match[str], form: frozenset[str]) -> bool:
    is_of = (condition["value"] or condition["bare"] or "").strip().lower() in form
    return is_of == (condition["sense"] == "when")


def _finding(words: str, position: Position) -> Finding:
    return Finding(
        "foreign-markup",
        position,
        f'"{cut_short(words.lstrip(": "), 60)}" is a condition of Quarto; here every edition '
        "would show the passage",
        _HINT,
    )
