"""The metadata packet of a report (XMP), written by hand so that the same report gives the same packet.

Claims PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1). PDF/A knows only the schemas it lists, so the one
property of PDF/UA is declared with the extension schema of ISO 19005-3, 6.6.2.3. Its white space is that of
the first reports, which a serializer wrote: the same report gives the same bytes for ever.
"""

import html
from functools import partial
from typing import Final

# not xml.sax.saxutils, which loads all of the standard library's network clients
escape: Final = partial(html.escape, quote=False)

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"\
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"\
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"\
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"\
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"\
 rdf:about="">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{author}{dates}<pdf:Producer>{producer}</pdf:Producer>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>

<?xpacket end="w"?>
"""
_AUTHOR: Final = "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
_DATES: Final = "<xmp:CreateDate>{at}</xmp:CreateDate>\n<xmp:ModifyDate>{at}</xmp:ModifyDate>\n"


def packet(*, title: str, author: str, language: str, producer: str, at: str) -> bytes:
    """The packet in UTF-8. `at` is `YYYY-MM-DDTHH:MM:SSZ` or empty; texts must hold no control characters."""
    return _PACKET.format(
        title=escape(title),
        language=escape(language),
        producer=escape(producer),
        author=_AUTHOR.format(author=escape(author)) if author else "",
        dates=_DATES.format(at=escape(at)) if at else "",
    ).encode()
