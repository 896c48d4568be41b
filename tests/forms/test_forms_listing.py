"""只列: a form lists only the items that say something under certain keys; and what of an item a form shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gwcat.base.errors import GwcatError
from gwcat.document.table import Table
from gwcat.forms.definition import Form, build_form
from gwcat.forms.layout import lay_out, listed
from gwcat.forms.library import Library
from gwcat.forms.record import item_record
from gwcat.model.catalogue import Catalogue, read_item
from packages import with_form

STYLE = {"字体": "仿宋_GB2312", "字号": "9"}
RAW: dict[str, Any] = {
    "名称": "试样",
    "字体": {"标题": STYLE, "表头": STYLE, "正文": STYLE},
    "列": [{"列名": "序号", "值": "{{ 序号 }}"}, {"列名": "名称", "值": "{{ 名称 }}"}],
}


def form_of(**given: Any) -> Form:
    return build_form({**RAW, **given}, lambda name: RAW)


def record(name: str, **given: Any) -> dict[str, Any]:
    raw = {"编号": name, "名称": name, **given}
    return item_record(Catalogue("领域", "单位", "", ""), read_item(0, raw))


def table_of(form: Form, *records: dict[str, Any]) -> Table:
    return lay_out(form, records, name="表", values={})


WITHHELD = record("甲", 不予公开={"理由": "个人隐私"})
OPEN = record("乙")


def test_items_that_say_nothing_are_left_out() -> None:
    """序号 counts what is listed; `origins` still tell where each row came from."""
    table = table_of(form_of(只列=["不予公开"]), OPEN, WITHHELD, OPEN, record("丙", 不予公开="依据"))
    assert table.rows == [("1", "甲"), ("2", "丙")]
    assert table.origins == [1, 3]


def test_without_the_key_every_item_is_listed() -> None:
    assert table_of(form_of(), OPEN, WITHHELD).rows == [("1", "乙"), ("2", "甲")]


def test_nothing_to_list() -> None:
    table = table_of(form_of(只列=["不予公开"]), OPEN)
    assert (table.rows, table.merges, table.origins) == ([], [], [])


def test_several_keys_must_all_be_there() -> None:
    form = form_of(只列=["不予公开", "备注"])
    assert not listed(form, record("甲", 不予公开="乙"))
    assert not listed(form, record("甲", 备注="乙"))
    assert listed(form, record("甲", 不予公开="乙", 备注="乙"))


def test_one_key_may_be_written_as_a_text() -> None:
    assert form_of(只列="不予公开").only == ("不予公开",)


SAID: dict[str, tuple[str, Any, bool]] = {
    "text": ("备注", "甲", True),
    "white space": ("备注", " \n　", False),
    "empty mapping": ("不予公开", {}, False),
    "mapping of nothing": ("不予公开", {"理由": "", "依据": " "}, False),
    "ground only": ("不予公开", {"依据": "甲"}, True),
    "empty list": ("公开依据", [], False),
    "list of nothing": ("公开依据", [""], False),
    "list": ("公开依据", ["甲"], True),
    "audience": ("公开对象", "全社会", True),
    "named audience": ("公开对象", {"特定群体": "甲"}, True),
    "no audience": ("公开对象", "", False),
    "channel": ("公开渠道", {"其他": "甲"}, True),
}


@pytest.mark.parametrize("what", SAID)
def test_what_counts_as_said(what: str) -> None:
    key, value, expected = SAID[what]
    assert listed(form_of(只列=[key]), record("甲", **{key: value})) is expected


@pytest.mark.parametrize("key", ["不公开", "编码", ""])
def test_an_unknown_key_is_refused_naming_the_form(key: str) -> None:
    """It would leave out every item without a word."""
    with pytest.raises(GwcatError, match=f"“试样”的“只列”里有不认识的键“{key}”") as caught:
        table_of(form_of(只列=[key]), OPEN)
    assert "不予公开" in caught.value.hint


@pytest.mark.parametrize("value", [{"不予公开": "是"}, [["不予公开"]], [{"键": "不予公开"}]])
def test_keys_are_a_list_of_texts(value: Any) -> None:
    with pytest.raises(GwcatError, match=r"试样.*只列"):
        form_of(只列=value)


def test_a_form_takes_over_what_is_listed_and_may_list_everything(tmp_path: Path) -> None:
    root = with_form(tmp_path, "子样", "基于: 不予公开负面清单\n")
    with_form(root, "全样", "基于: 不予公开负面清单\n只列: []\n")
    assert Library(root).form("子样").only == ("不予公开",)
    assert Library(root).form("全样").only == ()


def test_only_the_negative_list_leaves_items_out() -> None:
    library = Library()
    assert [name for name in library.form_paths if library.form(name).only] == ["不予公开负面清单"]


# 不予公开 in its parts


@pytest.mark.parametrize(
    ("written", "reason", "ground", "whole"),
    [
        ({"理由": "甲", "依据": "乙"}, "甲", "乙", "甲；乙"),
        ({"理由": "甲"}, "甲", "", "甲"),
        ({"依据": "乙"}, "", "乙", "乙"),
        ("丙", "", "丙", "丙"),
        ("", "", "", ""),
        (None, "", "", ""),
        (["丁"], "", "", ["丁"]),
        ({"理由": ["甲"]}, "", "", ""),
    ],
)
def test_why_something_is_not_published(written: Any, reason: str, ground: str, whole: Any) -> None:
    found = record("甲", 不予公开=written)
    assert (found["不予公开理由"], found["不予公开依据"], found["不予公开"]) == (reason, ground, whole)


# 公开层级 as ticks and as words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("{{ ('县级' in 公开层级) | 勾 }}", {"县级"}),
        ("{{ ('乡级' in 公开层级 or '村级' in 公开层级) | 勾 }}", {"乡级", "村级"}),
        ("{{ 公开层级 | 连写 }}", {"县级", "乡级", "村级"}),
        ("{{公开层级|逐行}}", {"县级", "乡级", "村级"}),
        ("{{ 名称 }}", set()),
    ],
)
def test_levels_that_a_form_shows(value: str, shown: set[str]) -> None:
    form = form_of(列=[{"列名": "公开层级", "值": value}])
    assert {tier for tier in ("县级", "乡级", "村级") if form.shows_tier(tier)} == shown
