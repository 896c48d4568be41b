"""`gwcat fmt`: which files it takes, what it says and writes, its exit code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, Run, write_files

_UNTIDY = CATALOGUE.replace("领域: 社会救助\n单位: 县民政局\n", "# 头\n单位: '县民政局'   # 后\n领域: 社会救助\n")
_TIDY = f"# 头\n{CATALOGUE.replace('单位: 县民政局', '单位: 县民政局 # 后', 1)}"
_BROKEN = "领域: 甲\n领域: 乙\n"
_SECOND = "catalogs/宜丰/社会救助/县民政局.yaml"
_RECORD = "catalogs/莒南/采用记录.yaml"


@pytest.fixture
def untidy(workspace: Path) -> Path:
    """A workspace with one file that is not in the canonical layout."""
    return write_files(workspace, {CATALOGUE_PATH: _UNTIDY})


def test_a_tidy_workspace_stays(workspace: Path, gwcat: Run) -> None:
    before = (workspace / CATALOGUE_PATH).stat().st_mtime_ns
    done = gwcat("fmt", cwd=workspace)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "看了 2 个文件：没有需要整理的。\n")
    assert (workspace / CATALOGUE_PATH).stat().st_mtime_ns == before
    assert gwcat("fmt", "--check", cwd=workspace).returncode == 0


def test_a_file_is_written_once(untidy: Path, gwcat: Run) -> None:
    done = gwcat("fmt", cwd=untidy)
    assert (done.returncode, done.stdout) == (0, f"{CATALOGUE_PATH}: 已整理\n")
    assert done.stderr == "看了 2 个文件：整理了 1 个。\n"
    assert (untidy / CATALOGUE_PATH).read_text(encoding="utf-8") == _TIDY
    assert (untidy / REGION_PATH).read_text(encoding="utf-8") == REGION
    assert gwcat("fmt", cwd=untidy).stdout == ""
    assert sorted(path.name for path in (untidy / CATALOGUE_PATH).parent.iterdir()) == ["县民政局.yaml"]


def test_check_writes_nothing(untidy: Path, gwcat: Run) -> None:
    done = gwcat("fmt", "--check", cwd=untidy)
    assert (done.returncode, done.stdout) == (1, f"{CATALOGUE_PATH}: 需要整理\n")
    assert done.stderr == "看了 2 个文件：需要整理 1 个。\n"
    assert (untidy / CATALOGUE_PATH).read_text(encoding="utf-8") == _UNTIDY


@pytest.mark.parametrize(("options", "code"), [(("--diff",), 0), (("--diff", "--check"), 1)])
def test_diff_shows_and_writes_nothing(untidy: Path, gwcat: Run, options: tuple[str, ...], code: int) -> None:
    done = gwcat("fmt", *options, cwd=untidy)
    assert done.returncode == code
    assert done.stdout.startswith(f"--- {CATALOGUE_PATH}\n+++ {CATALOGUE_PATH}\n@@ -1,6 +1,6 @@\n # 头\n")
    assert "\n-单位: '县民政局'   # 后\n" in done.stdout
    assert "\n+单位: 县民政局 # 后\n" in done.stdout
    assert (untidy / CATALOGUE_PATH).read_text(encoding="utf-8") == _UNTIDY


def test_diff_of_a_file_without_last_line_end(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE.rstrip("\n")})
    assert gwcat("fmt", "--diff", cwd=workspace).stdout.endswith(
        "-    公开层级: [县级, 乡级]\n\\ 文件末尾没有换行\n+    公开层级: [县级, 乡级]\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + CATALOGUE.encode(), id="BOM"),
        pytest.param(CATALOGUE.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(CATALOGUE.replace("\n", "\r").encode(), id="CR"),
        pytest.param(CATALOGUE.rstrip("\n").encode(), id="no line end at the end"),
        pytest.param(CATALOGUE.replace("10个", "１０个").encode(), id="full-width digits"),
    ],
)
def test_bytes_become_uniform(workspace: Path, gwcat: Run, data: bytes) -> None:
    write_files(workspace, {CATALOGUE_PATH: data})
    assert gwcat("fmt", "--check", cwd=workspace).returncode == 1
    assert gwcat("fmt", cwd=workspace).returncode == 0
    assert (workspace / CATALOGUE_PATH).read_bytes() == CATALOGUE.encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(_BROKEN.encode(), ":2:1: 错误 GW006 键“领域”在同一层里重复", id="duplicate key"),
        pytest.param("领域: [甲\n".encode(), "错误 GW005", id="syntax"),
        pytest.param("领域: &a 甲\n".encode(), "错误 GW007", id="anchor"),
        pytest.param("领域: 甲\n---\n领域: 乙\n".encode(), "错误 GW009", id="two documents"),
        pytest.param("领域: 甲".encode("gbk"), "错误 GW002", id="encoding"),
        pytest.param(b"", "错误 GW012", id="empty"),
        pytest.param("# 甲\n".encode(), "错误 GW012", id="only a comment"),
        pytest.param(b"- 1\n", "错误 GW023", id="no mapping"),
        pytest.param(f"? {'长' * 1200}\n: 甲\n".encode(), "没有改动这个文件", id="would not read back"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--check",), ("--diff",)], ids=["write", "check", "diff"])
def test_what_cannot_be_read_is_told_and_left_alone(
    untidy: Path, gwcat: Run, data: bytes, words: str, options: tuple[str, ...]
) -> None:
    path = "catalogs/莒南/养老服务/县民政局.yaml"
    write_files(untidy, {path: data})
    done = gwcat("fmt", *options, cwd=untidy)
    assert done.returncode == 1
    assert path in done.stderr
    assert words in done.stderr
    assert "跳过 1 个，没有改动" in done.stderr
    assert path not in done.stdout
    assert (untidy / path).read_bytes() == data
    assert ((untidy / CATALOGUE_PATH).read_text(encoding="utf-8") == _TIDY) == (not options)


def test_what_the_rules_find_does_not_matter(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: "事项: 无\n公开期限: 甲\n领域: 乙\n"})
    assert gwcat("fmt", cwd=workspace).returncode == 0
    assert (workspace / CATALOGUE_PATH).read_text(encoding="utf-8") == "领域: 乙\n事项: 无\n公开期限: 甲\n"


def test_which_files(untidy: Path, gwcat: Run) -> None:
    others = {
        "catalogs/莒南/附件/名单.yaml": "行:\n- {乙: 一, 甲: 二}\n",
        "catalogs/莒南/社会救助/更深/处.yml": "{领域: 甲}\n",
        _SECOND: _UNTIDY,
        "catalogs/宜丰/region.yaml": REGION.replace("名称: 莒南县\n", "") + "名称: 宜丰县\n",
    }
    left = {
        _RECORD: '"甲":   {"乙": "丙"}\n',
        "catalogs/散.yaml": "{领域: 甲}\n",
        "catalogs/莒南/.草稿.yaml": "{领域: 甲}\n",
        "catalogs/莒南/.旧/甲.yaml": "{领域: 甲}\n",
        "catalogs/莒南/说明.txt": "{领域: 甲}\n",
        "gwcat.yaml": "{严重程度: {}}\n",
    }
    write_files(untidy, {**others, **left})
    done = gwcat("fmt", cwd=untidy)
    assert done.returncode == 0
    assert {line.split(": ")[0] for line in done.stdout.splitlines()} == {CATALOGUE_PATH, *others}
    assert {path: (untidy / path).read_text(encoding="utf-8") for path in left} == left
    assert (untidy / "catalogs/莒南/附件/名单.yaml").read_text(encoding="utf-8") == "行:\n  - {乙: 一, 甲: 二}\n"
    assert (untidy / "catalogs/宜丰/region.yaml").read_text(encoding="utf-8") == REGION.replace("莒南县\n", "宜丰县\n", 1)


@pytest.mark.parametrize(
    ("arguments", "formatted"),
    [
        (("--county", "莒南县"), {CATALOGUE_PATH}),
        (("--county", "宜丰"), {_SECOND}),
        (("--county", "莒南，宜丰"), {CATALOGUE_PATH, _SECOND}),
        (("catalogs/莒南/社会救助",), {CATALOGUE_PATH}),
        ((CATALOGUE_PATH, CATALOGUE_PATH, "--county", "莒南"), {CATALOGUE_PATH}),
        ((CATALOGUE_PATH, "--county", "宜丰"), {CATALOGUE_PATH, _SECOND}),
        ((REGION_PATH,), set()),
        (("catalogs",), {CATALOGUE_PATH, _SECOND}),
        ((".",), {CATALOGUE_PATH, _SECOND}),
    ],
)
def test_paths_and_counties(untidy: Path, gwcat: Run, arguments: tuple[str, ...], formatted: set[str]) -> None:
    write_files(untidy, {_SECOND: _UNTIDY, "catalogs/宜丰/region.yaml": REGION.replace("莒南", "宜丰")})
    done = gwcat("fmt", "--check", *arguments, cwd=untidy)
    assert {line.split(": ")[0] for line in done.stdout.splitlines()} == formatted
    assert done.returncode == (1 if formatted else 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--county", "天津"), "没有叫“天津”的地区。"),
        (("没有.yaml",), "没有“没有.yaml”这个文件或文件夹。"),
        (("gwcat.yaml",), "不在"),
        (("catalogs/莒南/说明.txt",), "不是目录源文件"),
        (("catalogs/散.yaml",), "没有可以整理的文件"),
        ((_RECORD,), "由 gwcat resolve --accept 写成"),
    ],
)
def test_wrong_places(untidy: Path, gwcat: Run, arguments: tuple[str, ...], words: str) -> None:
    files = {"catalogs/散.yaml": "{领域: 甲}\n", "catalogs/莒南/说明.txt": "甲", _RECORD: "甲: 乙\n", "gwcat.yaml": "甲: 乙\n"}
    write_files(untidy, files)
    done = gwcat("fmt", *arguments, cwd=untidy)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert (untidy / CATALOGUE_PATH).read_text(encoding="utf-8") == _UNTIDY


def test_a_workspace_without_files(tmp_path: Path, gwcat: Run) -> None:
    (tmp_path / "catalogs").mkdir()
    done = gwcat("fmt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有可以整理的文件" in done.stderr


def test_quiet_says_results_and_faults_only(untidy: Path, gwcat: Run) -> None:
    write_files(untidy, {_SECOND: _BROKEN})
    done = gwcat("fmt", "--check", "-q", cwd=untidy)
    assert done.stdout == f"{CATALOGUE_PATH}: 需要整理\n"
    assert done.stderr.startswith(f"{_SECOND}:2:1: 错误 GW006 ")
    assert done.stderr.count("\n") == 1


def test_a_link_stays_a_link(untidy: Path, gwcat: Run) -> None:
    real = untidy / "原件.yaml"
    (untidy / CATALOGUE_PATH).rename(real)
    (untidy / CATALOGUE_PATH).symlink_to(real)
    assert gwcat("fmt", cwd=untidy).returncode == 0
    assert (untidy / CATALOGUE_PATH).is_symlink()
    assert real.read_text(encoding="utf-8") == _TIDY


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(untidy: Path, gwcat: Run) -> None:
    folder = (untidy / CATALOGUE_PATH).parent
    folder.chmod(0o500)
    try:
        done = gwcat("fmt", cwd=untidy)
    finally:
        folder.chmod(0o700)
    assert done.returncode == 3
    assert "没有权限" in done.stderr
    assert (untidy / CATALOGUE_PATH).read_text(encoding="utf-8") == _UNTIDY


def test_what_init_writes_is_canonical(tmp_path: Path, gwcat: Run) -> None:
    assert gwcat("init", "新", "--county", "宜丰县", "--level", "县级", cwd=tmp_path).returncode == 0
    assert gwcat("fmt", "--check", "--county", "宜丰县", cwd=tmp_path / "新").returncode == 0


def test_a_flow_chart_has_a_step_and_a_link_a_line(gwcat: Run, workspace: Path) -> None:
    text = "连线: [{到: 二, 从: 一}]\n步骤: [{编号: 一, 文字: 开始, 类型: 起止}, {编号: 二, 类型: 起止, 文字: 归档}]\n标题: 样\n"
    path = "catalogs/莒南/流程/样例.yaml"
    write_files(workspace, {path: text})
    assert gwcat("fmt", path, cwd=workspace).returncode == 0
    assert (workspace / path).read_text() == (
        "标题: 样\n步骤:\n  - {编号: 一, 类型: 起止, 文字: 开始}\n  - {编号: 二, 类型: 起止, 文字: 归档}\n"
        "连线:\n  - {从: 一, 到: 二}\n"
    )
