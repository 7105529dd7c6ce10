# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "1ee4a1f2a98b42c9932a082cc016497039727a341e6bd2d2b59cf83958703a85"
