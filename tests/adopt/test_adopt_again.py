"""A change above reaches the package below on the next build, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from regions_above import NATIONAL_PATH, PROVINCE_PATH, Files, county, item, national, province

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, Run, write_files
from gwcat.filing.verify import verify
from gwcat.tasks.many import build_regions
from gwcat.tasks.options import BuildOptions, BuildResult
from office import sheet_grid
from packages import manifest_of

FILES: Files = {
    NATIONAL_PATH: national(item("001"), item("002")),
    "catalogs/国家/养老服务.yaml": national(item("901"), domain="养老服务"),
    **province("采用: 国家\n"),
    **county("采用: 山东\n"),
    "catalogs/临沭/region.yaml": REGION.replace("莒南", "临沭"),
    "catalogs/临沭/社会救助/县民政局.yaml": CATALOGUE,
}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """国家, 山东 and 莒南 one above the other, and 临沭, which adopts nothing."""
    return write_files(tmp_path, FILES)


def built_anew(root: Path, gwcat: Run, name: str = "莒南", *options: str) -> bool:
    done = gwcat("build", "--county", name, *options, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return "与上次相同" not in done.stdout


def cells(root: Path, *, version: str = "2018.1") -> str:
    grid = sheet_grid(root / "dist" / "莒南" / version / "public/分领域/社会救助.xlsx")
    return "\n".join("|".join(row) for row in grid.texts)


CHANGES: dict[str, Files] = {
    "an item two levels up": {NATIONAL_PATH: national(item("001"), item("002", 公开时限="即时"))},
    "a new item two levels up": {NATIONAL_PATH: national(item("001"), item("002"), item("003"))},
    "an item that is gone two levels up": {NATIONAL_PATH: national(item("001"))},
    "a comment two levels up": {NATIONAL_PATH: "# 注\n" + national(item("001"), item("002"))},
    "an item one level up": province("采用: 国家\n事项:\n" + item("700")),
    "a mapping one level up": {
        "catalogs/山东/region.yaml": str(FILES["catalogs/山东/region.yaml"]) + "主体对应: {县民政局: 县财政局}\n"
    },
    "another file of the domain above": {
        "catalogs/山东/社会救助/省财政厅.yaml": "领域: 社会救助\n单位: 省财政厅\n事项:\n" + item("750")
    },
    "the filter": county("采用: {区域: 山东, 事项: [社会救助-001]}\n"),
    "the record": {"catalogs/莒南/采用记录.yaml": "# 空\n甲: {}\n"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_above_is_built_anew_once(change: Files, whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat)
    assert not built_anew(whole, gwcat)
    write_files(whole, change)
    assert built_anew(whole, gwcat)
    assert not built_anew(whole, gwcat)


def test_the_new_text_is_in_the_package(whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat)
    assert "即时" not in cells(whole)
    write_files(whole, CHANGES["an item two levels up"])
    assert built_anew(whole, gwcat)
    assert "即时" in cells(whole)
    assert verify(whole / "dist/莒南/2018.1")[1] == []


def test_a_region_that_adopts_nothing_is_left_alone(whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat, "临沭")
    for change in list(CHANGES.values())[:7]:
        write_files(whole, change)
        assert not built_anew(whole, gwcat, "临沭")


def test_a_region_above_is_left_alone_by_changes_below(whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat, "山东")
    write_files(whole, CHANGES["the filter"])
    assert not built_anew(whole, gwcat, "山东")


def test_a_region_that_begins_to_adopt(whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat, "临沭")
    write_files(whole, {"catalogs/临沭/社会救助/县民政局.yaml": "领域: 社会救助\n单位: 县民政局\n采用: 国家\n"})
    assert built_anew(whole, gwcat, "临沭")
    assert not built_anew(whole, gwcat, "临沭")
    write_files(whole, CHANGES["an item two levels up"])
    assert built_anew(whole, gwcat, "临沭")


def test_a_region_that_adopts_no_longer(whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat)
    write_files(whole, {CATALOGUE_PATH: CATALOGUE})
    assert built_anew(whole, gwcat)
    assert not built_anew(whole, gwcat)
    write_files(whole, CHANGES["an item two levels up"])
    assert not built_anew(whole, gwcat)


def test_the_level_between_begins_to_adopt(whole: Path, gwcat: Run) -> None:
    """The county's own files are as they were; what it depends on has grown."""
    write_files(whole, province("事项:\n" + item("700")))
    assert built_anew(whole, gwcat)
    write_files(whole, province("采用: 国家\n事项:\n" + item("700")))
    assert built_anew(whole, gwcat)
    write_files(whole, CHANGES["an item two levels up"])
    assert built_anew(whole, gwcat)
    assert "即时" in cells(whole)


def test_a_file_above_that_went_away(whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat)
    (whole / PROVINCE_PATH).unlink()
    done = gwcat("build", "--county", "莒南", cwd=whole)
    assert done.returncode == 1
    assert "GW602" in done.stdout


MENDED: dict[str, tuple[Files, Files]] = {
    "a domain": (
        county("采用: {区域: 国家, 领域: 村务公开}\n"),
        {"catalogs/国家/村务公开.yaml": national(item("002"), domain="村务公开")},
    ),
    "a region": (county("采用: 河南\n"), {
        path.replace("山东", "河南"): text.replace("山东", "河南") for path, text in province("事项:\n" + item("002")).items()
    }),
    "a domain further up": (
        province("采用: {区域: 国家, 领域: 村务公开}\n事项:\n" + item("700")),
        {"catalogs/国家/村务公开.yaml": national(item("002"), domain="村务公开")},
    ),
    "a circle": (
        {**province("采用: 临沭\n"), "catalogs/临沭/社会救助/县民政局.yaml": "领域: 社会救助\n单位: 县民政局\n采用: 莒南\n"},
        {"catalogs/临沭/社会救助/县民政局.yaml": "领域: 社会救助\n单位: 县民政局\n事项:\n" + item("002")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("broken", "mended"), MENDED.values(), ids=MENDED)
def test_a_draft_of_a_broken_adoption_is_built_anew_when_it_is_mended_above(
    broken: Files, mended: Files, whole: Path, gwcat: Run
) -> None:
    """What was missing is no file of a region that was adopted from, but it is what the draft depends on."""
    write_files(whole, {**broken, REGION_PATH: REGION})
    catalogue = whole / CATALOGUE_PATH
    if "事项" not in catalogue.read_text(encoding="utf-8"):
        write_files(whole, {CATALOGUE_PATH: catalogue.read_text(encoding="utf-8") + "事项:\n" + item("800")})
    assert built_anew(whole, gwcat, "莒南", "--draft")
    write_files(whole, mended)
    assert built_anew(whole, gwcat, "莒南", "--draft")
    assert "事项002" in cells(whole, version="2018.1-草稿")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_regions_together(jobs: str, whole: Path, gwcat: Run) -> None:
    assert gwcat("build", "--jobs", jobs, cwd=whole).returncode == 0
    write_files(whole, CHANGES["an item two levels up"])
    done = gwcat("build", "--jobs", jobs, cwd=whole)
    unchanged = {line.partition("县")[0].partition("省")[0] for line in done.stdout.splitlines() if "没有变化" in line}
    assert unchanged == {"临沭"}
    assert "即时" in cells(whole)
    done = gwcat("build", "--jobs", jobs, cwd=whole)
    assert done.stdout.count("没有变化") == 3


def test_two_builds_by_one_process_see_the_change_between_them(whole: Path) -> None:
    """Whatever is kept in memory from one region to the next is no older than the build."""

    def build() -> BuildResult:
        (result,) = build_regions(["莒南"], BuildOptions(whole, whole / "dist"), 1)
        return result

    assert not build().unchanged
    write_files(whole, CHANGES["an item two levels up"])
    assert not build().unchanged
    assert "即时" in cells(whole)
    assert build().unchanged


def test_the_manifest_names_the_sources_of_all_levels(whole: Path, gwcat: Run) -> None:
    assert built_anew(whole, gwcat)
    sources = {entry["path"] for entry in manifest_of(whole / "dist/莒南/2018.1")["sources"]}
    assert sources == {REGION_PATH, CATALOGUE_PATH, "catalogs/山东/region.yaml", PROVINCE_PATH, NATIONAL_PATH}


def test_two_builds_give_the_same_bytes(whole: Path, gwcat: Run) -> None:
    for out in ("甲", "乙"):
        assert gwcat("build", "--county", "莒南", "--out", out, cwd=whole).returncode == 0
    packages = [
        {path.relative_to(whole / out): path.read_bytes() for path in sorted((whole / out / "莒南").rglob("*")) if path.is_file()}
        for out in ("甲", "乙")
    ]
    assert packages[0] == packages[1]
