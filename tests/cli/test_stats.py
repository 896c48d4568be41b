"""`gwcat stats` in every format."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree

from conftest import Run
from pages import page_of


def test_text(gwcat: Run, workspace: Path) -> None:
    done = gwcat("stats", cwd=workspace)
    assert done.returncode == 0, done.stderr
    assert "莒南县（2018.1）：1 个领域、1 个单位、1 个事项。" in done.stdout
    assert "8至10日" in done.stdout


def test_json(gwcat: Run, workspace: Path) -> None:
    done = gwcat("stats", "--format", "json", cwd=workspace)
    content = json.loads(done.stdout)
    axes = {axis["axis"]: axis for axis in content["axes"]}
    assert content["items"] == 1
    assert axes["渠道"] == {
        "axis": "渠道",
        "several": True,
        "counts": [{"value": name, "items": 1} for name in ("政府网站", "公开查阅点", "其他")],
    }
    assert axes["依据"]["counts"] == [{"value": "规范性文件", "items": 1}]


def test_files(gwcat: Run, workspace: Path) -> None:
    assert gwcat("stats", "--out", "统计.html", cwd=workspace).returncode == 0
    assert gwcat("stats", "--out", "统计.svg", cwd=workspace).returncode == 0
    page = page_of((workspace / "统计.html").read_bytes())
    assert len(page.findall(".//section")) == 8
    assert not list(page.iter("script", "link", "img"))
    etree.fromstring((workspace / "统计.svg").read_bytes())
    assert gwcat("stats", "--out", "统计.doc", cwd=workspace).returncode == 2


def test_the_same_bytes_twice(gwcat: Run, workspace: Path) -> None:
    first, second = (gwcat("stats", "--format", "html", cwd=workspace, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert first.stdout == second.stdout


def test_nothing_to_count(gwcat: Run, workspace: Path) -> None:
    (workspace / "catalogs/莒南/社会救助/县民政局.yaml").write_text("领域: 社会救助\n单位: 县民政局\n事项: []\n", "utf-8")
    done = gwcat("stats", cwd=workspace)
    assert done.returncode == 2
    assert "一个事项也没有" in done.stderr
    assert "改法：" in done.stderr


def test_what_cannot_be_read_is_told(gwcat: Run, workspace: Path) -> None:
    path = workspace / "catalogs/莒南/养老服务/县民政局.yaml"
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    done = gwcat("stats", "-q", cwd=workspace)
    assert done.returncode == 0
    assert done.stderr == "注意：catalogs/莒南/养老服务/县民政局.yaml 读不出来，没有计入；请运行 gwcat validate。\n"
