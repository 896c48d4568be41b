"""The site as files: what is in it, what never is, how it takes the place of the last one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, REPOSITORY, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.swap import clear_leftovers
from gwcat.site.extras import Altered, Change, Chart, Extras
from gwcat.tasks.build import build_region
from gwcat.tasks.options import BuildOptions
from gwcat.tasks.site import SiteOptions, build_site
from pages import page_of

PHONE = "13912345678"
UNPRINTED = """\
    备注: 内部备注不印
    责任科室: 内部科室
    网站栏目: 内部栏目
"""
INTERNAL = f"""\
    来源: [{{标题: 来源标题 {PHONE}, 网址: "https://example.invalid/{PHONE}"}}]
    核实: 否
    核实说明: 内部说明
    保密审查: {{审查人: 王某某 {PHONE}, 日期: "2018-01-30", 结果: 同意}}
    状态: 内部状态
"""
CONTACTS = f"""\
附件:
  - 样式: 联络表
    编号: 附件2
    标题: 联络表
    内容:
      - {{单位: 县民政局, 姓名: 王某某, 手机: "{PHONE}"}}
"""


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def site(root: Path, **more: object) -> dict[str, bytes]:
    result = build_site(SiteOptions(root, "莒南", root / "site", **more))  # type: ignore[arg-type]
    assert result.written, result.findings
    return files(root / "site")


def test_a_small_site(workspace: Path) -> None:
    found = site(workspace)
    marker = json.loads(found["site.json"])
    assert marker["region"] == "莒南县"
    assert marker["items"] == 1
    assert set(marker["files"]) == set(found) - {"site.json"}
    page = next(data.decode() for path, data in found.items() if path.startswith("item/"))
    for text in ("审核信息", "审核结果及相关信息", "国发〔2012〕45号", "公示7个工作日", "国家企业信用信息公示系统", "全社会"):
        assert text in page
    assert all(path.isascii() for path in found), "addresses survive every server and archive"


def test_downloads_are_the_published_tables(workspace: Path) -> None:
    found = site(workspace)
    built = build_region("莒南", BuildOptions(workspace, workspace / "dist"))
    assert built.package is not None
    published = sorted(path.read_bytes() for path in (built.package / "public").rglob("*") if path.suffix in (".xlsx", ".docx"))
    assert sorted(data for path, data in found.items() if path.startswith("file/")) == published


def test_without_downloads(workspace: Path) -> None:
    found = site(workspace, formats=())
    assert not [path for path in found if path.startswith("file/")]
    assert "这次没有附表格" in found["downloads.html"].decode()


def test_nothing_internal_is_anywhere(workspace: Path) -> None:
    catalogue = CATALOGUE + UNPRINTED.replace("备注: 内部备注不印\n    ", "") + INTERNAL
    region = REGION.replace("样表: 国家2019\n", "样表: 国家2019-无层级\n")
    secret = "# 注释 " + PHONE + "\n"
    write_files(workspace, {CATALOGUE_PATH: secret + catalogue, REGION_PATH: secret + region + CONTACTS})
    found = site(workspace, draft=True)
    assert found
    for word in (PHONE, "王某某", "来源标题", "内部", "example.invalid", "2018-01-30"):
        inside = [path for path, data in found.items() if word.encode() in data]
        assert inside == [], word
    assert "县级".encode() in found["levels.html"], "an element is public even where the form has no column for it"


def test_what_a_form_prints_is_public(workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE + UNPRINTED})
    plain = b"".join(site(workspace).values())
    assert "内部备注不印".encode() not in plain, "the form of 2019 has no such column"
    write_files(workspace, {REGION_PATH: REGION.replace("样表: 国家2019\n", "样表: 国家2019\n兼用样表: [莒南十五列]\n")})
    both = b"".join(site(workspace, draft=True).values())
    assert "内部备注不印".encode() in both


def test_personal_data_stops_the_site(workspace: Path) -> None:
    site(workspace)
    before = files(workspace / "site")
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE.replace("审核结果及相关信息", f"审核结果，电话 {PHONE}")})
    assert not build_site(SiteOptions(workspace, "莒南", workspace / "site")).written
    with pytest.raises(GwcatError, match="手机号"):
        build_site(SiteOptions(workspace, "莒南", workspace / "site", draft=True))
    assert files(workspace / "site") == before


@pytest.mark.parametrize(
    "extras",
    [
        Extras(charts=(Chart("主动公开", f"<svg><text>{PHONE}</text></svg>"),)),
        Extras(charts=(Chart("主动公开", "<svg/>", (f"联系 {PHONE}",)),)),
        Extras(changes=(Change("变更", "社会救助", "县民政局", "社会救助-001", "审核", (Altered("公开内容", "", PHONE),)),)),
    ],
)
def test_personal_data_in_what_is_given_stops_it_too(workspace: Path, extras: Extras) -> None:
    with pytest.raises(GwcatError, match="手机号"):
        site(workspace, extras=extras)


def test_the_numbers_of_a_drawing_are_no_telephone(workspace: Path) -> None:
    site(workspace, extras=Extras(charts=(Chart("主动公开", f'<svg><path d="M{PHONE} 0"/><text>形成</text></svg>'),)))


def test_charts_and_changes_are_shown_when_given(workspace: Path) -> None:
    plain = site(workspace)
    assert "flows.html" not in plain
    assert "changes.html" not in plain
    altered = Altered("公开时限", "20个工作日内", "10个工作日内\n<b>")
    changes = (
        Change("变更", "社会救助", "县民政局", "社会救助-001", "审核信息", (altered, Altered("来源", "", f"内部 {PHONE}"))),
        Change("变更", "社会救助", "县民政局", "社会救助-001", "审核信息", (Altered("核实说明", "内部", ""),)),
        Change("调序", "社会救助", "县民政局", "社会救助-001", "审核信息"),
        Change("取消", "社会救助", "县民政局", "社会救助-009", "旧的 & 事项"),
    )
    chart = Chart("主动公开流程", '<svg viewBox="0 0 9 9" role="img"><title>主动公开流程</title></svg>', ("形成", "审核"))
    found = site(workspace, extras=Extras((chart,), changes, "2017.1"))
    changed = found["changes.html"].decode()
    assert "与 2017.1 版相比，新增" not in changed
    assert "变更 1 项，取消 1 项，调序 1 项" in changed, "unusual kinds are told too"
    assert "内部" not in changed, "what the public never saw is no change for it"
    page = page_of(changed)
    assert [node.text for node in page.iter("ins")] == ["10个工作日内\n<b>"]
    links = [node.get("href") for node in page.find(".//main").iter("a")]
    assert [link.partition("#")[2] for link in links] == ["社会救助-001"] * 2, "what is gone has no address"
    assert '<svg viewBox="0 0 9 9"' in found["flows.html"].decode()
    assert "变更 1 项" in found["index.html"].decode()
    assert not [path for path, data in found.items() if PHONE.encode() in data]
    assert "没有变化" in site(workspace, extras=Extras(changes=()))["changes.html"].decode()


def test_the_same_bytes_wherever_and_whenever(workspace: Path, gwcat: Run, tmp_path: Path) -> None:
    env = {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"}
    assert gwcat("site", "--out", tmp_path / "a", cwd=workspace).returncode == 0
    assert gwcat("site", "--out", tmp_path / "b", cwd=workspace, env=env).returncode == 0
    assert gwcat("site", "--out", tmp_path / "b", cwd=workspace).returncode == 0, "over the last one"
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_what_is_no_site_is_left_alone(workspace: Path, gwcat: Run) -> None:
    write_files(workspace / "site", {"照片.txt": "重要"})
    done = gwcat("site", cwd=workspace)
    assert done.returncode == 3
    assert "没有覆盖" in done.stderr
    assert files(workspace / "site") == {"照片.txt": "重要".encode()}
    write_files(workspace / "site", {"site.json": '{"generator": "gwcat 0", "region": "别的县"}'})
    done = gwcat("site", cwd=workspace)
    assert "“别的县”的网站" in done.stderr
    assert gwcat("site", "--out", "catalogs", cwd=workspace).returncode == 3
    (workspace / "空").mkdir()
    assert gwcat("site", "--out", "空", cwd=workspace).returncode == 0


def test_errors_stop_it_unless_it_is_a_draft(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE.replace("政府网站", "政府网战")})
    done = gwcat("site", cwd=workspace)
    assert done.returncode == 1
    assert "政府网战" in done.stdout
    assert "没有生成网站" in done.stderr
    assert not (workspace / "site").exists()
    assert gwcat("site", "--draft", cwd=workspace).returncode == 0
    pages = list((workspace / "site").rglob("*.html"))
    assert all("<strong>草稿</strong>" in path.read_text("utf-8") for path in pages)


def test_an_item_that_the_public_tables_do_not_list_is_not_there(workspace: Path) -> None:
    region = REGION.replace("样表: 国家2019\n", "样表: 不予公开负面清单\n")
    withheld = (
        CATALOGUE
        + CATALOGUE.partition("事项:\n")[2].replace("-001", "-002")
        + ("    不予公开: {理由: 涉及隐私, 依据: 《政府信息公开条例》第十五条}\n")
    )
    write_files(workspace, {REGION_PATH: region, CATALOGUE_PATH: withheld})
    found = site(workspace, draft=True)
    assert json.loads(found["site.json"])["items"] == 1
    page = next(data.decode() for path, data in found.items() if path.startswith("item/"))
    assert "社会救助-002" in page
    assert "社会救助-001" not in page
    assert "涉及隐私" in page


@pytest.mark.parametrize("name", ["社/会<救>助", "..", "a&b\"c'"])
def test_awkward_names_are_only_text(workspace: Path, name: str) -> None:
    quoted = json.dumps(name, ensure_ascii=False)
    text = CATALOGUE.replace("二级事项: 审核信息", f"二级事项: {quoted}").replace("[县民政局, 各", f"[县民政局, {quoted}, 各")
    write_files(
        workspace, {CATALOGUE_PATH: text.replace("社会救助-001", json.dumps(f"社会 救助\"'<-{name}", ensure_ascii=False))}
    )
    found = site(workspace, draft=True)
    page = page_of(next(data.decode() for path, data in found.items() if path.startswith("item/")))
    (article,) = page.iter("article")
    assert " " not in article.get("id")
    assert name in "".join(article.itertext())
    folders = {path.rpartition("/")[0] for path in found}
    assert folders == {"", "assets", "channel", "data", "domain", "duty", "file", "item", "level", "unit"}


def test_the_same_number_twice_has_two_addresses(workspace: Path) -> None:
    item = CATALOGUE.partition("事项:\n")[2]
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE + item + item.replace("  - 编号: 社会救助-001\n    一", "  - 一")})
    found = site(workspace, draft=True)
    page = page_of(next(data.decode() for path, data in found.items() if path.startswith("item/")))
    assert [node.get("id") for node in page.iter("article")] == ["社会救助-001", "社会救助-001-2", "无编号"]


def test_every_real_region_has_a_site(tmp_path: Path) -> None:
    for name in ("莒南", "泊里", "张店"):
        result = build_site(SiteOptions(REPOSITORY, name, tmp_path / name, formats=()))
        assert result.written, name
        assert result.items > 0
        clear_leftovers(tmp_path / name)
