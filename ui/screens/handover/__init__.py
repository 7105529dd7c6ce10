# SPDX-License-Identifier: MIT
"""Handover: seal, look at the real pages, sign and save; and the person's own paper."""

from ui.screens.handover.screen import HandoverScreen

__all__ = ["HandoverScreen"]
