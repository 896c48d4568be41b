"""Reading and writing citations: titles, numbers, labels, articles, dates, several in a cell, and what is not understood."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from gwcat.language import citation, citation_model
from gwcat.language.citation import Article, Citation, DocumentNumber, Order, Stamp, Standard, Step, parse, text


def one(cell: str) -> Citation:
    read = parse(cell)
    assert read.unparsed == ()
    assert len(read.citations) == 1
    return read.citations[0]


def test_a_citation_has_all_parts_that_were_written() -> None:
    cell = "【法律】《中华人民共和国人口与计划生育法》(中华人民共和国主席令第41号 2015年12月27日修正)第二十条第(七)项"
    assert one(cell) == Citation(
        title="中华人民共和国人口与计划生育法",
        number=Order("中华人民共和国主席", 41),
        dates=(Stamp(2015, 12, 27, "修正"),),
        articles=(Article((Step(20, "条"), Step(7, "项"))),),
        label="法律",
    )
    assert text(one(cell)) == (
        "【法律】《中华人民共和国人口与计划生育法》（中华人民共和国主席令第41号，2015年12月27日修正）第二十条第（七）项"
    )


def test_citations_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        one("《预算法》").title = "会计法"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("国发〔2012〕45号", DocumentNumber("国发", 2012, 45)),
        ("国人口发(2007)78号", DocumentNumber("国人口发", 2007, 78)),
        ("中办发﹝2016﹞8号", DocumentNumber("中办发", 2016, 8)),
        ("中办发【2016】8号", DocumentNumber("中办发", 2016, 8)),
        ("中办发[2016]第08号", DocumentNumber("中办发", 2016, 8)),
        ("鲁食药〔2017〕32 号", DocumentNumber("鲁食药", 2017, 32)),
        ("国 发 〔 ２０１２ 〕 ４ ５ 号", DocumentNumber("国发", 2012, 45)),
        ("国办\n发〔2017〕42号", DocumentNumber("国办发", 2017, 42)),
        ("皖民基字〔2014〕169号", DocumentNumber("皖民基字", 2014, 169)),
        ("国务院令第711号", Order("国务院", 711)),
        ("国令第711号", Order("国", 711)),
        ("中华人民共和国国务院令第700号", Order("中华人民共和国国务院", 700)),
        ("国务院第711号令", Order("国务院", 711)),
        ("国务院令711号", Order("国务院", 711)),
        ("国务院令（第711号）", Order("国务院", 711)),
        ("主席令第十六号", Order("主席", 16)),
        ("中华人民共和国主席令第三十七号", Order("中华人民共和国主席", 37)),
        ("主席令第一百零五号", Order("主席", 105)),
        ("司法部令2005年第95号", Order("司法部", 95, 2005)),
        ("国家发展改革委2017年第10号令", Order("国家发展改革委", 10, 2017)),
        ("中国人民银行令〔2019〕第1号", Order("中国人民银行", 1, 2019)),
        ("财政部、民政部令第10号", Order("财政部、民政部", 10)),
        ("公告2009年第1号", Order("", 1, 2009, "公告")),
        ("国家税务总局公告2018年第12号", Order("国家税务总局", 12, 2018, "公告")),
        ("GB/T 32939—2016", Standard("GB/T", "32939", 2016)),
        ("GB T 32939—2016", Standard("GB/T", "32939", 2016)),
        ("GBT32939-2016", Standard("GB/T", "32939", 2016)),
        ("ＧＢ 50188－2007", Standard("GB", "50188", 2007)),
        ("GBZ 2.1—2019", Standard("GBZ", "2.1", 2019)),
        ("DB37/T 1234—2015", Standard("DB37/T", "1234", 2015)),
        ("DB37 1234", Standard("DB37", "1234")),
        ("T/CAS 115—2015", Standard("T/CAS", "115", 2015)),
    ],
)
def test_numbers(written: str, number: citation.Number) -> None:
    read = one(f"《某规定》（{written}）")
    assert read.number == number
    assert read.title == "某规定"
    assert one(f"《某规定（{written}）》") == read
    assert one(text(read)) == read


@pytest.mark.parametrize(
    "written", ["国发[2012]045 号", "国务院第711号令", "国务院令（第711号）", "公告2009年第1号", "GB T 32939-2016"]
)
def test_numbers_without_brackets_and_without_titles(written: str) -> None:
    assert one(f"《某规定》{written}") == one(f"《某规定》（{written}）")
    alone = one(written)
    assert (alone.title, alone.number) == ("", one(f"《某规定》（{written}）").number)
    assert one(f"（{written}）") == one(text(alone)) == alone


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("国发[2012]第045号", "国发〔2012〕45号"),
        ("国务院令第711号", "国务院令第711号"),
        ("国务院第711号令", "国务院令第711号"),
        ("国令第 711 号", "国令第711号"),
        ("主席令第十六号", "主席令第十六号"),
        ("主席令第16号", "主席令第16号"),
        ("国家发展改革委2017年第10号令", "国家发展改革委令2017年第10号"),
        ("中国人民银行令[2019]第1号", "中国人民银行令〔2019〕第1号"),
        ("GB T 32939-2016", "GB/T 32939—2016"),
    ],
)
def test_numbers_are_written_in_one_way(written: str, canonical: str) -> None:
    assert text(one(f"《某规定》({written})")) == f"《某规定》（{canonical}）"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("《国务院办公厅印发《关于政务公开的意见》实施细则的通知》", "国务院办公厅印发〈关于政务公开的意见〉实施细则的通知"),
        ("《国务院办公厅印发<关于政务公开的意见>实施细则的通知》", "国务院办公厅印发〈关于政务公开的意见〉实施细则的通知"),
        ("《《关于全面推进政务公开工作的意见》实施细则》", "〈关于全面推进政务公开工作的意见〉实施细则"),
        ("《《预算法》》", "预算法"),
        ("〈预算法〉", "预算法"),
        ("＜预算法＞", "预算法"),
        ("≪预算法≫", "预算法"),
        ("《关于转发〈关于贯彻《预算法》的意见〉的通知》", "关于转发〈关于贯彻《预算法》的意见〉的通知"),
        ("《招标拍卖挂牌出让国有土地使用权规范(试行)》", "招标拍卖挂牌出让国有土地使用权规范（试行）"),
        ("《2017 年山东省政务公开工作要点》", "2017年山东省政务公开工作要点"),
        ("《中共中央办公厅  国务院办公厅关于建立贫困退出机制的意见》", "中共中央办公厅 国务院办公厅关于建立贫困退出机制的意见"),
        ("《政府信息\n公开条例》", "政府信息公开条例"),
        ("《 政府信息\u200b公开条例\ufeff》", "政府信息公开条例"),
        ("《国家综合防灾减灾规划（2016—2020年）》", "国家综合防灾减灾规划（2016—2020年）"),
        ("《文化部关于落实“先照后证”改进文化市场行政审批工作的通知》", "文化部关于落实“先照后证”改进文化市场行政审批工作的通知"),
    ],
)  # fmt: skip
def test_titles(written: str, title: str) -> None:
    assert one(written).title == title
    assert text(one(written)) == f"《{title}》"


@pytest.mark.parametrize(
    ("written", "dates", "canonical"),
    [
        ("(2015)", (Stamp(2015),), "（2015）"),
        ("（2015年修正）", (Stamp(2015, act="修正"),), "（2015年修正）"),
        ("（2021年版）", (Stamp(2021, act="版"),), "（2021年版）"),
        ("（2018年12月29日修正）", (Stamp(2018, 12, 29, "修正"),), "（2018年12月29日修正）"),
        ("（自2019年5月15日起施行）", (Stamp(2019, 5, 15, "起施行"),), "（2019年5月15日起施行）"),
        ("（2019年4月23日第二次修正）", (Stamp(2019, 4, 23, "第二次修正"),), "（2019年4月23日第二次修正）"),
        ("（2004年8月28日修正、2019年8月26日修正）", (Stamp(2004, 8, 28, "修正"), Stamp(2019, 8, 26, "修正")),
         "（2004年8月28日修正，2019年8月26日修正）"),
        ("（2018年12月29日第十三届全国人民代表大会常务委员会第七次会议修订）",
         (Stamp(2018, 12, 29, "修订", "第十三届全国人民代表大会常务委员会第七次会议"),),
         "（2018年12月29日第十三届全国人民代表大会常务委员会第七次会议修订）"),
    ],
)  # fmt: skip
def test_dates(written: str, dates: tuple[Stamp, ...], canonical: str) -> None:
    read = one(f"《某法》{written}")
    assert read.dates == dates
    assert text(read) == f"《某法》{canonical}"


@pytest.mark.parametrize("date", ["2015年2月30日修正", "1015年修正", "2015年13月1日修正"])
def test_days_that_do_not_exist_are_no_dates(date: str) -> None:
    read = parse(f"《某法》（{date}）")
    assert [each.title for each in read.citations] == ["某法"]
    assert [each.text for each in read.unparsed] == [f"（{date}）"]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("第二十条第(七)项", "第二十条第（七）项"),
        ("第20条第1款第3项", "第二十条第一款第（三）项"),
        ("第九条、第十条", "第九条、第十条"),
        ("第九、十条", "第九条、第十条"),
        ("第九条和第十条", "第九条、第十条"),
        ("第十条至第十五条", "第十条至第十五条"),
        ("第十七条之一", "第十七条之一"),
        ("第三章第二节", "第三章第二节"),
        ("第九条第一款、第二款", "第九条第一款、第二款"),
        ("第一百零五条", "第一百零五条"),
        ("（第二十条）", "第二十条"),
        ("第二十条规定", "第二十条"),
    ],
)
def test_articles(written: str, canonical: str) -> None:
    read = one(f"《某法》（主席令第7号）{written}")
    assert text(read) == f"《某法》（主席令第7号）{canonical}"
    assert one(text(read)) == read


def test_an_article_may_stand_before_the_number() -> None:
    assert text(one("《某法》第九条（主席令第7号）")) == "《某法》（主席令第7号）第九条"


def test_a_quotation_belongs_to_its_citation() -> None:
    read = one("《政府信息公开条例》第二十条规定：“行政机关应当依照本条例第十九条的规定；主动公开。”")
    assert read.quote == "行政机关应当依照本条例第十九条的规定；主动公开。"
    assert text(read) == "《政府信息公开条例》第二十条：“行政机关应当依照本条例第十九条的规定；主动公开。”"


@pytest.mark.parametrize(
    ("written", "issuer"),
    [
        ("安徽省民政厅《关于进一步深化村务公开民主管理工作的意见》（皖民基字〔2014〕169号）", "安徽省民政厅"),
        ("中共中央、国务院《关于加强基层治理的意见》", "中共中央、国务院"),
        ("民政部 财政部《关于加强基层治理的意见》", "民政部 财政部"),
    ],
)
def test_the_issuer_may_stand_before_the_title(written: str, issuer: str) -> None:
    assert one(written).issuer == issuer
    assert text(one(written)) == written


@pytest.mark.parametrize("label", ["法律", "行政法规", "部门规章及规范性文件", "条例", "规章"])
def test_labels(label: str) -> None:
    read = one(f"【{label}】 《某规定》")
    assert (read.label, read.title) == (label, "某规定")
    assert text(read) == f"【{label}】《某规定》"
    assert one(f"[{label}]《某规定》") == read


def test_a_type_with_a_colon_is_a_label() -> None:
    assert one("行政法规：《某条例》").label == "行政法规"


def test_remarks_in_brackets() -> None:
    assert text(one("《某办法》(试行)(民发[2012]220号)")) == "《某办法》（试行）（民发〔2012〕220号）"
    assert one("《中华人民共和国政府信息公开条例》（以下简称《条例》）").notes == ("以下简称〈条例〉",)


@pytest.mark.parametrize(
    "cell",
    [
        "《甲法》、《乙法》（主席令第7号）",
        "《甲法》《乙法》（主席令第7号）",
        "《甲法》；《乙法》（主席令第7号）；",
        "1.《甲法》2.《乙法》（主席令第7号）",
        "1、《甲法》\n2、《乙法》\n（主席令第7号）",
        "（1）《甲法》（2）《乙法》（主席令第7号）",
        "一、《甲法》。二、《乙法》（主席令第7号）。",
        "①《甲法》②《乙法》(主席令第7号)",
        "《甲法》和《乙法》主席令第7号",
        "根据《甲法》以及《乙法》（主席令第7号）",
        "政策依据：《甲法》，《乙法》（主席令第7号）",
        "\ufeff《甲法》\r\n《乙法》（主席令第7号）\r\n",
    ],
)
def test_several_in_one_cell(cell: str) -> None:
    read = parse(cell)
    assert read.unparsed == ()
    assert read.citations == (Citation("甲法"), Citation("乙法", Order("主席", 7)))
    assert citation.cell(read.citations) == "《甲法》、《乙法》（主席令第7号）"


def test_places_are_those_of_the_text() -> None:
    cell = " 1. 《甲法》 ( 主席令第7号 ) 、各地相关文件；\n《乙\u200b法》第九条 "
    read = parse(cell)
    assert [cell[each.start : each.end] for each in read.citations] == ["《甲法》 ( 主席令第7号 )", "《乙\u200b法》第九条"]
    assert [(each.text, cell[each.start : each.end]) for each in read.unparsed] == [("各地相关文件", "各地相关文件")]


@pytest.mark.parametrize(
    ("cell", "titles", "left", "why"),
    [
        ("各地相关政策法规文件", [], "各地相关政策法规文件", citation_model.VAGUE),
        ("《甲法》等法律法规", ["甲法"], "等法律法规", citation_model.VAGUE),
        ("信息公开规定", [], "信息公开规定", citation_model.BARE),
        ("关于《某办法》的通知（民发〔2021〕1号）", [], "关于《某办法》的通知（民发〔2021〕1号）", citation_model.OUTSIDE),
        ("《某办法》实施细则", [], "《某办法》实施细则", citation_model.OUTSIDE),
        ("《甲法", [], "《甲法", citation_model.MARKS),
        ("甲法》", [], "甲法》", citation_model.MARKS),
        ("《甲〈乙》丙〉", [], "《甲〈乙》丙〉", citation_model.MARKS),
        ("《》", [], "《》", citation_model.EMPTY),
        ("《国发〔2012〕45号》", [], "《国发〔2012〕45号》", citation_model.NUMBER_INSIDE),
        ("《甲办法（国发〔2012〕45号）、乙办法》", [], "《甲办法（国发〔2012〕45号）、乙办法》", citation_model.NUMBER_INSIDE),
        ("《甲法》（涉密的除外）", ["甲法"], "（涉密的除外）", citation_model.CONTENT),
        ("《甲法》（主席令第7号）全文", ["甲法"], "全文", citation_model.REST),
        ("《甲办法》（国发〔2012〕45号）（国发〔2013〕1号）", ["甲办法"], "（国发〔2013〕1号）", citation_model.SECOND_NUMBER),
        ("《甲办法》（国发45号）", ["甲办法"], "（国发45号）", citation_model.NUMBER),
        ("《甲办法》（国发〔12〕45号）", ["甲办法"], "（国发〔12〕45号）", citation_model.NUMBER),
        ("《甲办法》（国发〔2112〕45号）", ["甲办法"], "（国发〔2112〕45号）", citation_model.NUMBER),
        ("《甲办法》（〔2012〕45号）", ["甲办法"], "（〔2012〕45号）", citation_model.NUMBER),
        ("《甲办法》（国发〔2012)45号）", ["甲办法"], "（国发〔2012)45号）", citation_model.NUMBER),
        ("《甲办法》（试行", ["甲办法"], "（试行", citation_model.BRACKETS),
        ("国发〔2012〕45号《甲办法》", [], "国发〔2012〕45号《甲办法》", citation_model.NUMBER_FIRST),
        ("《甲办法》、（国发〔2012〕45号）", ["甲办法"], "（国发〔2012〕45号）", citation_model.NUMBER_ALONE),
        ("第二十条", [], "第二十条", citation_model.ARTICLE),
        ("【待定】《甲法》", ["甲法"], "【待定】", citation_model.LABEL),
        ("关于国发〔2012〕45号的意见", [], "关于国发〔2012〕45号的意见", citation_model.NUMBER),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_left_over_with_its_reason(cell: str, titles: list[str], left: str, why: str) -> None:
    read = parse(cell)
    assert [each.title for each in read.citations] == titles
    assert [(each.text, each.why) for each in read.unparsed] == [(left, why)]
    assert not read.understood


@pytest.mark.parametrize("cell", ["", " \n\t", "、；", "1.", "\ufeff"])
def test_nothing_is_nothing(cell: str) -> None:
    assert parse(cell) == citation.Citations(())
    assert parse(cell).understood


def test_vague_words() -> None:
    assert citation.is_vague("各地相关政策法规文件")
    assert citation.is_vague("建设用地审查报批有关规定")
    assert not citation.is_vague("中华人民共和国预算法")


def test_json() -> None:
    found = citation.as_json("《政府信息公开条例》(国务院令第492号)、各地文件")
    assert found["version"] == 1
    assert not found["understood"]
    assert found["repaired"] is None
    assert found["unparsed"] == [{"start": 22, "end": 26, "text": "各地文件", "why": "没有写明是哪一份文件"}]
    (only,) = found["citations"]
    assert only["text"] == "《政府信息公开条例》（国务院令第492号）"
    assert only["number"] == {
        "kind": "令号",
        "text": "国务院令第492号",
        "issuer": "国务院",
        "serial": 492,
        "year": 0,
        "type": "令",
    }
    assert only["rank"] == "行政法规"
    assert only["registered"]["ended"] == "2019-05-15"


def test_json_of_a_cell_that_can_be_mended() -> None:
    found = citation.as_json("《甲办法》（国办发〔201680号)")
    assert found["repaired"] == "《甲办法》（国办发〔2016〕80号）"
    assert found["changes"] == [
        {"start": 0, "end": 18, "before": "《甲办法》（国办发〔201680号)", "after": "《甲办法》（国办发〔2016〕80号）"}
    ]
    assert found["citations"][0]["registered"] is None
