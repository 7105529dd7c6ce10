# SPDX-License-Identifier: MIT
"""Two families of error: the world failed (`UserError`) and we failed (any other exception).

A `UserError` carries a stable code and parameters without personal data; the sentence for the user is
looked up by code where it is shown (`app.i18n.sentence`), never frozen into the exception.
"""

from __future__ import annotations


class KakehashiError(Exception):
    """Base of what this program raises on purpose."""


class UserError(KakehashiError):
    """The world failed: a wrong passphrase, a damaged file, a full disk, a bad value.

    ``params`` are ids, counts, positions and file names only, never an answer's text.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params: dict[str, str | int] = params
        super().__init__(code, params)

    def __str__(self) -> str:
        if not self.params:
            return self.code
        return f"{self.code} ({', '.join(f'{k}={v}' for k, v in self.params.items())})"
