"""A flow chart in words, for those who cannot see it."""

from __future__ import annotations

from gwcat.model.flow import Flow


def described(flow: Flow) -> str:
    """Every step with its owner and limit, and where it leads."""
    names = {step.identity: step.text for step in flow.steps}
    lines = []
    for number, step in enumerate(flow.steps, 1):
        owner = f"〔{step.owner}〕" if step.owner else ""
        limit = f"（{step.limit}）" if step.limit else ""
        targets = [
            f"{link.text}：{names[link.target]}" if link.text else names[link.target]
            for link in flow.links
            if link.source == step.identity and link.target in names
        ]
        lines.append(f"{number}．{step.kind}{owner}{step.text}{limit}" + (f" → {'；'.join(targets)}" if targets else ""))
    return "\n".join(lines)
