# SPDX-License-Identifier: MIT
"""A card on a small piece of paper, for the person: only what may be shown to the person (DESIGN §1.7)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QTextOption
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.domain.ruby import strip_ruby
from app.services.texts import CardTexts
from ui.theme import direction_for, font_for


def print_card(texts: CardTexts, lang: str, parent: QWidget) -> bool:
    """Ask for a printer and print the person's side. False when it must not be shown or was cancelled."""
    title, text = texts.title[1], texts.text[1]
    if text is None or texts.person_hidden:
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(" ")
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    words = "\n\n".join(strip_ruby(one.text) for one in (title, text) if one is not None)
    option = QTextOption(Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(direction_for(lang))
    painter = QPainter(printer)
    font = font_for(lang, 14)
    font.setPointSizeF(11)
    painter.setFont(font)
    painter.drawText(
        QRectF(printer.pageLayout().paintRectPixels(printer.resolution())), words, option
    )
    painter.end()
    return True
