# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "ea7c5c3996bb181bf829ea710bd48efb753e592611e784dbcc6915766840bc2a"
