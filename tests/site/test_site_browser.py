"""The site of a real county in a real browser: what a person does with it, on a desk, on a phone, by keyboard, on paper."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import REPOSITORY
from gwcat.tasks.site import SiteOptions, build_site
from programs import missing, page_texts, program

pytestmark = pytest.mark.browser

BROWSER = REPOSITORY / "tests" / "site" / "browser"
SCRIPT = BROWSER / "checks.mjs"
NAMES = re.findall(r"^check\('([^']+)'", SCRIPT.read_text("utf-8"), re.MULTILINE)
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
    assert build_site(SiteOptions(REPOSITORY, "宜丰", site)).written
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
