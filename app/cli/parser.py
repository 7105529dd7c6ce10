# SPDX-License-Identifier: MIT
"""The command's grammar. Each leaf names the function that runs it; modules are imported then."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from app.cli.words import LANGUAGES
from app.paths import default_data_dir

Parser = argparse.ArgumentParser
LANGUAGE: Final = "words_in"
#: Their ``--lang`` is the language of texts; the command's own words are ``--speak``.
CONTENT_LANGUAGE: Final = frozenset(
    {
        ("pack", "export-strings"),
        ("pack", "import-strings"),
        ("pack", "import-clips"),
        ("paper", "print"),
    }
)


def build() -> Parser:
    """Make the parser of all commands."""
    parser = Parser(
        prog="kakehashi",
        description="Offline bilingual interview assistant. No command: the windows.",
    )
    _speaks(parser, "--lang")
    parser.add_argument("--version", action="store_true", help="print the version and end")
    parser.set_defaults(run=_lazy("station", "version"))
    groups = parser.add_subparsers(metavar="COMMAND")
    for add in (_station, _user, _interview, _verify, _import, _registry, _pack, _vault, _bench):
        add(groups)
    return parser


def _lazy(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The function ``function`` of ``app.cli.<module>``, imported when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        return int(getattr(import_module(f"app.cli.{module}"), function)(arguments))

    return run


def _leaf(groups: Any, name: str, module: str, function: str, help_: str) -> Parser:  # noqa: ANN401
    leaf: Parser = groups.add_parser(name, help=help_, description=help_)
    leaf.set_defaults(run=_lazy(module, function))
    _speaks(leaf, "--speak" if (module, name) in CONTENT_LANGUAGE else "--lang")
    return leaf


def _speaks(parser: Parser, option: str) -> None:
    """Errors and results in this language. Left out, what stood before the command holds."""
    parser.add_argument(
        option,
        choices=LANGUAGES,
        dest=LANGUAGE,
        default=argparse.SUPPRESS,
        help="speak this language; else that of LC_ALL, LC_MESSAGES or LANG",
    )


def _group(groups: Any, name: str, help_: str) -> Any:  # noqa: ANN401 argparse names no type for it
    return groups.add_parser(name, help=help_, description=help_).add_subparsers(
        metavar="COMMAND", required=True
    )


def _data(leaf: Parser) -> None:
    leaf.add_argument(
        "--data", type=Path, default=default_data_dir(), metavar="DIR", help="the data folder"
    )


def _login(leaf: Parser, user: str = "--user") -> None:
    _data(leaf)
    leaf.add_argument(user, required=True, metavar="NAME", help="who does it", dest="user")
    leaf.add_argument("--passphrase-file", type=Path, required=True, metavar="F")


def _time(leaf: Parser) -> None:
    leaf.add_argument(
        "--stated-time",
        metavar="ISO",
        help="the right time where the machine's clock is wrong, for example 2026-11-24T10:00 (Japan's "
        "without a zone); it is signed, and both times are sealed and printed",
    )


def _sealing(leaf: Parser) -> None:
    """What is done with an interview that stands."""
    leaf.add_argument("--handover", action="append", default=[], metavar="RECIPIENT=OUT.pdf")
    leaf.add_argument(
        "--unsigned",
        action="append",
        default=[],
        metavar="RECIPIENT=OUT.pdf",
        help="a paper marked as unsigned, for now: where nothing can be signed the record stays a draft",
    )
    leaf.add_argument("--countersign-by", metavar="SUP")
    leaf.add_argument("--countersign-passphrase-file", type=Path, metavar="F")
    _time(leaf)


def _json(leaf: Parser) -> None:
    leaf.add_argument("--json", action="store_true", help="one JSON object on stdout")


def _station(groups: Any) -> None:  # noqa: ANN401
    station = _group(groups, "station", "make a station; its certificate; whom it trusts")
    leaf = _leaf(station, "init", "station", "init", "make a station with its first supervisor")
    _data(leaf)
    leaf.add_argument("--agency", required=True, choices=("isa", "police", "jcg"))
    leaf.add_argument("--name", required=True, help="the station's name")
    leaf.add_argument("--supervisor", required=True, metavar="USER")
    leaf.add_argument("--passphrase-file", type=Path, required=True, metavar="F")
    leaf.add_argument(
        "--shares-out",
        type=Path,
        metavar="DIR",
        help="write the recovery shares instead of printing",
    )
    leaf.add_argument(
        "--content-keys", type=Path, metavar="FILE", help="who may sign content packs (`pack keys`)"
    )
    _time(leaf)
    leaf = _leaf(station, "ca", "station", "ca", "write the station's certificate and its .crl")
    _data(leaf)
    leaf.add_argument("--out", type=Path, required=True, metavar="CA.pem")
    leaf = _leaf(station, "trust", "station", "trust", "trust another station's certificate")
    leaf.add_argument("ca", type=Path, metavar="CA.pem")
    leaf.add_argument("--crl", type=Path, metavar="CA.crl")
    _login(leaf)

    leaf = _leaf(station, "pin", "station", "pin", "pin who may sign content packs, once")
    leaf.add_argument("file", type=Path, metavar="KEYS.json")
    _login(leaf)
    _login(_leaf(station, "restate", "station", "restate", "let files that went back count again"))
    leaf = _leaf(
        station, "recover", "station", "recover", "make a supervisor with two recovery sheets"
    )
    leaf.add_argument("name", metavar="NAME", help="the new supervisor")
    _data(leaf)
    leaf.add_argument("--new-passphrase-file", type=Path, required=True, metavar="G")
    leaf.add_argument(
        "--share-file",
        type=Path,
        action="append",
        required=True,
        metavar="F",
        help="a file with the words of one sheet; give it twice",
    )
    _time(leaf)


def _user(groups: Any) -> None:  # noqa: ANN401
    user = _group(groups, "user", "users of the station")
    leaf = _leaf(user, "add", "station", "user_add", "add a user")
    leaf.add_argument("name")
    leaf.add_argument(
        "--role", required=True, choices=("officer", "supervisor", "installer", "auditor")
    )
    _login(leaf, "--by")
    leaf.add_argument("--new-passphrase-file", type=Path, required=True, metavar="G")
    _time(leaf)
    leaf = _leaf(user, "renew", "station", "user_renew", "give a user a new certificate")
    leaf.add_argument("name")
    _login(leaf, "--by")
    _time(leaf)
    leaf = _leaf(
        user, "disable", "station", "user_disable", "close a user and revoke the certificate"
    )
    leaf.add_argument("name")
    _login(leaf, "--by")
    _time(leaf)
    leaf = _leaf(user, "passphrase", "station", "user_passphrase", "choose one's own passphrase")
    _login(leaf)
    leaf.add_argument("--new-passphrase-file", type=Path, required=True, metavar="G")
    leaf = _leaf(user, "list", "station", "user_list", "list the users")
    _data(leaf)
    _json(leaf)


def _interview(groups: Any) -> None:  # noqa: ANN401
    interview = _group(groups, "interview", "replay, list or show interviews")
    leaf = _leaf(interview, "replay", "interview", "replay", "lead an interview from a file")
    leaf.add_argument("file", type=Path)
    _login(leaf)
    leaf.add_argument("--seal", action="store_true")
    _sealing(leaf)
    leaf.add_argument("--verbose-evidence", action="store_true", help="print the answers too")
    leaf.add_argument(
        "--feedback", action="store_true", help="add what was missed or asked too early"
    )
    leaf.add_argument(
        "--progress", action="store_true", help="a line on stderr for each saved answer"
    )
    _json(leaf)
    leaf = _leaf(interview, "seal", "interview", "seal", "seal a draft and hand it over")
    leaf.add_argument("case", metavar="CASE")
    _login(leaf)
    _sealing(leaf)
    leaf.set_defaults(seal=True)
    _json(leaf)
    leaf = _leaf(
        interview, "cases", "interview", "cases", "the practice cases with their briefings"
    )
    _json(leaf)
    leaf = _leaf(interview, "list", "interview", "list_", "list the interviews of a vault")
    _login(leaf)
    _json(leaf)
    leaf = _leaf(interview, "show", "interview", "show", "where an interview stands")
    leaf.add_argument("case", metavar="CASE")
    _login(leaf)
    _json(leaf)
    leaf = _leaf(interview, "marks", "interview", "marks", "unclear wordings, for translators")
    leaf.add_argument("--out", type=Path, required=True, metavar="FILE.json")
    _login(leaf)
    _json(leaf)


def _verify(groups: Any) -> None:  # noqa: ANN401
    leaf = _leaf(
        groups,
        "verify",
        "files",
        "verify",
        "check a handover (exit 0, 1 rejected, 2 unreadable)",
    )
    leaf.add_argument("file", type=Path, metavar="FILE.pdf")
    source = leaf.add_mutually_exclusive_group()
    source.add_argument("--trust", type=Path, metavar="CA.pem")
    source.add_argument("--data", type=Path, metavar="DIR")
    leaf.add_argument("--crl", type=Path, metavar="CA.crl")
    leaf.add_argument("--passphrase-file", type=Path, metavar="F", help="of the file")
    _json(leaf)


def _import(groups: Any) -> None:  # noqa: ANN401
    leaf = _leaf(groups, "import", "files", "import_", "take handovers into the registry")
    leaf.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _login(leaf)
    leaf.add_argument("--transfer-passphrase-file", type=Path, metavar="G")
    leaf.add_argument(
        "--dry-run", action="store_true", help="change nothing, say what would happen"
    )
    _json(leaf)


def _registry(groups: Any) -> None:  # noqa: ANN401
    registry = _group(groups, "registry", "the supervisors' registry")
    for name, help_ in (
        ("list", "list the records"),
        ("search", "find records by words"),
        ("show", "one record"),
        ("digest", "one hash over the content"),
    ):
        leaf = _leaf(registry, name, "files", f"registry_{name}", help_)
        if name in {"search", "show"}:
            leaf.add_argument("what", metavar="WORDS" if name == "search" else "CASE")
        _login(leaf)
        _json(leaf)


def _pack(groups: Any) -> None:  # noqa: ANN401
    pack = _group(groups, "pack", "content packs")
    leaf = _leaf(
        pack, "lint", "pack", "lint", "check a pack: states, paths, obligations, languages"
    )
    leaf.add_argument("path", type=Path, nargs="?")
    leaf.add_argument(
        "--script",
        action="append",
        choices=("full", "short", "group", "embarkation"),
        help="walk only this script (can be given again); all when left out",
    )
    _json(leaf)
    leaf = _leaf(pack, "options", "pack", "options", "the option ids of an item")
    leaf.add_argument("item")
    _json(leaf)
    leaf = _leaf(pack, "build", "pack", "build", "compile the catalogues into a pack")
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
    leaf = _leaf(
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
    _json(leaf)
    leaf = _leaf(
        pack, "import-strings", "pack", "import_strings", "take a translators' file: all or nothing"
    )
    leaf.add_argument("file", type=Path)
    leaf.add_argument("--lang", required=True, metavar="TAG")
    leaf.add_argument("--dry-run", action="store_true", help="say what would change, store nothing")
    _json(leaf)
    leaf = _leaf(
        pack, "import-clips", "pack", "import_clips", "take recordings of texts: all or nothing"
    )
    leaf.add_argument(
        "folder", type=Path, help="recordings named after their text: SAFE-01+text.wav or .opus"
    )
    leaf.add_argument("--lang", required=True, metavar="TAG")
    leaf.add_argument("--dry-run", action="store_true", help="check them, store nothing")
    _json(leaf)


def _signing(pack: Any) -> None:  # noqa: ANN401
    leaf = _leaf(pack, "key", "packs", "key", "make one of three content keys")
    leaf.add_argument("out", type=Path, metavar="KEY.pem")
    leaf.add_argument("--new-passphrase-file", type=Path, required=True, metavar="G")
    _json(leaf)
    leaf = _leaf(pack, "keys", "packs", "keys", "the file of three keys that stations pin")
    leaf.add_argument("files", type=Path, nargs=3, metavar="KEY.pub")
    leaf.add_argument("--out", type=Path, required=True, metavar="KEYS.json")
    _json(leaf)
    leaf = _leaf(pack, "sign", "packs", "sign", "sign a built pack with one key; two are needed")
    leaf.add_argument("folder", type=Path)
    leaf.add_argument("--key", type=Path, required=True, metavar="KEY.pem")
    leaf.add_argument("--passphrase-file", type=Path, required=True, metavar="F")
    leaf.add_argument("--out", type=Path, metavar="PACK.zip", help="write it as one file, too")
    _json(leaf)
    _json(_leaf(pack, "keep", "packs", "keep", "keep the built-in pack for old records"))


def _installing(pack: Any) -> None:  # noqa: ANN401
    leaf = _leaf(pack, "install", "packs", "install", "install a signed pack on a station")
    leaf.add_argument("file", type=Path, metavar="PACK.zip")
    _login(leaf)
    _json(leaf)
    leaf = _leaf(pack, "list", "packs", "list_", "the packs of this machine")
    _data(leaf)
    _json(leaf)


def _print(pack: Any) -> None:  # noqa: ANN401
    leaf = _leaf(pack, "print", "paper", "print_", "forms, consents, cards and numbers on paper")
    leaf.add_argument("paper", choices=("form", "consent", "cards", "languages", "mini-card"))
    leaf.add_argument("--lang", required=True, metavar="TAG", help="the person's language")
    leaf.add_argument("--officer-language", choices=("ja", "en"), default="ja")
    leaf.add_argument("--agency", choices=("isa", "police", "jcg"), default="police")
    leaf.add_argument(
        "--script", choices=("full", "short", "group", "embarkation", "child"), default="full"
    )
    leaf.add_argument("--out", type=Path, required=True)
    _json(leaf)


def _vault(groups: Any) -> None:  # noqa: ANN401
    vault = _group(groups, "vault", "vaults")
    leaf = _leaf(vault, "check", "interview", "check", "check files, chains and anchors of a vault")
    _login(leaf)
    _json(leaf)
    leaf = _leaf(
        vault, "backup", "backup", "backup", "copy the user's vaults into a folder, each proved"
    )
    leaf.add_argument("--to", type=Path, required=True, metavar="DIR")
    leaf.add_argument(
        "--always", action="store_true", help="from now on: daily and after each sealing, too"
    )
    _login(leaf)
    _json(leaf)
    leaf = _leaf(vault, "restore", "backup", "restore", "put a vault back from a backup")
    leaf.add_argument("--from", type=Path, required=True, metavar="FILE", dest="file")
    leaf.add_argument(
        "--anyway",
        action="store_true",
        help="also when the present vault holds more; it is set aside, never written over",
    )
    _login(leaf)
    _json(leaf)


def _bench(groups: Any) -> None:  # noqa: ANN401
    _json(_leaf(groups, "bench", "bench", "bench", "how fast this machine is, as ratios"))
