# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "bf2dcef57fe02221c4ab1cc2b9fb134d061dd7f76ce767dd7315fcca401cf35f"
