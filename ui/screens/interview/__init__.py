# SPDX-License-Identifier: MIT
"""The interview: phases at the left, the bilingual card in the middle, what is due at the right."""

from ui.screens.interview.screen import InterviewScreen

__all__ = ["InterviewScreen"]
