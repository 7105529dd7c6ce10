# SPDX-License-Identifier: MIT
"""The command prints in one place, which cleans what it prints."""

from __future__ import annotations

import ast
import logging

import pytest

from app.cli.output import VisibleLog, complain, say, say_json
from app.domain.writing import visible
from tests.contracts.source import ROOT, modules, name_of, tree

CLI = ROOT / "app" / "cli"
STREAMS = {"stdout", "stderr"}


def prints(module: ast.Module) -> list[int]:
    """The lines on which a module prints or writes to a stream of the terminal."""
    found = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        writes = (
            isinstance(called, ast.Attribute)
            and called.attr in {"write", "writelines"}
            and isinstance(called.value, ast.Attribute)
            and called.value.attr in STREAMS
        )
        if writes or name_of(called) == "print":
            found.append(node.lineno)
    return found


def test_nothing_else_of_the_command_prints() -> None:
    found = {
        f"{path.name}:{line}"
        for path in modules("app")
        if path.is_relative_to(CLI) and path.name != "output.py"
        for line in prints(tree(path))
    }
    assert found == set()


def test_each_way_of_printing_is_seen() -> None:
    source = "print('x')\nsys.stdout.write('x')\nsys.stderr.write('x')\nfile.write('x')"
    assert prints(ast.parse(source)) == [1, 2, 3]
    assert prints(tree(CLI / "output.py")) != []


HOSTILE = {
    "\x1b[31mred": "\\x1b[31mred", "\x9b31mred": "\\x9b31mred", "a\u202egnp.exe": "a\\u202egnp.exe",
    "\u2066x\u2069": "\\u2066x\\u2069", "a\u200bb": "a\\u200bb", "a\nb\r": "a\\x0ab\\x0d", "\ufeffx": "\\ufeffx",
    "\U000e0041": "\\U000e0041", "\x07": "\\x07",
}  # fmt: skip
KEPT = ("見本 花子 SAMPLE", "ကျွန်တော်", "ក្រុម\u200cហ៊ុន", "a\tb", "é", "🙂")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_terminal_obeys_is_written_out(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(text)
    complain(text)
    say_json({"file": text})
    out, err = capsys.readouterr()
    line, data = out.splitlines()
    assert (line, err) == (HOSTILE[text], HOSTILE[text] + "\n")
    assert visible(data) == data
    import json

    assert json.loads(data) == {"file": text}
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%s", (text,), None)
    assert visible(VisibleLog().format(record), kept="\n") == VisibleLog().format(record)


@pytest.mark.parametrize("text", KEPT)
def test_writing_of_every_language_stays(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(text)
    assert capsys.readouterr().out == f"{text}\n"
