# SPDX-License-Identifier: MIT
"""What the program is, with which content; diagnostics without personal data."""

from __future__ import annotations

import platform

from PySide6.QtCore import QObject, qVersion

from app.domain.pack import Pack
from app.services.stations import StationInfo
from app.services.workspace import Workspace


class AboutViewModel(QObject):
    """Read once; nothing here changes."""

    def __init__(self, workspace: Workspace, version: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.version = version
        self.pack: Pack = workspace.pack
        self.station: StationInfo = workspace.station

    def diagnostics(self) -> str:
        """Versions and hashes only: no name, no case, no path."""
        return "\n".join(
            (
                f"kakehashi {self.version}",
                f"pack {self.pack.id} {self.pack.version} {self.pack.sha256}",
                f"station CA {self.station.ca_fingerprint}",
                f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
            )
        )
