"""Where somebody is typing, told from lines that no reader could read. ‸ is the cursor."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.editor.spot import Spot, spot

ITEM = "事项:\n  - 编号: 甲\n    一级事项: 乙\n"


def spot_in(text: str) -> Spot | None:
    before, _, after = text.partition("‸")
    return spot((before + after).split("\n"), before.count("\n"), len(before.rpartition("\n")[2]))


def said(found: Spot | None) -> Any:
    return found and (found.names, found.key, found.entry, found.flow)


_PLACES: dict[str, tuple[str, Any]] = {
    "a key of the file": ("领域: 甲\n‸", ((), None, False, False)),
    "a key half typed": ("领域: 甲\n单‸", ((), None, False, False)),
    "a value of the file": ("领域: ‸", ((), "领域", False, False)),
    "a value half typed": ("领域: 社会‸\n单位: 乙", ((), "领域", False, False)),
    "no blank behind the colon yet": ("领域:‸", None),
    "a key of an item": (f"{ITEM}    ‸", (("事项",), None, False, False)),
    "the first key of an item": ("事项:\n  - ‸", (("事项",), None, True, False)),
    "the first key of another item": (f"{ITEM}  - ‸", (("事项",), None, True, False)),
    "a value of an item": (f"{ITEM}    公开时限: ‸", (("事项",), "公开时限", False, False)),
    "the first value of an item": ("事项:\n  - 编号: ‸", (("事项",), "编号", False, False)),
    "an entry below a key": (f"{ITEM}    公开依据:\n      - ‸", (("事项", "公开依据"), None, True, False)),
    "a second entry below a key": (f"{ITEM}    公开主体:\n      - 甲\n      - 乙‸", (("事项", "公开主体"), None, True, False)),
    "an entry as far in as its key": (f"{ITEM}    公开主体:\n    - ‸", (("事项", "公开主体"), None, True, False)),
    "a list as far in as its key": ("事项:\n- 编号: 甲\n  公开主体: ‸", (("事项",), "公开主体", False, False)),
    "a key of a list as far in as its key": ("事项:\n- 编号: 甲\n  ‸", (("事项",), None, False, False)),
    "inside brackets": (f"{ITEM}    公开主体: [‸", (("事项",), "公开主体", False, True)),
    "a second one inside brackets": (f"{ITEM}    公开主体: [县民政局, 县‸]", (("事项",), "公开主体", False, True)),
    "a key inside braces": ("调整:\n  - {‸}", (("调整",), None, False, True)),
    "a value inside braces": ("调整:\n  - {对应: ‸}", (("调整",), "对应", False, True)),
    "a second key inside braces": ("调整:\n  - {对应: 甲, 公‸}", (("调整",), None, False, True)),
    "a second value inside braces": ("调整:\n  - {对应: 甲, 公开主体: [乙, ‸", (("调整",), "公开主体", False, True)),
    "braces in brackets": ("公开渠道: [政府网站, {其他: ‸", (("公开渠道",), "其他", False, True)),
    "behind braces in brackets": ("公开渠道: [{其他: 甲}, ‸", ((), "公开渠道", False, True)),
    "a mapping in a mapping": ("采用:\n  区域: ‸", (("采用",), "区域", False, False)),
    "a key of a mapping in a mapping": ("领域: 甲\n采用:\n  区域: 国家\n  ‸", (("采用",), None, False, False)),
    "behind a mapping in a mapping": ("采用:\n  区域: 国家\n‸", ((), None, False, False)),
    "above what is there": ("‸\n领域: 甲", ((), None, False, False)),
    "with comments and blank lines between": ("事项:\n\n  # 注\n  - 编号: 甲\n\n# 注\n    ‸", (("事项",), None, False, False)),
    "a comment": ("# 领域: ‸", None),
    "a comment behind a value": ("领域: 甲 # ‸", None),
    "a quoted text": ('领域: "甲‸', None),
    "a quoted text inside brackets": ('公开主体: ["甲‸', None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), _PLACES.values(), ids=_PLACES)
def test_places(text: str, wanted: Any) -> None:
    assert said(spot_in(text)) == wanted


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        (f"{ITEM}    ‸\n    备注: 丙\n  - 编号: 丁\n    公开时限: 戊", {"编号", "一级事项", "备注"}),
        ("领域: 甲\n‸\n事项:\n  - 编号: 乙", {"领域", "事项"}),
        ("调整:\n  - {对应: 甲, ‸}", {"对应"}),
        ("事项:\n  - ‸\n    编号: 甲", {"编号"}),
    ],
)
def test_keys_that_are_there(text: str, beside: set[str]) -> None:
    found = spot_in(text)
    assert found
    assert found.beside == beside


def test_where_the_word_begins() -> None:
    for text, word in (("领域: 社会‸", "社会"), ("  - 编‸", "编"), ("公开主体: [甲,  县民‸", "县民"), ("领域: ‸", "")):
        found = spot_in(text)
        assert found
        line = text.partition("‸")[0].rpartition("\n")[2]
        assert line[found.start :] == word


@given(st.text(st.sampled_from(list("事甲 -:[]{},#'\"\n\t|>‸")), max_size=60).filter(lambda text: "‸" in text))
def test_nothing_that_is_typed_is_too_much(text: str) -> None:
    before, _, after = text.partition("‸")
    lines = (before + after).replace("‸", "").split("\n")
    found = spot(lines, before.count("\n"), len(before.rpartition("\n")[2]))
    assert found is None or 0 <= found.start <= len(lines[before.count("\n")])
