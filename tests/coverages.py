"""Small workspaces for coverage: a reference, regions that adopt from it, and what comes of comparing them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conftest import write_files
from gwcat.model.coverage import Coverage, DomainCoverage, Fate
from gwcat.source.workspace import Workspace
from gwcat.tasks.coverage import CoverageOptions, cover

Files = Mapping[str, str]


def item(identity: str, one: str = "最低生活保障", two: str = "", /, **elements: Any) -> dict[str, Any]:
    """An item with everything that the public sees; `elements` replace or add."""
    whole = {
        "编号": identity,
        "一级事项": one,
        "二级事项": two or f"事项{identity}",
        "公开内容": ["名单"],
        "公开时限": "10个工作日内",
        "公开主体": ["民政部门"],
        "公开层级": ["县级"],
        **elements,
    }
    return {key: value for key, value in whole.items() if value}


def catalogue(domain: str, unit: str = "", items: Sequence[Mapping[str, Any]] = (), **more: Any) -> str:
    """A catalogue file; JSON is YAML too."""
    head = {"领域": domain, **({"单位": unit} if unit else {}), **more}
    return json.dumps({**head, "事项": list(items)}, ensure_ascii=False, indent=1)


def region(name: str, *domains: str, **more: Any) -> str:
    """A region file whose domains are led by 县民政局."""
    duties = [{"领域": domain, "牵头单位": ["县民政局"]} for domain in domains]
    return json.dumps({"名称": f"{name}县", "简称": name, "版本": "2020.1", "领域分工": duties, **more}, ensure_ascii=False)


REFERENCE = {
    "catalogs/国家/社会救助.yaml": catalogue("社会救助", items=[item(f"社会救助-{number:03}") for number in range(1, 7)]),
    "catalogs/国家/养老服务.yaml": catalogue("养老服务", items=[item("养老服务-001", "养老", "政策")]),
}
ALONE = {"catalogs/甲/region.yaml": region("甲")}
PATH = "catalogs/甲/社会救助/县民政局.yaml"


def covered(root: Path, files: Files, county: str = "甲", **options: Any) -> Coverage:
    """The coverage of a region in a workspace of these files, and that its sums hold."""
    workspace = Workspace(write_files(root, files))
    coverage = cover(workspace, CoverageOptions(workspace.resolve(county), **options))
    check_sums(coverage)
    return coverage


def alone(root: Path, text: str, **options: Any) -> Coverage:
    """The coverage of a region with one catalogue against the small reference."""
    return covered(root, {**REFERENCE, **ALONE, PATH: text}, **options)


def domain_of(coverage: Coverage, title: str = "社会救助") -> DomainCoverage:
    """The domain of that title."""
    (found,) = [domain for domain in coverage.domains if domain.title == title]
    return found


def fate_of(coverage: Coverage, identity: str) -> Fate:
    """What became of a reference item; it has one fate."""
    (found,) = [fate for _, fate in coverage.fates() if fate.identity == identity]
    return found


def statuses(coverage: Coverage) -> dict[str, str]:
    """The status of every reference item by the end of its 编号."""
    return {fate.identity.rpartition("-")[2]: fate.status for _, fate in coverage.fates()}


def check_sums(coverage: Coverage) -> None:
    """Every sum that a reader may do comes out."""
    for domain in coverage.domains:
        assert all(sum(share.counts.values()) == len(domain.fates) for share in domain.shares)
        assert sum(share.extras for share in domain.shares) == len(domain.extras)
    figures = coverage.figures
    assert figures.total == sum(figures.counts.values()) == sum(len(domain.fates) for domain in coverage.domains)
    assert figures.extras == sum(len(domain.extras) for domain in coverage.domains)
    assert figures.taken == figures.untouched + figures.renamed + figures.counts["调整"]
    cells = figures.cells
    assert cells.total == cells.same + cells.renamed + cells.written
    assert min(cells.same, cells.renamed, cells.written) >= 0
    for _, fate in coverage.fates():
        assert bool(fate.link) == (fate.status in ("采用", "调整"))
        assert bool(fate.changed) == (fate.status == "调整") == bool(fate.cells.written)
        assert bool(fate.reason) == (fate.status in ("不采用", "缺少"))
