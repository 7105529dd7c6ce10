# SPDX-License-Identifier: MIT
"""How one version stands among those of its record, in words for a supervisor."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.versions import VersionStanding
from app.i18n.mark import mark
from app.services.registry import RecordRow

Translate = Callable[[str], str]

_STANDING = {
    VersionStanding.PREDECESSOR_MISSING: mark("the version before it is missing"),
    VersionStanding.CONFLICT: mark("in conflict with another version: a person must decide"),
    VersionStanding.FOREIGN: mark("not by the officer of this record: it does not count"),
    VersionStanding.SET_ASIDE: mark("decided against"),
}
#: Nobody should rely on such a version alone.
DOUBTFUL = frozenset(
    {VersionStanding.PREDECESSOR_MISSING, VersionStanding.CONFLICT, VersionStanding.FOREIGN}
)
_OLDER = mark("older")
_TAKEN = mark("taken into the registry")
_CHANGE = {
    "newer_version": mark("newer version of a known record"),
    "older_version": mark("older version of a known record"),
    **{standing.value: words for standing, words in _STANDING.items()},
}


def standing_words(row: RecordRow, tr: Translate) -> str:
    """What is odd about a version; empty for one that counts and is the last."""
    if row.standing in _STANDING:
        return tr(_STANDING[row.standing])
    return "" if row.newest or row.open_end else tr(_OLDER)


def change_words(change: str | None, tr: Translate) -> str:
    """What the arrival of a version meant (`FileResult.change`)."""
    odd = _CHANGE.get(change or "")
    return f"{tr(_TAKEN)}: {tr(odd)}" if odd else tr(_TAKEN)
