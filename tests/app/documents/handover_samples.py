# SPDX-License-Identifier: MIT
"""Invented handovers and papers for the tests of pages and signatures. No person in here exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.document import (
    DocumentEntry,
    Fact,
    HandoverDocument,
    PaperBlock,
    PersonPaper,
    Section,
    Urgent,
    WordPair,
)
from app.domain.text import Wording

SEALED = datetime(2026, 11, 24, 4, 55, tzinfo=UTC)
CREATED = datetime(2026, 11, 24, 5, 3, tzinfo=UTC)
NAME = "見本 花子 SAMPLE"
PRESENTATION = "eyJ0ZXN0Ijp0cnVlfQ.e30.c2FtcGxl~WyJzYW1wbGUiXQ~"

# fmt: off
TEXTS: dict[str, dict[str, str]] = {
    "title": {"ja": "保護のための聞き取りの記録", "th": "บันทึกการพูดคุยเพื่อการคุ้มครอง", "fil": "Tala ng pag-uusap tungkol sa proteksyon", "my": "ကာကွယ်စောင့်ရှောက်ရေးအတွက် ဆွေးနွေးမှုမှတ်တမ်း", "ja_easy": "あなたを守{まも}るために話{はな}した記録{きろく}", "ur": "تحفظ کے لیے گفتگو کا ریکارڈ"},
    "no_evidence": {"ja": "これは保護のための聞き取りの記録です。供述調書ではありません。", "th": "นี่คือบันทึกการสัมภาษณ์เพื่อการคุ้มครอง ไม่ใช่คำให้การที่เป็นหลักฐาน", "fil": "Ito ay tala ng panayam para sa proteksyon. Hindi ito salaysay na ebidensya.", "my": "ဤသည်မှာ ကာကွယ်စောင့်ရှောက်ရေးအတွက် မေးမြန်းမှုမှတ်တမ်း ဖြစ်သည်။", "ja_easy": "これはあなたを守{まも}るための記録{きろく}です。裁判{さいばん}の証拠{しょうこ}ではありません。", "ur": "یہ تحفظ کے لیے انٹرویو کا ریکارڈ ہے۔ یہ بیانِ شہادت نہیں ہے۔"},
    "translation": {"ja": "この翻訳は下書きで、母語話者による確認を受けていません。", "th": "คำแปลนี้เป็นฉบับร่าง ยังไม่ได้ตรวจโดยเจ้าของภาษา", "fil": "Borador pa lamang ang saling ito."},
    "agreed": {"ja": "本人の同意", "th": "ได้รับความยินยอมจากเจ้าตัว", "fil": "Sumang-ayon ang tao"},
    "threat": {"ja": "家族への脅しがある", "th": "มีการข่มขู่ครอบครัว", "fil": "May banta sa pamilya"},
    "papers": {"ja": "在留期限が近い", "th": "วีซ่าใกล้หมดอายุ", "fil": "Malapit nang mag-expire ang visa"},
    "yes": {"ja": "はい", "th": "ใช่", "fil": "Oo", "my": "ဟုတ်ကဲ့", "ja_easy": "はい", "ur": "جی ہاں"},
    "no": {"ja": "いいえ", "th": "ไม่ใช่", "fil": "Hindi", "my": "မဟုတ်ပါ", "ja_easy": "いいえ", "ur": "نہیں"},
    "unsure": {"ja": "わからない", "th": "ไม่แน่ใจ", "fil": "Hindi sigurado", "my": "မသေချာပါ", "ja_easy": "わからない"},
    "declined": {"ja": "答えたくない", "th": "ไม่อยากตอบ", "fil": "Ayaw sumagot", "my": "မဖြေလိုပါ", "ja_easy": "答{こた}えたくない"},
    # questions
    "SAFE-01": {"ja": "今、ここで話すことは安全だと感じますか。", "th": "ตอนนี้คุณรู้สึกปลอดภัยที่จะพูดคุยที่นี่ไหม", "fil": "Pakiramdam po ba ninyo ay ligtas kayong magsalita rito ngayon?", "my": "ဒီနေရာမှာ အခု စကားပြောရတာ လုံခြုံတယ်လို့ ခံစားရပါသလား။", "ja_easy": "今{いま}、ここで話{はな}すことは安全{あんぜん}だと思{おも}いますか。", "ur": "کیا آپ ابھی یہاں بات کرتے ہوئے محفوظ محسوس کرتے ہیں؟"},
    "SAFE-04": {"ja": "だれかがあなたを探していますか。", "th": "มีใครกำลังตามหาคุณอยู่ไหม", "fil": "May naghahanap po ba sa inyo?", "my": "တစ်ယောက်ယောက်က သင့်ကို ရှာနေပါသလား။", "ja_easy": "だれかがあなたをさがしていますか。"},
    "NEED-01": {"ja": "今日、食事・睡眠・入浴はできましたか。今、何が必要ですか。", "th": "วันนี้คุณได้กินอาหาร ได้นอน และได้อาบน้ำแล้วหรือยัง ตอนนี้คุณต้องการอะไร", "fil": "Ngayong araw po, nakakain, nakatulog at nakaligo na po ba kayo? Ano po ang kailangan ninyo?", "my": "ဒီနေ့ ထမင်းစား၊ အိပ်၊ ရေချိုးလို့ ရခဲ့ပါသလား။", "ja_easy": "今日{きょう}、ご飯{はん}を食{た}べましたか。寝{ね}ましたか。今{いま}、何{なに}がいりますか。"},
    "NEED-03": {"ja": "けがや痛み、病気はありますか。", "th": "คุณมีบาดแผล อาการเจ็บปวด หรือเจ็บป่วยไหม", "fil": "May sugat, pananakit o sakit po ba kayo?", "my": "ဒဏ်ရာ၊ နာကျင်မှု၊ ရောဂါ ရှိပါသလား။"},
    "IDEN-01": {"ja": "お名前を教えてください。どう呼ばれたいですか。", "th": "คุณชื่ออะไร อยากให้เรียกว่าอะไร", "fil": "Ano po ang pangalan ninyo?", "my": "သင့်နာမည် ဘယ်လိုခေါ်ပါသလဲ။", "ja_easy": "名前{なまえ}を教{おし}えてください。"},
    "IDEN-03": {"ja": "旅券や在留カードはどこにありますか。", "th": "หนังสือเดินทางหรือบัตรผู้พำนักอยู่ที่ไหน", "fil": "Nasaan po ang pasaporte o residence card ninyo?", "my": "နိုင်ငံကူးလက်မှတ် ဘယ်မှာလဲ။"},
    "STAT-01": {"ja": "在留資格と期限を知っていますか。", "th": "คุณรู้ประเภทวีซ่าและวันหมดอายุไหม", "fil": "Alam po ba ninyo ang inyong visa?"},
    "WORK-03": {"ja": "何時から何時まで働いていましたか。休みはありましたか。", "th": "คุณทำงานตั้งแต่กี่โมงถึงกี่โมง มีวันหยุดไหม", "fil": "Mula anong oras hanggang anong oras po kayo nagtatrabaho?", "my": "ဘယ်အချိန်ကနေ ဘယ်အချိန်အထိ အလုပ်လုပ်ခဲ့ပါသလဲ။"},
    "CTRL-04": {"ja": "あなたや家族をおどされたり、警察や入管に罰せられると言われたりしましたか。", "th": "เคยมีใครข่มขู่คุณหรือครอบครัวของคุณ หรือบอกว่าตำรวจหรือสำนักงานตรวจคนเข้าเมืองจะลงโทษคุณไหม", "fil": "May nanakot po ba sa inyo o sa pamilya ninyo, o nagsabing parurusahan kayo ng pulis?", "my": "သင် သို့မဟုတ် သင့်မိသားစုကို ခြိမ်းခြောက်ခဲ့ပါသလား။"},
    "ACCT-02": {"ja": "日本に来るまでのことを、話せる範囲で話してください。", "th": "ช่วยเล่าเท่าที่เล่าได้ว่ามาญี่ปุ่นได้อย่างไร", "fil": "Ikuwento po ninyo ang pagpunta ninyo sa Japan.", "my": "ဂျပန်ကို ဘယ်လိုရောက်လာတယ်ဆိုတာ ပြောပြပါ။"},
    "WISH-01": {"ja": "これからどうしたいですか。", "th": "ต่อจากนี้คุณอยากทำอย่างไร", "fil": "Ano po ang gusto ninyong mangyari?", "my": "နောက် ဘာလုပ်ချင်ပါသလဲ။", "ja_easy": "これからどうしたいですか。"},
    "INVE-01": {"ja": "関係した人の名前や連絡先は分かりますか。", "th": "คุณรู้ชื่อหรือที่ติดต่อของคนที่เกี่ยวข้องไหม", "fil": "Alam po ba ninyo ang pangalan ng mga sangkot?"},
    "OTHR-01": {"ja": "同じ場所に、ほかにも困っている人がいますか。", "th": "มีคนอื่นที่เดือดร้อนอยู่ที่เดียวกันไหม", "fil": "May iba pa po bang nangangailangan ng tulong doon?"},
    "PROC-01": {"ja": "読み聞かせを行った。"},
    # groups
    "safety": {"ja": "今の安全", "th": "ความปลอดภัยตอนนี้", "fil": "kaligtasan ngayon", "my": "ယခု လုံခြုံမှု", "ja_easy": "今{いま}の安全{あんぜん}", "ur": "اس وقت حفاظت"},
    "needs_health": {"ja": "必要なことと健康", "th": "ความต้องการและสุขภาพ", "fil": "mga pangangailangan at kalusugan", "my": "လိုအပ်ချက်နှင့် ကျန်းမာရေး"},
    "identity": {"ja": "本人と書類", "th": "ตัวตนและเอกสาร", "fil": "pagkakakilanlan at mga papeles"},
    "status": {"ja": "在留資格", "th": "สถานะการพำนัก", "fil": "katayuan ng paninirahan"},
    "exploitation": {"ja": "仕事と搾取", "th": "งานและการเอารัดเอาเปรียบ", "fil": "trabaho at pagsasamantala"},
    "control": {"ja": "支配の手段", "th": "วิธีการควบคุม", "fil": "paraan ng pagkontrol"},
    "account": {"ja": "経緯の話", "th": "เรื่องราวความเป็นมา", "fil": "salaysay ng nangyari"},
    "wishes_fears": {"ja": "希望と心配", "th": "ความหวังและความกังวล", "fil": "mga nais at pangamba"},
    "investigation": {"ja": "関係者・資料", "th": "ผู้เกี่ยวข้องและหลักฐาน", "fil": "mga sangkot"},
    "others_in_danger": {"ja": "ほかの人の危険", "th": "อันตรายของคนอื่น", "fil": "panganib sa iba"},
    "contact_location": {"ja": "居場所・連絡方法", "th": "ที่อยู่และการติดต่อ", "fil": "kinaroroonan"},
    "labour": {"ja": "労働の詳細", "th": "รายละเอียดการทำงาน", "fil": "detalye ng trabaho"},
    "process": {"ja": "面接の経過"},
    "interpreter": {"ja": "ことばと通訳", "th": "ภาษาและล่าม", "fil": "wika at interpreter"},
}
STORY = {
    "th": "เพื่อนแนะนำงานร้านอาหารในญี่ปุ่น บอกว่าเดือนละสองแสนเยน แต่พอมาถึงเขายึดหนังสือเดินทางและบอกว่าฉันเป็นหนี้สามล้านเยน ต้องทำงานทุกวันจนถึงตีสี่",
    "fil": "Sabi ng kaibigan ko, trabaho raw sa restawran sa Japan. Pagdating ko, kinuha nila ang pasaporte ko at sinabing may utang akong tatlong milyong yen.",
    "my": "သူငယ်ချင်းက ဂျပန်မှာ စားသောက်ဆိုင်အလုပ် ရှိတယ်လို့ ပြောတယ်။ ရောက်တော့ နိုင်ငံကူးလက်မှတ်ကို သိမ်းလိုက်တယ်။",
    "ja_easy": "友達{ともだち}が日本{にほん}の仕事{しごと}をしょうかいしました。パスポートをとられました。",
    "ur": "دوست نے جاپان میں ریستوران کی نوکری کا بتایا۔ یہاں پہنچنے پر انہوں نے میرا پاسپورٹ لے لیا۔",
}
RENDERED = (
    "友人に日本の飲食店の仕事を紹介された。月20万円と言われたが、着いたら旅券を取り上げられ、"
    "借金が300万円あると言われた。毎日、朝4時まで働かされた。"
)
ANSWERS: dict[str, tuple[str, str]] = {  # item -> (group, answer key)
    "SAFE-01": ("safety", "yes"), "SAFE-04": ("safety", "unsure"), "NEED-01": ("needs_health", "no"),
    "NEED-03": ("needs_health", "declined"), "IDEN-01": ("identity", NAME), "IDEN-03": ("identity", "no"),
    "STAT-01": ("status", "unsure"), "WORK-03": ("exploitation", "8:00\n28:00\n1"),
    "CTRL-04": ("control", "yes"), "ACCT-02": ("account", "story"), "WISH-01": ("wishes_fears", "story"),
    "INVE-01": ("investigation", "no"), "OTHR-01": ("others_in_danger", "yes"), "PROC-01": ("process", "済み"),
}
GROUPS: dict[str, tuple[str, ...]] = {  # as each reader wants them
    "protection": ("safety", "needs_health", "wishes_fears", "identity", "process"),
    "immigration": ("identity", "status", "safety", "needs_health", "exploitation", "control", "account", "wishes_fears", "process"),
    "investigation": ("safety", "others_in_danger", "account", "exploitation", "control", "investigation", "identity", "process"),
    "iom": ("identity", "safety", "needs_health", "wishes_fears", "status", "exploitation", "control", "account", "process"),
    "own_agency": ("safety", "identity", "needs_health", "status", "account", "exploitation", "control", "wishes_fears", "others_in_danger", "investigation", "process"),
    "medical": ("needs_health", "safety", "identity"),
}
RECIPIENTS = {
    "protection": "女性相談支援センター", "immigration": "出入国在留管理庁（地方局・人身取引担当）",
    "investigation": "警察", "iom": "国際移住機関（IOM）", "own_agency": "所属の上司", "medical": "医療機関",
}
# fmt: on


def pair(key: str, lang: str) -> WordPair:
    texts = TEXTS.get(key, {"ja": key})
    person = texts.get(lang)
    return WordPair(Wording("ja", texts["ja"]), Wording(lang, person) if person else None)


def entry(item: str, lang: str) -> DocumentEntry:
    _group, key = ANSWERS[item]
    if key == "story":
        own_words = Wording(lang, STORY[lang])
        return DocumentEntry(
            item=item,
            question=pair(item, lang),
            answer=WordPair(Wording("ja", own_words.text), own_words),
            own_words=own_words,
            rendered=Wording("ja", RENDERED),
            rendered_by="通訳人 T-014",
            notes=("話しながら泣いた。休憩を取った。",) if item == "ACCT-02" else (),
        )
    answer = pair(key, lang)
    if answer.person is None:
        answer = WordPair(answer.ja, Wording(lang, answer.ja.text))
    return DocumentEntry(item, pair(item, lang), answer, None, None, None)


def sections(layout: str, lang: str) -> tuple[Section, ...]:
    return tuple(
        Section(
            group,
            pair(group, lang),
            tuple(entry(item, lang) for item, (own, _) in ANSWERS.items() if own == group),
        )
        for group in GROUPS[layout]
    )


def urgent(lang: str) -> tuple[Urgent, ...]:
    actions = ("所在・電話番号をだれにも伝えない。", "家族の安全を確認し、警察に相談する。")
    return (
        Urgent("family_threat", "red", pair("threat", lang), tuple(Wording("ja", a) for a in actions), open=True),
        Urgent("permit_ends", "amber", pair("papers", lang), (Wording("ja", "期限：2026年12月1日"),), open=True),
        Urgent("pain", "red", WordPair(Wording("ja", "強い痛み"), None), (Wording("ja", "対応済み：受診した"),), open=False),
    )  # fmt: skip


def handover(layout: str = "protection", lang: str = "th") -> HandoverDocument:
    """A whole invented document of one layout with a person who speaks ``lang``."""
    return HandoverDocument(
        recipient="wcsc",
        recipient_name=WordPair(Wording("ja", RECIPIENTS[layout]), None),
        layout=layout,
        title=pair("title", lang),
        case_number="2026-0123",
        agency=WordPair(Wording("ja", "出入国在留管理庁"), None),
        station="見本空港支局 SAMPLE",
        sealed_at=SEALED,
        created_at=CREATED,
        version=2,
        practice=False,
        header=(
            Fact(
                WordPair(Wording("ja", "日付"), None),
                WordPair(Wording("ja", "2026年11月24日 13:55"), None),
            ),
            Fact(
                WordPair(Wording("ja", "経過"), None),
                WordPair(Wording("ja", "読み聞かせ：済み"), None),
            ),
            Fact(WordPair(Wording("ja", "ことば"), None), WordPair(Wording("ja", lang), None)),
            Fact(
                WordPair(Wording("ja", "通訳"), None),
                WordPair(Wording("ja", "T-014、電話の通訳"), None),
            ),
        ),
        basis=pair("agreed", lang),
        countersigned_by=None,
        urgent=urgent(lang),
        sections=sections(layout, lang),
        not_included=(pair("contact_location", lang), pair("labour", lang)),
        no_evidence=pair("no_evidence", lang),
        translation_note=pair("translation", lang),
        warnings=(),
        person_language=lang,
        record_hash="kq0s9Vw5nY1Zc3T8xJbR7uGmE2hLdPaO4iQfSvWyXzA",
        chain_head="9f2b6c1e5d7a8b3c4f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382",
        attachment_name="interview-record.sdjwt",
        attachment=PRESENTATION.encode("ascii"),
    )


def practice() -> HandoverDocument:
    warning = WordPair(Wording("ja", "練習の記録です。実際の人の記録ではありません。"), None)
    return replace(
        handover("protection", "fil"),
        practice=True,
        warnings=(warning,),
        countersigned_by="見本 一郎 SAMPLE",
    )


def empty() -> HandoverDocument:
    """As little as a document can hold."""
    return replace(handover("medical"), header=(), urgent=(), sections=(), not_included=())


def paper(lang: str = "th") -> PersonPaper:
    lines = {
        "th": ("ไม่ใช่ความผิดของคุณ", "คุณพักได้ทุกเมื่อ ไม่ต้องตอบถ้าไม่อยากตอบ"),
        "ja_easy": ("あなたは悪{わる}くありません。", "いつでも休{やす}むことができます。"),
    }[lang]
    numbers = ("110", "#8008", "03-0000-0000 (SAMPLE)")
    return PersonPaper(
        title=Wording(lang, {"th": "ข้อมูลที่เป็นประโยชน์", "ja_easy": "役{やく}に立{た}つこと"}[lang]),
        language=lang,
        blocks=(
            PaperBlock(Wording(lang, lines[0]), tuple(Wording(lang, line) for line in lines)),
            PaperBlock(Wording(lang, lines[1]), tuple(Wording(lang, number) for number in numbers)),
        ),
        case_number=None,
        created_at=CREATED,
    )
