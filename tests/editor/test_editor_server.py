"""`gwcat lsp` as an editor uses it: the installed command over its pipes, on copies of real regions."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from conftest import CATALOGUE, REGION, REPOSITORY, Run, write_files
from editors import Editor, applied, editor, marked, place

JUNAN = "catalogs/莒南/社会救助/县民政局.yaml"
YIFENG = "catalogs/宜丰/社会救助/县民政局.yaml"


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three real regions; nothing is written into it."""
    root = tmp_path_factory.mktemp("地区") / "项目 一"
    for name in ("国家", "莒南", "宜丰"):
        shutil.copytree(REPOSITORY / "catalogs" / name, root / "catalogs" / name)
    return root


@pytest.fixture(scope="module")
def server(regions: Path) -> Iterator[Editor]:
    """One server for all tests that do not end it: it must live through all of them."""
    with editor([Path(sys.executable).with_name("gwcat"), "lsp", "--stdio"], regions) as found:
        yield found
        assert not [words for words in found.log if "内部错误" in words]


@pytest.fixture
def one(server: Editor) -> Iterator[Editor]:
    """The server for files that are left as they are on disk."""
    yield server
    server.tidy()


@pytest.fixture
def small(server: Editor, workspace: Path) -> Iterator[Editor]:
    """The server for the small workspace, which may be written into."""
    yield server
    server.tidy()


SMALL = "catalogs/莒南/社会救助/县民政局.yaml"


def codes(found: list[Any]) -> list[str]:
    return [finding["code"] for finding in found]


def actions(one: Editor, uri: str, stretch: Any, **context: Any) -> list[Any]:
    params = {"textDocument": {"uri": uri}, "range": stretch, "context": {"diagnostics": [], **context}}
    return list(one.request("textDocument/codeAction", params))


def hovered(one: Editor, uri: str, text: str, sign: str, after: int) -> str:
    found = one.request("textDocument/hover", one.at(uri, *place(text, sign, after)))
    return found["contents"]["value"] if found else ""


def led_to(one: Editor, root: Path, uri: str, text: str, sign: str, after: int) -> list[str]:
    """`path:text` of all places that a definition leads to."""
    found = one.request("textDocument/definition", one.at(uri, *place(text, sign, after)))
    places = []
    for location in found:
        path = Path(unquote(location["uri"].removeprefix("file://")))
        where = path.relative_to(root) if path.is_relative_to(root) else path.name
        places.append(f"{where}:{marked(path.read_text('utf-8'), location['range'])}")
    return places


def offered(one: Editor, uri: str, text: str, sign: str, after: int) -> dict[str, Any]:
    found = one.request("textDocument/completion", one.at(uri, *place(text, sign, after)))
    return {item["label"]: item for item in found["items"]}


# Findings.


@pytest.mark.parametrize("path", [JUNAN, YIFENG, "catalogs/国家/社会救助.yaml", "catalogs/宜丰/region.yaml"])
def test_the_findings_are_those_of_validate(one: Editor, gwcat: Run, regions: Path, path: str) -> None:
    told = json.loads(gwcat("validate", path, "--format", "json", cwd=regions).stdout)["findings"]
    text = (regions / path).read_text("utf-8")
    found = one.diagnostics(one.open(regions / path), 1)
    assert len(found) == len(told)
    assert sorted(codes(found)) == sorted(finding["code"] for finding in told)
    for finding, wanted in zip(found, told, strict=True):
        start, end = finding["range"]["start"], finding["range"]["end"]
        lines = text.split("\n")
        at = len(lines[wanted["line"] - 1][: wanted["column"] - 1].encode("utf-16-le")) // 2
        assert (start["line"], start["character"]) == (wanted["line"] - 1, at)
        assert end["line"] == wanted["end_line"] - 1
        assert finding["message"].startswith(wanted["message"])
        assert finding["source"] == "gwcat"


def test_findings_follow_what_is_typed(small: Editor, workspace: Path) -> None:
    text = CATALOGUE.replace("[政府网站,", "[😀𠮷网战,")
    uri = small.open(workspace / SMALL)
    assert small.diagnostics(uri, 1) == []
    for version in range(2, 8):  # keys pressed one after the other
        small.change(uri, text[: -8 + version], version)
    small.change(uri, text, 8)
    (finding,) = small.diagnostics(uri, 8)
    assert (finding["code"], marked(text, finding["range"])) == ("GW204", "😀𠮷网战")
    small.change(uri, CATALOGUE, 9)
    assert small.diagnostics(uri, 9) == []
    assert (workspace / SMALL).read_text("utf-8") == CATALOGUE


def test_rules_see_all_open_files_as_they_are_now(small: Editor, workspace: Path) -> None:
    catalogue, region = small.open(workspace / SMALL), small.open(workspace / "catalogs/莒南/region.yaml")
    assert small.diagnostics(catalogue) == []
    small.change(region, REGION.replace("{名称: 县民政局,", "{名称: 县民政和社会局,"), 2)
    small.diagnostics(region, 2)
    small.change(catalogue, CATALOGUE, 2)
    assert "GW202" in codes(small.diagnostics(catalogue, 2))
    small.notify("textDocument/didClose", {"textDocument": {"uri": region}})  # what is on disk counts again
    assert small.notice("textDocument/publishDiagnostics", lambda params: params["uri"] == region and not params["diagnostics"])
    assert small.diagnostics(catalogue) == []


def test_a_change_above_is_seen_below(one: Editor, regions: Path) -> None:
    below = one.open(regions / YIFENG)
    before = one.diagnostics(below, 1)
    path = regions / "catalogs/国家/社会救助.yaml"
    text = path.read_text("utf-8")
    above = one.open(path, text.replace("公开时限: ", "公开时限: 每年1月底前；", 1))
    found = one.notice(
        "textDocument/publishDiagnostics", lambda params: params["uri"] == below and params["diagnostics"] != before
    )
    assert "GW606" in codes(found["diagnostics"])
    assert above


def test_a_change_on_disk_is_seen(small: Editor, workspace: Path) -> None:
    uri = small.open(workspace / SMALL)
    assert small.diagnostics(uri) == []
    write_files(workspace, {"catalogs/莒南/region.yaml": REGION.replace("{名称: 县民政局,", "{名称: 县局,")})
    changes = [{"uri": (workspace / "catalogs/莒南/region.yaml").as_uri(), "type": 2}]
    small.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert "GW202" in codes(small.diagnostics(uri))


def test_a_file_that_is_not_yet_on_disk(small: Editor, workspace: Path) -> None:
    path = workspace / "catalogs/莒南/社会救助/县财政局.yaml"
    uri = small.open(path, CATALOGUE.replace("单位: 县民政局", "单位: 县财政局").replace("政府网站", "门户网战"))
    found = small.diagnostics(uri)
    assert {"GW204"} <= set(codes(found))
    again = next(finding for finding in found if finding.get("relatedInformation"))
    assert any("relatedInformation" in finding for finding in found)
    assert unquote(again["relatedInformation"][0]["location"]["uri"]).endswith(SMALL)


def test_settings_are_checked(small: Editor, workspace: Path) -> None:
    write_files(workspace, {"gwcat.yaml": "规则: {GW999: 关闭}\n"})
    uri = small.open(workspace / "gwcat.yaml")
    (finding,) = small.diagnostics(uri)
    assert "没有“GW999”这条规则" in finding["message"]
    text = CATALOGUE.replace("[政府网站,", "[政府网战,")
    catalogue = small.open(workspace / SMALL, text)
    assert codes(small.diagnostics(catalogue, 1)) == ["GW204"]
    small.change(uri, "规则: {GW204: 关闭}\n", 2)  # not saved
    assert small.diagnostics(uri, 2) == []
    assert small.diagnostics(catalogue, 1) == []


def test_a_file_beside_the_regions(small: Editor, workspace: Path) -> None:
    write_files(workspace, {"catalogs/甲.yaml": CATALOGUE})
    (finding,) = small.diagnostics(small.open(workspace / "catalogs/甲.yaml"))
    assert "地区文件夹之外" in finding["message"]


@pytest.mark.parametrize(
    "path", ["catalogs/莒南/社会救助/说明.md", "catalogs/莒南/.草稿/县民政局.yaml", "catalogs/莒南/社会救助/~甲.yaml"]
)
def test_files_that_validate_leaves_alone(small: Editor, workspace: Path, path: str) -> None:
    uri = small.open(workspace / path, "天气: 晴\n")
    assert small.diagnostics(uri) == []
    assert small.diagnostics(small.open(workspace / SMALL)) == []


# Fixes.

FAULTY = CATALOGUE.replace("[政府网站, 公开查阅点,", "[门户网站, 公开查询点,").replace("[县级, 乡级]", "[县级, '镇级']  # 层级")


def test_a_quick_fix(small: Editor, workspace: Path) -> None:
    uri = small.open(workspace / SMALL, FAULTY)
    finding = next(one for one in small.diagnostics(uri) if marked(FAULTY, one["range"]) == "门户网站")
    action = actions(small, uri, finding["range"])[0]
    assert (action["kind"], action["isPreferred"]) == ("quickfix", True)
    mended = applied(FAULTY, action["edit"]["changes"][uri])
    assert mended == FAULTY.replace("门户网站", "政府网站")


def test_all_that_is_safe_at_once(small: Editor, workspace: Path) -> None:
    uri = small.open(workspace / SMALL, FAULTY)
    start = {"line": 0, "character": 0}
    for only in (["source.fixAll"], ["source.fixAll.gwcat"], ["source"]):
        (action,) = actions(small, uri, {"start": start, "end": start}, only=only)
        assert "3 处" in action["title"]
    mended = applied(FAULTY, action["edit"]["changes"][uri])
    assert mended == CATALOGUE.replace("[县级, 乡级]", "[县级, '乡级']  # 层级")
    assert actions(small, uri, {"start": start, "end": start}, only=["refactor"]) == []
    small.change(uri, mended, 2)
    assert small.diagnostics(uri, 2) == []
    assert actions(small, uri, {"start": start, "end": start}) == []


def test_a_fix_that_wants_to_be_looked_at(small: Editor, workspace: Path) -> None:
    write_files(workspace, {"catalogs/莒南/region.yaml": REGION.replace("2018-01-31", "2024-06-30")})
    text = CATALOGUE.replace("各镇人民政府（街道办事处）", "县农业局")
    uri = small.open(workspace / SMALL, text)
    small.diagnostics(uri)
    line, character = place(text, "县农业局", 3)
    at = {"line": line, "character": character}
    fixes = [action for action in actions(small, uri, {"start": at, "end": at}) if "（请核对）" in action["title"]]
    assert fixes, actions(small, uri, {"start": at, "end": at})
    assert all(not action["isPreferred"] for action in fixes)
    everything = actions(small, uri, {"start": at, "end": at}, only=["source.fixAll"])
    unsafe = fixes[0]["edit"]["changes"][uri]
    assert all(edit not in action["edit"]["changes"][uri] for action in everything for edit in unsafe)


def test_editors_that_take_versions_get_them(program: str, workspace: Path) -> None:
    able = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
    with editor([program, "lsp"], workspace, capabilities=able) as one:
        uri = one.open(workspace / SMALL, FAULTY, 7)
        finding = one.diagnostics(uri, 7)[0]
        (change,) = actions(one, uri, finding["range"])[0]["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": uri, "version": 7}


@pytest.mark.parametrize(("bom", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_a_finding_is_ignored_only_with_a_reason(small: Editor, workspace: Path, bom: str, end: str) -> None:
    text = bom + CATALOGUE.replace("[政府网站,", "[😀网战,").replace("\n", end)
    uri = small.open(workspace / SMALL, text)
    (finding,) = small.diagnostics(uri)
    (action,) = (action for action in actions(small, uri, finding["range"]) if action["title"].startswith("忽略这一条"))
    kept = applied(text, action["edit"]["changes"][uri])
    assert kept.replace("  # gwcat: 忽略 GW204 请写明理由", "") == text
    small.change(uri, kept, 2)
    assert sorted(codes(small.diagnostics(uri, 2))) == ["GW032", "GW204"]  # no reason yet
    small.change(uri, kept.replace("请写明理由", "原文如此"), 3)
    assert small.diagnostics(uri, 3) == []


def test_two_findings_of_a_line_share_a_comment(small: Editor, workspace: Path) -> None:
    text = CATALOGUE.replace("公开主体: [县民政局,", "公开主体: [县民正局, 相关部门,").replace(
        "\n    公开渠道", "  # gwcat: 忽略 GW203 原文如此\n    公开渠道"
    )
    uri = small.open(workspace / SMALL, text)
    others = [one for one in small.diagnostics(uri) if one["code"] != "GW203"]
    assert others
    title = f"忽略这一条 {others[0]['code']}"
    (action,) = (action for action in actions(small, uri, others[0]["range"]) if action["title"].startswith(title))
    kept = applied(text, action["edit"]["changes"][uri])
    assert f"# gwcat: 忽略 GW203、{others[0]['code']} 原文如此" in kept


def test_no_comment_gets_into_a_text(small: Editor, workspace: Path) -> None:
    text = CATALOGUE.replace(
        "公开时限: 制定或获取信息之日起10个工作日内，公示7个工作日", "公开时限: |\n      看情况，\n      说不清"
    )
    uri = small.open(workspace / SMALL, text)
    tree = [finding for finding in small.diagnostics(uri) if marked(text, finding["range"]).lstrip("| \n").startswith("看情况")]
    assert tree
    for finding in tree:
        for action in actions(small, uri, finding["range"]):
            kept = applied(text, action["edit"]["changes"][uri])
            assert "看情况，\n      说不清\n" in kept


def test_what_may_not_be_ignored(small: Editor, workspace: Path) -> None:
    text = CATALOGUE + "    备注: 联系人手机 13812345678\n"
    uri = small.open(workspace / SMALL, text)
    finding = next(one for one in small.diagnostics(uri) if one["code"].startswith("GW5"))
    assert all("忽略" not in action["title"] for action in actions(small, uri, finding["range"]))


# Hovering.


def test_hovering_over_values(one: Editor, regions: Path) -> None:
    text = (regions / JUNAN).read_text("utf-8")
    uri = one.open(regions / JUNAN)
    shown = hovered(one, uri, text, "公开时限: ", 8)
    assert "**公开时限读作**：自制定或者获取信息之日起10个工作日内" in shown
    assert "期限：10个工作日" in shown
    shown = hovered(one, uri, text, "公开依据:\n      - ", 20)
    assert "《中华人民共和国政府信息公开条例》" in shown
    assert "效力位阶：行政法规" in shown
    assert "莒南县民政局" in hovered(one, uri, text, "公开主体: [", 8)
    assert "又称：" in hovered(one, uri, text, "领域: ", 5)
    assert "第二十六条" in hovered(one, uri, text, "公开时限: ", 1)  # the key
    assert hovered(one, uri, text, "事项:\n  - ", 5) == ""


def test_hovering_over_a_finding_explains_its_rule(small: Editor, workspace: Path) -> None:
    text = CATALOGUE.replace("[政府网站,", "[政府网战,")
    uri = small.open(workspace / SMALL, text)
    shown = hovered(small, uri, text, "政府网战", 2)
    for words in ("GW204", "（错误）", "改法：", "为什么：", "出处："):
        assert words in shown


def test_hovering_over_what_was_not_understood(small: Editor, workspace: Path) -> None:
    text = CATALOGUE.replace("制定或获取信息之日起10个工作日内，公示7个工作日", "看*情况*再说")
    uri = small.open(workspace / SMALL, text)
    assert "**公开时限没有读懂**" in hovered(small, uri, text, "看*情况", 2)


ADOPTING = """\
领域: 社会救助
单位: 县民政局
采用: {区域: 国家, 事项: [社会救助-001, 社会救助-002]}
主体对应: {民政部门: 县民政局}
样表: 国家2019
调整:
  - {对应: 社会救助-001, 公开时限: 每年3月底前, 理由: 本县承诺}
不采用:
  - {对应: 社会救助-002, 理由: 由乡镇公开}
事项:
  - 编号: 宜丰-社会救助-901
    一级事项: 甲
    对应国家事项: 社会救助-003
"""


def test_hovering_over_what_is_adopted(one: Editor, regions: Path) -> None:
    uri = one.open(regions / YIFENG, ADOPTING)
    assert "**采用国家**" in hovered(one, uri, ADOPTING, "国家", 1)
    for identity in ("社会救助-001, 公开", "社会救助-002, 理由", "社会救助-003"):
        shown = hovered(one, uri, ADOPTING, identity, 3)
        assert "**国家**的事项" in shown
        assert f"编号: {identity[:8]}" in shown
    assert "上级写的" in hovered(one, uri, ADOPTING, "公开时限: 每年", 2)


# Going there.


def test_going_to_where_something_is_written(one: Editor, regions: Path) -> None:
    uri = one.open(regions / YIFENG, ADOPTING)

    def led(sign: str, after: int) -> list[str]:
        return led_to(one, regions, uri, ADOPTING, sign, after)

    national = "catalogs/国家/社会救助.yaml"
    assert led("国家", 1) == [f"{national}:社会救助"]
    assert led("社会救助-001, 社", 3) == [f"{national}:社会救助-001"]
    assert led("社会救助-001, 公开", 3) == [f"{national}:社会救助-001"]
    assert led("社会救助-002, 理由", 3) == [f"{national}:社会救助-002"]
    assert led("社会救助-003", 3) == [f"{national}:社会救助-003"]
    assert led("单位: 县民政局", 5) == ["catalogs/宜丰/region.yaml:县民政局"]
    assert led("民政部门: 县民政局", 7) == ["catalogs/宜丰/region.yaml:县民政局"]
    assert led("领域: 社会救助", 5) == ["catalogs/宜丰/region.yaml:社会救助"]
    assert led("国家2019", 3) == ["国家2019.yaml:"]
    assert led("每年3月", 2) == []
    assert led("调整:", 1) == []


def test_going_up_through_several_regions(program: str, tmp_path: Path) -> None:
    for name in ("国家", "淄博", "张店"):
        shutil.copytree(REPOSITORY / "catalogs" / name, tmp_path / "catalogs" / name)
    path = next(path for path in sorted((tmp_path / "catalogs/张店").glob("*/*.yaml")) if "采用: 淄博" in path.read_text("utf-8"))
    text = path.read_text("utf-8")
    with editor([program, "lsp"], tmp_path) as one:
        (found,) = led_to(one, tmp_path, one.open(path), text, "采用: 淄博", 5)
    assert found.startswith("catalogs/淄博/")


# Completing.


def test_completing_names(one: Editor, regions: Path) -> None:
    uri = one.open(regions / YIFENG, ADOPTING)
    version = 1

    def names(begun: str) -> dict[str, Any]:
        nonlocal version
        version += 1
        text = begun.replace("‸", "")
        one.change(uri, text, version)
        return offered(one, uri, text, begun.partition("‸")[0][-8:], len(begun.partition("‸")[0][-8:]))

    head = "领域: 社会救助\n单位: 县民政局\n采用: 国家\n"
    assert "县民政局" in names(f"{head}事项:\n  - 编号: 甲\n    公开主体: [‸]")
    assert "县民政局" in names(f"{head}事项:\n  - 编号: 甲\n    公开主体:\n      - ‸")
    assert "县民政局" in names("领域: 社会救助\n单位: ‸")
    assert next(iter(names("单位: 县民政局\n领域: ‸"))) in (regions / "catalogs/宜丰/region.yaml").read_text("utf-8")
    assert "山东2017" in names(f"{head}样表: ‸")
    assert {"政府网站", "公开查阅点"} <= set(names(f"{head}事项:\n  - 编号: 甲\n    公开渠道: [政府公报, ‸"))
    assert {"主动公开", "依申请公开"} == set(names(f"{head}事项:\n  - 编号: 甲\n    公开方式: ‸"))
    assert "国家" in names("领域: 社会救助\n单位: 县民政局\n采用: ‸")
    names(f"{head}调整:\n  - ‸")  # this can be read, what follows cannot
    found = names(f"{head}调整:\n  - {{对应: ‸")
    assert "社会救助-001" in found
    assert found["社会救助-001"]["detail"].startswith("采用 ")
    assert "社会救助-003" in names(f"{head}事项:\n  - 编号: 甲\n    对应国家事项: ‸")
    keys = names(f"{head}事项:\n  - 编号: 甲\n    ‸")
    assert {"公开时限", "公开层级"} <= set(keys)
    assert "编号" not in keys
    assert keys["公开时限"]["textEdit"]["newText"] == "公开时限: "
    assert "20个工作日" in keys["公开时限"]["documentation"]["value"]
    assert {"调整", "不采用", "事项"} <= set(names(f"{head}‸"))
    assert names(f"{head}# ‸") == {}


def test_what_is_completed_replaces_what_was_typed(one: Editor, regions: Path) -> None:
    text = "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 甲\n    公开渠道: [😀, 社区"
    uri = one.open(regions / YIFENG, text)
    item = offered(one, uri, text, "社区", 2)["社区/企事业单位/村公示栏（电子屏）"]
    assert applied(text, [item["textEdit"]]) == text[:-2] + "社区/企事业单位/村公示栏（电子屏）"


def test_keys_of_a_region_are_completed(one: Editor, regions: Path) -> None:
    text = "名称: 宜丰县\n层级: \n单位:\n  - {名称: 甲, 类别: }\n"
    uri = one.open(regions / "catalogs/宜丰/region.yaml", text)
    assert "县级" in offered(one, uri, text, "层级: ", 4)
    assert "街道" in offered(one, uri, text, "类别: ", 4)
    assert "全称" in offered(one, uri, text, ", 类", 2)


# Layout and outline.


def test_formatting_is_fmt(small: Editor, workspace: Path, gwcat: Run) -> None:
    messy = (
        CATALOGUE.replace("领域: 社会救助\n", "领域:   '社会救助'   # 注\n").replace("    公开方式", "\n\n    公开方式")
        + "版本: '2018.1'"
    )
    for version, text in enumerate((messy, messy + "\n", messy.replace("\n", "\r\n"), "\ufeff" + messy, CATALOGUE), 1):
        write_files(workspace, {SMALL: text})
        gwcat("fmt", SMALL, cwd=workspace)
        wanted = (workspace / SMALL).read_bytes().decode()
        uri = small.open(workspace / SMALL, text, version)
        edits = small.request(
            "textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}}
        )
        assert applied(text, edits).removeprefix("\ufeff") == wanted
        assert (edits == []) == (text == wanted)


def test_what_cannot_be_formatted_is_told(small: Editor, workspace: Path, tmp_path: Path) -> None:
    options = {"tabSize": 2, "insertSpaces": True}
    for path, text in ((workspace / SMALL, "领域: [\n"), (tmp_path / "别处.yaml", "a: 1\n")):
        uri = small.open(path, text)
        assert small.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": options}) is None
        assert "整理" in small.notice("window/logMessage", lambda params: "整理" in params["message"])["message"]


def test_the_outline(one: Editor, regions: Path) -> None:
    uri = one.open(regions / JUNAN)
    (items,) = one.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert (items["name"], items["detail"]) == ("事项", "12 条")
    assert items["children"][0]["name"].endswith("社会救助-001")
    assert items["children"][0]["detail"]
    region = one.open(regions / "catalogs/宜丰/region.yaml")
    names = [found["name"] for found in one.request("textDocument/documentSymbol", {"textDocument": {"uri": region}})]
    assert {"单位", "领域分工"} <= set(names)
    adopting = one.open(regions / YIFENG, ADOPTING)
    names = [found["name"] for found in one.request("textDocument/documentSymbol", {"textDocument": {"uri": adopting}})]
    assert names == ["调整", "不采用", "事项"]


# Nothing ends the server.

QUESTIONS = ("hover", "definition", "completion")


def all_questions(one: Editor, uri: str) -> None:
    """Ask everything about a file; an answer is enough."""
    for line, character in ((0, 0), (0, 3), (2, 9), (99, 99)):
        for name in QUESTIONS:
            one.request(f"textDocument/{name}", one.at(uri, line, character))
        at = {"line": line, "character": character}
        actions(one, uri, {"start": {"line": 0, "character": 0}, "end": at})
    one.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    one.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}})


_TEXTS = {
    "empty": "",
    "only a comment": "# 注",
    "broken": "领域: [社会救助\n单位: {\n事项:\n  - 编号: '",
    "a list": "- 甲\n- 乙\n",
    "a text": "甲",
    "tabs": "领域:\t社会救助\n\t单位: 甲\n",
    "anchors": "领域: &a 社会救助\n单位: *a\n事项: !x []\n",
    "two documents": "领域: 甲\n---\n领域: 乙\n",
    "wrong kinds": "领域: [甲]\n单位: {甲: 乙}\n采用: [国家]\n调整: {对应: 甲}\n不采用: [[甲]]\n事项: 甲\n",
    "wrong kinds inside": "领域: 甲\n采用: 国家\n调整: [{对应: [甲], 备注: 乙}]\n事项: [[甲], {编号: [乙], 公开主体: {丙: 丁}}]",
    "deep": "领域: " + "[" * 500,
    "keys that are no texts": "? [甲]\n: 乙\n{}: 丙\n",
    "half of a character": "领域: \ud83d\n单位: 甲\n",
    "control characters": "领域: \x07甲\n单位: \u2028乙\n",
    "old line ends": "领域: 社会救助\r单位: 县民政局\r事项: []\r",
    "rare characters": "领域: 𠮷😀\n单位: \U0002a6a5\n事项:\n  - 编号: 👩‍👩‍👧\n    公开时限: 😀\n    公开依据: 《😀\n",
}


@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS)
def test_every_text(one: Editor, regions: Path, text: str) -> None:
    for path in (JUNAN, "catalogs/莒南/region.yaml", "catalogs/莒南/采用记录.yaml", "catalogs/莒南/附件/甲.yaml", "gwcat.yaml"):
        all_questions(one, one.open(regions / path, text))
    one.tidy()
    uri = one.open(regions / "catalogs/莒南/养老服务/县民政局.yaml", version=3)
    assert one.diagnostics(uri, 3)
    assert not [words for words in one.log if "内部错误" in words]


@pytest.mark.parametrize(
    "uri", ["untitled:无标题-1", "https://example.invalid/甲.yaml", "file:///没有/这个/文件夹/甲.yaml", "file:"]
)
def test_files_outside_any_workspace(small: Editor, workspace: Path, uri: str) -> None:
    small.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": CATALOGUE}})
    assert small.diagnostics(uri) == []
    all_questions(small, uri)
    assert small.diagnostics(small.open(workspace / SMALL)) == []


def test_questions_about_files_that_are_not_open(small: Editor, workspace: Path) -> None:
    assert small.request("textDocument/hover", small.at((workspace / SMALL).as_uri(), 0, 0)) is None


def test_files_and_folders_that_go_away(small: Editor, workspace: Path) -> None:
    uri = small.open(workspace / SMALL)
    assert small.diagnostics(uri) == []
    (workspace / SMALL).unlink()
    small.change(uri, CATALOGUE.replace("政府网站", "门户网战"), 2)
    assert codes(small.diagnostics(uri, 2)) == ["GW204"]  # it is still being edited
    shutil.rmtree(workspace)
    small.change(uri, CATALOGUE, 3)
    small.diagnostics(uri, 3)
    all_questions(small, uri)


def test_a_huge_file(small: Editor, workspace: Path) -> None:
    uri = small.open(workspace / SMALL, "领域: 社会救助\n" + "# 长\n" * 3_000_000)
    (finding,) = small.diagnostics(uri)
    assert "16 MiB" in finding["message"]
    all_questions(small, uri)
    small.change(uri, CATALOGUE, 2)
    assert small.diagnostics(uri, 2) == []


def test_a_file_of_a_thousand_items(small: Editor, workspace: Path) -> None:
    head, item = CATALOGUE.split("事项:\n")
    text = f"{head}事项:\n" + "".join(item.replace("社会救助-001", f"社会救助-{n:04}") for n in range(1000))
    uri = small.open(workspace / SMALL, text)
    assert small.diagnostics(uri)
    all_questions(small, uri)
    (items,) = small.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert len(items["children"]) == 1000


def test_messages_that_make_no_sense(small: Editor, workspace: Path) -> None:
    for data in (b"{", b"[]", b"null", b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 5}}'):
        small.send_bytes(data)
    small.notify("textDocument/hover", {"textDocument": []})
    assert "error" in small.ask("textDocument/天气", {})
    assert small.diagnostics(small.open(workspace / SMALL)) == []


# Beginning and end.


def test_the_server_ends_when_it_is_told(program: str, workspace: Path) -> None:
    with editor([program, "lsp"], workspace) as own:
        assert own.initialized["serverInfo"]["name"] == "gwcat"
        own.diagnostics(own.open(workspace / SMALL))
        assert own.close() == 0
        assert own.stderr == ""


def test_the_server_ends_with_its_editor(program: str, workspace: Path) -> None:
    with editor([program, "lsp"], workspace) as own:
        assert own.process.stdin
        own.process.stdin.close()
        assert own.process.wait(60) == 0


def test_without_the_library_it_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pygls'] = None; from gwcat.cli.main import main; main(['lsp'])"
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, cwd=tmp_path, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'gwcat[lsp]'" in done.stderr


def test_on_a_terminal_it_says_who_starts_it(program: str, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run([program, "lsp"], stdin=theirs, capture_output=True, cwd=tmp_path, timeout=60, check=False)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 2
    assert "由编辑器启动" in done.stderr.decode()
