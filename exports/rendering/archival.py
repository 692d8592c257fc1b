"""PDF/A-3u (ISO 19005-3): an issue that carries its own source, and colours that mean the same in fifty years."""

import hashlib
import json
from importlib.resources import files

import pydyf

SOURCE = "edition.json"
# PDF/A does not know PDF/UA's mark beforehand, so the metadata must describe it (ISO 19005-3, 6.6.2).
XMP = b"""<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def describe(xmp: bytes) -> bytes:
    """The metadata with PDF/A's mark beside PDF/UA's."""
    return xmp.replace(b"</rdf:RDF>", XMP, 1)


def add_colours(pdf) -> None:
    """What red, green and blue mean: sRGB, by the profile that comes with WeasyPrint."""
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    profile = pydyf.Stream([content], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    intent = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pydyf.String("sRGB IEC61966-2.1"),
            "Info": pydyf.String("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile.reference,
        }
    )
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


def attach_source(pdf, snapshot: dict, date: str) -> None:
    """The edition's snapshot as an associated file; `date` in PDF's form, for the file has no other."""
    content = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "surrogatepass")
    about = pydyf.Dictionary(
        {
            "CheckSum": f"<{hashlib.md5(content, usedforsecurity=False).hexdigest()}>",
            "Size": len(content),
            "ModDate": pydyf.String(date),
        }
    )
    kind = pydyf.Dictionary({"Type": "/EmbeddedFile", "Subtype": "/application#2Fjson", "Params": about})
    stream = pydyf.Stream([content], kind, compress=True)
    pdf.add_object(stream)
    entry = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(SOURCE),
            "UF": pydyf.String(SOURCE),
            "Desc": pydyf.String("The source of this edition"),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(entry)
    names = pydyf.Array([pydyf.String(SOURCE), entry.reference])
    pdf.catalog["Names"]["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = pydyf.Array([entry.reference])
