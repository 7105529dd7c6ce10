# SPDX-License-Identifier: MIT
"""Texts by ear: a recorded clip where the pack has one, else the system's voice, else nothing.

Qt's sound modules are large and need libraries that a station may not have; they are looked for when
somebody first asks for sound, never at start.
"""

from __future__ import annotations

from ui.sound.player import Outlet, Player, Spoken, Way, load_outlet

__all__ = ["Outlet", "Player", "Spoken", "Way", "load_outlet"]
