# SPDX-License-Identifier: MIT
"""A file whose pages do not show what its record says is refused, whoever signed it (PDF.md "Comparing")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import pytest

from app.crypto import envelope, pki
from app.crypto.sealed import certificate_of, disclosures_of, present
from app.documents.verify import PdfReader
from app.domain.document import HandoverDocument
from app.domain.pack import Pack
from app.files import write_new
from app.ids import InterviewId, RecipientId
from app.services.checking import FileVerifier, Verdict, Verifier
from app.services.documents import LAYOUT
from app.services.file_ports import PdfSigner
from app.services.page_check import NOT_COMPARED
from app.services.people import PEOPLE
from app.services.record_ids import no_pack, only
from app.services.stages import Prepared
from app.services.told import Told, document_of
from app.services.workspace import Workspace
from tests.app.documents import forging_pages
from tests.app.documents.forging_pages import signed
from tests.checking import verdict_of, verified
from tests.counts import sample
from tests.stations import ADULT, OFFICER, House, begin, build_house, seal

TOLD = (*ADULT, ("REFR-02", "all"), ("SAFE-04", "yes"))
READER = RecipientId("wcsc")


@dataclass
class Post:
    """One station with two sealed records, and a reader who trusts it."""

    house: House
    workspace: Workspace
    record: InterviewId
    other: InterviewId
    folder: Path

    @cached_property
    def prepared(self) -> Prepared:
        return self.workspace.handovers.prepare(self.record, READER)

    @property
    def document(self) -> HandoverDocument:
        return self.prepared.document

    @property
    def signer(self) -> PdfSigner:
        own = self.house.officer.signer
        return PdfSigner(own.key, own.chain[0], own.chain[1:])

    def verifier(self, pack: Pack | None = None) -> Verifier:
        packs = no_pack if pack is None else only(pack)
        return Verifier(PdfReader(self.house.clock), self.house.stations.station().trusted, packs)

    def written(self, data: bytes) -> Path:
        path = self.folder / "handover.pdf"
        path.unlink(missing_ok=True)
        write_new(path, data)
        return path


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Post:
    root = tmp_path_factory.mktemp("post")
    house = build_house(root)
    workspace = house.open(house.officer)
    case = seal(workspace, begin(workspace, TOLD), {})
    other = seal(workspace, begin(workspace, TOLD), {"IDEN-01": "見本 次郎 SAMPLE"})
    return Post(house, workspace, case, other, root)


@pytest.fixture(scope="module")
def reading(post: Post) -> Iterator[FileVerifier]:
    """One reading process for all of these tests."""
    with post.verifier(post.house.pack).batch() as verifier:
        yield verifier


def verdict(post: Post, reading: FileVerifier, data: bytes) -> Verdict:
    return verdict_of(reading, post.written(data))


@pytest.mark.parametrize("recipient", ["wcsc", "supervisor"])
@pytest.mark.parametrize("words", [None, "transfer words of a sample"])
def test_an_honest_file_is_compared_and_holds(
    post: Post, reading: FileVerifier, recipient: str, words: str | None
) -> None:
    made = post.workspace.handovers.prepare(post.record, RecipientId(recipient))
    path = post.written(post.workspace.handovers.draw(made, words).pdf)
    found = verdict_of(reading, path, words)
    assert (found.valid, found.reason, found.warnings) == (True, None, ())


@pytest.mark.parametrize("language", ["my", "ur", "ja", "ne", "si"])  # the last one has no texts
def test_every_language_is_drawn_again_as_it_was(
    post: Post, reading: FileVerifier, language: str
) -> None:
    record = seal(post.workspace, begin(post.workspace, TOLD, language=language), {})
    for recipient in ("wcsc", "supervisor"):
        made = post.workspace.handovers.prepare(record, RecipientId(recipient))
        found = verdict(post, reading, post.workspace.handovers.draw(made).pdf)
        assert (found.reason, found.warnings) == (None, ())


def test_the_forger_s_way_of_saving_is_not_what_is_refused(
    post: Post, reading: FileVerifier
) -> None:
    """Positive control: the same document through the forger's hands, unchanged."""
    for change in (None, lambda _document: None):
        found = verdict(post, reading, signed(post.document, post.signer, change))
        assert (found.valid, found.warnings) == (True, ())


@pytest.mark.parametrize(
    ("label", "other"),
    sample("documents", forging_pages.documents(), 4),
)
def test_another_document_around_the_record(
    post: Post, reading: FileVerifier, label: str, other: Callable[..., HandoverDocument]
) -> None:
    assert other(post.document) != post.document
    found = verdict(post, reading, signed(other(post.document), post.signer))
    assert (found.valid, found.reason) == (False, "pages_differ")
    assert found.page is not None
    assert found.page >= 1


@pytest.mark.parametrize(("label", "change"), sample("changes", forging_pages.changes(), 6))
def test_the_same_words_shown_otherwise(
    post: Post, reading: FileVerifier, label: str, change: forging_pages.Change
) -> None:
    found = verdict(post, reading, signed(post.document, post.signer, change))
    assert (found.valid, found.reason) == (False, "pages_differ"), label
    told = label.rpartition("page ")[2]
    if told.isdigit():
        assert found.page == int(told)


def test_a_page_taken_away(post: Post, reading: FileVerifier) -> None:
    whole = post.workspace.handovers.draw(post.prepared).pdf
    pages = len(post.workspace.handovers.pictures(whole, 100))
    assert pages >= 2
    for number in range(pages):
        change = partial(forging_pages.without_page, number=number)
        found = verdict(post, reading, signed(post.document, post.signer, change))
        assert (found.reason, found.page) == ("pages_differ", number + 1)


def test_the_pages_of_another_record(post: Post, reading: FileVerifier) -> None:
    """The same person's words in every place but one; and the other way round."""
    other = post.workspace.handovers.prepare(post.other, READER).document
    for pages, record in ((other, post.document), (post.document, other)):
        around = replace(
            pages, attachment=record.attachment, attachment_name=record.attachment_name
        )
        found = verdict(post, reading, signed(around, post.signer))
        assert (found.reason, found.page) == ("pages_differ", 1)


def _enveloped(post: Post, **changes: object) -> bytes:
    """The genuine pages around an envelope that says something else."""
    around = replace(envelope.read(post.document.attachment), **changes)
    return signed(replace(post.document, attachment=envelope.write(around)), post.signer)


def test_another_layout_is_told_and_not_refused(post: Post, reading: FileVerifier) -> None:
    for layout in (1, 2, LAYOUT + 1, 9999):
        found = verdict(post, reading, _enveloped(post, layout=layout))
        assert (found.valid, found.warnings) == (True, (NOT_COMPARED,))


def test_a_pack_that_is_not_here_is_told_and_not_refused(post: Post) -> None:
    path = post.written(post.workspace.handovers.draw(post.prepared).pdf)
    found = verified(post.verifier(), path)
    assert found.valid
    assert NOT_COMPARED in found.warnings


def test_pages_are_left_uncompared_only_when_asked_and_it_is_told(post: Post) -> None:
    path = post.written(post.workspace.handovers.draw(post.prepared).pdf)
    with post.verifier(post.house.pack).batch(compare=False) as verifier:
        found = verdict_of(verifier, path)
    assert (found.valid, found.warnings) == (True, (NOT_COMPARED,))


FRAMES: dict[str, object] = {
    "by": "decree", "basis": "no_such_basis", "groups": ["control", "control"],
    "countersigned_by": "見本\u202e SAMPLE", "language": "no language",
}  # fmt: skip


@pytest.mark.parametrize("key", FRAMES)
def test_a_frame_that_no_decision_makes(post: Post, reading: FileVerifier, key: str) -> None:
    frame = dict(envelope.read(post.document.attachment).frame)
    for wrong in (
        *({**frame, key: value} for value in (FRAMES[key], 7, ["wcsc"], {"a": 1}, [[1]])),
        {**frame, "more": 1},
        {name: value for name, value in frame.items() if name != key},
    ):
        found = verdict(post, reading, _enveloped(post, frame=wrong))
        assert (found.valid, found.reason) == (False, "envelope_form")


def test_another_frame_is_another_page(post: Post, reading: FileVerifier) -> None:
    frame = envelope.read(post.document.attachment).frame
    for wrong in (
        {**frame, "groups": []},
        {**frame, "language": "my"},
        {**frame, "language": None},
    ):
        found = verdict(post, reading, _enveloped(post, frame=wrong))
        assert (found.valid, found.reason) == (False, "pages_differ")


def test_the_officer_is_named_to_whom_the_people_of_the_record_are_told(post: Post) -> None:
    """A question that names the officer does so by the number where the names do not go."""
    told_name = (*TOLD, ("CONS-01", "explained"))
    record = seal(post.workspace, begin(post.workspace, told_name), {})
    around = envelope.read(
        post.workspace.handovers.prepare(record, RecipientId("supervisor")).document.attachment
    )
    whole = around.presentation
    number = pki.name_of(certificate_of(whole))
    nameless = present(whole, _without(disclosures_of(whole), PEOPLE))
    for presentation, here, absent in ((whole, OFFICER, number), (nameless, number, OFFICER)):
        told = Told.of(replace(around, presentation=presentation))
        questions = _questions(document_of(told, post.house.pack), "CONS-01")
        assert here in questions
        assert absent not in questions


def _without(names: Iterable[str], left_out: str) -> list[str]:
    """The names without one, and without the proofs, which would not hold any more."""
    return [name for name in names if name != left_out and not name.startswith("group:")]


def _questions(document: HandoverDocument, item: str) -> str:
    """All words of the question of one item."""
    entries = (entry for section in document.sections for entry in section.entries)
    return repr([entry.question for entry in entries if entry.item == item])


def test_nothing_of_the_machine_goes_into_the_pages(post: Post) -> None:
    """The officer prints it, the supervisor prints it, a year later: one document but for the time."""
    mine = post.document
    supervisor = post.house.open(post.house.supervisor)
    try:
        assert supervisor.texts.runtime != post.workspace.texts.runtime
    finally:
        supervisor.close()
    told = replace(post.workspace.texts, runtime={"officer_name": "someone else SAMPLE"})
    post.workspace.handovers._texts, kept = told, post.workspace.handovers._texts
    try:
        assert post.workspace.handovers.prepare(post.record, READER).document == mine
    finally:
        post.workspace.handovers._texts = kept


def test_a_signature_alone_would_pass_all_of_them(post: Post) -> None:
    """Positive control: what the classes above have in common is only what the pages show."""
    white = signed(replace(post.document, sections=(), urgent=()), post.signer)
    with post.verifier(post.house.pack).batch(compare=False) as verifier:
        assert verdict_of(verifier, post.written(white)).valid
