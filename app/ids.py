# SPDX-License-Identifier: MIT
"""Names of things, as types: an item id cannot be passed where a card id is wanted."""

from __future__ import annotations

import re
from typing import Final, NewType

ItemId = NewType("ItemId", str)
PartId = NewType("PartId", str)
OptionId = NewType("OptionId", str)
CardId = NewType("CardId", str)
GroupId = NewType("GroupId", str)
RecipientId = NewType("RecipientId", str)
FlagId = NewType("FlagId", str)
TimerId = NewType("TimerId", str)
SignId = NewType("SignId", str)
BasisId = NewType("BasisId", str)
UserName = NewType("UserName", str)
InterviewId = NewType("InterviewId", str)
StationId = NewType("StationId", str)
VaultId = NewType("VaultId", str)
CaseNumber = NewType("CaseNumber", str)
LangTag = NewType("LangTag", str)
#: A station's or a staff member's number: it stands where a name would tell who and where.
Number = NewType("Number", str)

#: No 0 and O, no 1, I and L, no U: nobody reads one for another.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_NUMBER: Final = re.compile(f"[{ALPHABET}]{{10}}")


def new_uuid() -> str:
    """Return a random UUID (RFC 9562 version 4) as text: it tells nothing about time or machine."""
    import uuid  # noqa: PLC0415 looks at the machine's libraries when it is imported

    return str(uuid.uuid4())


def new_number() -> Number:
    """Draw a number: 49 random bits, so that none is met twice and none tells who was before."""
    import secrets  # noqa: PLC0415 brings OpenSSL's hashes

    return Number("".join(secrets.choice(ALPHABET) for _ in range(10)))


def is_number(text: str) -> bool:
    """Whether this has the form of a number."""
    return _NUMBER.fullmatch(text) is not None
