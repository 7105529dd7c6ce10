# SPDX-License-Identifier: MIT
"""The few fixed words of a handover, in Japanese and English.

Everything else comes resolved in the document. Japanese first: the reader is a Japanese official; the
English stands for the interpreter and for foreign counterparts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Label:
    """One fixed word or sentence in both languages."""

    ja: str
    en: str

    @property
    def both(self) -> str:
        return f"{self.ja}　{self.en}"


CASE_NUMBER: Final = Label("記録番号", "Record number")
CREATED: Final = Label("作成", "Made")
RECIPIENT: Final = Label("提供先", "For")
BASIS: Final = Label("提供の根拠", "Why it may be given")
COUNTERSIGNED: Final = Label("上司の連署", "Countersigned by")
VERSION: Final = Label("版", "Version")
SEALED: Final = Label("記録の確定", "Sealed")
PRACTICE: Final = Label("練習", "PRACTICE")
PRACTICE_NOTE: Final = Label("実在の人の記録ではありません", "Not the record of a real person")
UNSIGNED: Final = Label("未署名", "UNSIGNED")
UNSIGNED_NOTE: Final = Label(
    "電子署名がなく、正式な記録ではありません。署名のある文書が後で作られます。",
    "Without a signature this is not the official record. A signed document follows later.",
)
URGENT: Final = Label("緊急", "URGENT")
CAUTION: Final = Label("注意", "CAUTION")
RESOLVED: Final = Label("対応済み", "DEALT WITH")
TAKEN_BACK: Final = Label("取り消し", "TAKEN BACK")
ACTIONS: Final = Label("すること", "To do")
OWN_WORDS: Final = Label("本人のことば", "In the person's words")
TOLD_FREELY: Final = Label("自由な話（話したとおり）", "Free account, word for word")
BEFORE: Final = Label("次の答えが変わる前の話", "Said before this answer changed")
BEFORE_FLAG: Final = Label(
    "次の答えが変わる前の話にもとづく", "Rests on what was said before this answer changed"
)
RENDERING: Final = Label("訳", "Rendered")
READING: Final = Label("ユニコードでの表記", "In Unicode")
NOTE: Final = Label("職員のメモ", "Officer's note")
NOTHING: Final = Label("提供する項目はありません。", "No items are provided.")
NOT_INCLUDED: Final = Label("この文書に含まれない区分", "Not in this document")
MISSING: Final = Label("表示できない文字", "Characters that cannot be shown")
ABOUT: Final = Label("この文書について", "About this document")
CHECK: Final = Label("記録の照合", "Checking this record")
RECORD_HASH: Final = Label("記録のハッシュ値", "Record hash")
CHAIN_HEAD: Final = Label("経過の連鎖の先頭", "Head of the event chain")
SIGNED_NOTE: Final = Label(
    "この文書には電子署名があり、一か所でも変えると検証で拒否されます。"
    "正確な文章は、添付の記録ファイルにあります。",
    "This document is signed; any change makes verification fail. "
    "The exact text is in the attached record.",
)
