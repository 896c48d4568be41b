"""The state of review: confirmed, changed since, never confirmed, a year old, withheld; the record and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, write_files
from gwcat.base.errors import GwcatError
from gwcat.model.review import Review
from gwcat.review.record import Confirmation, confirmations, record_text
from gwcat.source.file import parse_file
from gwcat.source.loading import LoadedRegion
from gwcat.source.workspace import Workspace
from gwcat.tasks.review import ReviewOptions, accept, review

_HEAD = "领域: 社会救助\n单位: {}\n事项:\n"
_ITEM = "  - 编号: 社会救助-00{}\n    一级事项: 事项{}\n    公开时限: 每季度\n"
_RECORD = "catalogs/莒南/审阅记录.yaml"
_OTHER = "catalogs/莒南/社会救助/县财政局.yaml"
_DAY = date(2018, 1, 31)


@pytest.fixture
def project(tmp_path: Path) -> Workspace:
    """Two units with two items each."""
    files = {
        REGION_PATH: REGION,
        CATALOGUE_PATH: _HEAD.format("县民政局") + _ITEM.format(1, 1) + _ITEM.format(2, 2),
        _OTHER: _HEAD.format("县财政局") + _ITEM.format(3, 3) + _ITEM.format(4, 4),
    }
    return Workspace(write_files(tmp_path, files))


def options(*units: str, **more: object) -> ReviewOptions:
    return ReviewOptions("莒南", units, **more)  # type: ignore[arg-type]


def statuses(workspace: Workspace, day: date | None = None) -> dict[str, str]:
    """The status of every item."""
    found = review(workspace, options(day=day))
    return {item.identity[-1]: item.status for item in found.items}


def edit(workspace: Workspace, before: str, after: str, path: str = CATALOGUE_PATH) -> None:
    """Replace a text in a file, once."""
    file = workspace.root / path
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


def test_nothing_is_confirmed_at_first_and_each_unit_confirms_its_own(project: Workspace) -> None:
    assert set(statuses(project).values()) == {"从未确认"}
    done = accept(project, options("县民政局"), _DAY)
    assert (done.path, done.count, done.changed) == (_RECORD, 2, True)
    assert statuses(project) == {"1": "已确认", "2": "已确认", "3": "从未确认", "4": "从未确认"}
    again = accept(project, options("莒南县民政局"), _DAY)
    assert again.changed is False


def test_a_change_after_the_confirmation_is_seen_with_its_field(project: Workspace) -> None:
    accept(project, options("县民政局"), _DAY)
    edit(project, "公开时限: 每季度", "公开时限: 每月\n    备注: 新")
    found = review(project, options("县民政局"))
    assert [(item.status, item.fields, item.day, item.by) for item in found.items] == [
        ("确认后有改动", ("公开时限", "备注"), _DAY, "县民政局"),
        ("已确认", (), _DAY, "县民政局"),
    ]
    edit(project, "公开时限: 每月\n    备注: 新", "公开时限: 每季度")
    assert statuses(project)["1"] == "已确认"


def test_what_only_its_makers_need_is_no_change(project: Workspace) -> None:
    accept(project, options("县民政局"), _DAY)
    edit(project, "    公开时限: 每季度\n", "    公开时限: 每季度  # 看过\n    核实说明: 问过\n    来源: {标题: 网页}\n")
    assert statuses(project)["1"] == "已确认"


@pytest.mark.parametrize(
    ("day", "status"), [(date(2019, 1, 30), "已确认"), (date(2019, 1, 31), "到期待复核"), (date(2026, 1, 1), "到期待复核")]
)
def test_a_year_later_it_is_looked_at_again(project: Workspace, day: date, status: str) -> None:
    accept(project, options("县民政局"), _DAY)
    assert statuses(project, day)["1"] == status


def test_how_many_months_may_be_set(project: Workspace) -> None:
    write_files(project.root, {"gwcat.yaml": "阈值: {复核月数: 1}\n"})
    accept(project, options("县民政局"), _DAY)
    assert statuses(project, date(2018, 2, 28))["1"] == "到期待复核"
    assert statuses(project, date(2018, 2, 27))["1"] == "已确认"


def test_without_a_day_nothing_grows_old(project: Workspace) -> None:
    accept(project, options("县民政局"), date(2001, 1, 1))
    edit(project, '基准日: "2018-01-31"', "基准日: 某日", REGION_PATH)
    assert statuses(project)["1"] == "已确认"


def test_what_is_not_published_is_assessed_every_year(project: Workspace) -> None:
    edit(project, "    公开时限: 每季度\n", "    不予公开: {理由: 涉及个人隐私, 依据: 条例第十五条}\n")
    assert statuses(project)["1"] == "不予公开待评估"
    accept(project, options("县民政局"), _DAY)
    assert statuses(project)["1"] == "已确认"
    assert statuses(project, date(2019, 2, 1))["1"] == "不予公开待评估"
    (item, _) = review(project, options("县民政局")).items
    assert item.withheld == "涉及个人隐私；条例第十五条"


def test_single_items_can_be_confirmed(project: Workspace) -> None:
    assert accept(project, options("县民政局", identities=("社会救助-002",)), _DAY).count == 1
    assert statuses(project) == {"1": "从未确认", "2": "已确认", "3": "从未确认", "4": "从未确认"}
    with pytest.raises(GwcatError, match="没有编号是“社会救助-009”的事项"):
        accept(project, options("县民政局", identities=("社会救助-009",)), _DAY)


def test_an_item_that_is_gone_is_told_and_forgotten_next_time(project: Workspace) -> None:
    accept(project, options("县民政局"), _DAY)
    edit(project, _ITEM.format(2, 2), "")
    assert "有 1 个事项已经不在目录里" in review(project, options()).remarks[0]
    accept(project, options("县民政局"), _DAY)
    assert review(project, options()).remarks == ()


def test_the_others_confirmations_stay_when_a_unit_confirms_again(project: Workspace) -> None:
    accept(project, options("县财政局"), _DAY)
    before = (project.root / _RECORD).read_text("utf-8")
    accept(project, options("县民政局"), date(2018, 3, 1))
    after = (project.root / _RECORD).read_text("utf-8")
    assert set(before.splitlines()) < set(after.splitlines())


Break = Callable[[Workspace], None]


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        (CATALOGUE_PATH, "领域: [\n", "读不出来的目录文件"),
        (CATALOGUE_PATH, "领域: 社会救助\n单位: 县民政局\n采用: 没有\n", "没有"),
        (_RECORD, "一: [\n", "审阅记录读不出来"),
        (_RECORD, "一: {}\n一: {}\n", "审阅记录读不出来"),
    ],
)
def test_nothing_is_recorded_while_something_is_broken(project: Workspace, path: str, content: str, said: str) -> None:
    write_files(project.root, {path: content})
    before = (project.root / _RECORD).read_bytes() if (project.root / _RECORD).exists() else None
    with pytest.raises(GwcatError, match=said):
        accept(project, options("县民政局"), _DAY)
    assert ((project.root / _RECORD).read_bytes() if (project.root / _RECORD).exists() else None) == before


def test_a_unit_without_a_catalogue_confirms_nothing(project: Workspace) -> None:
    with pytest.raises(GwcatError, match="这个单位没有目录"):
        accept(project, options("大店镇"), _DAY)


def test_adopted_items_are_confirmed_as_they_come_out(project: Workspace) -> None:
    above = "领域: 社会救助\n事项:\n" + _ITEM.format(7, 7)
    write_files(project.root, {"catalogs/国家/社会救助.yaml": above})
    edit(project, "单位: 县民政局\n", "单位: 县民政局\n采用: 国家\n")
    accept(project, options("县民政局"), _DAY)
    assert statuses(project)["7"] == "已确认"
    edit(project, "每季度", "每月", "catalogs/国家/社会救助.yaml")
    assert statuses(project)["7"] == "确认后有改动"


def test_a_damaged_record_counts_as_far_as_it_can_be_read(project: Workspace) -> None:
    accept(project, options("县民政局"), _DAY)
    edit(project, '日期: "2018-01-31"', '日期: "昨天"', _RECORD)
    write_files(project.root, {_RECORD: (project.root / _RECORD).read_text("utf-8") + '"甲.yaml": 乙\n"丙.yaml": {丁: 戊}\n'})
    found: Review = review(project, options("县民政局"))
    assert [item.status for item in found.items] == ["到期待复核", "已确认"]


_NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
_STATES = st.dictionaries(_NAMES, st.text("0123456789abcdef", min_size=8, max_size=8), max_size=3)
_SAID = st.builds(Confirmation, _NAMES, st.none() | st.dates(), _STATES)


@given(st.dictionaries(_NAMES, st.dictionaries(_NAMES, _SAID, min_size=1, max_size=3), max_size=3))
def test_a_record_reads_back_as_it_was_written(found: dict[str, dict[str, Confirmation]]) -> None:
    from gwcat.model.region import Region
    from gwcat.source.file import SourceFile

    text = record_text(found)
    region = LoadedRegion(Region("莒南"), SourceFile(""), review_file=parse_file("审阅记录.yaml", text) if text else None)
    assert confirmations(region) == found
