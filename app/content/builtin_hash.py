# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "ed1d82d73f89b0d366e385bc0a8f4a30da7944e478db209c0a74179e4d8dc951"
