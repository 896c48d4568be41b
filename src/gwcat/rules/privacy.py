"""Privacy: nothing personal among what is published."""

from __future__ import annotations

from collections.abc import Iterator

from gwcat.language.personal import find_personal
from gwcat.model.catalogue import Item
from gwcat.model.finding import DataPath
from gwcat.rules.registry import CatalogueCase, Note, rule

# Keys that never reach a published table.
_INTERNAL = frozenset({"来源", "保密审查"})


@rule(
    "GW501", "含有个人信息", "error", "item",
    summary="目录里没有身份证号、手机号、电子邮箱、银行卡号。",
    why="目录要向全社会公布；个人信息一旦公布就收不回来。办公电话（带区号）不在此列。",
    source="《政府信息公开条例》第十五条",
    bad="咨询电话: ⟦13800000000⟧", good="咨询电话: 0539-0000000",
)  # fmt: skip
def nothing_personal(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """No value of an item holds personal data."""
    if not case.suspicious:
        return
    for key, value in item.raw.items():
        if key not in _INTERNAL:
            for path, text in _texts((key,), value):
                for kind in dict.fromkeys(found.kind for found in find_personal(text)):
                    yield Note(f"“{key}”里有{kind}。", path, "请删去，或改为办公电话。")


def _texts(path: DataPath, value: object) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _texts((*path, number), entry)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _texts((*path, key), entry)
