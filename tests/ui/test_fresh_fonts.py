# SPDX-License-Identifier: MIT
"""Every script we ship is shown in every field of a program that was just started, whatever the language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from app.paths import program_root, resources_dir

#: A word of each script, as somebody would type a name or an answer.
TEXTS = {
    "Thai": "ไทย", "Laoo": "ລາວ", "Khmr": "ខ្មែរ", "Mymr": "မြန်မာ", "Deva": "नेपाली", "Beng": "বাংলা",
    "Sinh": "සිංහල", "Arab": "اردو", "Hani": "们简", "Bopo": "ㄅㄆ", "Hang": "한국어", "Taml": "தமிழ்",
    "Tibt": "བོད", "Telu": "తెలుగు", "Mlym": "മലയാളം", "Guru": "ਪੰਜਾਬੀ", "Gujr": "ગુજરાતી",
    "Knda": "ಕನ್ನಡ", "Orya": "ଓଡ଼ିଆ", "Mtei": "ꯃꯩꯇꯩ", "Ethi": "አማርኛ", "Geor": "ქართული",
    "Armn": "Հայերեն", "Cyrl": "Монгол", "Hira": "ひらがな", "Kana": "カタカナ", "Latn": "Việt",
    "Grek": "Ελλάδα",
}  # fmt: skip


def test_each_script_is_shown_by_a_font_of_ours_right_after_a_start(tmp_path: Path) -> None:
    manifest = json.loads((resources_dir() / "fonts" / "fonts.json").read_text("utf-8"))["fonts"]
    assert {script for font in manifest for script in font["scripts"]} == set(TEXTS)
    ours = {font["family"] for font in manifest}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.fresh_program", str(tmp_path), json.dumps(TEXTS)],
        cwd=program_root(),
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["script"] for row in rows] == list(TEXTS)
    for row in rows:
        for place in ("area", "line", "label"):
            assert row[place], (row["script"], place)
            for family, glyphs in row[place]:
                assert 0 not in glyphs, (row["script"], place)
                assert family in ours, (row["script"], place)
    boxes = {row["script"] for row in rows if row["before"]}
    assert {"Thai", "Mymr", "Hang", "Hani"} <= boxes  # so it was before the text came
