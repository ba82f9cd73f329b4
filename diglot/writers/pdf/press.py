"""The PDF of an edition → the one that a press is given.

The pages are those of the screen PDF, in other inks and larger boxes: nothing is
laid out again. What serves a screen only (links, bookmarks, tags) is taken out.
Source: ISO 15930-7 (PDF/X-4); ISO 32000-1, 14.11.2 (page boxes), 14.11.5 (output intents).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from diglot.settings.entries import PT_PER_MM
from diglot.writers.pdf.inks import Inks, grey_profile
from diglot.writers.pdf.preflight import Preflight, preflight
from diglot.writers.pdf.separation import Placed, Separator

MARK_LENGTH_MM, MARK_WIDTH_PT = 5.0, 0.25
# Marks begin outside the bleed, and no nearer than that to the trimmed page.
MARK_OFFSET_MM = 3.0
STANDARD = "PDF/X-4"
_FOR_SCREENS = (
    "/Names", "/Dests", "/Outlines", "/OpenAction", "/StructTreeRoot", "/MarkInfo",
    "/PageMode", "/AA", "/AcroForm",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PressJob:
    """What a print PDF is made of.

    content: the screen PDF. profile: the ICC profile of a press with four inks, or
        b"" for black alone. profile_name: what the profile is called. multiple: of
        which the number of pages is. modified: ISO 8601 with a zone.
    """

    content: bytes
    bleed_mm: float
    has_marks: bool
    profile: bytes
    profile_name: str
    multiple: int
    modified: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A print PDF and the pictures of dots in it."""

    content: bytes
    pages: int
    pictures: tuple[Placed, ...]
    report: Preflight


def press_pdf(job: PressJob) -> Printed:
    """Return the print PDF and what was found when it was read again."""
    with Pdf.open(io.BytesIO(job.content)) as book:
        separator = Separator(book, Inks(job.profile))
        for number, page in enumerate(book.pages):
            separator.page(page, number)
        _drop_screen_parts(book)
        _pad(book, job.multiple)
        for page in book.pages:
            _enlarge(book, page, job)
        _intend(book, job)
        _describe(book, job)
        book.remove_unreferenced_resources()
        target = io.BytesIO()
        book.save(
            target,
            force_version="1.6",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        content, pictures = target.getvalue(), tuple(separator.pictures)
        return Printed(content, len(book.pages), pictures, preflight(content, pictures))


def _drop_screen_parts(book: Pdf) -> None:
    for key in _FOR_SCREENS:
        if key in book.Root:
            del book.Root[key]
    for page in book.pages:
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]


def _pad(book: Pdf, multiple: int) -> None:
    box = [float(number) for number in book.pages[0].mediabox]
    while len(book.pages) % multiple:
        blank = book.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        del blank.obj["/Contents"]


# Boxes and marks ---------------------------------------------------------------


def slug_mm(bleed_mm: float, *, has_marks: bool) -> float:
    """Return how far the sheet reaches beyond the trimmed page."""
    return max(bleed_mm, MARK_OFFSET_MM) + MARK_LENGTH_MM if has_marks else bleed_mm


def _enlarge(book: Pdf, page: pikepdf.Page, job: PressJob) -> None:
    """Put a page on a larger sheet, with its boxes and its marks.

    What is drawn keeps its coordinates, so the sheet begins left of zero and below it.
    """
    trim = [float(number) for number in page.mediabox]
    slug = slug_mm(job.bleed_mm, has_marks=job.has_marks) * PT_PER_MM
    bleed = job.bleed_mm * PT_PER_MM
    page.obj.MediaBox = page.obj.CropBox = _box(trim, slug)
    page.obj.BleedBox = _box(trim, bleed)
    page.obj.TrimBox = _box(trim, 0)
    if job.has_marks:
        marks = crop_marks(trim, max(bleed, MARK_OFFSET_MM * PT_PER_MM))
        content = f"q {MARK_WIDTH_PT} w 0 G {marks} S Q".encode()
        if "/Contents" in page.obj:
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q " + content, prepend=False)
        else:
            page.obj.Contents = book.make_stream(content)


def crop_marks(trim: Sequence[float], offset_pt: float) -> str:
    """Return the path of two lines at each corner, which point at where the page is cut."""
    left, bottom, right, top = trim
    length = MARK_LENGTH_MM * PT_PER_MM
    lines = []
    for x, away in ((left, -1), (right, 1)):
        for y, up in ((bottom, -1), (top, 1)):
            near, far = offset_pt, offset_pt + length
            lines.append((x + away * near, y, x + away * far, y))
            lines.append((x, y + up * near, x, y + up * far))
    return " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l" for a, b, c, d in lines)


def _box(sides: Sequence[float], wider: float) -> Array:
    left, bottom, right, top = sides
    grown = (left - wider, bottom - wider, right + wider, top + wider)
    return Array([round(side, 3) for side in grown])


# What the file says of itself --------------------------------------------------


def _intend(book: Pdf, job: PressJob) -> None:
    """Name the press that the inks are meant for."""
    profile = job.profile or grey_profile()
    stream = book.make_stream(profile)
    stream.N = 4 if job.profile else 1
    name = job.profile_name if job.profile else "Black ink, gamma 2.2"
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("Custom"),
        Info=String(name),
        DestOutputProfile=stream,
    )
    book.Root.OutputIntents = Array([intent])


def _describe(book: Pdf, job: PressJob) -> None:
    """Write title, names and standard into the file, twice, as PDF/X wants it."""
    info = book.trailer.get("/Info", Dictionary())
    title, author = str(info.get("/Title", "")), str(info.get("/Author", ""))
    digits = "".join(c for c in job.modified[:19] if c.isdigit())
    date = String(f"D:{digits}Z")
    entries = Dictionary(
        Title=String(title),
        Producer=String("Diglot"),
        Creator=String("Diglot"),
        CreationDate=date,
        ModDate=date,
        Trapped=Name("/False"),
        GTS_PDFXVersion=String(STANDARD),
    )
    if author:
        entries.Author = String(author)
    book.trailer.Info = book.make_indirect(entries)
    language = str(book.Root.get("/Lang", "x-default"))
    digest = hashlib.sha256(job.content).hexdigest()[:32]
    metadata = _XMP.format(
        title=escape(title),
        language=escape(language),
        creator=f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>"
        if author
        else "",
        date=f"{job.modified[:19]}Z",
        id=f"uuid:{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}",
        standard=STANDARD,
    )
    stream = book.make_stream(metadata.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    book.Root.Metadata = stream


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>\
<rdf:li xml:lang="{language}">{title}</rdf:li></rdf:Alt></dc:title>{creator}
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate><xmp:CreatorTool>Diglot</xmp:CreatorTool>
<xmpMM:DocumentID>{id}</xmpMM:DocumentID><xmpMM:InstanceID>{id}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass><xmpMM:VersionID>1</xmpMM:VersionID>
<pdf:Producer>Diglot</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""
