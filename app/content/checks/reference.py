# SPDX-License-Identifier: MIT
"""Languages, obligations, and whether the manifest names the files that are there."""

from __future__ import annotations

import json
import re
from typing import Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex, twice
from app.content.source import FILES, TEXTS, Raw
from app.domain.codes import is_language_tag
from app.paths import resources_dir

#: LANGUAGES.md §1: what ships. The pack must know them all, with texts or without.
TIER_1: Final = frozenset(
    [
        "ja",
        "en",
        "zh-Hans",
        "zh-Hant",
        "ko",
        "vi",
        "th",
        "fil",
        "id",
        "km",
        "my",
        "ne",
        "mn",
        "pt-BR",
        "es-419",
        "ru",
        "fr",
    ]
)
_EASY: Final = "ja-x-easy"  # a way of writing Japanese, not a language to point at
_OBLIGATION: Final = re.compile(r"O-\d{3}")


def check(index: PackIndex) -> Faults:
    """All reference data."""
    yield from _languages(index)
    yield from _glossary(index)
    yield from _obligations(index)
    yield from _manifest(index)


def obligations() -> dict[str, Raw]:
    """What the source documents ask for, by number (``resources/content/obligations.json``)."""
    path = resources_dir() / "content" / "obligations.json"
    found: dict[str, Raw] = json.loads(path.read_bytes())["obligations"]
    return found


def cited(index: PackIndex) -> dict[str, list[str]]:
    """Obligation -> the items, cards, timers and recipients whose basis names it."""
    things = [*index.items.values(), *index.cards.values(), *index.files["timers"]["timers"]]
    things += index.bases.values()
    found: dict[str, list[str]] = {}
    for thing in things:
        for number in _OBLIGATION.findall(json.dumps(thing.get("basis", []))):
            found.setdefault(number, []).append(thing["id"])
    return dict(sorted(found.items()))


def _obligations(index: PackIndex) -> Faults:
    there = obligations()
    for number, places in cited(index).items():
        if number not in there:
            yield PackFault("obligation", places[0], f"cites unknown {number}", f"basis/{number}")


def _languages(index: PackIndex) -> Faults:
    rows = index.files["languages"]["languages"]
    tags = [row["tag"] for row in rows]
    for tag in twice(tags):
        yield PackFault("language", tag, "twice")
    for row in rows:
        if not is_language_tag(row["tag"]) or row["direction"] not in {"ltr", "rtl"}:
            yield PackFault("language", row["tag"], "tag or direction", "direction")
        if any(not row[name] for name in ("endonym", "en", "ja", "script", "family", "region")):
            yield PackFault("language", row["tag"], "a name is missing")
        if (row["script"] in {"Arab", "Hebr"}) != (row["direction"] == "rtl"):
            yield PackFault(
                "language", row["tag"], "direction does not fit the script", "direction"
            )
        if (row["tier"] == 1) != (row["tag"] in TIER_1):
            yield PackFault("language", row["tag"], f"tier {row['tier']}", "tier")
    for tag in sorted(TIER_1 - set(tags)):
        yield PackFault("language", tag, "missing")
    for tag in index.files["script"]["lists"]["language"]:
        if tag not in tags and tag != _EASY:
            yield PackFault(
                "language",
                tag,
                "in the script's list and not in the picker",
                f"/script/lists/language/{tag}",
            )
    order = index.files["languages"]["order"]
    for agency in sorted(index.agencies):
        if set(order.get(agency, ())) != TIER_1 or len(order[agency]) != len(TIER_1):
            yield PackFault("language", f"order {agency}", "is not tier 1, each once")


def _glossary(index: PackIndex) -> Faults:
    """Each term once, with words in every language of the first tier."""
    terms = index.files["glossary"]["terms"]
    tags = [row["tag"] for row in index.files["languages"]["languages"] if row["tier"] == 1]
    for name in twice([term["id"] for term in terms]):
        yield PackFault("glossary", f"term {name}", "twice")
    for term in terms:
        for tag in tags:
            forms = term["words"].get(tag)
            if not isinstance(forms, list) or not forms or not all(str(f).strip() for f in forms):
                yield PackFault("glossary", f"term {term['id']}", f"no word in {tag}", "words")


def _manifest(index: PackIndex) -> Faults:
    manifest, hashes = index.draft.manifest, index.draft.hashes
    named = manifest.get("files", {})
    for name in [f"{name}.json" for name in FILES] + [
        f"{TEXTS}{t}.json" for t in index.draft.texts
    ]:
        if named.get(name) is None:
            yield PackFault(
                "manifest", name, "not in the manifest: build the pack", "/manifest/files"
            )
        elif named[name] != hashes.get(name):
            yield PackFault("manifest", name, "changed since the build", _named_at(name))
    for name in sorted(set(named) - set(hashes)):
        yield PackFault("manifest", name, "missing", _named_at(name))
    versions = {raw["version"] for raw in index.files.values() if "version" in raw}
    if versions != {manifest.get("version")}:
        yield PackFault(
            "manifest",
            "version",
            f"files of several versions: {sorted(versions)}",
            "/manifest/version",
        )


def _named_at(name: str) -> str:
    return f"/manifest/files/{name.replace('/', '~')}"
