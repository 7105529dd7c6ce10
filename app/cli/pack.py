# SPDX-License-Identifier: MIT
"""`pack lint|options|build|export-strings|import-strings|import-clips`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from app.cli.adapters import library, stations
from app.cli.output import say, show
from app.clock import JAPAN, SystemClock
from app.content.load import builtin_dir
from app.domain.pack import Part, ValueType
from app.errors import UserError
from app.files import refuse_existing
from app.ids import ItemId
from app.paths import locales_dir, program_root


def lint(arguments: argparse.Namespace) -> int:
    """Check a pack; exit 1 with the faults."""
    from app.content.lint import lint as check  # noqa: PLC0415
    from app.content.walk.explore import SCRIPTS  # noqa: PLC0415

    scripts = arguments.script or SCRIPTS
    found = check(arguments.path or builtin_dir(), today=_today(), scripts=scripts)
    show(arguments, found.data(), found.lines())
    return 1 if found.faults else 0


def options(arguments: argparse.Namespace) -> int:
    """The option ids of an item of the content in use with their texts. Raises UserError("item_unknown")."""
    item = library(stations(arguments)).newest.items.get(ItemId(arguments.item))
    if item is None:
        raise UserError("item_unknown", item=arguments.item)
    data = {
        "item": item.id,
        "parts": [
            {
                "part": part.id,
                "type": part.type.value,
                "options": choices(part),
            }
            for part in item.parts
        ],
    }
    lines = [
        f"{part.id or item.id}\t{option}\t{text}"
        for part in item.parts
        for option, text in choices(part).items()
    ]
    show(arguments, data, lines)
    return 0


def choices(part: Part) -> dict[str, str]:
    """What stands to choose in a part, in the order of the screen, without the two states (CONTENT.md §2)."""
    if part.type is ValueType.YN4:
        return {"yes": "Yes", "no": "No"}
    return {option.id: option.text.first().text for option in part.options}


def export_strings(arguments: argparse.Namespace) -> int:
    """Write the translators' file of one language; never over another, which may hold a reviewer's work."""
    from app.content.draft import read_draft  # noqa: PLC0415
    from app.content.exchange import export_strings as export  # noqa: PLC0415
    from app.content.marks import read_marks  # noqa: PLC0415

    refuse_existing(arguments.out)
    marks = read_marks(arguments.marks, arguments.lang) if arguments.marks is not None else {}
    draft = read_draft(builtin_dir())
    count = export(draft, arguments.lang, locales_dir(), arguments.out, marks)
    line = f"{arguments.out}: {count} texts"
    show(arguments, {"file": str(arguments.out), "texts": count}, [line])
    return 0


def _told(row: int, key: str, *words: str) -> str:
    return ": ".join(filter(None, (f"row {row}" if row else "", key, *words)))


def _today() -> date:
    return SystemClock().now().astimezone(JAPAN).date()


def import_strings(arguments: argparse.Namespace) -> int:
    """Take a translators' file; exit 1, with nothing stored, when a row is rejected. Raises UserError."""
    from app.content.draft import read_draft  # noqa: PLC0415
    from app.content.exchange import import_strings as take  # noqa: PLC0415

    report = take(
        read_draft(builtin_dir()),
        arguments.lang,
        locales_dir(),
        arguments.file,
        today=_today(),
        dry_run=arguments.dry_run,
    )
    stored = not (arguments.dry_run or report.rejected)
    data = {
        "stored": stored,
        "changed": list(report.changed),
        "unchanged": report.unchanged,
        "empty": report.empty,
        "rejected": [
            {"row": row.row, "key": row.key, "reason": row.reason, "detail": row.detail}
            for row in report.rejected
        ],
        "left_out": [
            {"row": row.row, "key": row.key, "what": row.what, "detail": row.detail}
            for row in report.left_out
        ],
        "absent": report.absent,
    }
    lines = [
        f"{len(report.changed)} changed, {report.unchanged} unchanged, {report.empty} without a text",
        f"{report.absent} texts of the language are not in the file and stay as they are",
        *(_told(row.row, row.key, row.reason, row.detail) for row in report.rejected),
        *(f"not taken: {_told(x.row, x.key, x.what, x.detail)}" for x in report.left_out),
        "stored; `kakehashi pack build` takes it into the pack" if stored else "nothing was stored",
    ]
    show(arguments, data, lines)
    return 1 if report.rejected else 0


def import_clips(arguments: argparse.Namespace) -> int:
    """Take recordings into the pack; exit 1, with nothing stored, when one is refused. Raises UserError."""
    from app.content.clips import take_clips  # noqa: PLC0415
    from app.content.coverage import texts_of  # noqa: PLC0415
    from app.content.draft import read_draft  # noqa: PLC0415

    texts = texts_of(read_draft(builtin_dir()), locales_dir(), arguments.lang)
    count, refused = take_clips(
        builtin_dir(), texts, arguments.lang, arguments.folder, dry_run=arguments.dry_run
    )
    stored = not (arguments.dry_run or refused)
    data = {
        "stored": stored,
        "clips": count,
        "refused": [{"file": clip.file, "reason": clip.reason} for clip in refused],
    }
    lines = [
        f"{count} clips of {len(texts)} texts",
        *(f"{clip.file}: {clip.reason}" for clip in refused),
        "stored; `kakehashi pack build` takes them into the pack"
        if stored
        else "nothing was stored",
    ]
    show(arguments, data, lines)
    return 1 if refused else 0


def build(arguments: argparse.Namespace) -> int:
    """Compile the catalogues into a pack; of the built-in one the hash is written into the program."""
    from app.content.build import build as make  # noqa: PLC0415
    from app.content.build import write_hash_module  # noqa: PLC0415
    from app.content.draft import read_draft  # noqa: PLC0415

    folder: Path = arguments.path or builtin_dir()
    number = arguments.sequence or read_draft(folder).manifest.get("sequence", 1)
    sha256 = make(folder, locales_dir(), sequence=number, expires=arguments.expires)
    if folder == builtin_dir():
        write_hash_module(program_root() / "app" / "content" / "builtin_hash.py", sha256)
    say(sha256)
    return 0
