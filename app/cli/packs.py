# SPDX-License-Identifier: MIT
"""`pack key|keys|sign|keep` for headquarters, `pack install|list` for stations."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.adapters import library, passphrase, session, stations
from app.cli.output import show, warn_of
from app.cli.words import told, tr
from app.content.package import bundle
from app.content.sign import dump_content_keys, make_key, read_key, read_public_key
from app.content.sign import sign as sign_folder
from app.crypto.content_keys import ContentKeys
from app.domain.moving import short_hash
from app.files import refuse_existing, write_new
from app.services.content_packs import installed_sentence
from app.services.pack_ports import BUILTIN, RELEASED, PackEntry

_READABLE = 0o644


def key(arguments: argparse.Namespace) -> int:
    """Make one content key: encrypted, its public half beside it."""
    out: Path = arguments.out
    public = out.with_suffix(".pub")
    name = make_key(out, public, passphrase(arguments.new_passphrase_file))
    show(arguments, {"id": name, "file": str(out), "public": str(public)}, (name, public.name))
    return 0


def keys(arguments: argparse.Namespace) -> int:
    """Three public halves become the file that stations are set up with."""
    found = ContentKeys.of(*(read_public_key(path) for path in arguments.files))
    write_new(arguments.out, dump_content_keys(found), _READABLE)
    show(arguments, {"file": str(arguments.out), "ids": list(found.keys)}, [str(arguments.out)])
    return 0


def sign(arguments: argparse.Namespace) -> int:
    """Sign a built pack with one key; with ``--out`` write it as one file to carry."""
    if arguments.out is not None:
        refuse_existing(arguments.out)
    name = sign_folder(
        arguments.folder, read_key(arguments.key, passphrase(arguments.passphrase_file))
    )
    data = {"signed_by": name}
    if arguments.out is not None:
        bundle(arguments.folder, arguments.out)
        data["file"] = str(arguments.out)
    show(arguments, data, data.values())
    return 0


def keep(arguments: argparse.Namespace) -> int:
    """Keep the built-in pack for old records, before its first change after a release."""
    from app.content.load import builtin_dir  # noqa: PLC0415
    from app.content.released import keep as put  # noqa: PLC0415
    from app.content.released import released_dir  # noqa: PLC0415

    out = put(builtin_dir(), released_dir())
    show(arguments, {"file": str(out)}, [out.name])
    return 0


def install(arguments: argparse.Namespace) -> int:
    """Install a signed pack on a station. Raises UserError, and interviews are led as before then."""
    with session(arguments) as workspace:
        made = workspace.content.install(arguments.file)
    for code in made.warnings:
        warn_of(code, day=str(made.pack.expires))
    data = {
        "id": made.pack.id,
        "version": made.pack.version,
        "sequence": made.pack.sequence,
        "sha256": made.pack.sha256,
        "signed_by": list(made.signed_by),
        "used": made.used,
        "warnings": list(made.warnings),
    }
    show(arguments, data, [installed_sentence(made, tr)])
    return 0


def list_(arguments: argparse.Namespace) -> int:
    """The packs of this machine: the one in use first."""
    found = library(stations(arguments)).entries()
    rows = [
        {
            "sha256": pack.sha256,
            "id": pack.id,
            "version": pack.version,
            "sequence": pack.sequence,
            "expires": pack.expires.isoformat() if pack.expires else None,
            "place": pack.place,
            "used": pack.used,
            "fault": pack.fault.code if pack.fault else None,
        }
        for pack in found
    ]
    show(arguments, {"packs": rows}, map(_line, found))
    return 0


def _line(pack: PackEntry) -> str:
    places = {BUILTIN: tr("of this release"), RELEASED: tr("of an earlier release")}
    state = tr("in use") if pack.used else tr("kept for its records")
    if pack.fault:
        state = told(pack.fault)
    place = places.get(pack.place, tr("installed"))
    return f"{short_hash(pack.sha256)}\t{pack.version or '-'}\t{pack.sequence}\t{place}\t{state}"
