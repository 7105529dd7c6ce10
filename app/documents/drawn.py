# SPDX-License-Identifier: MIT
"""What was drawn here shows (`appearance`), from the objects of the finished document before it is a file."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Pdf, Stream

from app.documents.appearance import AppearanceHasher
from app.domain.document import Appearance


def appearance_of_drawn(document: Pdf) -> Appearance:
    """Return the hashes. Raises Rejected("malformed") for more than any handover holds."""
    return DrawnHasher().appearance(document.Root, document.trailer["/Info"])


class DrawnHasher(AppearanceHasher):
    """Of pikepdf's objects."""

    def identity(self, holder: Any, key: str | int) -> object:  # noqa: ANN401 pikepdf's objects
        number: object = holder[key].objgen
        return number

    def is_dictionary(self, thing: Any) -> bool:  # noqa: ANN401 pikepdf's objects
        return isinstance(thing, (Dictionary, Stream))

    def is_array(self, thing: Any) -> bool:  # noqa: ANN401 pikepdf's objects
        return isinstance(thing, Array)

    def is_stream(self, thing: Any) -> bool:  # noqa: ANN401 pikepdf's objects
        return isinstance(thing, Stream)

    def decoded(self, stream: Any) -> bytes:  # noqa: ANN401 pikepdf's objects
        return bytes(stream.read_bytes())
