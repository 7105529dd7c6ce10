# SPDX-License-Identifier: MIT
"""What a file shows, as hashes that two drawings of one document share: one per page, one for the rest.

Contract: of a file that passed `shape`, so everything in it has a known kind. A page's hash covers its
size, its whole drawing (every operator, decoded) and each font that it names: metrics, map to text and
the outlines themselves. What stands around the pages is the structure tree that a screen reader reads
(roles, languages, order), titles and dates, and the colour profile. Not covered, because it differs from
file to file or is compared elsewhere: object numbers, coding, encryption, the signature, the record, and
the parent tree, which only repeats the structure tree the other way round.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from app.services.file_ports import Appearance
from app.services.verdict import Rejected

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

#: Beyond what any page of ours needs; a signed file of an officer can still hold anything.
MAX_DECODED: Final = 64 * 1024 * 1024
DEPTH: Final = 64
_ROOT: Final = (
    "/Lang",
    "/MarkInfo",
    "/Metadata",
    "/OutputIntents",
    "/PageMode",
    "/ViewerPreferences",
)
_PAGE: Final = ("/MediaBox", "/Rotate", "/Tabs")
#: How a stream is coded, and what leads back up or across.
_SKIPPED: Final = frozenset({"/Length", "/Filter", "/P", "/Pg", "/Parent"})


def appearance_of(reader: PdfFileReader) -> Appearance:
    """Return the hashes. Raises Rejected("malformed") for more than any handover holds."""
    hasher = _Hasher()
    root = reader.root
    pages = [page.get_object() for page in _raw(root["/Pages"]["/Kids"])]
    places = {_reference(root["/Pages"]["/Kids"], at): at + 1 for at in range(len(pages))}
    shown = tuple(hasher.page(page) for page in pages)
    rest = [hasher.hashed(root[key]) for key in _ROOT if key in root]
    info = reader.trailer["/Info"]
    rest.append(hasher.hashed(info))
    rest.append(hasher.tree(root["/StructTreeRoot"]["/K"], places))
    return Appearance(shown, _joined(rest))


def appearance_of_drawn(pdf: bytes) -> Appearance:
    """The same of a file that was just drawn here."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 0.9 s cold, child only

    return appearance_of(PdfFileReader(io.BytesIO(pdf), strict=True))


def _raw(array: Any) -> Iterator[Any]:  # noqa: ANN401 pyHanko's objects
    return (array.raw_get(at) for at in range(len(array)))


def _reference(array: Any, at: int) -> Any:  # noqa: ANN401 pyHanko's objects
    return array.raw_get(at).reference


def _joined(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("ascii")).hexdigest()


class _Hasher:
    """Hashes parts of one file; fonts are hashed once."""

    def __init__(self) -> None:
        self._left = MAX_DECODED
        self._fonts: dict[Any, str] = {}

    def page(self, page: Any) -> str:  # noqa: ANN401 pyHanko's objects
        drawing = self._data(page["/Contents"])
        parts = [hashlib.sha256(drawing).hexdigest()]
        parts += [self.hashed(page[key]) for key in _PAGE]
        fonts = page["/Resources"]["/Font"]
        used = [key for key in sorted(fonts.keys()) if f"{key} ".encode("ascii") in drawing]
        return _joined([*parts, *(self._font(key, fonts) for key in used)])

    def _font(self, key: str, fonts: Any) -> str:  # noqa: ANN401 pyHanko's objects
        reference = fonts.raw_get(key).reference
        if reference not in self._fonts:
            self._fonts[reference] = self.hashed(fonts[key])
        return self._fonts[reference]

    def tree(self, element: Any, places: dict[Any, int]) -> str:  # noqa: ANN401 pyHanko's objects
        """The structure tree in the order of reading, without recursion."""
        state = hashlib.sha256()
        queue = [(element, 0)]
        while queue:
            one, depth = queue.pop()
            words = [str(depth)]
            if "/MCID" in one:
                words += [str(places[one.raw_get("/Pg").reference]), str(one["/MCID"])]
            else:
                words += [str(one["/S"]), str(one["/Lang"]) if "/Lang" in one else ""]
                words += [str(one["/A"]["/Scope"]) if "/A" in one else ""]
                kids = [one["/K"][at] for at in range(len(one["/K"]))]
                queue += [(kid, depth + 1) for kid in reversed(kids)]
            state.update("\0".join(words).encode() + b"\n")
        return state.hexdigest()

    def hashed(self, thing: Any) -> str:  # noqa: ANN401 pyHanko's objects
        """One dictionary, array or scalar with all that hangs on it."""
        return hashlib.sha256(self._bytes(thing, 0)).hexdigest()

    def _bytes(self, thing: Any, depth: int) -> bytes:  # noqa: ANN401 pyHanko's objects
        from pyhanko.pdf_utils import generic  # noqa: PLC0415 child only

        if depth > DEPTH:
            raise Rejected("malformed")
        if isinstance(thing, generic.DictionaryObject):
            keys = sorted(key for key in thing if key not in _SKIPPED)
            inside = b"".join(
                key.encode() + b" " + self._bytes(thing[key], depth + 1) for key in keys
            )
            stream = isinstance(thing, generic.StreamObject)
            data = hashlib.sha256(self._data(thing)).digest() if stream else b""
            return b"<<" + inside + data + b">>"
        if isinstance(thing, generic.ArrayObject):
            members = (self._bytes(thing[at], depth + 1) for at in range(len(thing)))
            return b"[" + b"".join(members) + b"]"
        return str(thing).encode() + b"\n"

    def _data(self, stream: Any) -> bytes:  # noqa: ANN401 pyHanko's objects
        data = bytes(stream.data)
        self._left -= len(data)
        if self._left < 0:
            raise Rejected("malformed")
        return data
