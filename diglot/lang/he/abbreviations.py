"""What is cut short in Hebrew and stays with its neighbor, as it is set."""

HOLDING = "(?<![א-ת״])[ושהבלכמ]{0,3}(?:(?:עמ|מס|סע|ס|פס|טל|חוב|פרופ|גב|אינג|ר)׳|ד״ר|ת״ד|עו״ד)"
"""Titles, and what numbers a page or a house: a name or a number is behind it."""
UNITS = "(?:מ|ס|דק|שנ|אג)׳|(?:ש״ח|[קגטמ]״ב|ק״[גמ]|ס״מ|מ״[גלמקר]|סמ״ק|קמ״ש|קוט״ש|ליש״ט|לפנה״ס|לסה״נ)"
"""What numbers count, and before or after what years are counted."""
