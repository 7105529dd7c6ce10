# SPDX-License-Identifier: MIT
"""Codes and drafters' notes in what people read: snake_case ids, open braces, brackets of the workshop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.domain.pack import Pack

SNAKE = re.compile(r"(?<![\w@./{-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w@(])")
NOTES = re.compile(
    r"要確認|名称確認|\[(?:legal|draft|src|seen|todo)\b|\b(?:src|draft|seen):|\bTODO\b|\((?:name )?to be confirmed\b|\{[a-z_]+\}",
    re.IGNORECASE,
)
#: A word alone: one of a foreign title or of a name is none of the program's.
WORD = re.compile(r"(?<![\w@./-])(?<![A-Za-z] )[a-z][a-z0-9]*(?! [A-Za-z])(?![\w@-]|\.\w)")

JAPANESE = re.compile(r"[぀-ヿ一-鿿]")


def ids_of(pack: Pack) -> frozenset[str]:
    """Ids of the pack that could stand in a sentence: a Japanese one has no use for them."""
    families = (pack.flags, pack.timers, pack.legal_bases, pack.groups, pack.recipients, pack.signs)
    return frozenset(str(name) for family in families for name in family)


def codes_in(text: str, ids: frozenset[str]) -> list[str]:
    """What nobody should have to read. ``ids``: single words are codes, too; empty for English."""
    found = [*SNAKE.findall(text), *(match[0] for match in NOTES.finditer(text))]
    if JAPANESE.search(text):
        found += [word for word in WORD.findall(text) if word in ids]
    return list(dict.fromkeys(found))


def texts_of(root: QWidget) -> Iterator[str]:
    """All words under a window, also those that a fold hides and those that are only read aloud."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(number) for number in range(widget.count()))
        elif isinstance(widget, QAbstractItemView):
            yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    for number in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield from (str(model.index(number, column).data(role) or "") for role in roles)


def codes_among(texts: Iterable[str], ids: frozenset[str]) -> list[str]:
    """Each code once, with the text in which it stands."""
    return list(dict.fromkeys(f"{code}: {t[:90]!r}" for t in texts for code in codes_in(t, ids)))
