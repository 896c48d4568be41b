"""Which commit a workspace is at."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Revision(NamedTuple):
    """The commit of the workspace (empty outside git) and whether sources differ from it."""

    commit: str = ""
    modified: bool = False


def revision(root: Path) -> Revision:
    """The revision of `catalogs/` and `templates/` of a workspace; an empty one without git or without a commit."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return Revision()
    import subprocess

    from gwcat.source.git import environment

    asked = ("status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "catalogs", "templates")
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), *asked],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            encoding="utf-8",
            errors="replace",
            env=environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return Revision()
    commit, modified = "", False
    for line in answer.stdout.splitlines():
        if line.startswith("# branch.oid "):
            commit = line.split()[-1]
        elif not line.startswith("#"):
            modified = True
    return Revision("" if commit == "(initial)" else commit, modified and commit != "(initial)")
