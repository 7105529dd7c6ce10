# SPDX-License-Identifier: MIT
"""The interpreter's page."""

from ui.screens.interpreter.screen import InterpreterScreen

__all__ = ["InterpreterScreen"]
