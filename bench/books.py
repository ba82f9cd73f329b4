"""Books to measure by, in English and Hebrew, the same ones each time.

`plain` is prose as most books have it. `mixed` has Latin names, numbers, code and brackets in
every Hebrew sentence, as a manual of a program has them. Both are sound: a check finds nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from check_speed import SUBJECTS, Words, sentences

NAMES = ("Apache", "PostgreSQL", "Nginx", "Redis", "Kafka", "GitLab", "Grafana", "Vault")
KEYS = ("max_size", "log_level", "user.name", "cache.ttl", "--dry-run", "retry_count")
MIXED: tuple[Words, ...] = (
    (
        "Version {a}.{b} of {name} (March {year}) reads `{key}` before it starts.",
        "גרסה {a}.{b} של {name} (מרץ {year}) קוראת את `{key}` עוד לפני ההפעלה.",
    ),
    (
        "With {name} and {other}, `{key}={a}` is enough for {many} users (see RFC {year}).",
        "עם {name} ועם {other} די בהגדרה `{key}={a}` ל־{many} משתמשים (ראו RFC {year}).",
    ),
    (
        "The command `{other} run {key}` takes {b} seconds and writes {many} lines to {name}.",
        "הפקודה `{other} run {key}` נמשכת {b} שניות וכותבת {many} שורות אל {name}.",
    ),
    (
        "In {year}, {name} Inc. (then {other} Ltd.) had {many} servers in {b} countries.",
        "בשנת {year} היו לחברת {name} Inc. (אז {other} Ltd.) {many} שרתים ב־{b} מדינות.",
    ),
    (
        "If `{key}` is {a}, {name} stops (error E{many}); otherwise {other} goes on.",
        "אם הערך של `{key}` הוא {a}, התוכנה {name} נעצרת (שגיאה E{many}); אחרת {other} ממשיכה.",
    ),
)
CHANGE: Words = ("One more paragraph was added here.", "כאן נוספה עוד פסקה אחת.")


def _mixed(pick: random.Random, count: int) -> Words:
    """Return a run of sentences that change the direction several times each."""
    made: list[Words] = []
    for _ in range(count):
        name, other = pick.sample(NAMES, 2)
        values = {
            "name": name,
            "other": other,
            "key": pick.choice(KEYS),
            "a": pick.randint(2, 9),
            "b": pick.randint(11, 59),
            "many": pick.randint(200, 990),
            "year": pick.randint(1995, 2024),
        }
        made.append(tuple(words.format(**values) for words in pick.choice(MIXED)))  # type: ignore[arg-type]
    return " ".join(one for one, _ in made), " ".join(other for _, other in made)


KINDS: dict[str, Callable[[random.Random, int], Words]] = {"plain": sentences, "mixed": _mixed}
PARAGRAPHS = {"plain": 46, "mixed": 44}  # of a chapter; ten pages of Hebrew, more or less


def chapter(kind: str, number: int) -> Words:
    """Return a chapter of about ten pages in English and Hebrew."""
    pick = random.Random(f"{kind} {number}")  # noqa: S311 - the same book every time
    write = KINDS[kind]
    about = SUBJECTS[number % len(SUBJECTS)]
    blocks = [(f"# Chapter {number}: {about[0]}", f"# פרק {number}: {about[1]}")]
    for place in range(PARAGRAPHS[kind]):
        if place and place % 8 == 0:
            what = SUBJECTS[(number + place) % len(SUBJECTS)]
            blocks.append((f"## On {what[0]} {place}", f"## על {what[1]} {place}"))
        one, other = write(pick, pick.randint(3, 6))
        if place % 11 == 5:
            note, its = write(pick, 1)
            one, other = (
                f"{one}[^{number}-{place}]\n\n[^{number}-{place}]: {note}",
                f"{other}[^{number}-{place}]\n\n[^{number}-{place}]: {its}",
            )
        elif place % 13 == 7:
            items = [write(pick, 1) for _ in range(4)]
            one, other = ("\n".join(f"- {item[side]}" for item in items) for side in (0, 1))
        blocks.append((one, other))
    return "\n\n".join(b[0] for b in blocks) + "\n", "\n\n".join(b[1] for b in blocks) + "\n"


def write_book(folder: Path, kind: str, chapters: int) -> None:
    """Write a book of a kind as a project."""
    content = folder / "content"
    for tag, title in (("en", "A Book to Measure"), ("he", "ספר למדידה")):
        (content / tag).mkdir(parents=True)
        (content / tag / "book.yaml").write_text(f"title: {title}\ndate: 2026-01-02\n")
    (content / "book.yaml").write_text("id: measured\nlanguages: [en, he]\n")
    for number in range(1, chapters + 1):
        for tag, text in zip(("en", "he"), chapter(kind, number), strict=True):
            (content / tag / f"{number:03d}-chapter.md").write_text(text)


def add_paragraph(folder: Path) -> None:
    """Add a paragraph to the end of the middle chapter, in both languages."""
    for tag, words in zip(("en", "he"), CHANGE, strict=True):
        files = sorted((folder / "content" / tag).glob("*.md"))
        with files[len(files) // 2].open("a") as file:
            file.write(f"\n{words}\n")
