# SPDX-License-Identifier: MIT
"""The list of interviews as a table: case, language, age, state, what is due, flags. No names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from ui.screens.labels import age_label, moment, state_label
from ui.viewmodels.home import HomeRow, HomeViewModel
from ui.widgets.row_model import Index, RowModel, RowsInSight
from ui.widgets.tables import ICON_ROLE, KIND_ROLE, LANG_ROLE
from ui.widgets.words import Translate

CASE, STATE, LANGUAGE, AGE, CHANGED, DUE, FLAGS = range(7)


class HomeModel(RowModel):
    """Rows of a `HomeViewModel`, in its order."""

    def __init__(self, view_model: HomeViewModel, tr: Translate, lang: str) -> None:
        super().__init__(
            (
                tr("Case"),
                tr("State"),
                tr("Language"),
                tr("Age"),
                tr("Last change"),
                tr("Due next"),
                tr("Warnings"),
            )
        )
        self._model, self._tr, self._lang = view_model, tr, lang
        self.rows: Sequence[HomeRow] = ()

    def refresh(self) -> None:
        """Take the rows anew."""
        row, languages = self._model.row, self._model.languages
        self.set_rows(RowsInSight(self._model.listed, lambda summary: row(summary, languages)))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(row, column)
        if role == KIND_ROLE:
            return self._kind(row, column)
        if role == ICON_ROLE:
            return {FLAGS: "danger" if row.red else "flag", DUE: "timer"}.get(column)
        if role == LANG_ROLE and column == LANGUAGE:
            return row.language_tag or None
        return None

    def _text(self, row: HomeRow, column: int) -> str:
        if column == CASE:
            practice = self._tr("Practice") if row.practice else ""
            return " · ".join(part for part in (practice, row.case_number, row.group_label) if part)
        if column == DUE:
            return self._due(row)
        texts = {
            STATE: state_label(row.state, self._tr)[0],
            LANGUAGE: row.language or self._tr("not chosen"),
            AGE: age_label(row.age_state, self._tr),
            FLAGS: self._flags(row),
            CHANGED: moment(row.updated_at),
        }
        return texts[column]

    def _kind(self, row: HomeRow, column: int) -> str | None:
        due = row.due.state if row.due else ""
        kinds = {
            CASE: "draft" if row.practice else None,
            STATE: state_label(row.state, self._tr)[1],
            AGE: "info" if row.age_state in {"child", "doubt"} else None,
            DUE: {"overdue": "warning", "soon": "warning", "running": "neutral"}.get(due),
            FLAGS: ("danger" if row.red else "warning") if row.flags else None,
        }
        return kinds.get(column)

    def _due(self, row: HomeRow) -> str:
        if row.due is None:
            return ""
        return f"{self._model.timer_text(row.due, self._lang)} · {moment(row.due.at)[5:]}"

    def _flags(self, row: HomeRow) -> str:
        if not row.flags:
            return ""
        first = self._model.flag_title(row.flags[0], self._lang)
        return f"{first} (+{len(row.flags) - 1})" if len(row.flags) > 1 else first
