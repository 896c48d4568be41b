"""manifest.json: every file of a package with its SHA-256, what it holds and what it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
NAME = "manifest.json"


@dataclass(eq=False)
class Entry:
    """One file of a package; `path` is relative to the package with `/`."""

    path: str
    data: bytes
    kind: str
    forms: list[str] = field(default_factory=list)
    rows: int = 0
    items: int = 0
    sources: list[str] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The entry as the manifest says it."""
        return {
            "path": self.path,
            "kind": self.kind,
            "bytes": len(self.data),
            "sha256": sha256(self.data),
            "forms": self.forms,
            "rows": self.rows,
            "items": self.items,
            "sources": self.sources,
        }


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def manifest_bytes(head: dict[str, Any], sources: dict[str, str], entries: list[Entry]) -> bytes:
    """The manifest: `head` says whose package it is, `sources` maps each source file to its SHA-256."""
    content = {
        "version": VERSION,
        **head,
        "sources": [{"path": path, "sha256": digest} for path, digest in sorted(sources.items())],
        "files": [entry.record() for entry in sorted(entries, key=lambda entry: entry.path)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
