"""Values of two states of one item: which say the same in other writing, and what differs inside the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from gwcat.base.names import fold
from gwcat.compare.cells import bare
from gwcat.compare.words import compare_words
from gwcat.language import channel, citation, deadline, tier
from gwcat.model.change import FieldChange, Part, plain

_SETS = frozenset({"公开渠道", "公开层级", "公开方式", "公开对象", "五公开"})  # boxes to tick: their order says nothing
_ALIKE = 0.5  # likeness from which two entries of a list are one that was edited


def differing(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """The keys whose values are not written alike, in the order of the new item, then of the old one."""
    if old is new:
        return
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield key


def same_meaning(key: str, old: object, new: object) -> bool:
    """Whether two values say the same: signs of another width, a list around one entry, the order of boxes to tick,
    deadlines and citations that are read as the same.
    """
    one, other = bare(old), bare(new)
    if one == other or not (one or other):
        return True
    if key in _SETS:
        return frozenset(_ticked(key, old)) == frozenset(_ticked(key, new))
    if key == "公开时限" and isinstance(old, str) and isinstance(new, str):
        return (normal := deadline.normal(old)) is not None and normal == deadline.normal(new)
    if key == "公开依据":
        first, second = map(_citations, (_entries(old), _entries(new)))
        return first is not None and first == second
    return False


def _ticked(key: str, value: object) -> Iterator[object]:
    for entry in _entries(value):
        name = fold(entry) if isinstance(entry, str) else bare(entry)
        if isinstance(entry, str) and key == "公开渠道":
            name = channel.canonical(entry) or name
        if isinstance(entry, str) and key == "公开层级":
            name = tier.canonical(entry) or name
        yield name


def _citations(cells: list[object]) -> list[str] | None:
    """Every document that a list of citations names, in canonical words; None if one is not understood."""
    found: list[str] = []
    for cell in cells:
        read = _cited(cell) if isinstance(cell, str) else None
        if read is None:
            return None
        found += read
    return found


@lru_cache(maxsize=8192)
def _cited(cell: str) -> tuple[str, ...] | None:
    read = citation.parse(cell)
    return tuple(map(citation.text, read.citations)) if read.understood and read.citations else None


def field_change(key: str, old: object, new: object) -> FieldChange:
    """A value that says something else, with what differs inside: entries of a list, words of a text."""
    if isinstance(old, list | dict) or isinstance(new, list | dict) or key in _SETS:
        return FieldChange(key, old, new, parts=tuple(parts(key, old, new)))
    return FieldChange(key, old, new, runs=compare_words(plain(old), plain(new)))


def parts(key: str, old: object, new: object) -> Iterator[Part]:
    """What became of the entries of a list: kept ones apart, then the most alike ones as edits, the rest as gone and come."""
    before, after = [entry for entry in map(plain, _entries(old)) if entry], [e for e in map(plain, _entries(new)) if e]
    there: dict[str, list[int]] = {}
    for at, entry in enumerate(after):
        there.setdefault(fold(entry), []).append(at)
    kept: list[int] = []
    gone: list[int] = []
    for number, entry in enumerate(before):
        places = there.get(fold(entry))
        if places:
            kept.append(places.pop(0))
        else:
            gone.append(number)
    came = sorted(at for places in there.values() for at in places)
    edited = {} if key in _SETS else _edited(before, after, gone, came)
    for number in gone:
        if number not in edited:
            yield Part("删去", before[number], "")
        else:
            to = edited[number]
            yield Part("修改", before[number], after[to], compare_words(before[number], after[to]))
    taken = set(edited.values())
    for at in came:
        if at not in taken:
            yield Part("增加", "", after[at])
    if key not in _SETS and kept != sorted(kept):
        yield Part("次序", "；".join(before), "；".join(after))


def _edited(before: list[str], after: list[str], gone: list[int], came: list[int]) -> dict[int, int]:
    """Entries that went and entries that came instead, each once, the most alike first."""
    if len(gone) == len(came) == 1:  # one for one: the entry was rewritten, if only a little of it stayed
        return {gone[0]: came[0]} if likeness(before[gone[0]], after[came[0]]) >= _ALIKE / 2 else {}
    if len(gone) * len(came) > 10_000:
        return {}
    scores = sorted(
        (-score, one, other) for one in gone for other in came if (score := likeness(before[one], after[other])) >= _ALIKE
    )
    found: dict[int, int] = {}
    for _, one, other in scores:
        if one not in found and other not in found.values():
            found[one] = other
    return found


def likeness(one: str, other: str) -> float:
    """From 0 to 1: twice the pairs of neighbouring signs in common, over those of both."""
    first, second = pairs_of(one), pairs_of(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else float(first == second)


@lru_cache(maxsize=65536)
def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs of a text, blanks and width apart; a single sign stands for itself."""
    signs = fold(text)
    return frozenset(map("".join, pairwise(signs))) if len(signs) > 1 else frozenset(signs)


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value in (None, "", {}) else [value]
