# SPDX-License-Identifier: MIT
"""Asking before the officer raises a flag: it goes into the record and onto papers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.confirmation import ask
from ui.widgets.words import Translate


def ask_to_raise(part: QWidget, flag: str, deed: Callable[[], object], tr: Translate) -> None:
    """``flag``: its title. What was raised stays in the record, also when it is taken back."""
    words = tr(
        "“{flag}” goes into the record and onto the papers. It can be taken back with a reason."
    )
    ask(
        part,
        tr("Raise this flag?"),
        text=words.format(flag=flag),
        yes=tr("Raise the flag"),
        deed=deed,
        tr=tr,
    )
