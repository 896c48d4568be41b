"""Several regions in one run, on one processor or two; a run again when nothing has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_filing_swap import run_code

from conftest import CATALOGUE, REGION, Run, write_files
from gwcat.filing.verify import verify
from office import word_grids
from packages import county, files_of, manifest_of

NAMES = ("平邑", "沂南", "莒南", "费县", "郯城")
PATH = "catalogs/莒南/社会救助/县民政局.yaml"
OTHER = "catalogs/莒南/社会救助/县财政局.yaml"


def region(name: str) -> str:
    return REGION.replace("莒南县", f"{name}县").replace("简称: 莒南", f"简称: {name}")


@pytest.fixture
def five(workspace: Path) -> Path:
    """A workspace with five regions."""
    for name in NAMES:
        write_files(
            workspace, {f"catalogs/{name}/region.yaml": region(name), f"catalogs/{name}/社会救助/县民政局.yaml": CATALOGUE}
        )
    return workspace


@pytest.mark.parametrize("jobs", ["2", "5", "99"])
def test_jobs_change_no_byte(jobs: str, five: Path, tmp_path: Path, gwcat: Run) -> None:
    for out, number in (("one", "1"), ("many", jobs)):
        done = gwcat("build", "--jobs", number, "--out", tmp_path / out, cwd=five)
        assert done.returncode == 0, done.stderr
    one, many = (files_of(tmp_path / out) for out in ("one", "many"))
    packages = {path for path in one if not path.startswith(".gwcat")}
    assert {path.partition("/")[0] for path in packages} == set(NAMES)
    assert {path: many[path] for path in packages} == {path: one[path] for path in packages}
    assert all(verify(tmp_path / "many" / name / "2018.1")[1] == [] for name in NAMES)


def test_results_come_in_the_order_asked_for(five: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南,平邑、费县", "--jobs", "2", "--quiet", cwd=five)
    assert done.stdout.splitlines() == [f"dist/{name}/2018.1" for name in ("莒南", "平邑", "费县")]


def test_without_a_county_all_are_built(five: Path, gwcat: Run) -> None:
    assert gwcat("build", "--quiet", cwd=five).returncode == 0
    assert {path.name for path in (five / "dist").iterdir() if not path.name.startswith(".")} == set(NAMES)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_errors_in_one_region_do_not_stop_the_others(jobs: str, five: Path, gwcat: Run) -> None:
    write_files(five, {"catalogs/沂南/社会救助/县民政局.yaml": CATALOGUE.replace("公开方式: 主动公开", "公开方式: 主动")})
    done = gwcat("build", "--jobs", jobs, cwd=five)
    assert done.returncode == 1
    assert "catalogs/沂南/社会救助/县民政局.yaml:15" in done.stdout
    assert {path.parents[1].name for path in (five / "dist").glob("*/2018.1/manifest.json")} == set(NAMES) - {"沂南"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_region_that_cannot_be_built_does_not_stop_the_others(jobs: str, five: Path, gwcat: Run) -> None:
    write_files(five, {"catalogs/沂南/社会救助/县民政局.yaml": CATALOGUE.replace("审核结果", "审" * 40000)})
    done = gwcat("build", "--jobs", jobs, cwd=five)
    assert done.returncode == 2, done.stderr
    assert "32767" in done.stderr
    assert {path.parents[1].name for path in (five / "dist").glob("*/2018.1/manifest.json")} == set(NAMES) - {"沂南"}


def test_two_regions_never_share_a_folder(five: Path, gwcat: Run) -> None:
    """Two region files with one 简称 and 版本: the second must not take the place of the first."""
    write_files(five, {"catalogs/平邑/region.yaml": region("平邑").replace("简称: 平邑", "简称: 莒南")})
    done = gwcat("build", "--county", "莒南", "--county", "平邑", cwd=five)
    assert done.returncode != 0, done.stdout
    assert "莒南" in done.stdout + done.stderr


# Again


def test_a_second_run_keeps_the_package_and_tells_its_findings_again(tmp_path: Path, gwcat: Run) -> None:
    root = county(tmp_path / "项目")
    first = gwcat("build", "--county", "莒南", cwd=root)
    before = {path: path.stat().st_mtime_ns for path in (root / "dist" / "莒南").rglob("*") if path.is_file()}
    second = gwcat("build", "--county", "莒南", cwd=root)
    assert second.returncode == first.returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (root / "dist" / "莒南").rglob("*") if path.is_file()} == before
    assert "与上次相同" in second.stdout
    told = [line for line in first.stdout.splitlines() if "GW" in line or "没有栏目" in line]
    assert told
    assert [line for line in second.stdout.splitlines() if "GW" in line or "没有栏目" in line] == told


def built_anew(root: Path, gwcat: Run, *options: str) -> bool:
    done = gwcat("build", "--county", "莒南", *options, cwd=root)
    assert done.returncode == 0, done.stderr
    assert verify(root / "dist" / "莒南" / "2018.1")[1] == []
    return "与上次相同" not in done.stdout


FILES = ["public/总目录.xlsx", "public/分单位/县民政局.html", "internal/报送函.docx", "manifest.json", "莒南-2018.1-备案材料.zip"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_package_that_was_changed_is_built_anew(name: str, workspace: Path, gwcat: Run) -> None:
    assert built_anew(workspace, gwcat)
    path = workspace / "dist" / "莒南" / "2018.1" / name
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert built_anew(workspace, gwcat)
    assert path.read_bytes() == data
    assert not built_anew(workspace, gwcat)


def test_a_missing_or_added_file_of_the_package_is_noticed(workspace: Path, gwcat: Run) -> None:
    assert built_anew(workspace, gwcat)
    (workspace / "dist/莒南/2018.1/public/总目录.docx").unlink()
    assert built_anew(workspace, gwcat)
    write_files(workspace, {"dist/莒南/2018.1/public/多.txt": ""})
    assert built_anew(workspace, gwcat)
    assert not (workspace / "dist/莒南/2018.1/public/多.txt").exists()


INPUTS = {
    "a source": {PATH: CATALOGUE.replace("审核", "审批")},
    "a comment": {PATH: f"# 注\n{CATALOGUE}"},
    "the region": {"catalogs/莒南/region.yaml": REGION.replace("2018-01-31", "2018-02-28")},
    "a new source": {OTHER: CATALOGUE.replace("县民政局\n", "县财政局\n").replace("-001", "-002")},
    "a form": {"templates/forms/国家2019-无层级.yaml": "基于: 国家2019\n"},
    "a frame": {"templates/html/page.html": "<!DOCTYPE html><title>{{ title }}</title>"},
}  # fmt: skip


@pytest.mark.parametrize("change", INPUTS.values(), ids=INPUTS)
def test_whatever_has_changed_is_built_anew(change: dict[str, str], workspace: Path, gwcat: Run) -> None:
    assert built_anew(workspace, gwcat)
    assert not built_anew(workspace, gwcat)
    write_files(workspace, change)
    assert built_anew(workspace, gwcat)


def test_other_options_are_built_anew(workspace: Path, gwcat: Run) -> None:
    assert built_anew(workspace, gwcat)
    assert built_anew(workspace, gwcat, "--format", "xlsx")
    assert built_anew(workspace, gwcat, "--form", "山东2017", "--format", "xlsx,docx,html")
    assert len(word_grids(workspace / "dist/莒南/2018.1/public/分领域/社会救助.docx")[0].texts[0]) == 10
    assert built_anew(workspace, gwcat)
    assert len(word_grids(workspace / "dist/莒南/2018.1/public/分领域/社会救助.docx")[0].texts[0]) == 14


def test_a_run_that_was_stopped_by_errors_is_not_kept(workspace: Path, gwcat: Run) -> None:
    assert built_anew(workspace, gwcat)
    write_files(workspace, {PATH: CATALOGUE.replace("公开方式: 主动公开", "公开方式: 主动")})
    for _ in range(2):
        done = gwcat("build", "--county", "莒南", cwd=workspace)
        assert done.returncode == 1
        assert "GW301" in done.stdout


MEMORIES = {"empty": b"", "cut": b"{", "a list": b"[]", "null": b"null", "short": b'{"key": 1}', "no text": b"\xff"}


@pytest.mark.parametrize("memory", MEMORIES.values(), ids=MEMORIES)
def test_a_memory_that_cannot_be_read_is_none(memory: bytes, workspace: Path, gwcat: Run) -> None:
    assert built_anew(workspace, gwcat)
    kept = [path for path in (workspace / "dist" / ".gwcat").iterdir() if path.is_file()]
    assert kept
    for path in kept:
        path.write_bytes(memory)
    assert built_anew(workspace, gwcat)


def test_a_folder_where_nothing_can_be_remembered(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {"dist/.gwcat": "a file"})
    assert built_anew(workspace, gwcat)
    assert built_anew(workspace, gwcat)


def test_a_package_that_is_there_without_a_memory_is_replaced(workspace: Path, gwcat: Run) -> None:
    assert built_anew(workspace, gwcat)
    for path in (workspace / "dist" / ".gwcat").iterdir():
        path.unlink()
    assert built_anew(workspace, gwcat)
    assert manifest_of(workspace / "dist/莒南/2018.1")["items"] == 1


def test_the_runner_of_killed_builds_runs(workspace: Path) -> None:
    """What the tests of killed builds rely on."""
    assert run_code("import sys\nfrom gwcat.cli.main import main\nmain(sys.argv[1:])", workspace).returncode == 0
