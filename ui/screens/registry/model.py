# SPDX-License-Identifier: MIT
"""Imported records and the results of an import, as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt

from app.domain.agency import agency_label
from app.domain.writing import visible
from app.i18n import sentence
from app.services.intake import FileResult
from app.services.registry import RecordRow
from app.services.version_words import DOUBTFUL, standing_words
from ui.screens.labels import change_label, moment
from ui.viewmodels.registry import RegistryViewModel
from ui.widgets.row_model import Index, RowModel
from ui.widgets.tables import KIND_ROLE
from ui.widgets.words import Translate

_Cell = tuple[str, str | None]


class _Rows(RowModel):
    """A table of (text, badge kind) cells, made of a row by `_line`."""

    _line: Callable[[Any], tuple[_Cell, ...]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text, kind = self._line(self.rows[index.row()])[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return text
        return kind if role == KIND_ROLE else None


class RecordModel(_Rows):
    """The registry's list, practice rows marked."""

    def __init__(self, view_model: RegistryViewModel, tr: Translate, lang: str) -> None:
        super().__init__(
            (
                tr("Case"),
                tr("Warnings"),
                tr("Station"),
                tr("Version"),
                tr("Sealed"),
                tr("Signed by"),
                tr("Parts"),
            )
        )
        self._model, self._tr, self._lang = view_model, tr, lang
        self.rows: Sequence[RecordRow] = ()

    def refresh(self) -> None:
        """Take the rows anew."""
        self.set_rows(self._model.rows)

    def _line(self, row: RecordRow) -> tuple[_Cell, ...]:
        tr, case = self._tr, row.case_number or "—"
        practice = tr("Practice")
        flags = ", ".join(self._model.flag_title(flag, self._lang) for flag in row.flags)
        odd = standing_words(row, tr)
        words = tr("{version} ({standing})").format(version=row.version, standing=odd)
        return (
            (f"{practice} · {case}" if row.practice else case, "draft" if row.practice else None),
            (flags, "warning" if flags else None),
            (f"{row.station} · {agency_label(self._model.agencies, row.agency, self._lang)}", None),
            (words if odd else str(row.version), "warning" if row.standing in DOUBTFUL else None),
            (moment(row.sealed_at), None),
            (row.signer, "success" if row.countersigned else None),
            ("、".join(self._model.group_name(group, self._lang) for group in row.groups), None),
        )


class ResultModel(_Rows):
    """What became, or would become, of each file."""

    def __init__(self, tr: Translate) -> None:
        super().__init__((tr("File"), tr("Result"), tr("Case"), tr("Reason")))
        self._tr = tr

    def words(self) -> list[str]:
        """Return each file and what became of it, as it is read out."""
        return [
            ", ".join(text for text, _kind in self._line(result) if text) for result in self.rows
        ]

    def _line(self, result: FileResult) -> tuple[_Cell, ...]:
        tr = self._tr
        codes = (result.reason,) if result.reason else result.warnings
        reason = " ".join(sentence(code, {}, tr) for code in codes)
        if result.page:
            reason = tr("Page {page}: {reason}").format(page=result.page, reason=reason)
        return (
            (visible(result.path.name), None),
            change_label(result.status, result.change, self._tr),
            (result.case_number or "", None),
            (reason, None),
        )
