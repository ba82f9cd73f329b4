"""What English prose looks like."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

_SMALL_WORDS = (
    "the a an of to in and or is are was were be been it its this that these those with for on at"
    " by from as not but if you your we our they their he his she her which who what when where how"
    " can will would may must has have had do does did there here all any each no than then so into"
    " only one about also more i me my why whose while us him them up out over under off down after"
    " before between through without within during against because until till though whether yes"
    " could should might shall cannot don't doesn't didn't isn't aren't wasn't weren't won't can't"
    " shouldn't couldn't wouldn't haven't hasn't it's that's you're we're they're i'm let's there's"
)
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that only join others."""
_CLINGING = (
    "a an the of and or but nor in on at to for from by with as into under between its our my"
    " your no"
)
CLINGING = frozenset(_CLINGING.split())
"""Words after which no line of a title should end."""
NEVER_TWICE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "with",
        "from",
        "at",
        "by",
        "to",
        "into",
        "its",
        "our",
        "your",
        "their",
    ]
)
# Of headings, captions and heads of columns in any book; plural forms are found by their ending.
_USUAL = (
    "about abbreviation abstract access account accuracy acknowledgement advantage advice age aim"
    " amount answer appendix application approach area argument article aside author availability"
    " background balance basics before beginning benefit bibliography body book brief budget bug"
    " calendar care case cause caution change chapter checklist child choice city class closing"
    " color colour column comment commentary comparison complaint conclusion condition contact"
    " content context contributor copyright correction cost country course cover credit customer"
    " daily danger data date day deadline decision default definition delivery description design"
    " detail diagram difference difficulty direction discount discussion distance document dose"
    " downloads drawback early easy edition education effect element end engine enough epilogue"
    " equipment error evening event evidence example exception exercise expense experience"
    " explanation export factor family farewell feature fee field figure file final finding first"
    " food footnote foreword form formula free frequency fruit full function further future general"
    " gift glossary goal guest guidance guide half heading health heat height help hidden high hint"
    " history home hour house how idea illustration image import income index information"
    " ingredient input insurance interview introduction inventory issue item joint journey key kind"
    " kitchen known label language large largest last law leaflet legend length lesson letter level"
    " licence license limit line link list loan location loss low main maintenance manual map"
    " margin market material maximum meal meaning measure medicine medium meeting member method"
    " middle minimum mistake model money month monthly morning motivation name need network never"
    " next night note notice number objective office often old opening option order origin outline"
    " output overview owner page part parameter parent partner past patient payment people"
    " percentage period permission person phone picture place plan plant play point policy position"
    " postscript practice preface preparation present price principle priority problem procedure"
    " process product profit progress prologue proof property proposal purpose quality quantity"
    " question quick range rarely rate rating ratio reader reading reason receipt recipe record"
    " reference region rent repair report request requirement research resource response result"
    " return revenue review right risk role room rule safety salary sale sample saving schedule"
    " school scope season second section security service setting shape share short size small"
    " solution sometimes source space speed stage standard start statement statistics status step"
    " storage story strength street structure student subject suggestion summary supplier supply"
    " support surface symbol table target task tax teacher technique term test text thanks theme"
    " theory third time tip title tool topic total town transport travel treatment trip type"
    " unit update usage use user usual value vegetable version view village visit volume warning"
    " warranty waste water weather week weekly weight what width word work worker year yearly"
)
_USUAL_WORDS = frozenset(_USUAL.split())
_ENDING, _LONG, _FEWEST_TITLE = "ing", 6, 3
# Few names end so: Installation, Requirements, Readiness.
_NOUNS = ("ation", "ction", "ition", "ution", "ment", "ness", "ility", "ance", "ence")
_LONG_NOUN = 8


def is_prose(words: Sequence[str], fewest: int, has_same: bool) -> bool:
    """Tell running text from names and from titles of works, as `Language.is_prose` says."""
    if len(words) < fewest:
        return False
    small = sum(word[0].islower() for word in words)
    telling = sum(map(_is_small, words))
    if has_same:
        return small >= 0.5 * len(words) and telling >= 1
    return small >= 0.6 * len(words) and telling >= 0.2 * len(words)


def is_heading(words: Sequence[str], common: Container[str]) -> bool:
    """Tell a heading from a name or a title, as `Language.is_heading` says."""
    own = [word for word in words if not _is_small(word)]
    if not own:
        return len(words) > 1
    if _is_small(words[0]) and any(word[0].islower() for word in own):
        return True
    if words[0].endswith(_ENDING) and len(words[0]) >= _LONG and len(words) >= _FEWEST_TITLE:
        return True  # Making Oil Lamps
    if len(own) < len(words) and _is_usual(own[0]) and all(map(str.islower, own[1:])):
        return True  # Weights of common ingredients
    known = [_is_usual(word) or (len(word) > 1 and word.lower() in common) for word in own]
    return all(known) if len(own) > 1 else _is_usual(own[0])


def _is_usual(word: str) -> bool:
    """Tell whether a word is one of those that headings often have, or ends as no name does."""
    return any(
        form in _USUAL_WORDS or (form.endswith(_NOUNS) and len(form) >= _LONG_NOUN)
        for form in _singular(word.lower())
    )


def _singular(word: str) -> Iterator[str]:
    """Yield a word, and what it may be the plural of."""
    yield word
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("s"):
        yield word[:-1]


def _is_small(word: str) -> bool:
    return word.lower().replace("’", "'") in SMALL_WORDS
