"""Where the sentences of a text end: by marks and by what follows them, in any language.

A space that must not break, as typesetting puts it behind an abbreviation, ends no sentence.
"""

from __future__ import annotations

import re

# Behind a Hebrew question in quotation marks the sentence often goes on: "?״ שאלה".
_END = re.compile(
    r"[.?!…](?<![\s(\[\"“][A-Za-z].)(?!(?<!\.)[?!…]*[\"”״] +[א-ת])"
    r"[.?!…]*[\"'”’״׳»)\]\u0000]*(?= +\W?[^\W_a-zà-ÿ]| +\ufffc)"
)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each with the marks that end it.

    A mark of U+0000 right behind an end belongs to the sentence before it.
    """
    ends = [match.end() for match in _END.finditer(text)]
    parts = (text[start:end].strip() for start, end in zip([0, *ends], [*ends, None], strict=True))
    return tuple(filter(None, parts))
