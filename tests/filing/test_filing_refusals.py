"""What stops a build, what does not, and what is said about it; the old package is never touched by a build that stops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import CATALOGUE, ITEM, REGION, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.selection import Selection
from office import workbook
from packages import built, county, files_of, manifest_of, package, text_of, with_form

PATH = "catalogs/莒南/社会救助/县民政局.yaml"
BAD = CATALOGUE.replace("公开方式: 主动公开", "公开方式: 主动")


@pytest.fixture
def old(workspace: Path) -> dict[str, bytes]:
    """The files of a package that is already there."""
    return files_of(package(workspace))


def untouched(workspace: Path, old: dict[str, bytes]) -> bool:
    return files_of(workspace / "dist" / "莒南" / "2018.1") == old


# Errors and drafts


def test_errors_stop_the_build_and_leave_the_old_package(workspace: Path, old: dict[str, bytes], gwcat: Run) -> None:
    write_files(workspace, {PATH: BAD})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 1
    assert "GW301" in done.stdout
    assert f"{PATH}:15" in done.stdout
    assert "没有编译" in done.stdout
    assert untouched(workspace, old)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", "领域: [".encode(), b"PK\x03\x04", "事项: &a [*a]\n".encode()],
    ids=["empty", "UTF-16", "not YAML", "binary", "alias"],
)
def test_files_that_cannot_be_used_stop_the_build(content: bytes, workspace: Path, old: dict[str, bytes], gwcat: Run) -> None:
    write_files(workspace, {"catalogs/莒南/养老服务/县民政局.yaml": content})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 1, done.stderr
    assert "catalogs/莒南/养老服务/县民政局.yaml" in done.stdout
    assert untouched(workspace, old)


def test_warnings_do_not_stop_the_build(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("[县民政局, 各镇", "[县民正局, 各镇")})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 0
    assert "GW203" in done.stdout


def test_a_draft_is_built_in_spite_of_errors_beside_the_package(workspace: Path, old: dict[str, bytes], gwcat: Run) -> None:
    write_files(workspace, {PATH: BAD})
    done = gwcat("build", "--county", "莒南", "--draft", cwd=workspace)
    assert done.returncode == 0, done.stdout
    draft = workspace / "dist" / "莒南" / "2018.1-草稿"
    assert manifest_of(draft)["draft"] is True
    assert manifest_of(draft)["findings"]["errors"] == 1
    assert (draft / "莒南-2018.1-草稿-备案材料.zip").is_file()
    assert "GW301" in (draft / "internal" / "校验报告.html").read_text("utf-8")
    assert untouched(workspace, old)
    assert gwcat("verify", draft).returncode == 0


def test_a_draft_of_a_file_that_cannot_be_read_holds_the_others(workspace: Path) -> None:
    write_files(workspace, {"catalogs/莒南/养老服务/县民政局.yaml": "领域: ["})
    draft = package(workspace, draft=True)
    assert workbook(draft / "public/总目录.xlsx").sheetnames == ["目录", "社会救助"]
    assert "莒南/养老服务/县民政局.yaml" in (draft / "internal" / "校验报告.html").read_text("utf-8")


# A part


@pytest.fixture
def two(workspace: Path) -> Path:
    """A workspace with two domains and two units."""
    other = f"领域: 养老服务\n单位: 县财政局\n事项:\n{ITEM.replace('社会救助-001', '养老服务-001')}"
    duty = "  - {领域: 养老服务, 牵头单位: [县财政局]}\n"
    return write_files(workspace, {"catalogs/莒南/养老服务/县财政局.yaml": other, "catalogs/莒南/region.yaml": f"{REGION}{duty}"})


@pytest.mark.parametrize(
    ("options", "domain", "unit"),
    [
        (("--domain", "养老服务"), "养老服务", "县财政局"),
        (("--unit", "县民政局"), "社会救助", "县民政局"),
        (("--unit", "莒南县民政局"), "社会救助", "县民政局"),
        (("--domain", "社会救助", "--unit", "县民政局"), "社会救助", "县民政局"),
    ],
    ids=["domain", "unit", "full name", "both"],
)
def test_a_part_goes_to_a_folder_of_its_own(options: tuple[str, ...], domain: str, unit: str, two: Path, gwcat: Run) -> None:
    whole = files_of(package(two))
    done = gwcat("build", "--county", "莒南", *options, cwd=two)
    assert done.returncode == 0, done.stderr
    part = two / "dist" / "莒南" / "2018.1-部分"
    books = {path.relative_to(part).as_posix() for path in part.rglob("*.xlsx")}
    assert books == {"public/总目录.xlsx", f"public/分领域/{domain}.xlsx", f"public/分单位/{unit}.xlsx"}
    partial = manifest_of(part)["partial"]
    assert partial["domains"] == [value for name, value in zip(options[::2], options[1::2], strict=True) if name == "--domain"]
    assert files_of(two / "dist" / "莒南" / "2018.1") == whole
    assert gwcat("verify", part).returncode == 0


def test_a_part_has_no_letter(two: Path) -> None:
    """A letter reports the whole."""
    part = package(two, selection=Selection(domains=("养老服务",)))
    assert not (part / "internal" / "报送函.docx").exists()


def test_a_draft_of_a_part(two: Path) -> None:
    assert package(two, selection=Selection(units=("县民政局",)), draft=True).name == "2018.1-部分-草稿"


@pytest.mark.parametrize(
    "options",
    [
        ("--domain", "社会求助"),
        ("--unit", "县民正局"),
        ("--domain", "社会救助,社会求助"),
        ("--unit", "县民政局、县民正局"),
        ("--domain", "社会救助", "--unit", "县民正局"),
    ],
    ids=["domain", "unit", "one of two domains", "one of two units", "unit of a known domain"],
)
def test_unknown_names_are_refused_naming_known_ones(options: tuple[str, ...], two: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南", *options, cwd=two)
    assert done.returncode == 2, done.stdout
    known = "社会救助" if "社会求助" in options[-1] else "县民政局"
    assert known in done.stderr
    assert options[-1].replace("、", ",").split(",")[-1] in done.stderr, "the name that is not known"
    assert not (two / "dist").exists()


def test_a_domain_and_a_unit_that_have_nothing_in_common_are_refused(two: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南", "--domain", "社会救助", "--unit", "县财政局", cwd=two)
    assert done.returncode == 2
    assert "没有符合" in done.stderr


def test_an_unknown_county_names_the_nearest(workspace: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒难", cwd=workspace)
    assert done.returncode == 2
    assert "莒南" in done.stderr
    for name in ("../莒南", "..", "/etc"):
        assert gwcat("build", "--county", name, cwd=workspace).returncode == 2


# Forms and formats


def test_an_unknown_form_is_refused_naming_the_nearest(workspace: Path, old: dict[str, bytes], gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南", "--form", "国家2091", cwd=workspace)
    assert done.returncode == 2
    assert "国家2091" in done.stderr
    assert "可以用：国家2019、" in done.stderr
    assert untouched(workspace, old)


def test_another_form_asks_for_its_own_elements(workspace: Path, gwcat: Run) -> None:
    """What stands in the form that is printed must be there, whatever the region's own form asks for."""
    with_form(workspace, "要备注", "基于: 国家2019\n必备: [名称, 备注]\n")
    done = gwcat("build", "--county", "莒南", "--form", "要备注", cwd=workspace)
    assert done.returncode == 1, done.stdout
    assert "缺少“备注”" in done.stdout


@pytest.mark.parametrize(
    ("formats", "suffixes"),
    [
        (("xlsx",), {".xlsx"}),
        (("docx,csv",), {".docx", ".csv"}),
        (("HTML", "Csv"), {".html", ".csv"}),
        (("xlsx，docx、html",), {".xlsx", ".docx", ".html"}),
    ],
    ids=["one", "two", "twice in capitals", "Chinese commas"],
)
def test_formats(formats: tuple[str, ...], suffixes: set[str], workspace: Path, gwcat: Run) -> None:
    options = [word for name in formats for word in ("--format", name)]
    assert gwcat("build", "--county", "莒南", *options, cwd=workspace).returncode == 0
    folder = workspace / "dist" / "莒南" / "2018.1"
    assert {path.suffix for path in (folder / "public").rglob("*.*")} == suffixes


@pytest.mark.parametrize("name", ["xls", "doc", "pdfx", "xlsx docx"])
def test_an_unknown_format_is_refused_naming_the_known_ones(name: str, workspace: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南", "--format", name, cwd=workspace)
    assert done.returncode == 2
    assert name in done.stderr
    assert all(known in done.stderr for known in ("xlsx", "docx", "html", "csv", "pdf"))


def test_csv_with_a_bom(workspace: Path, gwcat: Run) -> None:
    path = workspace / "dist/莒南/2018.1/public/总目录.csv"
    for options, bom in (((), False), (("--csv-bom",), True)):
        assert gwcat("build", "--county", "莒南", "--format", "csv", *options, cwd=workspace).returncode == 0
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") is bom


def test_pdf_without_libreoffice_is_refused(workspace: Path, old: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(workspace))
    with pytest.raises(GwcatError, match="LibreOffice"):
        built(workspace, formats=("pdf",))
    assert untouched(workspace, old)


# Nothing to compile


def test_a_region_without_catalogues(workspace: Path, gwcat: Run) -> None:
    (workspace / PATH).unlink()
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 2
    assert "catalogs/莒南/<领域>/<单位>.yaml" in done.stderr


def test_a_draft_of_nothing_but_broken_files_says_so(workspace: Path) -> None:
    """They are there; they cannot be read."""
    write_files(workspace, {PATH: "领域: ["})
    with pytest.raises(GwcatError) as caught:
        built(workspace, draft=True)
    assert "还没有目录文件" not in caught.value.message


def test_a_workspace_without_regions(tmp_path: Path, gwcat: Run) -> None:
    (tmp_path / "catalogs").mkdir()
    assert gwcat("build", cwd=tmp_path).returncode == 2
    assert gwcat("build", "--county", "莒南", cwd=tmp_path).returncode == 2


def test_a_catalogue_without_items_is_an_empty_table(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {PATH: "领域: 社会救助\n单位: 县民政局\n事项: []\n"})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 0, done.stderr
    assert "GW105" in done.stdout
    assert workbook(workspace / "dist/莒南/2018.1/public/分领域/社会救助.xlsx").worksheets[0].max_row == 3 + 8


# Nothing personal in public

MOBILE = "13800000000"


def public_text(folder: Path) -> bytes:
    return b"".join(text_of(path) for path in (folder / "public").rglob("*") if path.is_file())


def package_or_none(root: Path, **given: Any) -> Path | None:
    """A package, or nothing if the build was refused."""
    try:
        return built(root, **given).package
    except GwcatError:
        return None


def test_a_mobile_number_in_an_item_is_refused_with_its_place(workspace: Path, old: dict[str, bytes], gwcat: Run) -> None:
    write_files(workspace, {PATH: CATALOGUE + f"    咨询电话: {MOBILE}\n"})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 1
    assert "GW501" in done.stdout
    assert f"{PATH}:17:11" in done.stdout
    assert untouched(workspace, old)


NUMBERS = {
    "mobile": "13800000000",
    "mobile with spaces": "138 0000 0000",
    "mobile with dashes": "138-0000-0000",
    "full width": "１３８００００００００",
    "with the country": "+86 13800000000",
    "mail": "zhang.san@example.com",
    "identity": "11010519491231002X",
}


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("draft", [False, True], ids=["package", "draft"])
def test_nothing_personal_reaches_the_public_folder(number: str, draft: bool, workspace: Path) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("公示7个工作日", f"公示7个工作日，找张三（{number}）")})
    folder = package_or_none(workspace, draft=draft)
    assert folder is None or number.encode() not in public_text(folder)
    assert folder is not None or not (workspace / "dist").exists()


ELSEWHERE = {
    "name of the region": (("名称: 莒南县\n", f"名称: 莒南县{MOBILE}\n"), ""),
    "government": (("政府: 莒南县人民政府", f"政府: 莒南县人民政府 {MOBILE}"), ""),
    "full name of a unit": (("全称: 莒南县民政局", f"全称: 莒南县民政局{MOBILE}"), ""),
    "version": (('版本: "2018.1"', f'版本: "{MOBILE}"'), "标题: '{{ 地区 }}（{{ 版本 }}）'\n"),
    "notes of a form": (("", ""), f"注释: [联系人：张三 {MOBILE}]\n"),
    "title of a form": (("", ""), f"标题: 目录 {MOBILE}\n"),
    "a column of a form": (("", ""), f"插列: [{{之后: 公开主体, 列: {{列名: '{MOBILE}', 值: ''}}}}]\n"),
    "a cell of a form": (("", ""), f"插列: [{{之后: 公开主体, 列: {{列名: 电话, 值: '{MOBILE}'}}}}]\n"),
    "two values beside each other": (("", ""), "插列: [{之后: 公开主体, 列: {列名: 电话, 值: '138{{ 备注 }}'}}]\n"),
}  # fmt: skip


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize("draft", [False, True], ids=["package", "draft"])
def test_nothing_personal_reaches_the_public_folder_from_elsewhere(where: str, draft: bool, workspace: Path) -> None:
    (old_words, new_words), form = ELSEWHERE[where]
    with_form(workspace, "样", f"基于: 国家2019\n{form}")
    region = REGION.replace(old_words, new_words, 1)
    write_files(workspace, {"catalogs/莒南/region.yaml": region, PATH: CATALOGUE + '    备注: "00000000"\n'})
    folder = package_or_none(workspace, draft=draft, selection=Selection(form="样"))
    assert folder is None or MOBILE.encode() not in public_text(folder)


def test_office_telephones_are_published(workspace: Path) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("公示7个工作日", "公示7个工作日，电话0539-7212345、12345")})
    assert b"0539-7212345" in public_text(package(workspace))


def test_junan_holds_nothing_personal(tmp_path: Path) -> None:
    assert built(county(tmp_path)).package
