# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "a61c6d245838494c9b94dd2508fd4fcd84adbf8a5ebc97d702409e637959f049"
