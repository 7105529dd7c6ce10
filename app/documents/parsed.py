# SPDX-License-Identifier: MIT
"""What a received file shows, from the objects that pyHanko read (`appearance`): in the reading process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.documents.appearance import AppearanceHasher
from app.domain.document import Appearance

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader


def appearance_of(reader: PdfFileReader) -> Appearance:
    """Return the hashes of a file that passed `shape`. Raises Rejected("malformed")."""
    return ParsedHasher().appearance(reader.root, reader.trailer["/Info"])


class ParsedHasher(AppearanceHasher):
    """Of pyHanko's objects."""

    def __init__(self) -> None:
        from pyhanko.pdf_utils import generic  # noqa: PLC0415 0.9 s cold, child only

        super().__init__()
        self._generic = generic

    def identity(self, holder: Any, key: str | int) -> object:  # noqa: ANN401 pyHanko's objects
        reference: object = holder.raw_get(key).reference
        return reference

    def is_dictionary(self, thing: Any) -> bool:  # noqa: ANN401 pyHanko's objects
        return isinstance(thing, self._generic.DictionaryObject)

    def is_array(self, thing: Any) -> bool:  # noqa: ANN401 pyHanko's objects
        return isinstance(thing, self._generic.ArrayObject)

    def is_stream(self, thing: Any) -> bool:  # noqa: ANN401 pyHanko's objects
        return isinstance(thing, self._generic.StreamObject)

    def decoded(self, stream: Any) -> bytes:  # noqa: ANN401 pyHanko's objects
        return bytes(stream.data)
