"""公开依据: titles and numbers that are whole, documents that are in force on the region's 基准日."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from gwcat.adopt.item import AdoptedItem
from gwcat.language import citation, statute
from gwcat.language.citation_rank import RANKS
from gwcat.model.catalogue import Item
from gwcat.model.finding import DataPath
from gwcat.rules.registry import CatalogueCase, Instead, Note, named_entries, rule

_ANNEX4 = "《莒南县开展基层政务公开标准化规范化试点工作实施方案》附件4：依据列出文件名和文号"
_GB = "GB/T 9704—2012：发文字号由发文机关代字、年份、发文顺序号组成，年份用六角括号〔〕括入"
HIGH, LOW = "《社会救助暂行办法》（国务院令第649号）", "《国务院关于全面建立临时救助制度的通知》（国发〔2014〕47号）"
_DISCLOSURE, _SHOWN = "信息公开条例", 5
_54 = "《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）：实行动态调整"
_VAGUE = re.compile("各地(?:相关|配套)?|相关(?:政策|文件|法规|规定|法律)|有关(?:政策|文件|法规|规定|法律)|等(?:文件|法规|规定)$")


@rule(
    "GW901", "公开依据笼统", "warning", "item",
    summary="公开依据写明是哪一份文件，不写“各地相关政策法规文件”。",
    why="照抄指引留下的“各地相关文件”，到了本地就应当换成本地的文件；写不出来，说明没有依据。",
    source=_ANNEX4,
    bad="公开依据: [《社会救助暂行办法》（国务院令第649号）, ⟦各地相关政策法规文件⟧]",
    good="公开依据: 《社会救助暂行办法》（国务院令第649号）",
    each="bases",
)  # fmt: skip
def basis_named(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Every basis is a document with a name."""
    for path, text in named_entries(item, "公开依据"):
        if "《" not in text and _VAGUE.search(text):
            yield Note(f"“{text}”没有说是哪一份文件。", path, "请换成本地执行的文件名和文号；没有的，删去这一条。")


@rule(
    "GW902", "公开依据写法有误", "warning", "item",
    summary="书名号、括号配对，文号写成“国发〔2012〕45号”。",
    why="断了的括号、吞了的年份，使文件查不到。能确定原样的，gwcat validate --fix 可以改好。",
    source=_GB,
    bad="公开依据: ⟦《社会救助暂行办法》（国务院令第649)⟧", good="公开依据: 《社会救助暂行办法》（国务院令第649号）",
    each="bases",
)  # fmt: skip
def basis_whole(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Marks and numbers are whole and in their canonical form; what has one reading is mended safely."""
    for path, text in named_entries(item, "公开依据"):
        if "《" not in text and "〔" not in text:
            continue
        if citation.parse(text).canonical:
            continue
        mended = citation.repair(text)
        if mended is not None and mended.changes:
            help = f"请改为“{mended.text}”。"
            yield Note("公开依据的括号、文号写法不规范。", path, help, instead=Instead(mended.text, "改成规范写法"))
        elif mended is None and (broken := citation.parse(text).unparsed):
            yield Note(f"公开依据有一处看不懂：{broken[0].why}（“{broken[0].text[:20]}”）。", path, "请核对文件名和文号。")


@rule(
    "GW903", "公开依据已失效", "warning", "item",
    summary="公开依据在基准日仍然有效。",
    why="依据废止、被代替以后还在引用，说明目录没有跟着更新；按旧法公开的内容和时限也可能不对。",
    source=_54,
    bad="公开依据: ⟦《城市房屋拆迁管理条例》⟧",
    good="公开依据: 《国有土地上房屋征收与补偿条例》（国务院令第590号）",
    each="bases",
)  # fmt: skip
def basis_in_force(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """No cited document had ended by the region's 基准日."""
    if (on := case.context.base_day) is None:
        return
    for path, text in named_entries(item, "公开依据"):
        for cited in citation.parse(text).citations if "《" in text else ():
            if cited.title and statute.valid(cited.title, cited.number, on) is False:
                found = statute.find(cited.title, cited.number)
                yield Note(f"《{cited.title}》{_why(found, on)}。", path, _CURRENT)


_CURRENT = "请引基准日有效的文件，并核对内容和时限；确需引用的，写明理由忽略。"


def _why(found: statute.Statute | None, on: date) -> str:
    """Why a statute is not in force on a day, as far as the registry says."""
    if found and found.effective and found.effective > on.isoformat():
        return f"到 {on.isoformat()} 还没有施行（{found.effective} 起施行）"
    instead = f"，已由{found.replacement}代替" if found and found.replacement else ""
    return f"到 {on.isoformat()} 已经失效{instead}"


@rule(
    "GW904", "规范性文件没有文号", "info", "item",
    summary="引用通知、意见、办法这类文件的，写上文号。",
    why="同名的通知、意见很多，没有文号查不到是哪一份。",
    source=_ANNEX4,
    bad="公开依据: ⟦《关于做好救助工作的通知》⟧", good="公开依据: 《关于做好救助工作的通知》（民发〔2012〕220号）",
    each="bases",
)  # fmt: skip
def basis_numbered(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Notices and opinions carry their number."""
    for path, text in named_entries(item, "公开依据"):
        for cited in citation.parse(text).citations if "《" in text else ():
            if cited.title.endswith(("通知", "意见", "要点", "方案", "批复", "公告")) and cited.number is None:
                yield _without_number(cited.title, path, text)
                break


def _without_number(title: str, path: DataPath, text: str) -> Note:
    """With the number that the registry knows, if it knows one only."""
    words = f"《{title}》没有写文号。"
    known = statute.editions(title)
    if len(known) != 1 or not known[0].number:
        return Note(words, path, "请查明文号后补上，如（国办发〔2019〕54号）。")
    number = known[0].number
    new = text.replace(f"《{title}》", f"《{title}》（{number}）", 1)
    instead = Instead(new, f"补上文号{number}", safe=False) if new != text else None
    return Note(words, path, f"登记的文号是{number}，请核对后补上。", instead=instead)


@rule(
    "GW909", "依据只有公开条例", "info", "catalogue",
    summary="业务事项的依据，除了《政府信息公开条例》，还写管这件事的法律、文件。",
    why="条例说的是要公开，没有说公开什么；专门的文件才说得出这一事项的内容、范围和时限。",
    source=_ANNEX4,
    bad="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n    公开依据: ⟦《政府信息公开条例》⟧\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n"
        "    公开依据: [《政府信息公开条例》, 《社会救助暂行办法》（国务院令第649号）]\n",
)  # fmt: skip
def basis_of_its_own(case: CatalogueCase) -> Iterator[Note]:
    """Items that cite nothing but the regulation on disclosure are told of once for a file; the reference itself is not."""
    if case.context.region.tier in ("", "国家级"):
        return
    alone = [item for item in case.catalogue.items if item.bases and all(_DISCLOSURE in base for base in item.bases)]
    own = [item for item in alone if not isinstance(item, AdoptedItem)]
    if own:
        names = "、".join(item.identity or item.name for item in own[:_SHOWN]) + ("……" if len(own) > _SHOWN else "")
        words = f"{len(own)} 个事项只写了《政府信息公开条例》：{names}。"
        yield Note(words, own[0].at("公开依据"), "请补上管这件事的法律、法规或文件。")


@rule(
    "GW911", "依据没有按位阶排", "info", "item",
    summary="公开依据按法律、行政法规、地方性法规、规章、规范性文件的次序写。",
    why="效力高的写在前面，看的人先看到最要紧的。",
    source="各地主动公开目录的“依据效力（位阶）”栏",
    bad=f"公开依据:\n  - {LOW}\n  - ⟦{HIGH}⟧", good=f"公开依据:\n  - {HIGH}\n  - {LOW}",
)  # fmt: skip
def bases_by_rank(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """Bases of a known rank stand in the order of their ranks; the reference, and what it says, are left as they are."""
    if len(item.bases) < 2 or case.context.region.tier in ("", "国家级"):
        return ()
    if isinstance(item, AdoptedItem) and "公开依据" not in item.changed:
        return ()
    places = [place for place in map(_place, item.bases) if place >= 0]
    return () if places == sorted(places) else _out_of_order(item)


def _out_of_order(item: Item) -> Iterator[Note]:
    lowest = -1
    for path, text in named_entries(item, "公开依据"):
        place = _place(text)
        if 0 <= place < lowest:
            words = f"{RANKS[place]}写在{RANKS[lowest]}后面。"
            yield Note(words, path, "请按法律、行政法规、地方性法规、规章、规范性文件的次序写。")
            return
        lowest = max(lowest, place)


@lru_cache(maxsize=4096)
def _place(text: str) -> int:
    """The place of a basis among the ranks; -1 if that does not matter.

    The regulation on disclosure, which guidelines put first, may stand anywhere; several documents in one entry have no rank.
    """
    cited = citation.parse(text).citations
    rank = citation.rank(cited[0]) if len(cited) == 1 and _DISCLOSURE not in cited[0].title else ""
    return RANKS.index(rank) if rank in RANKS else -1
