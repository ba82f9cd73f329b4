"""What a PDF says of itself: title, names, language and the standards that it keeps.

Written twice, as XMP and in the old dictionary, which must agree.
Source: ISO 16684-1 (XMP); ISO 14289-1, 5; ISO 19005-2, 6.6.4; ISO 15930-7, 6.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

from lxml import etree
from lxml.builder import ElementMaker
from msgspec import Struct
from pikepdf import Dictionary, Name, Pdf, String

Standard = Literal["ua-1", "a-2u", "a-3u", "x-4"]
PRODUCER = "Diglot"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SPACES = {
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Identity(Struct, frozen=True):
    """What a file is called. modified: ISO 8601 with a zone, in UTC."""

    title: str
    language: str
    modified: str
    authors: tuple[str, ...] = ()
    publisher: str = ""
    description: str = ""
    rights: str = ""


def joint_title(titles: Iterable[str]) -> str:
    """Return what a book of several languages is called; titles that are alike stand once."""
    return " / ".join(dict.fromkeys(titles))


def write_identity(book: Pdf, identity: Identity, standards: Iterable[Standard]) -> None:
    """Write into a file what it is called and which standards it keeps."""
    chosen = tuple(standards)
    date = f"{identity.modified[:19]}Z"
    entries = Dictionary(
        Title=String(identity.title),
        Creator=String(PRODUCER),
        Producer=String(PRODUCER),
        CreationDate=String(f"D:{''.join(c for c in date if c.isdigit())}Z"),
        ModDate=String(f"D:{''.join(c for c in date if c.isdigit())}Z"),
    )
    if identity.authors:
        entries.Author = String("; ".join(identity.authors))
    if "x-4" in chosen:
        entries.Trapped = Name("/False")
        entries.GTS_PDFXVersion = String("PDF/X-4")
    book.trailer.Info = book.make_indirect(entries)
    book.Root.Lang = String(identity.language)
    stream = book.make_stream(_xmp(identity, chosen, date))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    book.Root.Metadata = stream


def _xmp(identity: Identity, standards: tuple[Standard, ...], date: str) -> bytes:
    rdf, dc, xmp, mm, pdf = (_maker(space) for space in ("rdf", "dc", "xmp", "xmpMM", "pdf"))

    def spoken(words: str) -> Any:
        default = rdf.li(words, {_LANG: "x-default"})
        return rdf.Alt(default, rdf.li(words, {_LANG: identity.language}))

    name = f"{identity.title}\n{identity.language}\n{date}\n{standards}"
    number = hashlib.sha256(name.encode()).hexdigest()[:32]
    document = "-".join((number[:8], number[8:12], number[12:16], number[16:20], number[20:]))
    properties = [
        dc.format("application/pdf"),
        dc.title(spoken(identity.title)),
        dc.language(rdf.Bag(rdf.li(identity.language))),
        xmp.CreateDate(date),
        xmp.ModifyDate(date),
        xmp.MetadataDate(date),
        xmp.CreatorTool(PRODUCER),
        pdf.Producer(PRODUCER),
        mm.DocumentID(f"uuid:{document}"),
    ]
    if identity.authors:
        # One name, as the old dictionary has one: the two must agree (ISO 19005-2, 6.6.3).
        properties.append(dc.creator(rdf.Seq(rdf.li("; ".join(identity.authors)))))
    if identity.publisher:
        properties.append(dc.publisher(rdf.Bag(rdf.li(identity.publisher))))
    if identity.description:
        properties.append(dc.description(spoken(identity.description)))
    if identity.rights:
        properties.append(dc.rights(spoken(identity.rights)))
    for standard in standards:
        properties += _claim(standard, is_archived=any(s.startswith("a-") for s in standards))
    about = f"{{{_RDF}}}about"
    tree = rdf.RDF(*(rdf.Description(prop, {about: ""}) for prop in properties))
    meta = ElementMaker(namespace="adobe:ns:meta/", nsmap={"x": "adobe:ns:meta/"})
    packet = etree.tostring(meta.xmpmeta(tree), encoding="utf-8")
    start = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
    return start + packet + b'\n<?xpacket end="w"?>'


def _claim(standard: Standard, *, is_archived: bool) -> list[etree._Element]:
    """Return the properties by which a file says that it keeps a standard."""
    ua, archive, x, mm, pdf = (_maker(s) for s in ("pdfuaid", "pdfaid", "pdfxid", "xmpMM", "pdf"))
    match standard:
        case "ua-1":
            return [ua.part("1"), *([_explanation()] if is_archived else [])]
        case "a-2u" | "a-3u":
            return [archive.part(standard[2]), archive.conformance("U")]
        case "x-4":
            return [
                x.GTS_PDFXVersion("PDF/X-4"),
                mm.RenditionClass("default"),
                mm.VersionID("1"),
                pdf.Trapped("False"),
            ]


def _explanation() -> Any:
    """Return what tells an archive about the one property that its standard does not know."""
    rdf, extension = _maker("rdf"), _maker("pdfaExtension")
    schema, prop = _maker("pdfaSchema"), _maker("pdfaProperty")
    resource = {f"{{{_RDF}}}parseType": "Resource"}
    part = rdf.li(
        prop.name("part"),
        prop.valueType("Integer"),
        prop.category("internal"),
        prop.description("Part of the PDF/UA standard"),
        resource,
    )
    universal = rdf.li(
        schema.schema("PDF/UA Universal Accessibility Schema"),
        schema.namespaceURI(_SPACES["pdfuaid"]),
        schema.prefix("pdfuaid"),
        schema.property(rdf.Seq(part)),
        resource,
    )
    return extension.schemas(rdf.Bag(universal))


def _maker(space: str) -> ElementMaker:
    return ElementMaker(namespace=_SPACES[space], nsmap={space: _SPACES[space], "rdf": _RDF})
