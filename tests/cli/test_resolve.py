"""`gwcat resolve`: what it prints and writes, what it records, its exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, REGION, Run, write_files
from gwcat.source.file import parse_file

NATIONAL_PATH = "catalogs/国家/社会救助.yaml"
NATIONAL = f"领域: 社会救助\n事项:\n{ITEM}{ITEM.replace('-001', '-002').replace('审核信息', '办事指南')}"
OTHER_PATH = "catalogs/莒南/养老服务/县民政局.yaml"
RECORD_PATH = "catalogs/莒南/采用记录.yaml"
FILES = {
    NATIONAL_PATH: NATIONAL,
    CATALOGUE_PATH: "领域: 社会救助\n单位: 县民政局\n采用: 国家\n调整:\n  - {对应: 社会救助-002, 公开时限: 即时}\n",
    OTHER_PATH: CATALOGUE.replace("社会救助", "养老服务"),
}


@pytest.fixture
def root(workspace: Path) -> Path:
    """A county with one catalogue that adopts and one that does not."""
    return write_files(workspace, FILES)


def test_one_catalogue_is_printed_as_it_would_be_written(root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", CATALOGUE_PATH, cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    file = parse_file(CATALOGUE_PATH, done.stdout)
    assert file.findings == []
    assert [item["公开时限"] for item in file.tree["事项"]] == [
        "制定或获取信息之日起10个工作日内，公示7个工作日", "即时",
    ]  # fmt: skip
    assert "采用" not in file.tree


def test_several_catalogues_are_headed_by_their_paths(root: Path, gwcat: Run) -> None:
    lines = gwcat("resolve", "--county", "莒南", cwd=root).stdout.splitlines()
    heads = [line for line in lines if line.startswith("#")]
    assert heads == [f"# {OTHER_PATH}", f"# {CATALOGUE_PATH}"]
    assert lines[0] == heads[0]
    assert lines[lines.index(heads[1]) - 1] == ""


def test_origins_are_comments(root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", "--origins", "catalogs/莒南/社会救助", cwd=root)
    assert f"    公开时限: 即时  # {CATALOGUE_PATH}:5:26\n" in done.stdout
    assert f"    二级事项: 办事指南  # {NATIONAL_PATH}:18:11\n" in done.stdout
    assert parse_file("甲.yaml", done.stdout).findings == []


def test_json_is_for_programs(root: Path, gwcat: Run) -> None:
    found = json.loads(gwcat("resolve", "--format", "json", cwd=root).stdout)
    assert found["version"] == 1
    assert [catalogue["path"] for catalogue in found["catalogues"]] == [OTHER_PATH, CATALOGUE_PATH]
    adopted = found["catalogues"][1]["items"][1]
    assert adopted["ways"]["公开时限"] == [
        {"step": "写在", "place": f"{NATIONAL_PATH}:23:11"},
        {"step": "采用于", "place": f"{CATALOGUE_PATH}:3:5"},
        {"step": "改于", "place": f"{CATALOGUE_PATH}:5:26"},
    ]


def test_files_are_written_by_domain_and_unit(root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", "--out", "展开", cwd=root)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == ["展开/养老服务/县民政局.yaml", "展开/社会救助/县民政局.yaml"]
    for path in done.stdout.splitlines():
        assert parse_file(path, (root / path).read_bytes().decode()).findings == []
    printed = gwcat("resolve", CATALOGUE_PATH, cwd=root).stdout
    assert (root / "展开/社会救助/县民政局.yaml").read_bytes().decode() == printed


def test_written_files_carry_origins_too(root: Path, gwcat: Run) -> None:
    assert gwcat("resolve", "--out", "展开", "--origins", cwd=root).returncode == 0
    assert f"# {NATIONAL_PATH}:" in (root / "展开/社会救助/县民政局.yaml").read_bytes().decode()


def test_two_files_never_share_a_name(root: Path, gwcat: Run) -> None:
    """县民政局.yaml and 县民政局.yml: one must not take the place of the other without a word."""
    write_files(root, {"catalogs/莒南/社会救助/县民政局.yml": CATALOGUE.replace("-001", "-009")})
    done = gwcat("resolve", "--out", "展开", cwd=root)
    names = done.stdout.splitlines()
    assert done.returncode != 0 or (len(set(names)) == 3 and all((root / name).is_file() for name in names))


def test_the_reference_itself_can_be_printed(root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", "--county", "国家", cwd=root)
    assert done.returncode == 0, done.stderr
    assert [item["编号"] for item in parse_file("甲.yaml", done.stdout).tree["事项"]] == ["社会救助-001", "社会救助-002"]


WANTED = {
    "a file": (CATALOGUE_PATH, {CATALOGUE_PATH}),
    "a folder": ("catalogs/莒南/养老服务", {OTHER_PATH}),
    "the region's folder": ("catalogs/莒南", {CATALOGUE_PATH, OTHER_PATH}),
    "everything": (".", {CATALOGUE_PATH, OTHER_PATH}),
}


@pytest.mark.parametrize(("path", "found"), WANTED.values(), ids=WANTED)
def test_what_is_printed(path: str, found: set[str], root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", "--format", "json", path, cwd=root)
    assert {catalogue["path"] for catalogue in json.loads(done.stdout)["catalogues"]} == found


def test_paths_are_those_of_where_one_is(root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", "县民政局.yaml", cwd=root / "catalogs/莒南/社会救助")
    assert done.returncode == 0, done.stderr
    assert "即时" in done.stdout


USAGE = {
    "unknown county": (("--county", "莒男"), "莒男"),
    "a path of another region": (("--county", "莒南", NATIONAL_PATH), NATIONAL_PATH),
    "no such path": (("catalogs/莒南/无.yaml",), "无.yaml"),
    "one path of two": ((CATALOGUE_PATH, "catalogs/莒南/无.yaml"), "无.yaml"),
    "a path outside": (("../甲.yaml",), "甲.yaml"),
    "accept with a path": (("--accept", CATALOGUE_PATH), "--accept"),
    "accept with origins": (("--accept", "--origins"), "--accept"),
    "accept with out": (("--accept", "--out", "展开"), "--accept"),
    "accept with json": (("--accept", "--format", "json"), "--accept"),
    "json with out": (("--format", "json", "--out", "展开"), "--out"),
    "json with origins": (("--format", "json", "--origins"), "--origins"),
    "unknown format": (("--format", "xml"), "yaml"),
}


@pytest.mark.parametrize(("arguments", "words"), USAGE.values(), ids=USAGE)
def test_wrong_usage(arguments: tuple[str, ...], words: str, root: Path, gwcat: Run) -> None:
    """What cannot be done together is refused, not left out without a word."""
    done = gwcat("resolve", *arguments, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "展开").exists()
    assert not (root / RECORD_PATH).exists()


def test_the_county_must_be_named_where_there_are_several(root: Path, gwcat: Run) -> None:
    write_files(root, {"catalogs/临沭/region.yaml": REGION.replace("莒南", "临沭")})
    done = gwcat("resolve", cwd=root)
    assert done.returncode == 2
    assert "--county" in done.stderr
    assert gwcat("resolve", "--county", "莒南县", cwd=root).returncode == 0


# What cannot be resolved is not printed as if it could


BROKEN = {
    "the file itself": ({CATALOGUE_PATH: "领域: [\n"}, CATALOGUE_PATH),
    "the file above": ({NATIONAL_PATH: "领域: [\n"}, CATALOGUE_PATH),
    "no such region": ({CATALOGUE_PATH: FILES[CATALOGUE_PATH].replace("国家", "国佳")}, CATALOGUE_PATH),
    "a circle": ({CATALOGUE_PATH: FILES[CATALOGUE_PATH].replace("国家", "莒南")}, CATALOGUE_PATH),
}


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("--out", "展开")], ids=["yaml", "json", "out"])
@pytest.mark.parametrize(("files", "path"), BROKEN.values(), ids=BROKEN)
def test_a_catalogue_that_cannot_be_resolved_is_told(
    files: dict[str, str], path: str, arguments: tuple[str, ...], root: Path, gwcat: Run
) -> None:
    """An empty catalogue in its place would look like one that was meant."""
    write_files(root, files)
    done = gwcat("resolve", *arguments, cwd=root)
    assert done.returncode in (1, 2)
    assert path in done.stderr
    assert "Traceback" not in done.stderr
    written = root / "展开/社会救助/县民政局.yaml"
    assert not written.exists()


def test_the_other_catalogues_are_printed_all_the_same(root: Path, gwcat: Run) -> None:
    write_files(root, {CATALOGUE_PATH: "领域: [\n"})
    done = gwcat("resolve", OTHER_PATH, cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "养老服务-001" in done.stdout


def test_where_nothing_can_be_written(root: Path, gwcat: Run) -> None:
    write_files(root, {"展开": "a file"})
    done = gwcat("resolve", "--out", "展开", cwd=root)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_file_name_in_another_encoding_stops_nothing(root: Path, gwcat: Run) -> None:
    folder = root / "catalogs/莒南/社会救助"
    (folder / "县民政局.yaml").rename(os.fsdecode(os.fsencode(folder) + b"/" + "县民政局.yaml".encode("gbk")))
    for encoding in ("utf-8:strict", "utf-8", ""):
        env = {"PYTHONIOENCODING": encoding} if encoding else None
        for arguments in ((), ("--origins",), ("--format", "json"), ("--out", "展开"), ("--accept",)):
            done = gwcat("resolve", "--county", "莒南", *arguments, cwd=root, env=env)
            assert done.returncode == 0, (arguments, encoding, done.stderr)
            assert "Traceback" not in done.stderr


def test_a_file_name_cannot_drive_the_terminal(root: Path, gwcat: Run) -> None:
    write_files(root, {"catalogs/莒南/社会救助/甲\x1b[31m\x07\n乙.yaml": CATALOGUE.replace("-001", "-009")})
    for arguments in ((), ("--origins",), ("--out", "展开")):
        done = gwcat("resolve", "--county", "莒南", *arguments, cwd=root)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr


def test_a_value_cannot_drive_the_terminal(root: Path, gwcat: Run) -> None:
    write_files(root, {NATIONAL_PATH: NATIONAL.replace("办事指南", '"\\e[31m\\a办事指南"')})
    done = gwcat("resolve", CATALOGUE_PATH, cwd=root)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert parse_file("甲.yaml", done.stdout).tree["事项"][1]["二级事项"] == "\x1b[31m\x07办事指南"


# --accept


def test_accept_says_what_it_recorded_and_where(root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", "--accept", cwd=root)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"已登记 2 个上级事项：{RECORD_PATH}\n"
    assert (root / RECORD_PATH).is_file()


def test_a_second_accept_says_that_nothing_changed(root: Path, gwcat: Run) -> None:
    gwcat("resolve", "--accept", cwd=root)
    before = (root / RECORD_PATH).stat().st_mtime_ns
    done = gwcat("resolve", "--accept", cwd=root)
    assert done.returncode == 0
    assert done.stderr == f"没有变化：{RECORD_PATH}\n"
    assert (root / RECORD_PATH).stat().st_mtime_ns == before


def test_accept_without_anything_adopted(root: Path, gwcat: Run) -> None:
    (root / CATALOGUE_PATH).unlink()
    done = gwcat("resolve", "--accept", cwd=root)
    assert (done.returncode, done.stderr) == (0, "没有采用上级的事项。\n")
    assert not (root / RECORD_PATH).exists()


def test_quiet_accept(root: Path, gwcat: Run) -> None:
    done = gwcat("resolve", "--accept", "--quiet", cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_accept_answers_the_findings_of_validate(root: Path, gwcat: Run) -> None:
    assert gwcat("validate", "--strict", cwd=root).returncode == 1
    gwcat("resolve", "--accept", cwd=root)
    assert gwcat("validate", "--strict", cwd=root).returncode == 0
    changed = NATIONAL.replace("全社会", "{特定群体: 甲}", 1)
    write_files(root, {NATIONAL_PATH: changed, "gwcat.yaml": "规则: {GW306: 关闭}\n"})
    done = gwcat("validate", "--strict", cwd=root)
    assert done.returncode == 1
    assert done.stdout.count("GW606") == 1
    assert "公开对象" in done.stdout
    gwcat("resolve", "--accept", cwd=root)
    assert gwcat("validate", "--strict", cwd=root).returncode == 0


@pytest.mark.parametrize(("files", "path"), BROKEN.values(), ids=BROKEN)
def test_accept_while_something_is_broken_writes_nothing(files: dict[str, str], path: str, root: Path, gwcat: Run) -> None:
    write_files(root, files)
    done = gwcat("resolve", "--accept", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert path in done.stderr
    assert not (root / RECORD_PATH).exists()


def test_accept_looks_at_one_region(root: Path, gwcat: Run) -> None:
    other = {path.replace("莒南", "临沭"): text for path, text in FILES.items() if "莒南" in path}
    write_files(root, {**other, "catalogs/临沭/region.yaml": REGION.replace("莒南", "临沭")})
    assert gwcat("resolve", "--county", "临沭", "--accept", cwd=root).returncode == 0
    assert (root / RECORD_PATH.replace("莒南", "临沭")).is_file()
    assert not (root / RECORD_PATH).exists()
