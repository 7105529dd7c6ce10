# SPDX-License-Identifier: MIT
"""Handovers whose pages do not say what their record says, properly signed with an officer's own key.

Two ways: another document is drawn around the genuine record (`documents`), or the finished file is changed
before it is signed (`changes`). Each class is a list of (what was done, how).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pikepdf

from app.documents import sign as signing
from app.documents.handover import finished_handover
from app.domain.document import DocumentEntry, HandoverDocument, WordPair
from app.domain.text import Wording
from app.services.file_ports import PdfSigner
from tests.app.documents.typeset import book

Other = Callable[[HandoverDocument], HandoverDocument]
Change = Callable[[pikepdf.Pdf], None]


def signed(document: HandoverDocument, signer: PdfSigner, change: Change | None = None) -> bytes:
    """The document drawn, changed and signed."""
    pdf = finished_handover(book(), document)
    if change is not None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            change(opened)
            opened.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                min_version="1.7",
                fix_metadata_version=False,
            )
        pdf = out.getvalue()
    return signing.sign(pdf, signer, document.created_at)


def _ja(words: str) -> WordPair:
    return WordPair(Wording("ja", words), None)


def _entries(
    document: HandoverDocument, change: Callable[[DocumentEntry], DocumentEntry]
) -> HandoverDocument:
    sections = tuple(
        replace(section, entries=tuple(change(entry) for entry in section.entries))
        for section in document.sections
    )
    return replace(document, sections=sections)


def documents() -> list[tuple[str, Other]]:
    """Another text around the same record."""
    return [
        ("white pages", lambda d: replace(d, sections=(), urgent=(), header=(), warnings=())),
        ("one section less", lambda d: replace(d, sections=d.sections[:-1])),
        ("entries turned round", lambda d: _first(d, d.sections[0].entries[::-1])),
        ("one entry less", lambda d: _first(d, d.sections[0].entries[1:])),
        ("an entry twice", lambda d: _first(d, d.sections[0].entries * 2)),
        ("other answers", lambda d: _entries(d, lambda e: replace(e, answer=_ja("いいえ")))),
        ("other questions", lambda d: _entries(d, lambda e: replace(e, question=_ja("見本")))),
        ("one language", lambda d: _entries(d, lambda e: replace(e, answer=WordPair(e.answer.ja, None)))),
        ("a note", lambda d: _entries(d, lambda e: replace(e, notes=("本人は否定した。",)))),
        ("no warnings", lambda d: replace(d, urgent=())),
        ("another title", lambda d: replace(d, title=_ja("供述調書"))),
        ("another basis", lambda d: replace(d, basis=_ja("令状"))),
        ("another reader", lambda d: replace(d, recipient_name=_ja("警察"))),
        ("countersigned", lambda d: replace(d, countersigned_by="見本 一郎 SAMPLE")),
        ("all included", lambda d: replace(d, not_included=())),
        ("a statement", lambda d: replace(d, no_evidence=_ja("これは供述調書です。"))),
        ("another case", lambda d: replace(d, case_number="2026-9999")),
        ("another version", lambda d: replace(d, version=d.version + 1)),
        ("another agency", lambda d: replace(d, agency=_ja("警察"))),
        ("another station", lambda d: replace(d, station="見本 SAMPLE")),
        ("another record's hash", lambda d: replace(d, record_hash="A" * len(d.record_hash))),
        ("another head", lambda d: replace(d, chain_head="0" * len(d.chain_head))),
        ("practice", lambda d: replace(d, practice=not d.practice)),
    ]  # fmt: skip


def _first(document: HandoverDocument, entries: tuple[DocumentEntry, ...]) -> HandoverDocument:
    first, *rest = document.sections
    return replace(document, sections=(replace(first, entries=entries), *rest))


# What is changed in the finished file.


def _drawing(document: pikepdf.Pdf, page: int, change: Callable[[bytes], bytes]) -> None:
    stream = document.pages[page].obj.Contents
    stream.write(change(stream.read_bytes()))


def _fonts(document: pikepdf.Pdf) -> list[Any]:
    return list(document.pages[0].obj.Resources.Font.values())


def _outlines(document: pikepdf.Pdf, font: int) -> None:
    """The program of a font: same codes, other shapes."""
    stream = _fonts(document)[font].DescendantFonts[0].FontDescriptor.FontFile2
    data = bytearray(stream.read_bytes())
    tables = int.from_bytes(data[4:6], "big")
    for at in range(12, 12 + 16 * tables, 16):
        if data[at : at + 4] == b"glyf":
            start = int.from_bytes(data[at + 8 : at + 12], "big")
            length = int.from_bytes(data[at + 12 : at + 16], "big")
            for place in range(start + length // 2, start + length // 2 + 40):
                data[place] ^= 0x15
    stream.write(bytes(data))


def _metrics(document: pikepdf.Pdf, font: int) -> None:
    widths = _fonts(document)[font].DescendantFonts[0].W
    widths[1] = pikepdf.Array([1])


def _map(document: pikepdf.Pdf, font: int) -> None:
    stream = _fonts(document)[font].ToUnicode
    data = stream.read_bytes()
    found = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>", data)
    stream.write(data.replace(found[-1][1] + b">", found[0][1] + b">"))


def _swapped(document: pikepdf.Pdf) -> None:
    kids = document.Root.Pages.Kids
    document.Root.Pages.Kids = pikepdf.Array([kids[1], kids[0], *list(kids)[2:]])


def _picture(data: bytes) -> bytes:
    return data + b"\nq 400 0 0 400 60 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q\n"


def _set(places: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        places(document)[key] = value

    return change


def _page(number: int) -> Callable[[pikepdf.Pdf], Any]:
    return lambda document: document.pages[number].obj


def _element(document: pikepdf.Pdf) -> Any:
    element = document.Root.StructTreeRoot.K
    while element.S != pikepdf.Name.P:
        element = element.K[0]
    return element


def _retitled(document: pikepdf.Pdf) -> None:
    data = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(data.replace(b"Record of an interview", b"Statement of evidence!"))


def _profile(document: pikepdf.Pdf) -> None:
    stream = document.Root.OutputIntents[0].DestOutputProfile
    stream.write(stream.read_bytes()[:-1] + b"\x01")


def changes() -> list[tuple[str, Change]]:
    """The same text, shown in another way."""
    cover = b"\nq 1 1 1 rg 0 0 596 842 re f Q\n"
    drawn: list[tuple[str, Callable[[bytes], bytes]]] = [
        ("empty", lambda _data: b"q Q\n"),
        ("covered", lambda data: data + cover),
        ("covered above", lambda data: data + b"\nq 1 1 1 rg 0 600 596 242 re f Q\n"),
        ("a stroke", lambda data: data + b"\nq 3 w 40 300 m 550 300 l S Q\n"),
        ("moved out", lambda data: b"1 0 0 1 0 -900 cm\n" + data),
        ("made small", lambda data: b".01 0 0 .01 0 0 cm\n" + data),
        ("a picture", _picture),
        ("invisible", lambda data: b"3 Tr\n" + data),
        ("white text", lambda data: re.sub(rb"[\d.]+ [\d.]+ [\d.]+ rg", b"1 1 1 rg", data)),
        ("clipped", lambda data: b"0 0 10 10 re W n\n" + data),
        ("read as something else", lambda data: re.sub(rb"<FEFF[0-9A-F]{4}", b"<FEFF0041", data)),
        ("another language", lambda data: data.replace(b"/Lang (", b"/Lang (x", 1)),
        (
            "no marks",
            lambda data: re.sub(rb"/P <</MCID \d+>> BDC", b"/Artifact BMC", data, count=1),
        ),
    ]
    pages = [
        (f"{label}, page {page + 1}", partial(_drawing, page=page, change=change))
        for label, change in drawn
        for page in (0, 1)
    ]
    fonts = [
        (f"{label} of font {font}", partial(change, font=font))
        for label, change in (("outlines", _outlines), ("metrics", _metrics), ("map", _map))
        for font in (0, 1, 2)
    ]
    box = pikepdf.Array([0, 0, 595.2756, 400])
    around: list[tuple[str, Change]] = [
        ("pages swapped", _swapped),
        ("page cut", _set(_page(0), "/MediaBox", box)),
        ("second page cut", _set(_page(1), "/MediaBox", box)),
        ("title", _retitled),
        ("name of the file", _set(lambda d: d.trailer.Info, "/Title", pikepdf.String("x"))),
        ("time", _set(lambda d: d.trailer.Info, "/ModDate", pikepdf.String("D:20200101000000Z"))),
        ("language", _set(lambda d: d.Root, "/Lang", pikepdf.String("en"))),
        ("role", _set(_element, "/S", pikepdf.Name.Artifact)),
        ("language of a line", _set(_element, "/Lang", pikepdf.String("en"))),
        ("order", lambda d: _set(lambda e: e.Root.StructTreeRoot.K, "/K",
                                 pikepdf.Array(list(d.Root.StructTreeRoot.K.K)[::-1]))(d)),
        ("colours", _profile),
    ]  # fmt: skip
    return [*pages, *fonts, *around]


def without_page(document: pikepdf.Pdf, number: int) -> None:
    """Take a page away with all that refers to it, as a careful forger does."""
    page = document.pages[number].obj
    _prune(document.Root.StructTreeRoot.K, page)
    del document.pages[number]
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    kept = [numbers[at + 1] for at in range(0, len(numbers), 2) if at // 2 != number]
    pairs: list[Any] = []
    for at, row in enumerate(kept):
        pairs += [at, row]
        document.pages[at].obj.StructParents = at
    document.Root.StructTreeRoot.ParentTree.Nums = pikepdf.Array(pairs)


def _prune(element: Any, page: Any) -> bool:
    """Drop what lies on the page; False when nothing is left."""
    kept = []
    for kid in element.K:
        if "/MCID" in kid:
            if kid.Pg.objgen != page.objgen:
                kept.append(kid)
        elif _prune(kid, page):
            kept.append(kid)
    element.K = pikepdf.Array(kept)
    return bool(kept)
