"""Rules explained: one page, a list, the generated document, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from gwcat.base.width import pad
from gwcat.model.finding import SEVERITY_NAMES, Rule

_KINDS = {"item": "事项", "catalogue": "目录文件", "region": "region.yaml", "flow": "流程图文件"}


def rule_page(rule: Rule) -> str:
    """Everything about one rule, for a terminal."""
    lines = [f"{rule.code} {rule.name}（{SEVERITY_NAMES[rule.severity]}）", "", f"要求：{rule.summary}", f"为什么：{rule.why}"]
    if rule.source:
        lines.append(f"出处：{rule.source}")
    if rule.sample:
        for label, text in (("错", _plain(rule.sample.bad)), ("对", rule.sample.good)):
            lines += ["", f"{label}（{_KINDS[rule.sample.kind]}）：", *(f"    {line}" for line in text.rstrip("\n").split("\n"))]
    return "\n".join(lines) + "\n"


def rule_list(rules: Iterable[Rule]) -> str:
    """One line for each rule."""
    return "".join(f"{rule.code}  {SEVERITY_NAMES[rule.severity]}  {pad(rule.name, 26)}{rule.summary}\n" for rule in rules)


def rules_markdown(rules: Iterable[Rule]) -> str:
    """The document of all rules."""
    parts = ["# 校验规则\n\n<!-- 由 gwcat rule --format markdown 生成，请勿手改 -->\n"]
    for rule in rules:
        parts.append(
            f"\n## {rule.code} {rule.name}\n\n{rule.summary}（{SEVERITY_NAMES[rule.severity]}）\n\n- 为什么：{rule.why}\n"
        )
        if rule.source:
            parts.append(f"- 出处：{rule.source}\n")
        if rule.sample:
            bad, good = _plain(rule.sample.bad).rstrip("\n"), rule.sample.good.rstrip("\n")
            parts.append(f"\n```yaml\n# 错\n{bad}\n```\n\n```yaml\n# 对\n{good}\n```\n")
    return "".join(parts)


def rule_json(rules: Iterable[Rule]) -> str:
    """All fields of the rules for programs."""
    records = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "summary": rule.summary,
            "why": rule.why,
            "source": rule.source,
            "bad": _plain(rule.sample.bad) if rule.sample else None,
            "good": rule.sample.good if rule.sample else None,
            "since": rule.since,
        }
        for rule in rules
    ]
    return json.dumps({"version": 1, "rules": records}, ensure_ascii=False, indent=1) + "\n"


def _plain(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")
