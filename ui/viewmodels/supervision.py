# SPDX-License-Identifier: MIT
"""Who may decide as a supervisor in somebody else's session, and the proof: the own passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

VerifySupervisor = Callable[[str, str], str]
"""(user, passphrase) -> the supervisor's name. Raises UserError wrong_passphrase, not_supervisor.

Slow: it runs in the pool.
"""


@dataclass(frozen=True, slots=True)
class Supervision:
    """The supervisors of this station and how one of them is known."""

    names: tuple[str, ...]
    verify: VerifySupervisor
