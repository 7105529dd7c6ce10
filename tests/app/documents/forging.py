# SPDX-License-Identifier: MIT
"""Forgeries of our own handovers, by class. Each class yields (what was done, file).

The forger has a good handover, every tool, and a CA of the same name, but no key of the station.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pikepdf
from asn1crypto import cms as asn1
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from app.documents import sign as signing
from app.documents.byterange import find_seal
from app.services.file_ports import PdfSigner
from tests.app.documents import handover_samples as samples
from tests.app.documents.forging_inside import certified
from tests.app.documents.signing_station import Station, clean, officer, station, unsigned

Forgery = tuple[str, bytes]
AT = samples.CREATED


def appended() -> Iterator[Forgery]:
    good = clean()
    tails = (
        b"\n", b"\r\n", b" ", b"\0", b"%", b"%%EOF\n", b"\n% note\n", b"x" * 4096, b"\0" * 512,
        b"startxref\n0\n%%EOF\n", good,
    )  # fmt: skip
    for tail in tails:
        yield f"append {tail[:12]!r}", good + tail
    for head in (b"\n", b"%PDF-1.7\n", b"GIF89a", b"\xef\xbb\xbf"):
        yield f"prepend {head!r}", head + good


def _revision(change: Callable[[Any], None], data: bytes | None = None) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data or clean()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer: Any, number: int = 0) -> Any:
    kids = writer.root["/Pages"]["/Kids"]
    page = kids[number]
    writer.update_container(page)
    return page


def overlays() -> Iterator[Forgery]:
    for shade in range(10):
        drawing = f"q {shade / 10} g 0 0 {100 + shade} 842 re f Q".encode()

        def draw(writer: Any, drawing: bytes = drawing) -> None:
            page = _page(writer)
            reference = writer.add_object(generic.StreamObject(stream_data=drawing))
            old = page["/Contents"]
            many = (
                list(old) if isinstance(old, generic.ArrayObject) else [page.raw_get("/Contents")]
            )
            page["/Contents"] = generic.ArrayObject([*many, reference])

        yield f"overlay {shade}", _revision(draw)


def new_pages() -> Iterator[Forgery]:
    for count in range(1, 11):

        def add(writer: Any, count: int = count) -> None:
            pages = writer.root["/Pages"]
            for _ in range(count):
                page = generic.DictionaryObject(
                    {
                        pdf_name("/Type"): pdf_name("/Page"),
                        pdf_name("/Parent"): writer.root.raw_get("/Pages"),
                        pdf_name("/MediaBox"): generic.ArrayObject(
                            map(generic.NumberObject, (0, 0, 595, 842))
                        ),
                    }
                )
                pages["/Kids"].append(writer.add_object(page))
            pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
            writer.update_container(pages)

        yield f"{count} new pages", _revision(add)


def notes() -> Iterator[Forgery]:
    kinds = (
        "FreeText",
        "Text",
        "Stamp",
        "Highlight",
        "Square",
        "Link",
        "Redact",
        "Ink",
        "Line",
        "FileAttachment",
    )
    for kind in kinds:

        def add(writer: Any, kind: str = kind) -> None:
            note = generic.DictionaryObject(
                {
                    pdf_name("/Type"): pdf_name("/Annot"),
                    pdf_name("/Subtype"): pdf_name("/" + kind),
                    pdf_name("/Rect"): generic.ArrayObject(
                        map(generic.NumberObject, (10, 10, 300, 300))
                    ),
                    pdf_name("/Contents"): generic.pdf_string("released"),
                }
            )
            page = _page(writer)
            page["/Annots"] = generic.ArrayObject([*page["/Annots"], writer.add_object(note)])

        yield f"annotation {kind}", _revision(add)


def attachments() -> Iterator[Forgery]:
    """The record exchanged: as a revision, rewritten, or within its own bytes."""
    for number in range(6):
        other = f"forged-{number}~".encode()

        def change(writer: Any, other: bytes = other) -> None:
            specification = writer.root["/AF"][0]
            files = specification["/EF"]
            stream = writer.add_object(generic.StreamObject(stream_data=other))
            files["/F"] = files["/UF"] = stream
            writer.update_container(files)

        yield f"revision {other!r}", _revision(change)
    good = clean()
    for number in range(6):
        with pikepdf.open(io.BytesIO(good)) as document:
            specification = document.Root.AF[0]
            specification.EF.F.write(f"forged-{number}~".encode())
            out = io.BytesIO()
            document.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        yield f"rewritten {number}", out.getvalue()
    place = good.index(b"/EmbeddedFile")
    for number in range(6):
        at = good.index(b"stream", place) + 8 + number
        yield f"byte {number}", good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]


def other_authorities() -> Iterator[Forgery]:
    """Signed by a forger: own CA of the same name, the real CA's certificate beside, and so on."""
    good = station()
    for number in range(4):
        forger = Station("Sample Station CA" if number % 2 else f"Other CA {number}")
        signer = forger.officer("見本 職員 SAMPLE")
        yield f"own CA {number}", signing.sign(unsigned(), signer, AT)
        claims = PdfSigner(signer.key, signer.certificate, (good.ca,))
        yield f"real CA embedded {number}", signing.sign(unsigned(), claims, AT)
        both = PdfSigner(signer.key, signer.certificate, (good.ca, forger.ca))
        yield f"both CAs {number}", signing.sign(unsigned(), both, AT)
    for number in range(3):
        forger = Station()
        stolen = PdfSigner(forger.officer().key, officer().certificate, (good.ca,))
        yield f"stolen certificate, own key {number}", signing.sign(unsigned(), stolen, AT)
    own = PdfSigner(good.officer().key, officer().certificate, ())
    yield "no CA embedded", signing.sign(unsigned(), own, AT)


def outside_validity() -> Iterator[Forgery]:
    days = timedelta(days=1)
    spans = [(AT + days * n, AT + days * (n + 30)) for n in (1, 2, 30, 300, 3000)]
    spans += [(AT - days * (n + 30), AT - days * n) for n in (1, 2, 10, 20, 25)]
    for number, (start, end) in enumerate(spans):
        signer = station().officer(start=start, end=end)
        yield f"span {number}", signing._signed(unsigned(), signer, AT, None)


def hybrids() -> Iterator[Forgery]:
    """A revision whose trailer points to a second, hidden table."""
    good = clean()
    last = int(re.findall(rb"startxref\s+(\d+)", good)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", good)[-1]
    for number in range(10):
        hidden = len(good)
        stream = (
            b"900 0 obj <</Type/XRef/Size 901/W[1 2 1]/Index[%d 1]/Length 4>> stream\n\1\0\x0f\0\nendstream endobj\n"
            % (number + 1)
        )
        table = hidden + len(stream)
        trailer = (
            b"xref\n0 0\ntrailer <</Size 901/Root %s/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
        )
        yield f"hybrid {number}", good + stream + trailer % (root, last, hidden, table)


def shadows() -> Iterator[Forgery]:
    """Objects of the signed revision exchanged afterwards: hide, replace, hide and replace."""
    for number in range(10):

        def change(writer: Any, number: int = number) -> None:
            page = _page(writer, number % 2)
            if number % 3 == 0:
                page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
            elif number % 3 == 1:
                page["/MediaBox"] = generic.ArrayObject(
                    map(generic.NumberObject, (0, 0, 1 + number, 1))
                )
            else:
                page["/Resources"] = generic.DictionaryObject()

        yield f"shadow {number}", _revision(change)


def _with_cms(change: Callable[[Any], None] | None = None, der: bytes | None = None) -> bytes:
    """Put a changed CMS into the gap; everything else stays."""
    good = clean()
    seal = find_seal(good)
    length = int.from_bytes(seal.contents[2:4], "big") + 4
    info = asn1.ContentInfo.load(seal.contents[:length])
    if change is not None:
        change(info["content"])
        der = info.dump(force=True)
    assert der is not None
    room = (seal.end - seal.start - 2) // 2
    return (
        good[: seal.start + 1]
        + der.ljust(room, b"\0").hex().upper().encode()[: 2 * room]
        + good[seal.end - 1 :]
    )


def _genuine() -> bytes:
    contents = find_seal(clean()).contents
    return contents[: int.from_bytes(contents[2:4], "big") + 4]


def canonical_forms() -> Iterator[Forgery]:
    """The same signature in another dress: unsigned attributes, other encodings, padding, case."""
    good = clean()
    seal = find_seal(good)
    room = (seal.end - seal.start - 2) // 2

    def unsigned_attribute(signed: Any) -> None:
        attribute = asn1.CMSAttribute({"type": "1.2.3.4", "values": [asn1.OctetString(b"x")]})
        signed["signer_infos"][0]["unsigned_attrs"] = asn1.CMSAttributes([attribute])

    def fewer_certificates(signed: Any) -> None:
        signed["certificates"] = asn1.CertificateSet([signed["certificates"][0]])

    yield "unsigned attribute", _with_cms(unsigned_attribute)
    yield "certificate left out", _with_cms(fewer_certificates)
    der = _genuine()
    for place in range(1, 5):
        yield f"padding {place}", _with_cms(der=der.ljust(room - place, b"\0") + b"\1")
    yield "indefinite length", _with_cms(der=b"\x30\x80" + der[4:] + b"\0\0")
    yield "long length", _with_cms(der=b"\x30\x83\0" + der[2:])
    gap = good[seal.start : seal.end]
    yield "lower case", good[: seal.start] + gap.lower() + good[seal.end :]
    for digit in (b"A", b"B", b"E"):
        at = gap.index(digit)
        yield (
            f"one lower {digit!r}",
            good[: seal.start] + gap[:at] + digit.lower() + gap[at + 1 :] + good[seal.end :],
        )
    yield "blank in hex", good[: seal.start] + gap[:-2] + b" >" + good[seal.end :]


def second_signatures() -> Iterator[Forgery]:
    """A genuine second signature over the whole file, by a colleague or by a stranger."""
    good = clean()
    for number in range(10):
        signer = station().officer() if number % 2 else Station().officer()
        yield (
            f"second {number}",
            certified(good, signer, certify=bool(number % 3 == 0), field=f"Two{number}"),
        )


def byte_ranges() -> Iterator[Forgery]:
    good = clean()
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", good)
    assert found is not None
    zero, start, end, rest = map(int, found.groups())
    wrong = [
        (zero, start, end, rest - 1), (zero, start, end, rest + 1), (zero, start - 1, end, rest),
        (zero, start, end + 1, rest - 1), (1, start - 1, end, rest), (zero, start, start, rest),
        (zero, end, start, rest), (zero, 0, 0, len(good)), (zero, start, end, 0), (zero, start + 2, end, rest),
    ]  # fmt: skip
    for numbers in wrong:
        text = b"/ByteRange [%d %d %d %d]" % numbers
        body = text.ljust(len(found[0]))[: len(found[0])]
        yield f"range {numbers}", good[: found.start()] + body + good[found.end() :]
    yield "five numbers", good.replace(found[0], found[0][:-1] + b" 0]", 1)
    yield "no signature", good.replace(b"/ByteRange", b"/ByteRangX")
    yield "twice", good.replace(b"/Filter /Adobe", b"/ByteRange [0 0 0 0]/Filter /Adobe")


def transplants() -> Iterator[Forgery]:
    """A genuine signature on another handover."""
    donors = [clean(), clean("immigration", "fil"), clean("medical", "ur")]
    for first in donors:
        for second in donors:
            if first is second:
                continue
            donor, two = find_seal(first), find_seal(second)
            gap = first[donor.start : donor.end]
            room = two.end - two.start
            yield (
                "transplant",
                second[: two.start] + gap[:room].ljust(room, b"0") + second[two.end :],
            )
    for cut in (1, 100, 1000, 5000):
        good = clean()
        yield f"cut inside {cut}", good[:2000] + good[2000 + cut :]


OUTSIDE: dict[str, Callable[[], Iterator[Forgery]]] = {
    "append": appended,
    "overlay": overlays,
    "new page": new_pages,
    "annotation": notes,
    "replaced attachment": attachments,
    "other CA": other_authorities,
    "outside validity": outside_validity,
    "hybrid xref": hybrids,
    "shadow content": shadows,
    "canonical form": canonical_forms,
    "second signature": second_signatures,
    "byte range": byte_ranges,
    "transplant": transplants,
}
