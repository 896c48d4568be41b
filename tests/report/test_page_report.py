"""The report for the office: counts by unit and family, every finding once, filters that need nothing but the page itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup

from conftest import REGION, REPOSITORY, Run, write_files
from gwcat.model.finding import Finding, Place, Rule, Severity, family
from gwcat.render.frames import Frames
from gwcat.report.page import page_values
from gwcat.report.summary import Summary
from gwcat.rules.engine import all_rules
from items import with_lines
from packages import package
from pages import page_of

_TOP = "catalogs/莒南"


def found(code: str, path: str, severity: Severity = "warning", message: str = "这里不对。") -> Finding:
    rule = Rule(code, f"规则{code}", severity, "要求。", "为什么。")
    return Finding(rule, message, Place(path, 3, 5), (), "请改正。", severity)


FINDINGS = [
    found("GW101", f"{_TOP}/社会救助/县民政局.yaml"),
    found("GW101", f"{_TOP}/养老服务/县民政局.yaml", "error"),
    found("GW803", f"{_TOP}/社会救助/县民政局.yaml", "info"),
    found("GW904", f"{_TOP}/涉农补贴/县农业局.yaml", "info"),
    found("GW402", f"{_TOP}/region.yaml", message="<b>“&”"),
]


def page(findings: list[Finding], **more: Any) -> Any:
    frames = Frames(lambda name: REPOSITORY / "templates/html" / name)
    values = page_values(findings, Summary.of(findings, files=3, items=9), title="校验报告", **more)
    return page_of(frames.text("report.html", **values))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in table.find("tbody").findall("tr")]


def test_units_by_families_with_the_worst_first() -> None:
    matrix = list(page(FINDINGS).iter("table"))[1]
    assert [cell.text for cell in matrix.find("thead")[0]] == ["单位", "结构", "地区", "时限", "依据", "合计"]
    assert rows(matrix) == [
        ["县民政局", "2", "0", "1", "0", "3"],
        ["地区文件", "0", "1", "0", "0", "1"],
        ["县农业局", "0", "0", "0", "1", "1"],
    ]


def test_every_finding_is_listed_once_below_its_unit_and_family() -> None:
    sections = page(FINDINGS).find_class("unit")
    assert [section.find("h2").text for section in sections] == ["县民政局（3 处）", "地区文件（1 处）", "县农业局（1 处）"]
    assert [heading.text for heading in sections[0].iter("h3")] == ["结构", "时限"]
    listed = [row for section in sections for table in section.iter("table") for row in rows(table)]
    assert len(listed) == len(FINDINGS)
    assert ["莒南/region.yaml:3:5", "警告 GW402 规则GW402", "<b>“&”", "请改正。"] in listed


def test_several_regions_are_told_apart() -> None:
    names = ["国家/社会救助.yaml", "莒南/社会救助/县民政局.yaml", "莒南/region.yaml"]
    several = [found("GW101", f"catalogs/{name}") for name in names]
    headings = [section.find("h2").text for section in page(several).find_class("unit")]
    assert sorted(headings) == ["国家 社会救助（1 处）", "莒南 县民政局（1 处）", "莒南 地区文件（1 处）"]


def test_filters_stand_before_what_they_filter_and_each_has_its_rule() -> None:
    whole = page(FINDINGS)
    style = whole.find(".//style").text
    picks = whole.find_class("pick")
    assert len(picks) == 3 + 4 + 1 + 3
    for pick in picks:
        assert pick.getparent().tag == "body"
        assert [sibling for sibling in pick.itersiblings() if sibling.tag == "main"]
        assert whole.xpath(f"//label[@for='{pick.get('id')}']")
        assert pick.get("id") == "all" or re.search(rf"#{pick.get('id')}:(not\(:)?checked", style)
    assert [pick.get("id") for pick in picks if pick.get("checked") is None] == ["u0", "u1", "u2"]


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    whole = page(FINDINGS)
    assert not list(whole.iter("script", "link", "img", "iframe"))
    links = [link for _, _, link, _ in whole.iterlinks()]
    assert all(link.startswith("#s-u") for link in links)
    assert "url(" not in whole.find(".//style").text
    assert not whole.xpath("//@*[starts-with(name(), 'on')]")


def test_nothing_found_has_no_filters() -> None:
    clean = page([], base_date="2018-01-31", unshown={("国家2019", "备注"): 2})
    assert not clean.find_class("pick")
    assert "没有发现问题" in clean.text_content()
    assert "基准日：2018-01-31" in clean.text_content()
    assert rows(next(clean.iter("table"))) == [["国家2019", "备注", "2"]]


def counted(whole: Any, name: str) -> list[list[str]]:
    """The table of a chart, by its heading."""
    section = next(found for found in whole.find_class("stat") if found.find("h3").text == name)
    return [[cell.text for cell in row] for row in section.find(".//tbody")]


def test_statistics_stand_behind_the_findings_beyond_every_filter() -> None:
    whole = page(FINDINGS, statistics=Markup("<p>二项</p>"))
    (section,) = whole.xpath("//body/section[@id='statistics']")
    assert section.getprevious().tag == "main"
    assert section.find("p").text == "二项"
    assert [link.get("href") for link in whole.find_class("how") if link.tag == "a"] == ["#statistics"]
    assert not page(FINDINGS).xpath("//*[@id='statistics'] | //a[@href='#statistics']")


def test_ids_of_the_statistics_are_there_once(workspace: Path, gwcat: Run) -> None:
    whole = page_of(gwcat("validate", "--format", "html", cwd=workspace).stdout)
    ids = whole.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(whole.find_class("stat")) == 8
    assert counted(whole, "公开渠道和载体") == [["政府网站", "1"], ["公开查阅点", "1"], ["其他", "1"]]


def test_statistics_are_of_one_whole_region(workspace: Path, gwcat: Run) -> None:
    def charts(*words: str) -> int:
        return len(page_of(gwcat("validate", "--format", "html", *words, cwd=workspace).stdout).find_class("stat"))

    assert charts("catalogs/莒南") == 8
    assert charts("catalogs/莒南/社会救助") == 0, "not of what was only looked at in part"
    write_files(workspace, {"catalogs/莒北/region.yaml": REGION.replace("莒南", "莒北")})
    assert charts() == 0, "of several regions none could be told from the other"
    assert charts("--county", "莒南") == 8
    assert charts("--county", "莒北") == 0, "a region without items has nothing to count"


def test_the_report_of_a_package_has_statistics(workspace: Path) -> None:
    report = page_of((package(workspace, formats=("xlsx",)) / "internal" / "校验报告.html").read_bytes())
    assert counted(report, "各领域的事项") == [["社会救助", "1"]]
    assert not list(report.iter("script", "link", "img", "iframe"))


def test_every_rule_has_a_family() -> None:
    assert {family(rule.code) for rule in all_rules()} == {
        "源文件", "结构", "名录", "要素", "地区", "个人信息", "采用", "一致", "时限", "依据",
    }  # fmt: skip
    assert family("XX1") == "其他"


def test_the_command_writes_the_page(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {f"{_TOP}/社会救助/县民政局.yaml": with_lines("公开对象: 群众")})
    done = gwcat("validate", "--format", "html", "--output", "报告.html", cwd=workspace)
    assert (done.returncode, done.stdout) == (1, "")
    whole = page_of((workspace / "报告.html").read_bytes())
    assert [section.find("h2").text for section in whole.find_class("unit")] == ["县民政局（1 处）"]
    assert gwcat("validate", "--format", "html", cwd=workspace).stdout == (workspace / "报告.html").read_text("utf-8")
