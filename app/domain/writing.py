# SPDX-License-Identifier: MIT
"""How long each kind of writing may be, and which characters a name may hold. Nowhere else.

Entry, sealing and intake ask here, so that what can be typed can be sealed, handed over and read by
every recipient. Lengths are in characters (code points). Texts stay exactly as they were typed; names
(of people, users, stations, cases, groups; codes of interpreters) hold nothing that cannot be seen:
a name that looks like another one and is not it misleads whoever reads, searches or signs it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Writing(StrEnum):
    """The kinds of writing."""

    ACCOUNT = "account"  # several lines: what was told, a rendering, a note, what was done
    LINE = "line"  # one line: a person's name, a place, a reason, the words of a date
    LABEL = "label"  # the name of a user, a station, a case or a group; a code


LONGEST: Final[Mapping[Writing, int]] = MappingProxyType({
    Writing.ACCOUNT: 100_000,
    Writing.LINE: 20_000,  # what version 0.1 let a record hold
    Writing.LABEL: 40,
})  # fmt: skip

#: The largest file of a handover that any recipient reads, bytes.
MOST_BYTES: Final = 32 * 1024 * 1024
#: The longest handover whose pages any recipient draws again: characters of the resolved document. Some
#: seven hundred pages in Japanese.
MOST_DRAWN: Final = 800_000

_CONTROL: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Letters and marks that have no shape: fillers of Hangul, a joiner of combining marks.
_EMPTY: Final = frozenset("\u034f\u115f\u1160\u3164\uffa0")
_JOINERS: Final = frozenset("\u200c\u200d\u180e")
#: Scripts in which a joiner between two letters changes how they are written (first word of the
#: letters' names in Unicode).
_JOINING: Final = frozenset({
    "ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU",
    "KANNADA", "MALAYALAM", "SINHALA", "MYANMAR", "KHMER", "TIBETAN", "MONGOLIAN",
})  # fmt: skip
_NO_CHARACTERS: Final = range(0xFDD0, 0xFDF0)


def too_long(text: str, kind: Writing) -> bool:
    """Tell whether a text is longer than its kind may be."""
    return len(text) > LONGEST[kind]


def is_name(text: str, kind: Writing) -> bool:
    """Whether it may stand as a name of that length."""
    return not too_long(text, kind) and not any(strange(text))


def strange(name: str) -> Iterator[str]:
    """Yield each character that a name may not hold, as ``U+202A``, in order.

    Control characters and line ends, direction marks, zero-width and other unseen ones, and what is no
    character. A joiner is right between two letters of a script that writes with it.
    """
    for at, sign in enumerate(name):
        if _refused(sign) and not _joins(name, at):
            yield f"U+{ord(sign):04X}"


def visible(text: str, kept: str = "") -> str:
    """Return the text with each character that `strange` would name written out, as Python does.

    For places that obey what they are told, such as a terminal. ``kept``: characters left as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _written(sign) if sign not in kept and _refused(sign) and not _joins(text, at) else sign
        for at, sign in enumerate(text)
    )


def _written(sign: str) -> str:
    code = ord(sign)
    if code <= 0xFF:  # noqa: PLR2004 the widths of Python's own escapes
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def without_strange(name: str) -> str:
    """Return the name without the characters that `strange` names."""
    return "".join(sign for at, sign in enumerate(name) if not _refused(sign) or _joins(name, at))


def _refused(sign: str) -> bool:
    code = ord(sign)
    return (
        unicodedata.category(sign) in _CONTROL
        or sign in _EMPTY
        or code in _NO_CHARACTERS
        or code & 0xFFFE == 0xFFFE  # noqa: PLR2004 the last two of each plane
    )


def _joins(name: str, at: int) -> bool:
    around = (name[at - 1 : at], name[at + 1 : at + 2])
    return name[at] in _JOINERS and all(_script(sign) in _JOINING for sign in around)


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0] if sign else ""
