"""Arabic, as far as a test of a third language goes: a folder, and nothing beside it."""

from pathlib import Path

from diglot.lang.language import Language, NumberWords, months

MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
    "نوفمبر", "ديسمبر",
)  # fmt: skip

LANGUAGE = Language(
    tag="ar",
    catalog=Path(__file__).parent / "diglot.po",
    names=("ara", "arabic", "العربية"),
    length=0.85,
    word="[\u0620-\u064a]+",
    numbers=NumberWords(
        values={"اثنان": 2, "ثلاثة": 3, "ثلاث": 3, "خمسة": 5, "وأربعون": 40, "أربعون": 40},
        months=months(MONTHS),
    ),
    measures={"kilograms": "كيلوغرام(?:ات)?", "percent": "في المئة"},
    quotes=(("«", "»"), ("“", "”")),
)
