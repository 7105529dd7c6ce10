# SPDX-License-Identifier: MIT
"""What the user reads about content packs and the files of translators, by error code (`error_text`)."""

from __future__ import annotations

from typing import Final

from app.i18n.mark import mark

PACK_TEXT: Final = {
    "pack_damaged": mark(
        "The interview content is damaged ({file}). Install the program or pack again."
    ),
    "pack_missing": mark(
        "This interview was begun ({since}) with content {pack}, which is not on this machine, or damaged "
        "there. Ask a supervisor to install it. Until then its answers can be read as they are stored."
    ),
    "pack_expired": mark(
        "The interview content was to be replaced by {day}. It goes on working; ask for the new one."
    ),
    "pack_fallback": mark(
        "The interview content that was installed last is gone or damaged. New interviews begin with an "
        "older one ({version}) until a supervisor installs it again."
    ),
    "content_keys_missing": mark(
        "This station does not know who may sign interview content. A supervisor says so once "
        "(`station pin`), with the file of keys from headquarters."
    ),
    "content_keys_pinned": mark(
        "This station knows already who may sign interview content. That is never exchanged."
    ),
    "pack_move_nothing": mark("There is no newer content to move this interview to."),
    "pack_move_blocked": mark(
        "This interview cannot be moved: the newer content does not know {what}. Finish it as it is."
    ),
    "pack_mismatch": mark(
        "This interview was begun with other content ({pack}), which is not installed."
    ),
    "catalogue_damaged": mark("The file of translations {file} is damaged."),
    "translation_stale": mark(
        "{count} translations into {lang} are older than their source, first {key}."
    ),
    "translation_unknown": mark(
        "{count} translations into {lang} have no source text, first {key}."
    ),
    "content_key_wrong": mark("The key file {file} is no content key, or its passphrase is wrong."),
    "content_keys_wrong": mark("This is not a file of {needed} content keys."),
    "pack_signatures": mark(
        "The pack has {found} valid signatures of known keys; {needed} are needed."
    ),
    "pack_too_large": mark("The pack is too large."),
    "pack_names": mark("The pack holds files that no pack may hold ({file})."),
    "pack_older": mark(
        "This pack (number {sequence}) is older than the one in use (number {installed})."
    ),
    "pack_number_taken": mark(
        "This pack has the number {sequence}, as another one that this station knows. Ask headquarters for "
        "one with a number of its own."
    ),
    "language_unknown": mark(
        "The language {lang} is not in the list of languages, or needs no translation."
    ),
    "prefecture_unknown": mark(
        "There is no prefecture {prefecture}. Use its code, from JP-01 for Hokkaido to JP-47 for Okinawa."
    ),
    "number_unknown": mark(
        "The number {number} is not in the directory. Write it as it stands there, with its hyphens."
    ),
    "numbers_not_for_them": mark(
        "Not printed although confirmed: {numbers}. They are not for this person, answer in another"
        " language, or there is no room."
    ),
    "option_not_for_paper": mark("{option} goes only with the paper {paper}."),
    "paper_needs_language": mark("Say with --lang in which language the person reads this paper."),
    "paper_for_officer": mark(
        "Only the officer reads the paper {paper}. Its language is --officer-language."
    ),
    "option_without": mark("{option} goes only together with {needed}."),
    "numbers_left_out": mark(
        "Left out: {numbers}. Sources differ, or the numbers are old and unverified. Call them first, then"
        " name them with --confirm."
    ),
    "sheet_kind": mark("The file {file} is neither .xlsx nor .csv nor .po."),
    "sheet_unreadable": mark(
        "The sheet {file} cannot be read, has other columns or holds formulas."
    ),
    "sheet_no_language": mark(
        "The sheet {file} does not say which language it is in. Export it again and move the texts over."
    ),
    "sheet_other_language": mark(
        "The sheet {file} is for {found}, not for {lang}. Nothing was stored."
    ),
    "marks_unreadable": mark(
        "The file {file} holds no marks of interpreters. Make it with `kakehashi interview marks`."
    ),
    "sheet_too_large": mark("The sheet {file} is too large."),
    "pack_table_empty": mark("The table {file} of the content is empty."),
}
