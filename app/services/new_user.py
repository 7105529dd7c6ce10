# SPDX-License-Identifier: MIT
"""What a name and a passphrase must be before a user is made or changed."""

from __future__ import annotations

from app.crypto.blocklist import check_passphrase
from app.crypto.keyring import RECOVERY, Keyring, User
from app.crypto.station import Station
from app.domain.writing import LONGEST, Writing, strange, too_long
from app.errors import UserError


def check_new(ring: Keyring, station: Station, name: str, passphrase: str) -> None:
    """Raises UserError name_wrong, name_strange, passphrase_short, passphrase_common, user_exists."""
    check_name(name)
    check_passphrase(passphrase, (station.name, name))
    taken = {user.name.casefold() for user in ring.users} | {
        user.casefold() for user in ring.closed
    }
    if name.casefold() in taken:
        raise UserError("user_exists")


def check_name(name: str) -> None:
    """Names are one line that can be seen. Raises UserError("name_wrong"), ("name_strange")."""
    if found := dict.fromkeys(strange(name)):
        raise UserError("name_strange", expected=" ".join(found))
    good = name and name == name.strip() and not too_long(name, Writing.LABEL)
    if not good or name == RECOVERY:
        raise UserError("name_wrong", at_most=LONGEST[Writing.LABEL])


def opens(user: User, passphrase: str) -> bool:
    """Whether this is the passphrase of now. Slow."""
    try:
        user.open(passphrase)
    except UserError:
        return False
    return True
