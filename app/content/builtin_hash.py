# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "f806dff592e051ac2af9012885364a4304b53cd838c1e2a3c745ffa20121a38c"
