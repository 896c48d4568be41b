"""What an import did, or would do: changes, conflicts, remarks. Values, for the one who reads of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gwcat.model.finding import Finding
from gwcat.model.incoming import Incoming, Remark, Spot

ChangeKind = Literal["改", "新增", "取消"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the source: of which file and item, of which key (none: the whole item), and the cell that asks for it."""

    kind: ChangeKind
    path: str
    identity: str
    name: str
    spot: Spot
    key: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that was changed in the document while the source was changed too: both texts. Nothing is done to the source."""

    path: str
    identity: str
    name: str
    spot: Spot
    key: str
    message: str
    source: str = ""
    document: str = ""


Located = tuple[Finding, Spot]
"""A finding of the source, and the cell that it came from."""


@dataclass
class Imported:
    """All that an import came to.

    `incoming` is what was read, with every remark; `diffs` are the files that are changed, in unified form; `written` says
    whether they were. `findings` are those of the new files that concern an imported item, each with its cell.
    """

    incoming: Incoming = field(default_factory=Incoming)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    diffs: dict[str, str] = field(default_factory=dict)
    findings: list[Located] = field(default_factory=list)
    written: bool = False

    @property
    def remarks(self) -> list[Remark]:
        """What was remarked while reading and while bringing in."""
        return self.incoming.remarks

    @property
    def doubtful(self) -> bool:
        """Whether something is to be looked at."""
        return bool(self.conflicts) or any(remark.kind in ("存疑", "未识别", "其他列") for remark in self.remarks)
