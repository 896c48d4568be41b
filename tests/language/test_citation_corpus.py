"""All citations of the published catalogues: what is understood of them, as a golden file."""

from __future__ import annotations

from conftest import REPOSITORY, Golden
from gwcat.language import citation
from gwcat.language.citation import Citation, DocumentNumber, Order, Standard

_KINDS = {DocumentNumber: "文号", Order: "令号", Standard: "标准"}
_CELLS = REPOSITORY / "tests" / "cases" / "language" / "citations.cells.txt"


def cells() -> list[str]:
    return [line for line in _CELLS.read_text().splitlines() if line and not line.startswith("#")]


def _record(cell: str) -> str:
    read = citation.parse(cell)
    lines = [cell, *(f"  {_citation(each)}" for each in read.citations)]
    lines += [f"  ? {each.text}：{each.why}" for each in read.unparsed]
    return "\n".join(lines)


def _citation(each: Citation) -> str:
    written = citation.text(each)
    kind = _KINDS[type(each.number)] if each.number else "无文号"
    return " | ".join([written, kind, citation.rank(each) or "位阶不明", *map(str, each.dates), *filter(None, [each.issuer])])


def test_the_corpus(golden: Golden) -> None:
    golden("language/citations.golden.txt", "\n".join(map(_record, cells())) + "\n")


def test_how_much_is_understood() -> None:
    read = {cell: citation.parse(cell) for cell in cells()}
    left = {cell: [each.why for each in found.unparsed] for cell, found in read.items() if not found.understood}
    assert len(read) == 211
    assert left == {
        "信息公开规定": ["没有书名号，不能确定是不是文件名称"],
        "各地相关政策法规文件": ["没有写明是哪一份文件"],
        "各省“七五”普法规划": ["没有写明是哪一份文件"],
        "建设用地审查报批有关规定": ["没有写明是哪一份文件"],
    }


def test_every_cell_of_the_corpus_is_one_citation_and_can_be_written() -> None:
    for cell in cells():
        read = citation.parse(cell)
        assert len(read.citations) == (1 if read.understood else 0), cell
        mended = citation.repair(cell)
        assert (mended is not None) == read.understood, cell
        if mended:
            assert mended.text == citation.text(read.citations[0])


def test_cells_joined_say_the_same_as_cells_alone() -> None:
    whole = [cell for cell in cells() if citation.parse(cell).understood and cell.startswith("《")]
    alone = [each for cell in whole for each in citation.parse(cell).citations]
    for separator in ("、", "；", "\n", "，", "\n1.", " ", "", "和", "；\n（二）"):
        for at in range(0, len(whole), 20):
            together = citation.parse(separator.join(whole[at : at + 20]))
            assert together.unparsed == (), separator
            assert together.citations == tuple(alone[at : at + 20]), separator
