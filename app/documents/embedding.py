# SPDX-License-Identifier: MIT
"""One face as a PDF font: Type 0, Identity-H, cut to the glyphs used, with a ToUnicode map.

CIDs are glyph ids (glyph numbers are kept by the subsetter), as PDF/A-3 asks of CIDFontType2 with
an Identity CIDToGIDMap. ReportLab calls `addObjects` when the document is written.
"""

from __future__ import annotations

import hashlib
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from app.documents.faces import Face

_DROPPED = [
    *("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "STAT", "kern"),
    *("VORG", "vhea", "vmtx", "DSIG", "meta", "name", "post", "OS/2", "cmap", "gasp"),
]
_SYMBOLIC = 4
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
_CMAP_BLOCK = 100


def utf16_hex(text: str) -> str:
    """Return ``text`` as the hexadecimal digits of UTF-16, big-endian, without a mark."""
    return text.encode("utf-16-be").hex().upper()


def to_unicode(texts: dict[int, str]) -> str:
    """Return the CMap program from glyph ids to texts."""
    pairs = sorted(texts.items())
    lines = [_CMAP_HEAD]
    for first in range(0, len(pairs), _CMAP_BLOCK):
        block = pairs[first : first + _CMAP_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{gid:04X}> <{utf16_hex(text)}>" for gid, text in block]
        lines.append("endbfchar")
    lines.append(_CMAP_TAIL)
    return "\n".join(lines)


class DocumentFont:
    """A face in one document: which glyphs it uses and what text each stands for."""

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.name = f"K{number}"
        self._glyphs: set[int] = {0}
        self._texts: dict[int, str] = {}

    def use(self, gid: int) -> None:
        self._glyphs.add(gid)

    def claim(self, gid: int, text: str) -> bool:
        """Use a glyph for ``text``; True when ToUnicode alone gives that text back."""
        self._glyphs.add(gid)
        return self._texts.setdefault(gid, text) == text

    def width(self, gid: int) -> float:
        """Return the width written into the file, in thousandths of an em."""
        return round(self.face.advance(gid) * 1000, 2)

    def _subset(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(self._glyphs)
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
        )
        dropped = wanted.drop_table_tag_set  # changed in place: assigning a set does nothing
        for tag in _DROPPED:
            dropped.add(int.from_bytes(tag.encode(), "big"))
        return bytes(hb.subset(self.face.hb_face, wanted).blob.data)

    def _base_name(self) -> str:
        digest = hashlib.sha256(repr(sorted(self._glyphs)).encode()).digest()
        prefix = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        return f"{prefix}+{self.face.name}"

    def _stream(self, doc: Any, content: bytes, key: str, **entries: int) -> Any:  # noqa: ANN401 ReportLab
        stream = pdfdoc.PDFStream()
        stream.content = content
        stream.filters = []  # `finish` compresses
        for name, value in entries.items():
            stream.dictionary[name] = value
        return doc.Reference(stream, f"{key}:{self.name}")

    def _descriptor(self, doc: Any, base: str) -> Any:  # noqa: ANN401 ReportLab
        data, face = self._subset(), self.face
        entries = {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(base),
            "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray([-1000, -1000, 2000, 2000]),
            "ItalicAngle": 0,
            "Ascent": round(face.ascent * 1000),
            "Descent": round(-face.descent * 1000),
            "CapHeight": 700,
            "StemV": 140 if face.file.bold else 80,
            "FontFile2": self._stream(doc, data, "kfile", Length1=len(data)),
        }
        return doc.Reference(pdfdoc.PDFDictionary(entries), f"kdescriptor:{self.name}")

    def _descendant(self, doc: Any, base: str) -> Any:  # noqa: ANN401 ReportLab
        widths: list[Any] = []
        for gid in sorted(self._glyphs):
            widths += [gid, pdfdoc.PDFArray([self.width(gid)])]
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        entries = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "FontDescriptor": self._descriptor(doc, base),
            "DW": 1000,
            "W": pdfdoc.PDFArray(widths),
            "CIDToGIDMap": pdfdoc.PDFName("Identity"),
        }
        return doc.Reference(pdfdoc.PDFDictionary(entries), f"kcid:{self.name}")

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 ReportLab's name and type
        """Write the font into the document's font resources."""
        base = self._base_name()
        cmap = to_unicode(self._texts).encode("ascii")
        entries = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(base),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([self._descendant(doc, base)]),
            "ToUnicode": self._stream(doc, cmap, "kmap"),
        }
        font = doc.Reference(pdfdoc.PDFDictionary(entries), f"kfont:{self.name}")
        doc.idToObject["BasicFonts"].dict[self.name] = font
