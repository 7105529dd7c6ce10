# SPDX-License-Identifier: MIT
"""`vault backup` and `vault restore`."""

from __future__ import annotations

import argparse

from app.cli.adapters import adapters, clock, passphrase, session
from app.cli.output import show
from app.cli.words import tr
from app.paths import DataFolder
from app.services.restoring import restore as restore_vault


def backup(arguments: argparse.Namespace) -> int:
    """Write a backup of each vault that the user has open; each was restored for a proof."""
    with session(arguments) as workspace:
        files = workspace.backups.make(arguments.to)
        if arguments.always:
            workspace.backups.choose_second(arguments.to)
    names = [file.name for file in files]
    proved = tr("proved by restoring it")
    show(arguments, {"files": names, "proved": True}, (f"{name}\t{proved}" for name in names))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put one vault back; what the backup lacks is told."""
    found = restore_vault(
        arguments.file,
        DataFolder(arguments.data),
        adapters(clock()),
        clock(),
        arguments.user,
        passphrase(arguments.passphrase_file),
        anyway=arguments.anyway,
    )
    data = {
        "vault": found.vault,
        "owner": found.owner,
        "made_at": found.made_at,
        "made_by": found.made_by,
        "lost": found.lost,
        "aside": found.aside,
    }
    whole = tr("{owner}: restored from the backup of {at} by {by}")
    lacks, kept = (
        tr("{name}: {count} entries are not in it"),
        tr("The file before is kept as {file}."),
    )
    lines = [whole.format(owner=found.owner, at=found.made_at, by=found.made_by)]
    lines += [lacks.format(name=name, count=count) for name, count in found.lost.items()]
    lines += [kept.format(file=found.aside)] if found.aside else []
    show(arguments, data, lines)
    return 0
