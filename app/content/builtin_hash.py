# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "a49bfedbfca9b9314552cf6ea0d42bef725ca537b29dc556e1dc043519d42fcf"
