"""`gwcat site --since`: what the public sees changed since a revision, a folder or a package, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, REGION, REGION_PATH, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.site.extras import Altered, Change
from gwcat.site.pages import Pages
from gwcat.tasks.site import SiteOptions, build_site
from histories import Script
from packages import package
from pages import page_of

PHONE = "13912345678"
SECOND = ITEM.replace("-001", "-002").replace("审核信息", "审批信息")


@pytest.fixture
def old(workspace: Path, tmp_path: Path) -> Path:
    """The workspace with two items, as it was."""
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE + SECOND, REGION_PATH: REGION.replace("2018.1", "2017.1")})
    target = tmp_path / "旧版"
    shutil.copytree(workspace, target)
    write_files(workspace, {REGION_PATH: REGION})
    return target


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[Change], str]]:
    """Builds a site and gives the changes that its pages are made from, and the version that they are counted from."""
    seen: list[Pages] = []
    whole = Pages.all
    monkeypatch.setattr(Pages, "all", lambda self: seen.append(self) or whole(self))  # type: ignore[func-returns-value]

    def build(root: Path, since: object, folder: str = "莒南", **more: object) -> tuple[list[Change], str]:
        result = build_site(SiteOptions(root, folder, root / "site", formats=(), since=str(since), **more))  # type: ignore[arg-type]
        assert result.written, result.findings
        extras = seen[-1].content.extras
        assert extras.changes is not None
        return list(extras.changes), extras.since

    return build


Told = Callable[..., tuple[list[Change], str]]


def test_every_kind_of_change_of_a_history(tmp_path: Path, told: Told) -> None:
    script = Script(tmp_path / "甲县")
    script.run()
    found, since = told(script.root, "v0", "甲", draft=True)
    assert since == "", "the same 版本 tells nothing"
    kinds = {kind: [change for change in found if change.kind == kind] for kind in dict.fromkeys(c.kind for c in found)}
    assert list(kinds) == ["新增", "取消", "变更", "更名", "移动"]
    assert [change.identity for change in kinds["新增"]] == ["社会救助-004"]
    assert [change.identity for change in kinds["取消"]] == ["社会救助-003"]
    (renamed,) = kinds["更名"]
    assert renamed.altered == (Altered("名称", "扶贫资金 / 资金名称", "扶贫资金 / 资金名称和用途"),)
    moved = next(change for change in kinds["移动"] if change.identity == "甲-003")
    assert moved.altered == (Altered("领域", "扶贫救灾", "救灾"), Altered("单位", "县扶贫办", "县应急局"))
    lists = next(change for change in kinds["变更"] if change.identity == "甲-001")
    altered = {one.element: (one.before, one.after) for one in lists.altered}
    assert altered["公开依据"] == ("", "《中华人民共和国慈善法》"), "of a list only what is not as it was"
    assert altered["公开渠道"] == ("公开查阅点", "政府公报")
    adjusted = next(change for change in kinds["变更"] if change.identity == "社会救助-002")
    assert adjusted.altered == (Altered("公开时限", "自信息形成之日起10个工作日内", "即时公开"),)


def test_another_writing_is_no_change(tmp_path: Path, told: Told) -> None:
    script = Script(tmp_path / "甲县")
    script.run()
    script.git("checkout", "-q", "format")
    assert told(script.root, "lists", "甲", draft=True) == ([], "")


def test_what_is_not_published_is_no_change(workspace: Path, old: Path, told: Told) -> None:
    secret = f"    备注: 内部备注\n    责任科室: 内部科室\n    来源: [{{标题: 内部来源 {PHONE}}}]\n"
    secret += "    核实: 否\n    核实说明: 内部说明\n"
    write_files(workspace, {CATALOGUE_PATH: f"# 注释 {PHONE}\n{CATALOGUE}{secret}{SECOND}"})
    assert told(workspace, old, draft=True) == ([], "2017.1")
    assert not [path for path in (workspace / "site").rglob("*") if path.is_file() and "内部".encode() in path.read_bytes()]


def test_an_element_is_told_only_where_its_own_form_prints_it(workspace: Path, old: Path, told: Told) -> None:
    other = CATALOGUE.replace("社会救助", "养老服务").replace("事项:\n", "样表: 莒南十五列\n事项:\n")
    for root, note in ((old, "以前"), (workspace, "现在")):
        write_files(root, {"catalogs/莒南/养老服务/县民政局.yaml": other + f"    备注: 印出{note}\n"})
        write_files(root, {CATALOGUE_PATH: CATALOGUE + f"    备注: 内部{note}\n" + SECOND})
    found, _ = told(workspace, old, draft=True)
    assert [(change.identity, change.altered) for change in found] == [
        ("养老服务-001", (Altered("备注", "印出以前", "印出现在"),))
    ]


def test_an_item_withheld_since_is_gone_for_the_public(workspace: Path, old: Path, told: Told) -> None:
    listed = "    不予公开: {理由: 涉及隐私, 依据: 《政府信息公开条例》第十五条}\n"
    for root, text in ((old, CATALOGUE + listed + SECOND + listed), (workspace, CATALOGUE + listed + SECOND)):
        region = (root / REGION_PATH).read_text("utf-8").replace("国家2019", "不予公开负面清单")
        write_files(root, {REGION_PATH: region, CATALOGUE_PATH: text})
    found, _ = told(workspace, old, draft=True)
    assert [(change.kind, change.identity) for change in found] == [("取消", "社会救助-002")]


@pytest.mark.parametrize("formats", [("xlsx",), ("docx",)])
def test_since_a_package(workspace: Path, old: Path, told: Told, tmp_path: Path, formats: tuple[str, ...]) -> None:
    delivered = package(old, out=tmp_path / "dist", formats=formats)
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE.replace("10个工作日", "5个工作日")})
    found, since = told(workspace, delivered)
    assert since == "2017.1"
    assert [(change.kind, change.name) for change in found] == [
        ("取消", "最低生活保障 / 审批信息"),
        ("变更", "最低生活保障 / 审核信息"),
    ]
    assert [one.element for one in found[1].altered] == ["公开时限"]
    page = page_of((workspace / "site" / "changes.html").read_text("utf-8"))
    assert "与 2017.1 版相比，变更 1 项，取消 1 项。" in page.find(".//main/p").text
    links = [link.get("href") for link in page.find(".//main").iter("a")]
    assert [link.partition("#")[2] for link in links] == ["社会救助-001"], "found by its name: the tables have no 编号"


def test_an_unchanged_package_has_no_changes(workspace: Path, told: Told, tmp_path: Path) -> None:
    assert told(workspace, package(workspace, out=tmp_path / "dist")) == ([], "")


def test_no_path_of_this_machine_reaches_the_site(workspace: Path, old: Path, told: Told) -> None:
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE})
    told(workspace, old / "catalogs" / "莒南")
    name = old.name.encode()
    assert not [path for path in (workspace / "site").rglob("*") if path.is_file() and name in path.read_bytes()]


def test_personal_data_of_the_earlier_version_stops_the_site(workspace: Path, old: Path, told: Told) -> None:
    write_files(old, {CATALOGUE_PATH: CATALOGUE.replace("审核结果", f"审核结果 {PHONE}") + SECOND})
    with pytest.raises(GwcatError, match="手机号") as caught:
        told(workspace, old)
    assert "--since" in caught.value.hint
    assert not (workspace / "site").exists()


def broken(old: Path) -> Path:
    write_files(old, {CATALOGUE_PATH: "领域: [\n"})
    return old


def of_another_region(old: Path) -> Path:
    write_files(old, {REGION_PATH: REGION.replace("莒南", "莒北")})
    return package(old, out=old / "dist", formats=("xlsx",))


def empty(old: Path) -> Path:
    shutil.rmtree(old / "catalogs" / "莒南")
    return old


def in_part(old: Path) -> Path:
    other = CATALOGUE.replace("社会救助", "养老服务")
    write_files(old, {"catalogs/莒南/养老服务/县民政局.yaml": other})
    from gwcat.filing.selection import Selection

    return package(old, out=old / "dist", formats=("xlsx",), selection=Selection(domains=("社会救助",)))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (broken, "县民政局.yaml 读不出来"),
        (of_another_region, "是“莒北县”的材料"),
        (empty, "没有“莒南县”的目录"),
        (in_part, "只有部分领域或单位"),
        (lambda old: old / CATALOGUE_PATH, "只是一个文件"),
        (lambda old: package(old, out=old / "dist", formats=("html",)), "没有 XLSX 或 DOCX 的目录"),
    ],
)
def test_what_is_no_whole_version_is_refused(workspace: Path, old: Path, make: Callable[[Path], Path], words: str) -> None:
    since = str(make(old))
    with pytest.raises(GwcatError, match=words) as caught:
        build_site(SiteOptions(workspace, "莒南", workspace / "site", formats=(), since=since))
    assert caught.value.hint
    assert not (workspace / "site").exists()


def test_the_command(tmp_path: Path, gwcat: Run) -> None:
    script = Script(tmp_path / "甲县")
    script.edit("catalogs/国家/社会救助.yaml", ("10个工作日内", "20个工作日内"))
    done = gwcat("site", "--county", "甲", "--since", "v0", "--draft", "--no-downloads", cwd=script.root)
    assert done.returncode == 0, done.stderr
    assert "和旧版相比：变更 1 项。" in done.stderr
    plain = gwcat("site", "--county", "甲", "--draft", "--no-downloads", "--out", "另一处", cwd=script.root)
    assert "和旧版相比" not in plain.stderr
    assert not (script.root / "另一处" / "changes.html").exists()


def test_a_bad_revision_is_told_as_diff_tells_it(tmp_path: Path, gwcat: Run) -> None:
    script = Script(tmp_path / "甲县")
    for name in ("没有的版本", "v0..v0"):
        done = gwcat("site", "--county", "甲", "--since", name, cwd=script.root)
        assert done.returncode == 2
        assert f"“{name}”既不是文件或文件夹，也不是 git 版本" in done.stderr
    assert "要写旧版" in gwcat("site", "--county", "甲", "--since", " ", cwd=script.root).stderr
    other = gwcat("diff", "没有的版本", cwd=script.root)
    done = gwcat("site", "--county", "甲", "--since", "没有的版本", cwd=script.root)
    assert (done.returncode, done.stderr) == (other.returncode, other.stderr)
