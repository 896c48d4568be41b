"""What a process keeps from one region to the next: forms and frames, compiled once, and the regions adopted from."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from gwcat.adopt.resolve import Resolver
from gwcat.forms.library import Library
from gwcat.render.frames import Frames
from gwcat.source.workspace import Workspace


class Workshop(NamedTuple):
    """The templates of a workspace, ready for use, and the resolver of its regions."""

    library: Library
    resolver: Resolver
    office: Frames  # of XLSX and DOCX parts
    pages: Frames  # of HTML pages

    @classmethod
    def of(cls, root: Path) -> Workshop:
        """The workshop of a workspace; nothing is read before it is needed."""
        library = Library(root)
        resolver = Resolver(Workspace(root))
        office, pages = (Frames(partial(library.path, kind)) for kind in ("ooxml", "html"))
        return cls(library, resolver, office, pages)
