# SPDX-License-Identifier: MIT
"""The sealed record: what it is, and everything that must be refused (RECORD.md)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey
from sd_jwt.verifier import SDJWTVerifier

from app.crypto import p256, pki, sealed
from app.crypto.sealed import Signer, b64u, countersign, digest, present, record_hash, seal, unb64u
from app.crypto.verify_record import (
    RecordRejected,
    Trusted,
    verify,
    verify_countersignature,
)
from app.ids import Number
from tests.vectors import check

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
IAT = int(NOW.timestamp())
CA_KEY = ec.generate_private_key(ec.SECP256R1())
STATION, NUMBER, BOSS = Number("SAMP222222"), "FFXCER2222", "BASS222222"
CA = pki.make_ca("isa", STATION, CA_KEY, NOW)
KEY = ec.generate_private_key(ec.SECP256R1())
OFFICER = pki.issue(CA, CA_KEY, NUMBER, "officer", KEY.public_key(), NOW)
SUPERVISOR = pki.issue(CA, CA_KEY, BOSS, "supervisor", KEY.public_key(), NOW)
CRL = pki.make_crl(CA, CA_KEY, (), 1, NOW)
SIGNER, TRUSTED = Signer(KEY, (OFFICER, CA)), [Trusted(CA, CRL)]
PLAIN = {"iat": IAT, "jti": "urn:uuid:1", "ver": 1}
ITEMS: dict[str, dict[str, Any]] = {
    "SAFE-01": {"group": "safety", "kind": "answer", "text": "ここは安全 SAMPLE"},
    "SAFE-02": {"group": "safety", "kind": "answer", "yes": True, "n": None},
    "CTRL-04": {"group": "control", "kind": "answer", "list": ["a", {"b": 1}]},
    "flag:x": {"groups": ["safety", "control"], "kind": "flag"},
}
TOKEN = seal(PLAIN, ITEMS, SIGNER)


def code(token: str, trusted: list[Trusted] | None = None) -> str:
    with pytest.raises(RecordRejected) as error:
        verify(token, TRUSTED if trusted is None else trusted)
    return error.value.code


def resigned(change: Callable[[dict[str, Any], dict[str, Any]], None], key: Any = KEY) -> str:
    """The token with header and payload changed and signed again by the same key."""
    signed, *rest = TOKEN.split("~")
    header, payload = (json.loads(unb64u(part)) for part in signed.split(".")[:2])
    change(header, payload)
    algorithms = [header["alg"]] if header["alg"] != "none" else ["ES256"]

    class Wide(jws.JWSRegistry):
        max_header_length = 16384

    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    body = json.dumps(payload).encode()
    new = jws.serialize_compact(
        header, body, ECKey.import_key(pem), registry=Wide(algorithms=algorithms)
    )
    head, _dot, signature = new.rpartition(".")
    return "~".join([f"{head}.{b64u(p256.low(unb64u(signature)))}", *rest])


def x5c(*chain: x509.Certificate) -> list[str]:
    return [base64.b64encode(pki.der(certificate)).decode() for certificate in chain]


def only(token: str, names: set[str]) -> str:
    """Leave disclosures out without the sender's own check: what a forger does."""
    signed, *disclosures = token.split("~")[:-1]
    return "~".join([signed, *(d for d in disclosures if json.loads(unb64u(d))[1] in names), ""])


def sealed_as_is(items: dict[str, Any]) -> str:
    """A token of exactly these disclosures, signed by our officer: what a hostile officer could make."""
    disclosures = [b64u(json.dumps(["salt", n, v]).encode()) for n, v in items.items()]
    payload = (
        SIGNER.claims
        | PLAIN
        | {"_sd_alg": "sha-256", "items": {"_sd": [digest(d) for d in disclosures]}}
    )
    return "~".join([sealed.sign(sealed.RECORD_TYP, payload, SIGNER), *disclosures, ""])


def test_a_whole_record_verifies() -> None:
    record = verify(TOKEN, TRUSTED)
    assert {k: v for k, v in record.items.items() if not k.startswith("group:")} == ITEMS
    assert record.items["group:safety"]["ids"] == ["SAFE-01", "SAFE-02"]
    assert (record.signer_name, record.role) == (NUMBER, "officer")
    assert record.record_hash == record_hash(TOKEN)
    assert len(record.payload["items"]["_sd"]) == 64


def test_the_practice_mark_is_inside_the_seal() -> None:
    token = seal(PLAIN | {"practice": True}, ITEMS, SIGNER)
    assert verify(token, TRUSTED).payload["practice"] is True
    header, payload, rest = token.split(".", 2)
    for change in ({"practice": False}, {"practice": None}):
        body = json.loads(unb64u(payload)) | change
        forged = ".".join([header, b64u(json.dumps(body).encode()), rest])
        assert code(forged) == "record_signature"


def test_a_handover_shows_less_and_verifies() -> None:
    part = present(TOKEN, {"SAFE-01"})
    assert list(verify(part, TRUSTED).items) == ["SAFE-01"]
    assert record_hash(part) == record_hash(TOKEN)
    assert "CTRL-04" not in "".join(unb64u(d).decode() for d in part.split("~")[1:-1])


def test_the_reference_library_agrees() -> None:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from jwcrypto.jwk import JWK  # type: ignore[import-untyped]

    pem = OFFICER.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    verified = SDJWTVerifier(TOKEN, lambda *_: JWK.from_pem(pem)).get_verified_payload()
    assert verified["items"]["SAFE-01"] == ITEMS["SAFE-01"]


def test_an_incomplete_group_is_refused() -> None:
    with pytest.raises(ValueError, match="whole group"):
        present(TOKEN, {"SAFE-01", "group:safety"})
    assert code(only(TOKEN, {"SAFE-01", "group:safety"})) == "group_incomplete"
    assert verify(only(TOKEN, {"SAFE-01", "SAFE-02"}), TRUSTED).complete_groups == frozenset()
    whole = only(TOKEN, {"SAFE-01", "SAFE-02", "group:safety", "flag:x"})
    assert verify(whole, TRUSTED).complete_groups == {"safety"}
    assert verify(present(TOKEN, {"SAFE-01", "SAFE-02", "group:safety"}), TRUSTED)


def test_disclosures_must_be_our_own() -> None:
    signed, *rest = TOKEN.split("~")[:-1]
    foreign = b64u(json.dumps(["salt", "SAFE-09", {"group": "safety"}]).encode())
    assert code("~".join([signed, *rest, foreign, ""])) == "disclosure_foreign"
    assert code("~".join([signed, *rest, rest[0], ""])) == "disclosure_foreign"
    changed = json.loads(unb64u(rest[0]))
    changed[2]["text"] = "changed"
    altered = b64u(json.dumps(changed, ensure_ascii=False).encode())
    assert code("~".join([signed, altered, *rest[1:], ""])) == "disclosure_foreign"


@pytest.mark.parametrize(
    ("token", "wanted"),
    [
        ("", "record_form"),
        (TOKEN[:-1], "record_form"),
        (TOKEN + "key-binding", "record_form"),
        (TOKEN.replace(".", "", 1), "record_form"),
        ("é" + TOKEN, "record_form"),
        ("a" * (8 * 1024 * 1024 + 1), "record_form"),
    ],
)
def test_wrong_forms(token: str, wanted: str) -> None:
    assert code(token) == wanted


def test_headers() -> None:
    assert code(resigned(lambda h, _p: h.update(typ="JWT"))) == "record_header"
    assert code(resigned(lambda h, _p: h.update(crit=["b64"], b64=True))) == "record_header"
    signed, *rest = TOKEN.split("~")
    head, body, sig = signed.split(".")
    none = b64u(json.dumps(json.loads(unb64u(head)) | {"alg": "none"}).encode())
    assert code("~".join([f"{none}.{body}.{sig}", *rest])) == "record_header"
    der = b64u(b"\x30" + unb64u(sig) + b"\0\0\0\0\0\0")
    assert code("~".join([f"{head}.{body}.{der}", *rest])) == "record_form"
    other = b64u(bytes(64))
    assert code("~".join([f"{head}.{body}.{other}", *rest])) == "record_signature"


def test_payloads() -> None:
    assert code(resigned(lambda _h, p: p.update(iat="now"))) == "record_form"
    assert code(resigned(lambda _h, p: p.update(_sd_alg="sha-512"))) == "disclosure_form"
    assert code(resigned(lambda _h, p: p["items"].update(more=1))) == "disclosure_form"
    assert (
        code(resigned(lambda _h, p: p["items"]["_sd"].append(p["items"]["_sd"][0])))
        == "disclosure_form"
    )
    assert code(resigned(lambda _h, p: p.update(deep={"_sd": ["x"]}))) == "disclosure_form"
    assert code(resigned(lambda _h, p: p.update(x=1.5))) == "record_form"
    assert code(resigned(lambda _h, p: p.update(x=2**60))) == "record_form"


def test_duplicate_keys_and_loose_base64() -> None:
    signed, *rest = TOKEN.split("~")
    head, body, sig = signed.split(".")
    raw = unb64u(body).decode()
    twice = b64u((raw[:-1] + ',"ver":2}').encode())
    assert code("~".join([f"{head}.{twice}.{sig}", *rest])) == "record_form"
    with pytest.raises(ValueError, match="canonical"):
        unb64u("QQ=")
    with pytest.raises(ValueError, match="canonical"):
        unb64u("QR")


def test_certificates() -> None:
    assert code(TOKEN, []) == "no_trust_anchor"
    assert code(TOKEN, [Trusted(CA, None)]) == "no_crl"
    other_key = ec.generate_private_key(ec.SECP256R1())
    impostor = pki.make_ca("isa", STATION, other_key, NOW)
    assert code(TOKEN, [Trusted(impostor, CRL)]) == "no_trust_anchor"
    foreign = pki.make_crl(impostor, other_key, (), 1, NOW)
    assert code(TOKEN, [Trusted(CA, foreign)]) == "crl_invalid"
    assert code(resigned(lambda _h, p: p.update(iat=IAT - 10**8))) == "signer_not_valid_then"
    revoked = pki.make_crl(CA, CA_KEY, [(OFFICER.serial_number, NOW)], 2, NOW)
    assert code(TOKEN, [Trusted(CA, revoked)]) == "revoked"
    late = IAT + int(timedelta(days=900).total_seconds())
    assert code(resigned(lambda _h, p: p.update(iat=late))) == "signer_not_valid_then"
    assert code(resigned(lambda _h, p: p.update(iat=-(10**12)))) in {
        "record_form",
        "signer_not_valid_then",
    }
    auditor = pki.issue(CA, CA_KEY, "AAAA222222", "auditor", KEY.public_key(), NOW)
    assert code(seal(PLAIN, ITEMS, Signer(KEY, (auditor, CA)))) == "signer_role"
    signed, *rest = TOKEN.split("~")
    head, body, signature = signed.split(".")
    for wrong in ([], x5c(OFFICER), x5c(OFFICER, CA, CA), "x5c", [1, 2], None, ["AAAA", "AAAA"]):
        other = b64u(json.dumps(json.loads(unb64u(head)) | {"x5c": wrong}).encode())
        assert code("~".join([f"{other}.{body}.{signature}", *rest])) == "record_form"
    assert code(resigned(lambda h, _p: h.update(x5c=x5c(CA, CA)), CA_KEY)) == "signer_purpose"
    assert code(resigned(lambda h, _p: h.update(x5c=x5c(CA, OFFICER)))) == "no_trust_anchor"


def test_signed_by_another_key_is_refused() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    assert code(resigned(lambda _h, _p: None, other)) == "record_signature"


def test_countersignature() -> None:
    boss = Signer(KEY, (SUPERVISOR, CA))
    text = countersign(TOKEN, "supervisor", IAT, boss)
    assert pki.name_of(verify_countersignature(text, present(TOKEN, {"SAFE-01"}), TRUSTED)) == BOSS
    other = seal(PLAIN, ITEMS, SIGNER)
    with pytest.raises(RecordRejected, match="countersignature_foreign"):
        verify_countersignature(text, other, TRUSTED)
    odd = countersign(TOKEN, "officer", IAT, boss)
    with pytest.raises(RecordRejected, match="signer_role"):
        verify_countersignature(odd, TOKEN, TRUSTED)
    for form in ("", "é", TOKEN.split("~", 1)[0], "a" * (8 * 1024 * 1024 + 1)):
        with pytest.raises(RecordRejected, match="record_"):
            verify_countersignature(form, TOKEN, TRUSTED)
    with pytest.raises(RecordRejected, match="record_header"):
        verify(f"{text}~", TRUSTED)
    by_officer = countersign(TOKEN, "supervisor", IAT, SIGNER)
    with pytest.raises(RecordRejected, match="signer_role"):
        verify_countersignature(by_officer, TOKEN, TRUSTED)


@pytest.mark.parametrize(
    ("plain", "items"),
    [
        ({"_sd": []}, ITEMS),
        ({"items": 1}, ITEMS),
        (PLAIN, {"A.b": {"group": "safety"}}),
        (PLAIN, {"group:x": {"group": "safety"}}),
        (PLAIN, {"A": {"group": "safety", "groups": []}}),
        (PLAIN, {"A": {"kind": "answer"}}),
        (PLAIN, {"A": {"group": "safety", "x": 1.5}}),
        (PLAIN, {"A": {"group": "safety", "x": 2**60}}),
        (PLAIN, {"A": {"group": "safety", "...": 1}}),
        (PLAIN, {"A": {"group": "safety", "x": "\ud800"}}),
    ],
)
def test_what_is_never_sealed(plain: dict[str, Any], items: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        seal(plain, items, SIGNER)


@pytest.mark.parametrize(
    "items",
    [
        {"A": {"kind": "answer"}},
        {"A": {"group": ["safety"]}},
        {"A": {"group": "safety", "groups": []}},
        {"A": {"groups": "safety"}},
        {"A": {"groups": [1]}},
        {"A": "text"},
        {"A": {"group": "safety", "deep": [{"_sd": []}]}},
        {"_sd": {"group": "safety"}},
        {"group:safety": {"group": "control", "ids": []}},
        {"group:safety": {"group": "safety"}},
        {"group:safety": {"group": "safety", "ids": [{}]}},
        {"group:safety": {"group": "safety", "ids": [], "more": 1}},
        {"A": {"group": "safety", "x": 1.5}},
        {"A": {"group": "safety", "x": float("nan")}},
        {"A": {"group": "safety", "x": 2**70}},
    ],
)
def test_disclosures_of_a_hostile_officer(items: dict[str, Any]) -> None:
    assert code(sealed_as_is(items)) == "disclosure_form"


def test_proofs_must_fit_what_is_here() -> None:
    proof = {"group": "safety", "ids": ["A"]}
    good = {"A": {"group": "safety"}, "group:safety": proof}
    assert verify(sealed_as_is(good), TRUSTED).complete_groups == {"safety"}
    assert code(sealed_as_is(good | {"B": {"group": "safety"}})) == "group_incomplete"
    assert (
        code(sealed_as_is({"A": {"group": "other"}, "group:safety": proof})) == "group_incomplete"
    )


def test_disclosures_with_two_meanings() -> None:
    for raw in (
        b'["salt", "A", {"group": "safety", "group": "control"}]',
        b'["salt", "A", {"group": "safety", "x": "\xff"}]',
        b'["salt", "A"]',
        b'{"salt": "A"}',
        b'[1, "A", {"group": "safety"}]',
        b"[" * 100_000,
    ):
        text = b64u(raw)
        payload = SIGNER.claims | PLAIN | {"_sd_alg": "sha-256", "items": {"_sd": [digest(text)]}}
        signed = sealed.sign(sealed.RECORD_TYP, payload, SIGNER)
        assert code(f"{signed}~{text}~") == "disclosure_form"
    twice = [b64u(json.dumps([s, "A", {"group": "x"}]).encode()) for s in ("s", "t")]
    payload = (
        SIGNER.claims | PLAIN | {"_sd_alg": "sha-256", "items": {"_sd": [digest(d) for d in twice]}}
    )
    signed = sealed.sign(sealed.RECORD_TYP, payload, SIGNER)
    assert code("~".join([signed, *twice, ""])) == "disclosure_form"
    assert verify(f"{signed}~{twice[0]}~", TRUSTED)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_later_release_is_the_same_record_with_more(data: st.DataObject) -> None:
    """Any part of the items verifies, names the same version and shows nothing else."""
    names = data.draw(st.sets(st.sampled_from(sorted(ITEMS))))
    part = present(TOKEN, names)
    record = verify(part, TRUSTED)
    assert record.items.keys() == names
    assert record.record_hash == record_hash(TOKEN)
    assert set(part.split("~")) <= set(TOKEN.split("~"))
    assert check.read_record(part, [check.Anchor(CA, CRL)]).items.keys() == names


def test_nothing_tells_how_many_things_there_are() -> None:
    few = seal(PLAIN, {"A": {"group": "safety"}}, SIGNER)
    many = seal(PLAIN, {f"A{n}": {"group": "safety"} for n in range(64)}, SIGNER)
    counts = [len(verify(token, TRUSTED).payload["items"]["_sd"]) for token in (few, TOKEN, many)]
    assert counts == [64, 64, 128]
    digests = verify(TOKEN, TRUSTED).payload["items"]["_sd"]
    assert digests == sorted(digests)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
VALUES = st.dictionaries(
    st.from_regex(r"[A-Z]{3,4}-[0-9]{2}", fullmatch=True),
    st.fixed_dictionaries({"group": st.sampled_from(["safety", "control"]), "text": TEXTS}),
    max_size=6,
)


@settings(max_examples=30, deadline=None)
@given(VALUES)
def test_any_text_survives_sealing(items: dict[str, dict[str, Any]]) -> None:
    token = seal(PLAIN, items, SIGNER)
    found = verify(token, TRUSTED).items
    assert {name: found[name] for name in items} == items
    assert sealed.disclosures_of(token).keys() == found.keys()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_single_change_of_a_character_verifies(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(TOKEN) - 1))
    character = data.draw(st.sampled_from("Aa0_-~."))
    changed = TOKEN[:place] + character + TOKEN[place + 1 :]
    if changed != TOKEN:
        assert code(changed)


def test_digest_is_base64url_of_sha256() -> None:
    assert digest("") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
