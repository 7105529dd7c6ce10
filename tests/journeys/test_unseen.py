# SPDX-License-Identifier: MIT
"""The short screening by who sees nothing: names, roles and announcements lead, keys alone act.

From the door to the result; what is done next is found in what a screen reader tells, never in a widget.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.stations import OFFICER, OFFICER_WORDS, build_house
from tests.ui.heard import Role, heard, listening, told
from tests.ui.keyboard import CTRL, bring_forward
from tests.ui.pages import windows
from tests.ui.reader import Reader

__all__ = ["listening", "told"]

NOT_SAID = ""
#: What is asked, as it begins, and what is done about it; the longer of two beginnings comes first.
PREPARED = (
    ("The interview is held", Role.RadioButton, "Done"),
    ("Anyone who came", Role.RadioButton, "Done"),
    ("Woman officer", Role.RadioButton, "arranged"),
    ("Interpreter", Role.RadioButton, "officer speaks"),
    ("Known risks", Role.CheckBox, "none known"),
    ("How the case came", Role.RadioButton, "the person came"),
    ("The interviewer", Role.RadioButton, "Done"),
    ("Ready in the room", Role.CheckBox, "water"),
)
SAID = (
    ("Can you read it", "I can read it easily"),
    ("The person who talks", "does not matter"),
    ("The interpreter", "does not matter"),
    ("Do you feel safe", "Yes"),
    ("Someone near", "No"),
    ("Who and where", NOT_SAID),
    ("Something needs a doctor", "No"),
    ("Has someone said", "No"),
    ("What to keep to", "do not contact them"),
    ("About whom", NOT_SAID),
    ("What you call them", NOT_SAID),
    ("May everyone who helps", "Yes"),
    ("Age in years", "24"),
    ("Date or year of birth", NOT_SAID),
    ("My name is", "understood"),
    ("You may skip", "understood"),
    ("You can ask", "understood"),
    ("What you say", "understood"),
    ("If there is a court", "understood"),
    ("I work for", "understood"),
    ("We keep this", "understood"),
    ("Do you agree to talk", "yes"),
    ("There are others", "No"),
    ("About how many", NOT_SAID),
    ("Nationality", "Thailand"),
    ("No nationality", "No"),
    ("In your own words", "SAMPLE"),
    ("Kind of work promised", NOT_SAID),
    ("What was different", "pay"),
    ("Someone decides", "Yes"),
    ("What happens", "SAMPLE"),
    ("Who it is", NOT_SAID),
    ("Has anyone threatened", "none of these"),
    ("Start", "8"),
    ("End", "23"),
    ("Pay received", "I do not want to answer"),
    ("How it was", NOT_SAID),
    ("I could refuse", "No"),
    ("If not, why", NOT_SAID),
    ("Could you go out", "yes"),
    ("Which of these could", "telephone"),
    ("I owe money", "No"),
    ("At first", NOT_SAID),
    ("Who decides it", NOT_SAID),
    ("It grows", NOT_SAID),
    ("Passport", "me"),
    ("Residence card", "me"),
    ("Bank book", NOT_SAID),
    ("Telephone", NOT_SAID),
    ("Keys", NOT_SAID),
    ("Since when", NOT_SAID),
    ("Do you want to speak", "No"),
    ("Which help", "a safe place"),
    ("The place is safe", "Yes"),
    ("How I feel", "better"),
    ("Next steps", "SAMPLE"),
    ("Would you like a small", "no"),
    ("What was missing", "nothing"),
    ("Distress seen", "none"),
    ("Who takes over", "SAMPLE"),
    ("Supervisor told", "Yes"),
    ("The person is held", "No"),
    ("What went well", NOT_SAID),
    ("What", NOT_SAID),
)
MOST = 200  # announcements after which one gives up


def answer(reader: Reader) -> None:
    """Do what is wanted where the keyboard is."""
    asked, here = reader.inside, reader.focus
    reply = next((words for begins, words in SAID if asked[0].startswith(begins)), None)
    assert reply is not None, asked
    if reply == NOT_SAID:
        return
    if here.role is Role.EditableText and here.name == "Find in the list":
        reader.write(reply[:3].lower())
        reader.press(Role.CheckBox, reply, asked[0])
    elif here.role is Role.EditableText and reply != "I do not want to answer":
        reader.write(reply)
    else:
        role = Role.RadioButton if here.role is Role.EditableText else here.role
        reader.press(role, reply, asked[-1])


@pytest.mark.usefixtures("listening")
def test_a_short_screening_is_done_by_names_and_keys(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    reader = Reader()
    with windows(qapp, build_house(tmp_path)) as shell:
        shell.begin()
        bring_forward(shell.window, qtbot)
        reader.press(Role.RadioButton, "English")
        reader.press(Role.RadioButton, OFFICER)
        reader.reach(Role.EditableText, "Passphrase")
        reader.write(OFFICER_WORDS)
        reader.key(Qt.Key.Key_Return)
        reader.press(Role.Button, "Short screening")
        for asked, role, done in PREPARED:
            reader.press(role, done, asked)
        reader.press(Role.Button, "Begin")
        reader.press(Role.RadioButton, "ภาษาไทย")
        words = [text for text, _now in told]
        assert words[-2] == "Interview"  # where one is, and then what is asked
        assert words[-1].startswith("LANG-02")
        while reader.inside and len(words) < MOST:
            told.clear()
            answer(reader)
            reader.key(Qt.Key.Key_Return, CTRL)
            words += [text for text, _now in told]
        put = {text.split(" · ")[0] for text in words if " · " in text}
        assert {"SAFE-01", "CONS-06", "RECR-03", "CTRL-04", "DEBT-05", "CLOS-06"} <= put, words
        assert any(text.startswith("The short talk found something.") for text in words)
        assert words[-1].startswith("The questions are finished.")
        names = [node.name for node in heard(shell.window).every()]
        assert "Elements partly indicated" in names
        reader.press(Role.Button, "Read back")
        assert told[-1] == ("Read back", False)
        with pytest.raises(LookupError):
            reader.reach(Role.Button, "a button that nobody made")
