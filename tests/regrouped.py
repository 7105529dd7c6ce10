# SPDX-License-Identifier: MIT
"""Which value of which part of the built-in pack belongs to which group, and the pack before they moved.

``ROWS`` is the list; the built-in pack is held against it. ``pack`` reads a changed copy of that pack as any
pack is read.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from app.content.load import builtin_dir, load
from app.content.released import load_released, released_dir
from app.domain.pack import Pack
from tests.stations import House

OFF, STATUS, HEALTH, PRIVATE = "offences_note", "status", "needs_health", "private"
Row = tuple[str, str, str]

#: (item or item.part, value; "" for all of it, group)
ROWS: Final[tuple[Row, ...]] = (
    ("WORK-01.sector", "illegal_work", OFF),
    ("RECR-03.sector", "illegal_work", OFF),
    ("TRAV-01", "false_papers_arranged", OFF),
    ("TRAV-05", "", OFF),
    ("IDEN-05", "false_papers", OFF),
    ("TRAV-06.how", "only_on_paper", OFF),
    ("TRAV-06.how", "fear_to_leave", STATUS),
    ("TRAV-03.knew", "yes", OFF),
    ("IDEN-06.status", "entered_without_permission", OFF),
    ("TRAV-03.status", "entered_without_permission", OFF),
    ("CTRL-06.given", "yes", OFF),
    ("CTRL-06.kinds", "drugs", OFF),
    ("CTRL-06.kinds", "medicine", HEALTH),
    ("CHLD-08", "crime_made", OFF),
    ("RGHT-01", "card_03", OFF),
    ("RGHT-01", "card_09", STATUS),
    ("LAB-01.program", "no_status", STATUS),
    ("LAB-10.why", "status", STATUS),
    ("MOVE-05.hard", "papers_status", STATUS),
    ("MOVE-05.hard", "ill", HEALTH),
    ("MOVE-05.hard", "pregnant", PRIVATE),
    ("RECR-08", "no_papers", STATUS),
    ("RECR-08", "illness", HEALTH),
    ("RECR-08", "disability", HEALTH),
    ("RECR-08", "pregnancy", PRIVATE),
    ("REFR-01", "status_help", STATUS),
    ("IDEN-08", "pregnant", PRIVATE),
    ("PREP-05.risks", "pregnancy", PRIVATE),
    ("PREP-05.risks", "injury", HEALTH),
    ("PREP-05.risks", "self_harm", HEALTH),
    ("EMB-03", "pregnancy", PRIVATE),
    ("EMB-03", "illness", HEALTH),
    ("EMB-03", "injury", HEALTH),
    ("SAFE-03.what", "pregnancy_pain", PRIVATE),
    ("SAFE-03.what", "withdrawal", PRIVATE),
    ("NEED-03.about", "sexual_health", PRIVATE),
    ("NEED-03.about", "pregnancy", PRIVATE),
    ("NEED-04.what", "pregnancy", PRIVATE),
    ("NEED-04.what", "infection", PRIVATE),
    ("NEED-04.what", "drink_drugs", PRIVATE),
    ("NEED-04.words", "", PRIVATE),
    ("IDEN-02", "other", PRIVATE),
    ("LAB-12", "medical", HEALTH),
)
#: The pack of 0.1, and that of the release before values moved.
FIRST: Final = "076681629e8a87ebebf551e5d222e4bbc1d5968e3ee9fb0d4bcda7a1f65688ed"
BEFORE: Final = "a1120c258adffa50b58185d4f76ad80d7b8ec5f769673eac0ccdeb86e8974531"


def first() -> Pack:
    """The pack of 0.1, which has no group ``private``."""
    return load_released(released_dir(), FIRST)


def before() -> Pack:
    """The pack in which every value had the group of its item."""
    return load_released(released_dir(), BEFORE)


def pack(folder: Path, change: Callable[[Any], None]) -> Pack:
    """Write the built-in pack into a new folder and load it. ``change``: what is done to its script."""
    shutil.copytree(builtin_dir(), folder)
    files = {
        name: json.loads((folder / f"{name}.json").read_text("utf-8"))
        for name in ("script", "manifest")
    }
    change(files["script"])
    path = folder / "script.json"
    path.write_text(json.dumps(files["script"], ensure_ascii=False), "utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    files["manifest"]["files"]["script.json"] = digest
    (folder / "manifest.json").write_text(json.dumps(files["manifest"]), "utf-8")
    return load(folder)


def lead_with(house: House, moved: Pack) -> None:
    """Let a station lead its new interviews with this pack, as if it were installed."""
    house.pack = moved
    house.packs._packs[moved.sha256] = moved
    house.packs._newest = moved.sha256
