# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "ecaf6f002fa5e2ac60e8c12e9aa902cffacf9bf1bb4a4e0f55ceba61d715cacd"
