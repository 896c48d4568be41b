"""Two builds of the same sources give the same bytes, whatever surrounds them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Run
from office import workbook
from packages import ALL_FORMATS, county, files_of, package

PROGRAM = shutil.which("gwcat", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}") or ""
SURROUNDINGS: dict[str, dict[str, str]] = {
    "plain": {},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "another time zone": {"TZ": "America/St_Johns"},
    "C locale": {"LC_ALL": "C", "LANG": "C"},
    "no locale": {"LC_ALL": "", "LANG": ""},
    "hashes": {"PYTHONHASHSEED": "0"},
    "other hashes": {"PYTHONHASHSEED": "4294967295"},
    "narrow terminal": {"COLUMNS": "20", "NO_COLOR": "1"},
    "no byte code": {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONOPTIMIZE": "2"},
}


def build(root: Path, out: Path, *, env: Mapping[str, str] = {}, cwd: Path | None = None, umask: int = -1) -> dict[str, bytes]:
    """The files of a package that another process has built."""
    command: list[str | Path] = [PROGRAM, "build", "--county", "莒南", "--format", ",".join(ALL_FORMATS), "--out", out]
    surroundings = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"} | dict(env)
    done = subprocess.run(
        [*command, "--workspace", root], cwd=cwd or root, env=surroundings, umask=umask, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return files_of(out / "莒南" / "2018.1")


@pytest.fixture(scope="module")
def junan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A workspace with 莒南, and the files of its package."""
    root = county(tmp_path_factory.mktemp("莒南"))
    return root, build(root, root / "dist")


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_surroundings(surroundings: dict[str, str], junan: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    root, expected = junan
    assert build(root, tmp_path / "dist", env=surroundings) == expected


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o077])
def test_umask(umask: int, junan: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    root, expected = junan
    assert build(root, tmp_path / "dist", umask=umask) == expected


def test_another_folder_at_another_time(junan: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Sources copied in another order, with other times and modes, built from elsewhere."""
    _, expected = junan
    root = county(tmp_path / "别 处")
    for number, path in enumerate(sorted(root.rglob("*"), reverse=True)):
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            path.chmod(0o600)
            os.utime(path, (1_000_000_000 + number, 1_000_000_000))
    while int(time.time()) % 2:  # a zip entry holds even seconds: begin in another one
        time.sleep(0.05)
    assert build(root, tmp_path / "out", cwd=tmp_path) == expected


def test_from_a_folder_inside_the_workspace(junan: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    root, expected = junan
    command = [PROGRAM, "build", "--county", "莒南", "--format", ",".join(ALL_FORMATS), "--out", str(tmp_path)]
    subprocess.run(command, cwd=root / "catalogs" / "莒南" / "社会救助", check=True, capture_output=True)
    assert files_of(tmp_path / "莒南" / "2018.1") == expected


def test_built_in_this_process_after_others(junan: tuple[Path, dict[str, bytes]], workspace: Path, tmp_path: Path) -> None:
    """What a process keeps from earlier packages changes nothing."""
    root, expected = junan
    package(workspace)
    assert files_of(package(root, out=tmp_path / "one")) == expected
    assert files_of(package(root, out=tmp_path / "two")) == expected


# SOURCE_DATE_EPOCH


def stamps(folder: Path) -> set[tuple[int, ...]]:
    """All times in the files of a package."""
    found: set[tuple[int, ...]] = set()
    for path in folder.rglob("*"):
        if path.suffix in (".zip", ".xlsx", ".docx"):
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as opened:
                found |= {entry.date_time for entry in opened.infolist()}
    about = workbook(folder / "public/总目录.xlsx").properties
    return found | {about.created.timetuple()[:6], about.modified.timetuple()[:6]}


def test_without_it_all_times_are_the_earliest_of_a_zip(workspace: Path, gwcat: Run) -> None:
    assert gwcat("build", cwd=workspace).returncode == 0
    assert stamps(workspace / "dist/莒南/2018.1") == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai"])
def test_source_date_epoch_is_honoured(zone: str, workspace: Path, gwcat: Run) -> None:
    done = gwcat("build", cwd=workspace, env={"SOURCE_DATE_EPOCH": "1517391000", "TZ": zone})
    assert done.returncode == 0, done.stderr
    assert stamps(workspace / "dist/莒南/2018.1") == {(2018, 1, 31, 9, 30, 0)}


def test_an_epoch_before_the_earliest_is_the_earliest(workspace: Path, gwcat: Run) -> None:
    assert gwcat("build", cwd=workspace, env={"SOURCE_DATE_EPOCH": "0"}).returncode == 0
    assert stamps(workspace / "dist/莒南/2018.1") == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("value", ["昨天", "1517391000.5", "9" * 30, "1e9", "2018-01-31"])
def test_a_bad_epoch_is_refused(value: str, workspace: Path, gwcat: Run) -> None:
    done = gwcat("build", cwd=workspace, env={"SOURCE_DATE_EPOCH": value})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr
    assert value in done.stderr
    assert "Traceback" not in done.stderr
    assert not (workspace / "dist" / "莒南").exists()


def test_another_epoch_is_another_package(workspace: Path, gwcat: Run) -> None:
    """Even if nothing else has changed since the last build."""
    for epoch, year in (("1517391000", 2018), ("1600000000", 2020)):
        assert gwcat("build", cwd=workspace, env={"SOURCE_DATE_EPOCH": epoch}).returncode == 0
        assert {stamp[0] for stamp in stamps(workspace / "dist/莒南/2018.1")} == {year}
