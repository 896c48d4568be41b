"""A scripted history in a temporary git repository: every kind of change once, each in a commit with a tag of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conftest import write_files

REGION = """\
名称: 甲县
简称: 甲
层级: 县级
政府: 甲县人民政府
样表: 国家2019
版本: "2020.1"
基准日: "2020-01-31"
单位:
  - {名称: 县民政局, 全称: 甲县民政局, 类别: 部门}
  - {名称: 县扶贫办, 类别: 部门}
  - {名称: 县应急局, 类别: 部门}
领域分工:
  - {领域: 社会救助, 牵头单位: [县民政局]}
  - {领域: 扶贫救灾, 牵头单位: [县扶贫办]}
"""
ADOPTING = "catalogs/甲/社会救助/县民政局.yaml"
OWN = "catalogs/甲/扶贫救灾/县扶贫办.yaml"
NATIONAL = "catalogs/国家/社会救助.yaml"


def item(identity: str, names: str, **more: str) -> str:
    """An item of a catalogue, in the usual layout."""
    first, second = names.split("/")
    values = {
        "一级事项": first,
        "二级事项": second,
        "公开内容": f"[{second}的文件名称, {second}的发文机关]",
        "公开依据": "[《社会救助暂行办法》（国务院令第649号）]",
        "公开时限": "自信息形成之日起10个工作日内",
        "公开主体": "[县民政局]",
        "公开渠道": "[政府网站, 公开查阅点]",
        "公开对象": "全社会",
        "公开方式": "主动公开",
        "公开层级": "[县级]",
        **more,
    }
    return f"  - 编号: {identity}\n" + "".join(f"    {key}: {value}\n" for key, value in values.items())


def catalogue(domain: str, unit: str, *items: str, more: str = "") -> str:
    head = f"领域: {domain}\n" + (f"单位: {unit}\n" if unit else "") + more
    return head + ("事项:\n" + "".join(items) if items else "")


ABOVE = [
    item("社会救助-001", "综合业务/政策文件"),
    item("社会救助-002", "综合业务/监督检查"),
    item("社会救助-003", "低保/办事指南"),
]
POOR = [
    item("甲-001", "扶贫政策/规范性文件"),
    item("甲-002", "扶贫资金/资金名称"),
    item("甲-003", "救灾政策/应急预案"),
    item("甲-004", "救灾款物/款物分配"),
]
FIRST = {
    "catalogs/甲/region.yaml": REGION,
    NATIONAL: catalogue("社会救助", "", *ABOVE),
    ADOPTING: catalogue("社会救助", "县民政局", more="采用: 国家\n"),
    OWN: catalogue("扶贫救灾", "县扶贫办", *POOR),
}


class Script:
    """A repository that grows commit by commit."""

    def __init__(self, root: Path) -> None:
        self.root = write_files(root, FIRST)
        self.git("init", "-q", "-b", "main")
        self.commit("v0", "初版")

    def git(self, *command: str) -> str:
        names = ("-c", "user.name=张三", "-c", "user.email=z@example.com", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *names, "-C", str(self.root), *command], capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return done.stdout

    def commit(self, tag: str, message: str = "") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message or tag)
        self.git("tag", tag)

    def edit(self, path: str, *pairs: tuple[str, str]) -> None:
        """Replace texts in a file, each at its first place."""
        file = self.root / path
        text = file.read_text("utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")

    def write(self, files: Mapping[str, str | None]) -> None:
        write_files(self.root, {path: text for path, text in files.items() if text is not None})
        for path in [path for path, text in files.items() if text is None]:
            (self.root / path).unlink()

    def run(self) -> None:
        """The whole history, a tag for every step."""
        self.edit(OWN, ("二级事项: 资金名称", "二级事项: 资金名称和用途"))
        self.commit("rename", "更名")
        self.write({OWN: None, "catalogs/甲/扶贫救灾/县民政局.yaml": (self._own()).replace("县扶贫办", "县民政局", 1)})
        self.commit("move", "换单位")
        text = (self.root / "catalogs/甲/扶贫救灾/县民政局.yaml").read_text("utf-8")
        _, items = text.split("事项:\n")
        parts = [f"  - 编号{part}" for part in items.split("  - 编号")[1:]]
        self.write(
            {
                "catalogs/甲/扶贫救灾/县民政局.yaml": None,
                "catalogs/甲/扶贫/县民政局.yaml": catalogue("扶贫", "县民政局", *parts[:2]),
                "catalogs/甲/救灾/县应急局.yaml": catalogue("救灾", "县应急局", *parts[2:]),
            }
        )
        self.commit("split", "拆分领域")
        self.edit(
            "catalogs/甲/扶贫/县民政局.yaml",
            ("[政府网站, 公开查阅点]", "[政府网站, 政府公报]"),
            ("规范性文件的发文机关]", "规范性文件的发文字号, 发布日期]"),
            ("（国务院令第649号）]", "（国务院令第649号）, 《中华人民共和国慈善法》]"),
        )
        self.commit("lists", "改列表")
        self.edit(
            "catalogs/甲/救灾/县应急局.yaml",
            ("    公开对象: 全社会\n    公开方式: 主动公开\n", "    公开方式: 主动公开\n    公开对象: 全社会  # 注释\n"),
        )
        self.edit(
            "catalogs/甲/扶贫/县民政局.yaml", ("[政府网站, 政府公报]", "[政府公报, 政府网站]"), ("10个工作日内", "１０个工作日内")
        )
        self.commit("format", "只改排版")
        self.edit(NATIONAL, ("10个工作日内", "20个工作日内"))
        self.edit(NATIONAL, ("  - 编号: 社会救助-003", item("社会救助-004", "低保/审批信息") + "  - 编号: 社会救助-003"))
        self.commit("above", "上级变化")
        self.edit(
            ADOPTING,
            (
                "采用: 国家\n",
                "采用: 国家\n调整:\n  - {对应: 社会救助-002, 公开时限: 即时公开, 理由: 本县承诺提前}\n"
                "不采用:\n  - {对应: 社会救助-003, 理由: 由乡镇公开}\n",
            ),
        )
        self.commit("adjust", "本级调整")

    def _own(self) -> str:
        return (self.root / OWN).read_text("utf-8")


def region_json(text: str) -> dict[str, Any]:
    """The one region of a comparison's JSON."""
    content = json.loads(text)
    assert content["version"] == 1
    (region,) = content["regions"]
    found: dict[str, Any] = region
    return found
