"""What all tests share: a workspace to write in, the installed command."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import hypothesis
import pytest

from gwcat.model.finding import Finding
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths

pytest.register_assert_rewrite("items", "marking")  # so that a comparison in a helper says what differs

# How long an example takes says nothing of the promises; CI tries the same examples every time.
hypothesis.settings.register_profile("gwcat", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("gwcat")

REPOSITORY = Path(__file__).resolve().parents[1]

REGION = """\
名称: 莒南县
简称: 莒南
层级: 县级
行政区划代码: "371327"
上级: 临沂市
政府: 莒南县人民政府
样表: 国家2019
版本: "2018.1"
基准日: "2018-01-31"
单位:
  - {名称: 县民政局, 全称: 莒南县民政局, 类别: 部门}
  - {名称: 县财政局, 全称: 莒南县财政局, 类别: 部门}
  - {名称: 大店镇, 全称: 大店镇人民政府, 类别: 镇}
领域分工:
  - {领域: 社会救助, 牵头单位: [县民政局]}
"""

ITEM = """\
  - 编号: 社会救助-001
    一级事项: 最低生活保障
    二级事项: 审核信息
    公开内容:
      - 审核结果及相关信息
    公开依据:
      - 《国务院关于进一步加强和改进最低生活保障工作的意见》（国发〔2012〕45号）
    公开时限: 制定或获取信息之日起10个工作日内，公示7个工作日
    公开主体: [县民政局, 各镇人民政府（街道办事处）]
    公开渠道: [政府网站, 公开查阅点, {其他: 国家企业信用信息公示系统}]
    公开对象: 全社会
    公开方式: 主动公开
    公开层级: [县级, 乡级]
"""

CATALOGUE = f"领域: 社会救助\n单位: 县民政局\n事项:\n{ITEM}"


def write_files(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder; text as UTF-8 with the line ends it has."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A small workspace without any finding: one region, one catalogue of one item."""
    return write_files(
        tmp_path / "项目",
        {"catalogs/莒南/region.yaml": REGION, "catalogs/莒南/社会救助/县民政局.yaml": CATALOGUE},
    )


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def gwcat(tmp_path: Path) -> Run:
    """The installed console script: `gwcat("build", "--county", "莒南", cwd=workspace)`. Never on a terminal."""
    program = shutil.which("gwcat", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    assert program, "the console script gwcat is not installed beside this Python"

    def run(*args: str | Path, cwd: Path = tmp_path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        surroundings = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
        surroundings.pop("SOURCE_DATE_EPOCH", None) if not env or "SOURCE_DATE_EPOCH" not in env else None
        return subprocess.run(
            [program, *map(str, args)], cwd=cwd, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
            text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    return run


REGION_PATH = "catalogs/莒南/region.yaml"
CATALOGUE_PATH = "catalogs/莒南/社会救助/县民政局.yaml"

Check = Callable[..., list[Finding]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """All findings of a small workspace: `check(catalogue=…, region=…, files={path: content})`.

    What is not given is as in `workspace`, so that only what a test writes can be at fault; `None` leaves a file out.
    """

    def run(
        *,
        catalogue: str | bytes | None = CATALOGUE,
        region: str | bytes | None = REGION,
        files: Mapping[str, str | bytes] | None = None,
    ) -> list[Finding]:
        given = {REGION_PATH: region, CATALOGUE_PATH: catalogue, **(files or {})}
        root = write_files(tmp_path / "项目", {path: content for path, content in given.items() if content is not None})
        (root / "catalogs").mkdir(exist_ok=True)
        return check_paths(Workspace(root), (), ())[0]

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden`: write what is rendered now into the golden files, and print what changed."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files below tests/cases")


Golden = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file of that name below tests/cases: `golden("report/caret.txt", text)`."""

    def compare(name: str, text: str) -> None:
        path = REPOSITORY / "tests" / "cases" / name
        kept = path.read_bytes().decode() if path.exists() else ""
        if request.config.getoption("--update-golden") and text != kept:
            print("".join(difflib.unified_diff(kept.splitlines(True), text.splitlines(True), f"{name} (kept)", f"{name} (new)")))
            write_files(path.parent, {path.name: text})
            kept = text
        assert path.exists(), f"{path} is missing; run with --update-golden and read it"
        assert text == kept

    return compare


@pytest.fixture
def program() -> str:
    """Where the installed console script is, for tests that start it in other ways than `gwcat` does."""
    found = shutil.which("gwcat", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    assert found, "the console script gwcat is not installed beside this Python"
    return found
