# SPDX-License-Identifier: MIT
"""What may stand in a handover beside its pages: one certification signature, one associated file.

Contract: works on a file whose bytes were already proved to be the officer's (`cms`), in the reading
process. Everything that could run, hide, or be filled in is refused, wherever it hangs; the attachment
is read from the signed revision, which is the whole file. Objects are walked without recursion and
counted, decoding is limited.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from app.documents.shape import check_shape
from app.services.verdict import Rejected, Unreadable

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

    from app.documents.byterange import Seal

#: Revisions of a handover: as finished, and the signature.
REVISIONS: Final = 2
MAX_OBJECTS: Final = 200_000
MAX_ATTACHMENT: Final = 16 * 1024 * 1024
DEPTH: Final = 8
SUBFILTER: Final = "/ETSI.CAdES.detached"
NO_CHANGES: Final = 1
RECIPIENT: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)

ACTIVE_KEYS: Final = frozenset({
    "/JS", "/XFA", "/OpenAction", "/AA", "/OCProperties", "/Collection", "/RichMediaContent",
    "/NeedAppearances",
})  # fmt: skip
ACTIONS: Final = frozenset({
    "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ResetForm", "/ImportData", "/GoToR", "/GoToE",
    "/Rendition", "/Movie", "/Sound", "/Hide", "/Named", "/SetOCGState", "/Trans", "/GoTo3DView",
    "/RichMediaExecute", "/Thread", "/GoTo",
})  # fmt: skip


def open_file(data: bytes, passphrase: str | None) -> PdfFileReader:
    """Parse the cross references and, for a transfer copy, open it.

    Raises Unreadable("passphrase_needed" | "wrong_passphrase") and Rejected("malformed" | "revisions").
    """
    from pyhanko.pdf_utils.crypt import AuthStatus  # noqa: PLC0415 0.9 s cold, child only
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    reader = PdfFileReader(io.BytesIO(data), strict=True)
    if reader.encrypted:
        if passphrase is None:
            raise Unreadable("passphrase_needed")
        secret = unicodedata.normalize("NFKC", passphrase)
        if reader.decrypt(secret).status == AuthStatus.FAILED:
            raise Unreadable("wrong_passphrase")
    if reader.total_revisions != REVISIONS:
        raise Rejected("revisions")
    if reader.has_xref_stream or reader.xrefs.hybrid_xrefs_present:
        raise Rejected("xref_form")
    return reader


def check_structure(reader: PdfFileReader) -> None:
    """Refuse what our writer does not write. Raises Rejected.

    "active_content", "form" and "annotations" where it is plainly that, else what `check_shape` raises.
    """
    widgets = 0
    for thing in _walk(reader):
        if ACTIVE_KEYS & thing.keys() or _at(thing, "/S") in ACTIONS:
            raise Rejected("active_content")
        if _at(thing, "/Type") == "/Annot" or ("/Subtype" in thing and "/Rect" in thing):
            widgets += 1
            if _at(thing, "/Subtype") != "/Widget":
                raise Rejected("annotations")
    fields = _at(_at(reader.root, "/AcroForm"), "/Fields") or []
    if len(fields) != 1 or _at(fields[0], "/FT") != "/Sig" or "/Kids" in fields[0]:
        raise Rejected("form")
    if widgets != 1:
        raise Rejected("annotations")
    check_shape(reader)


def check_certification(reader: PdfFileReader, seal: Seal) -> Any:  # noqa: ANN401 pyHanko's object
    """Return pyHanko's view of the one signature, which must be the seal found in the bytes.

    Raises Rejected ("several_signatures", "signature_form", "not_certified").
    """
    signatures = reader.embedded_signatures
    if len(signatures) != 1 or len(reader.embedded_regular_signatures) != 1:
        raise Rejected("several_signatures" if signatures else "no_signature")
    signature = signatures[0]
    found = signature.sig_object
    numbers = [int(number) for number in found.raw_get("/ByteRange")]
    if (
        numbers[:3] != [0, seal.start, seal.end]
        or bytes(signature.pkcs7_content) != seal.contents
        or _at(found, "/SubFilter") != SUBFILTER
        or _at(found, "/Type") != "/Sig"
    ):
        raise Rejected("signature_form")
    certified = _at(reader.root, "/Perms")
    if certified is None or set(certified.keys()) != {"/DocMDP"}:
        raise Rejected("not_certified")
    if certified.raw_get("/DocMDP").reference != signature.sig_field.raw_get("/V").reference:
        raise Rejected("not_certified")
    if signature.docmdp_level is None or signature.docmdp_level.value != NO_CHANGES:
        raise Rejected("not_certified")
    return signature


def read_attachment(reader: PdfFileReader, names: frozenset[str]) -> tuple[str, bytes]:
    """Return the one associated file, its name first.

    Raises Rejected ("no_attachment", "several_attachments", "attachment_form", "attachment_too_large").
    """
    files = list(_embedded_files(reader))
    if not files:
        raise Rejected("no_attachment")
    associated = _at(reader.root, "/AF")
    if len(files) != 1 or associated is None or len(associated) != 1:
        raise Rejected("several_attachments")
    name, specification = files[0]
    if associated[0] != specification or _at(specification, "/AFRelationship") != "/Data":
        raise Rejected("attachment_form")
    if {name, *(str(_at(specification, key)) for key in ("/F", "/UF"))} - names:
        raise Rejected("attachment_name")
    streams = specification["/EF"]
    if len({streams.raw_get(key).reference for key in streams}) != 1 or "/F" not in streams:
        raise Rejected("attachment_form")
    data = streams["/F"].data
    if len(data) > MAX_ATTACHMENT:
        raise Rejected("attachment_too_large")
    return name, bytes(data)


def read_recipient(reader: PdfFileReader) -> str:
    """Return the recipient's id, which the signer wrote beside the record; "" when there is none.

    Call it after `read_attachment`, which refuses every other form of the place.
    """
    ((_name, specification),) = _embedded_files(reader)
    text = str(_at(specification, "/Desc") or "")
    return text if RECIPIENT.fullmatch(text) else ""


def _embedded_files(reader: PdfFileReader) -> Iterator[tuple[str, Any]]:
    tree = _at(_at(reader.root, "/Names"), "/EmbeddedFiles")
    nodes = [] if tree is None else [(tree, 0)]
    while nodes:
        node, depth = nodes.pop()
        if depth > DEPTH:
            raise Rejected("malformed")
        pairs = _at(node, "/Names") or []
        for place in range(0, len(pairs) - 1, 2):
            yield str(pairs[place]), pairs[place + 1]
        kids = _at(node, "/Kids") or []
        nodes += [(kids[place], depth + 1) for place in range(len(kids))]


def _at(holder: Any, key: str) -> Any:  # noqa: ANN401 pyHanko's objects
    """Return the entry with references followed; None when it is not there."""
    return holder[key] if holder is not None and key in holder else None


def _walk(reader: PdfFileReader) -> Iterator[Any]:
    """Yield every dictionary (and stream) that hangs on the trailer, once."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415

    seen: set[Any] = set()
    queue: list[Any] = [reader.trailer.raw_get("/Root")]
    count = 0
    while queue:
        count += 1
        if count > MAX_OBJECTS:
            raise Rejected("malformed")
        thing = queue.pop()
        if isinstance(thing, generic.IndirectObject):
            if thing.reference in seen:
                continue
            seen.add(thing.reference)
            thing = thing.get_object()
        if isinstance(thing, generic.DictionaryObject):
            yield thing
            sealed = {"/Contents"} if "/ByteRange" in thing else set()  # never encrypted, no object
            queue += [thing.raw_get(key) for key in thing.keys() - sealed]
        elif isinstance(thing, generic.ArrayObject):
            queue += [thing.raw_get(place) for place in range(len(thing))]
