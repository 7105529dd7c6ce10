# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "06f596745e4257b671d22b8d020dc81a42afd94806c8470ed8fa6821924fac42"
