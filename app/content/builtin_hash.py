# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "8b08f6ff920eead9c0a3807f0f86edc439f1b887167742aa8685ddbc85548927"
