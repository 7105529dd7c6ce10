# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "241ba88b03fd59e06c4002ecbd7b44c34db64f884651d737511524747eaaeca5"
