"""Names that reforms have ended: right before, tolerated while the reform ran, stale after it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.base.names import fold
from gwcat.language import renames
from gwcat.language.renames import OPEN, Change, Term, changes, doubtful, renamed, stale

_2017, _2018, _2020, _2022, _2026 = (date(year, 8, 30) for year in (2017, 2018, 2020, 2022, 2026))
_NAMED = [change for change in changes() if change.nature != "职责"]
_ENDED = [change for change in changes() if change.nature == "更名"]
_PLACES = st.sampled_from(["", "县", "区", "市", "莒南县", "临沂市", "喀喇沁旗", "延边州", "莒南县人民政府", "经济开发区"])
_DATES = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def _of(tail: str) -> Change:
    return next(change for change in changes() if tail in change.old)


# The table


def test_the_rows_are_well_formed() -> None:
    for change in changes():
        assert change.old
        assert change.new
        assert change.nature in ("更名", "部分", "职责")
        assert change.since <= change.until
        assert date(2013, 1, 1) <= change.since <= change.until < date(2026, 1, 1)
        assert all(tail == fold(tail) and tail.strip() for tail in change.old)
        assert not set(change.old) & set(change.new)
        assert change.remark == change.remark.strip()


def test_a_row_is_verified_where_pages_were_seen() -> None:
    assert [change.old for change in changes() if change.verified != bool(change.sources)] == []
    for title, address in chain.from_iterable(change.sources for change in changes()):
        assert title
        assert address.startswith(("http://", "https://"))


def test_an_old_name_has_one_change() -> None:
    tails = [tail for change in _NAMED for tail in change.old]
    assert len(tails) == len(set(tails))


def test_no_name_comes_back() -> None:
    def later(tail: str, seen: tuple[str, ...]) -> None:
        assert tail not in seen
        for change in _NAMED:
            if tail in change.old:
                for new in change.new:
                    later(new, (*seen, tail))

    for change in _NAMED:
        for tail in change.old:
            later(tail, ())


def test_a_later_change_follows_an_earlier_one() -> None:
    for change in _NAMED:
        for after in _NAMED:
            if set(change.new) & set(after.old):
                assert change.until < after.since


@pytest.mark.parametrize(
    "tail",
    [
        *("国土资源局", "环境保护局", "农业局", "农委", "农牧局", "文化局", "文化广电新闻出版局", "旅游局"),
        *("卫生局", "卫生和计划生育局", "卫计委", "安全生产监督管理局", "工商局", "质监局", "食品药品监督管理局"),
        *("国税局", "地税局", "法制办", "物价局", "粮食局", "政务服务中心管理办公室", "行政服务中心", "编办", "规划局"),
    ],
)
def test_the_reform_of_2018_is_there(tail: str) -> None:
    assert _of(tail).since <= date(2018, 6, 15)
    assert date(2018, 7, 20) <= _of(tail).until <= date(2019, 12, 31)


@pytest.mark.parametrize("tail", ["乡村振兴局", "大数据局", "信息化办", "科技局", "卫生健康局"])
def test_the_reform_of_2023_is_there_and_unverified(tail: str) -> None:
    change = _of(tail)
    assert change.since.year == 2023
    assert change.until == date(2024, 12, 31)
    assert not change.verified


# Judging names


@pytest.mark.parametrize(
    "name",
    [
        *("县国土资源局", "莒南县农业局", "市安监局", "区卫计委", "县国税局", "莒南县人民政府法制办公室", "环境保护局"),
        *("县 农业局", "县农业局（农机局）", "喀喇沁旗卫生局", "开发区国土局", "县编办"),
    ],
)
def test_a_name_of_2017_is_right_in_2017_and_stale_in_2020(name: str) -> None:
    assert stale(name, _2017) is None
    assert stale(name, _2020) is not None


@pytest.mark.parametrize("name", ["县国土资源局", "县自然资源局", "县卫计委", "县卫健委", "县工商局", "县市场监管局"])
def test_while_the_reform_runs_both_names_are_right(name: str) -> None:
    assert stale(name, _2018) is None
    assert stale(name, date(2019, 3, 31)) is None


@pytest.mark.parametrize(
    "name",
    [
        *("市容环境卫生局", "县林业局", "县住房和城乡规划建设局", "县自然资源和规划局", "县委编办", "县教科体局", "县文广新旅局"),
        *("县农业农村局", "县税务局", "县司法局", "县民政局", "县人社局", "县扶贫办主任", "", "县", "局", "县水产局", "县畜牧局"),
        *("县药品监督管理局", "县农业局办公室", "县城市管理局", "县国土资源局城区分局"),
    ],
)
def test_names_that_no_reform_has_ended(name: str) -> None:
    assert stale(name, _2020) is None


@pytest.mark.parametrize(
    ("name", "on", "new"),
    [
        ("县农业局", _2020, "县农业农村局"),
        ("莒南县农业局", _2020, "莒南县农业农村局"),
        ("县安监局", _2020, "县应急管理局"),
        ("县国税局", _2020, "县税务局"),
        ("莒南县人民政府法制办公室", _2020, "莒南县司法局"),
        ("县工商局", _2020, "县市场监督管理局"),
        ("县扶贫办", _2022, "县乡村振兴局"),
        ("县扶贫办", _2020, None),
        ("县扶贫办", _2026, None),  # its later name is itself given up in many places
        ("县国土资源局", _2020, None),
        ("县环境保护局", _2020, None),
        ("县卫计委", _2020, None),
        ("莒南县国家税务局", _2020, None),
        ("县农业局（农机局）", _2020, None),
        ("南美乡扶贫开发办公室", _2022, None),
        ("县农业局", _2017, None),
        ("县民政局", _2020, None),
    ],
)
def test_the_new_name_if_only_one_is_possible(name: str, on: date, new: str | None) -> None:
    assert renamed(name, on) == new


def test_what_is_told_of_a_stale_name() -> None:
    found = stale("县国土资源局", _2020)
    assert found is not None
    assert found.successors == ("县自然资源局", "县自然资源和规划局", "县规划和自然资源局")
    assert (found.successor, found.until, found.verified) == (None, date(2019, 3, 31), True)
    found = stale("莒南县环保局", _2020)
    assert found is not None
    assert found.successors == ("莒南县生态环境局", "市生态环境局……分局", "市……生态环境局")
    assert found.remark


def test_an_office_of_a_town_is_stale_without_a_new_name() -> None:
    found = stale("南美乡扶贫开发办公室", _2026)
    assert found is not None
    assert found.successors == ()


@pytest.mark.parametrize("name", ["区乡村振兴局", "县大数据局", "县行政服务中心", "县粮食局", "县规划局"])
def test_names_given_up_in_many_places_are_doubtful(name: str) -> None:
    assert stale(name, _2026) is None
    assert doubtful(name, _2026) is not None
    assert doubtful(name, _2017) is None


# What a region says itself


def test_the_region_s_own_word_goes_first() -> None:
    assert stale("县国土资源局", _2020, {"县国土资源局": Term()}) is None
    assert stale("县环保局", _2020, {"县环保局": Term(until=date(2020, 12, 31))}) is None
    assert doubtful("县乡村振兴局", _2026, {"县乡村振兴局": Term()}) is None


def test_a_name_that_the_region_has_ended() -> None:
    known = {"县旅发中心": Term(date(2015, 1, 1), date(2019, 6, 1), ("县文旅中心",))}
    assert stale("县旅发中心", date(2019, 6, 1), known) is None
    found = stale("县旅发中心", date(2019, 6, 2), known)
    assert found is not None
    assert found.successor == renamed("县旅发中心", _2020, known) == "县文旅中心"
    assert (found.since, found.until) == (date(2015, 1, 1), date(2019, 6, 1))


def test_a_region_that_renames_in_a_circle_ends_nowhere() -> None:
    known = {"甲局": Term(until=_2017, successors=("乙局",)), "乙局": Term(until=_2017, successors=("甲局",))}
    assert renamed("甲局", _2020, known) is None


# Whatever the place and the date


@given(place=_PLACES, change=st.sampled_from(_ENDED), on=_DATES, data=st.data())
def test_a_name_is_stale_from_the_day_after_the_change(place: str, change: Change, on: date, data: st.DataObject) -> None:
    name = place + data.draw(st.sampled_from(change.old))
    found = stale(name, on)
    assert (found is not None) == (on > change.until)
    if found is not None:
        assert len(found.successors) == len(change.new)
        assert stale(name, on + timedelta(days=400)) == found


@given(place=_PLACES, change=st.sampled_from(_NAMED), on=_DATES, data=st.data())
def test_a_derived_name_is_itself_right(place: str, change: Change, on: date, data: st.DataObject) -> None:
    name = place + data.draw(st.sampled_from(change.old))
    new = renamed(name, on)
    if new is not None:
        assert new != name
        assert OPEN not in new
        assert stale(new, on) is None
        assert doubtful(new, on) is None
        assert renamed(new, on) is None


@given(name=st.text(st.sampled_from("县市区莒南农业局卫生和计划办扶贫国土资源（）() 政府人民"), max_size=14), on=_DATES)
def test_any_text_is_judged(name: str, on: date) -> None:
    found = stale(name, on)
    assert found is None or found.until < on
    assert stale(f" {name}", on) == (found and found._replace(name=f" {name}"))


def test_the_table_is_read_once() -> None:
    assert renames.changes() is renames.changes()
