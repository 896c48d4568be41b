"""The site of a real county in a real browser: what a person does with it, on a desk, on a phone, by keyboard, on paper."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import REPOSITORY
from gwcat.site.extras import Altered, Change, Chart, Extras
from gwcat.tasks.site import SiteOptions, build_site
from programs import missing, page_texts, program

pytestmark = pytest.mark.browser

BROWSER = REPOSITORY / "tests" / "site" / "browser"
SCRIPT = BROWSER / "checks.mjs"
NAMES = re.findall(r"^check\('([^']+)'", SCRIPT.read_text("utf-8"), re.MULTILINE)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90" viewBox="0 0 900 90" role="img" aria-label="主动公开">'
    '<text x="20" y="50">形成</text><path d="M80 45h700" stroke="#000"/><text x="800" y="50">归档</text></svg>'
)
EXTRAS = Extras(
    (Chart("主动公开流程", PICTURE, ("形成", "归档")), Chart("依申请公开流程", PICTURE)),
    (
        Change("新增", "社会救助", "县民政局", "社会救助-005", "审核信息"),
        Change("变更", "社会救助", "县民政局", "社会救助-004", "办事指南", (Altered("公开时限", "以前的写法", "现在的写法"),)),
        Change("取消", "社会救助", "县民政局", "社会救助-999", "以前的事项"),
    ),
    "上一版",
)
WIDTHS = [f"a phone of {width} pixels never scrolls sideways" for width in (320, 360)]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("网站")


@pytest.fixture(scope="module")
def outcomes(out: Path) -> dict[str, str]:
    """What became of every check: nothing, or what was wrong."""
    node, browser = program("node"), program("chromium", "chromium-browser", "google-chrome")
    if not (BROWSER / "node_modules" / "playwright-core").is_dir():
        missing("playwright-core (npm ci in tests/site/browser)")
    site = out / "site"
    assert build_site(SiteOptions(REPOSITORY, "宜丰", site, extras=EXTRAS)).written
    command = [node, str(SCRIPT), browser, str(site), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=600, cwd=BROWSER)
    assert done.returncode == 0, done.stderr
    return {entry["name"]: entry["error"] for entry in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", [*NAMES, *WIDTHS])
def test_in_the_browser(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == ""


def test_every_check_was_made(outcomes: dict[str, str]) -> None:
    assert list(outcomes) == list(dict.fromkeys(outcomes))
    assert set(outcomes) == {*NAMES, *WIDTHS}


def test_what_is_printed(outcomes: dict[str, str], out: Path) -> None:
    assert outcomes["pages print"] == ""
    item, duties, search = (re.sub(r"\s", "", "".join(page_texts(out / f"{name}.pdf"))) for name in ("item", "duties", "search"))
    for text in (item, duties, search):
        assert "跳到正文" not in text
        assert "统计" not in text, "no menu on paper"
    assert "公开内容" in item
    assert "县民政局" in duties
    assert "检索：公开" in search, "what was asked stands on the paper"
