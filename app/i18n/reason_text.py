# SPDX-License-Identifier: MIT
"""What a supervisor reads when a received file is rejected or unreadable, or what is odd about a good one.

By reason code, which is part of the command-line contract (`app.services.verdict`); the sentences are
not. Each says what happened and what to do. A test walks every code of the source.
"""

from __future__ import annotations

from typing import Final

from app.i18n.mark import mark

_ALTERED = mark(
    "The file was changed after it was signed. Do not rely on it; ask the sender for a new copy."
)
_FORM = mark(
    "The file is not built as a handover of this program. Do not rely on it; ask where it comes from."
)
_SIGNATURE = mark(
    "The signature does not fit the file. Do not rely on it; ask the sender for a new copy."
)
_CERTIFICATE = mark(
    "The signer's certificate is not one that may sign handovers. Ask the sending station who signed."
)
_RECORD = mark(
    "The record inside the file is not complete or not genuine. Do not rely on it; ask the sender for a "
    "new copy."
)
_UNTRUSTED = mark(
    "The station that signed this is not trusted here. Get its certificate and its list (.crl) from its "
    "supervisor, compare the fingerprint by voice, and let a supervisor trust it (`station trust`)."
)
_CLOCK = mark(
    "The file was signed while the signer's certificate was not valid. Ask the sender to look at the "
    "machine's clock and the certificate, and to hand it over again."
)

REASONS: Final = {
    # The file was changed.
    "altered": _ALTERED,
    "changed_after_signing": _ALTERED,
    "modified": _ALTERED,
    "coverage": _ALTERED,
    "byte_range": _ALTERED,
    "revisions": _ALTERED,
    "truncated": mark("The file is not complete. Copy it again."),
    # The form of the file.
    "active_content": mark(
        "The file holds active content, which a handover never does. Do not open it; ask where it comes "
        "from."
    ),
    "annotations": _FORM,
    "unknown_content": _FORM,
    "encryption_form": _FORM,
    "form": _FORM,
    "xref_form": _FORM,
    "malformed": _FORM,
    "attachment_form": _FORM,
    "attachment_name": _FORM,
    "several_attachments": _FORM,
    "attachment_too_large": mark(
        "The record inside the file is larger than allowed. Ask the sender to hand it over again."
    ),
    "no_attachment": mark(
        "There is no record inside the file. Ask the sender for the file that the program wrote."
    ),
    # The signature.
    "no_signature": mark(
        "The file is not signed. A person's copy and a blank form never are; ask the sender for the "
        "handover."
    ),
    "several_signatures": mark(
        "The file has more than one signature. Do not rely on it; ask the sender for a new copy."
    ),
    "signature_form": _SIGNATURE,
    "signature_invalid": _SIGNATURE,
    "not_valid": _SIGNATURE,
    "not_certified": mark(
        "The signature does not forbid later changes. Do not rely on it; ask the sender for a new copy."
    ),
    "algorithm": mark(
        "The signature uses a method that is not allowed. Do not rely on it; ask the sender for a new copy."
    ),
    "cms_not_canonical": _SIGNATURE,
    "cms_certificates": _CERTIFICATE,
    "no_signing_time": mark(
        "The signature does not say when it was made. Ask the sender for a new copy."
    ),
    # The signer.
    "certificate_purpose": _CERTIFICATE,
    "signer_purpose": _CERTIFICATE,
    "signer_role": mark("The signer's role may not sign this. Ask the sending station who signed."),
    "signed_outside_validity": _CLOCK,
    "signer_not_valid_then": _CLOCK,
    "revoked": mark(
        "The signer's certificate was revoked. Do not rely on the file; ask a supervisor of the sending "
        "station."
    ),
    "no_trust_anchor": _UNTRUSTED,
    "untrusted_signer": _UNTRUSTED,
    "no_crl": mark(
        "The revocation list of the signing station is missing. Ask it for its .crl file, and let a "
        "supervisor trust it again together with the list (`station trust`)."
    ),
    "crl_invalid": mark(
        "The revocation list is not signed by the trusted station. Ask the station for certificate and "
        "list anew."
    ),
    "crl_out_of_date": mark("The revocation list is out of date. Ask the station for a new one."),
    # The record.
    "record_form": _RECORD,
    "record_header": _RECORD,
    "record_signature": _RECORD,
    "record_schema": _RECORD,
    "record_ids": mark(
        "The record names questions or answers that its own set of questions does not have. Do not rely "
        "on it; ask the sender for a new copy."
    ),
    "signed_before_sealing": mark(
        "The file was signed before the record inside it was sealed, which cannot be. Ask the sender to "
        "look at the machine's clock, to seal the record again and to hand it over again."
    ),
    "envelope_form": _RECORD,
    "envelope_differs": mark(
        "The file says another recipient or another time than its signature. Do not rely on it; ask the "
        "sender for a new copy."
    ),
    "record_names": mark(
        "A name in the record holds characters that are not allowed. Ask the sender to amend the name."
    ),
    "record_too_long": mark(
        "A text in the record is longer than allowed. Ask the sender to amend it."
    ),
    "record_newer": mark(
        "The file was made by a newer version of this program. It is not read here; get the newer version, "
        "or ask the sender for an unsigned paper meanwhile."
    ),
    "record_format": mark(
        "The record and the certificate that signed it are of different formats. Do not rely on it; ask the "
        "sender for a new copy."
    ),
    "signer_differs": mark(
        "The file, the record inside it and the certificate do not name the same station, agency and person. "
        "Do not rely on it; ask the sending station."
    ),
    "disclosure_form": _RECORD,
    "disclosure_foreign": _RECORD,
    "group_incomplete": _RECORD,
    "countersignature_foreign": mark(
        "The supervisor's signature belongs to another record. Ask the sender for a new copy."
    ),
    "approval_foreign": mark(
        "What a supervisor is said to have allowed belongs to another record, act or station. Ask the sender."
    ),
    "approval_form": mark(
        "What a supervisor is said to have allowed is not in the form that this program knows."
    ),
    "practice_record": mark(
        "This is a practice record. It can be checked, but it is not taken into the registry."
    ),
    "pages_differ": mark(
        "The pages do not show what the record inside says. Do not rely on this file; tell a supervisor of "
        "the sending station, and ask for a new copy."
    ),
    # Odd, but no reason to refuse.
    "pages_not_compared": mark(
        "The pages were not compared with the record inside. Rely on the record, which was checked; before "
        "you rely on the pages, read the one beside the other."
    ),
    "sealed_after_signing": mark(
        "By its own times the file was signed before the record inside it was sealed: a clock at the sending "
        "station was wrong then. File and record were checked and hold; ask the sender before you rely on "
        "either time."
    ),
    "signer_expired_since": mark(
        "The signer's certificate ran out after the file was signed. The file holds all the same; the "
        "sending station should renew the certificate."
    ),
    "pack_unknown": mark(
        "The questions of this record are of a set that is not here: whether each question and answer "
        "belongs to it could not be checked. Read it with care, or have that set installed."
    ),
    "signed_in_future": mark(
        "By this machine's clock the file was signed in the future. Look at the clock here, and ask the "
        "sender to look there."
    ),
    # What a file shows of a vault that is held against it (`app.services.against`).
    "not_known": mark("The vault does not have the interview of this file."),
    "rolled_back": mark(
        "The vault is older than this file: something that was stored before the file was made is missing. "
        "Restore the newest backup, and tell a supervisor."
    ),
    "version_missing": mark("The vault does not have the version that is in this file."),
    "others": mark("The file was signed by somebody else and shows nothing about this vault."),
    # Not readable at all.
    "not_found": mark("There is no such file. Look at its name and folder."),
    "not_a_regular_file": mark(
        "This is a link, a folder or a device, not a file. Choose the file itself."
    ),
    "cannot_read": mark("The file cannot be read. Look at its rights, or copy it again."),
    "empty": mark("The file is empty. Copy it again."),
    "not_pdf": mark(
        "This is no handover of this program. Choose the PDF that the sender's program wrote; a print, a "
        "scan or another PDF is none."
    ),
    "bundle_unreadable": mark(
        "The transfer file is damaged, or its passphrase is another. Compare the passphrase word by word "
        "with the sender, then ask for the file once more."
    ),
    "passphrase_needed": mark("The file is locked. Enter its passphrase."),
    "too_large": mark("The file is larger than any handover is. Choose the right file."),
    "too_complex": mark(
        "The file needs too much memory or time to read and was stopped. Do not open it; ask where it "
        "comes from."
    ),
}
