"""The live preview in a real browser, while its source is edited."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, REPOSITORY, write_files
from programs import missing
from programs import program as installed

pytestmark = pytest.mark.browser

BROWSER = REPOSITORY / "tests" / "site" / "browser"
SCRIPT = BROWSER / "preview.mjs"
NAMES = re.findall(r"^check\('([^']+)'", SCRIPT.read_text("utf-8"), re.MULTILINE)


def test_there_are_checks() -> None:
    assert len(NAMES) > 4


def test_the_preview_in_the_browser(tmp_path: Path, program: str) -> None:
    node, browser = installed("node"), installed("chromium", "chromium-browser", "google-chrome")
    if not (BROWSER / "node_modules" / "playwright-core").is_dir():
        missing("playwright-core (npm ci in tests/site/browser)")
    root = write_files(tmp_path / "项目", {REGION_PATH: REGION, CATALOGUE_PATH: CATALOGUE})
    server = subprocess.Popen(
        [program, "serve", "--port", "0", "--quiet"], cwd=root, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        command = [node, str(SCRIPT), browser, address, str(root / CATALOGUE_PATH), CATALOGUE_PATH]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300, cwd=BROWSER)
    finally:
        server.terminate()
        server.wait(10)
    assert done.returncode == 0, done.stderr
    outcomes = {entry["name"]: entry["error"] for entry in map(json.loads, done.stdout.splitlines())}
    assert outcomes == dict.fromkeys(NAMES, "")
