# SPDX-License-Identifier: MIT
"""`python -m app.cli`: the command without its script, e.g. in a frozen program's tests."""

import sys

from app.cli import main
from app.hardening import harden_process

harden_process()
sys.exit(main())
