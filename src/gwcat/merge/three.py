"""Two texts that come from a third, merged part by part.

A part that only one side changed is taken from that side, comments and layout included. Where both changed a part, its value
is merged: blocks part by part, lists as sets in order, everything else only if one of the changes is in the layout alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gwcat.merge.keys import disordered, keys_of, order
from gwcat.merge.parts import Node, Part, line_after, parts
from gwcat.merge.pieces import Conflict, Cut, Nested, Piece, Whole
from gwcat.merge.values import MISSING, Clash, merged
from gwcat.source.writer import flow

_ABSENT = Cut("", 0)


@dataclass
class Merged:
    """The pieces of a block, and what it means with the first side's values where both sides clash."""

    pieces: list[Piece]
    tree: Any
    remarks: list[str] = field(default_factory=list)


def merge_blocks(old: Sequence[Part], one: Sequence[Part], two: Sequence[Part], trees: Sequence[Any], where: str = "") -> Merged:
    """The block that two changes of a block come to; `trees` are the three values, `where` names it in remarks."""
    mapping = isinstance(trees[1], dict)
    keys = ([part.name for part in old], [part.name for part in one], [part.name for part in two])
    if not mapping:
        keys = keys_of(*(tree or [] for tree in trees))
    sides = [dict(zip(names, found, strict=True)) for names, found in zip(keys, (old, one, two), strict=True)]
    result = Merged([], {} if mapping else [])
    outcomes: dict[str, tuple[Piece, Any]] = {}
    for key in dict.fromkeys((*keys[1], *keys[2])):
        before, first, second = (side.get(key) for side in sides)
        if (outcome := _merge_part(before, first, second, result.remarks, _named(where, key))) is not None:
            outcomes[key] = outcome
    for key in order(*keys, frozenset(outcomes)):
        piece, value = outcomes[key]
        result.pieces.append(piece)
        if value is not MISSING and mapping:
            result.tree[key] = value
        elif value is not MISSING:
            result.tree.append(value)
    if disordered(*keys) and not mapping:
        result.remarks.append(f"{where or '列表'}：两边都调整了次序，保留本方的次序。")
    return result


def _named(where: str, key: str) -> str:
    words = key.rpartition("#")[0].strip('"') or key
    words = words if len(words) <= 30 else f"{words[:30]}…"
    return f"{where}/{words}" if where else words


def _merge_part(old: Part | None, one: Part | None, two: Part | None, remarks: list[str], where: str) -> tuple[Piece, Any] | None:
    """The piece that a part comes to, with its value; None if it is gone."""
    if one is None or two is None:
        left = one or two
        if left is None:
            return None
        if old is None:
            return _taken(left)
        if left.value.tree == old.value.tree:
            return None
        return _clash(old, one, two, where)
    if one.text == two.text or (old is not None and two.text == old.text):
        return _taken(one)
    if old is not None and one.text == old.text:
        return _taken(two)
    return _merge_changed(old, one, two, remarks, where)


def _merge_changed(old: Part | None, one: Part, two: Part, remarks: list[str], where: str) -> tuple[Piece, Any]:
    """Both sides have the part, each with another text."""
    lead = _lead(old.lead if old else "", one.lead, two.lead)
    nodes = one.value.block, two.value.block
    before = old.value.tree if old else MISSING
    if nodes[0] is not None and nodes[0] == nodes[1] and (old is None or old.value.block == nodes[0] or not old.value.tree):
        if old is None and nodes[0] == "map" and one.value.tree != two.value.tree:
            return _clash(old, one, two, where)
        return _nested(old, one, two, lead, remarks, where)
    if one.value.tree == two.value.tree:
        keep = two if old is not None and one.body == old.body else one
        return Whole(lead, Cut(keep.body, keep.column)), one.value.tree
    if before in (one.value.tree, two.value.tree):
        shape, source = (one, two) if one.value.tree == before else (two, one)
        return _grafted(lead, shape if old is not None and shape.body != old.body else source, source)
    if old is None and not isinstance(one.value.tree, list):
        return _clash(old, one, two, where)
    try:
        value = merged(before, one.value.tree, two.value.tree)
    except Clash:
        return _clash(old, one, two, where)
    return Whole(lead, Cut(_rewritten(one, flow(value)), one.column)), value


def _nested(old: Part | None, one: Part, two: Part, lead: str, remarks: list[str], where: str) -> tuple[Piece, Any]:
    base = old if old is not None and old.value.block == one.value.block else None
    empty: Any = {} if one.value.block == "map" else []
    trees = [base.value.tree if base else empty, one.value.tree, two.value.tree]
    below = [parts(part.value, *part.inner) if part else [] for part in (base, one, two)]
    inner = merge_blocks(below[0], below[1], below[2], trees, where)
    remarks += inner.remarks
    if not inner.pieces:  # the two sides deleted everything between them
        return Whole(lead, Cut(_rewritten(one, flow(empty)), one.column)), empty
    kept = one if base is None or one.opening != base.opening else two
    inside = one.value.mark[0] == one.inner[0]
    shape = kept if (kept.value.mark[0] == kept.inner[0]) == inside else one
    shift = below[1][0].column - one.column + (len(shape.opening) - len(one.opening) if inside else 0)
    return Nested(lead, Cut(shape.opening, shape.column), shift, inner.pieces, inside), inner.tree


def _grafted(lead: str, shape: Part, source: Part) -> tuple[Piece, Any]:
    """The layout of one side with the value of the other, where both fit in a line."""
    raw = source.value.raw
    fits = "\n" not in raw and "\n" not in shape.value.raw and raw and shape.value.raw
    if not fits:
        return Whole(lead, Cut(source.body, source.column)), source.value.tree
    start, end = (at - shape.start for at in shape.value.mark[:2])
    return Whole(lead, Cut(shape.body[:start] + raw + shape.body[end:], shape.column)), source.value.tree


def _rewritten(part: Part, raw: str) -> str:
    """A part with another value in one line; what stands behind the old value stays."""
    text, (start, end) = part.value.text, part.value.mark[:2]
    head = text[part.start : part.inner[0]] if part.value.block else text[part.start : start]
    behind = text[end : part.end] if not part.value.block else "\n"
    return f"{head.rstrip()} {raw}{behind}"


def _taken(part: Part) -> tuple[Piece, Any]:
    return Whole(part.lead, Cut(part.body, part.column)), part.value.tree


def _clash(old: Part | None, one: Part | None, two: Part | None, where: str) -> tuple[Piece, Any]:
    cuts = [Cut(part.body, part.column) if part else _ABSENT for part in (one, old, two)]
    lead = _lead(*(part.lead if part else "" for part in (old, one or two, two or one)))
    return Conflict(lead, cuts[0], cuts[1], cuts[2], where), one.value.tree if one else MISSING


def _lead(old: str, one: str, two: str) -> str:
    """The comments above a part: those of the side that changed them; of both where both did."""
    if one == two or two == old:
        return one
    if one == old:
        return two
    known = {*old.splitlines(), *one.splitlines()}
    return one + "".join(line for line in two.splitlines(keepends=True) if line.rstrip("\r\n") not in known)


def merge_edges(old: str, one: str, two: str) -> str:
    """What stands above the first key of a file or below its last value, merged like the comments above a part."""
    return _lead(old, one, two)


def root(text: str, tree: Any, mark: Any) -> tuple[str, list[Part], str]:
    """What stands above everything, the parts of a whole text, whose value must be a block, and what stands below them.

    Comments above the first key are about the file, wherever that key goes.
    """
    end = line_after(text, mark[1])
    first, *others = parts(Node(text, tree, mark), 0, end)
    return first.lead, [replace(first, lead=""), *others], text[end:]
