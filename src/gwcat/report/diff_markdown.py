"""Differences as markdown, for a merge request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gwcat.base.width import visible
from gwcat.model.change import (
    KINDS,
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
    item_changes,
    plain,
)
from gwcat.report.diff import QUIET_KINDS, shortened

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_MOST = 200  # changes of a kind that are listed; a page of a merge request holds no more


def diff_markdown(old: str, new: str, differences: Sequence[Difference]) -> str:
    """A heading, counts and a list for each region; what nobody outside sees folded away."""
    blocks = [block for one in differences for block in _region(one)]
    if not differences:
        blocks.append(f"没有变化：{_code(old)} 与 {_code(new)} 的目录相同。")
    return "\n\n".join(blocks) + "\n"


def _region(one: Difference) -> Iterator[str]:
    yield f"## {_text(one.region or one.folder or '目录')}：{_code(one.old)} → {_code(one.new)}"
    kinds = list(one.tally)
    if kinds:
        rows = [kinds, ["---:"] * len(kinds), [str(one.tally[kind]) for kind in kinds]]
        yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    yield f"事项：{one.counts.words}。"
    if one.shifts or one.remarks:
        yield "\n".join(f"- {_text(words)}" for words in (*(shift.explain() for shift in one.shifts), *one.remarks))
    for kind in KINDS:
        changes = [change for change in one.changes if change.kind == kind]
        if changes:
            yield from _kind(kind, changes)


def _kind(kind: str, changes: Sequence[Change]) -> Iterator[str]:
    lines = [line for change in changes[:_MOST] for line in _change(change)]
    if len(changes) > _MOST:
        lines.append(f"- 还有 {len(changes) - _MOST} 处，请用 gwcat diff 查看。")
    if kind in QUIET_KINDS:
        yield f"<details><summary>{kind}（{len(changes)}）</summary>"
        yield "\n".join(lines)
        yield "</details>"
    else:
        yield f"### {kind}（{len(changes)}）"
        yield "\n".join(lines)


def _change(change: Change) -> Iterator[str]:
    if not (found := item_changes([change])):
        yield f"- {_text(change.explain().split(' ', 1)[1])}"
        return
    item = found[0]
    entry = item.before if isinstance(item, Removed) else item.after
    head = f"- **{_text(entry.label)}**（{_text(home_of(item).title)}）"
    if isinstance(item, Moved):
        head += f"：{_text(item.what)}"
    elif isinstance(item, Reordered):
        head += f"：由第 {item.at + 1} 项调到第 {item.to + 1} 项"
    elif isinstance(item, Renamed):
        head += f"：原为 {_text(item.before.title)}"
    if isinstance(item, FieldsChanged):
        yield head
        yield from (f"  - {line}" for field in item.fields for line in _field(field))
    else:
        yield head + ("" if isinstance(item, Reordered) else _from(item.provenance))


def _field(field: FieldChange) -> Iterator[str]:
    name, place = _text(field.key), _from(field.provenance)
    if field.parts:
        yield f"{name}：{'；'.join(map(_part, field.parts))}{place}"
    else:
        yield f"{name}：{_runs(field.runs or (Run('-', plain(field.old)), Run('+', plain(field.new))))}{place}"


def _part(part: Part) -> str:
    if part.kind == "修改":
        return f"改 {_runs(part.runs)}"
    if part.kind == "次序":
        return "各条的次序变了"
    return f"{part.kind} {_runs((Run('-' if part.kind == '删去' else '+', part.old or part.new),))}"


def _runs(runs: Iterable[Run]) -> str:
    """Words that went struck out, words that came in bold; HTML tags, because ** beside Chinese punctuation is not read."""
    tags = {"=": ("", ""), "-": ("<del>", "</del>"), "+": ("<ins>", "</ins>")}
    return "".join(f"{tags[run.mark][0]}{_text(run.text)}{tags[run.mark][1]}" for run in shortened(runs))


def _from(provenance: Provenance | None) -> str:
    if provenance is None or not provenance.place.path:
        return ""
    place = provenance.place
    return f" — {'本级修改' if provenance.own else '上级变化'} {_code(f'{place.path}:{place.line}')}"


def _text(text: str) -> str:
    """A text in which markdown sees nothing but text."""
    return _SPECIAL.sub(r"\\\1", visible(text, keep=""))


def _code(text: str) -> str:
    clean = visible(text, keep="")
    return f"`` {clean} ``" if "`" in clean else f"`{clean}`"
