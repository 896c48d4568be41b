"""Cells that count up from row to row, as a spreadsheet fills them when they are dragged down: 20, 21, 22 个工作日."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gwcat.model.incoming import IncomingItem, Remark

_KEYS = ("公开时限", "公开依据", "公开主体", "咨询电话", "监督电话")
_NUMBER = re.compile(r"\d+")
_LEAST = 3


def tell_sequences(items: Sequence[IncomingItem]) -> Iterator[Remark]:
    """A doubt for every cell of a run of three or more that are equal but for one number, which goes up by one."""
    for key in _KEYS:
        run: list[IncomingItem] = []
        for before, item in pairwise([*items, IncomingItem({}, items[0].spot)] if items else []):
            if _counts_up(_text(before, key), _text(item, key)):
                run = [*(run or [before]), item]
            else:
                yield from _told(run, key)
                run = []
        yield from _told(run, key)


def _told(run: Sequence[IncomingItem], key: str) -> Iterator[Remark]:
    if len(run) >= _LEAST:
        for item in run:
            yield Remark("存疑", item.spots.get(key, item.spot), "逐行加一，像是下拉填充出来的，请核对", _text(item, key))


def _text(item: IncomingItem, key: str) -> str:
    value = item.values.get(key, "")
    return "\n".join(value) if isinstance(value, list) else value


def _counts_up(before: str, after: str) -> bool:
    if not before or before == after or len(before) > len(after) + 1 or _NUMBER.sub("#", before) != _NUMBER.sub("#", after):
        return False
    changed = [
        (int(one), int(other)) for one, other in zip(_NUMBER.findall(before), _NUMBER.findall(after), strict=True) if one != other
    ]
    return len(changed) == 1 and changed[0][1] == changed[0][0] + 1
