# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "d9105f5f3d382acbddf7b3d7b3114bfd6921d26ec83eaa04d73dfb52198c842f"
