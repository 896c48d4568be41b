"""What an editor shows of the place under the pointer."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from gwcat.base.names import fold
from gwcat.editor.above import fenced, items_above, named, shown
from gwcat.editor.cursor import Under, under
from gwcat.editor.desk import Desk, Sheet, View
from gwcat.editor.diagnostics import heading, touches
from gwcat.editor.guide import explain
from gwcat.editor.reading import citation_words, deadline_words
from gwcat.language import domain
from gwcat.model.finding import Finding
from gwcat.source.writer import yaml_lines

UNIT_KEYS = ("单位", "公开主体", "牵头单位")


def hover(desk: Desk, sheet: Sheet, position: types.Position) -> types.Hover | None:
    """Findings at a place, what a key means, how a value was understood."""
    offset = sheet.text.offset(position)
    told = [finding for finding in desk.findings(sheet) if touches(finding, sheet, offset, offset)]
    here = under(sheet.file, offset) if sheet.file.readable else None
    parts = [_finding(finding) for finding in told]
    if here:
        parts += _about(desk, sheet, here)
    if not parts:
        return None
    stretch = sheet.text.range(here.start, here.end) if here else sheet.text.of_place(told[0].place)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts)), stretch)


def _finding(finding: Finding) -> str:
    rule = finding.rule
    parts = [f"**{heading(finding)}** {finding.message}", f"改法：{finding.help}" if finding.help else "", f"为什么：{rule.why}"]
    return "\n\n".join(part for part in (*parts, f"出处：{rule.source}" if rule.source else "") if part)


def _about(desk: Desk, sheet: Sheet, here: Under) -> Iterator[str]:
    kind, names, value = sheet.kind, here.names, here.value
    if here.on_key:
        key = explain(kind, names) if kind else None
        if key:
            yield f"**{key.name}** {key.markdown}"
    view = desk.view(sheet)
    if names[-1:] == ("公开时限",) and isinstance(value, str) and value.strip():
        yield deadline_words(value)
    elif names[-1:] == ("公开依据",) and not here.on_key and isinstance(value, str) and value.strip():
        yield citation_words(value)
    elif names and names[-1] == "领域" and isinstance(value, str) and (words := _domain(value)):
        yield words
    if view is None:
        return
    if (above := named(view, sheet.path, names, value)) is not None:
        yield shown(above)
    if here.on_key and (words := _before(view, sheet, here)):
        yield words
    if names in (("采用",), ("采用", "区域")) and (words := _adoption(view, sheet.path)):
        yield words
    if not here.on_key and isinstance(value, str) and (words := _unit(view, names, value)):
        yield words


def _before(view: View, sheet: Sheet, here: Under) -> str:
    """What the item above says where 调整 says something else."""
    match here.path:
        case ("调整", int() as number, str() as key) if key not in ("对应", "理由"):
            target = sheet.file.tree["调整"][number].get("对应")
            above = items_above(view, sheet.path).get(target) if isinstance(target, str) else None
            value = above.item.raw.get(key) if above else None
            written = fenced("".join(yaml_lines({key: value}))) if value else ""
            return f"上级写的：\n\n{written}" if written else "上级没有写。" if above else ""
    return ""


def _adoption(view: View, path: str) -> str:
    """What came of 采用: how many items were taken over, changed, left."""
    adopted = view.checked.loaded.adoptions.get(path)
    if adopted is None or not adopted.region:
        return ""
    counts: dict[str, int] = {}
    for outcome in adopted.outcomes:
        counts[outcome.status] = counts.get(outcome.status, 0) + 1
    files = dict.fromkeys(outcome.source.file.path for outcome in adopted.outcomes)
    said = "，".join(f"{status} {count} 项" for status, count in counts.items()) or "没有事项"
    return f"**采用{adopted.region}**：{said}。\n\n" + "\n".join(f"- {file}" for file in files)


def _unit(view: View, names: tuple[str, ...], value: str) -> str:
    if not (names[-1:] and names[-1] in UNIT_KEYS) and names[:1] != ("主体对应",):
        return ""
    unit = view.checked.loaded.region.unit(value)
    return f"**{unit.full_name or unit.name}**" + (f"（{unit.kind}）" if unit.kind else "") if unit else ""


def _domain(name: str) -> str:
    found = domain.find(name)
    if found is None:
        return ""
    others = "、".join(other for other in (found.name, *found.aliases) if fold(other) != fold(name))
    number = f"（{found.number}）" if found.number else ""
    lines = [f"《{found.guideline}》{number}" if found.guideline else "", f"又称：{others}" if others else ""]
    return "\n\n".join(line for line in lines if line)
