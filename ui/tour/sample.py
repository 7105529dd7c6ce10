# SPDX-License-Identifier: MIT
"""The invented person of the tour. Every free text says that it is a sample."""

from __future__ import annotations

from typing import Final

from app.domain.value import Json

MARK: Final = "見本 SAMPLE"
STATION: Final = "見本 SAMPLE 事務所"
SUPERVISOR: Final = "見本 監督 SAMPLE"
OFFICER: Final = "見本 職員 SAMPLE"

_COUNTRIES: Final = {
    "th": "THA",
    "fil": "PHL",
    "ja": "JPN",
    "vi": "VNM",
    "id": "IDN",
    "my": "MMR",
    "ne": "NPL",
    "ur": "PAK",
    "km": "KHM",
    "lo": "LAO",
    "si": "LKA",
    "bn": "BGD",
    "mn": "MNG",
    "ko": "KOR",
    "zh-Hans": "CHN",
    "zh-Hant": "TWN",
    "es": "COL",
    "es-419": "COL",
    "pt-BR": "BRA",
    "ru": "RUS",
    "en": "PHL",
    "fr": "CIV",
    "hi": "IND",
}

#: Whom the sample person agrees to, where the recipient comes into question.
AGREED: Final = ("wcsc", "isa", "police", "jcg", "iom")


def _text(words: str) -> Json:
    return {"text": f"{MARK}: {words}", "lang": "ja"}


def adult(lang: str) -> dict[str, Json]:
    """The answers of the first interview, by item; everything else is left out."""
    return {
        "LANG-02": "reads_easily",
        "SAFE-01": "yes",
        "SAFE-02": {"someone": "no"},
        "SAFE-03": {"urgent": "no"},
        "SAFE-04": "no",
        "SAFE-05": "no",
        "AGE-01": {"age": 24},
        **{
            f"CONS-{number}": "understood"
            for number in ("01", "02", "03", "04", "04a", "04b", "04c")
        },
        "CONS-06": "yes",
        "CONS-07": "notes_only",
        "NEED-01": "unsure",
        "IDEN-01": {"call_name": _text("花子")},
        "IDEN-02": "woman",
        "IDEN-04": {"country": [_COUNTRIES.get(lang, "OTH")]},
        "RECR-00": _text("友だちに仕事を紹介された"),
        "RECR-01": "agency",
        "CTRL-04": ["hurt_family"],
        "WORK-01": {"what": _text("縫製の仕事")},
        "WORK-03": {"start": "8", "end": "24", "days_off": 1},
        "DEBT-05": {"passport": "employer"},
        "MOVE-02": "only_with_someone",
        "WISH-01": _text("安全なところで休みたい"),
        "WISH-03": ["traffickers"],
        "REFR-02": "all",
        "REFR-02b": "no",
        "REFR-07": "no",
        "REFR-08": "no",
        "REFR-09": "no",
        "EMB-01": "yes",
        "EMB-09": "not_sure",
        "CLOS-02": {"right": "yes"},
        "CLOS-03": {"safe": "yes"},
        "CLOS-05": "paper",
    }


def departure() -> dict[str, Json]:
    """The answers of a check at departure by someone who is not sure; no flag of severity red."""
    return {
        "EMB-00": "explained",
        "EMB-01": "yes",
        "EMB-02": "before_end",
        "EMB-03": ["trouble_work_pay"],
        "EMB-04": {"pushed": "no", "here": "no"},
        "EMB-05": "yes",
        "EMB-06": {"passport": "employer"},
        "EMB-07": {"owed": "yes", "signed": "no"},
        "EMB-08": ["rest"],
        "EMB-09": "not_sure",
        "EMB-10": {"signs": ["fear"], "outcome": "does_not_leave"},
    }


def child(lang: str) -> dict[str, Json]:
    """The answers of the second interview: a girl of fifteen, on the child path."""
    return {
        "LANG-02": "reads_little",
        "SAFE-01": "yes",
        "SAFE-02": {"someone": "no"},
        "SAFE-03": {"urgent": "no"},
        "AGE-01": {"age": 15},
        "CHLD-00": "yes",
        "CHLD-01": "understood",
        "CHLD-02": _text("学校と友だちの話"),
        "CHLD-03": _text("お店で手伝いをしていた"),
        "CHLD-05": ["tired"],
        "IDEN-01": {"call_name": _text("小春")},
        "IDEN-04": {"country": [_COUNTRIES.get(lang, "OTH")]},
        "NEED-01": "unsure",
        "REFR-10": "understood",
        "CLOS-03": {"safe": "yes"},
    }
