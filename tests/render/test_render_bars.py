"""Bar charts as SVG."""

from __future__ import annotations

from lxml import etree

from gwcat.render.bars import WIDTH, Bars, bars_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_a_picture_of_its_own_is_xml_that_says_its_numbers() -> None:
    root = etree.fromstring(bars_svg([Bars("渠道", (("政府网站", 4), ("<其他>", 0)))]).encode())
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "渠道"
    assert root.findtext(f"{SVG}desc") == "政府网站 4；<其他> 0"
    texts = [node.text for node in root.iter(f"{SVG}text")]
    assert texts == ["渠道", "政府网站", "4", "<其他>", "0"]


def test_bars_are_as_long_as_their_numbers() -> None:
    root = etree.fromstring(bars_svg([Bars("渠道", (("甲", 4), ("乙", 1), ("丙", 0)), frozenset("乙"))]).encode())
    drawn = [node for node in root.iter(f"{SVG}rect") if node.get("fill") not in ("#fff", "#e9e4dc")]
    assert [float(node.get("width")) for node in drawn] == [WIDTH, WIDTH / 4]
    assert drawn[0].get("fill") != drawn[1].get("fill"), "what stands back is pale"


def test_nothing_is_a_picture_too() -> None:
    etree.fromstring(bars_svg([Bars("渠道", ())]).encode())
    etree.fromstring(bars_svg([]).encode())


def test_too_many_rows_are_summed_up() -> None:
    chart = Bars("单位", tuple((f"单位{n}", 1) for n in range(100)))
    assert len(chart.shown) == 60
    assert chart.shown[-1] == ("其余（41）", 41)
    assert sum(number for _, number in chart.shown) == 100


def test_a_long_name_leaves_room_for_its_number() -> None:
    root = etree.fromstring(bars_svg([Bars("渠道", (("很长的名称" * 20, 4),))]).encode())
    assert any((node.text or "").endswith("…") for node in root.iter(f"{SVG}text"))
