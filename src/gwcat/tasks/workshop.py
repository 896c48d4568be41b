"""What a process keeps from one region to the next: forms and frames, compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gwcat.forms.library import Library
from gwcat.render.frames import Frames


@dataclass(frozen=True)
class Workshop:
    """The templates of a workspace, ready for use."""

    library: Library
    office: Frames  # of XLSX and DOCX parts
    pages: Frames  # of HTML pages

    @classmethod
    def of(cls, root: Path) -> Workshop:
        """The workshop of a workspace; nothing is read before it is needed."""
        library = Library(root)
        return cls(library, Frames(lambda name: library.path("ooxml", name)), Frames(lambda name: library.path("html", name)))
