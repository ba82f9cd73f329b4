"""Code and its translation: what may differ in it, and the first line where more does.

Comments and strings may be translated, and lines with Hebrew words in them; the rest
is what a computer reads.
"""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

from diglot.text.code_tokens import CodePiece, code_lines, is_prose

_COMMENT = re.compile(
    r"<!--.*?(?:-->|$)|/\*.*?(?:\*/|$)|^\s*(?:#|//|--(?=\s)|;|%|\*\s|REM\b).*$"
    r"|(?<=\s)(?:#(?=\s|$)|//|--(?=\s)|;;|%(?=\s)).*$"
)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|„[^”]*”|״[^״]*״")
_TOKEN = re.compile(r"\w+|[^\w\s]|\n")
# The end of a line that is no end of what it says, as its last or the next sign shows.
_GOES_ON = re.compile(r"(?<=[\[({,=+*/|&.\\-])\n|\n(?=[\])},.|&+])")
# Their keywords are words of a language, or may be words in a sentence.
_WORDS = """
    gherkin cucumber robotframework bash sh zsh ksh shell console shell-session shellsession
    powershell ps1 pwsh bat cmd make makefile docker dockerfile diff http
"""
_IN_ANY_LANGUAGE = frozenset(_WORDS.split())
_SHELL_NAMES = "bash sh zsh ksh shell console shell-session shellsession"
_SHELLS = frozenset(_SHELL_NAMES.split())
# What is typed at a prompt: a command and its options, not what they are given; of those that
# know several things to do, also which.
_COMMAND = re.compile(r"^\s*(?:[$#%>] )?(?:sudo (?:-\w+ \S+ )?)?([a-z][\w.-]+)(?=\s)", re.MULTILINE)
_OPTION = re.compile(r"(?<=\s)--?[a-z][\w-]*")
_TASK = re.compile(
    r"\b(?:apt|apt-get|brew|bundle|cargo|composer|conda|dnf|docker|dotnet|flatpak|gem|git|go|helm"
    r"|kubectl|npm|pip|pip3|pipx|pnpm|poetry|port|snap|systemctl|uv|yarn|yum)"
    r"(?: -\S+)* ([a-z][a-z-]+)(?=\s|$)"
)
# Where settings are written line by line: their names, and those of the parts they are in.
_SETTINGS_NAMES = "toml ini cfg conf properties dotenv env yaml yml"
_SETTINGS = frozenset(_SETTINGS_NAMES.split())
_NAME = re.compile(r"^\s*(?:- )?([A-Za-z][\w.-]*)\s*[=:](?:\s|$)|^\s*\[+([A-Za-z][\w.-]*)\]+\s*$")
# Where indentation says which lines belong together.
_INDENTED_NAMES = "python py python3 pycon yaml yml makefile make sass haml pug coffeescript nim"
_INDENTED = frozenset(_INDENTED_NAMES.split())
_HEBREW = re.compile("[\u0590-\u05ff]")
_LANGUAGE = re.compile(r"\b(?:en|he|iw)\b|\b(?:ltr|rtl)\b")
# A file of one language names its folder: content/en/ and content/he/ are the same.


def changed_line(source: str, translation: str) -> tuple[int, str, str] | None:
    """Return the first line that was changed: its number in the translation from 0, and both.

    An empty line stands for none. None where nothing but comments and words differs.
    """
    ours, theirs = _lines(source), _lines(translation)
    changed = _changed_line(ours, theirs)
    if changed and _tokens(ours) == _tokens(theirs):
        return None  # only wrapped anew
    return changed


def _changed_line(
    ours: list[tuple[int, str]], theirs: list[tuple[int, str]]
) -> tuple[int, str, str] | None:
    for one, other in zip_longest(ours, theirs):
        if one is None:
            return other[0], "", other[1].strip()
        if other is None:
            return (theirs[-1][0] if theirs else 0), one[1].strip(), ""
        if not _same(one[1], other[1]):
            return other[0], one[1].strip(), other[1].strip()
    return None


def _tokens(lines: list[tuple[int, str]]) -> list[str]:
    """Return words and signs, with the ends of those lines that do not go on in the next one."""
    code = "\n".join(_COMMENT.sub("", line).strip() for _, line in lines)
    return _TOKEN.findall(_GOES_ON.sub(" ", code.replace("\\\n", " ")))


def lost_indent(source: str, translation: str, name: str) -> int | None:
    """Return the first line that is indented otherwise, in the translation from 0, or None.

    name: of the programming language; only where indentation has a meaning. Its width may
    differ: what counts is whether a line is deeper than the one before it, or less deep.
    """
    if name.lower() not in _INDENTED:
        return None
    ours, theirs = _lines(source), _lines(translation)
    if len(ours) != len(theirs):
        return None
    steps = zip(_steps(ours), _steps(theirs), theirs[1:], strict=True)
    return next((number for one, other, (number, _) in steps if one != other), None)


def _steps(lines: list[tuple[int, str]]) -> list[int]:
    """Return for each line but the first: 1 if deeper than the one before, -1 if less, else 0."""
    margins = (line[: len(line) - len(line.lstrip())] for _, line in lines)
    depths = [len(margin.expandtabs()) for margin in margins]
    return [(after > before) - (after < before) for before, after in pairwise(depths)]


def lost_keyword(source: str, translation: str, name: str) -> tuple[int, str] | None:
    """Return the first keyword that Hebrew stands for: its line in the translation from 0, and it.

    name: of the programming language; in one that is nearly prose nothing is a keyword, and
    of what is typed at a prompt commands and options are,
        of settings their names.
    """
    if not _has_hebrew(translation):
        return None
    if name.lower() in _SETTINGS:
        return _lost_name(source, translation)
    if is_prose(name):
        return None
    if name.lower() in _SHELLS:
        return _lost_command(source, translation)
    if name.lower() in _IN_ANY_LANGUAGE:
        return None
    ours, theirs = _lines(source), _lines(translation)
    read: list[list[CodePiece]] = []
    for (place, one), (number, other) in zip(ours, theirs, strict=False):
        if _has_hebrew(one) or not _has_hebrew(_STRING.sub("", _COMMENT.sub("", other))):
            continue
        read = read or code_lines(source, name)
        words = [piece.text.strip() for piece in read[place] if piece.kind == "keyword"]
        has = set(_TOKEN.findall(other))
        for word in words:
            if word.isalpha() and word not in has:
                return number, word
    return None


def _lost_command(source: str, translation: str) -> tuple[int, str] | None:
    for (_, one), (number, other) in zip(_lines(source), _lines(translation), strict=False):
        if not _has_hebrew(one) and _has_hebrew(_STRING.sub("", _COMMENT.sub("", other))):
            typed = [*_COMMAND.findall(one), *_TASK.findall(one), *_OPTION.findall(one)]
            lost = [word for word in typed if word not in other]
            if lost:
                return number, lost[0]
    return None


def _lost_name(source: str, translation: str) -> tuple[int, str] | None:
    for (_, one), (number, other) in zip(_lines(source), _lines(translation), strict=False):
        name = _NAME.match(one)
        if name and not _NAME.match(other) and _has_hebrew(_head(other)):
            return number, name[1] or name[2]
    return None


def _head(line: str) -> str:
    """Return a line up to the sign after its name."""
    return re.split("[=:]", line, maxsplit=1)[0]


def lost_comment(source: str, translation: str) -> str:
    """Return the first comment of some code if its translation has none at all, else ""."""
    ours, theirs = (_comments(code) for code in (source, translation))
    return ours[0] if ours and not theirs else ""


def _comments(code: str) -> list[str]:
    found = (_COMMENT.search(line) for line in code.split("\n"))
    return [match[0].strip() for match in found if match and match[0].strip(" #/*%;-")]


def _lines(code: str) -> list[tuple[int, str]]:
    """Return the lines that are more than a comment, numbered from 0."""
    return [
        (number, line)
        for number, line in enumerate(code.split("\n"))
        if _COMMENT.sub("", line).strip()
    ]


def _same(ours: str, theirs: str) -> bool:
    if ours == theirs:
        return True
    one, other = (" ".join(_COMMENT.sub("", line).split()) for line in (ours, theirs))
    if one == other:
        return True
    if _has_hebrew(ours) != _has_hebrew(theirs):
        bare = [_STRING.sub('""', line) for line in (one, other)]
        return bare[0] == bare[1] or any(map(_has_hebrew, bare))
    return same_names(one) == same_names(other)


def same_names(code: str) -> str:
    """Return code in which the names of languages and directions are all alike."""
    return _LANGUAGE.sub("xx", code)


def _has_hebrew(text: str) -> bool:
    return _HEBREW.search(text) is not None


def has_hebrew(text: str) -> bool:
    """Tell whether there are Hebrew letters in a text."""
    return _has_hebrew(text)
