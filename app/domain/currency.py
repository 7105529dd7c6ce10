# SPDX-License-Identifier: MIT
"""Currencies: which are offered, and the signs and words that stand beside an amount of them.

A sign belongs to every currency that is written with it: which one is meant is what was chosen. How many
decimals a currency has is known to the CLDR (`app.i18n.cldr_numbers`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

YEN: Final = "JPY"
_SIGNS: Final = MappingProxyType({
    "JPY": "¥ ￥ 円 圓 yen えん エン",
    "USD": "$ ＄ us$ ドル 米ドル dollar dollars",
    "EUR": "€ ユーロ euro euros",
    "PHP": "₱ p ペソ peso pesos piso",
    "THB": "฿ b บาท バーツ baht",
    "VND": "₫ đ d ドン đồng dong vnđ",
    "IDR": "rp ルピア rupiah",
    "CNY": "¥ ￥ 元 块 圆 人民币 人民幣 人民元 rmb yuan",
    "KRW": "₩ ￦ 원 ウォン won",
    "TWD": "$ ＄ nt$ 元 圓 台湾ドル",
    "NPR": "रू रु ₨ rs ルピー rupee rupees",
    "MMK": "ကျပ် k チャット kyat",
    "KHR": "៛ ល រៀល リエル riel",
    "LAK": "₭ ກີບ キープ kip",
    "BDT": "৳ টাকা タカ taka",
    "LKR": "රු ௹ rs ルピー rupee rupees",
    "INR": "₹ rs ルピー rupee rupees",
    "PKR": "₨ rs روپے ルピー rupee rupees",
    "MNT": "₮ төгрөг トゥグルグ tugrik",
    "UZS": "so'm soʻm сум スム sum",
    "BTN": "nu ニュルタム ngultrum",
    "BRL": "r$ レアル real reais",
    "PEN": "s/ ソル sol soles",
    "COP": "$ ＄ ペソ peso pesos",
    "BOB": "bs ボリビアーノ boliviano bolivianos",
    "RUB": "₽ руб р ルーブル рубль рублей",
    "UAH": "₴ грн フリヴニャ",
    "RON": "lei leu レイ",
})  # fmt: skip
CURRENCIES: Final = tuple(_SIGNS)


def belongs(words: str, currency: str) -> bool:
    """Tell whether words beside an amount, such as ``円`` or ``US$``, name this currency (ISO 4217)."""
    sign = words.strip(" .\u00a0\u3000").casefold()
    return sign in {"", currency.casefold(), *_SIGNS.get(currency, "").split()}
