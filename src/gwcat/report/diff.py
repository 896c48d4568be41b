"""Differences for people on a terminal: what changed, item by item, aligned by display width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gwcat.base.width import pad, visible, width
from gwcat.model.change import (
    KINDS,
    Added,
    Change,
    Difference,
    FieldChange,
    FieldsChanged,
    Moved,
    Part,
    Provenance,
    Removed,
    Renamed,
    Reordered,
    Run,
    home_of,
    plain,
)

QUIET_KINDS = ("仅排版", "内部", "调序")  # listed on demand only
_SIGNS = {"新增": "+", "取消": "-", "变更": "~", "更名": "≈", "移动": "→", "调序": "↕", "仅排版": "·", "内部": "·", "其他": "·"}
_RED, _GREEN, _BOLD, _DIM, _OFF = "\x1b[31;9m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_KEPT = 14  # signs of unchanged text shown beside a change


class Ink:
    """Colour, or signs that stand for it."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def put(self, code: str, text: str) -> str:
        """A text in a colour."""
        return f"{code}{text}{_OFF}" if self._colour and text else text

    def bold(self, text: str) -> str:
        """A heading."""
        return self.put(_BOLD, text)

    def runs(self, runs: Iterable[Run]) -> str:
        """A text with what went and what came; without colour as git shows words: [-旧-]{+新+}."""
        return "".join(self._run(run) for run in shortened(runs))

    def _run(self, run: Run) -> str:
        text = visible(run.text, keep="")
        if run.mark == "=":
            return text
        if self._colour:
            return self.put(_RED if run.mark == "-" else _GREEN, text)
        return f"[-{text}-]" if run.mark == "-" else f"{{+{text}+}}"


def shortened(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with the middle of long unchanged text left out."""
    found = list(runs)
    for number, run in enumerate(found):
        if run.mark != "=" or len(run.text) <= 2 * _KEPT + 4:
            yield run
            continue
        head = run.text[:_KEPT] if number else ""
        tail = run.text[-_KEPT:] if number + 1 < len(found) else ""
        yield Run("=", f"{head}……{tail}")


def diff_text(
    old: str, new: str, differences: Sequence[Difference], *, compared: int = 1, colour: bool = False, verbose: bool = False
) -> str:
    """Every difference; of changes that nobody outside sees only the number, unless `verbose`."""
    ink = Ink(colour=colour)
    lines: list[str] = []
    for one in differences:
        lines += [*_region(one, ink, verbose=verbose), ""]
    if not any(one.changes for one in differences):
        scope = f"（比较了 {compared} 个地区）" if compared > 1 else ""
        what = "能比较的部分没有变化" if differences else f"没有变化：{_clean(old)} 与 {_clean(new)} 的目录相同{scope}"
        lines.append(f"{what}。")
    return "\n".join(lines).rstrip("\n") + "\n"


def _clean(text: str) -> str:
    return visible(text, keep="")


def _region(one: Difference, ink: Ink, *, verbose: bool) -> Iterator[str]:
    yield ink.bold(_clean(f"{one.region or one.folder or '目录'}：{one.old} → {one.new}"))
    yield _clean(summary(one))
    yield from (_clean(shift.explain()) for shift in one.shifts)
    yield from (_clean(f"注意：{remark}") for remark in one.remarks)
    for kind in KINDS:
        changes = [change for change in one.changes if change.kind == kind]
        if not changes:
            continue
        yield ""
        if kind in QUIET_KINDS and not verbose:
            yield f"{kind} {len(changes)} 处（加 -v 逐项列出）"
            continue
        yield ink.bold(f"{kind} {len(changes)}")
        for change in changes:
            yield from change_lines(change, ink)


def summary(one: Difference) -> str:
    """`新增 1、变更 2；保留 10 项、变更 2 项、取消 0 项、新增 1 项`."""
    tally = "、".join(f"{kind} {number}" for kind, number in one.tally.items()) or "没有变化"
    return f"{tally}。事项：{one.counts.words}。"


def change_lines(change: Change, ink: Ink, *, kind: bool = False) -> Iterator[str]:
    """One change in lines; with `kind`, its kind in words."""
    sign = f"{_SIGNS[change.kind]}{f' {change.kind}' if kind else ''}"
    if not isinstance(change, Added | Removed | Moved | Reordered | FieldsChanged):
        yield f"  {sign} {_clean(change.explain().split(' ', 1)[1])}"
        return
    entry = change.before if isinstance(change, Removed) else change.after
    yield f"  {sign} {_clean(f'{entry.label}  〔{home_of(change).title}〕')}"
    if isinstance(change, Moved):
        yield f"      {_clean(change.what)}"
    elif isinstance(change, Reordered):
        yield f"      由第 {change.at + 1} 项调到第 {change.to + 1} 项"
    elif isinstance(change, Renamed):
        yield f"      原为 {_clean(change.before.label)}"
    if isinstance(change, FieldsChanged):
        room = max(width(field.key) for field in change.fields)
        for field in change.fields:
            yield from _field(field, room, ink)
    elif not isinstance(change, Reordered):
        yield from _from(change.provenance, 6, ink)


def _field(field: FieldChange, room: int, ink: Ink) -> Iterator[str]:
    head = f"      {pad(_clean(field.key), room)}  "
    blank = " " * (room + 8)
    for number, line in enumerate(_values(field, ink)):
        yield (blank if number else head) + line
    yield from _from(field.provenance, room + 8, ink)


def _values(field: FieldChange, ink: Ink) -> Iterator[str]:
    if field.parts:
        yield from (_part(part, ink) for part in field.parts)
    elif field.runs:
        yield ink.runs(field.runs)
    else:
        yield ink.runs((Run("-", plain(field.old)), Run("+", plain(field.new))))


def _part(part: Part, ink: Ink) -> str:
    if part.kind == "修改":
        return f"~ {ink.runs(part.runs)}"
    if part.kind == "次序":
        return "各条的次序变了"
    mark = Run("-", part.old) if part.kind == "删去" else Run("+", part.new)
    return f"{mark.mark} {ink.runs((mark,))}"


def _from(provenance: Provenance | None, indent: int, ink: Ink) -> Iterator[str]:
    if provenance is not None and provenance.place.path:
        yield " " * indent + ink.put(_DIM, _clean(provenance.words))
