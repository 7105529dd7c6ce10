# SPDX-License-Identifier: MIT
"""Writes `ui/theme/tokens.py` from the Digital Agency's token file beside this script.

Run it after replacing `digital-agency-tokens.css` (package `@digital-go-jp/design-tokens` 1.1.9, MIT,
licence in `resources/licenses/`): ``python resources/styles/make_tokens.py``. A test compares the
committed module with what this script would write.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "digital-agency-tokens.css"
TARGET = HERE.parent.parent / "ui" / "theme" / "tokens.py"
HEX = re.compile(r"--color-(?:primitive|neutral)-([a-z-]+?(?:-\d+)?): (#[0-9a-f]{6});")
HEADER = '''# SPDX-License-Identifier: MIT
"""The Digital Agency Design System's primitive colours. Written by `resources/styles/make_tokens.py`.

Copyright (c) 2023 デジタル庁, MIT (`resources/licenses/digital-agency-design-tokens.txt`). Never edited
by hand; only `ui.theme.palette` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TOKENS: Mapping[str, str] = MappingProxyType(
    {
'''


def generate(css: str) -> str:
    """Return the text of the module for the token file's text."""
    lines = [f'        "{name}": "{value}",' for name, value in HEX.findall(css)]
    return HEADER + "\n".join(lines) + "\n    }\n)\n"


if __name__ == "__main__":
    TARGET.write_text(generate(SOURCE.read_text("utf-8")), "utf-8")
