# SPDX-License-Identifier: MIT
"""The grammar of `pack`: for authors, translators, headquarters and stations."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from app.cli.grammar import as_json, confirm, data, group, login
from app.cli.grammar import leaf as new
from app.domain.situation import Situation


def pack_commands(groups: Any) -> None:  # noqa: ANN401
    pack = group(groups, "pack", "content packs")
    leaf = new(pack, "lint", "pack", "lint", "check a pack: states, paths, obligations, languages")
    leaf.add_argument("path", type=Path, nargs="?")
    leaf.add_argument(
        "--script",
        action="append",
        choices=("full", "short", "group", "embarkation"),
        help="walk only this script (can be given again); all when left out",
    )
    as_json(leaf)
    leaf = new(pack, "options", "pack", "options", "the option ids of an item")
    leaf.add_argument("item")
    data(leaf)
    as_json(leaf)
    leaf = new(pack, "build", "pack", "build", "compile the catalogues into a pack")
    leaf.add_argument(
        "path", type=Path, nargs="?", help="its folder; the built-in pack if left out"
    )
    leaf.add_argument("--sequence", type=int, metavar="N", help="its number, which never goes down")
    leaf.add_argument("--expires", type=date.fromisoformat, metavar="DATE", help="then it warns")
    _translating(pack)
    _print(pack)
    _signing(pack)
    _installing(pack)


def _translating(pack: Any) -> None:  # noqa: ANN401
    leaf = new(
        pack,
        "export-strings",
        "pack",
        "export_strings",
        "all texts of one language for translators",
    )
    leaf.add_argument("--lang", required=True, metavar="TAG")
    leaf.add_argument("--out", type=Path, required=True, help=".xlsx, .csv or .po")
    leaf.add_argument(
        "--marks", type=Path, help="what interpreters found unclear (`interview marks`)"
    )
    as_json(leaf)
    leaf = new(
        pack, "import-strings", "pack", "import_strings", "take a translators' file: all or nothing"
    )
    leaf.add_argument("file", type=Path)
    leaf.add_argument("--lang", required=True, metavar="TAG")
    leaf.add_argument("--dry-run", action="store_true", help="say what would change, store nothing")
    as_json(leaf)
    leaf = new(
        pack, "import-clips", "pack", "import_clips", "take recordings of texts: all or nothing"
    )
    leaf.add_argument(
        "folder", type=Path, help="recordings named after their text: SAFE-01+text.wav or .opus"
    )
    leaf.add_argument("--lang", required=True, metavar="TAG")
    leaf.add_argument("--dry-run", action="store_true", help="check them, store nothing")
    as_json(leaf)


def _signing(pack: Any) -> None:  # noqa: ANN401
    leaf = new(pack, "key", "packs", "key", "make one of three content keys")
    leaf.add_argument("out", type=Path, metavar="KEY.pem")
    leaf.add_argument("--new-passphrase-file", type=Path, required=True, metavar="G")
    as_json(leaf)
    leaf = new(pack, "keys", "packs", "keys", "the file of three keys that stations pin")
    leaf.add_argument("files", type=Path, nargs=3, metavar="KEY.pub")
    leaf.add_argument("--out", type=Path, required=True, metavar="KEYS.json")
    as_json(leaf)
    leaf = new(pack, "sign", "packs", "sign", "sign a built pack with one key; two are needed")
    leaf.add_argument("folder", type=Path)
    leaf.add_argument("--key", type=Path, required=True, metavar="KEY.pem")
    leaf.add_argument("--passphrase-file", type=Path, required=True, metavar="F")
    leaf.add_argument("--out", type=Path, metavar="PACK.zip", help="write it as one file, too")
    as_json(leaf)
    as_json(new(pack, "keep", "packs", "keep", "keep the built-in pack for old records"))


def _installing(pack: Any) -> None:  # noqa: ANN401
    leaf = new(pack, "install", "packs", "install", "install a signed pack on a station")
    leaf.add_argument("file", type=Path, metavar="PACK.zip")
    login(leaf)
    as_json(leaf)
    leaf = new(pack, "list", "packs", "list_", "the packs of this machine")
    data(leaf)
    as_json(leaf)


def _print(pack: Any) -> None:  # noqa: ANN401
    leaf = new(
        pack, "print", "paper", "print_", "forms, consents, cards, numbers and check lists on paper"
    )
    leaf.add_argument(
        "paper",
        choices=(
            "form",
            "consent",
            "cards",
            "languages",
            "mini-card",
            "way",
            "standards",
            "coast-guard",
            "liaison",
        ),
    )
    leaf.add_argument("--lang", metavar="TAG", help="the person's language")
    leaf.add_argument("--officer-language", choices=("ja", "en"), default="ja")
    leaf.add_argument("--agency", metavar="ID", help="one of the pack's agencies")
    leaf.add_argument(
        "--script",
        choices=("full", "short", "group", "embarkation", "child"),
        help="which questions stand on the form; all when left out",
    )
    leaf.add_argument(
        "--who",
        nargs="+",
        default=[],
        choices=[situation.value for situation in Situation],
        help="who carries the numbers",
    )
    leaf.add_argument("--prefecture", default="", metavar="JP-NN", help="where the person lives")
    confirm(leaf)
    leaf.add_argument("--out", type=Path, required=True)
    data(leaf)
    as_json(leaf)
