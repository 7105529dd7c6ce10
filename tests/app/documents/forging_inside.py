# SPDX-License-Identifier: MIT
"""Files that only an officer with a changed program could make: properly signed, but not ours.

See `forging` for what a stranger can do.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from app.documents import sign as signing
from app.services.file_ports import PdfSigner
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import officer, unsigned

Forgery = tuple[str, bytes]
AT = samples.CREATED


def certified(  # what an officer with a changed program could make
    pdf: bytes,
    signer: PdfSigner,
    *,
    certify: bool = True,
    level: MDPPerm = MDPPerm.NO_CHANGES,
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    field: str = "Signature",
    timed: bool = True,
) -> bytes:
    writer = signing._writer(pdf, None)
    embedder = cms_embedder.PdfCMSEmbedder().write_cms(field, writer)
    next(embedder)
    placeholder = SignatureObject(
        timestamp=AT if timed else None,
        subfilter=subfilter,
        bytes_reserved=signing._reserve(signer),
    )
    setup = cms_embedder.SigMDPSetup(
        "sha256", certify=certify, docmdp_perms=level if certify else None
    )
    embedder.send(cms_embedder.SigObjSetup(sig_placeholder=placeholder, mdp_setup=setup))
    prepared, output = embedder.send(cms_embedder.SigIOSetup(md_algorithm="sha256"))
    embedder.send(signing._cms(signer, prepared.document_digest))
    return bytes(output.getvalue())


def not_certified() -> Iterator[Forgery]:
    yield "approval only", certified(unsigned(), officer(), certify=False)
    yield "filling allowed", certified(unsigned(), officer(), level=MDPPerm.FILL_FORMS)
    yield "comments allowed", certified(unsigned(), officer(), level=MDPPerm.ANNOTATE)
    yield "adbe", certified(unsigned(), officer(), subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    yield "no time", certified(unsigned(), officer(), timed=False)


def _edited(change: Callable[[pikepdf.Pdf], None], **options: Any) -> bytes:
    """An officer's own file with something in it that a handover never has, properly signed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned())) as document:
        change(document)
        settings = {
            "object_stream_mode": pikepdf.ObjectStreamMode.disable,
            "min_version": "1.7",
            **options,
        }
        document.save(out, **settings)
    return signing.sign(out.getvalue(), officer(), AT)


_SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _annotate(document: pikepdf.Pdf, **entries: Any) -> None:
    rect = pikepdf.Array([0, 0, 9, 9])
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=rect, **entries)
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])


def active_contents() -> Iterator[Forgery]:
    name, make = pikepdf.Name, pikepdf.Dictionary

    def root(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
        def change(document: pikepdf.Pdf) -> None:
            for key, value in entries.items():
                document.Root[f"/{key}"] = value

        return change

    link = make(S=name.URI, URI=pikepdf.String("http://example.invalid"))
    yield "open action", _edited(root(OpenAction=_SCRIPT))
    yield "open destination", _edited(root(OpenAction=make(S=name.GoTo, D=pikepdf.Array([]))))
    yield "additional action", _edited(root(AA=make(WC=_SCRIPT)))
    yield "layers", _edited(root(OCProperties=make(OCGs=pikepdf.Array([]), D=make())))
    yield "portfolio", _edited(root(Collection=make(Type=name.Collection)))
    yield (
        "XFA",
        _edited(root(AcroForm=make(Fields=pikepdf.Array([]), XFA=pikepdf.String("<xdp/>")))),
    )
    yield (
        "named script",
        _edited(
            lambda d: d.Root.Names.__setattr__(
                "JavaScript", make(Names=pikepdf.Array([pikepdf.String("a"), _SCRIPT]))
            )
        ),
    )
    yield "page action", _edited(lambda d: d.pages[0].obj.__setattr__("AA", make(O=_SCRIPT)))
    yield "link", _edited(lambda d: _annotate(d, Subtype=name.Link, A=link))
    yield (
        "launch",
        _edited(
            lambda d: _annotate(d, Subtype=name.Link, A=make(S=name.Launch, F=pikepdf.String("x")))
        ),
    )
    yield (
        "comment",
        _edited(lambda d: _annotate(d, Subtype=name.FreeText, Contents=pikepdf.String("x"))),
    )
    yield (
        "object streams",
        _edited(lambda d: None, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    )


def strange_attachments() -> Iterator[Forgery]:
    def extra(document: pikepdf.Pdf) -> None:
        document.attachments["second.txt"] = pikepdf.AttachedFileSpec(
            document, b"x", filename="second.txt"
        )

    def renamed(document: pikepdf.Pdf) -> None:
        document.Root.AF[0].UF = pikepdf.String("run.exe")

    def twofold(document: pikepdf.Pdf) -> None:
        document.Root.AF[0].EF.UF = document.make_stream(b"other")

    def other_relation(document: pikepdf.Pdf) -> None:
        document.Root.AF[0].AFRelationship = pikepdf.Name.Alternative

    def unlisted(document: pikepdf.Pdf) -> None:
        del document.Root.AF

    def nothing(document: pikepdf.Pdf) -> None:
        del document.Root.AF
        del document.Root.Names

    yield "second attachment", _edited(extra)
    yield "another name", _edited(renamed)
    yield "two contents", _edited(twofold)
    yield "another relation", _edited(other_relation)
    yield "none associated", _edited(unlisted)
    yield "none at all", _edited(nothing)


INSIDE: dict[str, Callable[[], Iterator[Forgery]]] = {
    "not certified": not_certified,
    "active content": active_contents,
    "strange attachment": strange_attachments,
}
