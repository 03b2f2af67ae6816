"""What a printed PDF lacks for readers who cannot see it, as far as PDF/UA asks for more than Chromium gives.

Chromium tags what it prints and gives language, order and title. It tags the frame of a figure as a second figure
without words, puts the words of a list's item beside its mark and not into a body, gives links no description, and
writes no metadata in XML. That the result keeps to every rule of PDF/UA is not claimed in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from dossier.site.take_along.about import LANGUAGE, TERMS, About

#: How Chromium names the headings of tables, for the cells that they head.
NODE = re.compile(r"node\d{8}")
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subtitle}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def complete(writer: PdfWriter, about: About, title: str, starts: dict[str, int]) -> None:
    """Add what is missing, in place.

    Parameters
    ----------
    writer : pypdf.PdfWriter
        A PDF as Chromium printed it, with its document information.
    about : About
        The edition.
    title : str
        Title of this document.
    starts : dict of str to int
        Page of each place that a link within the document can name.
    """
    for element in list(_elements(writer)):
        if element["/S"] == "/Figure" and "/Alt" not in element:
            # The picture inside it is the figure and has the words; the caption stands beside that.
            element[NameObject("/S")] = NameObject("/Div")
        elif element["/S"] == "/LI":
            _give_body(writer, element)
    for annotation in _links(writer):
        annotation[NameObject("/Contents")] = TextStringObject(_described(annotation, starts))
    _number_anew(writer)
    writer.root_object[NameObject("/Metadata")] = writer._add_object(_metadata(writer, about, title))


def _number_anew(writer: PdfWriter) -> None:
    """Name headings of tables by their order: Chromium's names hang on what its process did before it printed."""
    places = [place for held in writer._objects for place in _named(held)]
    names = sorted({held[key] for held, key in places})
    ranked = {name: TextStringObject(f"node{rank:08}") for rank, name in enumerate(names, start=1)}
    for held, key in places:
        held[key] = ranked[held[key]]


def _named(held) -> Iterator[tuple]:
    """Yield what holds such a name, and where in it."""
    pairs = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, value in list(pairs):
        if isinstance(value, str) and NODE.fullmatch(value):
            yield held, key
        elif isinstance(value, dict | list):
            yield from _named(value)


def _elements(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Yield each element of the tree of tags."""
    below = [writer.root_object.get("/StructTreeRoot", DictionaryObject()).get("/K")]
    while below:
        held = below.pop()
        held = held.get_object() if held is not None else None
        if isinstance(held, list):
            below += held
        elif isinstance(held, dict) and "/S" in held:
            yield held
            below.append(held.raw_get("/K") if "/K" in held else None)


def _give_body(writer: PdfWriter, item: DictionaryObject) -> None:
    """Put what stands in an item of a list, but its mark, into a body."""
    held = item.get("/K")
    kids = list(held) if isinstance(held, list) else [item.raw_get("/K")] if "/K" in item else []
    marks = [kid for kid in kids if _type(kid) == "/Lbl"]
    rest = [kid for kid in kids if _type(kid) not in ("/Lbl", "/LBody")]
    if not rest:
        return
    body = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/StructElem"),
            NameObject("/S"): NameObject("/LBody"),
            NameObject("/P"): item.indirect_reference,
            NameObject("/K"): ArrayObject(rest),
        }
    )
    if "/Pg" in item:
        body[NameObject("/Pg")] = item.raw_get("/Pg")
    place = writer._add_object(body)
    for kid in rest:
        element = kid.get_object()
        if isinstance(element, dict) and "/S" in element:
            element[NameObject("/P")] = place
    item[NameObject("/K")] = ArrayObject([*marks, place])


def _type(kid) -> str:
    held = kid.get_object()
    return held.get("/S", "") if isinstance(held, dict) else ""


def _links(writer: PdfWriter) -> Iterator[DictionaryObject]:
    for page in writer.pages:
        for annotation in page.get("/Annots", ()):
            held = annotation.get_object()
            if held.get("/Subtype") == "/Link":
                yield held


def _described(annotation: DictionaryObject, starts: dict[str, int]) -> str:
    """Return where a link leads: an address, or a page of the document."""
    action = annotation.get("/A", {})
    place = annotation.get("/Dest") or action.get("/D")
    within = f"Page {starts[place]}" if place in starts else "Another place in this document"
    return action.get("/URI") or within


def _metadata(writer: PdfWriter, about: About, title: str) -> StreamObject:
    """Return the document's information in XML, as `writer.metadata` has it."""
    told = XMP.format(
        title=html.escape(title),
        subtitle=html.escape(about.subtitle),
        creators="".join(f"<rdf:li>{html.escape(author)}</rdf:li>" for author in about.authors),
        rights=html.escape(TERMS),
        language=LANGUAGE,
        moment=f"{about.moment:%Y-%m-%dT%H:%M:%SZ}",
        tool=html.escape(writer.metadata.creator),
        producer=html.escape(writer.metadata.producer),
    )
    stream = StreamObject()
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    stream._data = told.encode("utf-8")
    return stream
