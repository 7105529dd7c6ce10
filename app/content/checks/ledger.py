# SPDX-License-Identifier: MIT
"""The ledger: every obligation of the sources stands in it, and names only what there is."""

from __future__ import annotations

import re
from typing import Final

from app.content.checks import reference, texts
from app.content.checks.known import Fault, Faults, Known, twice
from app.content.source import Raw
from app.domain.obligation import OUT_AT_MOST, Case, Kind, Rule, Screen

FILE = "ledger.json"
_TEST: Final = re.compile(r"tests/[\w/]+\.py::test_\w+(\[[\w-]+\])?")


def check(known: Known) -> Faults:
    """All rows, and that none is missing, unknown or there twice."""
    ledger = known.files["ledger"]
    rows, wanted = ledger["rows"], reference.obligations()
    numbers = [row["id"] for row in rows]
    for number in sorted(wanted.keys() - set(numbers)):
        yield Fault("ledger", f"obligation {number}", "missing: not accounted for")
    for number in sorted(set(numbers) - wanted.keys()):
        yield Fault("ledger", f"obligation {number}", "unknown obligation")
    for number in twice(numbers):
        yield Fault("ledger", f"obligation {number}", "twice")
    out = sum("out" in row for row in rows)
    if out > OUT_AT_MOST:
        yield Fault("ledger", FILE, f"{out} out of scope, at most {OUT_AT_MOST}")
    there = _there(known)
    for row in rows:
        yield from _row(known, row, ledger["documents"], there)


def accounted(known: Known) -> tuple[int, int]:
    """(obligations with a row of their own, rows out of scope); (0, 0) for a file of another form."""
    rows = known.files["ledger"].get("rows")
    if not isinstance(rows, list):
        return 0, 0
    whole = [row for row in rows if isinstance(row, dict) and (row.get("by") or row.get("out"))]
    found = {row.get("id") for row in whole} & reference.obligations().keys()
    return len(found), sum("out" in row for row in whole)


def _row(known: Known, row: Raw, documents: Raw, there: dict[str, set[str]]) -> Faults:
    where = f"obligation {row['id']}"
    yield from texts.text(known, row["title"], f"{where} title", person=False)
    if row["source"].partition(" ")[0] not in documents:
        yield Fault("ledger", where, f"unknown document: {row['source']}")
    by = row.get("by", {})
    if bool(by) == ("out" in row):
        yield Fault("ledger", where, "needs either what fulfils it or why it is out of scope")
    if any(not _TEST.fullmatch(name) for name in row.get("tests", ())):
        yield Fault("ledger", f"{where} tests", "no name of a test")
    if bool(row.get("tests")) == ("out" in row):
        yield Fault("ledger", where, "needs the tests that fail without it, if in scope only")
    if "out" in row:
        yield from texts.text(known, row["out"], f"{where} out", person=False)
    for kind, names in by.items():
        if kind not in there:
            yield Fault("ledger", f"{where} by {kind}", "unknown kind")
            continue
        if not names:
            yield Fault("ledger", f"{where} by {kind}", "names nothing")
        for name in names:
            if name not in there[kind]:
                yield Fault("ledger", f"{where} by {kind}", f"unknown {name}")


def _there(known: Known) -> dict[str, set[str]]:
    files = known.files
    found = {
        Kind.ITEMS: set(known.items),
        Kind.CARDS: set(known.cards),
        Kind.RECIPIENTS: set(known.recipients),
        Kind.BASES: set(known.bases),
        Kind.FLAGS: set(known.flags),
        Kind.TIMERS: {timer["id"] for timer in files["timers"]["timers"]},
        Kind.CODES: known.codes,
        Kind.STATISTICS: set(known.fields),
        Kind.CONTACTS: {contact["id"] for contact in files["directory"]["contacts"]},
        Kind.RULES: {rule.value for rule in Rule},
        Kind.SCREENS: {screen.value for screen in Screen},
        Kind.CASES: {case.value for case in Case},
    }
    return {kind.value: names for kind, names in found.items()}
