"""Components of MDX on lines of their own, which Docusaurus, Starlight and Mintlify share.

Knows `<Tabs>` and `<TabItem label="A">`, `<Note>`, `<Callout type="tip">`, `<Steps>`, `<Card>`,
`<Accordion>`, up to their ends. Goes in: the lines of a text. Comes out: what is read in place of
some. Any other, one without an end, or whose title is code, is left for rule M507.
"""

from __future__ import annotations

import re

from diglot.source.meant.remarks import KINDS, Remarks, home_of, move
from diglot.source.meant.sides.shortcodes import end_of_block

_REMARKS = "Note|Tip|Info|Warning|Caution|Danger|Important|Callout|Admonition|Aside|Alert|Hint"
_TABS = "TabItem|Tab"
_TITLED = "Step|Card|LinkCard|Accordion|AccordionItem|Details|Expandable"
_AROUND = (
    "Tabs|Steps|CardGroup|CardGrid|Cards|Columns|Accordions|AccordionGroup|CodeGroup|Frame|Grid"
)
_ATTRIBUTES = r"(?:\s+[A-Za-z][\w-]*(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|\{[\w., -]*\}))?)*"
COMPONENT = re.compile(
    rf"(?P<base>[ \t]*)<(?P<name>{_REMARKS}|{_TABS}|{_TITLED}|{_AROUND})(?P<words>{_ATTRIBUTES})"
    r"[ \t]*>(?:[ \t]*|(?P<said>.*?)</(?P=name)>[ \t]*)"
)
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w-]*)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_KIND = re.compile(KINDS)
_SPACE = re.compile(r"[ \t]*")


def read_component(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    """Read what begins on a line that matches `COMPONENT`."""
    texts, name = remarks.texts, match["name"]
    given = {
        pair["key"]: next(filter(None, pair.group("double", "single")), "")
        for pair in _PAIR.finditer(match["words"])
    }
    home = home_of(texts, number, match["base"])
    kind, title = _kind_and_title(name, given)
    if match["said"] is not None:
        texts[number] = f"{home}{match['said'].strip()}"
        if kind:
            remarks.put_before(number, f"{remarks.opening(home, kind, title)}\n")
            remarks.close(number + 1, home)
        return
    opens, closes = (re.compile(rf"[ \t]*<{end}{name}\b") for end in ("", "/"))
    last = end_of_block(texts, number, opens, closes)
    if last is None or texts[last].strip() != f"</{name}>":
        return
    body = range(number + 1, last)
    texts[number] = texts[last] = ""
    remarks.bodies.append(body)
    indents = [len(_indent(texts[line])) for line in body if texts[line].strip()]
    move(remarks, body, re.compile(rf"[ \t]{{0,{min(indents, default=0)}}}"), home)
    if kind:
        remarks.open(number, home, kind, title)
        remarks.close(last, home)


def _kind_and_title(name: str, given: dict[str, str]) -> tuple[str, str]:
    """Return as what a component is read, "" for nothing, and its title."""
    title = given.get("title") or given.get("label") or given.get("summary", "")
    if name in _REMARKS.split("|"):
        said = (given.get("type") or given.get("variant") or name).lower()
        return said if _KIND.fullmatch(said) else "note", title
    if name in _TABS.split("|"):
        return "tab", title or given.get("name") or given.get("value", "")
    if name in _TITLED.split("|"):
        link = f"[{title}](<{given['href']}>)" if title and given.get("href") else title
        return "details" if name in ("Accordion", "AccordionItem", "Details") else "card", link
    return "", ""


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \t"))]
