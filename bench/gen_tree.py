"""Write a made-up tree of regions: the national reference, a province, counties and towns, each adopting from the one above."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "catalogs" / "国家"
TOWN_DOMAINS = (
    "重大建设项目", "义务教育", "社会救助", "养老服务", "就业", "社会保险", "农村集体土地征收", "保障性住房", "农村危房改造",
    "公共文化服务", "安全生产", "救灾", "食品药品监管", "扶贫", "公共法律服务", "户籍管理",
)  # fmt: skip


def region(name: str, tier: str, unit: str, kind: str) -> str:
    """A region file with one unit that holds every catalogue."""
    return (
        f'名称: {name}\n简称: {name}\n层级: {tier}\n政府: {name}人民政府\n样表: 国家2019\n版本: "2020.1"\n基准日: 2020-11-30\n'
        f"单位:\n  - {{名称: {unit}{kind}}}\n"
    )


def files(counties: int, towns: int) -> Iterator[tuple[str, str]]:
    """Paths below catalogs/ with their texts."""
    domains = sorted(path.stem for path in REFERENCE.glob("*.yaml"))
    yield "某省/region.yaml", region("某省", "省级", "省政府办公厅", "")
    for domain in domains:
        yield f"某省/{domain}/省政府办公厅.yaml", f"领域: {domain}\n单位: 省政府办公厅\n采用: 国家\n"
    for county in range(1, counties + 1):
        name = f"县{county:02}"
        yield f"{name}/region.yaml", region(name, "县级", "县政府办公室", "")
        for domain in domains:
            yield f"{name}/{domain}/县政府办公室.yaml", f"领域: {domain}\n单位: 县政府办公室\n采用: 某省\n"
        for town in range(1, towns + 1):
            own = f"{name}镇{town:02}"
            yield f"{own}/region.yaml", region(own, "乡级", "党政办公室", "")
            for domain in TOWN_DOMAINS:
                text = f"领域: {domain}\n单位: 党政办公室\n采用: {{区域: {name}, 层级: [乡级], 层级未写: 采用}}\n"
                yield f"{own}/{domain}/党政办公室.yaml", text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--counties", type=int, default=20)
    parser.add_argument("--towns", type=int, default=20, help="towns in each county")
    args = parser.parse_args()
    shutil.copytree(REFERENCE, args.target / "catalogs" / "国家")
    for name, text in files(args.counties, args.towns):
        path = args.target / "catalogs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
