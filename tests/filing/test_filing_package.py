"""What a filing package holds: its files, its manifest, the zip with the same content."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from conftest import ITEM, REGION, REPOSITORY, Run, write_files
from gwcat import __version__
from gwcat.filing.git import revision
from office import sheet_grid, sheet_grids, word_grids, workbook
from packages import ALL_FORMATS, county, files_of, manifest_of, package, text_of
from pages import page_tables

OFFICE = ("xlsx", "docx", "html")
DOMAINS = ("社会保险", "社会救助", "养老服务", "扶贫救灾", "涉农补贴", "公共资源交易", "村务公开")
UNITS = ("县人社局", "县民政局", "县扶贫办", "县农业局", "县政务服务中心管理办公室", "十字路街道", "大店镇")


@pytest.fixture(scope="module")
def junan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the repository's own 莒南, in every format."""
    return package(county(tmp_path_factory.mktemp("莒南")))


def expected_files(domains: tuple[str, ...], units: tuple[str, ...], formats: tuple[str, ...], base: str) -> set[str]:
    books = ["总目录", *(f"分领域/{name}" for name in domains), *(f"分单位/{name}" for name in units)]
    public = {f"public/{book}.{suffix}" for book in books for suffix in formats}
    return public | {"internal/报送函.docx", "internal/校验报告.html", "manifest.json", f"{base}-备案材料.zip"}


def test_the_files_of_a_small_package(workspace: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 0, done.stderr
    folder = workspace / "dist" / "莒南" / "2018.1"
    assert set(files_of(folder)) == expected_files(("社会救助",), ("县民政局",), OFFICE, "莒南-2018.1")
    assert {entry.name for entry in folder.iterdir()} == {"public", "internal", "manifest.json", "莒南-2018.1-备案材料.zip"}


def test_the_files_of_junan(junan: Path) -> None:
    files = {path for path in files_of(junan) if not path.startswith(("internal/附件/", "public/流程图/"))}
    assert files == expected_files(DOMAINS, UNITS, ALL_FORMATS, "莒南-2018.1")


def test_the_table_at_the_end_of_a_build(tmp_path: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南县", cwd=county(tmp_path))
    assert done.returncode == 0, done.stderr
    items = manifest_of(tmp_path / "dist/莒南/2018.1")["items"]
    assert f"合计 7 个领域、7 个单位、{items} 个事项。" in done.stdout
    for words in (*DOMAINS, *UNITS, "山东2017", "public/", "internal/", "manifest.json", "莒南-2018.1-备案材料.zip"):
        assert words in done.stdout


def test_leftovers_of_a_build_are_none(workspace: Path, gwcat: Run) -> None:
    gwcat("build", "--county", "莒南", cwd=workspace)
    assert [entry.name for entry in (workspace / "dist" / "莒南").iterdir()] == ["2018.1"]


# Public and internal


def test_public_and_internal_are_not_mixed(junan: Path) -> None:
    kinds = {entry["path"].partition("/")[0]: set[str]() for entry in manifest_of(junan)["files"]}
    for entry in manifest_of(junan)["files"]:
        kinds[entry["path"].partition("/")[0]].add(entry["kind"])
    assert kinds == {"public": {"目录", "流程图"}, "internal": {"报送函", "校验报告", "附件"}}


def test_nothing_internal_is_said_in_public(junan: Path) -> None:
    """Neither who the letter goes to, nor what the checks found, nor where an item was seen."""
    said = b"".join(text_of(path) for path in (junan / "public").rglob("*") if path.is_file()).decode()
    for words in ("山东省人民政府办公厅", "报送", "校验", "GW101", "尚未核实", "http://", "tengchong", "catalogs/"):
        assert words not in said.replace("http://schemas", "").replace("http://purl", "").replace("http://www.w3", ""), words


# The books


def test_the_combined_catalogue_holds_every_domain_and_an_index(junan: Path) -> None:
    book = workbook(junan / "public/总目录.xlsx")
    assert book.sheetnames == ["目录", *DOMAINS]
    index = sheet_grid(junan / "public/总目录.xlsx", "目录").texts
    assert index[0][0] == "莒南县政务公开事项标准目录"
    assert index[1] == ["序号", "领域", "责任单位", "事项数"]
    assert [row[1] for row in index[2:9]] == list(DOMAINS)
    assert index[5] == ["4", "扶贫救灾", "县民政局、县扶贫办", "16"]
    assert sum(int(row[3]) for row in index[2:9]) == manifest_of(junan)["items"]


def test_each_book_holds_the_same_rows_in_every_format(junan: Path) -> None:
    for path in sorted(path for path in (junan / "public").rglob("*.docx") if path.parent.name != "流程图"):
        grids = word_grids(path)
        sheets = sheet_grids(path.with_suffix(".xlsx"))
        pages = page_tables(path.with_suffix(".html").read_bytes())
        assert len(grids) == len(sheets) == len(pages), path.name
        for grid, (name, sheet), page in zip(grids, sheets.items(), pages, strict=True):
            assert sheet.texts[1 : 1 + len(grid.texts)] == grid.texts, f"{path.name} {name}"
            assert page.header.texts + page.body.texts == grid.texts, f"{path.name} {name}"


def test_domains_are_in_the_order_of_duties_and_lead_units_first(workspace: Path) -> None:
    region = REGION.replace("牵头单位: [县民政局]}", "牵头单位: [县财政局]}")
    duties = "  - {领域: 养老服务, 牵头单位: [县民政局]}\n"
    item = ITEM.replace("社会救助-001", "{}")
    write_files(
        workspace,
        {
            "catalogs/莒南/region.yaml": region.replace("领域分工:\n", f"领域分工:\n{duties}"),
            "catalogs/莒南/社会救助/县财政局.yaml": f"领域: 社会救助\n单位: 县财政局\n事项:\n{item.replace('{}', 'A-1')}",
            "catalogs/莒南/养老服务/县民政局.yaml": f"领域: 养老服务\n单位: 县民政局\n事项:\n{item.replace('{}', 'A-2')}",
        },
    )
    folder = package(workspace)
    assert workbook(folder / "public/总目录.xlsx").sheetnames == ["目录", "养老服务", "社会救助"]
    sources = {entry["path"]: [Path(source).stem for source in entry["sources"]] for entry in manifest_of(folder)["files"]}
    assert sources["public/分领域/社会救助.xlsx"] == ["县财政局", "县民政局"]
    assert [row[0] for row in sheet_grid(folder / "public/分领域/社会救助.xlsx").texts[3:5]] == ["1", "2"]


def test_a_catalogue_in_another_form_has_a_table_of_its_own(workspace: Path) -> None:
    other = f"领域: 社会救助\n单位: 县财政局\n样表: 山东2017\n事项:\n{ITEM.replace('社会救助-001', 'A-1')}"
    folder = package(write_files(workspace, {"catalogs/莒南/社会救助/县财政局.yaml": other}))
    assert workbook(folder / "public/分领域/社会救助.xlsx").sheetnames == ["社会救助", "社会救助-山东2017"]
    entry = next(entry for entry in manifest_of(folder)["files"] if entry["path"] == "public/分领域/社会救助.xlsx")
    assert entry["forms"] == ["国家2019", "山东2017"]
    assert len(word_grids(folder / "public/分领域/社会救助.docx")) == 2


def test_titles_in_the_book_of_a_unit_name_the_unit(junan: Path) -> None:
    """All of them, whether the domain belongs to this unit alone or to several."""
    book = workbook(junan / "public/分单位/县民政局.xlsx")
    titles = {sheet.title: sheet["A1"].value for sheet in book}
    assert titles == {name: f"莒南县民政局{name}领域政务公开事项目录" for name in ("社会救助", "养老服务", "扶贫救灾")}


# The manifest


def test_the_manifest_names_every_file(junan: Path) -> None:
    manifest, files = manifest_of(junan), files_of(junan)
    named = {entry["path"]: entry for entry in manifest["files"]}
    assert set(named) == set(files) - {"manifest.json", manifest["archive"]}
    for path, entry in named.items():
        assert entry["bytes"] == len(files[path])
        assert entry["sha256"] == hashlib.sha256(files[path]).hexdigest()
    assert [entry["path"] for entry in manifest["files"]] == sorted(named)


def test_the_manifest_counts_rows_and_items(junan: Path) -> None:
    named = {entry["path"]: entry for entry in manifest_of(junan)["files"]}
    for name in DOMAINS:
        (table,) = page_tables((junan / f"public/分领域/{name}.html").read_bytes())
        for suffix in ALL_FORMATS:
            entry = named[f"public/分领域/{name}.{suffix}"]
            assert entry["rows"] == len(table.body.texts)
            assert entry["items"] == sum(bool(row[0]) for row in table.body.texts)
            assert entry["forms"] == ["山东2017"]
            assert all(source.startswith(f"catalogs/莒南/{name}/") for source in entry["sources"])
    whole = named["public/总目录.xlsx"]
    assert whole["items"] == sum(named[f"public/分领域/{name}.xlsx"]["items"] for name in DOMAINS) == manifest_of(junan)["items"]
    assert whole["rows"] == sum(named[f"public/分领域/{name}.xlsx"]["rows"] for name in DOMAINS)


def test_the_manifest_names_every_source(junan: Path) -> None:
    root = junan.parents[2]
    sources = {entry["path"]: entry["sha256"] for entry in manifest_of(junan)["sources"]}
    files = {path.relative_to(root).as_posix(): path for path in (root / "catalogs").rglob("*.yaml")}
    assert sources == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_the_head_of_the_manifest(junan: Path) -> None:
    head = {key: value for key, value in manifest_of(junan).items() if key not in ("files", "sources", "items", "findings")}
    assert head == {
        "version": 1,
        "generator": f"gwcat {__version__}",
        "region": {"name": "莒南县", "short_name": "莒南", "code": "371327", "tier": "县级"},
        "package_version": "2018.1",
        "base_date": "2018-01-31",
        "commit": None,
        "modified": False,
        "draft": False,
        "form": None,
        "partial": None,
        "archive": "莒南-2018.1-备案材料.zip",
    }


# Git


def git(root: Path, *args: str) -> str:
    person = ["-c", "user.name=试", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(root), *person, *args], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(workspace: Path) -> Path:
    """The workspace, committed."""
    git(workspace, "init", "-q")
    write_files(workspace, {".gitignore": "dist/\n"})
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "初稿")
    return workspace


def revision_of(root: Path, gwcat: Run) -> tuple[Any, Any]:
    done = gwcat("build", "--county", "莒南", cwd=root)
    assert done.returncode == 0, done.stderr
    manifest = manifest_of(root / "dist" / "莒南" / "2018.1")
    return manifest["commit"], manifest["modified"]


def test_the_commit_is_named(repository: Path, gwcat: Run) -> None:
    assert revision_of(repository, gwcat) == (git(repository, "rev-parse", "HEAD"), False)


def test_a_hook_of_another_repository_does_not_mislead(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = git(repository, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    assert revision(repository) == (head, False)


@pytest.mark.parametrize(
    ("path", "modified"),
    [
        ("catalogs/莒南/社会救助/县民政局.yaml", True),
        ("catalogs/莒南/养老服务/新.txt", True),
        ("templates/forms/新样.yaml", True),
        ("README.md", False),
    ],
    ids=["a source changed", "an unknown file among the sources", "a new template", "something else"],
)
def test_changes_since_the_commit_are_told(path: str, modified: bool, repository: Path, gwcat: Run) -> None:
    before = (repository / path).read_bytes() if (repository / path).exists() else b""
    form = (REPOSITORY / "templates/forms/国家2019.yaml").read_bytes() if path.startswith("templates") else b"# \n"
    write_files(repository, {path: before + form})
    assert revision_of(repository, gwcat) == (git(repository, "rev-parse", "HEAD"), modified)


def test_a_new_commit_is_a_new_package(repository: Path, gwcat: Run) -> None:
    first = revision_of(repository, gwcat)
    write_files(repository, {"README.md": "说明"})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "说明")
    second = revision_of(repository, gwcat)
    assert second == (git(repository, "rev-parse", "HEAD"), False)
    assert first != second


def test_a_repository_without_a_commit(workspace: Path, gwcat: Run) -> None:
    git(workspace, "init", "-q")
    assert revision_of(workspace, gwcat) == (None, False)


def test_a_workspace_below_the_top_of_its_repository(workspace: Path, gwcat: Run) -> None:
    top = workspace.parent
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "初稿")
    assert revision_of(workspace, gwcat) == (git(top, "rev-parse", "HEAD"), False)


# The zip


def test_the_zip_has_the_same_content(junan: Path) -> None:
    files = files_of(junan)
    archive = files.pop("莒南-2018.1-备案材料.zip")
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert {name.partition("/")[2]: opened.read(name) for name in opened.namelist()} == files
        assert len({name.partition("/")[0] for name in opened.namelist()}) == 1, "unpacks into one folder"
