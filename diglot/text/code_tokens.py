"""Code in pieces, each with what it is in its language; and which languages are prose.

Pygments knows the languages. What comes out has every sign of the code, in order: where a
lexer changes any, the code is left in one piece.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

TokenKind = Literal["", "comment", "keyword", "string", "name", "strong", "emphasis", "deleted"]

# Written in words, with marks among them: in these a Hebrew line runs from right to left.
_PROSE = (
    "text", "txt", "plain", "plaintext", "markdown", "md", "mdx", "gfm", "commonmark", "rst",
    "restructuredtext", "asciidoc", "adoc", "org", "textile", "mediawiki", "wiki", "tex", "latex",
    "yaml", "yml",
)  # fmt: skip
# What each kind of token in Pygments is to a reader; of two that fit, the first counts.
_KINDS: tuple[tuple[str, TokenKind], ...] = (
    ("Comment.Preproc", "keyword"),
    ("Comment.PreprocFile", "string"),
    ("Comment", "comment"),
    ("Keyword", "keyword"),
    ("Operator.Word", "keyword"),
    ("Literal.String.Backtick", "string"),
    ("Literal.String", "string"),
    ("Name.Tag", "name"),
    ("Name.Attribute", "name"),
    ("Name.Function", "name"),
    ("Name.Class", "name"),
    ("Name.Decorator", "name"),
    ("Name.Label", "name"),
    ("Generic.Heading", "strong"),
    ("Generic.Subheading", "strong"),
    ("Generic.Strong", "strong"),
    ("Generic.Inserted", "strong"),
    ("Generic.Emph", "emphasis"),
    ("Generic.Deleted", "deleted"),
)
# Neighbouring pieces of these belong together: a lexer cuts sentences into words.
_IN_WORDS = ("Text", "Comment", "Literal")


class CodePiece(Struct, frozen=True):
    """Some code of one kind. is_words: whether it may be a sentence, not a name or a sign."""

    text: str
    kind: TokenKind = ""
    is_words: bool = False


def is_prose(language: str) -> bool:
    """Tell whether code in a language is read line by line as text is.

    So is code of no language, and of one that nobody knows.
    """
    name = language.lower()
    return name in _PROSE or name not in _aliases()


def code_lines(code: str, language: str) -> list[list[CodePiece]]:
    """Return the lines of code, each in pieces; no piece has the end of a line in it."""
    lines: list[list[CodePiece]] = [[]]
    for piece in _pieces(code, language.lower()):
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(CodePiece(text, piece.kind, piece.is_words))
    return lines[: code.count("\n") + 1]


def _pieces(code: str, language: str) -> list[CodePiece]:
    lexer = _lexer(language)
    if lexer is None:
        return [CodePiece(code)]
    # Many a lexer knows a comment by the end of its line.
    tokens = list(lexer.get_tokens(f"{code}\n"))
    if "".join(text for _, text in tokens) != f"{code}\n":
        return [CodePiece(code)]
    return list(_joined(tokens))


def _joined(tokens: list[tuple[Any, str]]) -> Iterator[CodePiece]:
    """Yield tokens as pieces, with those made one that are one to a reader."""
    held = ""
    held_kind: TokenKind = ""
    held_is_words = False
    for token, text in tokens:
        kind, is_words = _kind(token)
        is_space = text.isspace() and "\n" not in text
        if held and held_is_words and ((kind == held_kind and is_words) or is_space):
            held += text
            continue
        if held:
            yield CodePiece(held, held_kind, held_is_words)
        held, held_kind, held_is_words = text, kind, is_words
    if held:
        yield CodePiece(held, held_kind, held_is_words)


@functools.lru_cache(maxsize=1024)
def _kind(token: Any) -> tuple[TokenKind, bool]:
    """Return what a token of Pygments is, and whether it may be words."""
    name = str(token).removeprefix("Token.")
    kinds = (kind for known, kind in _KINDS if name == known or name.startswith(f"{known}."))
    return next(kinds, ""), name.split(".")[0] in _IN_WORDS


@functools.lru_cache(maxsize=1)
def _aliases() -> frozenset[str]:
    from pygments.lexers import get_all_lexers

    return frozenset(
        alias.lower() for _, names, *_ in get_all_lexers(plugins=False) for alias in names
    )


@functools.lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    """Return how a language is read, or None for one that Pygments does not know."""
    if language not in _aliases():
        return None
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False, ensurenl=False)
