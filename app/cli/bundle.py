# SPDX-License-Identifier: MIT
"""`bundle`: wrap a signed handover for a stick or a network (SECURITY.md "Handover and import").

`import` and `verify` open it with the passphrase, which is told by voice and goes with no file.
"""

from __future__ import annotations

import argparse
from typing import Final

from app.cli.output import show
from app.cli.words import tr
from app.crypto.bundle import encrypt, new_name
from app.crypto.kdf import suggest_passphrase
from app.domain.writing import MOST_BYTES
from app.errors import UserError
from app.files import read_file, write_new

PDF: Final = b"%PDF-"


def bundle(arguments: argparse.Namespace) -> int:
    """Write one file with a name that tells nothing; print its passphrase once.

    Raises UserError("not_a_handover"), ("disk_full") and what `app.files.read_file` raises.
    """
    content = read_file(arguments.file, MOST_BYTES)
    if not content.startswith(PDF):
        raise UserError("not_a_handover")
    words, out = suggest_passphrase(), arguments.to / new_name()
    write_new(out, encrypt(content, words))
    told = tr("Wrapped as {file}. Tell this passphrase by voice, never beside the file:")
    show(arguments, {"file": str(out), "passphrase": words}, (told.format(file=out), words))
    return 0
