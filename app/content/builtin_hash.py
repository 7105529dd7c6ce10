# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "5aa28547a1b0886e427c977b24cb770608ee44157877096c04b25cc45a215180"
