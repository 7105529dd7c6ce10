# SPDX-License-Identifier: MIT
"""Everything that is not Qt: the record, the interview's course, sealing, storage, documents, content.

Arrows point down only: cli, then storage | documents | content, then services, then flow | indicators |
crypto, then domain, then errors | i18n | paths | clock | ids. The import contracts in pyproject.toml
check it. Nothing here opens a network connection or imports a screen.
"""
