"""What a region file means: the region, its units, who leads which domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gwcat.base.names import fold
from gwcat.model.adoption import Subjects, read_subjects
from gwcat.model.values import mappings, text, texts


class FormerName(NamedTuple):
    """曾用名 of a unit, and the last day on which it was right, if that is known."""

    name: str
    until: str = ""


class Unit(NamedTuple):
    """A unit by the name used in catalogues. `kind` is its 类别: 部门, 镇, 街道 …

    `since` and `until` are the first and the last day of its name, if they are known.
    """

    name: str
    full_name: str = ""
    kind: str = ""
    short_names: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Attachment:
    """A form that goes with the catalogues, by the name of its style.

    `content` is what was written for it: rows, values, or the file that holds them.
    """

    style: str
    mark: str = ""
    title: str = ""
    content: object = field(default=None, hash=False)
    each_unit: str = ""  # 每单位一份

    @property
    def file(self) -> str:
        """The file that holds the content, relative to the region's folder; empty if the content stands in the region file."""
        return text(self.content.get("文件")) if isinstance(self.content, dict) else ""


@dataclass(frozen=True, slots=True, eq=False)
class FlowChoice:
    """流程: the flow charts that a region publishes, by their names, and what their owners are called here."""

    names: tuple[str, ...] = ()
    mark: str = ""
    title: str = ""
    owners: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A region that files catalogues. `folder` is the name of its folder below catalogs/."""

    folder: str
    name: str = ""
    short_name: str = ""
    tier: str = ""
    code: str = ""
    parent: str = ""
    government: str = ""
    form: str = ""
    more_forms: tuple[str, ...] = ()  # 兼用样表: forms in which everything is written once more
    version: str = ""
    base_date: str = ""
    units: tuple[Unit, ...] = ()
    duties: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (领域, its lead units), in the order of filing
    below: tuple[str, ...] = ()  # 下级: regions whose catalogues it sums up
    letter: tuple[tuple[str, str], ...] = ()  # 报送: addressee, issuing body, date …
    subjects: Subjects = field(default_factory=dict)  # 主体对应 for all its catalogues
    attachments: tuple[Attachment, ...] = ()
    flows: FlowChoice = FlowChoice()

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains the region says it files, in its own order."""
        return tuple(domain for domain, _ in self.duties)

    def unit(self, name: str) -> Unit | None:
        """The unit of that short or full name, in either width of its signs."""
        wanted = fold(name)
        return next((unit for unit in self.units if wanted and wanted in (fold(unit.name), fold(unit.full_name))), None)


def read_region(folder: str, tree: Mapping[str, object]) -> Region:
    """The region of a region file's tree; like items, it is read as far as it is right."""
    units = tuple(map(_unit, mappings(tree.get("单位"))))
    duties = tuple((text(raw.get("领域")), texts(raw.get("牵头单位"))) for raw in mappings(tree.get("领域分工")))
    letter = tree.get("报送")
    attachments = tuple(
        Attachment(
            text(raw.get("样式")), text(raw.get("编号")), text(raw.get("标题")), raw.get("内容"), text(raw.get("每单位一份"))
        )
        for raw in mappings(tree.get("附件"))
    )
    return Region(
        folder=folder,
        name=text(tree.get("名称")),
        short_name=text(tree.get("简称")) or folder,
        tier=text(tree.get("层级")),
        code=text(tree.get("行政区划代码")),
        parent=text(tree.get("上级")),
        government=text(tree.get("政府")),
        form=text(tree.get("样表")),
        more_forms=texts(tree.get("兼用样表")),
        version=text(tree.get("版本")),
        base_date=text(tree.get("基准日")),
        units=units,
        below=texts(tree.get("下级")),
        duties=duties,
        letter=tuple((key, text(value)) for key, value in letter.items()) if isinstance(letter, dict) else (),
        subjects=read_subjects(tree.get("主体对应")),
        attachments=attachments,
        flows=_flows(tree.get("流程")),
    )


def _unit(raw: Mapping[str, object]) -> Unit:
    if raw.keys() <= {"名称", "全称", "类别", "核实"}:
        return Unit(text(raw.get("名称")), text(raw.get("全称")), text(raw.get("类别")))
    former = raw.get("曾用名")
    names = [FormerName(name) for name in texts(former)]
    names += [FormerName(text(entry.get("名称")), text(entry.get("止"))) for entry in mappings(former) if entry]
    return Unit(
        text(raw.get("名称")), text(raw.get("全称")), text(raw.get("类别")), texts(raw.get("简称")), tuple(names),
        text(raw.get("起")), text(raw.get("止")),
    )  # fmt: skip


def _flows(value: object) -> FlowChoice:
    if not isinstance(value, dict):
        return FlowChoice(texts(value))
    owners = value.get("责任对应")
    named = tuple((name, text(unit)) for name, unit in owners.items() if text(unit)) if isinstance(owners, dict) else ()
    return FlowChoice(texts(value.get("流程图")), text(value.get("编号")), text(value.get("标题")), named)
