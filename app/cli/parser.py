# SPDX-License-Identifier: MIT
"""The command's grammar. Each leaf names the function that runs it; modules are imported then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.cli.grammar import Parser
from app.cli.grammar import as_json as _json
from app.cli.grammar import confirm as _confirm
from app.cli.grammar import data as _data
from app.cli.grammar import group as _group
from app.cli.grammar import lazy as _lazy
from app.cli.grammar import leaf as _leaf
from app.cli.grammar import login as _login
from app.cli.grammar import speaks as _speaks
from app.cli.pack_grammar import pack_commands


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
    for add in (
        _station,
        _user,
        _interview,
        _verify,
        _import,
        _bundle,
        _registry,
        pack_commands,
        _vault,
        _bench,
    ):
        add(groups)
    return parser


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
    leaf.add_argument(
        "--lawyer-offered",
        action="store_true",
        help="what could be held against the person was looked at, and the person was offered a lawyer;"
        " without this no such file is made",
    )
    _confirm(leaf)
    leaf.add_argument("--countersign-by", metavar="SUP")
    leaf.add_argument("--countersign-passphrase-file", type=Path, metavar="F")
    _time(leaf)


def _texts_read(leaf: Parser) -> None:
    """That somebody read the texts of a draft before the command seals it."""
    leaf.add_argument(
        "--texts-read",
        action="store_true",
        help="none of the texts without a mark tells of what the person was made to do, or of a private"
        " matter; without this they are listed, and nothing is sealed",
    )


def _station(groups: Any) -> None:  # noqa: ANN401
    station = _group(groups, "station", "make a station; its certificate; whom it trusts")
    leaf = _leaf(station, "init", "station", "init", "make a station with its first supervisor")
    _data(leaf)
    leaf.add_argument("--agency", required=True, metavar="ID", help="one of the pack's agencies")
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
    leaf = _leaf(station, "ca", "station", "ca", "write the station's certificate, .crl and .names")
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
    leaf.set_defaults(texts_read=None)  # the file itself says which texts have a mark
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
    _texts_read(leaf)
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
    for name, help_ in (
        ("read", "the answers of an interview as they are stored"),
        ("move", "lead a draft with the newest content"),
    ):
        leaf = _leaf(interview, name, "interview", name, help_)
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
    _without_pages(leaf)
    _json(leaf)


def _without_pages(leaf: Parser) -> None:
    leaf.add_argument(
        "--without-pages",
        action="store_true",
        help="do not draw the pages again to compare them; the result says so",
    )


def _import(groups: Any) -> None:  # noqa: ANN401
    leaf = _leaf(groups, "import", "files", "import_", "take handovers into the registry")
    leaf.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _login(leaf)
    leaf.add_argument("--transfer-passphrase-file", type=Path, metavar="G")
    leaf.add_argument(
        "--dry-run", action="store_true", help="change nothing, say what would happen"
    )
    _without_pages(leaf)
    _json(leaf)


def _bundle(groups: Any) -> None:  # noqa: ANN401
    leaf = _leaf(groups, "bundle", "bundle", "bundle", "wrap a handover for a stick or a network")
    leaf.add_argument("file", type=Path, metavar="FILE.pdf")
    leaf.add_argument("--to", type=Path, required=True, metavar="DIR", help="an existing folder")
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
    leaf = _leaf(
        registry, "choose", "files", "registry_choose", "decide which of two versions counts"
    )
    leaf.add_argument("record", metavar="RECORD", help="the hash of the version that counts")
    leaf.add_argument("--reason", required=True, metavar="TEXT")
    _login(leaf)
    _json(leaf)
    leaf = _leaf(registry, "unchoose", "files", "registry_unchoose", "take such a decision back")
    leaf.add_argument("record", metavar="RECORD")
    _login(leaf)
    _json(leaf)


def _vault(groups: Any) -> None:  # noqa: ANN401
    vault = _group(groups, "vault", "vaults")
    leaf = _leaf(vault, "check", "interview", "check", "check files, chains and anchors of a vault")
    leaf.add_argument(
        "--against", type=Path, nargs="+", default=[], metavar="FILE", help="handovers"
    )
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
