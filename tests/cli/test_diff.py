"""`gwcat diff` end to end: a scripted history, every change classed right, in all formats."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY, Run, write_files
from histories import ADOPTING, NATIONAL, REGION, Script, region_json
from office import sheet_grids
from pages import page_of


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    made = Script(tmp_path_factory.mktemp("history"))
    made.run()
    return made


def differing(gwcat: Run, script: Script, old: str, new: str, code: int = 1) -> dict[str, Any]:
    done = gwcat("diff", old, new, "--county", "甲", "--format", "json", cwd=script.root)
    assert (done.returncode, done.stderr) == (code, "")
    return region_json(done.stdout)


def summary(region: dict[str, Any]) -> list[tuple[str, str]]:
    """Kind and 编号 (or path) of every change."""
    return [(c["kind"], (c["new"] or c["old"] or {}).get("identity") or c["path"]) for c in region["changes"]]


def test_a_rename(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "v0", "rename")
    assert summary(region) == [("更名", "甲-002")]
    (field,) = region["changes"][0]["fields"]
    assert (field["key"], field["words"]) == ("二级事项", [["=", "资金名称"], ["+", "和用途"]])
    assert field["provenance"] == {
        "own": True,
        "path": "catalogs/甲/扶贫救灾/县扶贫办.yaml",
        "line": 17,
        "column": 11,
        "reason": "",
    }
    assert region["counts"] == {"kept": 6, "changed": 1, "removed": 0, "added": 0}


def test_a_move_between_units(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "rename", "move")
    assert summary(region) == [("移动", f"甲-00{n}") for n in (1, 2, 3, 4)]
    assert [(shift["axis"], shift["what"], shift["old"], shift["new"]) for shift in region["shifts"]] == [
        ("单位", "并入", ["县扶贫办"], ["县民政局"])
    ]


def test_a_split_of_a_domain(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "move", "split")
    assert {kind for kind, _ in summary(region)} == {"移动"}
    moves = {c["new"]["identity"]: (c["new"]["domain"], c["new"]["unit"]) for c in region["changes"]}
    assert moves["甲-002"] == ("扶贫", "县民政局")
    assert moves["甲-003"] == ("救灾", "县应急局")
    assert (region["shifts"][0]["what"], region["shifts"][0]["new"]) == ("拆分", ["扶贫", "救灾"])


def test_a_merge_is_the_split_backwards(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "split", "move")
    assert (region["shifts"][0]["what"], region["shifts"][0]["old"], region["shifts"][0]["new"]) == (
        "合并", ["扶贫", "救灾"], ["扶贫救灾"]
    )  # fmt: skip


def test_edits_of_lists(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "split", "lists")
    assert summary(region) == [("变更", "甲-001")]
    parts = {f["key"]: [(p["kind"], p["old"], p["new"]) for p in f["parts"]] for f in region["changes"][0]["fields"]}
    assert parts == {
        "公开内容": [
            ("修改", "规范性文件的发文机关", "规范性文件的发文字号"),
            ("增加", "", "发布日期"),
        ],
        "公开依据": [("增加", "", "《中华人民共和国慈善法》")],
        "公开渠道": [("删去", "公开查阅点", ""), ("增加", "", "政府公报")],
    }


def test_formatting_only(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "lists", "format")
    assert summary(region) == [("仅排版", "甲-001"), ("仅排版", "catalogs/甲/救灾/县应急局.yaml")]
    assert region["counts"]["changed"] == 0


def test_a_change_from_above(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "format", "above")
    assert summary(region) == [("新增", "社会救助-004"), ("变更", "社会救助-001")]
    added, altered = region["changes"]
    assert (added["provenance"]["own"], added["provenance"]["path"]) == (False, NATIONAL)
    assert altered["fields"][0]["provenance"] == {"own": False, "path": NATIONAL, "line": 8, "column": 11, "reason": ""}


def test_an_adjustment_of_ones_own(gwcat: Run, script: Script) -> None:
    region = differing(gwcat, script, "above", "adjust")
    assert summary(region) == [("取消", "社会救助-003"), ("变更", "社会救助-002")]
    assert [c["provenance"] or c["fields"][0]["provenance"] for c in region["changes"]] == [
        {"own": True, "path": ADOPTING, "line": 7, "column": 5, "reason": "由乡镇公开"},
        {"own": True, "path": ADOPTING, "line": 5, "column": 26, "reason": "本县承诺提前"},
    ]


def test_the_whole_history_at_once_and_backwards(gwcat: Run, script: Script) -> None:
    there, back = differing(gwcat, script, "v0", "adjust"), differing(gwcat, script, "adjust", "v0")
    assert there["tally"] == back["tally"] == {"新增": 1, "取消": 1, "变更": 3, "更名": 1, "移动": 4, "仅排版": 1}
    assert there["counts"] == {"kept": 0, "changed": 6, "removed": 1, "added": 1}


def test_two_revisions_in_one_word(gwcat: Run, script: Script) -> None:
    done = gwcat("diff", "v0..rename", "--county", "甲", cwd=script.root)
    assert done.stdout.startswith("甲县：v0 → rename\n更名 1。")


def test_equal_versions(gwcat: Run, script: Script) -> None:
    done = gwcat("diff", "adjust", "HEAD", cwd=script.root)
    assert (done.returncode, done.stdout) == (0, "没有变化：adjust 与 HEAD 的目录相同（比较了 2 个地区）。\n")
    assert gwcat("diff", "HEAD", cwd=script.root).returncode == 0


def test_text(gwcat: Run, script: Script) -> None:
    done = gwcat("diff", "split", "above", "--county", "甲", cwd=script.root)
    assert done.stdout == (
        "甲县：split → above\n"
        "新增 1、变更 2、仅排版 2。事项：保留 5 项、变更 2 项、取消 0 项、新增 1 项。\n"
        "\n新增 1\n"
        "  + 社会救助-004 低保 / 审批信息  〔社会救助（县民政局）〕\n"
        f"      上级变化，{NATIONAL}:25:5\n"
        "\n变更 2\n"
        "  ~ 甲-001 扶贫政策 / 规范性文件  〔扶贫（县民政局）〕\n"
        "      公开内容  ~ 规范性文件的发文[-机关-]{+字号+}\n"
        "                + {+发布日期+}\n"
        "                本级修改，catalogs/甲/扶贫/县民政局.yaml:7:11\n"
        "      公开依据  + {+《中华人民共和国慈善法》+}\n"
        "                本级修改，catalogs/甲/扶贫/县民政局.yaml:8:11\n"
        "      公开渠道  - [-公开查阅点-]\n"
        "                + {+政府公报+}\n"
        "                本级修改，catalogs/甲/扶贫/县民政局.yaml:11:11\n"
        "  ~ 社会救助-001 综合业务 / 政策文件  〔社会救助（县民政局）〕\n"
        "      公开时限  自信息形成之日起[-10-]{+20+}个工作日内\n"
        f"                上级变化，{NATIONAL}:8:11\n"
        "\n仅排版 2 处（加 -v 逐项列出）\n"
    )
    verbose = gwcat("diff", "split", "above", "--county", "甲", "-v", cwd=script.root).stdout
    assert "catalogs/甲/救灾/县应急局.yaml：只有写法、注释或键的次序不同" in verbose


def test_markdown(gwcat: Run, script: Script) -> None:
    done = gwcat("diff", "format", "adjust", "--county", "甲", "--format", "markdown", cwd=script.root)
    assert done.returncode == 1
    assert "| 新增 | 取消 | 变更 |\n| ---: | ---: | ---: |\n| 1 | 1 | 2 |" in done.stdout
    assert "### 变更（2）" in done.stdout
    assert f"  - 公开时限：自信息形成之日起<del>10</del><ins>20</ins>个工作日内 — 上级变化 `{NATIONAL}:8`" in done.stdout


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html", "md", "json", "txt"])
def test_every_format_tells_every_change(suffix: str, gwcat: Run, script: Script, tmp_path: Path) -> None:
    target = tmp_path / f"变化.{suffix}"
    done = gwcat("diff", "v0", "adjust", "--county", "甲", "--output", target, cwd=script.root)
    assert (done.returncode, done.stdout) == (1, f"{target}\n")
    assert "甲县：新增 1、取消 1、变更 3、更名 1、移动 4、仅排版 1。" in done.stderr
    again = target.read_bytes()
    text = gwcat("textconv", target).stdout if suffix in ("xlsx", "docx") else again.decode()
    for word in ("社会救助-004", "社会救助-003", "甲-001", "甲-002", "政府公报", "发布日期", "单位", NATIONAL):
        assert word in text.replace("<ins>", "").replace("</ins>", ""), word
    gwcat("diff", "v0", "adjust", "--county", "甲", "--output", target, cwd=script.root)
    assert target.read_bytes() == again


def test_changed_words_are_marked_in_the_page(gwcat: Run, script: Script, tmp_path: Path) -> None:
    gwcat("diff", "format", "above", "--county", "甲", "--output", tmp_path / "a.html", cwd=script.root)
    page = page_of((tmp_path / "a.html").read_bytes())
    assert [node.text for node in page.iter("del")] == ["10"]
    assert [node.text for node in page.iter("ins")] == ["20"]


def test_folders_and_single_files(gwcat: Run, script: Script, tmp_path: Path) -> None:
    other = shutil.copytree(script.root, tmp_path / "副本", ignore=shutil.ignore_patterns(".git"))
    assert gwcat("diff", other, script.root).returncode == 0
    file = other / "catalogs/甲/扶贫/县民政局.yaml"
    file.write_text(file.read_text("utf-8").replace("扶贫资金", "衔接资金"), "utf-8")
    assert gwcat("diff", script.root, other).stdout.splitlines()[1].startswith("更名 1。")
    assert "更名 1。" in gwcat("diff", script.root / "catalogs/甲", other / "catalogs/甲").stdout
    assert "更名 1。" in gwcat("diff", script.root / "catalogs/甲/扶贫/县民政局.yaml", file).stdout
    assert "更名 1。" in gwcat("diff", "HEAD", file, cwd=script.root).stdout
    loose = write_files(tmp_path, {"散.yaml": file.read_bytes()}) / "散.yaml"
    assert gwcat("diff", loose, file).returncode == 0
    alone = shutil.copytree(other / "catalogs/甲", tmp_path / "单独" / "甲")
    assert gwcat("diff", alone, other / "catalogs/甲", "--format", "json").returncode in (0, 1)


def test_the_repository_is_left_as_it_was(gwcat: Run, script: Script) -> None:
    before = sorted(path.relative_to(script.root).as_posix() for path in script.root.rglob("*"))
    gwcat("diff", "v0", "adjust", cwd=script.root)
    gwcat("log", "--county", "甲", cwd=script.root)
    assert sorted(path.relative_to(script.root).as_posix() for path in script.root.rglob("*")) == before
    assert script.git("status", "--porcelain") == ""
    assert script.git("worktree", "list").count("\n") == 1


def test_a_project_below_the_top_of_its_repository(gwcat: Run, tmp_path: Path) -> None:
    made = Script(tmp_path / "库" / "项目")
    shutil.rmtree(made.root / ".git")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(tmp_path / "库")]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "一"], check=True)
    assert gwcat("diff", "HEAD", cwd=made.root).returncode == 0
    made.edit(NATIONAL, ("监督检查", "监督和检查"))
    assert "更名 1" in gwcat("diff", "HEAD", "--county", "甲", cwd=made.root / "catalogs" / "甲").stdout


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["nonsense"], "“nonsense”既不是文件或文件夹，也不是 git 版本。"),
        (["v0", "v9"], "标签和分支有：v0"),
        (["--output", "a.pdf", "v0"], "看不出格式"),
        (["v0", "--format", "xlsx"], "请加 --output"),
        (["-q"], "缺少"),
        (["v0", "--county", "乙"], "没有叫“乙”的地区。"),
        (["README.txt"], "不是能比较的文件"),
        (["broken.xlsx", "--county", "甲"], "文件已经损坏"),
        (["空"], "“空”里没有目录。"),
        (["--", "--upload-pack=touch x"], "既不是文件或文件夹"),
        (["v0", "--papers", "public/x"], "调整材料不能公开"),
    ],
)  # fmt: skip
def test_wrong_usage(names: list[str], words: str, gwcat: Run, script: Script, tmp_path: Path) -> None:
    root = shutil.copytree(script.root, tmp_path / "副本")
    write_files(root, {"README.txt": "", "broken.xlsx": "PK", "空/a": ""})
    done = gwcat("diff", *names, cwd=root)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_of_git(gwcat: Run, workspace: Path) -> None:
    done = gwcat("diff", "HEAD", cwd=workspace, env={"GIT_CEILING_DIRECTORIES": str(workspace.parent)})
    assert done.returncode == 2
    assert "不在 git 仓库里" in done.stderr


def test_broken_files_are_told_and_the_rest_is_compared(gwcat: Run, script: Script, tmp_path: Path) -> None:
    root = shutil.copytree(script.root, tmp_path / "副本")
    write_files(root, {"catalogs/甲/扶贫/县民政局.yaml": "领域: [", NATIONAL: b"\xff\xfe"})
    done = gwcat("diff", "HEAD", "--county", "甲", cwd=root)
    assert done.returncode == 1
    assert "注意：工作区的 catalogs/甲/扶贫/县民政局.yaml 读不出来，没有比较" in done.stdout
    assert "采用没有成" in done.stdout
    assert "取消" not in done.stdout.replace("取消 0", "")  # what could not be read was not taken out


def test_only_what_could_not_be_compared_is_no_equality(gwcat: Run, script: Script, tmp_path: Path) -> None:
    root = shutil.copytree(script.root, tmp_path / "副本")
    write_files(root, {"catalogs/甲/扶贫/县民政局.yaml": "领域: ["})
    subprocess.run(["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "坏"], check=True)
    done = gwcat("diff", "HEAD", cwd=root)
    assert done.returncode == 1
    assert "读不出来" in done.stdout
    assert done.stdout.endswith("能比较的部分没有变化。\n")


def test_the_workbook_has_a_row_for_every_element(gwcat: Run, script: Script, tmp_path: Path) -> None:
    gwcat("diff", "split", "lists", "--county", "甲", "--output", tmp_path / "a.xlsx", cwd=script.root)
    grids = sheet_grids(tmp_path / "a.xlsx")
    assert list(grids) == ["汇总", "逐项"]
    rows = [row for row in grids["逐项"].texts if row[0] == "变更"]
    assert [row[5] for row in rows] == ["公开内容", "公开依据", "公开渠道"]
    assert rows[2][6:8] == ["政府网站、公开查阅点", "政府网站、政府公报"]


def test_json_shape_is_the_documented_one(gwcat: Run, script: Script) -> None:
    content = json.loads(gwcat("diff", "v0", "adjust", "--format", "json", cwd=script.root).stdout)
    text = (Path(__file__).parents[2] / "docs" / "diff.md").read_text("utf-8")
    keys = {*content, *content["regions"][0], *(key for change in content["regions"][0]["changes"] for key in change)}
    assert [key for key in sorted(keys) if f'"{key}"' not in text] == []


def test_the_flow_charts_of_a_region_are_compared_like_all_its_files(gwcat: Run, tmp_path: Path) -> None:
    script = Script(tmp_path)
    chart = (REPOSITORY / "templates/flows/舆情回应.yaml").read_text("utf-8")
    path = "catalogs/甲/流程/舆情回应.yaml"
    write_files(tmp_path, {"catalogs/甲/region.yaml": REGION, path: chart})
    script.git("init", "-q")
    script.git("add", "-A")
    script.git("commit", "-qm", "one")
    done = gwcat("diff", "HEAD", "--county", "甲", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    write_files(tmp_path, {path: chart.replace("标题: ", "标题: 新的", 1)})
    done = gwcat("diff", "HEAD", "--county", "甲", cwd=tmp_path)
    assert done.returncode == 1
    assert f"{path}：标题" in done.stdout
