"""`gwcat flow` through the installed command."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from conftest import REGION, REGION_PATH, Run, write_files
from flows import SHIPPED

BAD = "步骤:\n  - {编号: 一, 类型: 起止, 文字: 开始}\n  - {编号: 二, 类型: 办里, 文字: 办理}\n连线: [{从: 一, 到: 二}]\n"


def test_what_can_be_drawn(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {"templates/flows/招标.yaml": BAD})
    done = gwcat("flow", cwd=workspace)
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()[2:]] == sorted([*SHIPPED, "招标"])
    assert next(line for line in done.stdout.splitlines() if "招标" in line).split()[2] == "templates/flows/招标.yaml"


@pytest.mark.parametrize("form", ["docx", "svg", "png"])
def test_one_flow_by_its_name(gwcat: Run, workspace: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "图"
    done = gwcat("flow", "依申请公开", "--format", form, "--out", out, cwd=workspace)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{out / f'依申请公开工作流程图.{form}'}\n"
    assert (out / f"依申请公开工作流程图.{form}").stat().st_size > 1000
    again = tmp_path / f"一张.{form}"
    assert gwcat("flow", "依申请公开", "--format", form, "--out", again, cwd=workspace).returncode == 0
    assert again.read_bytes() == (out / f"依申请公开工作流程图.{form}").read_bytes()


def test_all_that_a_region_publishes(gwcat: Run, workspace: Path, tmp_path: Path) -> None:
    choice = "流程: {编号: 附件5, 流程图: [主动公开-2007, 目录动态调整], 责任对应: {承办机构: 县民政局}}\n"
    write_files(workspace, {REGION_PATH: REGION + choice})
    done = gwcat("flow", "--county", "莒南", "--out", tmp_path / "图", cwd=workspace)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "图" / "附件5政务公开工作流程图.docx") as archive:
        text = archive.read("word/document.xml").decode()
    assert all(word in text for word in ("附件5", "主动公开工作流程图", "目录动态调整工作流程图", "县民政局"))
    assert "承办机构" not in text
    done = gwcat("flow", "--county", "莒南", "--format", "svg", "--out", tmp_path / "图", cwd=workspace)
    assert sorted(path.name for path in (tmp_path / "图").glob("*.svg")) == [
        "主动公开工作流程图.svg",
        "目录动态调整工作流程图.svg",
    ]
    done = gwcat("flow", "--county", "莒南", "--format", "svg", "--out", tmp_path / "一张.svg", cwd=workspace)
    assert done.returncode == 2
    assert "有 2 张图，写不进一个文件" in done.stderr


def test_a_flow_with_errors_is_not_drawn(gwcat: Run, workspace: Path, tmp_path: Path) -> None:
    write_files(workspace, {"templates/flows/招标.yaml": BAD})
    done = gwcat("flow", "招标", "--out", tmp_path / "图", cwd=workspace)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "templates/flows/招标.yaml:3:17: 错误 GW754 没有“办里”这种步骤。" in done.stderr
    assert "没有画" in done.stderr
    assert not (tmp_path / "图").exists()


def test_warnings_are_told_and_it_is_drawn(gwcat: Run, workspace: Path, tmp_path: Path) -> None:
    text = BAD.replace("办里", "办理").replace("文字: 办理}", "文字: 办理答复}\n  - {编号: 三, 类型: 起止, 文字: 归档}")
    write_files(workspace, {"templates/flows/招标.yaml": text.replace("到: 二}]", "到: 二}, {从: 二, 到: 三}]")})
    done = gwcat("flow", "招标", "--out", tmp_path, cwd=workspace)
    assert (done.returncode, "警告 GW763" in done.stderr) == (0, True)
    assert gwcat("flow", "招标", "--out", tmp_path, "--quiet", cwd=workspace).stderr == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["主动公布"], ["没有叫“主动公布”的流程图", "主动公开"]),
        (["主动公开", "--county", "莒南"], ["从2019-05-15起适用，基准日是2018-01-31", "主动公开-2007"]),
        (["--county", "莒南"], ["没有写公开哪些流程图", "流程: [主动公开, 依申请公开]"]),
        (["--county", "没有"], ["没有叫“没有”的地区"]),
        (["主动公开", "--format", "gif"], ["--format", "docx"]),
    ],
)
def test_wrong_usage(gwcat: Run, workspace: Path, arguments: list[str], words: list[str]) -> None:
    done = gwcat("flow", *arguments, cwd=workspace)
    assert done.returncode == 2
    assert all(word in done.stderr for word in words)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("place", ["文字: 开始", "从: 一, 到: 二"])
def test_personal_data_is_not_drawn(place: str, gwcat: Run, workspace: Path, tmp_path: Path) -> None:
    phone = "1" + "3900001234"  # a made-up number
    text = BAD.replace(place, f"{place}, 文字: 电话{phone}" if "从" in place else f"文字: 电话{phone}").replace(
        "办里, 文字: 办理", "起止, 文字: 归档"
    )
    write_files(workspace, {"templates/flows/样例.yaml": text})
    done = gwcat("flow", "样例", "--out", tmp_path / "图", cwd=workspace)
    assert done.returncode == 2
    assert "手机号" in done.stderr
    assert not (tmp_path / "图").exists()
