r"""Signs in braces, which TeX takes for letters: 2{,}400, x{=}1.

In TeX a comma has a space behind it, and an equals sign one on either side, but for one that is a
group by itself. pandoc forgets the braces, so that both came out with their spaces. Goes in: TeX,
and afterwards the MathML that pandoc made of it. Comes out: TeX that says the same in pandoc's
way, and MathML in which a number with such a comma is one number.
"""

from __future__ import annotations

import re

from diglot.reader.pandoc.formula_words import text_spans

_IN_BRACES = re.compile(r"\{([-,.:;=+<>/!?|*])\}")
_SAID = re.compile(r"\{\\mathord\{(&[lg]t;|[-,.:;=+/!?|*])\}\}")
_IN_NUMBER = re.compile(r"(?<=\d)</mn><mi>([,.])</mi><mn>(?=\d)")
# Letters by name, which take nothing in braces; what follows any other command may be its own.
_LETTER = re.compile(
    r"\\(?:(?:var)?(?:epsilon|theta|pi|rho|sigma|phi|kappa)|alpha|beta|gamma|delta|zeta|eta|iota|"
    r"lambda|mu|nu|xi|tau|upsilon|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|"
    r"Psi|Omega|ell|hbar|infty|degree|circ|prime|[lc]?dots)\Z"
)
_COMMAND = re.compile(r"\\[A-Za-z]+\Z")
# Of these the second thing in braces is a sign that keeps its spaces.
_ABOVE = re.compile(r"\\(?:overset|underset|stackrel)\s*\Z")


def with_signs_as_letters(tex: str) -> str:
    """Return TeX in which each sign in braces is said to be a letter."""
    if not _IN_BRACES.search(tex):
        return tex
    texts = list(text_spans(tex))

    def said(match: re.Match[str]) -> str:
        before = tex[: match.start()].rstrip()
        is_words = any(start <= match.start() < end for start, end in texts)
        if is_words or _takes_braces(before):
            return match[0]
        return rf"{{\mathord{match[0]}}}"

    return _IN_BRACES.sub(said, tex)


def with_whole_numbers(mathml: str) -> str:
    """Return a <math> element with the TeX as it was, and a number with its commas as one."""
    return _IN_NUMBER.sub(r"\1", _SAID.sub(r"{\1}", mathml))


def _takes_braces(before: str) -> bool:
    """Tell whether what is before braces is a command, or a raised sign, that they belong to."""
    if before.endswith(("^", "_")):
        return True
    if before.endswith("}"):
        return bool(_ABOVE.search(before[: _opening(before)]))
    return bool(_COMMAND.search(before)) and not _LETTER.search(before)


def _opening(tex: str) -> int:
    """Return where the brace is that the last one closes."""
    depth = 0
    for match in reversed(list(re.finditer(r"\\.|[{}]", tex, re.DOTALL))):
        depth += {"}": 1, "{": -1}.get(match[0], 0)
        if match[0] == "{" and not depth:
            return match.start()
    return 0
