"""What a book asks of its check: severities of rules, and sections that may stand alone."""

from __future__ import annotations

import difflib
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from diglot.findings import RULES
from diglot.settings.strict import Strict


def _rule_name(key: str) -> str:
    """Return the name of the rule that a code or a name stands for."""
    for rule in RULES.values():
        if key in (rule.code, rule.name):
            return rule.name
    codes = [rule.code for rule in RULES.values()]
    close = difflib.get_close_matches(key, [*RULES, *codes], n=1)
    raise ValueError(f"there is no such rule{f'; did you mean {close[0]}?' if close else ''}")


RuleName = Annotated[str, AfterValidator(_rule_name)]


class ParityEntry(Strict):
    """`parity:` in content/book.yaml."""

    allow: dict[str, Annotated[str, Field(min_length=1)]] = Field(default_factory=dict)
    severity: dict[RuleName, Literal["error", "warning", "note", "off"]] = Field(
        default_factory=dict
    )
