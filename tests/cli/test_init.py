"""`gwcat init` end to end: a project that validates and builds at once; nothing that was there is ever touched."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from conftest import REPOSITORY, Run, write_files
from gwcat.source.layout import CATALOGS, NATIONAL

DAY = {"SOURCE_DATE_EPOCH": "1735700000"}  # 2025-01-01


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for git's own."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in found if not (name := path.relative_to(folder).as_posix()).startswith(".git/")}


# What the reference itself gives rise to; a review would be GW606 to GW608.
TOLD = {
    "GW101",
    "GW112",
    "GW211",
    "GW217",
    "GW305",
    "GW306",
    "GW503",
    "GW508",
    "GW801",
    "GW803",
    "GW804",
    "GW808",
    "GW901",
    "GW902",
    "GW903",
    "GW904",
    "GW907",
}


def codes(gwcat: Run, project: Path, *arguments: str) -> set[str]:
    """The codes of all findings, which must be no errors."""
    done = gwcat("validate", "--format", "json", *arguments, cwd=project)
    assert done.returncode == 0, done.stdout
    return {finding["code"] for finding in json.loads(done.stdout)["findings"]}


def region(project: Path, short: str) -> dict[str, object]:
    tree = yaml.safe_load((project / CATALOGS / short / "region.yaml").read_text("utf-8"))
    assert isinstance(tree, dict)
    return tree


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty folder under git."""
    folder = tmp_path / "仓库"
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def test_a_county_in_an_empty_folder(gwcat: Run, repository: Path) -> None:
    done = gwcat("init", ".", "--county", "宜丰县", "--level", "县级", cwd=repository, env=DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("已建立宜丰县（县级）的项目：当前文件夹\n")
    assert "26 个领域还没有牵头单位，记在“待定单位”名下" in done.stdout
    tree = region(repository, "宜丰")
    assert (tree["名称"], tree["简称"], tree["层级"], tree["样表"]) == ("宜丰县", "宜丰", "县级", "国家2019")
    assert (tree["政府"], tree["版本"], tree["基准日"]) == ("宜丰县人民政府", "2025.1", "2025-01-01")
    assert len(list((repository / CATALOGS / "宜丰").glob("*/待定单位.yaml"))) == 26
    assert codes(gwcat, repository) <= TOLD | {"GW108", "GW203"}
    built = gwcat("build", "--county", "宜丰县", cwd=repository)
    assert built.returncode == 0, built.stderr
    assert gwcat("verify", "dist/宜丰/2025.1", cwd=repository).returncode == 0
    status = subprocess.run(["git", "status", "--porcelain"], cwd=repository, capture_output=True, text=True, check=True)
    assert "dist" not in status.stdout


def test_the_reference_is_copied_as_it_is(gwcat: Run, tmp_path: Path) -> None:
    assert gwcat("init", "新/宜丰", "--county", "宜丰县", "-q").stdout == "新/宜丰\n"
    project = tmp_path / "新" / "宜丰"
    assert contents(project / CATALOGS / NATIONAL) == contents(REPOSITORY / CATALOGS / NATIONAL)
    assert (project / "schemas/region.schema.json").read_bytes() == (REPOSITORY / "schemas/region.schema.json").read_bytes()
    assert sorted(path.name for path in (tmp_path / "新").iterdir()) == ["宜丰"]


def test_a_town_takes_over_what_reaches_it(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("init", "泊里", "--county", "泊里镇", "--level", "乡级")
    project = tmp_path / "泊里"
    assert done.returncode == 0, done.stderr
    assert len(list((project / CATALOGS / "泊里").glob("*/泊里镇.yaml"))) == 16
    assert region(project, "泊里")["单位"] == [{"名称": "泊里镇", "全称": "泊里镇人民政府", "类别": "镇"}]
    catalogue = yaml.safe_load((project / CATALOGS / "泊里/养老服务/泊里镇.yaml").read_text("utf-8"))
    assert catalogue["采用"] == {"区域": "国家", "层级": ["乡级"], "层级未写": "采用"}
    assert "GW206" not in codes(gwcat, project)
    assert gwcat("build", cwd=project).returncode == 0


def test_a_department(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("init", "民政", "--county", "宜丰县", "--unit", "县民政局", "--domain", "社会救助、养老服务领域")
    project = tmp_path / "民政"
    assert done.returncode == 0, done.stderr
    assert "待定单位" not in done.stdout + (project / "README.md").read_text("utf-8")
    found = sorted(path.relative_to(project / CATALOGS / "宜丰").as_posix() for path in project.glob("catalogs/宜丰/*/*.yaml"))
    assert found == ["养老服务/县民政局.yaml", "社会救助/县民政局.yaml"]
    assert codes(gwcat, project, "--county", "宜丰") <= TOLD | {"GW203"}
    assert gwcat("build", cwd=project).returncode == 0


def test_a_department_says_which_domains_are_its_own(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("init", "民政", "--county", "宜丰县", "--unit", "县民政局")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--domain" in done.stderr
    assert not (tmp_path / "民政").exists()


def test_several_units_without_a_table_lead_nothing(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("init", "宜丰", "--county", "宜丰县", "--unit", "县民政局,县人社局", "--domain", "社会救助")
    assert done.returncode == 0, done.stderr
    tree = region(tmp_path / "宜丰", "宜丰")
    assert [unit["名称"] for unit in tree["单位"]] == ["县民政局", "县人社局", "待定单位"]  # type: ignore[attr-defined]
    assert tree["领域分工"] == [{"领域": "社会救助", "牵头单位": ["待定单位"], "核实": "否"}]


def test_a_table_of_duties_as_excel_saves_it(gwcat: Run, tmp_path: Path) -> None:
    table = (
        '序号,具体领域,主体责任单位\r\n1-2,国土空间规划领域、征地补偿领域,"县自然资源局，各乡镇（场）"\r\n'
        "18,市政服务领域,县住建局、县城管局\r\n21,社会救助领域,\r\n30,村务公开,大店镇\r\n"
    )
    write_files(tmp_path, {"分工.csv": table.encode("gb18030")})
    done = gwcat("init", "宜丰", "--county", "宜丰县", "--units", "分工.csv")
    assert done.returncode == 0, done.stderr
    assert "“市政服务”有几个牵头单位（县住建局、县城管局），目录先放在县住建局名下。" in done.stdout
    project = tmp_path / "宜丰"
    duties = region(project, "宜丰")["领域分工"]
    assert duties == [
        {"领域": "国土空间规划", "牵头单位": ["县自然资源局"], "备注": "各乡镇（场）"},
        {"领域": "征地补偿", "牵头单位": ["县自然资源局"], "备注": "各乡镇（场）"},
        {"领域": "市政服务", "牵头单位": ["县住建局", "县城管局"]},
        {"领域": "社会救助", "牵头单位": ["待定单位"], "核实": "否"},
        {"领域": "村务公开", "牵头单位": ["大店镇"]},
    ]
    village = yaml.safe_load((project / "catalogs/宜丰/村务公开/大店镇.yaml").read_text("utf-8"))
    assert village["采用"]["层级"] == ["乡级", "村级"]
    assert "GW206" not in codes(gwcat, project)
    assert gwcat("build", cwd=project).returncode == 0


def test_a_second_run_adds_nothing_and_says_so(gwcat: Run, tmp_path: Path) -> None:
    arguments = ("init", "宜丰", "--county", "宜丰县", "--domain", "税收管理")
    assert gwcat(*arguments).returncode == 0
    before = contents(tmp_path)
    done = gwcat(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "没有变化：宜丰县已经建好了（catalogs/宜丰/），没有写入任何文件。\n"
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["宜丰县", "宜丰"])
def test_a_region_that_was_worked_on_is_left_alone(gwcat: Run, tmp_path: Path, name: str) -> None:
    assert gwcat("init", "项目", "--county", "宜丰县", "--domain", "税收管理").returncode == 0
    file = tmp_path / "项目/catalogs/宜丰/region.yaml"
    file.write_text(file.read_text("utf-8").replace('上级: ""', "上级: 宜春市"), "utf-8")
    before = contents(tmp_path)
    done = gwcat("init", "项目", "--county", name, "--level", "县级", "--short", "宜丰")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有写入任何文件" in done.stderr
    assert "region.yaml" in done.stderr
    other = gwcat("init", "项目", "--county", name, "--level", "县级", "--short", "yf")
    assert other.returncode == 2
    assert "catalogs/宜丰/" in other.stderr
    assert contents(tmp_path) == before


def test_another_region_joins_the_project(gwcat: Run, tmp_path: Path) -> None:
    project = tmp_path / "项目"
    assert gwcat("init", "项目", "--county", "宜丰县", "--domain", "社会救助").returncode == 0
    (project / ".gitlab-ci.yml").unlink()
    before = contents(project)
    done = gwcat("init", "--county", "新昌镇", cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("项目里加上了新昌镇（乡级）：当前文件夹\n")
    after = contents(project)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[1] for name in after.keys() - before.keys()} == {"新昌"}  # and what was thrown away stays away
    assert codes(gwcat, project)
    assert gwcat("build", cwd=project).returncode == 0


def test_a_project_without_the_domains_gets_them(gwcat: Run, workspace: Path) -> None:
    """A workspace with a region, some reference of its own, and neither schemas nor README."""
    own = "领域: 国土空间规划\n事项:\n  - {编号: 规划-1, 一级事项: 规划, 公开层级: [县级]}\n"
    write_files(workspace, {"catalogs/国家/国土空间规划.yaml": own})
    done = gwcat("init", "--county", "宜丰县", "--domain", "城乡规划,税收管理", cwd=workspace)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (workspace / "catalogs/国家").iterdir()) == ["国土空间规划.yaml", "税收管理.yaml"]
    assert (workspace / "catalogs/国家/国土空间规划.yaml").read_text("utf-8") == own
    assert (workspace / "schemas/region.schema.json").exists()
    assert not (workspace / "README.md").exists()
    resolved = gwcat("resolve", "--county", "宜丰", "catalogs/宜丰/城乡规划", cwd=workspace)
    assert "规划-1" in resolved.stdout


def test_a_domain_that_the_reference_does_not_have_begins_empty(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("init", "宜丰", "--county", "宜丰县", "--domain", "交通运输")
    assert done.returncode == 0, done.stderr
    assert "国家参考里没有交通运输的事项，目录从空白写起。" in done.stdout
    assert codes(gwcat, tmp_path / "宜丰", "--county", "宜丰") == {"GW105"}
    assert gwcat("build", cwd=tmp_path / "宜丰").returncode == 0


def test_files_that_were_there_stay(gwcat: Run, repository: Path) -> None:
    mine = {"README.md": "我的说明\n", ".gitignore": "*.tmp\n", ".vscode/settings.json": "{}\n", "别的/文件.txt": "别的\n"}
    write_files(repository, mine)
    done = gwcat("init", repository, "--county", "宜丰县", "--domain", "税收管理")
    assert done.returncode == 0, done.stderr
    assert "原来就有、没有改动：README.md、.gitignore、.vscode/settings.json\n" in done.stdout
    assert "请在 .gitignore 里加上一行 /dist/" in done.stdout
    after = contents(repository)
    assert {name: after[name].decode() for name in mine} == mine
    assert "宜丰县政务公开事项标准目录" in after["catalogs/README.md"].decode()
    assert ".gitlab-ci.yml" in after
    codes(gwcat, repository)


@pytest.mark.parametrize(
    ("there", "folder", "words"),
    [
        ({"甲": "x"}, "甲", "不是文件夹"),
        ({"甲": "x"}, "甲/乙", "不是文件夹"),
        ({"甲/catalogs": "x"}, "甲", "里放的不是目录"),
        ({"甲/catalogs/商品/目录.csv": "x"}, "甲", "里放的不是目录"),
        (
            {"甲/catalogs/宜丰/region.yaml": "名称: 别的\n", "甲/catalogs/国家/税收管理.yaml": "领域: 税收管理\n"},
            "甲",
            "已经建过",
        ),
        ({"甲/catalogs/莒南/region.yaml": "名称: 莒南县\n层级: 县级\n"}, "甲/catalogs", "在项目"),
        ({"甲/catalogs/莒南/region.yaml": "名称: 莒南县\n", "甲/catalogs/国家/税收管理.yaml": "领域: [\n"}, "甲", "读不出来"),
        ({"甲/catalogs/莒南/region.yaml": "名称: 莒南县\n", "甲/catalogs/国家/税收管理.yaml": "领域: 就业\n"}, "甲", "挡住了"),
    ],
)
def test_what_is_in_the_way_is_named(gwcat: Run, tmp_path: Path, there: dict[str, str], folder: str, words: str) -> None:
    write_files(tmp_path, there)
    before = contents(tmp_path)
    done = gwcat("init", folder, "--county", "宜丰县", "--domain", "税收管理")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "改法：" in done.stderr
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "没有写地区名称"),
        (("--county", " "), "没有写地区名称"),
        (("--county", "临沂市"), "看不出层级"),
        (("--county", "经济开发区"), "看不出层级"),
        (("--county", "宜丰县", "--level", "县"), "可以用 省级、市级、县级、乡级、村级"),
        (("--county", "宜丰县", "--level", "国家级"), "可以用 省级、市级、县级、乡级、村级"),
        (("--county", "../宜丰县"), "不能用作文件夹名"),
        (("--county", "甲/乙县"), "--short"),
        (("--county", "长" * 90 + "县"), "--short"),
        (("--county", "长" * 300 + "县"), "太长了"),
        (("--county", "宜\n丰县"), "看不见的字符"),
        (("--county", "国家", "--level", "县级"), "国家参考"),
        (("--county", "宜丰县", "--short", ".."), "不能用作文件夹名"),
        (("--county", "宜丰县", "--short", "con"), "不能用作文件夹名"),
        (("--county", "宜丰县", "--version-name", "../1"), "不能用作文件夹名"),
        (("--county", "宜丰县", "--unit", "县/民政局", "--domain", "社会救助"), "不能用作文件名"),
        (("--county", "宜丰县", "--domain", "社会求助"), "是否想写“社会救助”"),
        (("--county", "宜丰县", "--domain", "城乡规划,国土空间规划"), "是同一个领域"),
        (("--county", "宜丰县", "--form", "国家2091"), "国家2019"),
        (("--county", "宜丰县", "--units", "没有.csv"), "没有这个文件"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_written(
    gwcat: Run, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = gwcat("init", "新", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ['甲 "乙": #丙', "[宜丰]: {县}", "- 宜丰", "*宜丰 & %", "no", "2025", "../宜丰", "长" * 200, "'宜丰'"]
)
def test_odd_names_are_written_as_they_are(gwcat: Run, tmp_path: Path, name: str) -> None:
    done = gwcat("init", "项目", "--county", name, "--level", "县级", "--short", "奇 名", "--domain", "税收管理")
    assert done.returncode == 0, done.stderr
    project = tmp_path / "项目"
    tree = yaml.load((project / "catalogs/奇 名/region.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert tree["名称"] == name
    assert "gwcat build --county '奇 名'" in done.stdout
    codes(gwcat, project)
    assert gwcat("build", cwd=project).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["项目"]


def test_the_steps_of_the_readme_lead_on(gwcat: Run, tmp_path: Path) -> None:
    """The placeholder gives way to a unit, as the README says."""
    gwcat("init", "宜丰", "--county", "宜丰县", "--domain", "社会救助")
    project = tmp_path / "宜丰"
    file = project / "catalogs/宜丰/region.yaml"
    text = file.read_text("utf-8").replace("待定单位, 类别: 部门, 核实: 否", "县民政局, 类别: 部门")
    text = text.replace("[待定单位], 核实: 否", "[县民政局]").replace("# 主体对应:", "主体对应:")
    file.write_text(re.sub(r"#   (县级人民政府民政部门:)", r"  \1 县民政局", text), "utf-8")
    old = project / "catalogs/宜丰/社会救助/待定单位.yaml"
    old.with_name("县民政局.yaml").write_text(old.read_text("utf-8").replace("待定单位", "县民政局"), "utf-8")
    old.unlink()
    assert "GW607" in codes(gwcat, project)
    assert gwcat("resolve", "--county", "宜丰", "--accept", cwd=project).returncode == 0
    assert not {"GW203", "GW606", "GW607", "GW608"} & codes(gwcat, project, "--county", "宜丰")


@pytest.mark.parametrize("arguments", [(), ("--unit", "县民政局"), ("--level", "乡级")])
def test_the_sample_of_the_readme_is_right(gwcat: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    gwcat("init", "宜丰", "--county", "宜丰县", "--domain", "社会救助", *arguments)
    project = tmp_path / "宜丰"
    sample = re.findall(r"```yaml\n(.*?)```", (project / "README.md").read_text("utf-8"), re.DOTALL)
    assert len(sample) == 1
    file = next(project.glob("catalogs/宜丰/社会救助/*.yaml"))
    file.write_text(sample[0], "utf-8")
    codes(gwcat, project, "--county", "宜丰")


def test_settings_and_workflows(gwcat: Run, tmp_path: Path) -> None:
    gwcat("init", "宜丰", "--county", "宜丰县", "--version-name", "2025.1")
    project = tmp_path / "宜丰"
    settings = json.loads((project / ".vscode/settings.json").read_text("utf-8"))
    for schema, globs in settings["yaml.schemas"].items():
        assert (project / schema).is_file()
        wanted = [unquote(pattern) for pattern in globs if not pattern.startswith("!")]  # the server compares addresses
        # A new project has no flow charts of its own yet.
        assert all(list(project.glob(pattern)) for pattern in wanted if not re.search("流程|flows", pattern))
    for path in project.glob("catalogs/*/*/*.yaml"):
        line = path.read_text("utf-8").splitlines()[0]
        assert (path.parent / line.split("$schema=")[1]).resolve() == project / "schemas/catalogue.schema.json"
    github = yaml.safe_load((project / ".github/workflows/gwcat.yml").read_text("utf-8"))
    runs = [step.get("run", "") for job in github["jobs"].values() for step in job["steps"]]
    assert "gwcat validate --format github" in runs
    assert "gwcat build" in runs
    gitlab = yaml.safe_load((project / ".gitlab-ci.yml").read_text("utf-8"))
    assert gitlab["校验"]["script"][-1] == "gwcat validate"
    assert gitlab["编译"]["script"] == ["gwcat build"]
    written = "".join(data.decode() for name, data in contents(project).items() if not name.startswith("catalogs/国家/"))
    assert not re.search(r"https?://(?!json-schema\.org)|pypi|index-url|\{\{|\{%", written)


def test_one_run_is_like_another(gwcat: Run, tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        assert gwcat("init", folder, "--county", "宜丰县", env=DAY).returncode == 0
    assert contents(tmp_path / "甲") == contents(tmp_path / "乙")


@pytest.mark.parametrize("delay", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_leaves_nothing_half_written(program: str, gwcat: Run, tmp_path: Path, delay: float, number: int) -> None:
    arguments = ("init", "宜丰", "--county", "宜丰县", "-q")
    process = subprocess.Popen([program, *arguments], cwd=tmp_path, env={**os.environ, **DAY}, stdout=subprocess.DEVNULL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(delay)
    process.send_signal(number)
    process.wait()
    whole = (tmp_path / "宜丰").exists()
    if number == signal.SIGTERM and not whole:
        assert list(tmp_path.iterdir()) == []
    done = gwcat(*arguments, env=DAY)
    assert (done.returncode, done.stdout) == (0, "宜丰\n")
    assert [path.name for path in tmp_path.iterdir()] == ["宜丰"]
    assert len(contents(tmp_path / "宜丰")) == len(contents(REPOSITORY / "catalogs/国家")) + 26 + 2 + 3 + 7
