"""The class of a deadline, statement by statement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.overview.deadline_class import CLASSES, classes, dues


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("未列明",)),
        (" \n", ("未列明",)),
        ("尽快公开", ("未能识别",)),
        ("实时公开", ("即时或同步",)),
        ("随采购公告、采购文件公开", ("即时或同步",)),
        ("收到申请之日起24小时内", ("即时或同步",)),
        ("自作出行政决定之日起7个工作日内", ("7日以内",)),
        ("制定或获取信息之日起10个工作日内", ("8至10日",)),
        ("制定或获取信息之日起10个工作日内，公示7个工作日", ("8至10日",)),
        ("本级人民代表大会或其常务委员会批准后20日内", ("11至20日",)),
        ("信息形成或者变更之日起30个工作日内", ("超过20日",)),
        ("每季度的首个月20日", ("每季度",)),
        ("及时公开", ("及时、长期等",)),
        ("信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示", ("7日以内", "11至20日")),
    ],
)
def test_classes(text: str, expected: tuple[str, ...]) -> None:
    assert classes(text) == expected


def test_a_statement_keeps_its_words() -> None:
    (due,) = dues("每季度的首个月20日")
    assert due.words == "每季度首月20日"
    (due,) = dues("尽快\n公开")
    assert due.words == "尽快 公开", "what was not understood is shown as it was written"


@given(st.text(max_size=40) | st.sampled_from(["每年", "20个工作日内", "自信息形成之日起", "公示7日", "；"]))
def test_every_text_has_a_class(text: str) -> None:
    found = classes(text)
    assert found
    assert set(found) <= set(CLASSES)
    assert list(found) == sorted(found, key=CLASSES.index)
