# SPDX-License-Identifier: MIT
"""The built-in pack with groups of single values, as tests need it: sensitive answers moved to their groups.

``ROWS`` says which value of which part belongs to which group; ``pack`` writes it into a copy of the
built-in pack and reads that as any pack is read.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from app.content.load import builtin_dir, load
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
    ("CTRL-06", "yes", OFF),
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
    ("NEED-04", "", PRIVATE),
    ("IDEN-02", "other", PRIVATE),
    ("LAB-12", "medical", HEALTH),
)
#: Options that the rows need and the built-in pack does not have.
ADDED: Final = {
    "IDEN-06.status": ("entered_without_permission",),
    "TRAV-03.status": ("entered_without_permission",),
    "CHLD-08": ("begging", "crime_made"),
    "MOVE-05.hard": ("ill", "pregnant"),
    "RECR-08": ("illness", "pregnancy"),
}


def pack(
    folder: Path, rows: Sequence[Row] = ROWS, change: Callable[[Any], None] | None = None
) -> Pack:
    """Write the pack into a new folder and load it. ``change``: something more, done to the script."""
    shutil.copytree(builtin_dir(), folder)
    files = {
        name: json.loads((folder / f"{name}.json").read_text("utf-8"))
        for name in ("script", "manifest")
    }
    for place, values in ADDED.items():
        _part(files["script"], place)["options"] += [
            {
                "id": value,
                "en": f"SAMPLE {value}",
                "ja": f"見本 {value}",
                "ja_easy": f"みほん {value}",
            }
            for value in values
        ]
    for place, value, group in rows:
        if value:
            _part(files["script"], place).setdefault("value_groups", {})[value] = group
        else:
            _part(files["script"], place)["group"] = group
    if change:
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


def _part(script: Any, place: str) -> Any:
    name, _, part = place.partition(".")
    item = next(item for item in script["items"] if item["id"] == name)
    return next(part_raw for part_raw in item["parts"] if part_raw["id"] == part) if part else item
