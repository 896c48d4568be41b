"""Adoption: what is taken over from a region above exists there, and somebody has looked at its changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gwcat.adopt import record
from gwcat.adopt.item import origin
from gwcat.adopt.resolve import Adopted, ResolvedRegion
from gwcat.adopt.selection import Fault, Outcome
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Note, rule

_FORMAT = "源文件格式约定"
_54 = "《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）"
_HEAD = "领域: 社会救助\n单位: 县民政局\n"
_REVIEW = "请看过以后运行 gwcat resolve --county {} --accept 登记；与本地情况不符的，写进“调整”或“不采用”。"
_SHOWN = 5


def _problems(case: CatalogueCase, kind: Fault) -> Iterator[Note]:
    adopted = _adopted(case)
    for problem in adopted.problems if adopted else ():
        if problem.kind == kind:
            yield Note(problem.message, problem.path, problem.help, key=problem.path == ("采用",))


def _adopted(case: CatalogueCase) -> Adopted | None:
    loaded = case.context.loaded
    return loaded.adoptions.get(case.file.path) if isinstance(loaded, ResolvedRegion) else None


@rule(
    "GW601", "采用绕成圈", "error", "catalogue",
    summary="采用只能由下往上：国家、省、市、县、乡。",
    why="互相采用的目录没有源头，编不出来。",
    source=_FORMAT,
    bad=f"{_HEAD}⟦采用⟧: 莒南\n", good=f"{_HEAD}采用: 国家\n",
)  # fmt: skip
def no_circle(case: CatalogueCase) -> Iterator[Note]:
    """No file adopts itself, by whatever way."""
    yield from _problems(case, "绕圈")


@rule(
    "GW602", "采用的目录不存在", "error", "catalogue",
    summary="采用的地区在 catalogs/ 下，并且有这个领域的目录。",
    why="没有源头，采用来的事项就是空的。",
    source=_FORMAT,
    bad=f"{_HEAD}采用: {{区域: ⟦国佳⟧}}\n", good=f"{_HEAD}采用: {{区域: 国家}}\n",
)  # fmt: skip
def source_there(case: CatalogueCase) -> Iterator[Note]:
    """The region adopted from exists and has a catalogue of the domain."""
    yield from _problems(case, "来源")


@rule(
    "GW603", "对应的上级事项不存在", "error", "catalogue",
    summary="“调整”“不采用”和筛选里写的编号，上级目录里都有。",
    why="上级取消或改号的事项，本地的调整就落了空；编号写错的，调整不会生效。",
    source=_FORMAT,
    bad=f"{_HEAD}采用: 国家\n调整:\n  - {{对应: ⟦社会救助-909⟧, 公开时限: 即时}}\n",
    good=f"{_HEAD}采用: 国家\n调整:\n  - {{对应: 社会救助-901, 公开时限: 即时}}\n",
)  # fmt: skip
def targets_there(case: CatalogueCase) -> Iterator[Note]:
    """Every entry names an item above that is taken over."""
    yield from _problems(case, "对应")


@rule(
    "GW604", "同一事项写了两条", "error", "catalogue",
    summary="一个上级事项在“调整”和“不采用”里只写一条。",
    why="写了两条时，不知道以哪一条为准。",
    source=_FORMAT,
    bad=f"{_HEAD}采用: 国家\n调整:\n  - {{对应: 社会救助-901, 公开时限: 即时}}\n不采用:\n"
        "  - {对应: ⟦社会救助-901⟧, 理由: 本县没有这类机构}\n",
    good=f"{_HEAD}采用: 国家\n不采用:\n  - {{对应: 社会救助-901, 理由: 本县没有这类机构}}\n",
)  # fmt: skip
def one_entry_each(case: CatalogueCase) -> Iterator[Note]:
    """No item above is named by two entries."""
    yield from _problems(case, "重复")


@rule(
    "GW605", "不采用没有理由", "error", "catalogue",
    summary="不采用上级事项的，写明理由。",
    why="除法律、法规明确规定不予公开的外，事项都应当列入；少列的要说得出为什么。",
    source="《宜丰县全面推进政务公开标准化规范化工作的实施方案》二（一）",
    bad=f"{_HEAD}采用: 国家\n不采用:\n  - {{对应: 社会救助-901, 理由: ⟦⟧}}\n",
    good=f"{_HEAD}采用: 国家\n不采用:\n  - {{对应: 社会救助-901, 理由: 本县没有这类机构}}\n",
)  # fmt: skip
def reasons_given(case: CatalogueCase) -> Iterator[Note]:
    """Whoever declines an item says why."""
    adoption = case.catalogue.adoption
    for entry in adoption.declined if adoption else ():
        if "理由" in entry.raw and not entry.reason.strip():
            yield Note("没有写不采用的理由。", ("不采用", entry.position, "理由"), "请写明理由，如“本县没有这类机构”。")


@rule(
    "GW610", "没有采用却写了调整", "error", "catalogue",
    summary="“主体对应”“调整”“不采用”只在采用了上级目录时有用。",
    why="没有“采用”，它们一条也不起作用。",
    source=_FORMAT,
    bad=f"{_HEAD}⟦调整⟧:\n  - {{对应: 社会救助-901, 公开时限: 即时}}\n",
    good=f"{_HEAD}采用: 国家\n调整:\n  - {{对应: 社会救助-901, 公开时限: 即时}}\n",
)  # fmt: skip
def adopted_at_all(case: CatalogueCase) -> Iterator[Note]:
    """Nothing is said of items above by a file that adopts none."""
    if case.catalogue.adoption is None:
        for key in ("主体对应", "调整", "不采用"):
            if case.file.tree.get(key):
                yield Note(f"没有写“采用”，“{key}”不起作用。", (key,), "请补上“采用: 国家”，或删去这一段。", key=True)


@rule(
    "GW606", "上级事项有变化", "warning", "catalogue",
    summary="采用的上级事项变了以后，有人看过。",
    why="上级改了时限、依据，下级的目录跟着变；变得对不对、与本地情况合不合，要有人看过。",
    source=_54 + "：实行动态调整",
    bad=f"{_HEAD}⟦采用⟧: 国家\n", good=f"{_HEAD}采用: {{区域: 国家, 事项: [社会救助-902]}}\n",
)  # fmt: skip
def changes_reviewed(case: CatalogueCase) -> Iterator[Note]:
    """Every item above is as it was when the region last looked at it."""
    for adopted, known in _recorded(case):
        for change in record.changes(adopted, known):
            if change.fields:
                words = f"上级事项“{_title(change.outcome.item)}”的{'、'.join(change.fields)}变了，还没有审阅。"
                yield _review(case, words, [(change.outcome, key, f"现在的{key}") for key in change.fields])


@rule(
    "GW607", "上级新增事项未审阅", "warning", "catalogue",
    summary="上级新增、因而自动采用的事项，有人看过。",
    why="新增的事项本单位有没有、归不归本单位管，要有人看过。",
    source=_54 + "：实行动态调整",
    bad=f"{_HEAD}⟦采用⟧: {{区域: 国家, 事项: [社会救助-901, 社会救助-902, 社会救助-903]}}\n",
    good=f"{_HEAD}采用: {{区域: 国家, 事项: [社会救助-901, 社会救助-902]}}\n",
)  # fmt: skip
def additions_reviewed(case: CatalogueCase) -> Iterator[Note]:
    """Every item above was there when the region last looked; a file that was never looked at is told of once."""
    for adopted, known in _recorded(case):
        new = [change.outcome for change in record.changes(adopted, known) if not change.fields]
        if new:
            words = f"有 {len(new)} 个上级事项是新采用的，还没有审阅：{_listed([outcome.item for outcome in new])}。"
            yield _review(case, words, [(outcome, "编号", _title(outcome.item)) for outcome in new[:_SHOWN]])


@rule(
    "GW608", "上级事项已取消", "warning", "catalogue",
    summary="审阅过的上级事项还在上级的目录里。",
    why="上级取消的事项，本地的目录里也就没有了；确有需要的，要写成自己的事项。",
    source=_54 + "：实行动态调整",
    bad=f"{_HEAD}⟦采用⟧: 国家\n", good=f"{_HEAD}事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def vanished_reviewed(case: CatalogueCase) -> Iterator[Note]:
    """No item that the region looked at has gone from above."""
    for adopted, known in _recorded(case):
        if gone := list(record.vanished(adopted, known)):
            words = f"上级已取消 {len(gone)} 个采用过的事项：{'、'.join(gone[:_SHOWN])}{'……' if len(gone) > _SHOWN else ''}。"
            yield _review(case, words, ())


@rule(
    "GW609", "上级事项没有公开层级", "info", "catalogue",
    summary="按层级筛选时，没有写公开层级的上级事项要有交代。",
    why="没有写层级不等于不归本级公开；不看一眼就筛去，目录里会少事项。",
    source=_FORMAT,
    bad=f"{_HEAD}⟦采用⟧: {{区域: 国家, 层级: [乡级]}}\n", good=f"{_HEAD}采用: {{区域: 国家, 层级: [乡级], 层级未写: 采用}}\n",
)  # fmt: skip
def tiers_written(case: CatalogueCase) -> Iterator[Note]:
    """Items above without 公开层级 are not left out unseen."""
    adopted = _adopted(case)
    without = [outcome.item for outcome in adopted.outcomes if outcome.status == "层级未写"] if adopted else []
    if without:
        words = f"上级有 {len(without)} 个事项没有写公开层级，按层级筛选时没有采用：{_listed(without)}。"
        help = "确实不归本级的不用管；要采用的，在“采用”里写“层级未写: 采用”，再把不归本级的写进“不采用”。"
        yield Note(words, ("采用",), help, key=True)


def _recorded(case: CatalogueCase) -> Iterator[tuple[Adopted, dict[str, record.State]]]:
    """The adoption of the file with what the record says of it."""
    adopted, loaded = _adopted(case), case.context.loaded
    if adopted is not None and isinstance(loaded, ResolvedRegion):
        yield adopted, record.known(loaded, adopted)


def _review(case: CatalogueCase, words: str, items: Iterable[tuple[Outcome, str, str]]) -> Note:
    """A note at 采用 that shows where something is written above: outcomes with a key and words."""
    related = tuple((origin(outcome.source, outcome.item, key).place(), what) for outcome, key, what in items)
    return Note(words, ("采用",), _REVIEW.format(case.context.region.short_name), True, related=related)


def _title(item: Item) -> str:
    return f"{item.identity} {item.name}".strip()


def _listed(items: list[Item]) -> str:
    return "、".join(item.identity or item.name for item in items[:_SHOWN]) + ("……" if len(items) > _SHOWN else "")
