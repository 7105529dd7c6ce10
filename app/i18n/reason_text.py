# SPDX-License-Identifier: MIT
"""What a supervisor reads when a received file is rejected or unreadable, by reason code.

The codes are part of the command-line contract (`app.services.verdict`); the sentences are not.
"""

from __future__ import annotations

from typing import Final

from app.i18n.mark import mark

_ALTERED = mark("The file was changed after it was signed.")
_FORM = mark("The file is not built as a handover of this program.")
_SIGNATURE = mark("The signature does not fit the file.")
_CERTIFICATE = mark("The signer's certificate is not one that may sign handovers.")
_RECORD = mark("The record inside the file is not complete or not genuine.")

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
    "active_content": mark("The file holds active content, which a handover never does."),
    "annotations": _FORM,
    "form": _FORM,
    "xref_form": _FORM,
    "malformed": _FORM,
    "attachment_form": _FORM,
    "attachment_name": _FORM,
    "several_attachments": _FORM,
    "attachment_too_large": mark("The record inside the file is larger than allowed."),
    "no_attachment": mark("There is no record inside the file."),
    # The signature.
    "no_signature": mark("The file is not signed."),
    "several_signatures": mark("The file has more than one signature."),
    "signature_form": _SIGNATURE,
    "signature_invalid": _SIGNATURE,
    "not_valid": _SIGNATURE,
    "not_certified": mark("The signature does not forbid later changes."),
    "algorithm": mark("The signature uses a method that is not allowed."),
    "cms_not_canonical": _SIGNATURE,
    "cms_certificates": _CERTIFICATE,
    "no_signing_time": mark("The signature does not say when it was made."),
    # The signer.
    "certificate_purpose": _CERTIFICATE,
    "signer_purpose": _CERTIFICATE,
    "signer_role": mark("The signer's role may not sign this."),
    "signed_outside_validity": mark("The file was signed while the certificate was not valid."),
    "signer_not_valid_then": mark("The record was signed while the certificate was not valid."),
    "revoked": mark("The signer's certificate was revoked."),
    "no_trust_anchor": mark(
        "The station that signed this is not trusted here. Add its CA certificate first."
    ),
    "no_crl": mark("The revocation list of the signing station is missing. Add it first."),
    "crl_invalid": mark("The revocation list is not signed by the trusted station."),
    "crl_out_of_date": mark("The revocation list is out of date. Ask the station for a new one."),
    # The record.
    "record_form": _RECORD,
    "record_header": _RECORD,
    "record_signature": _RECORD,
    "record_schema": _RECORD,
    "record_names": mark("A name in the record holds characters that are not allowed."),
    "record_too_long": mark("A text in the record is longer than allowed."),
    "signer_differs": mark("The file and the record inside it were signed by different people."),
    "disclosure_form": _RECORD,
    "disclosure_foreign": _RECORD,
    "group_incomplete": _RECORD,
    "countersignature_foreign": mark("The supervisor's signature belongs to another record."),
    # Not readable at all.
    "not_found": mark("There is no such file."),
    "not_a_regular_file": mark("This is a link, a folder or a device, not a file."),
    "cannot_read": mark("The file cannot be read."),
    "empty": mark("The file is empty."),
    "not_pdf": mark("The file is not a PDF."),
    "passphrase_needed": mark("The file is locked. Enter its passphrase."),
    "too_large": mark("The file is larger than allowed."),
    "too_complex": mark("The file needs too much memory or time to read and was stopped."),
}
