"""Names in command lines that a user is told to type."""

from __future__ import annotations

import re
import shlex


def typed(name: str) -> str:
    """A name as it has to be typed in a shell: Chinese names as they are, those with blanks and signs in quotes."""
    return name if re.fullmatch(r"[\w./][\w./+-]*", name) else shlex.quote(name)
