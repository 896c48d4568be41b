"""How far a region covers a reference and a 权责清单: for people in lines, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from gwcat.base.width import visible
from gwcat.model.coverage import ELSEWHERE, STATUSES, Coverage, DomainCoverage, Fate, Figures
from gwcat.model.duty import DUTY_STATUSES, DutyCoverage, DutyFate
from gwcat.report.columns import columns, share
from gwcat.report.json import escaped

LAW = "参考事项 = 采用 + 调整 + 不采用 + 缺少 + 不属本级"
LOCALISATION = (
    "编制目录要因地制宜，避免“一刀切”：原文照用的越多，越要看有没有写进本地的单位、依据、渠道和时限。这个数字只供参考，不算问题。"
)
_DASH = "—"


def coverage_text(coverage: Coverage, *, every_item: bool = False) -> str:
    """Tables by domain and unit, the sum, how much is local, what is declined and missing; with `every_item` all else too."""
    parts = [_heading(coverage), _domains(coverage), _sums(coverage), _units(coverage), [localisation(coverage.figures)]]
    parts += [_lists(coverage, every_item=every_item), _duties(coverage.duties, every_item=every_item) if coverage.duties else []]
    return "\n\n".join("\n".join(visible(line, keep="") for line in lines) for lines in parts if lines) + "\n"


def law(figures: Figures) -> str:
    """The sum with its numbers: 参考事项 12 = 采用 8 + …"""
    return f"参考事项 {figures.total} = " + " + ".join(f"{status} {figures.counts[status]}" for status in STATUSES)


def localisation(figures: Figures) -> str:
    """How much of what was taken over is unchanged text from above, and what to make of it."""
    cells, changed = figures.cells, figures.taken - figures.untouched - figures.renamed
    if not figures.taken:
        return "本地化程度：没有采用参考的事项，无从比较。"
    return (
        f"本地化程度：采用和调整的 {figures.taken} 项共 {cells.total} 格，与参考一字不差的 {cells.same} 格"
        f"（{share(cells.same, cells.total)}），只按“主体对应”换了主体的 {cells.renamed} 格，本地写法 {cells.written} 格；"
        f"各格一字不差的 {figures.untouched} 项（{share(figures.untouched, figures.taken)}），"
        f"只换了主体的 {figures.renamed} 项，有本地写法的 {changed} 项。{LOCALISATION}"
    )


def _heading(coverage: Coverage) -> list[str]:
    version = f"（{coverage.version}）" if coverage.version else ""
    return [f"{coverage.region}{version}对照{coverage.reference}：{LAW}"]


def _domains(coverage: Coverage) -> list[str]:
    header = ("领域（参考的名称）", "单位", "参考", *STATUSES, "本地增加", "原文格")
    rows = [(domain.title, unit_words(domain), *_numbers(Figures.of([domain]))) for domain in coverage.domains]
    rows.append(("合计", "", *_numbers(coverage.figures)))
    return columns(header, rows, right=len(header) - 2, total=True)


def _numbers(figures: Figures) -> tuple[str, ...]:
    counts = (figures.total, *(figures.counts[status] for status in STATUSES), figures.extras)
    return (*map(str, counts), share(figures.cells.same, figures.cells.total))


def unit_words(domain: DomainCoverage) -> str:
    """The units of a domain in a few words."""
    few = "、".join(domain.units[:3]) + (f"等 {len(domain.units)} 个单位" if len(domain.units) > 3 else "")
    return few if domain.filed else f"{few}（没有目录）" if few else "（没有目录）"


def _sums(coverage: Coverage) -> list[str]:
    return [f"{law(coverage.figures)}。", *scope(coverage), *(f"注意：{remark}" for remark in coverage.remarks)]


def scope(coverage: Coverage) -> Iterator[str]:
    """What of the reference is not asked for: other domains, items seen in one place only; and what somebody should look at."""
    figures = coverage.figures
    if coverage.unfiled:
        items = sum(count for _, count in coverage.unfiled)
        names = "、".join(f"{name} {count}" for name, count in coverage.unfiled)
        yield (
            f"未涉及领域 {len(coverage.unfiled)} 个、{items} 项，不算缺少（加 --all-domains 才算）：{names}。"
            f"参考一共 {figures.total + items} 项。"
        )
    if coverage.above_variants:
        taken = f"，本地采用了 {figures.variants} 项" if figures.variants else ""
        yield f"参考另有 {coverage.above_variants} 项“地方写法”，只供选用，不算在内{taken}。"
    if named := sum(1 for _, fate in coverage.fates() if fate.link == "名称"):
        yield f"有 {named} 项是按名称对应的，请核对；在事项里写上“对应国家事项”，就按编号对应。"


def _units(coverage: Coverage) -> list[str]:
    names = (*STATUSES, ELSEWHERE)
    rows = [
        (unit, str(number), *(str(counts.get(name, 0)) for name in names), str(extras))
        for unit, number, counts, extras in coverage.by_unit
    ]
    header = ("单位", "领域", *names, "本地增加")
    note = f"分单位（{ELSEWHERE}：本单位没有，由同一领域的其他单位采用或说明；缺少：同一领域的单位都没有）"
    return [note, "", *columns(header, rows, right=len(header) - 1)] if rows else []


def _lists(coverage: Coverage, *, every_item: bool) -> list[str]:
    return [
        *_listed("不采用", [_line(domain, fate, fate.reason) for domain, fate in coverage.fates("不采用")]),
        *_listed("缺少", [_line(domain, fate, fate.reason) for domain, fate in coverage.fates("缺少")]),
        *(_further(coverage) if every_item else []),
    ]


def _further(coverage: Coverage) -> Iterator[str]:
    named = [_line(domain, fate, _here(fate)) for domain, fate in coverage.fates() if fate.link == "名称"]
    yield from _listed("按名称对应", named)
    changed = [_line(domain, fate, f"{'、'.join(fate.changed)}；{_units_of(fate)}") for domain, fate in coverage.fates("调整")]
    yield from _listed("调整", changed)
    yield from _listed("采用", [_line(domain, fate, _units_of(fate)) for domain, fate in coverage.fates("采用")])
    yield from _listed("不属本级", [_line(domain, fate, "") for domain, fate in coverage.fates("不属本级")])
    extras = [(domain, extra) for domain in coverage.domains for extra in domain.extras]
    yield from _listed("本地增加", [f"{domain.title}  {extra.identity} {extra.name}（{extra.unit}）" for domain, extra in extras])


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"{heading}（{len(lines)} 项）：", *(f"  {line}" for line in lines)] if lines else []


def _line(domain: DomainCoverage, fate: Fate, more: str) -> str:
    return f"{domain.title}  {fate.identity} {fate.name}" + (f"  〔{more}〕" if more else "")


def _here(fate: Fate) -> str:
    return f"{'、'.join(fate.here) or '没有编号'}；{_units_of(fate)}"


def _units_of(fate: Fate) -> str:
    return "、".join(fate.units)


def duty_law(duties: DutyCoverage) -> str:
    """The sum of a 权责清单, and how its entries were found."""
    counts = duties.counts
    words = f"权责事项 {len(duties.fates)} = " + " + ".join(f"{status} {counts[status]}" for status in DUTY_STATUSES)
    found = f"写明编号 {duties.linked('编号')}、名称相同 {duties.linked('同名')}、名称相近 {duties.linked('相近')}"
    return f"{words}；找到的办法：{found}（相似度不低于 {duties.threshold:.0%} 算相近，请逐条核对）。"


def _duties(duties: DutyCoverage, *, every_item: bool) -> list[str]:
    header = ("权责清单的单位", "权责事项", *DUTY_STATUSES)
    rows = [
        (unit or "（没有写单位）", str(sum(counts.values())), *(str(counts[status]) for status in DUTY_STATUSES))
        for unit, counts in duties.by_unit
    ]
    like = [fate for fate in duties.fates if fate.status != "未列入" and fate.link == "相近"]
    rest = [fate for fate in duties.fates if fate.status != "未列入" and fate.link != "相近"]
    return [
        f"对照权责清单 {duties.source}",
        "",
        *columns(header, rows, right=len(header) - 1),
        "",
        duty_law(duties),
        *(f"注意：{remark}" for remark in duties.remarks),
        *_listed("未列入", [_duty_line(fate) for fate in duties.fates if fate.status == "未列入"]),
        *_listed("名称相近，请核对后在“对应”里写明编号", [_duty_line(fate) for fate in like]),
        *(_listed("写明编号或名称相同", [_duty_line(fate) for fate in rest]) if every_item else []),
    ]


def _duty_line(fate: DutyFate) -> str:
    words = f"{fate.duty.unit}  " if fate.duty.unit else ""
    words += fate.duty.name
    if fate.item:
        near = f"最接近的只有 {fate.likeness:.0%}：" if fate.status == "未列入" else ""
        like = f"，{fate.likeness:.0%}" if fate.link == "相近" else ""
        words += f"  〔{near}{fate.identity} {fate.item}（{fate.unit}{like}）〕"
    return f"{words}  {fate.status if fate.status == '不予公开' else ''}{fate.note}".rstrip()


def coverage_json(coverage: Coverage) -> str:
    """Everything for programs."""
    content: dict[str, Any] = {
        "version": 1,
        "region": coverage.region,
        "reference": coverage.reference,
        "total": _figures(coverage.figures),
        "domains": [_domain(domain) for domain in coverage.domains],
        "units": [
            {
                "unit": unit,
                "domains": number,
                "counts": {name: counts.get(name, 0) for name in (*STATUSES, ELSEWHERE)},
                "extras": extras,
            }
            for unit, number, counts, extras in coverage.by_unit
        ],
        "unfiled": [{"domain": name, "items": count} for name, count in coverage.unfiled],
        "reference_variants": coverage.above_variants,
        "duties": _duties_json(coverage.duties) if coverage.duties else None,
        "remarks": list(coverage.remarks),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _figures(figures: Figures) -> dict[str, Any]:
    cells = {**asdict(figures.cells), "written": figures.cells.written}
    items = {"taken": figures.taken, "untouched": figures.untouched, "renamed": figures.renamed}
    local = {"cells": cells, "items": items}
    counts = {"items": figures.total, "counts": dict(figures.counts), "extras": figures.extras, "variants": figures.variants}
    return {**counts, "localisation": local}


def _domain(domain: DomainCoverage) -> dict[str, Any]:
    return {
        "domain": domain.name,
        "here": list(domain.here),
        "units": list(domain.units),
        "filed": domain.filed,
        **_figures(Figures.of([domain])),
        "fates": [{**asdict(fate), "cells": {**asdict(fate.cells), "written": fate.cells.written}} for fate in domain.fates],
        "extra": [asdict(extra) for extra in domain.extras],
        "shares": [{"unit": share.unit, "counts": dict(share.counts), "extras": share.extras} for share in domain.shares],
    }


def _duties_json(duties: DutyCoverage) -> dict[str, Any]:
    return {
        "source": duties.source,
        "threshold": duties.threshold,
        "counts": dict(duties.counts),
        "fates": [{**asdict(fate), "likeness": round(fate.likeness, 3)} for fate in duties.fates],
        "remarks": list(duties.remarks),
    }
