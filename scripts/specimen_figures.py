"""The figures of the specimen: a map of where Israel's oil comes from, and how much of it."""

from __future__ import annotations

from figure_kit import (
    BLUE,
    BLUE_TINT,
    FAINT,
    LABEL,
    PAPER,
    SOFT,
    STRONG,
    WARM,
    WHITE,
    Anchor,
    Drawing,
    Style,
    painted,
    sized,
)


def draw_land(
    drawing: Drawing, x: float, y: float, width: float, height: float, name: str,
    fill: str = PAPER, label: tuple[float, float] | None = None,
) -> None:  # fmt: skip
    """Draw a country as a tile. label: where its name stands, if not in the middle."""
    drawing.box(x, y, width, height, fill, BLUE if fill == BLUE_TINT else FAINT, 6, 1.2)
    style = painted(STRONG, BLUE) if fill == BLUE_TINT else LABEL
    right, down = label or (width / 2, height / 2 + 5)
    drawing.words(x + right, y + down, name, sized(style, 14), "middle")


def draw_sea(
    drawing: Drawing, x: float, y: float, width: float, height: float, names: tuple[str, ...]
) -> None:
    """Draw a sea as a hatched shape with its name, one word a line."""
    sea = "#c9d6e2"
    drawing.box(x, y, width, height, WHITE, sea, 14, 1)
    for index in range(1, int(height // 14)):
        level = y + index * 14
        drawing.path([(x + 8, level), (x + width - 8, level)], sea, 0.7)
    top = y + height / 2 + 5 - (len(names) - 1) * 9
    style = Style("Assistant-SemiBold", 13.5, "#4c6a85")
    room = 8 * max(map(len, names)) - 4
    for index, name in enumerate(names):
        baseline = top + index * 18
        drawing.box(x + (width - room) / 2, baseline - 13, room, 18, WHITE, WHITE, 4, 0)
        drawing.words(x + width / 2, baseline, name, style, "middle")


def draw_map(drawing: Drawing) -> None:
    """Show the countries of the brief as tiles, and the way of the oil."""
    say = drawing.say
    draw_sea(drawing, 20, 16, 160, 112, (say("Black Sea", "הים השחור"),))
    draw_land(drawing, 188, 16, 268, 50, say("Russia", "רוסיה"))
    draw_land(drawing, 188, 74, 174, 54, say("Georgia", "גאורגיה"), label=(40, 24))
    draw_land(drawing, 20, 136, 240, 84, say("Turkey", "טורקיה"), label=(70, 34))
    draw_land(drawing, 268, 136, 94, 84, say("Armenia", "ארמניה"), label=(47, 68))
    draw_land(drawing, 370, 74, 96, 146, say("Azerbaijan", "אזרבייג׳ן"), BLUE_TINT, (48, 24))
    draw_land(drawing, 238, 228, 362, 66, say("Iran", "איראן"))
    draw_sea(drawing, 474, 16, 56, 204, (say("Caspian", "הים"), say("Sea", "הכספי")))
    draw_land(drawing, 538, 16, 92, 60, say("Kazakhstan", "קזחסטן"))
    draw_land(drawing, 538, 84, 92, 60, say("Uzbekistan", "אוזבקיסטן"))
    draw_land(drawing, 538, 152, 92, 68, say("Turkmenistan", "טורקמניסטן"))
    draw_sea(drawing, 20, 228, 150, 138, (say("Mediterranean", "הים"), say("Sea", "התיכון")))
    draw_land(drawing, 178, 310, 82, 56, say("Israel", "ישראל"), BLUE_TINT)
    drawing.disc(366, 178, 17, WHITE, SOFT)
    drawing.hatch(356, 168, 20, 20, SOFT, 5)
    draw_route(drawing)
    draw_legend(drawing)


def draw_route(drawing: Drawing) -> None:
    """Draw the pipeline and the way on from its end."""
    say = drawing.say
    drawing.path([(462, 142), (300, 98), (156, 216)], WARM, 3)
    drawing.path([(156, 216), (156, 300), (174, 328)], WARM, 2.2, "2 6")
    places = (
        (462, 142, say("Baku", "באקו"), -10, 19, "end"),
        (300, 98, say("Tbilisi", "טביליסי"), 10, -6, "start"),
        (156, 216, say("Ceyhan", "ג׳ייהאן"), -12, -2, "end"),
    )
    for x, y, name, right, down, anchor in places:
        drawing.disc(x, y, 5.5, WHITE, WARM)
        side: Anchor = "end" if anchor == "end" else "start"
        drawing.words(x + right, y + down, name, Style("Assistant-SemiBold", 14, WARM), side)


def draw_legend(drawing: Drawing) -> None:
    """Name the lines of the map at its lower edge."""
    pipeline = drawing.say("The Baku–Tbilisi–Ceyhan pipeline", "צינור הנפט באקו–טביליסי–ג׳ייהאן")
    onward = drawing.say("onward to Israel", "המשך הדרך לישראל")
    disputed = drawing.say("Nagorno-Karabakh", "נגורנו־קרבאך")
    start, samples, style = 288.0, 36.0, sized(LABEL, 14)
    if drawing.rtl:
        start, samples = 612, -36
    words_at = start + samples * 1.4
    anchor: Anchor = "end" if drawing.rtl else "start"
    drawing.path([(start, 318), (start + samples, 318)], WARM, 3)
    drawing.words(words_at, 323, pipeline, style, anchor)
    drawing.path([(start, 341), (start + samples, 341)], WARM, 2.2, "2 6")
    drawing.words(words_at, 346, onward, style, anchor)
    middle = start + samples / 2
    drawing.disc(middle, 364, 9, WHITE, SOFT)
    drawing.hatch(middle - 5, 359, 10, 10, SOFT, 4)
    drawing.words(words_at, 369, disputed, style, anchor)


def draw_oil(drawing: Drawing) -> None:
    """Show the share of Israel's oil that comes by way of Azerbaijan."""
    say = drawing.say
    width = 600 * 0.4
    drawing.hatch(20 + width, 48, 600 - width, 44, FAINT, 9)
    drawing.box(20, 48, 600, 44, "none", SOFT, 4, 1)
    drawing.box(20, 48, width, 44, BLUE, BLUE, 4, 1)
    large = Style("Assistant-Bold", 24, WHITE)
    drawing.words(20 + width / 2, 78, say("about 40%", "כ־40%"), large, "middle")
    drawing.words(20, 32, say("All the oil that Israel uses", "כל הנפט שישראל צורכת"), STRONG)
    drawing.lines(
        20, 116,
        (say("from Azerbaijan, or by way of it", "מאזרבייג׳ן, או דרכה"),
         say("through the pipeline to Ceyhan", "בצינור לג׳ייהאן")),
        painted(LABEL, BLUE),
    )  # fmt: skip
    drawing.words(620, 116, say("from elsewhere", "ממקומות אחרים"), painted(LABEL, SOFT), "end")
