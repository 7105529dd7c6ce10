# SPDX-License-Identifier: MIT
"""`pack build`: catalogues become the pack's texts, and the manifest names every file by its hash.

Runs on a developer's or a headquarters' machine, never at an interview. Deterministic: the same
sources give the same hash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from app.content.catalogue import CatalogueEntry, entries, translated_tags
from app.content.draft import read_draft
from app.content.person_text import CONTENT, all_person_texts, person_texts
from app.content.source import CLIPS, FILES, MANIFEST, TEXTS, Raw, file_hash, pack_hash, source_hash
from app.errors import UserError
from app.paths import write_atomic

PACK_ID = "kakehashi-jp"
OPEN_MODE = 0o644  # packs are public; signatures protect them, not permissions
HASH_MODULE = '''# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "{sha256}"
'''


def build(
    folder: Path,
    locales: Path,
    *,
    sequence: int,
    expires: date | None = None,
    pack_id: str = PACK_ID,
) -> str:
    """Compile ``locales`` into ``folder`` and write its manifest; return the pack's hash.

    ``expires``: the last day before stations warn (None: as in the last build). Signatures of an
    earlier build are removed. Raises UserError: "pack_table_empty" when the list of legal bases is empty
    (CONTENT.md §7), "translation_stale" or "translation_unknown" for an entry whose English or key is not
    the script's any more, "pack_damaged" and "catalogue_damaged" for files that cannot be read.
    """
    draft = read_draft(folder)
    if not draft.files["legal_bases"].get("bases"):
        raise UserError("pack_table_empty", file="legal_bases.json")
    sources = all_person_texts(draft.files)
    (folder / TEXTS).mkdir(exist_ok=True)
    for old in (folder / TEXTS).glob("*.json"):
        old.unlink()
    needed = person_texts(draft.files, CONTENT).keys()
    complete = []
    for tag in translated_tags(locales):
        texts = compile_texts(tag, {entry.key: entry for entry in entries(locales, tag)}, sources)
        _write(folder / TEXTS / f"{tag}.json", texts)
        if needed <= texts.keys():
            complete.append(tag)
    last = expires.isoformat() if expires else draft.manifest.get("expires")
    manifest = _manifest(folder, pack_id, sequence, last, complete)
    (folder / "signatures.json").unlink(missing_ok=True)
    _write(folder / MANIFEST, manifest)
    return pack_hash(manifest)


def compile_texts(tag: str, made: Mapping[str, CatalogueEntry], sources: Mapping[str, Raw]) -> Raw:
    """Text key -> [text, status, hash of the English] of one language.

    Raises UserError("translation_unknown") or ("translation_stale") with the first key and the count.
    """
    unknown = [key for key in made if key not in sources]
    if unknown:
        raise UserError("translation_unknown", lang=tag, key=unknown[0], count=len(unknown))
    stale = [key for key, entry in made.items() if entry.source != sources[key]["en"]]
    if stale:
        raise UserError("translation_stale", lang=tag, key=stale[0], count=len(stale))
    return {
        key: [entry.text, entry.status.value, source_hash(entry.source)]
        for key, entry in made.items()
    }


def write_hash_module(path: Path, sha256: str) -> None:
    """Write ``app/content/builtin_hash.py``: only for the pack that a release carries."""
    path.write_text(HASH_MODULE.format(sha256=sha256), encoding="utf-8")


def _manifest(
    folder: Path, pack_id: str, sequence: int, expires: str | None, complete: list[str]
) -> Raw:
    names = [f"{name}.json" for name in FILES]
    names += sorted(f"{TEXTS}{path.name}" for path in (folder / TEXTS).glob("*.json"))
    names += sorted(f"{CLIPS}{path.name}" for path in (folder / CLIPS).glob("*.zip"))
    version = json.loads((folder / "script.json").read_bytes())["version"]
    return {
        "id": pack_id,
        "version": version,
        "sequence": sequence,
        "expires": expires,
        "complete": complete,
        "files": {name: file_hash((folder / name).read_bytes()) for name in names},
    }


def _write(path: Path, data: Raw) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_atomic(path, text.encode("utf-8"))
    path.chmod(OPEN_MODE)
