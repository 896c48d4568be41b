"""Which item is which: by 编号, then by names, then by likeness; and what each kind of change says."""

from __future__ import annotations

import random

import pytest

from conftest import REPOSITORY
from gwcat.adopt.resolve import Resolver
from gwcat.compare.diff import apply, counts, diff
from gwcat.compare.resolved import state_of
from gwcat.compare.shifts import shifts
from gwcat.model.change import Shift
from gwcat.model.state import Entry, Home, State
from gwcat.source.workspace import Workspace
from states import HOME, entry, state

OTHER = Home("养老服务", "县民政局")
UNIT = Home("社会救助", "县财政局")


def said(old: State, new: State) -> list[str]:
    changes = diff(old, new)
    assert apply(old, changes) == new
    return [change.explain() for change in changes]


def kinds(old: State, new: State) -> list[str]:
    return [line.split()[0] for line in said(old, new)]


def test_by_identity_whatever_else_changes() -> None:
    old = state(entry("1", "审核信息"), entry("2"))
    new = state(entry("1", "别的名称", 公开内容=["别的"], 公开时限="即时"), entry("2"))
    assert kinds(old, new) == ["变更", "更名"]


def test_moved_with_its_identity() -> None:
    (line,) = said(state(entry("1", "审核信息")), state(entry("1", "审核信息", Home("养老服务", "县财政局"))))
    assert line == "移动 1 最低生活保障 / 审核信息：领域由“社会救助”改为“养老服务”，单位由“县民政局”改为“县财政局”"


def test_an_identity_given_to_something_else_elsewhere_is_no_move() -> None:
    old = state(entry("1", "审核信息"))
    stranger = Entry(
        Home("税收管理", "县税务局"), {"编号": "1", "一级事项": "纳税服务", "二级事项": "办税日历", "公开内容": "日历"}
    )
    assert kinds(old, State.of([stranger])) == ["新增", "取消"]


def test_by_names_where_there_is_no_identity() -> None:
    old = state(entry("", "审核信息", 公开时限="甲"), entry("", "审批信息"))
    new = state(entry("", "审批信息"), entry("", "审核信息", 公开时限="乙"))
    assert kinds(old, new) == ["变更", "调序"]


def test_by_names_under_another_name_of_the_domain() -> None:
    old = state(entry("", "规划", Home("城乡规划", "县自然资源局")))
    new = state(entry("", "规划", Home("国土空间规划", "县自然资源局")))
    assert kinds(old, new) == ["移动"]


def test_the_same_names_in_different_domains_are_not_enough() -> None:
    old = state(entry("", "政策法规文件", 公开内容=["救助政策"], 公开依据=["《社会救助暂行办法》"]))
    new = state(entry("", "政策法规文件", OTHER, 一级事项="综合", 公开内容=["福利机构"], 公开依据=["《老年人权益保障法》"]))
    assert kinds(old, new) == ["新增", "取消"]


def test_by_likeness_when_both_name_and_identity_are_gone() -> None:
    old = state(entry("旧-1", "审核信息"), entry("旧-2", "资金发放"))
    new = state(entry("新-1", "审核审批信息", 公开内容=["审核信息的名单及相关信息"]), entry("新-2", "资金发放"))
    assert sorted(kinds(old, new)) == ["内部", "内部", "更名"]


def test_several_units_have_the_same_item() -> None:
    old = state(entry("1", "甲"), entry("1", "甲", UNIT))
    assert kinds(old, state(entry("1", "甲", UNIT))) == ["取消"]
    assert kinds(old, state(entry("1", "甲"), entry("1", "甲", Home("社会救助", "县教育局")))) == ["移动"]
    assert said(old, state(entry("1", "甲", 备注="乙"), entry("1", "甲", UNIT))) == [
        "变更 1 最低生活保障 / 甲（社会救助（县民政局））：备注写为“乙”"
    ]


def test_as_few_items_as_possible_change_places() -> None:
    items = [entry(str(number)) for number in range(6)]
    assert said(state(*items), state(items[5], *items[:5])) == [
        "调序 5 最低生活保障 / 事项5（社会救助（县民政局））：由第 6 项调到第 1 项"
    ]
    assert kinds(state(*items), state(*items[1:])) == ["取消"]
    assert kinds(state(*items), state(entry("新"), *items)) == ["新增"]


def test_what_nobody_sees_is_apart() -> None:
    old = state(entry("1", 来源=[{"标题": "甲"}], 核实="否"))
    assert said(old, state(entry("1"))) == [
        "内部 1 最低生活保障 / 事项1（社会救助（县民政局））：来源删去“标题：甲”；核实删去“否”"
    ]


def test_many_items_that_lost_their_identity_are_found_again() -> None:
    dice = random.Random(1)
    words = [chr(0x4E00 + number) for number in range(400)]

    def text(length: int) -> str:
        return "".join(dice.choices(words, k=length))

    old = [entry(f"旧{n}", text(10), 公开内容=[text(30), text(30)]) for n in range(500)]
    new = [
        Entry(HOME, {**one.values, "编号": f"新{n}", "二级事项": f"{one.values['二级事项']}（试行）"})
        for n, one in enumerate(old)
    ]
    dice.shuffle(new)
    found = diff(State.of(old), State.of(new))
    assert {change.kind for change in found} == {"更名", "内部", "调序"}
    assert sum(change.kind == "更名" for change in found) == 500


def events(old: State, new: State) -> list[Shift]:
    return list(shifts(old, new, diff(old, new)))


def test_domains_and_units_renamed_split_merged() -> None:
    one = [entry(str(n), f"名{n}", Home("扶贫救灾", "县扶贫办")) for n in range(4)]
    two = [entry(str(n), f"名{n}", Home("扶贫" if n < 3 else "救灾", "县扶贫办")) for n in range(4)]
    assert events(state(*one), state(*two)) == [Shift("领域", "拆分", ("扶贫救灾",), ("扶贫", "救灾"), 4)]
    assert events(state(*two), state(*one)) == [Shift("领域", "合并", ("扶贫", "救灾"), ("扶贫救灾",), 4)]
    renamed = [entry(str(n), f"名{n}", Home("扶贫救灾", "县乡村振兴局")) for n in range(4)]
    assert [shift.explain() for shift in events(state(*one), state(*renamed))] == [
        "单位更名：“县扶贫办”更名为“县乡村振兴局”（4 项）"
    ]
    into = [entry("9", "别的", Home("扶贫救灾", "县农业局"))]
    joined = [entry(str(n), f"名{n}", Home("扶贫救灾", "县农业局")) for n in range(4)]
    assert events(state(*one, *into), state(*into, *joined)) == [Shift("单位", "并入", ("县扶贫办",), ("县农业局",), 4)]
    given = [*one[:3], entry("3", "名3", Home("扶贫救灾", "县农业局"))]
    assert events(state(*one), state(*given)) == [Shift("单位", "划转", ("县扶贫办",), ("县农业局",), 1)]


@pytest.mark.parametrize(("one", "other"), [("宜丰", "淄博"), ("莒南", "泊里"), ("河南", "长垣"), ("国家", "宜丰")])
def test_any_two_real_regions(one: str, other: str) -> None:
    resolver = Resolver(Workspace(REPOSITORY))
    old, new = (state_of(resolver.region(name)) for name in (one, other))
    assert diff(old, old) == ()
    assert old.count > 10
    changes = diff(old, new)
    assert apply(old, changes) == new
    found = counts(old, new, changes)
    assert found.kept + found.changed + found.added == new.count
