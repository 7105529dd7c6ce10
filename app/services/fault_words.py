# SPDX-License-Identifier: MIT
"""What is wrong with a vault, in sentences: of the codes of `Workspace.check`, which a program compares."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from app.i18n.mark import mark

#: In this order: the first that fits the whole code.
_FAULTS: Final = (
    (r"page (?P<what>.+)", mark("A page of the vault's file is damaged ({what}).")),
    (r"database (?P<what>.+)", mark("The database of the vault is damaged ({what}).")),
    (r"chain audit at (?P<seq>\d+): \w+", mark("The vault's own log is not whole at entry {seq}.")),
    (
        r"chain (?P<name>\S+) at (?P<seq>\d+): \w+",
        mark("The log of interview {name} is not whole at entry {seq}."),
    ),
    (
        r"heads\.log line (?P<seq>\d+): signature",
        mark("Line {seq} of heads.log is signed by nobody of this station."),
    ),
    (
        r"audit: rolled back behind (?P<seq>\d+)",
        mark("The vault is older than it was: entry {seq} of its log is gone."),
    ),
    (
        r"(?P<name>\S+): rolled back behind (?P<seq>\d+)",
        mark("Interview {name} is older than it was: entry {seq} of its log is gone."),
    ),
    (
        r"audit: differs at (?P<seq>\d+)",
        mark("The vault's own log says something else than was noted at entry {seq}."),
    ),
    (
        r"(?P<name>\S+): differs at (?P<seq>\d+)",
        mark("The log of interview {name} says something else than was noted at entry {seq}."),
    ),
    (
        r"(?P<name>\S+): (?P<found>\d+) of (?P<seq>\d+)",
        mark("The station's file {name} went back: state {found} of {seq}."),
    ),
)
_WHAT_TO_DO: Final = mark(
    "Do not go on with this vault. Leave everything as it is and ask a supervisor: a backup may be whole."
)


def fault_sentences(faults: Sequence[str], tr: Callable[[str], str]) -> list[str]:
    """One sentence for each, and what to do; nothing for a sound vault. What is unknown stands as it is."""
    return [*(_sentence(fault, tr) for fault in faults), tr(_WHAT_TO_DO)] if faults else []


def _sentence(fault: str, tr: Callable[[str], str]) -> str:
    for form, words in _FAULTS:
        if found := re.fullmatch(form, fault, re.ASCII):
            return tr(words).format(**found.groupdict())
    return fault
