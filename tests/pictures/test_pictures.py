"""Pictures are decoded and drawn by the check, so that what cannot be shown is found there."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from diglot.core.findings import Finding
from diglot.core.model import Asset, Position
from diglot.disk.cache import Cache
from diglot.disk.files import Files
from diglot.pictures import for_pages, picture_problem, picture_size
from diglot.reader.images import ImageFinder
from diglot.reader.trials import Trials
from diglot.writers.pdf.engine.layout import CONTENT, CONTENT_URL, LayoutJob, Pages, lay_out
from diglot.writers.pdf.engine.trial import drawing_trial

pytestmark = pytest.mark.heavy

HERE = Position("content/en/01.md", 7, 3)
BODY = '<rect x="1" y="1" width="50" height="30"/>'


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of a picture in a format."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def noise(mode: str = "RGB") -> Image.Image:
    """Return a picture that no format makes small."""
    return Image.effect_noise((300, 200), 80).convert(mode)


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG file (PNG specification, 5.3)."""
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def png(width: int, height: int, depth: int, rows: bytes, color: int = 0) -> bytes:
    """Return a PNG file with its lines as they are given, each after the number of its filter."""
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def svg(attributes: str, body: str = BODY) -> bytes:
    """Return a drawing."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()


def found(folder: Path, name: str, content: bytes, **kept: Cache) -> tuple[Asset | None, str]:
    """Return the picture of a chapter as the check gives it, and what is wrong with it."""
    (folder / name).write_bytes(content)
    findings: list[Finding] = []
    trials = Trials(drawing=drawing_trial, store=kept.get("store"))
    asset = ImageFinder(folder, [folder], findings, trials)(name, HERE)
    assert all(finding.position == HERE for finding in findings)
    return asset, "; ".join(f"{finding.code} {finding.message}" for finding in findings)


def half(content: bytes) -> bytes:
    """Return the first half of a file, as a download that broke off leaves it."""
    return content[: len(content) // 2]


USES = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 8))
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{ENTITIES}]>'.encode() + svg("", "<text>&e9;</text>")
DAMAGED = {
    "empty.png": (b"", "is an empty file"),
    "half.png": (half(saved(noise(), "PNG")), "is damaged: image file is truncated"),
    "half.jpg": (half(saved(noise(), "JPEG")), "is damaged: image file is truncated"),
    "half.gif": (half(saved(noise("P"), "GIF")), "is damaged: image file is truncated"),
    "half.webp": (half(saved(noise(), "WEBP")), "is damaged: "),
    "other.png": (saved(noise(), "JPEG"), "is a file of JPEG, not of PNG as its name says"),
    "text.png": (b"<html>404</html>", "is not PNG as its name says"),
    "huge.png": (
        png(15_000, 12_000, 8, (b"\0" + b"\0" * 15_000) * 12_000),
        "has 15000 by 12000 pixels: 180 million, at most 80",
    ),
    "bomb.png": (png(40_000, 40_000, 8, b"\0" * 9), "has 40000 by 40000 pixels: 1600 million"),
    "page.svg": (b"<html><body>404</body></html>", "is not an SVG drawing, but holds <html>"),
    "half.svg": (half(svg('width="60" height="40"')), "is not an SVG drawing that can be read: "),
    "plain.svg": (b"<svg><path d='M0 0'/></svg>", "does not say that it is SVG"),
    "utf16.svg": (
        svg("", "<script>x</script>").decode().encode("utf-16"),
        'reaches outside itself or holds a script ("<script…")',
    ),
    "laughs.svg": (LAUGHS, "is not an SVG drawing that can be read: "),
    "uses.svg": (
        svg("", f'<g id="a0">{BODY}</g>{USES}<use href="#a7"/>'),
        "draws 68,024,682 elements",
    ),
    "self.svg": (svg("", '<g id="a"><use href="#a"/></g>'), "uses itself"),
    "turn.svg": (
        svg("", f'<g transform="rotate(a)">{BODY}</g>'),
        "cannot be drawn in the PDF: ValueError: could not convert string to float: 'a'",
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_picture_is_found_at_its_line(tmp_path: Path, name: str) -> None:
    """What cannot be decoded or drawn, or is too large for it, is R307 with its cause."""
    content, problem = DAMAGED[name]
    asset, told = found(tmp_path, name, content)
    assert asset is None
    assert told.startswith(f'R307 "{name}" {problem}')


def page_with(name: str, content: bytes, folder: Path) -> Pages:
    """Return a page with a picture in a line that runs from right to left, and alone."""
    asset, told = found(folder, name, content)
    assert asset is not None
    assert told == ""
    picture = f'<img alt="a" src="{CONTENT_URL}{asset.name}">'
    html = f'<html lang="he" dir="rtl"><title>א</title><p>א {picture}<p>{picture}'
    return lay_out(
        LayoutJob("x", html, "", Files.of([(f"{CONTENT}{asset.name}", asset.digest, asset.origin)]))
    )


SIXTEEN = png(4, 1, 16, b"\0" + bytes.fromhex("0000 4000 8000 FFFF"))
RASTER = {
    "grey16.png": SIXTEEN,
    "color16.png": png(2, 1, 16, b"\0" + bytes(12), color=2),
    "bits.png": saved(noise("1"), "PNG"),
    "palette.png": saved(noise("P"), "PNG", transparency=3),
    "alpha.png": saved(noise("RGBA"), "PNG"),
    "moving.png": saved(noise(), "PNG", save_all=True, append_images=[noise()]),
    "steps.jpg": saved(noise(), "JPEG", progressive=True),
    "inks.jpg": saved(noise("CMYK"), "JPEG"),
    "moving.gif": saved(noise("P"), "GIF", save_all=True, append_images=[noise("P")]),
    "x.webp": saved(noise(), "WEBP"),
}


@pytest.mark.parametrize("name", RASTER)
def test_a_picture_of_any_kind_comes_into_the_pdf(tmp_path: Path, name: str) -> None:
    """Grey of 16 bits, palettes, transparency, four inks, animations: all are laid out."""
    pages = page_with(name, RASTER[name], tmp_path)
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_grey_of_16_bits_keeps_its_shades() -> None:
    """For the PDF a grey picture of 16 bits gets the same shades in 8."""
    with Image.open(io.BytesIO(for_pages(SIXTEEN, "image/png"))) as picture:
        assert (picture.mode, [*picture.get_flattened_data()]) == ("L", [0, 0x40, 0x80, 0xFF])


def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    """A JPEG with an orientation is upright in the PDF."""
    exif = Image.Exif()
    exif[0x112] = 6  # a quarter to the right
    pages = page_with("x.jpg", saved(noise(), "JPEG", exif=exif), tmp_path)
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert (picture.Width, picture.Height) == (200, 300)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="100%" height="100%" viewBox="0 0 60 40"', ("60", "40")),
        ('width="100%" height="20" viewBox="0 0 60 40"', ("30", "20")),
        ('width="6em" viewBox="0 0 60 40"', ("6em", "4em")),
        ('width="60mm" height="40mm"', ("60mm", "40mm")),
        ('width="auto" height="auto" viewBox="-30 -20 60 40"', ("60", "40")),
        ('width="NaN" height="-4" viewBox="0 0 -60 0"', ("300", "150")),
        ('viewBox="0 0 60"', ("300", "150")),
        ("", ("300", "150")),
    ],
)
def test_a_drawing_is_as_large_as_its_view_box(
    tmp_path: Path, attributes: str, size: tuple[str, str]
) -> None:
    """A drawing in per cent or without a size has that of its viewBox, and is laid out."""
    content = for_pages(svg(attributes), "image/svg+xml").decode()
    assert f'width="{size[0]}"' in content
    assert f'height="{size[1]}"' in content
    assert page_with("x.svg", svg(attributes), tmp_path).count == 1


def test_a_drawing_may_have_a_type_and_entities(tmp_path: Path) -> None:
    """A DOCTYPE with entities of its own, as Illustrator writes it, is read."""
    head = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x" [<!ENTITY red "#f00">]>'
    content = head + svg('width="9" height="9"', '<rect width="9" height="9" fill="&red;"/>')
    assert page_with("x.svg", content, tmp_path).count == 1


def test_an_entity_of_another_file_is_not_read(tmp_path: Path) -> None:
    """A drawing does not bring in what lies outside of it."""
    (tmp_path / "secret").write_text("secret")
    head = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    asset, told = found(tmp_path, "x.svg", head.encode() + svg("", "<text>&x;</text>"))
    assert asset is None
    assert "cannot be read" in told or "can be read: " in told


def test_what_was_decoded_once_is_not_again(tmp_path: Path) -> None:
    """The answer about a picture is kept under the digest of its bytes."""
    store = Cache(tmp_path / "cache")
    first = found(tmp_path, "a.svg", svg("", '<g transform="rotate(a)"/>'), store=store)
    (kept,) = (tmp_path / "cache").glob("*/*.picture")
    store.put(f"picture-{kept.stem}", b'[["is known already", "x"]]')
    again = found(tmp_path, "a.svg", svg("", '<g transform="rotate(a)"/>'), store=store)
    other = found(tmp_path, "a.svg", svg("", BODY), store=store)
    assert "cannot be drawn" in first[1]
    assert "is known already" in again[1]
    assert other[1] == ""


def test_weasyprint_still_needs_a_size(tmp_path: Path) -> None:
    """WeasyPrint stops at a drawing in per cent beside Hebrew; if not, its size can go."""
    (tmp_path / "x.svg").write_bytes(svg('width="100%" height="100%" viewBox="0 0 60 40"'))
    from weasyprint import HTML

    page = f'<p dir="rtl">א <img src="{(tmp_path / "x.svg").as_uri()}"> ב'
    with pytest.raises((TypeError, AttributeError)):
        HTML(string=page).write_pdf()


def test_what_is_sound_has_no_problem() -> None:
    """A sound picture is decoded to its end without a word."""
    assert picture_problem(saved(noise(), "PNG"), "image/png") is None


def test_a_picture_tells_its_size() -> None:
    """In px: a photograph as the camera was held, a drawing by its units, or by its box."""
    turned = Image.Exif()
    turned[274] = 6  # the camera lay on its side
    assert picture_size(saved(noise(), "PNG"), "image/png") == (300, 200)
    assert picture_size(saved(noise(), "JPEG", exif=turned), "image/jpeg") == (200, 300)
    for attributes, size in (
        ('width="2in" height="72pt"', (192, 96)),
        ('viewBox="0 0 60 40"', (60, 40)),
        ('width="30 MM" viewBox="0 0 60 40"', (113.386, 75.591)),
    ):
        assert picture_size(svg(attributes), "image/svg+xml") == pytest.approx(size, rel=1e-4)
    assert picture_size(svg('width="2em" height="1em"'), "image/svg+xml") is None
