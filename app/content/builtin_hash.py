# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "7b63bb142766fc91a37a30116eb1265957b1cedab8dcf4c133c46b57bdf5407c"
