# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "525378ae0d8a6315dc83868db184c891b098122d414c79d0e168462642a86048"
