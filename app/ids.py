# SPDX-License-Identifier: MIT
"""Names of things, as types: an item id cannot be passed where a card id is wanted."""

from __future__ import annotations

import uuid
from typing import NewType

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


def new_uuid() -> str:
    """Return a random UUID (RFC 9562 version 4) as text: it tells nothing about time or machine."""
    return str(uuid.uuid4())
