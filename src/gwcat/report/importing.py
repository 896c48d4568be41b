"""What an import did, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gwcat.base.width import visible
from gwcat.model.finding import SEVERITY_NAMES
from gwcat.model.importing import Change, Conflict, Imported
from gwcat.model.incoming import Remark

_LONGEST = 60  # signs of a text that a line shows


def import_text(result: Imported) -> str:
    """A line for each change, then conflicts, remarks and findings, each with its place; nothing if there is none."""
    return "\n".join(visible(line) for line in _lines(result))


def _lines(result: Imported) -> Iterator[str]:
    for change in result.changes:
        yield _change(change)
    for conflict in result.conflicts:
        yield from _conflict(conflict)
    for remark in result.remarks:
        if remark.kind != "整理":  # many, and none to be looked at; the report has them
            yield _remark(remark)
    for finding, spot in result.findings:
        place = f"{finding.place.path}:{finding.place.line}:{finding.place.column}"
        yield f"{place}: {SEVERITY_NAMES[finding.severity]} {finding.rule.code} {finding.message}（来自 {spot}）"


def _change(change: Change) -> str:
    name = f"{change.identity} {change.name}"
    if change.kind != "改":
        return f"{change.spot}: {change.kind} {name}"
    before, after = _apart(change.before, change.after)
    return f"{change.spot}: 改 {name} {change.key}：{_short(before) or '（空）'} → {_short(after) or '（空）'}"


def _conflict(conflict: Conflict) -> Iterator[str]:
    yield f"{conflict.spot}: 冲突 {conflict.identity} {conflict.name} {conflict.key}：{conflict.message}"
    yield f"    目录现在：{_short(conflict.source) or '（空）'}（{conflict.path}）"
    yield f"    表里写的：{_short(conflict.document) or '（空）'}"


def _remark(remark: Remark) -> str:
    said = f"“{_short(remark.before)}”" if remark.before else ""
    made = f" → “{_short(remark.after)}”" if remark.after else ""
    return f"{remark.spot}: {remark.kind} {said}{made}{'：' if said else ''}{remark.message}"


def _apart(before: str, after: str) -> tuple[str, str]:
    """Two texts without the lines, or the parts of a list, that they have in common."""
    sign = "\n" if "\n" in before + after else "、"
    old, new = before.split(sign), after.split(sign)
    apart = sign.join(line for line in old if line not in new), sign.join(line for line in new if line not in old)
    return apart if any(apart) else (before, after)


def _short(text: str) -> str:
    line = text.replace("\n", "／")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def import_summary(result: Imported, *, dry: bool) -> str:
    """One sentence: what was changed, what is to be looked at."""
    edits = [change for change in result.changes if change.kind == "改"]
    items = len({(change.path, change.identity) for change in edits})
    counts = {kind: sum(change.kind == kind for change in result.changes) for kind in ("新增", "取消")}
    parts = [f"改 {items} 个事项的 {len(edits)} 处"] if edits else []
    parts += [f"{kind} {count} 个事项" for kind, count in counts.items() if count]
    tidied = sum(remark.kind == "整理" for remark in result.remarks)
    doubts = sum(remark.kind != "整理" for remark in result.remarks)
    done = "没有要改的。" if not parts else f"{'已' if result.written else '可' if dry else '没有写入：'}{'、'.join(parts)}。"
    more = [f"{len(result.conflicts)} 处冲突"] if result.conflicts else []
    more += [f"{doubts} 处要看一看"] if doubts else []
    more += [f"{tidied} 处写法整理过"] if tidied else []
    return done + (f"另有 {'、'.join(more)}。" if more else "")


def import_json(result: Imported) -> dict[str, Any]:
    """The same for programs."""
    return {
        "version": 1,
        "written": result.written,
        "changes": [
            {
                "kind": change.kind,
                "path": change.path,
                "identity": change.identity,
                "name": change.name,
                "key": change.key,
                "before": change.before,
                "after": change.after,
                "cell": str(change.spot),
            }
            for change in result.changes
        ],
        "conflicts": [
            {
                "path": conflict.path,
                "identity": conflict.identity,
                "name": conflict.name,
                "key": conflict.key,
                "message": conflict.message,
                "source": conflict.source,
                "document": conflict.document,
                "cell": str(conflict.spot),
            }
            for conflict in result.conflicts
        ],
        "remarks": [
            {
                "kind": remark.kind,
                "cell": str(remark.spot),
                "message": remark.message,
                "before": remark.before,
                "after": remark.after,
            }
            for remark in result.remarks
        ],
        "findings": [
            {
                "code": finding.rule.code,
                "severity": finding.severity,
                "message": finding.message,
                "path": finding.place.path,
                "line": finding.place.line,
                "column": finding.place.column,
                "cell": str(spot),
            }
            for finding, spot in result.findings
        ],
        "diffs": dict(result.diffs),
    }
