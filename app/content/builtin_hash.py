# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "42360da3d3d41ca0d3bc0e26e51e80f3f4ffe468ab6417eef465572bbb025bfe"
