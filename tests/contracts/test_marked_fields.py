# SPDX-License-Identifier: MIT
"""Every field of the windows for an officer's free words has a mark beside it, or is none of a record.

What may enter a record is told by the fold and the schema in `tests/app/services/test_every_text.py`; here
is where it is typed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.contracts.source import ROOT, modules, name_of

FIELDS = frozenset({"TextInput", "TextArea", "QLineEdit", "QPlainTextEdit", "QTextEdit"})
MARKS = frozenset({"MarkedField", "WordsMark"})
NO_RECORD, EVERY, BESIDE = "nothing of a person", "needs every group", "goes with marked words"
STAYS, CODE = "stays in the vault", "a number, a code or a label"
#: Fields without a mark, and why. Passphrases and searches are classes of their own.
BARE = {
    ("ui.bench.picture", "line"): NO_RECORD,  # of a window that is only painted
    ("ui.screens.cards.telling", "self.note"): EVERY,
    ("ui.screens.danger.screen", "over"): BESIDE,
    ("ui.screens.danger.screen", "why"): EVERY,
    ("ui.screens.directory.correction", "self.phone"): NO_RECORD,
    ("ui.screens.directory.correction", "self.hours"): NO_RECORD,
    ("ui.screens.directory.correction", "self.note"): NO_RECORD,
    ("ui.screens.directory.correction", "self.reason"): NO_RECORD,
    ("ui.screens.handover.texts_panel", "self.reason"): STAYS,  # why a mark was taken away
    ("ui.screens.home.group_form", "self.label"): CODE,
    ("ui.screens.interpreter.screen", "self.comment"): STAYS,  # for translators
    ("ui.screens.interview.decision_form", "self.on"): CODE,
    ("ui.screens.interview.decision_form", "self.reason"): EVERY,
    ("ui.screens.interview.interpreter_form", "self.code"): CODE,
    ("ui.screens.language.screen", "self.typed"): BESIDE,  # put before the dialect
    ("ui.screens.registry.record", "reason"): STAYS,  # why a version counts
    ("ui.screens.settings.users", "self.name"): NO_RECORD,
    ("ui.screens.setup.screen", "self.station_name"): NO_RECORD,
    ("ui.screens.setup.screen", "self.person_name"): NO_RECORD,
    ("ui.screens.setup.screen", "line"): NO_RECORD,
    ("ui.screens.stated_time", "self.day"): CODE,
    ("ui.screens.stated_time", "self.time"): CODE,
    ("ui.widgets.form", "self._line"): NO_RECORD,  # searches and passphrases
    ("ui.widgets.number_entry", "self.line"): CODE,
    ("ui.widgets.part_date", "self._year"): CODE,
    ("ui.widgets.part_date", "self._month"): CODE,
    ("ui.widgets.part_date", "self._day"): CODE,
}


def marked(module: str, source: str) -> Iterator[tuple[str, str, bool]]:
    """(module, field, whether it has a mark) of every free field that a module makes."""
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [arg for call in calls if name_of(call.func) in MARKS for arg in call.args]
    names = {ast.unparse(arg) for arg in given}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            pairs = (
                zip(target.elts, node.value.elts, strict=True)
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                else [(target, node.value)]
            )
            for to, value in pairs:
                if isinstance(value, ast.Call) and name_of(value.func) in FIELDS:
                    yield module, ast.unparse(to), ast.unparse(to) in names
        elif isinstance(node, ast.Call) and name_of(node.func) in FIELDS and node in given:
            yield module, ast.unparse(node), True


def made() -> int:
    """How many free fields the windows make, however."""
    found = 0
    for path in modules("ui"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found += isinstance(node, ast.Call) and name_of(node.func) in FIELDS
    return found


def everywhere() -> list[tuple[str, str, bool]]:
    return [
        found
        for path in modules("ui")
        for found in marked(
            ".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text("utf-8")
        )
    ]


def test_every_free_field_has_a_mark_or_a_reason_why_not() -> None:
    found = everywhere()
    assert {(module, field) for module, field, has in found if not has} == {*BARE}
    assert len(found) == made(), "a field is made in a way that nobody looks at"
    source = "a = TextInput('x')\nb = TextArea('y')\nMarkedField('y', b, marks)"
    assert [*marked("f", source)] == [("f", "a", False), ("f", "b", True)]
