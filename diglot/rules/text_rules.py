"""Rules T601, T603 and T605: text left in the source's language, lengths, ends of sentences.

Goes in: the sections of a chapter with their translations, passage by passage. Comes
out: findings. Nothing else is said of a passage that is not translated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import exp, log

from msgspec.structs import replace

from diglot.bitext.blocks.passages import HOLE, Passage
from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.lang.known import language
from diglot.lang.language import Language
from diglot.text.marks.signs import EMOJI_NAME
from diglot.text.sentences import sentences

Left = tuple[PassagePair, str]
"""A passage that is not translated, and its words that are left; "" where they say nothing."""
Run = tuple[Left, ...]

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_QUOTED = re.compile(
    r"“[^“”]*”|\"[^\"]*\"|״[^״]*״|‘[^‘’]*’|«[^«»]*»|„[^„”“]*[”“]|\([^()]*\)|\[[^\[\]]*\]"
)
_SMALL_WORD = re.compile(r"\b[^\W\d_A-Z][^\W\d_]*")
_SIGNS = re.compile(r"[\W_]+")
_FEWEST_WORDS = 5  # of a passage that is whole in the source's language
_LONGEST_PHRASE = 8  # words in a row that a translation may take over
_FEWEST_TITLE = 3
_FEWEST_WHOLE = 4  # of a sentence among translated ones
_SENTENCE_ENDS = tuple(".?!…")
_SHORT_KINDS = ("heading", "caption", "cell")  # what says in few words what it is
_SHORT = 220  # characters: shorter passages differ in length by chance
_TOO_SHORT, _TOO_LONG = log(1 / 2.6), log(2.6)
_CLOSERS = " \t\u00a0\"'”’״׳»)]}*_\u200e\u200f\u2069\u202c" + HOLE
_SENTENCE_END = re.compile(r"[.?!…][\"'”’״׳]*(?=\s+\W?[^\W\d_a-z]|\s*$)")
# A verse of the Bible: sof pasuq, and what says whether a section is open or closed.
_VERSE_END = re.compile(r"\u05c3\s*[{(\[]?[ספ]?[})\]]?\s*$")
_EMOJI_AT_END = re.compile(EMOJI_NAME + "$")
_MOST_SENTENCES = {"?": 2, "!": 1}
_BOLD = 8  # characters: of what is bold for more than a term's sake
_SENTENCE = 40  # characters: what is shorter may be no sentence
_MARKS = {"?": "a question mark", "!": "an exclamation mark", ":": "a colon", ".": "a full stop"}
_COLONS = (":", "：", "–", "—", "-", ";", "…")


def text_findings(
    sections: Sequence[Compared], ratio: float, runs: Sequence[Run]
) -> Iterator[Finding]:
    """Yield the passages of a chapter that are not translated, or unlike their sources.

    ratio: how long the translation of one character usually is. runs: what is not translated.
    """
    yield from (_untranslated(run, sections[0].source_language) for run in runs)
    left = passages_in(runs)
    for pair in (p for compared in sections for part in compared.parts for p in part.passages):
        if id(pair) not in left and not (pair.source.foreign or pair.translation.foreign):
            yield from _length(pair, ratio)
            yield from _end(pair)
    yield from _bold(sections)


# Not translated ------------------------------------------------------------------------


def runs_left(sections: Sequence[Compared]) -> tuple[Run, ...]:
    """Return the passages of a chapter that are still in the source's language, in runs.

    What says nothing in either language, such as a name, is part of the run around it.
    """
    pairs = [
        (compared, pair)
        for compared in sections
        for part in compared.parts
        for pair in part.passages
    ]
    common = _Common(pair.source for _, pair in pairs)
    kept = _kept_columns(sections)
    runs: list[Run] = []
    run: list[Left] = []
    before: Left | None = None  # the first of those just before, which say nothing
    for compared, pair in pairs:
        words = untranslated(pair, compared)
        if not words and id(pair) not in kept:
            words = _short(pair, compared, common)
        if words:
            run += [before] if before and not run else []
            run.append((pair, words))
        elif not _says_nothing(pair, compared):
            runs += [tuple(run)] if run else []
            run, before = [], None
        elif run:
            run.append((pair, ""))
        elif before is None and _LATIN.search(pair.translation.words):
            before = (pair, pair.translation.words)
    return (*runs, tuple(run)) if run else tuple(runs)


def passages_in(runs: Sequence[Run]) -> frozenset[int]:
    """Return the identities of all pairs in runs."""
    return frozenset(id(pair) for run in runs for pair, _ in run)


def untranslated(pair: PassagePair, compared: Compared) -> str:
    """Return what is still in the source's language: a passage, a long part of it, or ""."""
    if pair.source.foreign or pair.translation.foreign:
        return ""
    source, own_tongue = language(compared.source_language), language(compared.language)
    text = pair.translation.words
    if not source or not own_tongue or source.word == own_tongue.word:
        is_copy = text == pair.source.words
        return text if is_copy and len(text.split()) >= _LONGEST_PHRASE else ""
    own, other = re.compile(own_tongue.word), re.compile(source.word)
    if not other.search(text):
        return ""
    if not own.search(text):
        # Whole: brackets and quotation marks are then part of it.
        has_same = _is_copy(pair)
        return text if source.is_prose(other.findall(text), _fewest(pair), has_same) else ""
    outside = _QUOTED.sub(HOLE, text)
    runs = re.split(own.pattern + "|" + HOLE, outside)
    parts = (r for r in runs if source.is_prose(other.findall(r), _LONGEST_PHRASE, False))
    return next(parts, "").strip(" .,;:–—-") or _sentence_left(pair, own, other, source)


def _sentence_left(
    pair: PassagePair, own: re.Pattern[str], other: re.Pattern[str], source: Language
) -> str:
    """Return a whole sentence of the source that is as it was among translated ones, or ""."""
    theirs = sentences(pair.translation.words)
    theirs = tuple(s for s in theirs if not own.search(s) and other.search(s))
    ours = frozenset(sentences(pair.source.words)) if theirs else frozenset()
    left = (s for s in theirs if s in ours and s[-1:] in _SENTENCE_ENDS)
    return next((s for s in left if source.is_prose(other.findall(s), _FEWEST_WHOLE, True)), "")


class _Common:
    """The words that a chapter's running text has in lower case; read when first asked for."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = passages
        self._words: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        if self._words is None:
            running = (p.words for p in self._passages if p.kind != "heading")
            self._words = frozenset(w for text in running for w in _SMALL_WORD.findall(text))
        return word in self._words


def _short(pair: PassagePair, compared: Compared, common: _Common) -> str:
    """Return what was left as it is, though it may be too short to be sure by itself."""
    source, own = language(compared.source_language), language(compared.language)
    text = pair.translation.words
    if pair.source.kind not in _SHORT_KINDS or not (source and own) or source.word == own.word:
        return ""
    is_left = not (pair.source.foreign or pair.translation.foreign or re.search(own.word, text))
    words = re.findall(source.word, text) if is_left and _is_copy(pair) else []
    return text if words and source.is_heading(words, common) else ""


def _kept_columns(sections: Sequence[Compared]) -> frozenset[int]:
    """Return the pairs of cells, by identity, whose columns a translation mostly leaves as is."""
    kept: set[int] = set()
    for part in (part for compared in sections for part in compared.parts):
        columns = defaultdict[str, list[PassagePair]](list)
        for pair in part.passages:
            if pair.source.kind == "cell" and _LATIN.search(
                pair.translation.words + pair.source.words
            ):
                columns[pair.source.context].append(pair)
        for pairs in columns.values():
            if 2 * sum(map(_is_copy, pairs)) >= len(pairs):
                kept.update(map(id, pairs))
    return frozenset(kept)


def _fewest(pair: PassagePair) -> int:
    if pair.translation.kind == "heading":
        return _FEWEST_TITLE
    return _FEWEST_WORDS + 1 if pair.translation.kind == "cell" else _FEWEST_WORDS


def _says_nothing(pair: PassagePair, compared: Compared) -> bool:
    """Tell whether a passage is as right in either language, and so no end to what is left."""
    spoken = filter(None, map(language, (compared.source_language, compared.language)))
    others = (found.word for found in spoken if not re.match(found.word, "a"))
    return _is_copy(pair) and not any(re.search(word, pair.translation.words) for word in others)


def _is_copy(pair: PassagePair) -> bool:
    """Tell whether a translation is its source, though its marks may be those of its language."""
    source, translation = pair.source.words, pair.translation.words
    if source == translation:
        return True
    first, other = (next(filter(str.isalnum, words), "") for words in (source, translation))
    return first == other and _SIGNS.sub(" ", source) == _SIGNS.sub(" ", translation)


def _untranslated(run: Run, source: str) -> Finding:
    said = [(pair, words) for pair, words in run if words]
    first, last = said[0][0].translation, said[-1][0].translation
    words = f"{quoted(_opening(said[0][1]))} is not translated"
    if len(said) > 1:
        words = f"{len(said)} passages are not translated, from {quoted(_opening(said[0][1]))}"
        words += f" to line {last.position.line}"
    return Finding(
        "untranslated",
        first.position,
        words,
        f"translate it, or mark words that stay as they are: […]{{lang={source}}}",
        said[0][0].source.position,
    )


def _opening(text: str) -> str:
    words = text.replace(HOLE, "…").split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")


# Lengths -------------------------------------------------------------------------------


def length_apart(pair: PassagePair, ratio: float) -> float:
    """Return the logarithm of how much longer a translation is than usual; 0 if not by far."""
    if pair.loose or pair.source.kind in ("heading", "verse", "alt"):
        return 0
    ours, theirs = len(pair.source.words) * ratio, len(pair.translation.words)
    apart = log((theirs + 20) / (ours + 20))
    return 0 if max(ours, theirs) < _SHORT or _TOO_SHORT < apart < _TOO_LONG else apart


def _length(pair: PassagePair, ratio: float) -> Iterator[Finding]:
    apart = length_apart(pair, ratio)
    if not apart:
        return
    word = "shorter" if apart < 0 else "longer"
    how = f"about {round(exp(abs(apart)), 1):g} times {word}"
    yield Finding(
        "length",
        pair.translation.position,
        f"the passage is {how} than a translation of its source usually is",
        "see whether something is missing" if apart < 0 else "see whether something was added",
        pair.source.position,
    )


# Bold --------------------------------------------------------------------------------


def _bold(sections: Sequence[Compared]) -> Iterator[Finding]:
    """Yield the passages of which some words should be bold and none are.

    Bold words that another passage of the section has in their stead were moved.
    """
    for compared in sections:
        pairs = [pair for part in compared.parts for pair in part.passages]
        spare = sum(pair.translation.bold > 0 == pair.source.bold for pair in pairs)
        for pair in pairs:
            kind, source = pair.source.kind, pair.source
            if pair.loose or kind in ("heading", "cell") or source.bold < _BOLD:
                continue
            if pair.translation.bold:
                continue
            if spare:
                spare -= 1
                continue
            yield Finding(
                "bold-lost",
                pair.translation.position,
                "the source has bold words here, and the translation has none",
                "put ** around the words that correspond to them",
                source.position,
            )


# Ends ----------------------------------------------------------------------------------


def _end(pair: PassagePair) -> Iterator[Finding]:
    ours, theirs = _last(pair.source.words), _last(pair.translation.words)
    if pair.loose or ours == theirs or not ours or not theirs:
        return
    if _VERSE_END.search(pair.translation.words):
        return
    kind = pair.source.kind
    if ours in ".?!" and kind == "paragraph" and _breaks_off(pair.translation.words):
        yield Finding(
            "end-punctuation",
            pair.translation.position,
            f"the source ends with {_MARKS[ours]}, the translation without a mark",
            "end it with a mark, and see whether its last words are missing",
            pair.source.position,
        )
        return
    if ours not in "?!:":
        return
    if kind in ("cell", "alt", "verse") or (kind == "heading" and ours == ":"):
        return
    text, source = pair.translation.words, pair.source.words
    if ours == ":" and (theirs in _COLONS or text.rstrip().endswith((HOLE, *_COLONS))):
        return
    # The sentence may have been turned round, so that its mark is elsewhere.
    if ours != ":" and (text.count(ours) >= source.count(ours) or _is_long(source, ours)):
        return
    name = _MARKS[ours]
    yield Finding(
        "end-punctuation",
        pair.translation.position,
        f'the source ends with {name}, the translation with "{theirs}"',
        f"end it with {name}, if the sentence is of the same kind",
        pair.source.position,
    )


def _breaks_off(text: str) -> bool:
    """Tell whether a text of some length ends with a word: not with a link, or etc."""
    end = text.rstrip(_CLOSERS.replace(HOLE, ""))
    is_short_form = text.rstrip()[-1:] in "'׳’"
    return len(text) >= _SENTENCE and end[-1:].isalpha() and not is_short_form


def _is_long(text: str, mark: str) -> bool:
    """Tell whether a passage has so many sentences that its end may be told otherwise.

    How loud a longer passage ends is for each language to say.
    """
    return len(_SENTENCE_END.findall(text)) > _MOST_SENTENCES[mark]


def _last(text: str) -> str:
    """Return the sign that a text ends with, before what closes brackets and quotations.

    The name of an emoji is none: "" where it is last.
    """
    stripped = text.rstrip(_CLOSERS)
    return "" if _EMOJI_AT_END.search(stripped) else stripped[-1:]


def without_untranslated(compared: Compared, left: frozenset[int]) -> Compared:
    """Return a section without the passages whose identities are in `left`."""
    if not left:
        return compared
    parts = tuple(
        replace(part, passages=tuple(p for p in part.passages if id(p) not in left))
        for part in compared.parts
    )
    return replace(compared, parts=parts)
