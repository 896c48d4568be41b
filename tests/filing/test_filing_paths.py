"""Where a package is written: never outside of --out, whatever the sources say, and over nothing but a package."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import CATALOGUE, REGION, Run, write_files
from gwcat.base.errors import GwcatError, StorageError
from packages import built, files_of, manifest_of, package

PATH = "catalogs/莒南/社会救助/县民政局.yaml"
NAMES = [
    *("../x", "../../../x", "..", ".", "/tmp/x", "a/b", "a\\b", "..\\..\\x", "C:x", "con", "nul.txt"),
    *("x\ny", "\u202ex", "~", " ", "-rf", "$(x)"),
]


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\u202e", "\\u202e") + '"'


def with_name(root: Path, key: str, name: str) -> Path:
    """The workspace with a name that should be none."""
    region, catalogue = REGION, CATALOGUE
    if key == "版本":
        region = region.replace('版本: "2018.1"', f"版本: {quoted(name)}")
    elif key == "简称":
        region = region.replace("简称: 莒南", f"简称: {quoted(name)}")
    elif key == "领域":
        catalogue = catalogue.replace("领域: 社会救助", f"领域: {quoted(name)}")
    else:
        catalogue = catalogue.replace("单位: 县民政局", f"单位: {quoted(name)}")
    return write_files(root, {"catalogs/莒南/region.yaml": region, PATH: catalogue})


@pytest.mark.parametrize("draft", [False, True], ids=["package", "draft"])
@pytest.mark.parametrize("key", ["版本", "简称", "领域", "单位"], ids=["version", "short name", "domain", "unit"])
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_never_lead_out(name: str, key: str, draft: bool, workspace: Path) -> None:
    with_name(workspace, key, name)
    out = workspace / "a" / "b" / "out"
    before = everything(workspace.parent)
    folder = None
    with suppress(GwcatError):
        folder = built(workspace, out=out, draft=draft).package
    new = {workspace.parent / path for path in everything(workspace.parent) - before}
    assert all(path.is_relative_to(out) or out.is_relative_to(path) for path in new)
    if folder is not None:
        assert folder.resolve().is_relative_to(out.resolve())
        assert folder.parent.parent == out, "<out>/<简称>/<版本>"
        assert files_of(folder / "public")
        named = [Path(entry["path"]) for entry in manifest_of(folder)["files"]]
        assert not any(".." in path.parts or path.is_absolute() for path in named)


def test_unsafe_names_are_findings(workspace: Path, gwcat: Run) -> None:
    with_name(workspace, "版本", "../../2018")
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 1
    assert "GW403" in done.stdout


def test_two_names_that_become_one_file_name_are_two_files(workspace: Path) -> None:
    """A draft may hold them; neither takes the place of the other."""
    first = CATALOGUE.replace("领域: 社会救助", "领域: 社会/救助")
    second = CATALOGUE.replace("领域: 社会救助", "领域: '社会:救助'").replace("社会救助-001", "社会救助-002")
    write_files(workspace, {PATH: first, "catalogs/莒南/社会救助/县财政局.yaml": second})
    folder = package(workspace, draft=True)
    named = [entry["path"] for entry in manifest_of(folder)["files"]]
    assert len(named) == len(set(named))
    assert len(list((folder / "public" / "分领域").glob("*.xlsx"))) == 2


def test_names_that_differ_only_in_case_are_two_files(workspace: Path) -> None:
    """So that the zip unpacks on Windows."""
    first = CATALOGUE.replace("领域: 社会救助", "领域: ABC")
    second = CATALOGUE.replace("领域: 社会救助", "领域: abc").replace("社会救助-001", "社会救助-002")
    write_files(workspace, {PATH: first, "catalogs/莒南/社会救助/县财政局.yaml": second})
    folder = package(workspace, draft=True)
    named = [entry["path"].lower() for entry in manifest_of(folder)["files"]]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("length", [60, 80, 300])
@pytest.mark.parametrize("key", ["版本", "简称", "领域", "单位"], ids=["version", "short name", "domain", "unit"])
def test_long_names_are_cut_or_refused_in_chinese(length: int, key: str, workspace: Path, gwcat: Run) -> None:
    """A file name holds 255 bytes, 85 Chinese characters."""
    with_name(workspace, key, "长" * length)
    done = gwcat("build", "--county", "莒南", "--draft", cwd=workspace)
    assert done.returncode in (0, 2, 3), done.stderr
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert "文件名过长" in done.stderr


# Places that do not take a package


def test_out_is_where_it_says(workspace: Path, tmp_path: Path, gwcat: Run) -> None:
    assert gwcat("build", "--county", "莒南", "--out", "别处/深处", cwd=workspace / "catalogs").returncode == 0
    assert (workspace / "catalogs/别处/深处/莒南/2018.1/manifest.json").is_file()


@pytest.mark.parametrize("out", ["file", "file/below", "file/below/deeper"])
def test_out_is_a_file(out: str, workspace: Path, tmp_path: Path, gwcat: Run) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    done = gwcat("build", "--county", "莒南", "--out", tmp_path / out, cwd=workspace)
    assert done.returncode == 3, done.stderr
    assert "写入" in done.stderr
    assert "改法" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["莒南", "莒南/2018.1"], ids=["region", "version"])
def test_a_file_in_place_of_the_package_is_not_replaced(name: str, workspace: Path, gwcat: Run) -> None:
    write_files(workspace / "dist", {name: b"mine"})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 3, done.stdout
    assert (workspace / "dist" / name).read_bytes() == b"mine"
    assert everything(workspace / "dist") - {".gwcat"} == {name, *map(str, Path(name).parents)} - {"."}


def test_a_folder_of_somebody_else_is_not_replaced(workspace: Path, gwcat: Run) -> None:
    """A folder without a manifest is no package; what is in it may be all that somebody has."""
    write_files(workspace / "dist", {"莒南/2018.1/手写的说明.txt": b"mine"})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert (workspace / "dist/莒南/2018.1/手写的说明.txt").read_bytes() == b"mine"
    assert done.returncode in (2, 3)


def test_out_that_may_not_be_written(workspace: Path, tmp_path: Path, gwcat: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    (tmp_path / "locked").mkdir(mode=0o500)
    done = gwcat("build", "--county", "莒南", "--out", tmp_path / "locked", cwd=workspace)
    assert done.returncode == 3
    assert "没有权限" in done.stderr


def test_a_file_system_that_only_reads(workspace: Path, gwcat: Run) -> None:
    if not os.path.ismount("/proc"):
        pytest.skip("no /proc")
    done = gwcat("build", "--county", "莒南", "--out", "/proc/gwcat", cwd=workspace)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_out_through_a_link(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    package(workspace, out=tmp_path / "link")
    assert (tmp_path / "real" / "莒南" / "2018.1" / "manifest.json").is_file()
    assert (tmp_path / "link").is_symlink()


def test_a_source_that_vanishes_stops_the_build(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading it and naming its digest."""
    old = files_of(package(workspace))
    write_files(workspace, {PATH: CATALOGUE.replace("审核信息", "审批信息")})
    from gwcat.filing import contents

    write = contents.report_file

    def vanish(*args: object, **kwargs: object) -> object:
        (workspace / PATH).unlink(missing_ok=True)
        return write(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("gwcat.tasks.build.report_file", vanish)
    with pytest.raises(StorageError, match="源文件"):
        built(workspace)
    assert files_of(workspace / "dist" / "莒南" / "2018.1") == old


@pytest.mark.parametrize("name", [b"\xff.yaml", b"\xb9\xab\xbf\xaa.yaml"], ids=["no text", "GBK"])
@pytest.mark.parametrize("options", [(), ("--draft",)], ids=["package", "draft"])
def test_a_file_name_that_is_not_utf8_is_told(name: bytes, options: tuple[str, ...], workspace: Path, gwcat: Run) -> None:
    """As an old Windows archive leaves it when it is unpacked."""
    folder = os.fsencode(workspace / "catalogs/莒南/社会救助")
    with open(os.path.join(folder, name), "wb") as stream:
        stream.write(CATALOGUE.replace("-001", "-002").encode())
    done = gwcat("build", "--county", "莒南", *options, cwd=workspace)
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or ".yaml" in done.stdout + done.stderr
