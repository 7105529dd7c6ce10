# SPDX-License-Identifier: MIT
"""Refuses a lock file in which some distribution asks for an extra that the pin does not name.

    python packaging/locked.py LOCK REPORT.json     REPORT.json: pip's installation report of that lock

With ``--require-hashes`` pip takes such a pin only while the pinned version is the newest one: as soon as
a newer version exists, it looks at that for the extra and ends. `packaging/lock` runs this, and a test.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"(?m)^[A-Za-z0-9][^ \\\n]*(?: ;[^\\\n]*)?")


def pins(lock: str) -> dict[str, frozenset[str]]:
    """Return distribution -> the extras that its pin names."""
    found = map(Requirement, _PIN.findall(lock))
    return {
        canonicalize_name(requirement.name): frozenset(requirement.extras) for requirement in found
    }


def unnamed_extras(lock: str, requires: Mapping[str, Iterable[str]]) -> list[str]:
    """Return a line for each extra that is asked for and not named.

    ``requires``: distribution -> its ``Requires-Dist`` lines; one that is missing asks for nothing.
    """
    pinned = pins(lock)
    found = []
    for name, extras in pinned.items():
        for wanted in map(_requirement, requires.get(name, ())):
            if wanted is None or not _applies(wanted, extras):
                continue
            missing = wanted.extras - pinned.get(canonicalize_name(wanted.name), frozenset())
            found += [f"{name} asks for {wanted.name}[{extra}]" for extra in sorted(missing)]
    return found


def _requirement(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:  # a very old form without extras
        return None


def _applies(wanted: Requirement, extras: frozenset[str]) -> bool:
    marker = wanted.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def main(arguments: Sequence[str]) -> int:
    """Print what is missing; exit 1 when something is."""
    lock, report = (Path(path).read_text("utf-8") for path in arguments)
    metadata = [package["metadata"] for package in json.loads(report)["install"]]
    requires = {canonicalize_name(m["name"]): m.get("requires_dist", []) for m in metadata}
    missing = unnamed_extras(lock, requires)
    for line in missing:
        print(f"packaging/lock: {line}", file=sys.stderr)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
