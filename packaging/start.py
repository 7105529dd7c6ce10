# SPDX-License-Identifier: MIT
"""Entry of the installed program (`packaging/kakehashi.spec`); in a checkout pip makes the same."""

from __future__ import annotations

import sys

from ui.launch import main

if __name__ == "__main__":
    sys.exit(main())
