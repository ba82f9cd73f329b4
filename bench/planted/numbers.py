"""Faults in numbers, and in what they are of."""

from __future__ import annotations

import random
import re

from drift.planting import Line, Pair
from planted.kinds import PASSAGES, PROSE, Spot, around, kind, masked, pick, replace, spots

RULES = "number-missing number-extra exchanged number-changed"
_NUMBER = r"(?<![\w.,:/+\-–−])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/]|[.,]\d|[-–]\d)"
_MONTHS = [
    "ינואר",
    "פברואר",
    "מרץ",
    "אפריל",
    "מאי",
    "יוני",
    "יולי",
    "אוגוסט",
    "ספטמבר",
    "אוקטובר",
    "נובמבר",
    "דצמבר",
]
_COUNTED = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_GENDERS = (
    ["שניים", "שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "שמונה", "תשעה", "עשרה"],
    ["שתיים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר"],
)
_FORMS = {
    form: (english, gender)
    for gender, forms in enumerate(_GENDERS)
    for english, form in zip(_COUNTED, forms, strict=True)
} | {"שני": ("two", 0), "שתי": ("two", 1)}
_ORDINALS = {
    "שני": "second", "שלישי": "third", "רביעי": "fourth", "שישי": "sixth",
    "שביעי": "seventh",
}  # fmt: skip
_UNITS = {
    "גרם": "ק״ג", "ק״ג": "גרם", "מ״ג": "גרם", "מ״ל": "ליטר", "ליטר": "מ״ל", "ס״מ": "מ״מ",
    "מ״מ": "ס״מ", "ק״מ": "מטרים", "קילומטרים": "מטרים", "מטרים": "ס״מ", "שניות": "דקות",
    "דקות": "שעות", "שעות": "ימים", "ימים": "שבועות", "שבועות": "חודשים", "חודשים": "שנים",
    "מ״ר": "דונם", "טונות": "קילוגרמים", "קמ״ש": "מטרים בשנייה", "יום": "שבועות",
}  # fmt: skip
_CURRENCIES = {
    "ש״ח": "דולר", "שקלים": "דולרים", "אירו": "דולר", "דולר": "אירו", "לירות": "דולרים",
    "ליש״ט": "דולר", "שילינג": "פאונד",
}  # fmt: skip


def _times(number: str, text: str) -> int:
    return len(re.findall(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text))


def _is_shared(ours: Line, theirs: Line, number: str) -> bool:
    """Tell whether a number is exactly once in a line and once in its source."""
    return _times(number, masked(ours.text)) == 1 == _times(number, masked(theirs.text))


def _plain(pair: Pair, pattern: str, kinds: tuple[str, ...] = PROSE, fit: str = "") -> list[Spot]:
    """Return the numbers that a line and its source have once; fit: what they must look like."""
    return spots(
        pair,
        pattern,
        kinds,
        lambda one, two, m: _is_shared(one, two, m[0]) and (not fit or re.search(fit, m[0])),
    )


def _other_digit(figure: str, chance: random.Random) -> str:
    return chance.choice([d for d in "123456789" if d != figure])


@kind("numbers")
def digit_changed(pair: Pair, chance: random.Random) -> bool:
    """Mistype a figure of a number in a sentence."""

    def wrong(match: re.Match[str]) -> str:
        at = chance.choice([i for i, sign in enumerate(match[0]) if sign.isdigit()])
        return match[0][:at] + _other_digit(match[0][at], chance) + match[0][at + 1 :]

    return replace(pair, chance, _plain(pair, _NUMBER), wrong, RULES)


@kind("numbers")
def digits_transposed(pair: Pair, chance: random.Random) -> bool:
    """Type two figures of a number in the wrong order."""

    def turned(match: re.Match[str]) -> str:
        places = [
            i for i in range(len(match[0]) - 1)
            if match[0][i : i + 2].isdigit() and match[0][i] != match[0][i + 1]
            and not (i == 0 and match[0][1] == "0")
        ]  # fmt: skip
        at = chance.choice(places)
        return match[0][:at] + match[0][at + 1] + match[0][at] + match[0][at + 2 :]

    fit = r"(\d)(?!\1)[1-9]"
    return replace(pair, chance, _plain(pair, _NUMBER, PASSAGES, fit), turned, RULES)


@kind("numbers")
def number_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave a number out of a sentence, with its prefix."""
    pattern = rf"(?<= )(?:[א-ת]{{1,2}}־)?({_NUMBER}) (?=[א-ת])"
    found = spots(pair, pattern, PROSE, lambda one, two, m: _is_shared(one, two, m[1]))
    return replace(pair, chance, found, lambda _: "", RULES)


@kind("numbers")
def zero_lost(pair: Pair, chance: random.Random) -> bool:
    """Lose the last zero of a round number."""

    def shorter(match: re.Match[str]) -> str:
        return f"{int(match[0].replace(',', '')) // 10:,}" if "," in match[0] else match[0][:-1]

    found = _plain(pair, _NUMBER, PASSAGES, r"^[\d,]*[1-9,][\d,]*0$")
    return replace(pair, chance, found, shorter, RULES)


@kind("numbers")
def decimal_point_moved(pair: Pair, chance: random.Random) -> bool:
    """Put the decimal point of a number one figure to the left, or lose it."""

    def moved(match: re.Match[str]) -> str:
        whole, _, rest = match[0].partition(".")
        return f"{whole}{rest}" if len(whole) == 1 else f"{whole[:-1]}.{whole[-1]}{rest}"

    found = _plain(pair, _NUMBER, PASSAGES, r"^\d+\.\d+$")
    return replace(pair, chance, found, moved, RULES)


@kind("numbers")
def numbers_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange two numbers of a passage in which both languages count in the same order."""
    listed = re.compile(_NUMBER)

    def in_order(one: Line, two: Line, match: re.Match[str]) -> bool:
        ours, theirs = (listed.findall(masked(line.text)) for line in (one, two))
        following = listed.search(masked(two.text), match.end())
        return bool(ours == theirs and following and following[0] != match[0])

    found = spots(pair, _NUMBER, PROSE, in_order)
    if (spot := pick(pair, found, chance)) is None:
        return False
    following = listed.search(masked(spot.line.text), spot.match.end())
    assert following
    text = spot.line.text
    spot.line.text = (
        text[: spot.match.start()] + following[0] + text[spot.match.end() : following.start()]
        + spot.match[0] + text[following.end() :]
    )  # fmt: skip
    pair.expect(RULES, *around(pair, spot))
    return True


@kind("numbers")
def second_of_two_changed(pair: Pair, chance: random.Random) -> bool:
    """Mistype one of two numbers that are the same."""
    found = spots(
        pair,
        _NUMBER,
        PASSAGES,
        lambda one, two, m: _times(m[0], masked(one.text)) == 2 == _times(m[0], masked(two.text)),
    )
    return replace(pair, chance, found, lambda m: _other_digit(m[0][0], chance) + m[0][1:], RULES)


@kind("numbers")
def cell_value_changed(pair: Pair, chance: random.Random) -> bool:
    """Mistype a figure in a table."""
    found = spots(pair, _NUMBER, ("table",), lambda one, two, m: _is_shared(one, two, m[0]))
    return replace(pair, chance, found, lambda m: m[0][:-1] + _other_digit(m[0][-1], chance), RULES)


@kind("numbers")
def range_changed(pair: Pair, chance: random.Random) -> bool:
    """Let a range end elsewhere."""
    found = spots(
        pair, r"(?<![\d.-])(\d+)[–-](\d+)(?![\d-])", PASSAGES, lambda one, _, m: m[2] in one.text
    )
    return replace(pair, chance, found, lambda m: m[0][:-1] + _other_digit(m[0][-1], chance), RULES)


@kind("numbers")
def day_changed(pair: Pair, chance: random.Random) -> bool:
    """Write another day in a date."""
    months = "|".join(_MONTHS)
    found = spots(
        pair,
        rf"(?<![\d.])(\d{{1,2}})(?= ב(?:{months}))|(?<![\d.])(\d{{1,2}})(?=\.\d{{1,2}}\.\d{{4}})",
        PASSAGES,
    )
    return replace(pair, chance, found, lambda m: str(int(m[0]) % 28 + 1), RULES)


@kind("numbers")
def month_changed(pair: Pair, chance: random.Random) -> bool:
    """Write another month in a date."""
    found = spots(pair, rf"(?<=ב)(?:{'|'.join(_MONTHS)})(?![א-ת])", PASSAGES)
    return replace(pair, chance, found, lambda m: _MONTHS[(_MONTHS.index(m[0]) + 1) % 12], RULES)


@kind("numbers")
def year_changed(pair: Pair, chance: random.Random) -> bool:
    """Write another year."""
    found = _plain(pair, r"(?<![\d.,–-])(?:1[0-9]|20)\d\d(?![\d.,–-])", PASSAGES)
    return replace(
        pair, chance, found, lambda m: str(int(m[0]) + chance.choice((-10, 1, 10))), RULES
    )


@kind("numbers")
def time_changed(pair: Pair, chance: random.Random) -> bool:
    """Write another hour or minute."""
    found = spots(pair, r"(?<!\d)\d{1,2}:\d\d(?!\d)", PASSAGES, lambda one, _, m: m[0] in one.text)
    return replace(
        pair, chance, found, lambda m: m[0][:-2] + str((int(m[0][-2:]) + 15) % 60).zfill(2), RULES
    )


@kind("numbers")
def telephone_changed(pair: Pair, chance: random.Random) -> bool:
    """Mistype the last figure of a telephone number or another number of many parts."""
    found = spots(pair, r"\d[\d]*(?:[- ]\d{2,}){2,}", PASSAGES, lambda one, _, m: m[0] in one.text)
    return replace(pair, chance, found, lambda m: m[0][:-1] + _other_digit(m[0][-1], chance), RULES)


@kind("numbers")
def number_word_changed(pair: Pair, chance: random.Random) -> bool:
    """Write another number where both languages have a word for one up to ten."""

    def is_counted(one: Line, two: Line, match: re.Match[str]) -> bool:
        english = _FORMS[match[1]][0]
        forms = "|".join(form for form, (word, _) in _FORMS.items() if word == english)
        return (
            len(re.findall(rf"\b{english}\b", one.text, re.IGNORECASE)) == 1
            and len(re.findall(rf"(?<![א-ת])[ובהלמשכ]?(?:{forms})(?![א-ת])", two.text)) == 1
        )

    def other(match: re.Match[str]) -> str:
        english, gender = _FORMS[match[1]]
        others = [form for form in _GENDERS[gender][1:] if _FORMS[form][0] != english]
        return match[0].replace(match[1], chance.choice(others))

    pattern = rf"(?<![א-ת׳״-])[ובהלמשכ]?({'|'.join(_FORMS)})(?![א-ת־])"
    return replace(pair, chance, spots(pair, pattern, PASSAGES, is_counted), other, RULES)


@kind("numbers")
def ordinal_changed(pair: Pair, chance: random.Random) -> bool:
    """Write another ordinal number."""
    pattern = rf"(?<=ה)({'|'.join(_ORDINALS)})(?=ה?(?:ית|ה|ת)?(?![א-ת]))"

    def is_said(one: Line, _: Line, match: re.Match[str]) -> bool:
        return bool(re.search(rf"\b{_ORDINALS[match[1]]}\b", one.text, re.IGNORECASE))

    found = spots(pair, pattern, PASSAGES, is_said)
    return replace(pair, chance, found, lambda _: "חמישי", RULES)


@kind("numbers")
def fraction_changed(pair: Pair, chance: random.Random) -> bool:
    """Write a quarter for a half."""
    found = spots(
        pair, r"(?<![א-ת])(ו?)(חצי|מחצית)(?![א-ת])", PASSAGES,
        lambda one, *_: re.search(r"\bhalf\b|½|30 (?:sec|min)", one.text),
    )  # fmt: skip
    return replace(pair, chance, found, lambda m: m[1] + "רבע", RULES)


@kind("numbers")
def unit_of_measure_changed(pair: Pair, chance: random.Random) -> bool:
    """Write a number with another unit."""
    found = spots(pair, rf"(?<=\d )({'|'.join(_UNITS)})(?![א-ת])", PASSAGES)
    return replace(pair, chance, found, lambda m: _UNITS[m[1]], RULES)


@kind("numbers")
def currency_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Write an amount in another currency."""
    found = spots(pair, rf"(?<=\d )({'|'.join(_CURRENCIES)})(?![א-ת])", PASSAGES)
    found += spots(pair, rf"(?<=מיליון )({'|'.join(_CURRENCIES)})(?![א-ת])", PASSAGES)
    return replace(pair, chance, found, lambda m: _CURRENCIES[m[1]], RULES)


@kind("numbers")
def magnitude_changed(pair: Pair, chance: random.Random) -> bool:
    """Write billions for millions, or the other way round."""
    found = spots(pair, r"(?<![א-ת])(מיליון|מיליארד)(?![א-ת])", PASSAGES)
    return replace(
        pair, chance, found, lambda m: "מיליארד" if m[1] == "מיליון" else "מיליון", RULES
    )


def _has_one_percent(one: Line, two: Line, _: re.Match[str]) -> bool:
    return "%" in one.text and two.text.count("%") == 1


@kind("numbers")
def percent_sign_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out a percent sign."""
    found = spots(
        pair,
        r"(?<=\d)%",
        PASSAGES,
        lambda one, two, _: "%" in one.text and two.text.count("%") == 1,
    )
    return replace(pair, chance, found, lambda _: "", RULES)


@kind("numbers")
def minus_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out a minus."""
    found = spots(
        pair, r"(?<![\d\w])[-−](?=\d)", PASSAGES, lambda one, *_: re.search(r"[-−]\d", one.text)
    )
    return replace(pair, chance, found, lambda _: "", RULES)


@kind("numbers")
def verse_number_changed(pair: Pair, chance: random.Random) -> bool:
    """Write another letter for the number of a verse."""
    pattern = r"(?<=[פב]פסוק )[א-ת](?![א-ת])|(?<=, )[א-כ](?=[,)])|(?<=^\| )[א-כ](?= \|)"
    found = spots(pair, pattern, PASSAGES)
    return replace(pair, chance, found, lambda m: "ח" if m[0] != "ח" else "ז", RULES)
