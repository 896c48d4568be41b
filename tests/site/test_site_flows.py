"""The flow charts of a region on its site: those that it publishes, drawn for its own owners, as pictures and in words."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import REGION, REGION_PATH, REPOSITORY, write_files
from gwcat.base.errors import GwcatError
from gwcat.site.extras import Chart, Extras
from gwcat.tasks.site import SiteOptions, build_site
from pages import page_of
from programs import missing, program

BROWSER = Path(__file__).parent / "browser"
SCRIPT = BROWSER / "flows.mjs"
CHECKS = re.findall(r"^await check\('([^']+)'", SCRIPT.read_text("utf-8"), re.MULTILINE)
FLOWS = REGION + "流程:\n  流程图: [目录动态调整, 主动公开-2007]\n  责任对应: {信息公开工作机构: 县财政局}\n"
OWN = "catalogs/莒南/流程/目录动态调整.yaml"


def flow(text: str) -> str:
    return (
        f"标题: 解读\n步骤:\n  - {{编号: 一, 类型: 起止, 文字: {text}}}\n  - {{编号: 二, 类型: 起止, 文字: 归档}}\n"
        "连线: [{从: 一, 到: 二}]\n"
    )


def flows_page(root: Path, **more: object) -> str:
    out = root / "site"
    result = build_site(SiteOptions(root, "莒南", out, formats=(), **more))  # type: ignore[arg-type]
    assert result.written, result.findings
    page = out / "flows.html"
    return page.read_text("utf-8") if page.exists() else ""


def titles(page: str) -> list[str]:
    return [section.find("h2").text for section in page_of(page).find_class("flow")]


def test_what_the_region_publishes_is_shown_in_its_order(workspace: Path) -> None:
    write_files(workspace, {REGION_PATH: FLOWS})
    page = flows_page(workspace)
    assert titles(page) == ["目录动态调整工作流程图", "主动公开工作流程图"]
    assert "县财政局" in page
    assert "信息公开工作机构" not in page, "owners go by the region's names"
    steps = [line.text for line in page_of(page).xpath("//section[@id='flow-2']//details//li")]
    assert any("保密审查" in step and "→" in step for step in steps)
    assert 'href="flows.html"' in (workspace / "site" / "index.html").read_text("utf-8")


def test_ids_are_there_once_and_every_reference_leads_somewhere(workspace: Path) -> None:
    write_files(workspace, {REGION_PATH: FLOWS})
    page = page_of(flows_page(workspace))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for picture in page.iter("svg"):
        for name in ("aria-labelledby", "aria-describedby"):
            assert picture.get(name) in ids


def test_a_flow_of_the_region_s_own(workspace: Path) -> None:
    write_files(workspace, {REGION_PATH: FLOWS, OWN: flow("<b>起草 & 送审")})
    page = flows_page(workspace, draft=True)
    assert titles(page)[0] == "解读"
    assert "<b>起草" not in page
    assert "&lt;b&gt;起草 &amp; 送审" in page


def test_none_without_any(workspace: Path) -> None:
    assert flows_page(workspace) == ""
    write_files(workspace, {REGION_PATH: FLOWS.replace("[目录动态调整, 主动公开-2007]", "[没有的流程]")})
    assert flows_page(workspace, draft=True) == "", "a flow that is not there is told as a finding"


def test_given_charts_stand_behind(workspace: Path) -> None:
    write_files(workspace, {REGION_PATH: FLOWS})
    page = flows_page(workspace, extras=Extras((Chart("另一张", "<svg></svg>"),)))
    assert titles(page) == ["目录动态调整工作流程图", "主动公开工作流程图", "另一张"]


def test_personal_data_in_a_flow_stops_the_site(workspace: Path) -> None:
    write_files(workspace, {REGION_PATH: FLOWS, OWN: flow("电话 13912345678")})
    with pytest.raises(GwcatError, match="手机号"):
        flows_page(workspace, draft=True)
    assert not (workspace / "site").exists()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of every check of 泊里's charts in the browser: nothing, or what was wrong."""
    node, browser = program("node"), program("chromium", "chromium-browser", "google-chrome")
    if not (BROWSER / "node_modules" / "playwright-core").is_dir():
        missing("playwright-core (npm ci in tests/site/browser)")
    site = tmp_path_factory.mktemp("泊里") / "site"
    assert build_site(SiteOptions(REPOSITORY, "泊里", site, formats=())).written
    command = [node, str(SCRIPT), browser, str(site)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300, cwd=BROWSER)
    assert done.returncode == 0, done.stderr
    return {entry["name"]: entry["error"] for entry in map(json.loads, done.stdout.splitlines())}


@pytest.mark.browser
@pytest.mark.parametrize("name", CHECKS)
def test_in_the_browser(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == ""
