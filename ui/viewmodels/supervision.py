# SPDX-License-Identifier: MIT
"""Who may decide as a supervisor in somebody else's session, and the proof: the own passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.approvals import Approver

VerifySupervisor = Callable[[str, str], Approver]
"""(user, passphrase) -> the supervisor, who can allow something with the own key.

Raises UserError wrong_passphrase, not_supervisor. Slow: it runs in the pool.
"""


@dataclass(frozen=True, slots=True)
class Supervision:
    """The supervisors of this station and how one of them is known."""

    names: tuple[str, ...]
    verify: VerifySupervisor
