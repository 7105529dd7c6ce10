# SPDX-License-Identifier: MIT
"""The texts that a person may see, under their keys: what translators translate and lint counts.

Officer-only items, options and notes are not among them. Two domains: ``content`` (script, cards,
variables) and ``directory`` (names of contacts).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.content.source import Raw

CONTENT = "content"
DIRECTORY = "directory"
DOMAINS = (CONTENT, DIRECTORY)
Files = Mapping[str, Raw]
Keyed = tuple[str, Raw]


def person_texts(files: Files, domain: str = CONTENT) -> dict[str, Raw]:
    """Key -> {en, ja, ja_easy?} of one domain, in the order of the script."""
    pairs = _content(files) if domain == CONTENT else _directory(files)
    return {key: text for key, text in pairs if text}


def all_person_texts(files: Files) -> dict[str, Raw]:
    """Both domains together: what a compiled translation may hold."""
    return {key: text for domain in DOMAINS for key, text in person_texts(files, domain).items()}


def _content(files: Files) -> Iterator[Keyed]:
    for item in files["script"]["items"]:
        if item["audience"] != "officer":
            yield from _item(item)
    for card in files["cards"]["cards"]:
        yield f"{card['id']}/title", card["title"]
        yield from _both(card)
        for variant in card.get("variants", []):
            yield f"{card['id']}/variant/{variant['id']}", variant["text"]
    for shared in files["script"]["shared_texts"]:
        yield from _both(shared)
    for variable in files["cards"]["variables"]:
        yield from _variable(variable)
    for group in files["recipients"]["groups"]:
        yield f"group/{group['id']}", group
    for recipient in files["recipients"]["recipients"]:
        yield f"recipient/{recipient['id']}", recipient["name"]
    for phase in files["script"]["phases"]:
        yield f"phase/{phase['id']}/title", phase["title"]
        yield f"phase/{phase['id']}/why", phase["why"]


def _directory(files: Files) -> Iterator[Keyed]:
    for contact in files["directory"]["contacts"]:
        yield f"contact/{contact['id']}", contact["name"]


def _both(raw: Raw) -> Iterator[Keyed]:
    yield f"{raw['id']}/text", raw["text"]
    yield f"{raw['id']}/text_child", raw.get("text_child") or {}


def _item(item: Raw) -> Iterator[Keyed]:
    name = item["id"]
    yield from _both(item)
    for agency, variant in item["variants"].items():
        yield f"{name}/variant/{agency}", variant.get("text") or {}
    for part in item.get("parts", [item]):
        base = name if part is item else f"{name}.{part['id']}"
        if part is not item:
            yield f"{base}/text", part["text"]
        for option in part.get("options", []):
            if not option.get("officer_only"):
                yield f"{base}/option/{option['id']}", option


def _variable(variable: Raw) -> Iterator[Keyed]:
    key = f"variable/{variable['id']}"
    for number, value in enumerate(variable.get("values", [])):
        yield f"{key}/{number}", value
    for agency, value in variable.get("by_agency", {}).items():
        yield f"{key}/{agency}", value
