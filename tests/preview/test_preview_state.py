"""What the live preview shows after each change."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, REPOSITORY, write_files
from gwcat.source.kept import KeptShelf
from gwcat.tasks.preview import LivePreview
from pages import page_of

SECOND = "catalogs/莒南/社会救助/大店镇.yaml"


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files so that their time of change is later than before, however coarse the clock is."""
    for name in files:
        before = (root / name).stat().st_mtime_ns if (root / name).exists() else 0
        write_files(root, {name: files[name]})
        os.utime(root / name, ns=(before + 10**9, before + 10**9)) if before else None


def page(live: LivePreview, path: str = CATALOGUE_PATH) -> dict[str, Any]:
    found = live.page(path)
    assert found is not None
    return found


def test_the_form_beside_its_findings(workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE.replace("政府网站", "政府网战")})
    live = LivePreview(workspace, "莒南")
    shown = page(live)
    (finding,) = [one for one in shown["findings"] if one["code"] == "GW204"]
    assert finding["severity"] == "error"
    assert finding["cells"], "the cell is known"
    cells = {cell.get("id"): cell for cell in page_of(shown["html"]).iter("td")}
    assert "公开查阅点" in "".join(cells[finding["cells"][0]].itertext())
    assert cells[finding["cells"][0]].get("data-worst") == "error"
    (entry,) = live.state()["catalogues"]
    assert (entry["domain"], entry["unit"], entry["error"]) == ("社会救助", "县民政局", 1)


def test_only_what_changed_is_read_anew(workspace: Path) -> None:
    write_files(workspace, {SECOND: CATALOGUE.replace("单位: 县民政局", "单位: 大店镇").replace("-001", "-002")})
    live = LivePreview(workspace, "莒南")
    assert live.read_anew == 3
    live.refresh()
    assert live.read_anew == 0
    write(workspace, {CATALOGUE_PATH: CATALOGUE.replace("审核结果", "审批结果")})
    live.refresh()
    assert live.read_anew == 1
    assert "审批结果" in page(live)["html"]
    assert live.version == 3


def test_a_change_of_the_same_size_is_seen(workspace: Path) -> None:
    kept = KeptShelf(workspace)
    assert kept.file(CATALOGUE_PATH).tree["单位"] == "县民政局"
    write(workspace, {CATALOGUE_PATH: CATALOGUE.replace("单位: 县民政局", "单位: 县财政局")})
    assert kept.file(CATALOGUE_PATH).tree["单位"] == "县财政局"
    (workspace / CATALOGUE_PATH).unlink()
    assert not kept.file(CATALOGUE_PATH).readable


@pytest.mark.parametrize("broken", ["领域: [社会救助\n", "", "\t", b"\xff\xfe\x00", "a: 1\na: 2\n"], ids=repr)
def test_a_broken_file_keeps_the_last_good_form(workspace: Path, broken: str | bytes) -> None:
    live = LivePreview(workspace, "莒南")
    good = page(live)
    write(workspace, {CATALOGUE_PATH: broken})
    live.refresh()
    shown = page(live)
    assert [one["severity"] for one in shown["findings"]].count("error") >= 1
    assert page_of(shown["html"]).xpath("string(.)") == page_of(good["html"]).xpath("string(.)") or not shown["stale"]
    assert live.state()["catalogues"][0]["path"] == CATALOGUE_PATH, "it stays in the list"
    write(workspace, {CATALOGUE_PATH: CATALOGUE})
    live.refresh()
    assert not page(live)["stale"]
    assert page(live)["findings"] == []


def test_the_broken_file_stays_where_it_was(workspace: Path) -> None:
    write_files(workspace, {SECOND: CATALOGUE.replace("单位: 县民政局", "单位: 大店镇").replace("-001", "-002")})
    live = LivePreview(workspace, "莒南")
    order = [one["path"] for one in live.state()["catalogues"]]
    write(workspace, {CATALOGUE_PATH: "{"})
    live.refresh()
    assert [one["path"] for one in live.state()["catalogues"]] == order


def test_files_that_come_and_go(workspace: Path) -> None:
    live = LivePreview(workspace, "莒南")
    assert live.page(SECOND) is None
    write_files(workspace, {SECOND: CATALOGUE.replace("单位: 县民政局", "单位: 大店镇")})
    live.refresh()
    assert page(live, SECOND)["html"]
    (workspace / SECOND).unlink()
    live.refresh()
    assert live.page(SECOND) is None
    assert live.page("../../etc/passwd") is None


def test_what_is_wrong_elsewhere_is_told(workspace: Path) -> None:
    live = LivePreview(workspace, "莒南")
    write(workspace, {REGION_PATH: REGION + "不认识的键: 1\n"})
    live.refresh()
    assert [one["path"] for one in live.state()["others"]] == [REGION_PATH]


def test_a_form_that_does_not_exist_is_no_end(workspace: Path) -> None:
    live = LivePreview(workspace, "莒南")
    good = page(live)["html"]
    write(workspace, {CATALOGUE_PATH: f"样表: 没有的样表\n{CATALOGUE}"})
    live.refresh()
    shown = page(live)
    assert shown["stale"]
    assert "没有的样表" in shown["fault"]
    assert shown["html"] == good


def test_faulty_settings_are_no_end(workspace: Path) -> None:
    write_files(workspace, {"gwcat.yaml": "基线: 没有这个文件.json\n"})
    live = LivePreview(workspace, "莒南")
    assert live.state()["fault"]
    (workspace / "gwcat.yaml").unlink()
    live.refresh()
    assert not live.state()["fault"]
    assert page(live)["html"]


def test_an_element_of_its_own_row_marks_that_row_alone(workspace: Path) -> None:
    region = REGION.replace("样表: 国家2019", "样表: 山东2017")
    item = CATALOGUE.replace("      - 审核结果及相关信息\n", "      - 审核结果\n      - 电话13912345678\n")
    write_files(workspace, {REGION_PATH: region, CATALOGUE_PATH: item})
    shown = page(LivePreview(workspace, "莒南"))
    (finding,) = [one for one in shown["findings"] if one["code"] == "GW501"]
    cells = {cell.get("id"): "".join(cell.itertext()) for cell in page_of(shown["html"]).iter("td")}
    assert [cells[identity] for identity in finding["cells"]] == ["电话13912345678"]


def test_what_is_told_once_of_many_adopted_items_marks_the_cells_of_each() -> None:
    shown = page(LivePreview(REPOSITORY, "宜丰"), "catalogs/宜丰/社会救助/县民政局.yaml")
    (finding,) = [one for one in shown["findings"] if "4 个事项：“公开主体”" in one["message"]]
    cells = {cell.get("id"): "".join(cell.itertext()) for cell in page_of(shown["html"]).iter("td")}
    assert len(finding["cells"]) == 4
    assert {identity.split("-")[2] for identity in finding["cells"]} == {"6"}, "one column"
    assert {cells[identity] for identity in finding["cells"]} == {""}


def test_hostile_text_is_only_text(workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE.replace("审核结果及相关信息", '"<script>alert(1)</script>"')})
    html = page(LivePreview(workspace, "莒南"))["html"]
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", ["莒南", "宜丰", "张店", "河南"])
def test_every_catalogue_of_a_real_region(name: str) -> None:
    live = LivePreview(REPOSITORY, name)
    for one in live.state()["catalogues"]:
        shown = page(live, one["path"])
        assert shown["html"]
        cells = {cell.get("id") for cell in page_of(shown["html"]).iter("td")}
        assert {identity for finding in shown["findings"] for identity in finding["cells"]} <= cells
