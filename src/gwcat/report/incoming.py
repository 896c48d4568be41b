"""What was read from a table and what is to be told of it, for people, in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gwcat.base.width import visible
from gwcat.model.incoming import Incoming, Remark, RemarkKind

KINDS: tuple[RemarkKind, ...] = ("未识别", "存疑", "其他列", "整理")
"""What asks most for somebody's look comes first."""
_LONGEST = 60


def ordered(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks by kind, and by their places in the document."""
    return sorted(remarks, key=lambda remark: (KINDS.index(remark.kind), remark.spot))


def incoming_text(found: Incoming, *, every_remark: bool = True) -> str:
    """Figures, then the remarks by kind; without `every_remark` only those that ask for somebody's look."""
    lines = [incoming_summary(found)]
    for kind in KINDS:
        remarks = [remark for remark in ordered(found.remarks) if remark.kind == kind]
        if remarks and (every_remark or kind != "整理"):
            lines += ["", f"{kind} {len(remarks)} 处：", *map(remark_line, remarks)]
    return "\n".join(visible(line, keep="") for line in lines) + "\n"


def incoming_summary(found: Incoming) -> str:
    """Items, tables, form, and how many remarks of each kind, in one sentence."""
    count = Counter(remark.kind for remark in found.remarks)
    kinds = "、".join(f"{kind} {count[kind]} 处" for kind in KINDS if count[kind]) or "没有要说明的地方"
    domains = "、".join(dict.fromkeys(item.domain for item in found.items if item.domain))
    form = f"，样表“{found.form}”" if found.form else ""
    tables = sum(1 for table in found.tables if table.items)
    return f"从 {tables} 张表读到 {len(found.items)} 个事项{form}{f'，领域：{domains}' if domains else ''}。{kinds}。"


def remark_line(remark: Remark) -> str:
    """A remark in one line: place, what, from what to what."""
    change = f"：{_short(remark.before)}" if remark.before else ""
    change += f" → {_short(remark.after)}" if remark.after else ""
    return f"  {remark.spot}  {remark.message}{change}"


def _short(text: str) -> str:
    flat = "⏎".join(text.split("\n"))
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
