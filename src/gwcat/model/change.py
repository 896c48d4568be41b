"""What differs between two states of a region, in the field's own terms: 新增, 取消, 变更, 更名, 移动, 仅排版 …

A change is a value: `explain()` says it in one line, and `gwcat.compare.diff.apply` makes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from gwcat.model.finding import Place
from gwcat.model.state import Entry, Home

Mark = Literal["=", "-", "+"]
PartKind = Literal["增加", "删去", "修改", "次序"]
KINDS = ("新增", "取消", "变更", "更名", "移动", "调序", "仅排版", "内部", "其他")
"""Every kind of change, in the order in which they are listed."""


class Run(NamedTuple):
    """A stretch of a text that stayed (=), went (-) or came (+)."""

    mark: Mark
    text: str


class Part(NamedTuple):
    """What became of one entry of a list: which 依据, which 要素, which 渠道. `runs` compare a changed one word by word."""

    kind: PartKind
    old: str
    new: str
    runs: tuple[Run, ...] = ()

    def explain(self) -> str:
        """`增加“政府公报”`."""
        if self.kind == "修改":
            return f"“{self.old}”改为“{self.new}”"
        return f"{self.kind}“{self.new or self.old}”" if self.kind != "次序" else "各条次序变动"


class Provenance(NamedTuple):
    """Where a change comes from: `own` edits of the region, or a region above. `place` is where it is written now.

    `reason` is what the region wrote beside it: the 理由 of an entry of 调整 or 不采用 that is new as well.
    """

    own: bool
    place: Place
    reason: str = ""

    @property
    def words(self) -> str:
        """`本级修改，catalogs/…:12:5`."""
        who = "本级修改" if self.own else "上级变化"
        return f"{who}，{self.place.path}:{self.place.line}:{self.place.column}"


class FieldChange(NamedTuple):
    """A value that differs; one that is None is not written. `parts` for lists, `runs` for single texts."""

    key: str
    old: object
    new: object
    parts: tuple[Part, ...] = ()
    runs: tuple[Run, ...] = ()
    provenance: Provenance | None = None

    def explain(self) -> str:
        """`公开时限由“…”改为“…”`."""
        if self.parts:
            return f"{self.key}{'，'.join(part.explain() for part in self.parts)}"
        old, new = (plain(value) for value in (self.old, self.new))
        if not old or not new:
            return f"{self.key}写为“{new}”" if new else f"{self.key}删去“{old}”"
        return f"{self.key}由“{old}”改为“{new}”"


def plain(value: object) -> str:
    """A source value as a person reads it."""
    if isinstance(value, list):
        return "；".join(filter(None, map(plain, value)))
    if isinstance(value, dict):
        if set(value) == {"要素", "标准"}:
            content, standard = plain(value["要素"]), plain(value["标准"])
            return f"{content}（{standard}）" if standard else content
        return "，".join(f"{key}：{plain(inner)}" for key, inner in value.items())
    return str(value) if value is not None else ""


@dataclass(frozen=True, slots=True)
class Added:
    """新增: an item that was not there. `to` is its position in its catalogue now."""

    kind: ClassVar[str] = "新增"
    after: Entry
    to: int
    provenance: Provenance | None = None

    def explain(self) -> str:
        """The change in one line."""
        return f"新增 {self.after.label}（{self.after.home.title}）"


@dataclass(frozen=True, slots=True)
class Removed:
    """取消: an item that is there no longer. `at` was its position in its catalogue."""

    kind: ClassVar[str] = "取消"
    before: Entry
    at: int
    provenance: Provenance | None = None

    def explain(self) -> str:
        """The change in one line."""
        return f"取消 {self.before.label}（{self.before.home.title}）"


@dataclass(frozen=True, slots=True)
class Moved:
    """移动: an item that is filed under another domain or by another unit."""

    kind: ClassVar[str] = "移动"
    before: Entry
    after: Entry
    at: int
    to: int
    provenance: Provenance | None = None

    @property
    def what(self) -> str:
        """`领域由“扶贫救灾”改为“救灾”，单位由“县扶贫办”改为“县应急管理局”`."""
        old, new = self.before.home, self.after.home
        pairs = (("领域", old.domain, new.domain), ("单位", old.unit, new.unit))
        return "，".join(f"{name}由“{was}”改为“{now}”" for name, was, now in pairs if was != now)

    def explain(self) -> str:
        """The change in one line."""
        return f"移动 {self.after.label}：{self.what}"


@dataclass(frozen=True, slots=True)
class Reordered:
    """调序: an item that stands elsewhere in its catalogue."""

    kind: ClassVar[str] = "调序"
    before: Entry
    after: Entry
    at: int
    to: int

    def explain(self) -> str:
        """The change in one line."""
        return f"调序 {self.after.label}（{self.after.home.title}）：由第 {self.at + 1} 项调到第 {self.to + 1} 项"


@dataclass(frozen=True, slots=True)
class _FieldsChanged:
    """Values of an item that differ."""

    kind: ClassVar[str] = ""
    before: Entry
    after: Entry
    at: int
    fields: tuple[FieldChange, ...]

    def explain(self) -> str:
        """The change in one line."""
        return f"{self.kind} {self.after.label}（{self.after.home.title}）：{'；'.join(f.explain() for f in self.fields)}"


@dataclass(frozen=True, slots=True)
class Renamed(_FieldsChanged):
    """更名: the item goes by another name."""

    kind: ClassVar[str] = "更名"

    def explain(self) -> str:
        """The change in one line."""
        return f"更名 {self.before.label} → {self.after.label}（{self.after.home.title}）"


@dataclass(frozen=True, slots=True)
class Altered(_FieldsChanged):
    """变更: what the public sees of the item says something else."""

    kind: ClassVar[str] = "变更"


@dataclass(frozen=True, slots=True)
class Restyled(_FieldsChanged):
    """仅排版: written otherwise, the same meaning."""

    kind: ClassVar[str] = "仅排版"


@dataclass(frozen=True, slots=True)
class Noted(_FieldsChanged):
    """内部: what is registered about the item and not published: 来源, 核实, 编号 …"""

    kind: ClassVar[str] = "内部"


@dataclass(frozen=True, slots=True)
class Reformatted:
    """仅排版 of a source file: layout, comments, the order of keys."""

    kind: ClassVar[str] = "仅排版"
    path: str

    def explain(self) -> str:
        """The change in one line."""
        return f"仅排版 {self.path}：只有写法、注释或键的次序不同"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """其他: parts of a source file that differ and change no item: 版本, 单位, 附件 …; `what` says how a whole file differs."""

    kind: ClassVar[str] = "其他"
    path: str
    keys: tuple[str, ...]
    what: str = "不同"

    def explain(self) -> str:
        """The change in one line."""
        return f"其他 {self.path}：{'、'.join(self.keys)}{self.what}（不影响事项）"


FieldsChanged = Renamed | Altered | Restyled | Noted
ItemChange = Added | Removed | Moved | Reordered | FieldsChanged
FileChange = Reformatted | Elsewhere
Change = ItemChange | FileChange
PUBLIC_KINDS = ("新增", "取消", "变更", "更名", "移动")  # what an adjustment has to tell


class Shift(NamedTuple):
    """Several moves that are one event: a domain or unit renamed, split or merged."""

    axis: Literal["领域", "单位"]
    what: Literal["更名", "拆分", "合并", "并入", "划转"]
    old: tuple[str, ...]
    new: tuple[str, ...]
    items: int

    @property
    def words(self) -> str:
        """`“扶贫救灾”分为“扶贫”“救灾”`."""
        old, new = ("".join(f"“{name}”" for name in names) for names in (self.old, self.new))
        verbs = {"更名": "更名为", "拆分": "分为", "合并": "合并为", "并入": "并入", "划转": "的部分事项划给"}
        return f"{old}{verbs[self.what]}{new}"

    def explain(self) -> str:
        """`领域拆分：“扶贫救灾”分为“扶贫”“救灾”（15 项）`."""
        return f"{self.axis}{self.what}：{self.words}（{self.items} 项）"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items stayed as the public sees them, changed, went and came: before = kept + changed + removed."""

    kept: int
    changed: int
    removed: int
    added: int

    @property
    def words(self) -> str:
        """`保留 10 项、变更 2 项、取消 1 项、新增 3 项`."""
        pairs = (("保留", self.kept), ("变更", self.changed), ("取消", self.removed), ("新增", self.added))
        return "、".join(f"{name} {number} 项" for name, number in pairs)


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two states of a region, with what is to be said of them.

    `old` and `new` say how the two were named; `remarks` what could not be compared.
    """

    region: str
    folder: str
    old: str
    new: str
    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...]
    counts: Counts
    remarks: tuple[str, ...] = ()

    @property
    def tally(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS if found[kind]}


def home_of(change: ItemChange) -> Home:
    """The catalogue under which a change is listed: the one that the item stands in now, or stood in last."""
    return change.before.home if isinstance(change, Removed) else change.after.home


def item_changes(changes: Iterable[Change]) -> list[ItemChange]:
    """Those that are about items."""
    return [change for change in changes if not isinstance(change, Reformatted | Elsewhere)]
