"""What a catalogue takes over from a region above: 采用, 主体对应, 调整, 不采用."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gwcat.model.values import mappings, text, texts

Subjects = Mapping[str, tuple[str, ...]]


class Entry(NamedTuple):
    """An entry of 调整 or 不采用: which item above it is about, why, and what is written."""

    position: int
    target: str
    reason: str
    raw: Mapping[str, object]


class Adoption(NamedTuple):
    """采用 of one catalogue file.

    Only items whose 公开层级 names one of `tiers` are taken if there are any; those without 公开层级 only if `untiered`.
    With `identities`, only those.
    """

    region: str
    domain: str
    tiers: tuple[str, ...]
    untiered: bool
    identities: tuple[str, ...]
    subjects: Subjects
    adjustments: tuple[Entry, ...]
    declined: tuple[Entry, ...]


def read_adoption(tree: Mapping[str, object]) -> Adoption:
    """The adoption of a catalogue file's tree that has 采用."""
    raw = tree.get("采用")
    written = raw if isinstance(raw, dict) else {"区域": text(raw)}
    return Adoption(
        region=text(written.get("区域")),
        domain=text(written.get("领域")),
        tiers=texts(written.get("层级")),
        untiered=written.get("层级未写") == "采用",
        identities=texts(written.get("事项")),
        subjects=read_subjects(tree.get("主体对应")),
        adjustments=_entries(tree.get("调整")),
        declined=_entries(tree.get("不采用")),
    )


def read_subjects(value: object) -> dict[str, tuple[str, ...]]:
    """主体对应: a generic name above -> the units here."""
    return {name: texts(units) for name, units in value.items()} if isinstance(value, dict) else {}


def _entries(value: object) -> tuple[Entry, ...]:
    return tuple(Entry(n, text(raw.get("对应")), text(raw.get("理由")), raw) for n, raw in enumerate(mappings(value)))
