# SPDX-License-Identifier: MIT
"""The user's sentence for each code of an answer that cannot be stored as it stands, or be sealed."""

from __future__ import annotations

from typing import Final

from app.i18n.mark import mark

ANSWERS: Final = {
    "text_too_long": mark(
        "This text is longer than a record can hold: at most {expected} characters. Shorten it, or write"
        " the rest as a note."
    ),
    "name_strange": mark(
        "A name may hold no characters that cannot be seen ({expected}). Type it again without them."
    ),
    "seal_too_long": mark(
        "{item} holds a text of more than {expected} characters: no recipient could read the record."
        " Shorten it, then seal."
    ),
    "seal_name": mark(
        "{item} holds a name with characters that cannot be seen ({expected}). Correct it, then seal."
    ),
    "seal_form": mark(
        "{item} cannot be sealed as it stands: no recipient could read it. Enter it again, then seal; if "
        "that does not help, tell the person who looks after this machine."
    ),
    "seal_too_large": mark(
        "The record {case} is larger than any recipient can read. Shorten its longest texts, then seal."
    ),
    "handover_too_large": mark(
        "This file would be larger than {at_most} MB: no recipient could read it. Hand over fewer parts."
    ),
    "handover_too_long": mark(
        "This handover would be longer than {at_most} characters: no recipient's program could check its "
        "pages. Hand over fewer parts."
    ),
    "answer_form": mark("This answer does not have the form that the question asks for."),
    "answer_missing": mark("The answer is missing."),
    "way_unknown": mark("An answer is read back aloud or by showing the screen."),
    "part_unknown": mark("The question {item} has no part of this name."),
    "option_unknown": mark("This choice is not one of those offered."),
    "option_exclusive": mark("This choice cannot stand together with others."),
    "list_empty": mark("Choose at least one."),
    "state_not_allowed": mark("This question cannot be left as not sure or not wanted."),
    "groups_missing": mark("Choose what may be shared."),
    "group_not_allowed": mark("This recipient may not receive that part."),
    "country_unknown": mark("This country is not known."),
    "lang_unknown": mark("This language is not known."),
    "age_impossible": mark("This age cannot be. Look at the number of years or the year of birth."),
    "number_negative": mark("This number cannot be below zero."),
    "answer_clock": mark("Write a time such as 8, 8:30 or 26 (two at night)."),
    "number_unreadable": mark(
        "This cannot be read as a number. Write it in digits, for example 1500 or 12.50."
    ),
    "number_two_ways": mark(
        "This number can be read in two ways. Choose one, or write it without the sign between the digits."
    ),
    "number_too_long": mark("A number has at most 15 digits."),
    "number_fraction": mark("This number has more digits after the point than it can have."),
    "amount_fraction": mark(
        "This currency has no such small parts. Look at the amount and the currency."
    ),
    "amount_currency": mark(
        "Beside the amount stands something else than the chosen currency. Choose the currency, and write "
        "only the amount."
    ),
    "currency_missing": mark("The currency is missing, for example JPY or THB."),
    "date_form": mark(
        "This is no date. The year comes first: 2024, 2024-06, 2024-06-14, 令和6年6月14日, R6."
    ),
    "date_none": mark("There is no such day in this calendar. Look at the day and the calendar."),
    "date_era": mark("This era had not begun, or was over. Look at the era and the year."),
    "date_era_missing": mark("Write the era before the year: 令和6, R6."),
    "date_future": mark("This date lies in the future. Look at the year and the calendar."),
}
