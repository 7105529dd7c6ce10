# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "4f3e01e855b34bbe6f9a764dc81609b88de0fbe39b042cba122726a03323878d"
