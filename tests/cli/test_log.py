"""`gwcat log` and `gwcat textconv` in a real repository."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY, Run
from histories import ADOPTING, NATIONAL, Script
from packages import package


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    made = Script(tmp_path_factory.mktemp("history"))
    made.run()
    return made


def subjects(gwcat: Run, script: Script, identity: str, *more: str) -> list[tuple[str, list[str]]]:
    done = gwcat("log", "--county", "甲", "--item", identity, "--format", "json", *more, cwd=script.root)
    assert (done.returncode, done.stderr) == (0, "")
    steps = json.loads(done.stdout)["steps"]
    return [(step["commit"]["subject"], [change["kind"] for change in step["changes"]]) for step in steps]


def test_an_item_is_followed_through_renames_moves_and_splits(gwcat: Run, script: Script) -> None:
    assert subjects(gwcat, script, "甲-002") == [
        ("拆分领域", ["移动"]),
        ("换单位", ["移动"]),
        ("更名", ["更名"]),
        ("初版", ["新增"]),
    ]
    assert subjects(gwcat, script, "甲-001") == [
        ("只改排版", ["仅排版"]), ("改列表", ["变更"]), ("拆分领域", ["移动"]), ("换单位", ["移动"]), ("初版", ["新增"]),
    ]  # fmt: skip


def test_changes_from_above_and_items_that_are_gone(gwcat: Run, script: Script) -> None:
    assert subjects(gwcat, script, "社会救助-001") == [("上级变化", ["变更"]), ("初版", ["新增"])]
    assert subjects(gwcat, script, "社会救助-002") == [("本级调整", ["变更"]), ("初版", ["新增"])]
    assert subjects(gwcat, script, "社会救助-003") == [("本级调整", ["取消"]), ("初版", ["新增"])]
    assert subjects(gwcat, script, "社会救助-004") == [("上级变化", ["新增"])]


def test_a_new_identity_is_followed(gwcat: Run, script: Script, tmp_path: Path) -> None:
    made = Script(tmp_path / "另")
    made.edit("catalogs/甲/扶贫救灾/县扶贫办.yaml", ("编号: 甲-002", "编号: 乙-002"))
    made.commit("renumber", "改编号")
    assert subjects(gwcat, made, "乙-002") == [("改编号", ["内部"]), ("初版", ["新增"])]


def test_what_is_not_committed_comes_first(gwcat: Run, script: Script, tmp_path: Path) -> None:
    made = Script(tmp_path / "另")
    made.edit(NATIONAL, ("10个工作日内", "15个工作日内"))
    assert subjects(gwcat, made, "社会救助-001") == [("尚未提交", ["变更"]), ("初版", ["新增"])]


def test_a_merge_repeats_nothing(gwcat: Run, tmp_path: Path) -> None:
    made = Script(tmp_path / "另")
    made.git("checkout", "-qb", "side")
    made.edit(NATIONAL, ("10个工作日内", "15个工作日内"))
    made.commit("side-1", "支线")
    made.git("checkout", "-q", "main")
    made.edit(ADOPTING, ("采用: 国家", "采用: 国家\n不采用: [{对应: 社会救助-003, 理由: 无}]"))
    made.commit("main-1", "主线")
    made.git("merge", "-q", "--no-edit", "side")
    assert subjects(gwcat, made, "社会救助-001") == [("支线", ["变更"]), ("初版", ["新增"])]


def test_which_commit_wrote_each_value(gwcat: Run, script: Script) -> None:
    done = gwcat("log", "--county", "甲", "--item", "甲-001", "--format", "json", cwd=script.root)
    origins = {one["key"]: one["commit"]["subject"] for one in json.loads(done.stdout)["origins"]}
    assert (origins["公开内容"], origins["公开渠道"], origins["公开方式"]) == ("改列表", "只改排版", "初版")
    text = gwcat("log", "--county", "甲", "--item", "甲-001", "--origins", cwd=script.root).stdout
    assert "张三" in text
    assert "z@example.com" not in text


def test_the_text(gwcat: Run, script: Script) -> None:
    text = gwcat("log", "--county", "甲", "--item", "社会救助-001", cwd=script.root).stdout
    assert text.startswith("社会救助-001 综合业务 / 政策文件（社会救助（县民政局））\n\n")
    assert "张三  上级变化\n  ~ 变更 社会救助-001" in text
    assert "公开时限  自信息形成之日起[-10-]{+20+}个工作日内" in text
    short = gwcat("log", "--county", "甲", "--item", "甲-001", "-n", "1", cwd=script.root).stdout
    assert short.count("张三") == 1
    assert short.endswith("更早的没有列出（-n 0 列出全部）。\n")


def test_a_shallow_clone_says_so(gwcat: Run, script: Script, tmp_path: Path) -> None:
    script.git("clone", "-q", "--depth", "2", f"file://{script.root}", str(tmp_path / "浅"))
    done = gwcat("log", "--county", "甲", "--item", "社会救助-002", cwd=tmp_path / "浅")
    assert done.returncode == 0
    assert "注意：这是浅克隆" in done.stderr
    assert "本级调整" in done.stdout


def test_commits_of_a_region(gwcat: Run, script: Script) -> None:
    text = gwcat("log", "--county", "甲", cwd=script.root).stdout
    heads = [line.split("  ")[1] for line in text.splitlines() if "张三" in line]
    assert heads == ["本级调整", "上级变化", "只改排版", "改列表", "拆分领域", "换单位", "更名", "初版"]
    assert "领域拆分：“扶贫救灾”分为“扶贫”“救灾”（4 项）" in text
    assert gwcat("log", "--county", "甲", "-n", "2", cwd=script.root).stdout.count("张三") == 2


def test_wrong_usage(gwcat: Run, script: Script, workspace: Path) -> None:
    unknown = gwcat("log", "--county", "甲", "--item", "甲-02", cwd=script.root)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "没有编号为“甲-02”的事项" in unknown.stderr
    assert "甲-002" in unknown.stderr
    assert gwcat("log", "--county", "甲", "--origins", cwd=script.root).returncode == 2
    outside = gwcat("log", cwd=workspace, env={"GIT_CEILING_DIRECTORIES": str(workspace.parent)})
    assert outside.returncode == 2
    assert "不在 git 仓库里" in outside.stderr


# textconv


def test_textconv_says_each_item(gwcat: Run, tmp_path: Path) -> None:
    folder = package(REPOSITORY, "莒南", out=tmp_path, formats=("xlsx", "docx"))
    texts = [gwcat("textconv", folder / f"public/分领域/社会救助.{suffix}").stdout for suffix in ("xlsx", "docx")]
    for text in texts:
        assert "〔样表：山东2017〕\n- 社会救助 / 社会救助政策法规文件\n" in text
        assert "    公开时限：制定或获取信息之日起10个工作日内\n" in text
        assert "注：事项类别为纳入试点的行业领域" in text
    letter = gwcat("textconv", folder / "internal/报送函.docx").stdout
    assert letter.startswith("莒南县人民政府办公室关于报送")


def test_git_diff_shows_what_changed_inside_an_office_file(gwcat: Run, tmp_path: Path) -> None:
    made = gwcat("init", tmp_path / "项目", "--county", "莒南县", "--level", "县级")
    assert made.returncode == 0
    assert 'git config diff.gwcat.textconv "gwcat textconv"' in made.stdout
    root = tmp_path / "项目"
    folder = package(REPOSITORY, "莒南", out=tmp_path / "材料", formats=("xlsx",))
    shutil.copy(folder / "public/分领域/社会救助.xlsx", root / "交.xlsx")
    script = Script.__new__(Script)
    script.root = root
    script.git("init", "-q")
    program = Path(sys.executable).parent / "gwcat"
    script.git("config", "diff.gwcat.textconv", f"'{program}' textconv")
    script.commit("一")
    shutil.copy(folder / "public/分领域/养老服务.xlsx", root / "交.xlsx")
    shown = script.git("diff")
    assert "-- 社会救助 / 社会救助政策法规文件" in shown
    assert "+- 养老服务 / " in shown
    (root / "交.xlsx").write_bytes(b"PK broken")
    assert "+SHA-256 " in script.git("diff")


def test_textconv_of_what_is_not_there(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("textconv", tmp_path / "没有.xlsx")
    assert done.returncode == 3
    assert "不存在" in done.stderr
