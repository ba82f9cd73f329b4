"""What stands in a Markdown file for a reader that is not ours: passages of words, by line.

markdown-it-py with its plugins reads the text. Where pandoc's Markdown has more (attributes
in braces, citations, tables drawn as grids), the rules here are as short as they can be.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from witness.words import picture, words_of

_TOML = re.compile(r"\+\+\+\n(.*?)^\+\+\+$", re.DOTALL | re.MULTILINE)
_ITEM = r"(?:[#.][^\s{}=\"']+|[\w:-]+=(?:\"(?:\\.|[^\"\\])*\"|'[^']*'|[^\s{}\"']+)|-|=\w+)"
_ATTRIBUTES = re.compile(rf"\{{:?\s*{_ITEM}(?:\s+{_ITEM})*\s*\}}|\{{:\s*toc\s*\}}")
_ALT = re.compile(r"""\balt=(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s{}"']+))""")
_SRC = re.compile(r"""\bsrc=(?:"([^"]*)"|'([^']*)'|([^\s{}"'>]+))""")
_COLONS = re.compile(r":{3,}(.*)")
_KEY = r"-?@\{?([A-Za-z0-9_](?:[\w:.#$%&+?~/-]*\w)?)\}?"
_CITED = re.compile(rf"(?<![\w.]){_KEY}")
_CITATION = re.compile(rf"\[[^\[\]]*(?<![\w.]){_KEY}[^\[\]]*\]|(?<![\w.]){_KEY}")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<![A-Z].*?>", re.DOTALL)
_UNREAD = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_NUMERAL = r"(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|[א-ת]{1,3}|#|@[\w-]*)"
_ENUMERATOR = re.compile(rf"\s*(?:[:~•●◦○▪■▫‣⁃·–—]\s+)?\(?{_NUMERAL}['׳\"״]?[.)](?=\s|$)")
# Words of habits that ask for something and are not read aloud.
_HABIT = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ ]*[\w -]+|^\[![A-Za-z]+\][+-]?|\[TOC\]|\[\[_?TOC_?\]\]"
    r"|(?<=\])\([^()\n]*\)|\[\^[^\]\s]+\]:?|^ {0,3}\[[^\]^\n]+\]:[ ]*\S+.*?$|\{\{.*?\}\}|\{%.*?%\}"
    r"|^:{3,}[ ]*[A-Za-z][\w-]*|\ue002.*?\ue003|^Table:|^\[[ xX]\](?= )|^TOC$"
    r"|\\(?:begin|end)\{(?:align|equation|gather|multline|eqnarray)\*?\}",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
_TARGET = re.compile(r"(?m)^\[[^\]^\n]+\]:[ ]*\S+.*$")
_PREFIX = re.compile(r"([^\W_]+)\[\]\(")
_ROW_NUMERAL = re.compile(rf"\|[ ]*(\(?{_NUMERAL}[.)])(?=[ ])")
_DIVIDING = re.compile(r"^[ \t|]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_GRID = re.compile(r"^\+(?:[-=:]+\+)+[ \t]*$", re.MULTILINE)
# A table that touches the text above, which some read as more of it and others as a table.
_TOUCHING = re.compile(rf"(?m)^(?:{_GRID.pattern}|[^\n]*\|[^\n]*\n{_DIVIDING.pattern})")
_LETTERED = re.compile(r"(?m)^\(?[א-ת]{1,3}['׳]?[.)][ ]")
# Code behind a sign of a list that CommonMark does not know.
_FENCE_BEHIND = re.compile(
    r"(?P<sign>\S{1,5})[ ]`{3,}\{?\.?(?P<info>[\w+#-]+)\}?(?P<code>(?:\n.*)?)", re.DOTALL
)
# What is to be done, or is done, as GitHub has it.
_BOX = re.compile(r"\[([ xX])\](?=[ \t]+\S)")
_BEFORE_BOX = re.compile(r"[ \t>]*(?:[-*+]|\(?\d{1,9}[.)])[ \t]+\[")
_REMARK = re.compile(r"\{note\}")  # MyST's, whose words are no code
_BARE_FENCE = re.compile(r"[> \t]*`{3,}[ \t]*")
_INLINE_TAGS = (defs.special_inline_tags | defs.phrase_tags | defs.font_style_tags) - {"br", "img"}
_INLINE_TAGS |= {"bdi", "mark", "ruby", "rt", "rp", "time", "wbr"}
_KNOWN_TAGS = defs.tags | _INLINE_TAGS | {"picture", "template", "path", "tabs", "tabitem"}
_CONTAINERS = {
    "blockquote": "quote",
    "list_item": "list",
    "table": "table",
    "footnote_reference": "note",
    "heading": "heading",
    "dd": "doubtful",  # where terms may begin, readers differ
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of text with the lines where it stands, both included.

    words: those that an edition must have, in this order if `ordered`. perhaps: those
        that are shown or are not, as a list's numbers. kinds: what it is, and what it stands in.
        formulas: which of the words stand in one.
    """

    first: int
    last: int
    words: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    ordered: bool = True
    formulas: frozenset[int] = frozenset()

    def as_text(self) -> Passage:
        """Return the same without what is drawn and not written: formulas, pictures."""
        if "picture" in self.kinds:
            return replace(self, words=())
        words = [word for place, word in enumerate(self.words) if place not in self.formulas]
        return replace(self, words=tuple(words), formulas=frozenset())


def read_passages(text: str, keys: frozenset[str] = frozenset()) -> list[Passage]:
    """Return the passages of a chapter's file in their order, those without a word left out.

    keys: of the works that may be cited; any other "@name" is a word.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _without_spare_ends(text)
    begun = text.lstrip("\n")
    found = list(_Witness(keys).read(begun, text[: -len(begun)].count("\n"), frozenset()))
    kept = _without_second_title(found)
    return [passage for passage in kept if passage.words or passage.perhaps]


def _without_spare_ends(text: str) -> str:
    """Return a text whose lines of colons are empty where no division can be open.

    What is around such a line goes on behind it: a note, say.
    """
    lines, is_open = text.split("\n"), 0
    for number, line in enumerate(lines):
        if match := _COLONS.fullmatch(line.strip(" \t")):
            if not match[1].strip(": ") and not is_open:
                lines[number] = ""
            is_open += 1 if match[1].strip(": ") else -1 if is_open else 0
    return "\n".join(lines)


def _without_second_title(found: Sequence[Passage]) -> Iterator[Passage]:
    """Yield passages; a first heading that says what the front matter says is the same title."""
    titles = [passage for passage in found if "title" in passage.kinds]
    body = [passage for passage in found if "title" not in passage.kinds]
    if titles and body and "heading" in body[0].kinds and titles[0].words == body[0].words:
        titles = titles[1:]
    yield from titles
    yield from body


# Inline rules of pandoc's Markdown ------------------------------------------------


def _attributes_rule(state: StateInline, silent: bool) -> bool:
    match = _ATTRIBUTES.match(state.src, state.pos) if state.src[state.pos] == "{" else None
    if not match:
        return False
    if not silent:
        state.push("attributes", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _division_rule(state: StateBlock, first: int, _last: int, silent: bool) -> bool:
    """Take a line of colons for itself, whether it opens or closes a division."""
    start = state.bMarks[first] + state.tShift[first]
    match = _COLONS.match(state.src, start, state.eMarks[first])
    if not match:
        return False
    if not silent:
        token = state.push("division", "", 0)
        token.info, token.map = match[1], [first, first + 1]
        state.line = first + 1
    return True


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos) if state.src[state.pos] in "[@-" else None
    known = state.env.get("keys", frozenset())
    if not match or not all(key in known for key in _CITED.findall(match[0])):
        return False
    if not silent:
        state.push("citation", "", 0).content = match[0]
    state.pos = match.end()
    return True


_DEFLIST = next(
    rule.fn
    for rule in MarkdownIt().use(deflist_plugin).block.ruler.__rules__
    if rule.name == "deflist"
)


def _definition_rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Read terms and their meanings; a sign that is indented by four is code, not a meaning."""
    place = first + 1 if first + 1 < last and not state.isEmpty(first + 1) else first + 2
    is_code = place < last and state.is_code_block(place)
    return not is_code and _DEFLIST(state, first, last, silent)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(front_matter_plugin)
    parser.use(footnote_plugin, move_to_end=False)
    parser.use(deflist_plugin)
    parser.block.ruler.at(
        "deflist", _definition_rule, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    parser.use(amsmath_plugin)
    parser.use(sub_plugin)
    parser.use(superscript_plugin)
    before = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "division", _division_rule, before)
    parser.inline.ruler.before("link", "attributes", _attributes_rule)
    parser.inline.ruler.before("link", "citation", _citation_rule)
    return parser


_PARSER = _parser()
_IN_HTML = _parser().disable("html_block")


# Tokens → passages ----------------------------------------------------------------


@dataclass
class _Pieces:
    """A passage in the making: what must be there, and what may."""

    must: list[str] = field(default_factory=list)
    may: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    notes: list[Sequence[Token]] = field(default_factory=list)


class _Witness:
    """Reads one file; pieces of HTML in it are read as texts of their own."""

    def __init__(self, keys: frozenset[str]) -> None:
        self.keys = keys
        self._is_drawn = False
        self._drawn_line = 0
        self._is_html = False
        self._is_astray = False

    def read(self, text: str, offset: int, outer: frozenset[str]) -> Iterator[Passage]:
        """Yield the passages of a text that begins `offset` lines down in its file."""
        self._env: dict[str, Any] = {"keys": self.keys}
        if not outer and (toml := _TOML.match(text)):
            yield from self._titles(_toml(toml[1]), (offset + 1, offset + toml[0].count("\n") + 1))
            text = "\n" * toml[0].count("\n") + text[toml.end() :]
        self._texts = text.split("\n")
        self._is_html = "html" in outer
        tokens = (_IN_HTML if "html" in outer else _PARSER).parse(text, self._env)
        inside: list[str] = []
        is_late = False
        lines = begun = (offset, offset)
        for place, token in enumerate(tokens):
            if token.map:
                lines = (offset + token.map[0] + 1, offset + token.map[1])
            name, _, side = token.type.rpartition("_")
            if token.type == "ordered_list_open":
                is_late = self._is_late_list(token)
            if side == "open" and name in _CONTAINERS:
                inside.append(_CONTAINERS[name])
                if name == "blockquote" and _is_alert(tokens[place:]):
                    inside[-1] = "remark"
                elif token.info and is_late:
                    inside[-1] = "doubtful"
                    yield Passage(*lines, (), words_of(token.info))
                begun = lines if name == "footnote_reference" else begun
                if name == "footnote_reference" and self._is_astray:  # or it is code
                    yield Passage(*lines, (), words_of(token.meta["label"]))
            elif side == "close" and name in _CONTAINERS:
                inside.pop()
            if "note" in inside:  # a note is one thing, wherever it is broken and wherever it is
                lines = (min(begun[0], lines[0]), lines[1])
                kinds = frozenset(inside[inside.index("note") :])
            else:
                kinds = frozenset(inside)
            # Behind code or a formula without an end, readers agree on nothing.
            kinds |= {"doubtful"} if self._is_astray else set()
            yield from self._one(token, lines, outer | kinds)

    def _is_late_list(self, token: Token) -> bool:
        """Tell whether a list touches the text above and does not begin with 1."""
        assert token.map
        above = self._texts[token.map[0] - 1] if token.map[0] else ""
        return bool(above.strip()) and token.attrs.get("start", 1) != 1

    def _one(
        self, token: Token, lines: tuple[int, int], kinds: frozenset[str]
    ) -> Iterator[Passage]:
        """Yield the passages of one token; those of a table are its rows."""
        match token.type:
            case "table_open":
                assert token.map
                # Hyphens alone underline a heading, to most.
                self._is_drawn = bool(self._texts[token.map[0] + 1].strip("> \t-"))
            case "tr_open":  # read by itself: cells too many are words as well
                assert token.map
                line = self._texts[token.map[0]]
                # A line without bars that touches a table is no row to most, nor what follows.
                self._is_drawn = self._is_drawn and "|" in line
                row = _PARSER.parseInline(line.lstrip("> \t-*+"), self._env)
                yield from self._inline(
                    row, lines, kinds - (set() if self._is_drawn else {"table"})
                )
            case "inline" if "table" not in kinds:
                yield from self._text(token, lines, kinds)
            case "hr":  # or the line under the head of a table without bars
                self._drawn_line = lines[1] + 1 if "-" in token.markup else 0
            case "code_block" if self._drawn_line == lines[0]:
                yield Passage(*lines, words_of(token.content), kinds=kinds)
            case _:
                yield from self._block(token, lines, kinds)

    def _text(
        self, token: Token, lines: tuple[int, int], kinds: frozenset[str]
    ) -> Iterator[Passage]:
        """Yield the passages of some lines of text."""
        assert token.map
        own = self._texts[slice(*token.map)]
        if "quote" in kinds and not all(text.lstrip().startswith(">") for text in own):
            kinds |= {"doubtful"}  # a line without its mark is in the quotation, or ends it
        first, _, rest = token.content.partition("\n")
        if not words_of(first) or "\n:" in token.content or "\n~" in token.content:
            kinds |= {"doubtful"}  # signs of something that others know
        if "heading" in kinds and rest:  # to others only the last line is one
            kinds |= {"doubtful"}
        touching = _TOUCHING.search(token.content, 1)
        if "note" in kinds:  # which a list in Hebrew letters ends, for those who know such
            touching = touching or _LETTERED.search(token.content, 1)
        if own and (box := _BOX.match(token.content)) and _BEFORE_BOX.match(own[0]):
            sign = "\N{BALLOT BOX}" if box[1] == " " else "\N{BALLOT BOX WITH CHECK}"
            boxed = f"{sign}{token.content[box.end() :]}"
            yield from self._inline(_PARSER.parseInline(boxed, self._env), lines, kinds)
        elif code := _FENCE_BEHIND.fullmatch(token.content):
            below = "".join(self._texts[token.map[1] : token.map[1] + 1])
            self._is_astray |= bool(_BARE_FENCE.fullmatch(below))  # its end, or a beginning
            yield Passage(
                *lines,
                words_of(code["code"]),
                words_of(f"{code['sign']} {code['info']}"),
                kinds | {"doubtful"},
            )
        elif touching:  # a table may go elsewhere than the text, as its caption does
            for part in (token.content[: touching.start()], token.content[touching.start() :]):
                parsed = _PARSER.parseInline(part, self._env)
                yield from self._inline(parsed, lines, kinds | {"doubtful"})
        elif re.match(r"!!!|\?\?\?", first) and rest:
            yield from self._inline(_PARSER.parseInline(first, self._env), lines, kinds)
            bare = "\n".join(text.strip() for text in rest.split("\n"))
            yield from _Witness(self.keys).read(bare, lines[0], kinds | {"doubtful"})
        else:
            yield from self._inline([token], lines, kinds)

    def _block(
        self, token: Token, lines: tuple[int, int], kinds: frozenset[str]
    ) -> Iterator[Passage]:
        match token.type:
            case "fence" if _REMARK.match(token.info) and self._is_closed(token):
                yield Passage(lines[0], lines[0], (), words_of(token.info), kinds)
                yield from _Witness(self.keys).read(token.content, lines[0], kinds)
            case "fence" if self._is_closed(token) and not self._is_astray:
                info = words_of(token.info)
                yield Passage(*lines, words_of(token.content), info, kinds | {"code"})
            case "fence" | "code_block":
                self._is_astray |= token.type == "fence" and not self._is_closed(token)
                yield self._doubtful(token, lines, kinds)
            case "math_block" | "math_block_label" | "amsmath":
                words, formulas = _numbered(_as_formula(token.content))
                if "```" not in token.content:
                    yield Passage(*lines, words, kinds=kinds, formulas=formulas)
                else:  # no formula, but dollars that open and do not close
                    self._is_astray = True
                    yield self._doubtful(token, lines, kinds)
            case "html_block":
                if self._is_astray:  # or it is code
                    unread = (*_UNREAD.finditer(token.content), *_TAG.finditer(token.content))
                    tags = " ".join(match[0] for match in unread)
                    yield Passage(*lines, (), words_of(tags))
                self._is_astray |= "```" in token.content or "~~~" in token.content
                yield from self._html(token.content, lines, kinds)
            case "front_matter":
                yield from self._titles(_yaml(token.content), lines)
            case "division":
                name, title = _division_title(token.info)
                yield Passage(lines[0], lines[0], words_of(title), words_of(name), kinds)

    def _is_closed(self, token: Token) -> bool:
        """Tell whether a fence has an end; without one, all that follows is taken for code."""
        assert token.map
        last = self._texts[token.map[1] - 1].lstrip("> \t").rstrip()
        return token.map[1] - token.map[0] > 1 and last.startswith(token.markup[:3])

    def _doubtful(self, token: Token, lines: tuple[int, int], kinds: frozenset[str]) -> Passage:
        """Return the words that stand there whether it is code or text; either may be right."""
        bare = _COMMENT.sub(_blank, token.content)
        found = list(_Witness(self.keys).read(bare, lines[0], frozenset({"html"})))
        as_text = Counter(word for passage in found for word in passage.words)
        kinds |= {"doubtful"}
        info = words_of(token.info)
        must, may = [], list(info)
        for word in words_of(token.content):
            (must if as_text[word] > 0 else may).append(word)
            as_text[word] -= 1
        may += (+as_text).elements()
        return Passage(*lines, tuple(must), tuple(may), kinds, not set(may) - set(info))

    def _inline(
        self, tokens: Sequence[Token], lines: tuple[int, int], kinds: frozenset[str]
    ) -> Iterator[Passage]:
        pieces = _Pieces()
        for token in tokens:
            self._flatten(token.children or (), pieces, at_start=True)
            pieces.must.append(" ")
        whole = "".join(pieces.must)
        habits = [match[0] for match in _HABIT.finditer(whole.strip())]
        for habit in habits:
            whole = whole.replace(habit, " ", 1)
        perhaps = words_of(" ".join((*pieces.may, *habits)))
        grid = bool(_GRID.match("\n".join(token.content for token in tokens).lstrip()))
        if grid:
            perhaps += words_of(" ".join(_ROW_NUMERAL.findall(whole)))
            whole = _ROW_NUMERAL.sub("|", whole)
        words, formulas = _numbered(whole)
        for token in tokens:  # what touches a reference is one word with what is printed for it
            for prefix in _PREFIX.findall(token.content):
                if prefix in words:
                    place = words.index(prefix)
                    words = (*words[:place], *words[place + 1 :])
                    perhaps += (prefix,)
        if any(_DIVIDING.search(token.content) for token in tokens):
            kinds |= {"doubtful"}  # perhaps a table that touches the text
        if any(_is_pre(child) for token in tokens for child in token.children or ()):
            kinds |= {"doubtful"}  # code to HTML, wherever it stands
        # What stands between tags may come in another order: a caption, say.
        yield Passage(*lines, words, perhaps, kinds, not grid and "html" not in kinds, formulas)
        yield from _pictures(pieces.pictures, pieces.alts, lines, kinds)
        for note in pieces.notes:
            inner = _Pieces()
            self._flatten(note, inner, at_start=False)
            yield Passage(*lines, words_of("".join(inner.must)), kinds=kinds | {"note"})

    def _flatten(self, children: Sequence[Token], pieces: _Pieces, *, at_start: bool) -> None:
        for child in children:
            text = child.content
            match child.type:
                case "text":
                    while at_start and (match := _ENUMERATOR.match(text)):
                        pieces.may.append(match[0])
                        text = text[match.end() :]
                    pieces.must.append(text)
                case "softbreak" | "hardbreak":
                    pieces.must.append("\n")
                    at_start = True
                    continue
                case "math_inline" | "math_inline_double":
                    pieces.must.append(_as_formula(text))
                case "image":
                    pieces.pictures.append(str(child.attrs["src"]))
                    pieces.must.append(" ")
                    if _is_alone(child, children):  # its words are a caption
                        self._flatten(child.children or (), pieces, at_start=False)
                        pieces.must.append(" ")
                    else:  # shown to those only who do not see the picture
                        inner = _Pieces()
                        self._flatten(child.children or (), inner, at_start=False)
                        pieces.alts.append("".join(inner.must))
                case "html_inline":
                    pieces.must.append(_shown_of_tag(text))
                    pieces.alts += _of_pictures(_ALT, text)
                    pieces.pictures += _of_pictures(_SRC, text)
                case "attributes" if text.startswith("{:") and self._is_html:
                    pieces.may.append(text)
                case "attributes":
                    _take_brackets_off(pieces.must)
                    pieces.alts += [next(filter(None, m), "") for m in _ALT.findall(text)]
                case "code_inline":
                    pieces.must.append(f" {text} ")
                    if len(child.markup) > 2:  # fences in a line: code, or what is left of it
                        shown = _ATTRIBUTES.sub(" ", text)
                        pieces.must[-1], pieces.may = f" {shown} ", [*pieces.may, text]
                case "citation":
                    pieces.may.append(text)
                    pieces.must.append(" ")
                case "footnote_ref":
                    notes = self._env["footnotes"]["list"]  # type: ignore[index]
                    pieces.notes += [t for t in [notes[child.meta["id"]].get("tokens")] if t]
                case _:
                    pieces.must.append(text)
            at_start = False

    def _html(
        self, markup: str, lines: tuple[int, int], kinds: frozenset[str]
    ) -> Iterator[Passage]:
        markup = _UNREAD.sub(_blank, _COMMENT.sub(_blank, markup))
        alts, sources = (_of_pictures(pattern, markup) for pattern in (_ALT, _SRC))
        yield from _pictures(sources, alts, lines, kinds)
        if re.match(r"\s*<pre\b", markup, re.IGNORECASE):
            shown = html.unescape(_TAG.sub(_blank, markup))
            yield Passage(*lines, words_of(shown), kinds=kinds | {"html"})
            return
        bare = _TAG.sub(lambda match: _shown_of_tag(match[0]) or _blank(match), markup)
        bare = re.sub(r"(?m)^[ \t]+", "", bare)
        # Where a link leads is shown where HTML is more of a line, as <br> is.
        yield Passage(*lines, (), words_of(" ".join(_TARGET.findall(bare))))
        yield from _Witness(self.keys).read(bare, lines[0] - 1, kinds | {"html"})

    def _titles(self, matter: object, lines: tuple[int, int]) -> Iterator[Passage]:
        """Yield the words of front matter that are printed."""
        for key in ("title", "subtitle") if isinstance(matter, dict) else ():
            inline = _PARSER.parseInline(str(matter.get(key) or ""), self._env)
            for passage in self._inline(inline, lines, frozenset()):
                yield Passage(*lines, passage.words, kinds=frozenset({key, "title"}))


def _is_alone(picture: Token, children: Sequence[Token]) -> bool:
    """Tell whether a picture has no words beside it in its paragraph."""
    return not any(t.content.strip() for t in children if t is not picture and t.type == "text")


def _is_pre(token: Token) -> bool:
    return token.type == "html_inline" and token.content.lower().startswith("<pre")


def _is_alert(tokens: Sequence[Token]) -> bool:
    """Tell whether a quotation is an alert of GitHub, which is a remark."""
    first = next((token.content for token in tokens if token.type == "inline"), "")
    return first.startswith("[!")


def _yaml(content: str) -> object:
    try:
        return yaml.safe_load(content)
    except yaml.YAMLError:
        return None


def _toml(content: str) -> object:
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError:
        return None


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _shown_of_tag(markup: str) -> str:
    """Return what a tag shows: nothing, a gap, or its name where HTML has no such element.

    That an element ends may be shown as well: its name between two signs that no text has.
    """
    match = _TAG.match(markup)
    if not match:
        return " "
    name = match[2].lower()
    if name not in _KNOWN_TAGS:
        return f"\ue002{match[2]}\ue003" if match[1] else f" {match[2]} "
    return "" if name in _INLINE_TAGS else " "


def _of_pictures(pattern: re.Pattern[str], markup: str) -> list[str]:
    """Return what an attribute says in each <img> of some HTML."""
    tags = (match for match in _TAG.finditer(markup) if match[2].lower() == "img")
    found = (pattern.search(match[3]) for match in tags)
    return [html.unescape(next(filter(None, m.groups()), "")) for m in found if m]


def _pictures(
    sources: Iterable[str], alts: Iterable[str], lines: tuple[int, int], kinds: frozenset[str]
) -> Iterator[Passage]:
    """Yield each picture as a passage of one word, and what is said of it to the blind."""
    for source in sources:
        yield Passage(*lines, (picture(source),), kinds=kinds | {"picture"})
    for alt in alts:
        yield Passage(*lines, words_of(alt), kinds=kinds | {"alt"})


def _division_title(info: str) -> tuple[str, str]:
    """Return a division's name and the words after it: `:::tip Title`, `:::tip[Title]`."""
    rest = _ATTRIBUTES.sub(" ", info).strip(" :")
    match = re.match(r"([A-Za-z][\w-]*)\s*(.*)|([\w-]+)$", rest)
    return (match[1] or rest, match[2] or "") if match else ("", rest)


def _take_brackets_off(parts: list[str]) -> None:
    """Take away the brackets before attributes: they part no words, as in ב[JSON]{lang=en}."""
    text, depth = "".join(parts), 0
    for place in range(len(text) - 1, -1, -1) if text.endswith("]") else ():
        depth += {"]": 1, "[": -1}.get(text[place], 0)
        if not depth:
            parts[:] = [text[:place], text[place + 1 : -1]]
            return


def _as_formula(tex: str) -> str:
    """Return TeX between two signs that no text has."""
    return "\ue000" + re.sub(r"\\(?:begin|end)\{[\w*]+\}", " ", tex) + "\ue001"


def _numbered(text: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the words of a text, and which of them stand in formulas."""
    words: list[str] = []
    formulas: set[int] = set()
    for number, part in enumerate(re.split("[\ue000\ue001]", text)):
        found = words_of(part)
        if number % 2:
            formulas.update(range(len(words), len(words) + len(found)))
        words += found
    return tuple(words), frozenset(formulas)
