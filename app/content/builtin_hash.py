# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "a1120c258adffa50b58185d4f76ad80d7b8ec5f769673eac0ccdeb86e8974531"
