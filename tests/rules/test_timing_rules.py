"""公开时限 against the calendar, the law's kinds of days and the rest of the catalogue."""

from __future__ import annotations

import pytest

from conftest import REGION, Check
from gwcat.source.edit import apply
from items import HEAD, item_with, with_lines

_LONG, _SHORT = "自信息形成或者变更之日起20个工作日内", "信息形成或变更之日起20个工作日内公开"


def catalogue(*deadlines: str) -> str:
    return HEAD + "".join(
        item_with(f"公开时限: {text}\n二级事项: 事项{n}", identity=f"社会救助-{n:03}") for n, text in enumerate(deadlines, 1)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("自信息形成或者变更之日起20日内", True),
        ("信息形成之日起7天内公开", True),
        ("本级人民代表大会或其常务委员会批准后20日内", False),
        ("本级政府财政部门批复后20日内", False),
        (_LONG, False),
        ("每年1月31日前", False),
    ],
)
def test_days_of_the_week_and_days_of_work(check: Check, text: str, found: bool) -> None:
    assert ("GW811" in [finding.rule.code for finding in check(catalogue=catalogue(text))]) is found


def test_what_is_written_most_often_is_the_wording_of_the_catalogue(check: Check) -> None:
    text = catalogue(_SHORT, _LONG, _SHORT, "每年1月31日前")
    (finding,) = check(catalogue=text)
    assert (finding.rule.code, finding.severity) == ("GW812", "info")
    assert finding.fix is not None
    assert finding.fix.safe
    mended = apply(text, list(finding.fix.edits))
    assert mended == text.replace(_LONG, _SHORT)
    assert check(catalogue=mended) == []


def test_of_equally_many_the_first_is_the_wording(check: Check) -> None:
    (finding,) = check(catalogue=catalogue(_SHORT, _LONG))
    assert finding.data_path == ("事项", 1, "公开时限")


@pytest.mark.parametrize("other", ["自信息形成或者变更之日起10个工作日内", "尽快公开", f"{_LONG}；每年更新", ""])
def test_other_deadlines_are_other_deadlines(check: Check, other: str) -> None:
    assert "GW812" not in [finding.rule.code for finding in check(catalogue=catalogue(_LONG, other))]


def test_the_reference_keeps_the_words_of_its_source(check: Check) -> None:
    files = {"catalogs/国家/社会救助.yaml": catalogue(_SHORT, _LONG).replace("单位: 县民政局\n", "")}
    assert "GW812" not in [
        finding.rule.code for finding in check(catalogue=None, region=REGION.split("领域分工")[0], files=files)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2017年6月30日前", True),
        ("2017年12月底前", True),
        ("2018年1月31日前", False),
        ("2018年6月30日前", False),
        ("每年6月30日前", False),
        ("6月底前", False),
    ],
)
def test_days_that_have_passed(check: Check, text: str, found: bool) -> None:
    assert ("GW813" in [finding.rule.code for finding in check(catalogue=with_lines(f"公开时限: {text}"))]) is found


def test_without_a_date_nothing_has_passed(check: Check) -> None:
    region = REGION.replace('"2018-01-31"', '""')
    found = check(catalogue=with_lines("公开时限: 2017年6月30日前"), region=region)
    assert "GW813" not in [finding.rule.code for finding in found]
