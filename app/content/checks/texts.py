# SPDX-License-Identifier: MIT
"""Texts of the script: every language, the same placeholders and lines, readings in ja_easy, no promises."""

from __future__ import annotations

import re
from typing import Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex, parts_of
from app.content.source import Raw

CHECK: Final = "text"
EASY: Final = "ja_easy"
PROMISE: Final = "promise"
LINES: Final = "lines"
MAX_SENTENCE: Final = 62  # characters of one plain sentence
OWN: Final = ("en", "ja", "ja_easy")

#: Nobody at the table can keep these; a promise that breaks costs the person's trust and safety.
PROMISES_EN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwe promise\b",
        r"\bi promise\b",
        r"\b(we|i) guarantee\b",
        r"\bguaranteed\b",
        r"\byou will (get|be (allowed|safe|able|free))\b",
        r"\bwill not be (punished|deported|arrested|detained)\b",
        r"\bno penalty\b",
        r"\bnobody will\b",
        r"\bfor sure\b",
        r"\bdo not worry\b",
        r"\bdon't worry\b",
        r"\beverything will be\b",
        r"\bwe will protect you\b",
        r"\bnot in trouble\b",
        r"\balways be\b",
        r"\bmust testify\b",
        r"\bi give you my word\b",
        r"\bnothing (bad )?will happen\b",
        r"\byou can trust (me|us)\b",
        r"\bwe will (find|catch|arrest|punish|pay)\b",
        r"\byou are safe now\b",
        r"\bcompletely (safe|secret|confidential)\b",
        r"\b(this|it|everything|what you say) (stays|remains|is) (a )?secret\b",
    )
)
PROMISES_JA: Final = [
    "必ず許可",
    "絶対",
    "約束します",
    "保証します",
    "大丈夫です",
    "だいじょうぶです",
    "罰せられません",
    "罰はありません",
    "心配いりません",
    "心配しないで",
    "安心してください",
    "守ります",
    "知られません",
    "帰国させません",
    "許可されます",
    "逮捕されません",
    "つかまりません",
    "もらえます。必ず",
    "必ず守",
    "必ず助け",
    "もう安全です",
    "もう心配",
    "秘密にします",
    "秘密は守られます",
    "誰にも言いません",
    "だれにも言いません",
    "強制送還されません",
    "信用してください",
    "間違いなく",
]
PRESSURE: Final = "pressure"
#: An answer is given freely or not at all (PEACE, Méndez Principles): no threat, no bargain, no blame.
PRESSURE_EN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\byou (must|have to|need to|should|ought to) (answer|tell|talk|speak|cooperate|confess)\b",
        r"\byou are (required|obliged|expected) to (answer|tell|talk|cooperate)\b",
        r"(?<!even )\bif you (do not|don't|refuse to) (answer|talk|cooperate|agree)\b[^.]*\b(will|cannot)\b",
        r"\b(only|unless) (if )?you (answer|tell|talk|cooperate)\b",
        r"\bin your own interest\b",
        r"\btell (me|us) the truth\b",
        r"\bbe honest\b",
        r"\b(confess|admit)\b",
        r"\bwhy did(n't| not)? you\b",
        r"\byou should have\b",
        r"\byour (own )?fault because\b",
        r"\blast chance\b",
        r"\bhurry\b",
    )
)
PRESSURE_JA: Final = (
    "答えなければなりません。",
    "必ず答えて",
    "答えてもらわないと",
    "答えないと、",
    "話さないと、",
    "言わないと、",
    "協力しないと、",
    "協力すれば",
    "話せば助け",
    "正直に",
    "本当のことを言って",
    "本当のことを話して",
    "嘘をつ",
    "うそをつ",
    "白状",
    "自白",
    "なぜ逃げなかった",
    "どうして逃げなかった",
    "あなたにも責任",
    "自己責任",
    "最後の機会",
    "早く答えて",
)
ASIDE: Final = "aside"
#: A drafter's word to a drafter: what is open belongs into a field of its own, not into what people read.
ASIDES: Final = re.compile(
    r"要確認|確認予定|確認中|名称未定|（仮）|\bverify\b|\bto be (verified|checked|confirmed)\b"
    r"|\b(TODO|FIXME|TBD)\b|\[[a-z]+\]|\b(src|seen|draft): ",
)
VARIABLE: Final = re.compile(r"\{([a-z_]+)\}")
_READING: Final = re.compile(r"\{[\u3041-\u309fー]+\}")
_BRACES: Final = re.compile(r"\{([^}]*)\}")
_INSIDE: Final = re.compile(r"[\u3041-\u309fー]+|[a-z_]+")
_BARE_KANJI: Final = re.compile(r"[\u4e00-\u9fff々](?![\u4e00-\u9fff々]|\{[\u3041-\u309fー]+\})")
_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fffA-Z{]")


def text(index: PackIndex, raw: Raw, where: str, *, person: bool) -> Faults:
    """One text in its own languages; ``person``: plain Japanese must stand there too."""
    for lang in OWN if person else OWN[:2]:
        if not isinstance(raw.get(lang), str) or not raw[lang].strip():
            yield PackFault(CHECK, where, f"{lang} missing", lang)
    words_of = {lang: raw[lang] for lang in OWN if isinstance(raw.get(lang), str)}
    if words_of.get("ja") and not _JAPANESE.search(words_of["ja"]):
        yield PackFault(CHECK, where, "ja holds no Japanese", "ja")
    if "ja_easy" in words_of:
        yield from easy(words_of["ja_easy"], where)
    for lang, words in words_of.items():
        if lines_differ(words, words_of.get("en", words)):
            yield PackFault(LINES, where, f"{lang} has other lines than en")
    used = {lang: frozenset(VARIABLE.findall(words)) for lang, words in words_of.items()}
    if len(set(used.values())) > 1:
        yield PackFault("placeholder", where, "languages differ", "text")
    for name in sorted(frozenset().union(*used.values()) - index.variables.keys()):
        yield PackFault("placeholder", where, f"unknown variable {{{name}}}", "text")
    for lang, words in words_of.items():
        yield from promises(words, f"{where} {lang}")
        yield from asides(words, f"{where} {lang}")


def asides(words: str, where: str) -> Faults:
    """A note among drafters that stands in a text which people read."""
    if found := ASIDES.search(words):
        yield PackFault(ASIDE, where, f"a note among drafters: {found.group()}")


def child_text(index: PackIndex, raw: Raw, where: str) -> Faults:
    """A child's wording, in Japanese for the officer too: no promises, the same placeholders."""
    yield from text(index, raw, f"{where} text_child", person=True)


def easy(words: str, where: str) -> Faults:
    """Plain Japanese: every run of kanji has its reading, braces hold kana or a variable, short."""
    if bare := _BARE_KANJI.search(words):
        yield PackFault(EASY, where, f"kanji without a reading: {bare.group()}", EASY)
    for found in _BRACES.finditer(words):
        if not _INSIDE.fullmatch(found.group(1)):
            yield PackFault(EASY, where, f"bad markup {found.group()}", EASY)
    if "{" in (rest := _BRACES.sub("", words)) or "}" in rest:
        yield PackFault(EASY, where, "a brace stands alone", EASY)
    for sentence in re.split(r"[。？！]", rest):
        if len(sentence) > MAX_SENTENCE:
            yield PackFault(EASY, where, f"sentence of {len(sentence)} characters", EASY)


def lines_differ(words: str, english: str) -> bool:
    """Whether line i of one cannot say what line i of the other says: another number, or an empty line.

    The card screen and the paper set the two languages beside each other line by line.
    """
    lines = words.split("\n")
    return len(lines) != len(english.split("\n")) or (
        len(lines) > 1 and not all(map(str.strip, lines))
    )


def promises(words: str, where: str) -> Faults:
    """Wording that promises what no officer can keep, or presses (PEACE, OHCHR; STYLE of the script)."""
    plain = _READING.sub("", words)
    for pattern in PROMISES_EN:
        if pattern.search(plain):
            yield PackFault(PROMISE, where, f"/{pattern.pattern}/")
    for phrase in PROMISES_JA:
        if phrase in plain:
            yield PackFault(PROMISE, where, phrase)
    for pattern in PRESSURE_EN:
        if pattern.search(plain):
            yield PackFault(PRESSURE, where, f"/{pattern.pattern}/")
    for phrase in PRESSURE_JA:
        if phrase in plain:
            yield PackFault(PRESSURE, where, phrase)


def item(index: PackIndex, raw: Raw) -> Faults:
    """All texts of one item."""
    name, person = raw["id"], raw["audience"] == "person"
    yield from text(index, raw["text"], name, person=person)
    if "text_child" in raw:
        yield from child_text(index, raw["text_child"], name)
    for part in parts_of(raw):
        base = name if part is raw else f"{name}.{part['id']}"
        if part is not raw:
            yield from text(index, part["text"], base, person=person)
        for option in part.get("options", []):
            yield from text(index, option, f"{base} {option['id']}", person=person)
        yield from _labels(part, base)
    for agency, variant in raw["variants"].items():
        if agency not in index.agencies or not set(variant) <= {"text", "note", "lead_in"}:
            yield PackFault(CHECK, name, f"variant {agency}", f"variants/{agency}")
        if "text" in variant:
            yield from text(index, variant["text"], f"{name} {agency}", person=person)
    if raw["note"]:
        yield from text(index, raw["note"], f"{name} note", person=False)


def _labels(part: Raw, where: str) -> Faults:
    """Two options that read the same cannot be told apart."""
    for lang in ("en", "ja"):
        labels = [option.get(lang) for option in part.get("options", [])]
        if len(labels) != len(set(labels)):
            yield PackFault(CHECK, where, f"two options read the same in {lang}", "options")


def rest(index: PackIndex) -> Faults:
    """Cards, shared texts, variables, phases, groups, recipients, flags."""
    for card in index.cards.values():
        yield from text(index, card["title"], f"{card['id']} title", person=True)
        yield from text(index, card["text"], card["id"], person=True)
        if card.get("text_child"):
            yield from child_text(index, card["text_child"], card["id"])
        for number, fact in enumerate(card.get("facts", [])):
            where = f"{card['id']} fact {number}"
            yield from text(index, fact["text"], where, person=False)
            if not fact["source"]:
                yield PackFault(CHECK, where, "a fact without a source")
        for variant in card.get("variants", []):
            where = f"{card['id']} variant {variant['id']}"
            yield from text(index, variant["text"], where, person=True)
    for shared in index.files["script"]["shared_texts"]:
        yield from text(index, shared["text"], shared["id"], person=True)
        if shared.get("text_child"):
            yield from child_text(index, shared["text_child"], shared["id"])
    for phase in index.files["script"]["phases"]:
        for field in ("title", "why"):
            yield from text(index, phase[field], f"phase {phase['id']} {field}", person=False)
    for group in index.files["recipients"]["groups"]:
        yield from text(index, group, f"group {group['id']}", person=False)
    for recipient in index.recipients.values():
        yield from text(index, recipient["name"], f"recipient {recipient['id']}", person=False)
    yield from _officers_own(index)
    yield from _variables(index)


def _officers_own(index: PackIndex) -> Faults:
    """What only officers and interpreters read: danger sentences, statutes, advice on words."""
    for flag in index.flags.values():
        discreet = flag.get("discreet", {}).values()
        for action in (*flag["actions"]["en"], *flag["actions"]["ja"], *discreet):
            yield from promises(action, f"flag {flag['id']}")
            yield from asides(action, f"flag {flag['id']}")
    for basis in index.bases.values():
        for field in ("name", "statute", "conditions", "when_told"):
            for words in basis[field].values():
                yield from asides(words, f"legal basis {basis['id']}")
    for term in index.files["glossary"]["terms"]:
        yield from asides(term["note"], f"term {term['id']}")


def _variables(index: PackIndex) -> Faults:
    for variable in index.variables.values():
        if variable.get("runtime"):
            continue
        name = variable["id"]
        values = variable.get("values", []) + list(variable.get("by_agency", {}).values())
        if not values:
            yield PackFault(CHECK, name, "variable without value", "values")
        for value in values:
            if any(not value.get(lang) for lang in OWN):
                yield PackFault(CHECK, name, "variable text missing")
            yield from easy(value.get("ja_easy") or "", name)
            for lang in OWN:
                yield from asides(value.get(lang) or "", f"{name} {lang}")
        if "by_agency" in variable and set(variable["by_agency"]) != index.agencies:
            yield PackFault(CHECK, name, "agencies", "by_agency")
