# SPDX-License-Identifier: MIT
"""`station` and `user`: making and keeping a station."""

from __future__ import annotations

import argparse
import os
from importlib.metadata import version as installed
from pathlib import Path

from app.cli.adapters import adapters, clock, managed, passphrase, session, stations
from app.cli.output import BEHIND, complain, say, show, warn_of
from app.cli.words import role_word, tr
from app.content import load_builtin
from app.content.sign import read_content_keys
from app.domain.agency import demand
from app.files import refuse_existing, write_new
from app.services import workspace as workspaces
from app.services.anchor_files import read_anchors
from app.services.renewal import renew


def version(arguments: argparse.Namespace) -> int:
    """``kakehashi --version``; without it, how to get help."""
    version = f"kakehashi {installed('kakehashi')}"
    say(version if arguments.version else tr("Try: kakehashi --help"))
    return 0


def init(arguments: argparse.Namespace) -> int:
    """Make a station; print its recovery shares or write them."""
    demand(load_builtin().agencies, arguments.agency)
    shares_out: Path | None = arguments.shares_out
    if shares_out is not None:
        shares_out.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in (1, 2, 3):
            refuse_existing(shares_out / f"share-{number}.txt")
    pinned = arguments.content_keys
    shares = stations(arguments).create(
        agency=arguments.agency,
        name=arguments.name,
        supervisor=arguments.supervisor,
        passphrase=passphrase(arguments.passphrase_file),
        content_keys=None if pinned is None else read_content_keys(pinned),
    )
    for number, share in enumerate(shares, start=1):
        if shares_out is not None:
            write_new(shares_out / f"share-{number}.txt", (share + os.linesep).encode("ascii"))
        else:
            say(tr("Recovery share {number} of 3:").format(number=number), share, "")
    say(
        tr(
            "The station is ready. Keep the three shares in three different places; any two open it."
        )
    )
    return 0


def ca(arguments: argparse.Namespace) -> int:
    """Write CA.pem with CA.crl and CA.names beside it."""
    written = [path.name for path in stations(arguments).write_ca(arguments.out)]
    say(tr("Written: {files}").format(files=", ".join(written)))
    return 0


def trust(arguments: argparse.Namespace) -> int:
    """Pin another station's CA."""
    with managed(arguments) as (found, user):
        pinned = found.trust(user, read_anchors(arguments.ca, arguments.crl))
    for fingerprint in pinned.fingerprints:
        say(tr("Trusted. Compare by voice: {fingerprint}").format(fingerprint=fingerprint))
    for fault in pinned.refused:
        warn_of(fault.code, **fault.params)
    return 0


def pin(arguments: argparse.Namespace) -> int:
    """Pin the content keys of a station that has none yet."""
    pinned = read_content_keys(arguments.file)
    with managed(arguments) as (found, user):
        found.pin_content_keys(user, pinned)
    say(tr("Pinned. Compare by voice: {ids}").format(ids=", ".join(pinned.keys)))
    return 0


def restate(arguments: argparse.Namespace) -> int:
    """A supervisor answers for station files that went back: they count again, as the newest."""
    with session(arguments) as workspace:
        closed = workspace.restate()
    setattr(arguments, BEHIND, False)
    say(tr("The present state of the station counts from now on."))
    for name in closed:
        say(tr("{name} stays closed.").format(name=name))
    return 0


def recover(arguments: argparse.Namespace) -> int:
    """Make a supervisor with two recovery sheets; every owner is told at the next login."""
    silent = workspaces.recover(
        stations(arguments),
        adapters(clock()),
        [passphrase(path) for path in arguments.share_file],
        arguments.name,
        passphrase(arguments.new_passphrase_file),
    )
    say(
        tr("{name} is a supervisor now. Every user is told at the next login.").format(
            name=arguments.name
        )
    )
    for vault in silent:
        words = tr("Vault {vault} is damaged or gone; it was left as it is.")
        complain(words.format(vault=vault))
    return 0


def user_add(arguments: argparse.Namespace) -> int:
    with managed(arguments) as (found, user):
        words = passphrase(arguments.new_passphrase_file)
        found.add_user(user, arguments.name, arguments.role, words)
    say(tr("{name} added.").format(name=arguments.name))
    return 0


def user_renew(arguments: argparse.Namespace) -> int:
    """A new certificate for the same key: what was signed before stays good."""
    with managed(arguments) as (found, user):
        until = renew(found, user, arguments.name)
    line = tr("{name}: certificate until {day}, from the next login on.")
    say(line.format(name=arguments.name, day=until.date().isoformat()))
    return 0


def user_disable(arguments: argparse.Namespace) -> int:
    with session(arguments) as workspace:
        workspace.disable_user(arguments.name)
    say(
        tr("{name} closed; the certificate is revoked. Give out the new .crl.").format(
            name=arguments.name
        )
    )
    return 0


def user_passphrase(arguments: argparse.Namespace) -> int:
    """Give a user another passphrase; who knows the present one is its owner."""
    stations(arguments).change_passphrase(
        arguments.user,
        passphrase(arguments.passphrase_file),
        passphrase(arguments.new_passphrase_file),
    )
    say(tr("The passphrase was changed. The one of before opens nothing here any more."))
    return 0


def user_list(arguments: argparse.Namespace) -> int:
    users = stations(arguments).users()
    rows = [
        {
            "name": user.name,
            "role": user.role,
            "disabled": user.disabled,
            "certificate_until": user.certificate_until.date().isoformat(),
        }
        for user in users
    ]
    words = {True: tr("closed"), False: tr("may log in")}
    lines = (f"{user.name}\t{role_word(user.role)}\t{words[user.disabled]}" for user in users)
    show(arguments, {"users": rows}, lines)
    return 0
