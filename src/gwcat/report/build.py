"""What a build says: a table of what was made and where, or what stopped it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from gwcat.base.width import pad, visible, width
from gwcat.model.finding import SEVERITY_NAMES, Finding
from gwcat.report.summary import Summary
from gwcat.report.text import Source, text_report


class Built(Protocol):
    """What is known of a build."""

    region: str
    version: str
    findings: list[Finding]
    summary: Summary
    archive: str
    files: int
    bytes: int
    rows: list[tuple[str, str, int, str]]
    unshown: dict[tuple[str, str], int]
    overfull: list[str]
    timings: list[tuple[str, float]]
    unchanged: bool


def built(result: Built, package: Path) -> str:
    """The table of domains, where the package is, and how many findings it has."""
    lines = [
        f"{result.region}（{result.version}）",
        "",
        *_table(
            ("领域", "单位", "事项", "样表"), [(domain, units, str(items), form) for domain, units, items, form in result.rows]
        ),
    ]
    items = sum(row[2] for row in result.rows)
    units = {unit for row in result.rows for unit in row[1].split("、")}
    lines += ["", f"合计 {len({row[0] for row in result.rows})} 个领域、{len(units)} 个单位、{items} 个事项。"]
    done = "与上次相同，没有重写" if result.unchanged else "已写入"
    lines.append(f"{done} {package}/（{result.files} 个文件，{result.bytes / 1048576:.1f} MiB）")
    lines.append(f"  公开材料  {package}/public/")
    lines.append(f"  内部材料  {package}/internal/")
    lines.append(f"  清单      {package}/manifest.json")
    lines.append(f"  备案材料  {package}/{result.archive}.zip")
    lines += _unshown(result)
    if result.overfull:
        few = "、".join(result.overfull[:3]) + ("等" if len(result.overfull) > 3 else "")
        lines.append(f"  {few}共 {len(result.overfull)} 行太高，Excel 一行最高 409 磅，显示不全；请把这些事项拆成几项。")
    lines += _findings(result)
    return "\n".join(visible(line, keep="") for line in lines) + "\n\n"


def built_line(result: Built, package: Path) -> str:
    """One of many regions in one line."""
    domains, items = len({row[0] for row in result.rows}), sum(row[2] for row in result.rows)
    done = "没有变化" if result.unchanged else f"{result.files} 个文件"
    found = f"{result.summary.errors} 个错误、{result.summary.warnings} 个警告"
    return (
        visible(f"{result.region}（{result.version}）：{domains} 个领域、{items} 个事项，{done}，{found}  {package}/", "") + "\n"
    )


def refused(result: Built, source: Source, *, colour: bool) -> str:
    """The errors that stopped a build, and what to do."""
    errors = [finding for finding in result.findings if finding.severity == "error"]
    return (
        text_report(errors, source, colour=colour)
        + f"{visible(result.region, '')}：有 {len(errors)} 个错误，没有编译，原有的备案材料没有动。\n"
        + "请改正后再编译；要先看样子，可加 --draft 编成草稿。\n\n"
    )


def timings(result: Built) -> str:
    """How long each stage took."""
    total = sum(seconds for _, seconds in result.timings)
    parts = "，".join(f"{name} {seconds * 1000:.0f} 毫秒" for name, seconds in result.timings)
    return f"{visible(result.region, '')}用时：{parts}，合计 {total * 1000:.0f} 毫秒。\n"


def _unshown(result: Built) -> list[str]:
    by_form: dict[str, list[str]] = {}
    for (form, key), count in sorted(result.unshown.items()):
        by_form.setdefault(form, []).append(f"{key}（{count} 项）")
    return [f"  样表“{form}”没有栏目、因而没有印出：{'、'.join(keys)}" for form, keys in by_form.items()]


def _findings(result: Built) -> list[str]:
    summary = result.summary
    if not result.findings:
        return ["校验：没有发现问题。"]
    counts = Counter((finding.rule, finding.severity) for finding in result.findings)
    lines = [f"校验：{summary.errors} 个错误、{summary.warnings} 个警告（逐条见 internal/校验报告.html，或运行 gwcat validate）"]
    for (rule, severity), count in sorted(counts.items(), key=lambda entry: entry[0][0].code):
        lines.append(f"  {SEVERITY_NAMES[severity]} {rule.code} {rule.name}：{count} 处")
    return lines


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns aligned by display width."""
    widths = [max(width(row[n]) for row in (header, *rows)) for n in range(len(header))]
    lines = [
        "  " + "  ".join(pad(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip() for row in (header, *rows)
    ]
    return [lines[0], "  " + "  ".join("─" * room for room in widths), *lines[1:]]
