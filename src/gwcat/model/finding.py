"""Findings: what is wrong, where, why, and how to mend it. Values, never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES = {"error": "错误", "warning": "警告", "info": "提示"}

_FAMILIES = {"GW0": "源文件", "GW1": "结构", "GW2": "名录", "GW3": "要素", "GW4": "地区", "GW5": "个人信息", "GW6": "采用",
             "GW7": "一致", "GW8": "时限", "GW9": "依据"}  # fmt: skip

DataPath = tuple[str | int, ...]


def family(code: str) -> str:
    """The name of the family that a rule belongs to, by its hundred; "其他" for codes of no family."""
    return _FAMILIES.get(code[:3], "其他")


class Place(NamedTuple):
    """A stretch of a source file: workspace-relative path with `/`, lines and columns from 1 in characters.

    `end_column` is the column after the last character.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Sample(NamedTuple):
    """A bad and a good piece of source for one rule.

    `kind` says what the text is: an `item` (the lines below one entry of 事项), a whole `catalogue`, `region` or `flow`
    file. In `bad`, ⟦ and ⟧ enclose the place that the finding must name; they are not part of the text.
    """

    bad: str
    good: str
    kind: Literal["item", "catalogue", "region", "flow"] = "item"


class Rule(NamedTuple):
    """What a finding is about; shared by all findings of one kind."""

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    source: str = ""  # the article, founding document or contract that asks for it
    sample: Sample | None = None
    since: str = "0.1.0"


class Edit(NamedTuple):
    """A stretch of a source text, as offsets in characters, and what stands there instead."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """How a finding can be mended in its file. A safe fix changes no meaning; the others want to be looked at first."""

    what: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One occurrence of a rule at one place. `severity` may be milder than the rule's own.

    What is told once of many adopted items names them under `adopted`: their 编号, each with the data path inside the item.
    """

    rule: Rule
    message: str
    place: Place
    data_path: DataPath = ()
    help: str = ""
    severity: Severity = "error"
    related: tuple[tuple[Place, str], ...] = ()
    fix: Fix | None = None
    adopted: tuple[tuple[str, DataPath], ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Findings are listed by file, place and code."""
        return (self.place.path, self.place.line, self.place.column, self.rule.code, self.message)


def data_path_text(path: DataPath) -> str:
    """`("事项", 3, "公开渠道", 0)` as `事项[3].公开渠道[0]`, indexes from 0."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
