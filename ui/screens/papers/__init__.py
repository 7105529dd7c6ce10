# SPDX-License-Identifier: MIT
"""Papers without answers, to fill in by hand or to give away."""

from ui.screens.papers.screen import PapersScreen

__all__ = ["PapersScreen"]
