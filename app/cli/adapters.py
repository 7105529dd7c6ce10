# SPDX-License-Identifier: MIT
"""The command's composition root: adapters, and the session of one user."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.output import BEHIND, warn, warn_of
from app.clock import Clock, SystemClock, read_local
from app.content.library import PackLibrary
from app.crypto.keyring import OpenUser
from app.crypto.member import SUPERVISOR
from app.errors import UserError
from app.files import read_text
from app.paths import DataFolder, resources_dir
from app.services.notices import PREVIOUS, REGISTRY_BACK, VAULT_BACK, Notice
from app.services.opened import Adapters
from app.services.stations import Stations
from app.services.workspace import Workspace, open_workspace

MAX_PASSPHRASE = 4096  # bytes of the file


def clock() -> Clock:
    """The one place where the command's clock comes from."""
    return SystemClock()


def stations(arguments: argparse.Namespace) -> Stations:
    """The station of the command's data folder, at the time that ``--stated-time`` says.

    Raises UserError stated_time_form, stated_time_early.
    """
    found = Stations(DataFolder(arguments.data), clock())
    text = getattr(arguments, "stated_time", None)
    if text is not None:
        try:
            moment = read_local(text)
        except ValueError:
            raise UserError("stated_time_form") from None
        found.time.state(moment)
    return found


def passphrase(path: Path) -> str:
    """The first line of a passphrase file. Raises what `app.files.read_text` raises."""
    return read_text(path, MAX_PASSPHRASE).split("\n", 1)[0].rstrip("\r")


def login(arguments: argparse.Namespace) -> tuple[Stations, OpenUser]:
    """Log the command's user in."""
    found = stations(arguments)
    user = found.unlock(arguments.user, passphrase(arguments.passphrase_file))
    if user.temporary:
        warn_of("passphrase_change_first")
    for part in found.falls_back:
        warn(Notice(PREVIOUS[part], 0, clock().now(), user.name))
    return found, user


@contextmanager
def session(arguments: argparse.Namespace) -> Iterator[Workspace]:
    """The open workspace of the command's user; closed, with its heads written, at the end."""
    found, user = login(arguments)
    with opened(arguments, found, user) as workspace:
        yield workspace


@contextmanager
def managed(arguments: argparse.Namespace) -> Iterator[tuple[Stations, OpenUser]]:
    """The station for a supervisor's decision, with everything that the supervisor's vaults know of it.

    Raises UserError("not_supervisor").
    """
    found, user = login(arguments)
    if user.role != SUPERVISOR:
        raise UserError("not_supervisor")
    with opened(arguments, found, user):
        yield found, user


@contextmanager
def opened(arguments: argparse.Namespace, found: Stations, user: OpenUser) -> Iterator[Workspace]:
    """What a logged-in user may do. A state that went back is told, also by the exit code."""
    packs = library(found)
    workspace = open_workspace(found, user, packs, clock(), adapters(clock()))
    told_already = {PREVIOUS[part] for part in found.falls_back}  # at the login
    lacks = {VAULT_BACK, REGISTRY_BACK} & {notice.code for notice in workspace.notices}
    setattr(arguments, BEHIND, bool(found.state.behind() or lacks))
    for notice in workspace.notices:
        if notice.code not in told_already:
            warn(notice)
    if told := workspace.content.told:
        warn_of(told.code, **told.params)
    try:
        yield workspace
    finally:
        workspace.close()


def library(found: Stations | None) -> PackLibrary:
    """The content packs of a station's machine; without a station those of the release."""
    return PackLibrary(found.folder.packs, found.station) if found else PackLibrary()


def adapters(clock: Clock) -> Adapters:
    """The real adapters; heavy libraries load when they are first used."""
    from app.documents.fonts import FontBook  # noqa: PLC0415
    from app.documents.verify import PdfReader  # noqa: PLC0415
    from app.documents.writer import ReportlabWriter  # noqa: PLC0415
    from app.storage.copy import copy_vault  # noqa: PLC0415
    from app.storage.interviews import SqlInterviewStore  # noqa: PLC0415 SQLAlchemy
    from app.storage.migrate import make, open_current  # noqa: PLC0415
    from app.storage.registry import SqlRegistryStore  # noqa: PLC0415

    def interviews(path: Path, key: bytes, create: bool) -> SqlInterviewStore:  # noqa: FBT001 the port
        return SqlInterviewStore(make(path, key) if create else open_current(path, key), clock)

    def registry(path: Path, key: bytes, create: bool) -> SqlRegistryStore:  # noqa: FBT001 the port
        return SqlRegistryStore(make(path, key) if create else open_current(path, key), clock)

    fonts = FontBook.load(resources_dir() / "fonts")
    return Adapters(interviews, registry, copy_vault, ReportlabWriter(fonts), PdfReader(clock))
