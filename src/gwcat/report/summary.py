"""Counting findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from gwcat.model.finding import Finding


@dataclass(frozen=True)
class Summary:
    """How much was checked and what was found."""

    files: int
    items: int
    errors: int
    warnings: int
    infos: int

    @classmethod
    def of(cls, findings: Iterable[Finding], *, files: int, items: int) -> Summary:
        """The summary of findings in so many files and items."""
        counts = {"error": 0, "warning": 0, "info": 0}
        for finding in findings:
            counts[finding.severity] += 1
        return cls(files, items, counts["error"], counts["warning"], counts["info"])

    def sentence(self) -> str:
        """The summary in one Chinese sentence."""
        found = f"{self.errors} 个错误，{self.warnings} 个警告" + (f"，{self.infos} 个提示" if self.infos else "")
        return (
            f"检查了 {self.files} 个文件、{self.items} 个事项："
            + (found if self.errors + self.warnings + self.infos else "没有发现问题")
            + "。"
        )

    def as_dict(self) -> dict[str, int]:
        """The summary under the keys of the JSON output."""
        return asdict(self)
