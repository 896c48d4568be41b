"""What of a region goes into a package, and in which formats."""

from __future__ import annotations

from typing import NamedTuple

FORMATS = ("xlsx", "docx", "html", "csv", "pdf")
DEFAULT_FORMATS = ("xlsx", "docx", "html")


class Selection(NamedTuple):
    """What to compile: only these domains and units (all if empty), in this form (each catalogue's own if empty)."""

    domains: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    form: str = ""

    @property
    def partial(self) -> bool:
        """Whether something is left out."""
        return bool(self.domains or self.units)


EVERYTHING = Selection()
