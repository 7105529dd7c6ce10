# SPDX-License-Identifier: MIT
"""Closed and open code lists of the value forms (CONTENT.md §2): countries, languages, prefectures.

Countries are ISO 3166-1 alpha-3 with ``XXX`` (stateless) and ``OTH`` (other) added by the script.
Languages are an open list: any well-formed BCP-47 tag (RFC 5646) counts, in the pack or not.
"""

from __future__ import annotations

import re
from typing import Final

_ISO_3166_ALPHA_3: Final = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR
BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL
COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK
FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN
PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO
TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""

STATELESS: Final = "XXX"
OTHER_COUNTRY: Final = "OTH"
COUNTRIES: Final = frozenset(_ISO_3166_ALPHA_3.split()) | {STATELESS, OTHER_COUNTRY}
PREFECTURES: Final = frozenset(f"JP-{number:02d}" for number in range(1, 48))

#: ISO 639-2: a language that has no code of its own.
UNCODED: Final = "mis"
_LONGEST_CODE: Final = 3

_BCP_47: Final = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})   # language, extended language
        (?:-[a-z]{4})?                                # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                   # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*      # variants
        (?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*          # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                    # private use
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


def is_language_tag(text: str) -> bool:
    """Tell whether ``text`` is a well-formed BCP-47 tag (form only, no registry)."""
    return _BCP_47.fullmatch(text) is not None


def is_coded_language(text: str) -> bool:
    """Tell whether ``text`` begins with a language code of ISO 639: names of 4 letters and more do not."""
    return is_language_tag(text) and len(text.split("-", 1)[0]) <= _LONGEST_CODE


def canonical_tag(text: str) -> str:
    """Return the tag in the usual case: ``zh-hant`` becomes ``zh-Hant`` (RFC 5646 2.1.1)."""
    out: list[str] = []
    for subtag in text.lower().split("-"):
        after_singleton = any(len(earlier) == 1 for earlier in out)
        if not out or after_singleton:
            out.append(subtag)
        elif len(subtag) == 4 and subtag.isalpha():  # noqa: PLR2004  the length of a script subtag
            out.append(subtag.title())
        elif len(subtag) == 2:  # noqa: PLR2004  the length of a region subtag
            out.append(subtag.upper())
        else:
            out.append(subtag)
    return "-".join(out)
