"""A coverage as files: a workbook with a sheet for domains, units, items, local items and duties, and a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gwcat.document.table import Book, Table
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.model.coverage import ELSEWHERE, STATUSES, Coverage, DomainCoverage, Fate, Figures
from gwcat.model.duty import DutyFate
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames

NAME = "覆盖情况"
_LINKS = {"采用": "采用", "编号": "对应国家事项", "名称": "名称相同", "": ""}
_DUTY_LINKS = {"编号": "写明编号", "同名": "名称相同", "相近": "名称相近", "": ""}
Row = dict[str, Any]


def coverage_title(coverage: Coverage) -> str:
    """The title of the whole."""
    return f"{coverage.region}政务公开事项标准目录对照{coverage.reference}的覆盖情况"


def workbook(coverage: Coverage, library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """The workbook. Raises GwcatError if a template in `documents/` cannot be used."""
    from gwcat.render.workbook import WorkbookWriter

    tables = [_table(library, name, sheet, rows, coverage) for name, sheet, rows in _sheets(coverage)]
    return WorkbookWriter(frames, tables, stamp).write(Book(NAME, coverage_title(coverage), tables))


def page(coverage: Coverage, frames: Frames, words: Mapping[str, str | list[str]]) -> bytes:
    """The page; `words` are sentences that stand in it."""
    domains = [*map(_domain, coverage.domains), _total(coverage)]
    sheets = {sheet: rows for _, sheet, rows in _sheets(coverage)}
    text = frames.text(
        "coverage.html",
        title=coverage_title(coverage),
        statuses=STATUSES,
        elsewhere=ELSEWHERE,
        domains=domains,
        units=coverage.by_unit,
        items=sheets["逐项"],
        extras=sheets.get("本地增加", []),
        duties=sheets.get("权责清单", []),
        **words,
    )
    return text.encode("utf-8", "backslashreplace")


def _table(library: Library, name: str, sheet: str, rows: list[Row], coverage: Coverage) -> Table:
    form = library.document_form(f"{NAME}-{name}")
    return lay_out(form, rows, name=sheet, values={"标题": f"{coverage_title(coverage)}（{sheet}）"})


def _sheets(coverage: Coverage) -> Iterator[tuple[str, str, list[Row]]]:
    """Template, name and rows of every sheet."""
    yield "领域", "分领域", [*map(_domain, coverage.domains), _total(coverage), *_unfiled(coverage)]
    yield "单位", "分单位", sorted(_shares(coverage), key=lambda row: row["次序"])
    yield "事项", "逐项", [_item(domain, fate) for domain, fate in coverage.fates()]
    if extras := list(_extras(coverage)):
        yield "增加", "本地增加", extras
    if coverage.duties:
        yield "权责", "权责清单", list(map(_duty, coverage.duties.fates))


def _domain(domain: DomainCoverage) -> Row:
    return {"领域": domain.title, "单位": "、".join(domain.units) if domain.filed else "", **_figures(Figures.of([domain]))}


def _total(coverage: Coverage) -> Row:
    return {"领域": "合计", "单位": "", **_figures(coverage.figures)}


def _unfiled(coverage: Coverage) -> Iterator[Row]:
    """Domains that the region has nothing to do with, below the sum that leaves them out."""
    for name, count in coverage.unfiled:
        yield dict.fromkeys(_figures(Figures.of([])), "") | {"领域": f"未涉及：{name}", "单位": "", "参考事项": count}


def _figures(figures: Figures) -> Row:
    cells = figures.cells
    numbers = {"参考事项": figures.total, **figures.counts, "本地增加": figures.extras}
    return {**numbers, "共计": cells.total, "原文": cells.same, "换主体": cells.renamed, "本地写法": cells.written}


def _shares(coverage: Coverage) -> Iterator[Row]:
    order = {unit: number for number, (unit, *_) in enumerate(coverage.by_unit)}
    for domain in coverage.domains:
        for share in domain.shares:
            counts = {name: share.counts.get(name, 0) for name in (*STATUSES, ELSEWHERE)}
            yield {"次序": order[share.unit], "单位": share.unit, "领域": domain.title, **counts, "本地增加": share.extras}


def _item(domain: DomainCoverage, fate: Fate) -> Row:
    return {
        "领域": domain.title,
        "编号": fate.identity,
        "事项": fate.name,
        "结果": fate.status,
        "单位": fate.units,
        "对应办法": _LINKS[fate.link],
        "本地编号": fate.here,
        "要素": fate.changed,
        "理由": fate.reason,
    }


def _extras(coverage: Coverage) -> Iterator[Row]:
    for domain in coverage.domains:
        for extra in domain.extras:
            yield {"领域": domain.title, "单位": extra.unit, "编号": extra.identity, "事项": extra.name}


def _duty(fate: DutyFate) -> Row:
    duty = fate.duty
    return {
        "权责事项": duty.name,
        "权力类型": duty.kind,
        "责任部门": duty.unit,
        "结果": fate.status,
        "对应办法": _DUTY_LINKS[fate.link],
        "相似度": f"{fate.likeness:.0%}" if fate.item and fate.link != "编号" else "",
        "目录编号": fate.identity,
        "目录事项": fate.item,
        "目录单位": fate.unit,
        "说明": fate.note,
    }
