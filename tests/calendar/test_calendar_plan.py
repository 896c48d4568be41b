"""A region's schedule: items, events, tasks of an attachment, and what is overdue at a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, REPOSITORY, write_files
from gwcat.base.errors import GwcatError
from gwcat.calendar.tasks import Span, read_time
from gwcat.model.schedule import Check, Due, Schedule
from gwcat.source.workspace import Workspace
from gwcat.tasks.calendar import CalendarOptions, check, plan

_HEAD = "领域: 社会救助\n单位: 县民政局\n事项:\n"
_WITHIN = "信息形成之日起20个工作日内"
Plan = Callable[..., Schedule]


def item(number: int, deadline: str = "", **more: str) -> str:
    """An item of a catalogue file."""
    keys = {"公开时限": deadline, "公开方式": "主动公开", **more}
    lines = "".join(f"    {key}: {value}\n" for key, value in keys.items() if value)
    return f"  - 编号: 社会救助-{number:03}\n    一级事项: 第{number}项\n{lines}"


@pytest.fixture
def schedule(tmp_path: Path) -> Plan:
    """The schedule of a small region in 2026: `schedule(item(1, …), events="编号,…")`."""

    def run(*items: str, events: str = "", region: str = REGION, files: dict[str, str] | None = None, **more: object) -> Schedule:
        write_files(tmp_path, {REGION_PATH: region, CATALOGUE_PATH: _HEAD + "".join(items), **(files or {})})
        lists: tuple[Path, ...] = ()
        if events:
            lists = (write_files(tmp_path, {"清单.csv": events}) / "清单.csv",)
        options = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "events": lists, **more}
        return plan(Workspace(tmp_path), CalendarOptions("莒南", **options))  # type: ignore[arg-type]

    return run


def short(dues: tuple[Due, ...]) -> list[tuple[str, str, str]]:
    """Day, 编号 and period of each due day."""
    return [(due.shown_day, due.subject.identity, due.period) for due in dues]


def test_without_events_a_deadline_that_waits_for_one_is_listed_with_its_rule(schedule: Plan) -> None:
    found = schedule(item(1, _WITHIN))
    assert found.dues == ()
    (rule,) = found.standing
    assert (rule.kind, rule.rule, rule.subject.identity) == (
        "事件触发",
        "自信息形成之日起20个工作日内",
        "社会救助-001",
    )


def test_an_event_gives_it_a_day(schedule: Plan) -> None:
    found = schedule(item(1, _WITHIN), events="编号,形成日期\n社会救助-001,2026-02-02\n社会救助-001,2026/3/2\n")
    assert short(found.dues) == [
        ("2026-03-06", "社会救助-001", "2026-02-02形成"),
        ("2026-03-30", "社会救助-001", "2026-03-02形成"),
    ]
    assert found.standing == ()


def test_an_event_beyond_the_announced_years_gives_an_approximate_day(schedule: Plan) -> None:
    events = "编号,形成日期\n社会救助-001,2060-02-02\n"
    found = schedule(item(1, _WITHIN), events=events, last=date(2060, 12, 31), first=date(2060, 1, 1))
    assert short(found.dues) == [("约2060-03-01", "社会救助-001", "2060-02-02形成")]


@pytest.mark.parametrize(
    ("deadline", "kind"),
    [
        ("及时公开", "事件触发"),
        ("长期公开", "持续公开"),
        ("每学期", "周期不定"),
        ("6个月", "周期不定"),
        ("尽快公开", "读不懂"),
        ("", "未写时限"),
        ("《听证通知书》：组织听证前7个工作日；其他听证公开内容：依申请公开", "事件触发"),
    ],
)
def test_every_item_is_listed_with_a_day_or_a_reason(schedule: Plan, deadline: str, kind: str) -> None:
    found = schedule(item(1, deadline))
    assert found.dues == ()
    assert found.standing[0].kind == kind


def test_what_is_published_on_request_is_listed_so(schedule: Plan) -> None:
    found = schedule(item(1, "自收到申请之日起20个工作日内", 公开方式="依申请公开"))
    assert [rule.kind for rule in found.standing] == ["依申请"]


@pytest.mark.parametrize("cycle", ["每季度", "3个月"])
def test_a_cycle_of_its_own_gives_days(schedule: Plan, cycle: str) -> None:
    found = schedule(item(1, _WITHIN, 更新周期=cycle))
    assert [due.shown_day for due in found.dues] == ["2026-03-31", "2026-06-30", "2026-09-30", "约2026-12-31"]
    assert {due.rule for due in found.dues} == {f"更新周期：{cycle}"}
    assert [rule.kind for rule in found.standing] == ["事件触发"]


def test_a_scope_takes_the_events_that_name_it(schedule: Plan) -> None:
    deadline = "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示"
    events = "编号,形成日期,范围\n社会救助-001,2026-03-02,\n社会救助-001,2026-03-03,行政处罚\n"
    found = schedule(item(1, deadline), events=events)
    assert [(due.shown_day, due.scope) for due in found.dues] == [
        ("2026-03-12", "行政许可、行政处罚事项"),
        ("2026-03-30", ""),
    ]


def test_a_publication_counts_for_one_period(schedule: Plan) -> None:
    found = schedule(item(1, "每季度的首个月20日"), events="编号,公开日期\n社会救助-001,2026-01-15\n社会救助-001,2026-05-01\n")
    assert [(due.period, str(due.published)) for due in found.dues] == [
        ("2026年第1季度", "2026-01-15"),
        ("2026年第2季度", "2026-05-01"),
        ("2026年第3季度", "None"),
        ("2026年第4季度", "None"),
    ]


def test_a_late_publication_may_say_for_which_period_it_is(schedule: Plan) -> None:
    events = "编号,公开日期,期次\n社会救助-001,2026-04-05,2026年第1季度\n"
    found = schedule(item(1, "每季度的首个月20日"), events=events)
    assert [str(due.published) for due in found.dues] == ["2026-04-05", "None", "None", "None"]


def test_events_of_another_unit_and_unknown_ones_are_told(schedule: Plan) -> None:
    events = "编号,形成日期,单位\n社会救助-001,2026-03-02,大店镇\n社会救助-001,2026-03-02,莒南县民政局\n社会救助-999,2026-03-02,"
    found = schedule(item(1, _WITHIN), events=events)
    assert len(found.dues) == 1
    assert ["清单.csv:2：目录里没有“社会救助-001”、单位“大店镇”" in words for words in found.remarks] == [True, False]
    assert "“社会救助-999”" in found.remarks[1]


def test_an_event_that_several_units_may_mean_is_told(schedule: Plan) -> None:
    other = {"catalogs/莒南/社会救助/县财政局.yaml": _HEAD.replace("县民政局", "县财政局") + item(1, _WITHIN)}
    found = schedule(item(1, _WITHIN), events="编号,形成日期\n社会救助-001,2026-03-02\n", files=other)
    assert len(found.dues) == 2
    assert "有 2 个单位公开" in found.remarks[0]


@pytest.mark.parametrize(
    ("deadline", "line", "said"),
    [
        (_WITHIN, "社会救助-001,,2026-03-02,", "没有写形成日期"),
        ("", "社会救助-001,2026-03-02,,", "公开时限没有写"),
        ("尽快公开", "社会救助-001,2026-03-02,,", "算不出日子"),
        ("处罚决定：20个工作日内", "社会救助-001,2026-03-02,,许可决定", "不在所写的范围里"),
        (_WITHIN, "社会救助-001,2019-03-02,,", ""),  # in another time: nothing is wrong with it
        ("每季度", "社会救助-001,,2019-03-02,", ""),
    ],
)
def test_an_event_that_no_day_comes_of_is_told_with_the_reason(schedule: Plan, deadline: str, line: str, said: str) -> None:
    found = schedule(item(1, deadline), events=f"编号,形成日期,公开日期,范围\n{line}\n")
    assert [said in words for words in found.remarks] == ([True] if said else [])


def test_a_unit_or_domain_alone(schedule: Plan) -> None:
    assert len(schedule(item(1, "每季度"), units=("莒南县民政局",)).dues) == 4
    assert schedule(item(1, "每季度"), units=("大店镇",)).dues == ()
    with pytest.raises(GwcatError, match="没有叫“县民局”的单位"):
        schedule(item(1, "每季度"), units=("县民局",))
    with pytest.raises(GwcatError, match="没有叫“救助”的领域"):
        schedule(item(1, "每季度"), domains=("救助",))


def test_a_time_that_is_none_is_refused(schedule: Plan) -> None:
    with pytest.raises(GwcatError, match="早于开始的"):
        schedule(item(1, "每季度"), last=date(2025, 1, 1))
    with pytest.raises(GwcatError, match="超过 20 年"):
        schedule(item(1, "每季度"), last=date(2099, 1, 1))


def test_a_broken_catalogue_is_told_and_the_rest_is_there(schedule: Plan) -> None:
    found = schedule(item(1, "每季度"), files={"catalogs/莒南/社会救助/县财政局.yaml": "领域: [\n"})
    assert len(found.dues) == 4
    assert "县财政局.yaml 读不出来" in found.remarks[0]


# The founding document of 莒南: phases, tasks, and a report by the 26th of each month.


def junan(first: date, last: date, *units: str) -> tuple[Due, ...]:
    """The tasks of the real region."""
    found = plan(Workspace(REPOSITORY), CalendarOptions("莒南", first, last, units))
    return tuple(due for due in found.dues if due.kind == "任务")


def test_the_monthly_report_of_junan_is_due_by_the_26th() -> None:
    reports = [due for due in junan(date(2017, 10, 1), date(2018, 12, 31)) if due.rule == "每月26日前"]
    assert [str(due.day) for due in reports] == [
        "2018-01-26", "2018-02-26", "2018-03-26", "2018-04-26", "2018-05-25", "2018-06-26", "2018-07-26", "2018-08-24",
        "2018-09-26", "2018-10-26",
    ]  # fmt: skip
    assert {due.subject.units for due in reports} == {("各试点单位",)}
    assert [due.written.day for due in reports] == [26] * 10


def test_the_phases_and_tasks_of_junan_end_as_written() -> None:
    found = {due.subject.name: (str(due.written), str(due.day)) for due in junan(date(2017, 10, 1), date(2018, 12, 31))}
    assert found["一、动员部署阶段结束"] == ("2017-11-30", "2017-11-30")
    assert found["二、制定目录标准结束"] == ("2018-01-31", "2018-01-31")
    assert found["三、开展标准应用结束"] == ("2018-07-31", "2018-07-31")
    assert found["9.完善公开平台"] == ("2018-03-31", "2018-03-30")
    assert found["10.组织中期评估"] == ("2018-06-10", "2018-06-08")
    assert found["11.开展单位自评"] == ("2018-08-31", "2018-08-31")
    assert len(found) == 13 + 4 + 1


def test_a_unit_has_its_own_tasks_and_those_of_everybody() -> None:
    names = {due.subject.name for due in junan(date(2017, 10, 1), date(2018, 12, 31), "县编办")}
    assert "5.梳理编制完成公开事项标准目录和工作流程" in names
    assert "3.单位落实方案" in names  # 各试点单位
    assert "1.制定实施方案" not in names


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2017年10月", Span(date(2017, 10, 1), date(2017, 10, 31))),
        ("2018年2-6月", Span(date(2018, 2, 1), date(2018, 6, 30))),
        ("2017 年 10 月-2017年11月", Span(date(2017, 10, 1), date(2017, 11, 30))),
        ("2018年2月—2018年7月", Span(date(2018, 2, 1), date(2018, 7, 31))),
        ("2018年8月底", Span(date(2018, 8, 1), date(2018, 8, 31))),
        ("2020年11月12日前", Span(date(2020, 11, 1), date(2020, 11, 12))),
        ("2020年13月", None),
        ("2020年2月30日", None),
        ("2020年5月-2020年3月", None),
        ("长期坚持", None),
    ],
)
def test_times_of_tasks(words: str, wanted: Span | None) -> None:
    assert read_time(words) == wanted


# What is overdue.


def state(tmp_path: Path, day: date, items: str, events: str, first: date = date(2026, 1, 1)) -> Check:
    """The check of a small region at a day."""
    write_files(tmp_path, {REGION_PATH: REGION, CATALOGUE_PATH: _HEAD + items, "清单.csv": events})
    return check(Workspace(tmp_path), CalendarOptions("莒南", first, day, events=(tmp_path / "清单.csv",)), day)


_FORMED = item(1, _WITHIN)


@pytest.mark.parametrize(
    ("day", "published", "group"),
    [
        (date(2026, 3, 6), "", "soon"),  # due on that day
        (date(2026, 3, 7), "", "overdue"),
        (date(2026, 3, 7), "2026-03-06", "done"),
        (date(2026, 3, 9), "2026-03-09", "late"),
        (date(2026, 3, 8), "2026-03-09", "overdue"),  # not published yet on that day
        (date(2026, 2, 3), "", "none"),  # more than 30 days ahead
    ],
)
def test_an_event_is_overdue_the_day_after_its_day(tmp_path: Path, day: date, published: str, group: str) -> None:
    found = state(tmp_path, day, _FORMED, f"编号,形成日期,公开日期\n社会救助-001,2026-02-02,{published}\n")
    counts = {"overdue": len(found.overdue), "late": len(found.late), "soon": len(found.soon), "done": found.done}
    assert counts == {name: int(name == group) for name in counts}


def test_events_of_earlier_years_count_too(tmp_path: Path) -> None:
    found = state(tmp_path, date(2026, 3, 6), _FORMED, "编号,形成日期,公开日期\n社会救助-001,2019-02-02,\n")
    # From Saturday 2 February 2019: 3 (worked), 11–15 (6 days), 18–22 (11), 25 February–1 March (16), 4–7 March (20).
    assert [due.shown_day for due in found.overdue] == ["2019-03-07"]


def test_periods_count_from_the_first_day_asked_for(tmp_path: Path) -> None:
    quarterly = item(1, "每季度")
    found = state(tmp_path, date(2026, 4, 1), quarterly, "编号,公开日期\n社会救助-001,2026-05-01\n")
    assert ([due.period for due in found.overdue], found.soon, found.done) == (["2026年第1季度"], (), 0)
    earlier = state(tmp_path, date(2026, 4, 1), quarterly, "编号,公开日期\n社会救助-001,2026-05-01\n", date(2025, 10, 1))
    assert [due.period for due in earlier.overdue] == ["2025年第4季度", "2026年第1季度"]
