# SPDX-License-Identifier: MIT
"""The user's sentence for each error code: what happened, and what to do where something can be done.

English here is the msgid; `mark` makes extraction find it. Codes of verification (`Rejected`,
`Unreadable`) are in `reason_text`, those of answers in `answer_text`. A test reads the source and asks
for a sentence for every code raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from app.i18n.answer_text import ANSWERS
from app.i18n.mark import mark
from app.i18n.pack_text import PACK_TEXT
from app.i18n.reason_text import REASONS

UNEXPECTED: Final = "unexpected"

_GENERAL: Final = {
    UNEXPECTED: mark(
        "Something in the program failed. What was saved is safe. Go on, or close and open the program."
    ),
    "disk_full": mark(
        "There is no free space left. Free some space, then go on; nothing saved is lost."
    ),
    "folder_readonly": mark(
        "{file} cannot be written: its folder or stick is read-only. Nothing saved is lost. Make it "
        "writable, or ask the person who looks after this machine; then go on."
    ),
    "disk_failing": mark(
        "The disk or stick with this vault does not answer. Nothing saved is lost. Check that it is "
        "plugged in, then close the program and open it again."
    ),
    "file_missing": mark("The file {file} is not there."),
    "file_unreadable": mark(
        "The file {file} cannot be read. Look at its rights, and whether it is a text."
    ),
    "file_not_regular": mark(
        "{file} is a folder, a pipe or a device. Give the name of an ordinary file."
    ),
    "file_too_large": mark(
        "The file {file} is larger than such a file ever is ({at_most} bytes). Is it the right one?"
    ),
    "file_unwritable": mark(
        "The file {file} cannot be written. Look at the folder and its free space."
    ),
    "path_unusable": mark(
        "{file} cannot be read or written here. Look at the folder, its rights and its free space."
    ),
    "out_exists": mark(
        "The file {file} is already there and was left as it is. Choose another name."
    ),
    "replay_form": mark("The file is not as expected at {where}: {expected}."),
    "fonts_damaged": mark(
        "The fonts of the program are damaged ({file}). Install the program again."
    ),
}

_KEYS: Final = {
    "wrong_passphrase": mark("The passphrase is wrong."),
    "passphrase_short": mark("The passphrase is too short. Use at least {at_least} characters."),
    "passphrase_common": mark(
        "This passphrase is made of common words, repetitions, rows of keys or names. Choose another; six "
        "random words are good."
    ),
    "passphrase_same": mark("This is the passphrase of before. Choose another."),
    "passphrase_change_first": mark(
        "Somebody else set this passphrase. Choose your own: in the window at the next login, or with "
        "`user passphrase`."
    ),
    "try_later": mark(
        "After wrong passphrases there is a pause. You can try again in {seconds} seconds."
    ),
    "kdf_cost": mark(
        "The key file asks for too little or too much work to open. It may be altered."
    ),
    "key_not_for_user": mark("Your key does not open this vault. Ask a supervisor."),
    "keyring_damaged": mark("The key file is damaged. Do not delete it; restore it from a backup."),
    "keyring_previous": mark(
        "The key file is damaged; an older copy of it was used ({at}). What was decided since then about "
        "users may be missing. Keep the damaged file and tell the person who looks after this machine."
    ),
    "station_previous": mark(
        "The station file is damaged; an older copy of it was used ({at}). What was decided since then about "
        "settings, trust or revocations may be missing. Keep the damaged file and tell the person who looks "
        "after this machine."
    ),
    "keyring_rolled_back": mark(
        "The key file of this station is older than what was known here: state {found} instead of {noted}; "
        "what was decided since {since} is missing. Interviews go on. Users, settings, trust and imports "
        "wait. Tell a supervisor and the person who looks after this machine; keep all files."
    ),
    "station_rolled_back": mark(
        "The station file is older than what was known here: state {found} instead of {noted}; what was "
        "decided since {since} is missing, revoked certificates too. Interviews go on. Users, settings, "
        "trust and imports wait. Tell a supervisor and the person who looks after this machine."
    ),
    "state_rolled_back": mark(
        "This is refused now: the files of this station are older than what was known here (state {found} "
        "instead of {noted}, missing since {since}). Bring back the newest backup with `vault restore`, or "
        "let a supervisor answer for the present state with `station restate`."
    ),
    "state_changed": mark(
        "Somebody else changed users, settings or trust of this station meanwhile. Nothing of yours was "
        "saved: begin again."
    ),
    "vault_rolled_back": mark(
        "Your vault is older than what was noted of it: at least {entries} entries in {chains} chains are "
        "missing, since {since}. Look whether your interviews are complete. Keep all files; tell a "
        "supervisor and the person who looks after this machine; the newest backup may hold what is missing."
    ),
    "registry_rolled_back": mark(
        "The registry is older than what was noted of it: at least {entries} entries are missing, since "
        "{since}. Keep all files and bring back its newest backup, or import the files of that time again."
    ),
    "keyring_older": mark(
        "The key file is older than the vaults of this station: the file of vault {vault} has a newer key. "
        "Do not delete anything; bring back the newest backup with `vault restore`."
    ),
    "recovery_used": mark(
        "Two recovery sheets were used ({at}) to make {by} a supervisor, who can open this vault. If nobody "
        "told you why, ask the person responsible for this station at once."
    ),
    "shares_wrong": mark(
        "These recovery words do not fit. {needed} sheets of the same set are needed."
    ),
}

_CLOCK: Final = {
    "clock_wrong": mark(
        "The clock of this machine says {now}, which cannot be right or has to be confirmed. Put it right, "
        "or state the right time."
    ),
    "certificate_not_yet": mark(
        "Nothing can be signed: the certificate holds from {since}, and the time is given as {now}. "
        "State the right time, or print an unsigned paper and sign later."
    ),
    "certificate_over": mark(
        "Nothing can be signed: the certificate ended on {until}, and the time is given as {now}. State the "
        "right time if that is wrong; otherwise ask a supervisor to renew the certificate. Until then you "
        "can print an unsigned paper."
    ),
    "certificate_revoked": mark(
        "Nothing can be signed: your certificate was revoked. Ask a supervisor. You can print an unsigned "
        "paper."
    ),
    "stated_time_early": mark(
        "The time that you state cannot be right: it must not lie before {earliest}."
    ),
    "stated_time_late": mark(
        "The time that you state cannot be right: it must not lie after {latest}."
    ),
    "stated_time_form": mark(
        "Write the time as date and time of day in Japan, for example 2026-11-24 10:00."
    ),
    "sealed_unverifiable": mark(
        "The record {case} was sealed with a wrong clock or a certificate that does not hold, and nobody "
        "could verify it. Amend it with a reason and seal it again."
    ),
}

_STATION: Final = {
    "station_exists": mark("There is already a station in this folder. It was left as it is."),
    "station_missing": mark("There is no station in this folder yet. Set one up first."),
    "station_damaged": mark(
        "The station file is damaged. Do not delete it; restore it from a backup."
    ),
    "agency_unknown": mark("There is no agency called {agency}. Use one of: {known}."),
    "name_wrong": mark(
        "A name is one line of at most {at_most} characters, without spaces around it."
    ),
    "role_unknown": mark("There is no role called {role}."),
    "user_unknown": mark("There is no user of this name here."),
    "user_exists": mark("There is already a user of this name."),
    "user_disabled": mark("This user was disabled. Ask a supervisor."),
    "last_supervisor": mark("This is the last supervisor. Add another one first."),
    "own_account": mark("You cannot close your own access. Another supervisor can."),
    "format_2_missing": mark(
        "Nothing can be sealed yet: this station comes from an earlier version, and a supervisor must sign "
        "in once. Nothing is lost; sign in again afterwards, then seal."
    ),
    "names_wrong": mark(
        "The list of names (.names) does not belong to this certificate, or is not genuine. Ask the station "
        "for certificate, list and names anew."
    ),
    "names_older": mark(
        "The list of names (.names) is older than the one that is trusted here. Ask the station for the "
        "present one."
    ),
    "number_taken": mark(
        "Another certificate with the number of this station is trusted already. Do not trust this one "
        "before both stations have been asked by voice."
    ),
    "not_supervisor": mark("Only a supervisor can do this."),
    "anchor_unreadable": mark("The file {file} is not a certificate with its revocation list."),
    "ca_name": mark(
        "{file} is the name of the revocation list. Give the certificate another, e.g. CA.pem."
    ),
    "not_a_ca": mark("This certificate is not that of a station."),
    "crl_older": mark("A newer revocation list of this station is known here already."),
}

_HANDOVER: Final = {
    "handover_refused": mark(
        "Nothing may be handed to {recipient}: agreement or a legal basis is missing."
    ),
    "paper_not_wanted": mark("The person does not want to take paper along."),
    "pictures_failed": mark("The pages could not be drawn. The file itself is not affected."),
    "record_unknown": mark("This record is not in the registry."),
    "case_number_wrong": mark(
        "One character of this case number is wrong: its last character does not fit the others. Compare it "
        "with the paper."
    ),
    "case_several": mark(
        "{case} stands for {count}, not one. None was opened; they are listed with station, signer and day. "
        "Name the one you mean by the last word of its line."
    ),
    "no_conflict": mark("There is nothing to decide about this version."),
    "practice_only": mark("Only a practice interview can be looked back on."),
}

_VAULT: Final = {
    "not_a_handover": mark(
        "This is no signed handover, or it was changed. Only the whole PDF of a handover is wrapped."
    ),
    "bundle_own_passphrase": mark(
        "This handover has a passphrase of its own. Send it as it is, or wrap the one without a passphrase."
    ),
    "vault_damaged": mark(
        "The vault {vault} is damaged. Do not delete it; restore it from a backup."
    ),
    "vault_exists": mark("The vault {vault} is already there and was left as it is."),
    "vault_missing": mark("The vault {vault} is not in the data folder."),
    "vault_locked": mark(
        "This vault is already open in another window or command of this program. Go on there, or close it "
        "first. Nothing was changed here."
    ),
    "vault_closed": mark("The vault is closed. Unlock it again."),
    "vault_newer": mark(
        "A newer version of this program wrote the vault {vault}. Update this station."
    ),
}

_BACKUP: Final = {
    "backup_folder": mark(
        "Backups cannot go to {folder}. Put in the stick, or choose another folder outside the data folder."
    ),
    "backup_full": mark(
        "There is no room for a backup in {folder}. Make room or choose another folder."
    ),
    "backup_unwritable": mark(
        "The folder {folder} cannot be written to. Put in the stick, take off its write protection, or "
        "choose another folder."
    ),
    "backup_unproved": mark(
        "The backup in {folder} could not be read back as it was written, and was removed. Use another "
        "stick or folder."
    ),
    "backup_settings_damaged": mark(
        "The file that names the second folder for backups is damaged: nothing is copied there. Choose the "
        "folder again."
    ),
    "backup_damaged": mark(
        "This backup is damaged or was changed. Nothing was restored. Try another one."
    ),
    "backup_newer": mark(
        "A newer version of this program made this backup. Update the program first."
    ),
    "backup_foreign": mark("This backup is not of this station. Nothing was restored."),
    "backup_older": mark(
        "The backup is older than what is here: {entries} entries would be missing. Nothing was changed. "
        "To restore it all the same add --anyway; what is here is set aside, never written over."
    ),
}

_DIRECTORY: Final = {
    "contact_unknown": mark("There is no contact {contact} in the directory."),
    "nothing_corrected": mark("Nothing was changed. Change the telephone number, hours or note."),
    "phone_form": mark("A telephone number has digits and hyphens only, or # and digits."),
    "correction_text": mark(
        "A correction is one line of at most {at_most} characters in each field."
    ),
    "corrections_damaged": mark(
        "The file of corrections is damaged. Do not delete it; restore it from a backup."
    ),
}

_INTERVIEW: Final = {
    "interview_unknown": mark("This interview is not in your vault."),
    "record_sealed": mark("The record {case} is sealed. Amend it to add something."),
    "not_sealed": mark("The record {case} is not sealed yet. Seal it first."),
    "paper_unknown": mark("There is no paper called {paper}."),
    "script_unknown": mark("There is no script called {script}."),
    "item_unknown": mark("There is no question {item} in this script."),
    "item_locked": mark("The question {item} is locked: what it needs was not asked or agreed to."),
    "text_unknown": mark("There is no such text in this interview."),
    "mark_unknown": mark("This script has no group for texts with this mark."),
    "texts_unread": mark(
        "Nothing was sealed: read the texts listed above ({count}) for what the person was made to do, or a"
        " private matter. Mark those in the window, or say with --texts-read that there is none."
    ),
    "lawyer_not_offered": mark(
        "Some of it could be held against the person ({items}). Look at it and offer a lawyer first; the"
        " command is told so with --lawyer-offered."
    ),
    "reason_missing": mark("Write the reason first."),
    "flag_unknown": mark("There is no danger sign {flag} in this script."),
    "flag_not_open": mark("The danger sign {flag} is not open."),
    "flag_by_answer": mark(
        "The danger sign {flag} rests on an answer. Close it by what was done, or why nothing is needed."
    ),
    "sheet_words_wrong": mark(
        "These are not the words of this sheet. Look at what you wrote down."
    ),
    "action_missing": mark("Write what was done first."),
    "result_unknown": mark(
        "Choose what happened when the person told it back. Only cards on consent and rights ask it."
    ),
    "group_label_wrong": mark(
        "Write a label of at most {most} letters, digits, spaces and hyphens. Never a name."
    ),
    "status_unknown": mark("Choose one of the four words for the decision."),
    "recognition_missing": mark(
        "Choose who recognised the person, and write the day as YYYY-MM-DD."
    ),
    "recognition_later": mark("The day of recognition is in the future."),
    "sign_unknown": mark("There is no observed sign {sign} in this script."),
    "basis_unknown": mark("There is no legal basis {basis} for this recipient."),
}

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_GENERAL,
        **_KEYS,
        **_CLOCK,
        **_STATION,
        **_HANDOVER,
        **_VAULT,
        **_BACKUP,
        **PACK_TEXT,
        **_DIRECTORY,
        **_INTERVIEW,
        **ANSWERS,
        **REASONS,
    }
)


class _Known(dict[str, str | int]):
    """Parameters in which a missing one shows as "…" instead of failing while an error is shown."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str, params: Mapping[str, str | int], translate: Callable[[str], str]) -> str:
    """Return what the user reads for a `UserError`: its sentence, or that of `UNEXPECTED` with the code.

    ``translate`` is the gettext of the wanted language (`Translator.gettext`).
    """
    msgid = SENTENCES.get(code)
    if msgid is None:
        return f"{translate(SENTENCES[UNEXPECTED])} ({code})"
    return translate(msgid).format_map(_Known(params))
