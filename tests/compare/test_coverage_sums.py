"""The sums hold whatever a region adopts, adjusts, declines and writes itself."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coverages import catalogue, covered, item, region
from gwcat.model.coverage import Coverage

_DOMAINS = ("社会救助", "养老服务")
_NUMBERS = range(1, 6)
_TIERS = st.sampled_from([[], ["县级"], ["乡级"], ["县级", "镇级"], ["市级"]])
_NAMES = st.sampled_from(["政策", "指南", "审核（一）", "审核(一)"])
_IDENTITIES = st.sampled_from([f"{domain}-{number}" for domain in _DOMAINS for number in _NUMBERS])
Given = dict[str, Any]


@st.composite
def above(draw: st.DrawFn, domain: str) -> list[Given]:
    """The items of one domain of the reference; names may be equal, levels be missing, items be local variants."""
    numbers = draw(st.lists(st.sampled_from(_NUMBERS), min_size=1, unique=True))
    return [
        item(
            f"{domain}-{number}",
            draw(_NAMES),
            draw(_NAMES),
            公开层级=draw(_TIERS),
            状态=draw(st.sampled_from(["", "", "", "地方写法"])),
        )
        for number in numbers
    ]


@st.composite
def adoption(draw: st.DrawFn, source: str) -> Given:
    """采用 with any filter, and any entries."""
    taken: Given = {"区域": source}
    if draw(st.booleans()):
        taken |= {"层级": draw(_TIERS) or ["县级"], "层级未写": draw(st.sampled_from(["采用", "不采用"]))}
    if draw(st.integers(0, 3)) == 0:
        taken["事项"] = draw(st.lists(_IDENTITIES, min_size=1, unique=True))
    targets = draw(st.lists(_IDENTITIES, unique=True, max_size=4))
    cut = draw(st.integers(0, len(targets)))
    changes: st.SearchStrategy[Given] = st.sampled_from(
        [{"公开时限": "即时"}, {"公开时限": ""}, {"来源": [{"标题": "某文"}]}, {"公开主体": ["县残联"]}, {}]
    )
    return {
        "采用": taken,
        "调整": [{"对应": target, **draw(changes)} for target in targets[:cut]],
        "不采用": [{"对应": target, "理由": "没有"} for target in targets[cut:]],
    }


@st.composite
def files(draw: st.DrawFn, source: str, most: int) -> list[tuple[str, str, Given, list[Given]]]:
    """Catalogue files as domain, unit, adoption and own items."""
    found = []
    for number in range(draw(st.integers(1, most))):
        domain = draw(st.sampled_from([*_DOMAINS, "社会救助及福利", "统计"]))
        adopted = draw(st.just({}) | adoption(source))
        own = [
            item(f"{source}下-{number}-{n}", draw(_NAMES), draw(_NAMES), 对应国家事项=draw(st.just("") | _IDENTITIES))
            for n in range(draw(st.integers(0, 2)))
        ]
        found.append((domain, f"单位{draw(st.integers(0, 2))}号{number}", adopted, own))
    return found


def written(folder: str, entries: list[tuple[str, str, Given, list[Given]]], **more: Any) -> dict[str, str]:
    named = {f"catalogs/{folder}/{domain}/{unit}.yaml": (domain, unit, adopted, own) for domain, unit, adopted, own in entries}
    texts = {path: catalogue(domain, unit, own, **adopted) for path, (domain, unit, adopted, own) in named.items()}
    return {f"catalogs/{folder}/region.yaml": region(folder, "养老服务", **more), **texts}


def compared(given: dict[str, str], **options: Any) -> Coverage:
    with TemporaryDirectory() as folder:
        return covered(Path(folder), given, **options)


@st.composite
def workspaces(draw: st.DrawFn) -> tuple[dict[str, list[Given]], list[tuple[str, str, Given, list[Given]]], dict[str, str]]:
    """The reference by domain, the region's files, and everything written down; a third region may be between the two."""
    reference = {domain: draw(above(domain)) for domain in _DOMAINS}
    source = draw(st.sampled_from(["国家", "市"]))
    entries = draw(files(source, 3))
    texts = {f"catalogs/国家/{domain}.yaml": catalogue(domain, items=items) for domain, items in reference.items()}
    if source == "市":
        texts |= written("市", draw(files("国家", 2)), 主体对应={"民政部门": "市民政局"})
    return reference, entries, {**texts, **written("甲", entries)}


@given(workspaces())
def test_every_item_has_one_fate(given: Any) -> None:
    reference, entries, texts = given
    coverage = compared(texts)
    asked = {entry["编号"] for items in reference.values() for entry in items if "状态" not in entry}
    fates = [fate.identity for _, fate in coverage.fates()]
    unfiled = {name for name, _ in coverage.unfiled}
    assert sorted(fates) == sorted(identity for identity in asked if identity.rpartition("-")[0] not in unfiled)
    own = {entry["编号"] for _, _, _, items in entries for entry in items}
    extras = {extra.identity for domain in coverage.domains for extra in domain.extras} & own
    found = {identity for _, fate in coverage.fates() for identity in fate.here} & own
    variants = {entry["编号"] for items in reference.values() for entry in items if "状态" in entry}
    taken = {entry["编号"] for _, _, _, items in entries for entry in items if entry.get("对应国家事项") in variants}
    assert extras | found | taken == own
    assert not extras & (found | taken)


@given(workspaces())
def test_with_all_domains_only_what_is_missing_grows(given: Any) -> None:
    reference, _, texts = given
    some, every = compared(texts).figures, compared(texts, all_domains=True).figures
    assert every.total == sum("状态" not in entry for items in reference.values() for entry in items)
    assert {**some.counts, "缺少": 0} == {**every.counts, "缺少": 0}
    assert every.counts["缺少"] - some.counts["缺少"] == every.total - some.total
    assert (some.cells, some.extras, some.variants) == (every.cells, every.extras, every.variants)


@given(workspaces())
def test_units_put_in_place_of_generic_ones_change_no_status(given: Any) -> None:
    _, _, texts = given
    plain = compared(texts)
    path = "catalogs/甲/region.yaml"
    mapped = compared({**texts, path: json.dumps({**json.loads(texts[path]), "主体对应": {"民政部门": ["县民政局", "县残联"]}})})
    assert [(fate.identity, fate.status, fate.changed) for _, fate in plain.fates()] == [
        (fate.identity, fate.status, fate.changed) for _, fate in mapped.fates()
    ]
    assert mapped.figures.cells.same <= plain.figures.cells.same


@given(st.fixed_dictionaries({domain: above(domain) for domain in _DOMAINS}), files("国家", 2), adoption("国家"))
def test_declining_what_is_missing_moves_it(reference: Any, others: Any, adopted: Given) -> None:
    """A file that now declines all that is missing leaves nothing missing in its domain, and changes nothing else."""
    texts = {f"catalogs/国家/{domain}.yaml": catalogue(domain, items=items) for domain, items in reference.items()}
    texts |= written("甲", [*others, ("社会救助", "县民政局", adopted, [])])
    before = compared(texts)
    missing = {fate.identity for _, fate in before.fates("缺少") if fate.identity.startswith("社会救助")}
    declined = [*adopted["不采用"], *({"对应": identity, "理由": "没有"} for identity in sorted(missing))]
    changed = catalogue("社会救助", "县民政局", **{**adopted, "不采用": declined})
    after = compared({**texts, "catalogs/甲/社会救助/县民政局.yaml": changed})
    moved = {fate.identity for _, fate in after.fates("不采用")} - {fate.identity for _, fate in before.fates("不采用")}
    assert moved == missing
    assert [fate.identity for _, fate in after.fates("采用", "调整")] == [
        fate.identity for _, fate in before.fates("采用", "调整")
    ]
