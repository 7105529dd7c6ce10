# SPDX-License-Identifier: MIT
"""The interview engine: (pack, interview so far) -> what comes next, and why not. Pure.

Start at `app.flow.engine.Engine`; `app.flow.view` holds what it returns.
"""
