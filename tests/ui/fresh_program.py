# SPDX-License-Identifier: MIT
"""A program just started, in whose interview somebody types in every script: run by `test_fresh_fonts`.

A process of its own: the fonts that other tests asked for would be there already. Prints one JSON line a
script: the glyphs and fonts of what the field, the line and the label really show, before and after.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication

from tests.stations import begin, build_house
from tests.ui.pages import rest, windows
from tests.ui.screens.hand import Hand
from tests.ui.screens.room import BASE
from ui.theme import apply_theme, current_theme
from ui.widgets.flow import UNBOUNDED, lay_out
from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.text import TextLabel

Runs = list[tuple[str, list[int]]]


def runs(layout: QTextLayout) -> Runs:
    return [(run.rawFont().familyName(), list(run.glyphIndexes())) for run in layout.glyphRuns()]


def laid_out(text: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(100_000)
    layout.endLayout()
    return layout


def boxes(text: str) -> bool:
    """Tell whether a text is boxes now; Qt's own font of boxes has no name to ask for."""
    layout = laid_out(text, current_theme().font("vi", 16))
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())


def main(root: Path, texts: dict[str, str]) -> None:
    app = QApplication([])
    apply_theme(app, "light", 100, "ja")
    house = build_house(root)
    workspace = house.open(house.officer)
    interview = begin(workspace, BASE, language="vi", practice=True)
    with windows(app, house) as shell:
        shell._on_open(house.officer, workspace)
        shell.open_case().open(interview)
        rest()
        hand = Hand(shell, workspace, interview)
        rows: dict[str, dict[str, object]] = {
            script: {"script": script, "before": boxes(text)} for script, text in texts.items()
        }
        hand.at("WISH-01")
        area = hand.seen(TextArea)
        hand.click(area)
        for script, text in texts.items():
            area.selectAll()
            hand.commit(text)
            rows[script]["area"] = runs(laid_out(area.text(), area.font()))
            flow = lay_out(text, "vi", TextLabel(text, lang="vi").font(), UNBOUNDED)
            rows[script]["label"] = [run for part in flow.layouts for run in runs(part)]
        hand.at("IDEN-01")
        line = hand.seen(TextInput)
        hand.click(line)
        for script, text in texts.items():
            line.selectAll()
            hand.commit(text)
            rows[script]["line"] = runs(laid_out(line.text(), line.font()))
        for row in rows.values():
            print(json.dumps(row))
        shell.home()
    workspace.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
