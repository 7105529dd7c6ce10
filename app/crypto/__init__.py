# SPDX-License-Identifier: MIT
"""Keys, chains and seals. Composes `cryptography`; own formats, never own primitives (SECURITY.md)."""
