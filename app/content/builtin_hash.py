# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "a298c7bada814d7d26f74abc3c1173ffe22a85449757c2599e2481b044c1a1fa"
