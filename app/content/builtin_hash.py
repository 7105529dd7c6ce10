# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "ce1c4e14c7a74f127829bd20eaf7e8b63171fe504732693c1a26163ee98df42c"
