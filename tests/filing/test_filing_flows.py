"""Flow charts of a package: 附件5 of 莒南, those of other regions, what they are made from."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from conftest import REGION, REGION_PATH, REPOSITORY, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.selection import Selection
from gwcat.filing.verify import verify
from packages import built, county, files_of, manifest_of, package

DOCUMENT = "public/流程图/附件5政务公开工作流程图.docx"
FLOW = "步骤:\n  - {编号: 一, 类型: 起止, 文字: 开始}\n  - {编号: 二, 类型: 起止, 文字: 归档}\n连线: [{从: 一, 到: 二}]\n"
TITLES = ("主动公开", "依申请公开", "政策解读", "舆情回应", "目录动态调整")


@pytest.fixture(scope="module")
def junan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of the repository's own 莒南."""
    return package(county(tmp_path_factory.mktemp("莒南")), formats=("docx", "html"))


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_junan_has_its_attachment_5(junan: Path) -> None:
    assert set(files_of(junan / "public" / "流程图")) == {Path(DOCUMENT).name, *(f"{title}工作流程图.svg" for title in TITLES)}
    text = words_of(junan / DOCUMENT)
    places = [text.index(f"<w:t>{title}工作流程图") for title in TITLES]
    assert places == sorted(places)
    assert text.index("<w:t>附件5</w:t>") < places[0]
    assert "各试点单位" in text


def test_junan_of_2018_has_the_limits_of_its_day(junan: Path) -> None:
    text = words_of(junan / DOCUMENT)
    assert "（15个工作日内）" in text
    assert "20个工作日" not in text
    assert "711号" not in text


def test_charts_are_in_the_manifest_with_their_sources(junan: Path) -> None:
    entries = {entry["path"]: entry for entry in manifest_of(junan)["files"] if entry["kind"] == "流程图"}
    assert len(entries) == 6
    own = "catalogs/莒南/流程/政策解读.yaml"
    assert own in entries[DOCUMENT]["sources"]
    assert entries["public/流程图/政策解读工作流程图.svg"]["sources"] == ["catalogs/莒南/region.yaml", own]
    assert own in [source["path"] for source in manifest_of(junan)["sources"]]
    assert verify(junan)[1] == []


def test_the_same_bytes_in_another_place(junan: Path, tmp_path: Path) -> None:
    other = package(county(tmp_path), formats=("docx", "html"))
    assert files_of(other / "public" / "流程图") == files_of(junan / "public" / "流程图")


@pytest.mark.parametrize(("region", "count"), [("泊里", 5), ("淄博", 3)])
def test_charts_of_other_regions(region: str, count: int, tmp_path: Path) -> None:
    folder = package(REPOSITORY, region, out=tmp_path, formats=("docx", "html")) / "public" / "流程图"
    assert len(list(folder.glob("*.svg"))) == count
    text = words_of(folder / "政务公开工作流程图.docx")
    assert "20个工作日" in text
    assert ("信息公开工作机构" in text) == (region == "淄博")


@pytest.mark.parametrize(("formats", "suffixes"), [(("docx",), {".docx"}), (("html",), {".svg"}), (("xlsx", "csv"), set())])
def test_only_the_formats_asked_for(formats: tuple[str, ...], suffixes: set[str], workspace: Path) -> None:
    write_files(workspace, {REGION_PATH: f"{REGION}流程: 目录动态调整\n"})
    folder = package(workspace, formats=formats) / "public" / "流程图"
    assert {path.suffix for path in folder.glob("*")} == suffixes


def test_none_without_flows_and_none_in_a_part(workspace: Path) -> None:
    assert not (package(workspace, formats=("docx",)) / "public" / "流程图").exists()
    write_files(workspace, {REGION_PATH: f"{REGION}流程: [目录动态调整]\n"})
    part = package(workspace, formats=("docx",), selection=Selection(domains=("社会救助",)))
    assert not (part / "public" / "流程图").exists()


def test_a_flow_with_errors_stops_the_build(workspace: Path) -> None:
    flow = "步骤:\n  - {编号: 一, 类型: 起止, 文字: 开始}\n  - {编号: 二, 类型: 办理, 文字: 办理}\n连线: [{从: 一, 到: 二}]\n"
    write_files(workspace, {REGION_PATH: f"{REGION}流程: [样例]\n", "catalogs/莒南/流程/样例.yaml": flow})
    result = built(workspace)
    assert result.package is None
    assert {finding.rule.code for finding in result.findings} == {"GW757", "GW759"}
    draft = built(workspace, draft=True)
    assert draft.package is not None
    assert (draft.package / "public" / "流程图" / "样例.svg").is_file()


def test_personal_data_in_a_flow_stops_the_build(workspace: Path) -> None:
    phone = "1" + "3900001234"  # a made-up number
    flow = FLOW.replace("开始", f"电话{phone}")
    write_files(workspace, {REGION_PATH: f"{REGION}流程: [样例]\n", "catalogs/莒南/流程/样例.yaml": flow})
    with pytest.raises(GwcatError, match="手机号"):
        built(workspace)


def test_names_from_files_do_not_lead_out(workspace: Path) -> None:
    flow = f"标题: ../../外面\n{FLOW}"
    region = f"{REGION}流程: {{编号: ../../附件5, 流程图: [样例, 样例]}}\n"
    write_files(workspace, {REGION_PATH: region, "catalogs/莒南/流程/样例.yaml": flow})
    folder = package(workspace, formats=("docx", "html"))
    assert {path.parent.name for path in folder.rglob("*外面*")} == {"流程图"}
    assert len(list((folder / "public" / "流程图").iterdir())) == 3
