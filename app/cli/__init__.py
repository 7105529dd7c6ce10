# SPDX-License-Identifier: MIT
"""The `kakehashi` command for IT staff, headquarters and tests: the same services as the windows.

Exit codes: 0 done, 1 rejected (verify), 2 a mistake of the user or an unreadable file, 3 done but a
handover was refused. A user's mistake is one sentence on stderr, never a traceback. Imports no Qt.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from app.cli.parser import build
from app.errors import UserError
from app.i18n import catalog, sentence
from app.paths import locales_dir

USER_MISTAKE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    arguments = build().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except UserError as error:
        return _tell(error, as_json=getattr(arguments, "json", False))
    except BrokenPipeError:
        sys.stderr.close()
        return USER_MISTAKE


def _tell(error: UserError, *, as_json: bool) -> int:
    """One sentence on stderr; with ``--json`` one object on stdout as well."""
    print(f"kakehashi: {told(error)}", file=sys.stderr)
    if as_json:
        print(json.dumps({"error": error.code, **error.params}, ensure_ascii=False))
    return USER_MISTAKE


def told(error: UserError) -> str:
    """The sentence in the user's language, with the place in a file where there is one."""
    wanted = os.environ.get("LANG", "")
    language = "ja" if wanted.startswith("ja") else "en"
    words = sentence(error.code, error.params, catalog(language, "officer", locales_dir()).gettext)
    details = [
        f"{key}: {error.params[key]}"
        for key in ("file", "where", "item", "part", "expected")
        if key in error.params and str(error.params[key]) and str(error.params[key]) not in words
    ]
    return f"{words} ({'; '.join(details)})" if details else words
