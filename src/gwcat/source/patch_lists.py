"""Which entries of a list are the same before and after, so that the others can be told apart from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

_IDENTITIES = ("编号", "对应")


def aligned(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new entry the old one that it goes on from, none for one that is added; numbers only grow.

    Mappings with an identity are paired by it; other entries if they are equal, and where some were replaced by others,
    one after the other.
    """
    before, after = _identities(old), _identities(new)
    if before is not None and after is not None:
        return _paired(before, after, replaced=False)
    return _paired([_text(entry) for entry in old], [_text(entry) for entry in new], replaced=True)


def _identities(entries: Sequence[Any]) -> list[str] | None:
    """The identities of entries, if all have one and no two the same."""
    for key in _IDENTITIES:
        found = [entry.get(key) if isinstance(entry, dict) else None for entry in entries]
        names = [name for name in found if isinstance(name, str) and name]
        if len(names) == len(entries) and len(set(names)) == len(names):
            return names
    return None


def _text(entry: Any) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)


def _paired(old: list[str], new: list[str], *, replaced: bool) -> list[int | None]:
    pairs: list[int | None] = [None] * len(new)
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and replaced):
            for step in range(min(end - start, last - first)):
                pairs[first + step] = start + step
    return pairs
