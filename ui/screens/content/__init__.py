# SPDX-License-Identifier: MIT
"""Pages about content: moving an interview to newer content, reading one whose content is not here."""

from ui.screens.content.newer import NewerScreen
from ui.screens.content.stored import StoredScreen

__all__ = ["NewerScreen", "StoredScreen"]
