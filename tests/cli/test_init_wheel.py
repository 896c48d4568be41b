"""The wheel holds all that `gwcat init` needs: a project is made, validated and built far from the checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY

_IN_CI = "CI" in os.environ


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with gwcat installed from its wheel, built without any network."""
    if not importlib.util.find_spec("hatchling") and not _IN_CI:
        pytest.skip("the wheel cannot be built: hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", *quiet, "--no-build-isolation", "--wheel-dir", folder, REPOSITORY], check=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", *quiet, "--target", folder / "site", wheel], check=True, timeout=300)
    return folder / "site"


def run(installed: Path, cwd: Path, *code_and_arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with the installed gwcat before any other."""
    surroundings = {**os.environ, "PYTHONPATH": str(installed), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-c", *code_and_arguments], cwd=cwd, env=surroundings, capture_output=True, text=True, encoding="utf-8",
        timeout=300, check=False,
    )  # fmt: skip


def test_init_validate_build_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "import gwcat; print(gwcat.__file__)").stdout
    assert where.startswith(str(installed))
    command = "from gwcat.cli.main import main; main()"
    for arguments in (("init", ".", "--county", "宜丰县", "--level", "县级"), ("validate",), ("build", "--county", "宜丰县")):
        done = run(installed, tmp_path, command, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    there = {path.name for path in (REPOSITORY / "catalogs/国家").glob("*.yaml")}
    assert {path.name for path in (tmp_path / "catalogs/国家").iterdir()} == there
    assert list(tmp_path.glob("dist/宜丰/*/宜丰-*-备案材料.zip"))
