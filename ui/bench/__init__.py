# SPDX-License-Identifier: MIT
"""`kakehashi bench` with its rows of windows. This file imports nothing: a bare window is measured, too."""

from __future__ import annotations

PICTURE = "--first-picture"  # before a data folder, or before nothing for the bare window
