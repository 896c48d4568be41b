"""Rules of flow charts beyond their samples: rounds, branches, limits by date, what is told once."""

from __future__ import annotations

import pytest

from conftest import ITEM, REGION, REGION_PATH, REPOSITORY, Check, write_files
from flows import SHIPPED
from gwcat.model.finding import Finding
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths
from items import expect_in_region
from marking import announced

PATH = "catalogs/莒南/流程/样例.yaml"
HEAD = "步骤:\n  - {编号: 一, 类型: 起止, 文字: 开始}\n"
LATER = REGION.replace("2018-01-31", "2020-11-30")


def judged(check: Check, text: str, region: str = LATER) -> None:
    """A flow that announces its faults: exactly those are found, at their places."""
    clean, faults = announced(text)
    found = check(region=f"{region}流程: [样例]\n", files={PATH: clean})
    assert sorted((f.rule.code, f.place.path, f.place.line, f.place.column) for f in found) == sorted(
        (fault.code, PATH, fault.line, fault.column) for fault in faults
    )


def chain(step: str) -> str:
    """A flow with one step between beginning and end."""
    steps = f"{HEAD}  - {{编号: 二, {step}}}\n  - {{编号: 三, 类型: 起止, 文字: 归档}}\n"
    return f"{steps}连线:\n  - {{从: 一, 到: 二}}\n  - {{从: 二, 到: 三}}\n"


def limit(text: str, days: str, kind: str = "办理") -> str:
    return chain(f"类型: {kind}, 文字: {text}, 时限: {days}")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (limit("办理答复", "20个工作日内"), LATER),
        (limit("办理答复", "⟦GW764 15个工作日内⟧"), LATER),
        (limit("办理答复", "⟦GW764 30个工作日内⟧"), LATER),
        (limit("办理答复", "10个工作日内"), LATER),
        (limit("办理答复", "15个工作日内"), REGION),
        (limit("办理答复", "⟦GW764 20个工作日内⟧"), REGION),
        ("适用: {至: 2019-05-14}\n" + limit("办理答复", "15个工作日内"), REGION),
        (limit("书面征求第三方答复意见", "15个工作日内"), LATER),
        (limit("一次性告知补正", "7个工作日内", "文书"), LATER),
        (limit("一次性告知补正", "⟦GW764 10个工作日内⟧", "文书"), LATER),
        (limit("延期告知书", "不超过20个工作日", "文书"), LATER),
        (limit("延期告知书", "⟦GW764 30个工作日内⟧", "文书"), LATER),
        (limit("办理", "⟦GW762 尽快⟧"), LATER),
        (chain("类型: 办理, 文字: 办理答复").replace("{编号: 二", "{⟦GW763 编号⟧: 二"), LATER),
        ("核实: 否\n" + chain("类型: 办理, 文字: 办理答复"), LATER),
    ],
)
def test_limits(check: Check, text: str, region: str) -> None:
    judged(check, text, region)


def test_a_round_needs_a_decision_somewhere_on_it(check: Check) -> None:
    steps = f"{HEAD}  - {{编号: 二, 类型: 办理, 文字: 甲}}\n  - {{编号: 三, 类型: 判断, 文字: 乙}}\n"
    steps += "  - {编号: 四, 类型: 起止, 文字: 丙}\n"
    links = "连线:\n  - {从: 一, 到: 二}\n  - {从: 二, 到: 三}\n  - {从: 三, 到: 四, 文字: 是}\n  - {从: 三, 到: 二, 文字: 否}\n"
    judged(check, steps + links)
    judged(check, f"{steps}{links}  - {{⟦GW761 从⟧: 二, 到: 二}}\n")


def test_branches_of_a_decision(check: Check) -> None:
    steps = f"{HEAD}  - {{编号: 二, 类型: 判断, 文字: 甲}}\n  - {{编号: 三, 类型: 起止, 文字: 乙}}\n"
    steps += "  - {编号: 四, 类型: 起止, 文字: 丙}\n"
    links = "连线:\n  - {从: 一, 到: 二}\n  - {从: 二, 到: 三, 文字: 是}\n  - {从: 二, 到: 四, 文字: %s}\n"
    judged(check, steps + links % "否")
    judged(check, steps + links % "⟦GW760 是⟧")
    alone = f"{HEAD}  - {{⟦GW760 编号⟧: 二, 类型: 判断, 文字: 甲}}\n  - {{编号: 三, 类型: 起止, 文字: 乙}}\n"
    judged(check, f"{alone}连线:\n  - {{从: 一, 到: 二}}\n  - {{从: 二, 到: 三, 文字: 是}}\n")


def test_lanes_and_owners(check: Check) -> None:
    text = chain("类型: 办理, 文字: 甲, 责任: 办公室").replace("文字: 开始", "文字: 开始, 责任: 办公室")
    judged(check, text.replace("{编号: 三", "{⟦GW765 编号⟧: 三"))
    whole = text.replace("文字: 归档", "文字: 归档, 责任: 办公室")
    judged(check, f"泳道: [办公室, ⟦GW765 财务科⟧, ⟦GW765 办公室⟧]\n{whole}")


def test_ends_and_size(check: Check) -> None:
    judged(check, "⟦GW757 步骤⟧: []\n")
    steps = "".join(f"  - {{编号: s{n}, 类型: 办理, 文字: 第{n}步}}\n" for n in range(40))
    links = "".join(f"  - {{从: s{n}, 到: s{n + 1}}}\n" for n in range(39))
    many = (
        f"{HEAD}{steps}  - {{编号: 末, 类型: 起止, 文字: 归档}}\n连线:\n  - {{从: 一, 到: s0}}\n{links}  - {{从: s39, 到: 末}}\n"
    )
    judged(check, many.replace("步骤", "⟦GW766 步骤⟧", 1))


def test_the_days_of_a_chart(check: Check) -> None:
    text = chain("类型: 办理, 文字: 甲")
    judged(check, f"适用: {{自: ⟦GW768 2019年⟧, 至: ⟦GW768 明年⟧}}\n{text}")
    judged(check, f"适用: {{自: 2020-01-01, 至: ⟦GW768 2019-01-01⟧}}\n{text}")


def test_a_fault_can_be_ignored_with_a_reason(check: Check) -> None:
    text = limit("办理答复", "15个工作日内").replace(
        "时限: 15个工作日内}\n", "时限: 15个工作日内}  # gwcat: 忽略 GW764 本县承诺提前\n"
    )
    judged(check, text)


@pytest.mark.parametrize(
    "text",
    [
        "流程: [主动公开-2007, ⟦GW750 主动公布⟧]\n",
        "流程: ⟦GW750 主动公布⟧\n",
        "流程: [⟦GW752 主动公开⟧]\n",
        "流程: {流程图: [目录动态调整], 责任对应: {⟦GW753 公开机构⟧: 县民政局}}\n",
        "流程: {流程图: [目录动态调整], 责任对应: {公开主体: 各试点单位, 信息公开工作机构: 莒南县民政局}}\n",
        "流程: {流程图: [], 责任对应: {公开主体: ⟦GW753 县名政局⟧}}\n",
        "流程:\n",
    ],
)
def test_charts_of_a_region(check: Check, text: str) -> None:
    expect_in_region(check, f"{REGION}{text}")


def test_an_item_names_a_flow_of_its_day(check: Check) -> None:
    def found(name: str) -> list[tuple[str, str]]:
        catalogue = f"领域: 社会救助\n单位: 县民政局\n事项:\n{ITEM}    流程: {name}\n"
        return [(finding.rule.code, finding.help) for finding in check(catalogue=catalogue)]

    assert found("依申请公开-2007") == []
    ((code, help),) = found("依申请公开")
    assert code == "GW751"
    assert "依申请公开-2007" in help
    assert [code for code, _ in found("没有这个")] == ["GW751"]


def test_a_flow_of_the_workspace_is_judged_where_it_is_used_and_told_once(check: Check) -> None:
    path = "templates/flows/样例.yaml"
    other = LATER.replace("莒南", "沂南")
    files = {path: limit("办理答复", "15个工作日内"), "catalogs/沂南/region.yaml": f"{other}流程: [样例]\n"}
    found = check(region=f"{LATER}流程: [样例]\n", files=files)
    assert [(finding.rule.code, finding.place.path) for finding in found if finding.rule.code == "GW764"] == [("GW764", path)]
    unused = check(files={path: files[path], "catalogs/沂南/region.yaml": other})
    assert [finding for finding in unused if finding.place.path == path] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_flows_are_faultless(name: str, tmp_path: object) -> None:
    from pathlib import Path

    root = Path(str(tmp_path))
    text = (REPOSITORY / "templates" / "flows" / f"{name}.yaml").read_text()
    day = "2018-01-31" if name.endswith("-2007") else "2020-11-30"
    region = REGION.replace("2018-01-31", day).partition("领域分工")[0]
    write_files(root, {REGION_PATH: f"{region}流程: [{name}]\n", f"templates/flows/{name}.yaml": text})
    found: list[Finding] = check_paths(Workspace(root), (), ())[0]
    assert found == []


def test_two_kinds_of_law_stay_apart() -> None:
    """No chart that a region of before May 2019 publishes has a limit of the revised 条例."""
    for folder in Workspace(REPOSITORY).filing_regions():
        loaded = Workspace(REPOSITORY).load(folder)
        for name in loaded.region.flows.names:
            found = loaded.flows.get(name)
            assert found is not None
            limits = "".join(step.limit for step in found.flow.steps)
            if loaded.region.base_date < "2019-05-15":
                assert "20个工作日" not in limits
                assert "7个工作日" not in limits
                assert not any("711" in basis for step in found.flow.steps for basis in step.basis)
