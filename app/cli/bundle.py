# SPDX-License-Identifier: MIT
"""`bundle`: wrap a signed handover for a stick or a network (SECURITY.md "Handover and import").

`import` and `verify` open it with the passphrase, which is told by voice and goes with no file.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from app.cli.adapters import clock
from app.cli.output import show
from app.cli.words import tr
from app.crypto.bundle import PAD_TO, encrypt, new_name
from app.crypto.kdf import suggest_passphrase
from app.domain.writing import MOST_BYTES
from app.errors import UserError
from app.files import read_file, write_new

#: What padding and `age` add stays within what is read again.
_MOST: Final = MOST_BYTES - 2 * PAD_TO
#: As far as the reader comes where no station is trusted: form, digest and signature are right.
_SOUND: Final = "no_trust_anchor"
_ENCRYPTED: Final = b"/Encrypt"  # in a trailer; what else stands in our files is packed


def bundle(arguments: argparse.Namespace) -> int:
    """Write one file with a name that tells nothing; print its passphrase once.

    Raises UserError("not_a_handover"), ("bundle_own_passphrase"), ("disk_full") and what
    `app.files.read_file` raises.
    """
    content = read_file(arguments.file, _MOST)
    _refuse_others(arguments.file, content)
    words, out = suggest_passphrase(), arguments.to / new_name()
    write_new(out, encrypt(content, words))
    told = tr("Wrapped as {file}. Tell this passphrase by voice, never beside the file:")
    show(arguments, {"file": str(out), "passphrase": words}, (told.format(file=out), words))
    return 0


def _refuse_others(path: Path, content: bytes) -> None:
    """Only a whole signed handover is wrapped; whose it is, is judged where it is opened.

    One with a passphrase of its own is not: who opens the bundle has one passphrase for both.
    """
    from app.documents.verify import PdfReader  # noqa: PLC0415 heavy

    try:
        PdfReader(clock()).read(path.resolve(), ())
    except UserError as error:
        if error.code != _SOUND:
            raise UserError("not_a_handover") from error
    if _ENCRYPTED in content:
        raise UserError("bundle_own_passphrase")
