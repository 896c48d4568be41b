"""gwcat.yaml: how a workspace judges: severities, thresholds, the baseline of old findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gwcat.base.names import nearest
from gwcat.model.finding import SEVERITIES, SEVERITY_NAMES, Finding, Rule, Severity
from gwcat.source import refusals
from gwcat.source.file import SourceFile, load_file

FILE = "gwcat.yaml"
OFF = "关闭"
_KEYS = ("规则", "阈值", "基线")
_SEVERITIES: dict[str, Severity | None] = {**{SEVERITY_NAMES[key]: key for key in SEVERITIES}, OFF: None}
# What may be set otherwise: name -> (default, what it means).
THRESHOLDS: dict[str, tuple[int, str]] = {
    "主动公开最长工作日": (20, "主动公开的时限不超过几个工作日"),
    "复核月数": (12, "确认过的事项、不予公开的事项几个月复核一次"),
    "公开主体最多": (5, "一个事项的公开主体超过几个，就要写明牵头单位"),
}


@dataclass(frozen=True)
class Settings:
    """What gwcat.yaml says; without one, the rules' own severities and the usual thresholds.

    `severities` maps codes to a severity, or to None for rules that are switched off. `findings` are its own faults.
    """

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)
    baseline: str = ""
    findings: tuple[Finding, ...] = ()

    def threshold(self, name: str) -> int:
        """The value of a threshold."""
        return self.thresholds.get(name, THRESHOLDS[name][0])


USUAL = Settings()


def fixed(rule: Rule) -> bool:
    """Whether a rule cannot be softened: what could not be read, and what is personal."""
    return rule.code.startswith(("GW00", "GW01", "GW02", "GW5")) and rule.severity == "error"


def read_settings(root: Path, rules: Mapping[str, Rule], unsaved: SourceFile | None = None) -> Settings:
    """The settings of the workspace at `root`; `rules` are all rules by code. Faults are findings, never raised.

    `unsaved` is the file as somebody is editing it, instead of that on disk.
    """
    if unsaved is None and not (root / FILE).exists():
        return Settings()
    file = unsaved or load_file(root, FILE)
    if not file.readable:
        return Settings(findings=tuple(file.findings))
    tree, problems = file.tree, [*file.findings, *_unknown_keys(file)]
    severities: dict[str, Severity | None] = {}
    for code, name in _mapping(file, "规则", problems):
        path = ("规则", code)
        if code not in rules:
            near = nearest(code, rules)
            help = f"是否想写“{near}”？" if near else "用 gwcat rule 列出所有规则。"
            problems.append(file.found(refusals.SETTINGS, f"没有“{code}”这条规则。", path, help, key=True))
        elif name not in _SEVERITIES:
            problems.append(file.found(refusals.SETTINGS, f"“{name}”不是级别。", path, f"请写{'、'.join(_SEVERITIES)}之一。"))
        elif fixed(rules[code]) and _SEVERITIES[name] != "error":
            words = f"{code} {rules[code].name}不能放宽。"
            problems.append(file.found(refusals.SETTINGS, words, path, "请改正它所指出的问题。"))
        else:
            severities[code] = _SEVERITIES[name]
    thresholds: dict[str, int] = {}
    for key, number in _mapping(file, "阈值", problems):
        if key not in THRESHOLDS:
            known = "；".join(f"{name}（{about}，缺省 {default}）" for name, (default, about) in THRESHOLDS.items())
            problems.append(
                file.found(refusals.SETTINGS, f"没有“{key}”这个阈值。", ("阈值", key), f"可以写：{known}。", key=True)
            )
        elif not (number.isascii() and number.isdecimal() and int(number) > 0):
            problems.append(file.found(refusals.SETTINGS, f"“{number}”不是正整数。", ("阈值", key), "请写正整数。"))
        else:
            thresholds[key] = int(number)
    baseline = tree.get("基线", "")
    if not isinstance(baseline, str):
        problems.append(file.found(refusals.SETTINGS, "“基线”应写成一个文件名。", ("基线",), "如 基线: 基线.json。"))
        baseline = ""
    return Settings(severities, thresholds, baseline, tuple(problems))


def _unknown_keys(file: SourceFile) -> Iterator[Finding]:
    for key in file.tree.keys() - set(_KEYS):
        help = f"可以写：{'、'.join(_KEYS)}。"
        yield file.found(refusals.SETTINGS, f"不认识的键“{key}”。", (key,), help, key=True)


def _mapping(file: SourceFile, key: str, problems: list[Finding]) -> list[tuple[str, str]]:
    """The pairs below a key; a value that is no text is a problem."""
    value = file.tree.get(key) or {}
    if not isinstance(value, dict):
        problems.append(file.found(refusals.SETTINGS, f"“{key}”应写成键值。", (key,), f"如 {key}: {{名称: 值}}。"))
        return []
    pairs = []
    for name, inner in value.items():
        if isinstance(inner, str):
            pairs.append((name, inner))
        else:
            problems.append(file.found(refusals.SETTINGS, f"“{name}”应写成一个值。", (key, name), "写成 名称: 值。"))
    return pairs
