"""Write the papers of an adjustment into a folder of their own, all of them or none."""

from __future__ import annotations

from pathlib import Path

from gwcat.base.errors import GwcatError
from gwcat.filing.papers import FOLDER, adjustment_files
from gwcat.filing.plan import PUBLIC
from gwcat.filing.swap import replacing
from gwcat.model.change import Difference
from gwcat.tasks.diff import Comparison, DiffOptions, template_root
from gwcat.tasks.stamp import stamp_from_environment
from gwcat.tasks.workshop import Workshop


def write_papers(found: Comparison, options: DiffOptions, folder: Path) -> list[Path]:
    """The papers below `folder`/internal/调整材料, in place of those of an earlier run; their paths.

    Raises GwcatError, with nothing written, for several regions at once, or for a folder that is published.
    """
    if PUBLIC in folder.resolve().parts:
        raise GwcatError(f"“{folder}”在 {PUBLIC}/ 里，调整材料不能公开。", hint="请换一个文件夹，如 --papers 调整。")
    one = _only(found)
    if one is None:
        return []
    region = found.regions[one.folder]
    workshop = Workshop.of(template_root(options))
    entries = list(adjustment_files(one, region, workshop.library, workshop.office, stamp_from_environment()))
    if not entries:
        return []
    target = folder / FOLDER
    with replacing(target) as aside:
        for entry in entries:
            path = aside / Path(entry.path).relative_to(FOLDER)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(entry.data)
    return [folder / entry.path for entry in entries]


def _only(found: Comparison) -> Difference | None:
    """The one region that differs."""
    changed = [one for one in found.differences if one.changes]
    if len(changed) > 1:
        names = "、".join(one.region or one.folder for one in changed[:8])
        raise GwcatError("调整材料要分地区写。", hint=f"请加上 --county 名称；有变化的有：{names}。")
    return changed[0] if changed else None
