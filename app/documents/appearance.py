# SPDX-License-Identifier: MIT
"""What a file shows, as hashes that two drawings of one document share: one per page, one for the rest.

Contract: of a file that passed `shape`, so everything in it has a known kind. A page's hash covers its
size, its whole drawing (every operator, decoded) and each font that it names: metrics, map to text and
the outlines themselves. What stands around the pages is the structure tree that a screen reader reads
(roles, languages, order), titles and dates, and the colour profile. Not covered, because it differs from
file to file or is compared elsewhere: object numbers, coding, encryption, the signature, the record, and
the parent tree, which only repeats the structure tree the other way round.

A received file is read by pyHanko, which checked it (`parsed`); what was drawn here is hashed as it is
finished, before it is ever a file (`handover_appearance` in `pages`). Both give their objects to one
hasher.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from typing import Any, Final

from app.domain.document import Appearance
from app.services.verdict import Rejected

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


class AppearanceHasher(ABC):
    """Hashes parts of one file; fonts are hashed once. A library's objects are told apart by the subclass.

    Of every library ``thing[key]`` follows references, dictionaries have ``keys()``, arrays a length.
    """

    def __init__(self) -> None:
        self._left = MAX_DECODED
        self._fonts: dict[object, str] = {}

    @abstractmethod
    def identity(self, holder: Any, key: str | int) -> object:  # noqa: ANN401 a library's objects
        """What tells the object behind an entry from any other of the file."""

    @abstractmethod
    def is_dictionary(self, thing: Any) -> bool:  # noqa: ANN401 a library's objects
        """True of a dictionary and of a stream."""

    @abstractmethod
    def is_array(self, thing: Any) -> bool:  # noqa: ANN401 a library's objects
        """True of an array."""

    @abstractmethod
    def is_stream(self, thing: Any) -> bool:  # noqa: ANN401 a library's objects
        """True of a stream."""

    @abstractmethod
    def decoded(self, stream: Any) -> bytes:  # noqa: ANN401 a library's objects
        """What a stream holds."""

    def appearance(self, root: Any, info: Any) -> Appearance:  # noqa: ANN401 a library's objects
        """Return the hashes. Raises Rejected("malformed") for more than any handover holds."""
        kids = root["/Pages"]["/Kids"]
        numbers = range(len(kids))
        places = {self.identity(kids, at): at + 1 for at in numbers}
        shown = tuple(self._page(kids[at]) for at in numbers)
        rest = [self._hashed(root[key]) for key in _ROOT if key in root]
        rest.append(self._hashed(info))
        rest.append(self._tree(root["/StructTreeRoot"]["/K"], places))
        return Appearance(shown, _joined(rest))

    def _page(self, page: Any) -> str:  # noqa: ANN401 a library's objects
        drawing = self._data(page["/Contents"])
        parts = [hashlib.sha256(drawing).hexdigest()]
        parts += [self._hashed(page[key]) for key in _PAGE]
        fonts = page["/Resources"]["/Font"]
        used = [key for key in sorted(fonts.keys()) if f"{key} ".encode("ascii") in drawing]
        return _joined([*parts, *(self._font(key, fonts) for key in used)])

    def _font(self, key: str, fonts: Any) -> str:  # noqa: ANN401 a library's objects
        reference = self.identity(fonts, key)
        if reference not in self._fonts:
            self._fonts[reference] = self._hashed(fonts[key])
        return self._fonts[reference]

    def _tree(self, element: Any, places: dict[object, int]) -> str:  # noqa: ANN401 a library's objects
        """The structure tree in the order of reading, without recursion."""
        state = hashlib.sha256()
        queue = [(element, 0)]
        while queue:
            node, depth = queue.pop()
            words = [str(depth)]
            if "/MCID" in node:
                words += [str(places[self.identity(node, "/Pg")]), str(node["/MCID"])]
            else:
                words += [str(node["/S"]), str(node["/Lang"]) if "/Lang" in node else ""]
                words += [str(node["/A"]["/Scope"]) if "/A" in node else ""]
                kids = node["/K"]
                queue += [(kids[at], depth + 1) for at in reversed(range(len(kids)))]
            state.update("\0".join(words).encode() + b"\n")
        return state.hexdigest()

    def _hashed(self, thing: Any) -> str:  # noqa: ANN401 a library's objects
        """One dictionary, array or scalar with all that hangs on it."""
        return hashlib.sha256(self._bytes(thing, 0)).hexdigest()

    def _bytes(self, thing: Any, depth: int) -> bytes:  # noqa: ANN401 a library's objects
        if depth > DEPTH:
            raise Rejected("malformed")
        if self.is_dictionary(thing):
            keys = sorted(set(thing.keys()) - _SKIPPED)
            inside = b"".join(
                key.encode() + b" " + self._bytes(thing[key], depth + 1) for key in keys
            )
            data = hashlib.sha256(self._data(thing)).digest() if self.is_stream(thing) else b""
            return b"<<" + inside + data + b">>"
        if self.is_array(thing):
            members = (self._bytes(thing[at], depth + 1) for at in range(len(thing)))
            return b"[" + b"".join(members) + b"]"
        return str(thing).encode() + b"\n"

    def _data(self, stream: Any) -> bytes:  # noqa: ANN401 a library's objects
        data = self.decoded(stream)
        self._left -= len(data)
        if self._left < 0:
            raise Rejected("malformed")
        return data


def _joined(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("ascii")).hexdigest()
