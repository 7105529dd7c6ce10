# SPDX-License-Identifier: MIT
"""Help that the person asks for silently: the flag that only their own window's hand raises.

The touch is an event by itself (``silent_call``), so that it cannot be lost; the officer, alone, opens it:
that sets the sign on which the flag hangs, and raises the flag. A discreet flag has neutral words that stand
for it wherever somebody else may look, and no paper tells of it but the one for the own supervisor.
"""

from __future__ import annotations

from typing import Final

from app.domain.condition import SignSet
from app.domain.pack import Flag, Pack
from app.ids import FlagId, SignId

BY_PERSON: Final = "person"  # who raises such a flag


def silent_flag(pack: Pack) -> Flag | None:
    """The flag that the hand raises; None where the content has none, and then there is no hand."""
    return next((flag for flag in pack.flags.values() if flag.raised_by == BY_PERSON), None)


def silent_signs(pack: Pack) -> frozenset[SignId]:
    """The sign that opening a silent call sets; no officer notes it among what is seen."""
    flag = silent_flag(pack)
    when = flag.raised_when if flag else None
    return frozenset({when.sign}) if isinstance(when, SignSet) else frozenset()


def is_discreet(pack: Pack, flag: FlagId) -> bool:
    """Whether nobody may learn of it but the officer and the own supervisor."""
    found = pack.flags.get(flag)
    return found is not None and found.discreet is not None
