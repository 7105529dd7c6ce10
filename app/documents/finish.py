# SPDX-License-Identifier: MIT
"""What makes a drawn file a tagged PDF/A-3b, done before it is signed (ISO 19005-3; PDF.md).

Structure tree, language, output intent, XMP, associated file. Same input, same bytes: dates come
from the caller, the file identifier from the content. Nothing names this program or machine: a
person's paper must look like any other paper.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from app.documents.fonts import bcp47
from app.documents.tags import Element, TagMark, TagTree
from app.paths import resources_dir

ICC_PROFILE = "sRGB.icc"
_TOOLKIT = re.compile(rb' x:xmptk="[^"]*"')
"""The library's name in the XMP packet."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """The associated file: the record in the form that machines verify."""

    name: str  # neutral: no name, no case number
    data: bytes
    mime: str = "application/sd-jwt"
    description: str = ""


@contextmanager
def finishing(  # noqa: PLR0913 what a finished file says, named at the call
    pdf: bytes,
    tags: TagTree,
    *,
    title: str,
    lang: str,
    created: datetime,
    attachment: Attachment | None = None,
) -> Iterator[Pdf]:
    """Give the finished document, not yet written.

    ``title`` is shown in window titles, so it is neutral; ``lang`` is a BCP-47 tag; ``created`` is
    aware. Raises ValueError when a mark names a page that is not there (tags of another drawing).
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _clean_pages(document)
        _write_structure(document, tags)
        root = document.Root
        root.Lang = String(bcp47(lang))
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _write_intent(document, resources_dir() / "icc" / ICC_PROFILE)
        if attachment is not None:
            _attach(document, attachment, created)
        _write_metadata(document, title, bcp47(lang), created)
        yield document


def finish(  # noqa: PLR0913 as `finishing`
    pdf: bytes,
    tags: TagTree,
    *,
    title: str,
    lang: str,
    created: datetime,
    attachment: Attachment | None = None,
) -> bytes:
    """Return the file of a finished document: see `finishing`."""
    out = io.BytesIO()
    with finishing(
        pdf, tags, title=title, lang=lang, created=created, attachment=attachment
    ) as document:
        document.save(
            out,
            min_version="1.7",
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return out.getvalue()


def _clean_pages(document: Pdf) -> None:
    """Remove what ReportLab always writes and PDF/A forbids: transitions, fonts not embedded."""
    for page in document.pages:
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
        fonts = page.obj.get("/Resources", Dictionary()).get("/Font")
        if fonts is None:
            continue
        for name in list(fonts.keys()):
            if fonts[name].get("/Subtype") != Name.Type0:
                del fonts[name]


class _StructureWriter:
    """Turns elements into structure elements and fills the parent tree."""

    def __init__(self, document: Pdf) -> None:
        self.document = document
        self.parents: list[dict[int, Object]] = [{} for _ in document.pages]
        self.pages: list[Page] = list(document.pages)

    def element(self, element: Element, parent: Object) -> Object:
        made = self.document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent)
        )
        if element.lang is not None:
            made.Lang = String(bcp47(element.lang))
        if element.scope is not None:
            made.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        kids = Array()
        for kid in element.kids:
            if isinstance(kid, TagMark):
                kids.append(self._mark(kid, made))
            else:
                kids.append(self.element(kid, made))
        made.K = kids
        return made

    def _mark(self, mark: TagMark, parent: Object) -> Object:
        if not 0 < mark.page <= len(self.pages):
            raise ValueError(mark.page)
        self.parents[mark.page - 1][mark.mcid] = parent
        page = self.pages[mark.page - 1].obj
        return Dictionary(Type=Name.MCR, Pg=page, MCID=mark.mcid)

    def numbers(self) -> Iterator[Object | int]:
        """Yield the parent tree's pairs: page key, array of elements by MCID."""
        for key, found in enumerate(self.parents):
            yield key
            yield self.document.make_indirect(Array([found[mcid] for mcid in sorted(found)]))


def _write_structure(document: Pdf, tags: TagTree) -> None:
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    writer = _StructureWriter(document)
    whole.K = Array([writer.element(element, whole) for element in tags.elements])
    for key, page in enumerate(document.pages):
        page.obj.StructParents = key
        page.obj.Tabs = Name.S
    root.K = whole
    root.ParentTree = document.make_indirect(Dictionary(Nums=Array(list(writer.numbers()))))
    root.ParentTreeNextKey = len(document.pages)
    document.Root.StructTreeRoot = root


def _write_intent(document: Pdf, profile: Path) -> None:
    stream = document.make_stream(profile.read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=stream,
    )
    document.Root.OutputIntents = Array([intent])


def _pdf_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


def _attach(document: Pdf, attachment: Attachment, created: datetime) -> None:
    date = _pdf_date(created)
    specification = pikepdf.AttachedFileSpec(
        document,
        attachment.data,
        filename=attachment.name,
        mime_type=attachment.mime,
        description=attachment.description,
        creation_date=date,
        mod_date=date,
    )
    specification.relationship = Name.Data
    document.attachments[attachment.name] = specification
    document.Root.AF = Array([document.attachments[attachment.name].obj])


def _write_metadata(document: Pdf, title: str, lang: str, created: datetime) -> None:
    """Write XMP and the document information, which must agree (ISO 19005-3, 6.6.3)."""
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    if "/Info" in document.trailer:
        del document.trailer.Info
    document.docinfo.Title = String(title)
    document.docinfo.CreationDate = document.docinfo.ModDate = String(_pdf_date(created))
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfaid:part"] = "3"
        metadata["pdfaid:conformance"] = "B"
        metadata["dc:title"] = title
        metadata["dc:language"] = [lang]
        metadata["xmp:CreateDate"] = stamp
        metadata["xmp:ModifyDate"] = stamp
    stream = document.Root.Metadata
    stream.write(_TOOLKIT.sub(b"", stream.read_bytes()))
