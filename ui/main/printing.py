# SPDX-License-Identifier: MIT
"""Printing: a card for the person, only what may be shown to them (DECISIONS.md §1.7); blank papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTextOption
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.domain.ruby import strip_ruby
from app.services.texts import CardTexts
from ui.theme import direction_for, font_for

_INCH = 25.4  # mm
_INKS = [0xFF000000, 0xFFFFFFFF]  # in this order Qt keeps one bit a pixel in what it sends


def print_card(texts: CardTexts, lang: str, parent: QWidget) -> bool:
    """Ask for a printer and print the person's side. False when it must not be shown or was cancelled."""
    title, text = texts.title[1], texts.text[1]
    if text is None or texts.person_hidden:
        return False
    printer = _chosen(parent)
    if printer is None:
        return False
    parts = (texts.notice, title, text)
    words = "\n\n".join(strip_ruby(part.text) for part in parts if part is not None)
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


def print_pages(pages: Sequence[bytes], width: int, parent: QWidget) -> bool:
    """Ask for a printer and print pages, PNG, each ``width`` mm wide. False when it was cancelled."""
    printer = _chosen(parent)
    if printer is None:
        return False
    painter = QPainter(printer)
    room = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        image = _black_and_white(QImage.fromData(page))
        wide = min(width / _INCH * printer.resolution(), room.width())
        high = wide * image.height() / image.width()
        if high > room.height():  # a printer's margins: the page shrinks and is never cut
            wide, high = wide * room.height() / high, room.height()
        painter.drawImage(QRectF(0, 0, wide, high), image)
    painter.end()
    return True


def _black_and_white(image: QImage) -> QImage:
    """One bit a pixel, as a laser printer has it: a page in grey or colour is four times as much to send.

    Nothing on paper is told by colour alone; pale fills stay white.
    """
    plain = Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Mono, _INKS, plain)


def _chosen(parent: QWidget) -> QPrinter | None:
    """The printer that was chosen; the job's name tells nothing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(" ")
    accepted = QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted
    return printer if accepted else None
