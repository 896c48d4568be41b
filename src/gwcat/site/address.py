"""Addresses of pages: short, of ASCII alone (they survive every server, archive and message), the same for the same name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from gwcat.base.names import fold

HOME, SEARCH, DOMAINS, UNITS, TIERS, CHANNELS = (
    "index.html",
    "search.html",
    "domains.html",
    "units.html",
    "levels.html",
    "channels.html",
)
DUTIES, STATISTICS, DOWNLOADS, CHANGES, FLOWS, ABOUT = (
    "duties.html", "statistics.html", "downloads.html", "changes.html", "flows.html", "about.html",
)  # fmt: skip
_LEAST = 8  # hexadecimal digits


@dataclass
class Addresses:
    """Gives every name of a folder an address of its own: digits of the SHA-256 of the name, more of them if two agree."""

    _known: dict[tuple[str, str], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def page(self, folder: str, *names: str) -> str:
        """The address of the page of that name."""
        return self.file(folder, *names, suffix="html")

    def file(self, folder: str, *names: str, suffix: str) -> str:
        """The address of a file of that name."""
        key = "\x1f".join(map(fold, names))
        stem = self._known.get((folder, key)) or self._new(folder, key)
        return f"{folder}/{stem}.{suffix}"

    def _new(self, folder: str, key: str) -> str:
        digits, length = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest(), _LEAST
        while f"{folder}/{digits[:length]}" in self._taken:
            length += 1
        stem = self._known[folder, key] = digits[:length]
        self._taken.add(f"{folder}/{stem}")
        return stem


def up(page: str) -> str:
    """What leads from a page to the top of the site."""
    return "../" * page.count("/")
