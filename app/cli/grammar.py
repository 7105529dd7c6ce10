# SPDX-License-Identifier: MIT
"""What the grammar of every command is made of: leaves whose module is imported when they run."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from app.cli.output import write
from app.cli.words import LANGUAGES
from app.paths import default_data_dir

#: No options, though they begin like one: numbers, and the id of a record or interview (43 letters of
#: base64url, of which one in 64 begins so).
_VALUES: Final = re.compile(r"^-\d+$|^-\d*\.\d+$|^-[A-Za-z0-9_-]{42}$")


class Parser(argparse.ArgumentParser):
    """Repeats what was typed, file names of others among it, as `app.cli.output` prints everything."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:  # noqa: ANN401 the library's own
        super().__init__(*arguments, **keywords)
        self._negative_number_matcher = (
            _VALUES  # the library has no other way to say what is a value
        )

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401 the library's own
        if message:
            write(message, file or sys.stderr)


LANGUAGE: Final = "words_in"
#: Their ``--lang`` is the language of texts; the command's own words are ``--speak``.
CONTENT_LANGUAGE: Final = frozenset(
    {
        ("pack", "export-strings"),
        ("pack", "import-strings"),
        ("pack", "import-clips"),
        ("paper", "print"),
    }
)


def lazy(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The function ``function`` of ``app.cli.<module>``, imported when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        return int(getattr(import_module(f"app.cli.{module}"), function)(arguments))

    return run


def leaf(groups: Any, name: str, module: str, function: str, help_: str) -> Parser:  # noqa: ANN401
    made: Parser = groups.add_parser(name, help=help_, description=help_)
    made.set_defaults(run=lazy(module, function))
    speaks(made, "--speak" if (module, name) in CONTENT_LANGUAGE else "--lang")
    return made


def speaks(parser: Parser, option: str) -> None:
    """Errors and results in this language. Left out, what stood before the command holds."""
    parser.add_argument(
        option,
        choices=LANGUAGES,
        dest=LANGUAGE,
        default=argparse.SUPPRESS,
        help="speak this language; else that of LC_ALL, LC_MESSAGES or LANG",
    )


def group(groups: Any, name: str, help_: str) -> Any:  # noqa: ANN401 argparse names no type for it
    return groups.add_parser(name, help=help_, description=help_).add_subparsers(
        metavar="COMMAND", required=True
    )


def data(leaf: Parser) -> None:
    leaf.add_argument(
        "--data", type=Path, default=default_data_dir(), metavar="DIR", help="the data folder"
    )


def login(leaf: Parser, user: str = "--user") -> None:
    data(leaf)
    leaf.add_argument(user, required=True, metavar="NAME", help="who does it", dest="user")
    leaf.add_argument("--passphrase-file", type=Path, required=True, metavar="F")


def as_json(leaf: Parser) -> None:
    leaf.add_argument("--json", action="store_true", help="one JSON object on stdout")


def confirm(leaf: Parser) -> None:
    """Doubtful numbers for a paper that somebody carries."""
    leaf.add_argument(
        "--confirm",
        nargs="+",
        default=[],
        metavar="NUMBER",
        help="print these numbers for the person although sources differ or they are old",
    )
