"""Catalogues of one item: the faultless one of conftest with some of its lines replaced."""

from __future__ import annotations

from conftest import CATALOGUE_PATH, ITEM, REGION_PATH, Check
from gwcat.model.finding import Finding
from marking import announced

HEAD = "领域: 社会救助\n单位: 县民政局\n事项:\n"
_INDENT = "    "


def with_lines(lines: str, *, head: str = HEAD) -> str:
    """A catalogue whose only item has these lines (`公开时限: …`) in place of those that begin with the same keys."""
    return head + item_with(lines)


def item_with(lines: str, *, identity: str = "") -> str:
    """The item alone, as an entry of 事项."""
    given = lines.rstrip("\n").split("\n")
    named = {_key(line) for line in given}
    own = [line.removeprefix(_INDENT) for line in ITEM.replace("  - ", _INDENT, 1).rstrip("\n").split("\n")]
    kept: list[str] = []
    keep = True
    for line in own:
        if _key(line):
            keep = _key(line) not in named
        if keep:
            kept.append(line)
    if identity:
        kept = [f"编号: {identity}" if _key(line) == "编号" else line for line in kept]
    merged = "".join(f"{_INDENT}{line}\n" for line in (*kept, *given))
    return merged.replace(_INDENT, "  - ", 1)


def _key(line: str) -> str:
    """The key that a line begins with; empty for a line that goes on with what is above."""
    return "" if line.startswith(" ") else line.partition(":")[0].replace("⟦", "").replace("⟧", "").rpartition(" ")[2]


def expect(check: Check, catalogue: str, **others: str) -> list[Finding]:
    """Check a catalogue that announces its faults (`公开对象: ⟦GW302 群众⟧`): exactly those must be found, at their places.

    `others` are given to `check` as they are. Returns the findings in the order of their places.
    """
    return _compare(check, CATALOGUE_PATH, catalogue, "catalogue", others)


def expect_in_region(check: Check, region: str, **others: str) -> list[Finding]:
    """Like `expect`, for region.yaml."""
    return _compare(check, REGION_PATH, region, "region", others)


def _compare(check: Check, path: str, text: str, role: str, others: dict[str, str]) -> list[Finding]:
    clean, faults = announced(text)
    found = check(**{role: clean}, **others)
    assert sorted((f.rule.code, f.place.path, f.place.line, f.place.column) for f in found) == sorted(
        (fault.code, path, fault.line, fault.column) for fault in faults
    )
    return found
