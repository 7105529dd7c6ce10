# SPDX-License-Identifier: MIT
"""Files of the data folder put back to an older state: told at the next login, or said to need a witness.

Every part is sound by itself: an old vault opens, an old keyring is signed. What was noted elsewhere shows
it: audit chains, `heads.log`, the other files. A rollback of everything at once is seen only by what left
the folder, here a handover (`vault check --against`).
"""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import UserError
from app.ids import InterviewId
from app.paths import DataFolder
from app.services.kept_file import PREVIOUS
from app.services.workspace import Workspace
from tests.counts import count, sample
from tests.stations import (
    OFFICER,
    SUPERVISOR,
    House,
    begin,
    build_house,
    hand_out,
    seal,
    told_to,
)

STATES = 5
PARTS = ("own vault", "registry", "keyring", "station", "heads", "keyring copy", "station copy")
PAGE = 4096  # bytes


@dataclass
class Life:
    """A station with copies of its folder as it was at several times, the last one being now."""

    house: House
    folders: list[Path]
    handover: Path

    def files(self, part: str, user: str) -> list[str]:
        ring = self.house.stations.keyring()
        folder = DataFolder(Path())
        own, registry = ring.vault_of(user), ring.registry
        return {
            "own vault": [str(folder.vault(own.id, own.version))],
            "registry": [str(folder.vault(registry.id, registry.version))],
            "keyring": ["keyring.json", f"keyring{PREVIOUS}"],
            "station": ["station.json", f"station{PREVIOUS}"],
            "keyring copy": [f"keyring{PREVIOUS}"],
            "station copy": [f"station{PREVIOUS}"],
            "heads": ["heads.log"],
        }[part]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    root = tmp_path_factory.mktemp("life")
    house = build_house(root)
    stations, folders = house.stations, []
    handover = root / "handover.pdf"
    for number in range(STATES):
        house.clock.advance(hours=5)
        for name in (OFFICER, SUPERVISOR):
            workspace = house.login(name)
            case = seal(workspace, begin(workspace), {"CLOS-05": "nothing"})
            if name == OFFICER:
                handover.unlink(missing_ok=True)
                hand_out(workspace.handovers, case, "supervisor", handover)
            elif workspace.intake is not None:
                workspace.intake.import_files([handover])
                stations.add_user(
                    house.supervisor, f"clerk {number}", "auditor", "another passphrase 3"
                )
                stations.set_show_unreviewed(house.supervisor, number % 2 == 0)
            workspace.close()
        copy = root / f"state-{number}"
        shutil.copytree(stations.folder.root, copy)
        folders.append(copy)
    return Life(house, folders, handover)


def after(
    life: Life, tmp: Path, then: int, parts: set[str], user: str
) -> tuple[set[str], set[str]]:
    """Put these parts back to an older time; return what the login tells, and what the whole check finds."""
    now = tmp / f"data-{then}-{'-'.join(sorted(parts))}-{user}".replace(" ", "_")
    shutil.copytree(life.folders[-1], now)
    for part in parts:
        for name in life.files(part, user):
            for tail in ("", "-wal", "-shm"):
                (now / (name + tail)).unlink(missing_ok=True)
                if (life.folders[then] / (name + tail)).exists():
                    shutil.copy2(life.folders[then] / (name + tail), now / (name + tail))
    try:
        workspace = life.house.anew(DataFolder(now)).login(user)
    except UserError as error:
        return {error.code}, {error.code}
    told = told_to(workspace)
    found = set(workspace.check_against([life.handover])) if user == OFFICER else set()
    workspace.close()
    shutil.rmtree(now)
    return told, found


def seen(parts: set[str], user: str, then: int) -> bool:
    """Whether something that was not put back knows better.

    The supervisor changes keyring and station after the officer's last login: of that change only
    `heads.log` and the supervisor's own vaults can tell.
    """
    own = {"own vault"} if user == OFFICER else {"own vault", "registry"}
    vaults = bool(parts & own) and "heads" not in parts
    noted = own if user == SUPERVISOR or then < STATES - 2 else set()
    files = bool(parts & {"keyring", "station"}) and not (noted | {"heads"} <= parts)
    return vaults or files


@pytest.mark.parametrize("part", PARTS)
def test_one_part_put_back_is_told(life: Life, tmp_path: Path, part: str) -> None:
    told, _found = after(life, tmp_path, 1, {part}, SUPERVISOR)
    code = {
        "own vault": "vault_rolled_back",
        "registry": "registry_rolled_back",
        "keyring": "keyring_rolled_back",
        "station": "station_rolled_back",
    }.get(part)
    assert told == ({code} if code else set())  # an old `heads.log` or copy alone hides nothing


def test_nothing_put_back_is_nothing_told(life: Life, tmp_path: Path) -> None:
    for user in (OFFICER, SUPERVISOR):
        assert after(life, tmp_path, 1, set(), user) == (set(), set())


def test_rollbacks_are_told_or_need_a_witness(life: Life, tmp_path: Path) -> None:
    rng = random.Random(10)
    results: Counter[str] = Counter()
    for _ in range(count(6, 100)):
        then, user = rng.randrange(STATES - 1), rng.choice((OFFICER, SUPERVISOR))
        parts = set(rng.sample(PARTS, rng.randint(1, len(PARTS))))
        if user == OFFICER:
            parts.discard("registry")
        told, found = after(life, tmp_path, then, parts, user)
        if told:
            results["told"] += 1
            continue
        assert not seen(parts, user, then), (then, parts, user)
        if user == OFFICER and "own vault" in parts:
            assert {line.split(": ")[1] for line in found} <= {"not_known", "rolled_back"}
            assert found  # the witness
        results["needs a witness" if parts & {"own vault", "registry"} else "nothing lost"] += 1
    print(dict(results))
    assert results["told"]


def test_the_whole_folder_put_back_is_seen_by_a_handover(life: Life, tmp_path: Path) -> None:
    told, found = after(life, tmp_path, 1, {*PARTS} - {"registry"}, OFFICER)
    assert told == set()
    assert found == {"handover.pdf: not_known"}


def test_cut_lines_hide_nothing_that_the_vault_noted(life: Life, tmp_path: Path) -> None:
    """`heads.log` without its lines on keyring and station: the audit chains know them."""
    now = tmp_path / "data"
    shutil.copytree(life.folders[-1], now)
    lines = (now / "heads.log").read_text("utf-8").splitlines()
    kept = [line for line in lines if json.loads(line)["name"] not in {"keyring", "station"}]
    (now / "heads.log").write_text("".join(f"{line}\n" for line in kept), "utf-8")
    shutil.copy2(life.folders[1] / "keyring.json", now / "keyring.json")
    workspace = life.house.anew(DataFolder(now)).login(OFFICER)
    assert told_to(workspace) == {"keyring_rolled_back"}
    workspace.close()


@pytest.mark.parametrize("part", ["keyring", "station"])
def test_an_old_copy_of_a_damaged_file_is_told_as_both(
    life: Life, tmp_path: Path, part: str
) -> None:
    """It stands in, and it went back: neither hides the other."""
    now = tmp_path / "data"
    shutil.copytree(life.folders[-1], now)
    shutil.copy2(life.folders[1] / f"{part}{PREVIOUS}", now / f"{part}{PREVIOUS}")
    file = now / f"{part}.json"
    file.write_bytes(file.read_bytes()[:-60])
    workspace = life.house.anew(DataFolder(now)).login(SUPERVISOR)
    assert told_to(workspace) == {f"{part}_previous", f"{part}_rolled_back"}
    assert workspace.intake is not None
    with pytest.raises(UserError, match="state_rolled_back"):
        workspace.intake.import_files([life.handover])
    workspace.close()


def pages(life: Life, then: int, part: str, user: str) -> list[tuple[int, bytes]]:
    """The pages of one vault's file that were others then, by their numbers from 0."""
    (name,) = life.files(part, user)
    old, new = ((folder / name).read_bytes() for folder in (life.folders[then], life.folders[-1]))
    found = []
    for start in range(0, min(len(old), len(new)), PAGE):
        page = old[start : start + PAGE]
        if page != new[start : start + PAGE]:
            found.append((start // PAGE, page))
    return found


def with_page(
    life: Life, tmp: Path, part: str, user: str, page: tuple[int, bytes] | None
) -> tuple[str, object]:
    """Put one page back, or none; return how that is noticed, and what the vault holds."""
    now = tmp / f"data-{part}-{user}-{page and page[0]}".replace(" ", "_")
    shutil.copytree(life.folders[-1], now)
    if page is not None:
        with (now / life.files(part, user)[0]).open("r+b") as file:
            file.seek(page[0] * PAGE)
            file.write(page[1])
    try:
        workspace = life.house.anew(DataFolder(now)).login(user)
    except UserError as error:
        return error.code, None
    try:
        if workspace.notices:
            return "told", None
        if workspace.check():
            return "found by the check", None
        return "not noticed", kept(workspace, part)
    except UserError as error:
        return f"the check: {error.code}", None
    finally:
        workspace.close()
        shutil.rmtree(now)


def kept(workspace: Workspace, part: str) -> object:
    """What the vault is there for, without what each login adds."""
    if part == "registry":
        assert workspace.registry is not None
        return workspace.registry._store.records()
    store = workspace.interviews._store
    chains = {name: hashes for name, hashes in store.hashes().items() if name != "audit"}
    return chains, [store.sealed_versions(InterviewId(name)) for name in sorted(chains)]


@pytest.mark.parametrize(("part", "user"), [("own vault", OFFICER), ("registry", SUPERVISOR)])
def test_a_single_page_put_back_is_noticed_or_changes_nothing(
    life: Life, tmp_path: Path, part: str, user: str
) -> None:
    """Every page is sound by itself; what no login tells the whole check finds.

    Only pages of the index of the search can pass both: what is kept is the same with them.
    """
    how, whole = with_page(life, tmp_path, part, user, None)
    assert how == "not noticed"
    found: Counter[str] = Counter()
    for page in sample(f"pages {part}", pages(life, 1, part, user), 6):
        how, here = with_page(life, tmp_path, part, user, page)
        found[how] += 1
        if how == "not noticed":
            assert here == whole, page[0]
    print(dict(found))
    assert found.total() - found["not noticed"] >= found.total() // 2
