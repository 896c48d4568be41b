"""What a source file may say, as pydantic models; the JSON Schemas in `schemas/` are generated from them.

Every scalar of a source file is text. The models fix keys and structure; closed vocabularies (channels, levels …) are
offered to editors as suggestions and judged by the rules, which can say what was probably meant.

Only schema generation and the tests import this module: a run checks against the committed schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from gwcat.base.places import data_folder
from gwcat.language.channel import CHANNELS
from gwcat.language.domain import domains
from gwcat.language.tier import TIERS, UNIT_KINDS
from gwcat.model.flow import STEP_KINDS


def _suggest(*values: str, **extra: Any) -> WithJsonSchema:
    """Text for which an editor offers `values`."""
    return WithJsonSchema({"anyOf": [{"enum": list(values)}, {"type": "string"}], **extra})


def _templates(kind: str) -> list[str]:
    """The names of the templates of a kind that come with gwcat."""
    return sorted(path.stem for path in (data_folder("templates") / kind).glob("*.yaml"))


TextList = str | list[str]
Nothing = Literal[""]  # a key with nothing written behind it
Method = Annotated[str, _suggest("主动公开", "依申请公开")]
Tier = Annotated[str, _suggest(*TIERS)]
ChannelName = Annotated[str, _suggest(*CHANNELS)]
Stage = Annotated[str, _suggest("决策", "执行", "管理", "服务", "结果")]
Verdict = Annotated[str, _suggest("是", "否")]
Everyone = Annotated[str, _suggest("全社会")]
DomainName = Annotated[str, _suggest(*dict.fromkeys(name for found in domains() for name in (found.name, *found.aliases)))]
FormName = Annotated[str, _suggest(*_templates("forms"))]
StyleName = Annotated[str, _suggest(*_templates("attachments"))]
State = Annotated[str, _suggest("地方写法")]
# In the words of 权责清单 and of published catalogues.
Power = Annotated[
    str,
    _suggest(
        "行政许可", "行政处罚", "行政强制", "行政征收", "行政给付", "行政检查", "行政确认", "行政奖励", "行政裁决",
        "其他行政权力", "公共服务",
    ),
]  # fmt: skip
Cycle = Annotated[str, _suggest("实时", "每月", "每季度", "每半年", "每年")]
Duration = Annotated[str, _suggest("长期", "长期，最新有效", "任期内")]
Medium = Annotated[str, _suggest("全文发布", "文本")]


def _skeleton(label: str, about: str, body: dict[str, Any]) -> dict[str, Any]:
    """What an editor can put in at one go; `$1` … are the places to fill in."""
    return {"defaultSnippets": [{"label": label, "description": about, "body": body}]}


class Strict(BaseModel):
    """A mapping that has the keys named here and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ElementShape(Strict):
    """公开内容 with its 公开标准."""

    content: str = Field(alias="要素", description="公开内容的组成要素")
    standard: str = Field("", alias="标准", description="公开内容应包括的具体要素（2017 年样表的“公开标准”）")


class NamedGroup(Strict):
    """公开对象 other than the public."""

    group: TextList = Field(alias="特定群体", description="特定群体的名称，如：被征收人", examples=["被征收人"])


class SourceShape(Strict):
    """Where an item was seen."""

    title: str = Field(alias="标题", description="见于哪个网页或文件")
    address: str = Field("", alias="网址", description="网页地址")
    seen: str = Field("", alias="日期", description="查看日期，如 2020-08-31")


class SecrecyShape(Strict):
    """保密审查 of an item."""

    reviewer: str = Field("", alias="审查人", description="谁审查的；只用于报送，不公开")
    date: str = Field("", alias="日期", description="审查日期，如 2018-01-31")
    result: str = Field("", alias="结果", description="审查结果", examples=["同意公开"])


class WithholdingShape(Strict):
    """不予公开: why, and on what legal ground."""

    reason: str = Field(alias="理由", description="为什么不公开")
    ground: str = Field("", alias="依据", description="不公开的法律依据，写到条款")


AudienceEntry = Everyone | NamedGroup
ChannelEntry = ChannelName | dict[str, str]


class FieldsShape(Strict):
    """What may be said of a 事项, but for its identity."""

    number: str = Field("", alias="序号", description="可省略；写了就必须从 1 起连续")
    name: str = Field("", alias="名称", description="拟公开事项的规范提法（2017 年样表的“名称”）；省略时用最末一级事项")
    level1: str = Field(
        "", alias="一级事项", description="最高一级的分类，相同的写法在样表里合并成一格", examples=["最低生活保障"]
    )
    level2: str = Field("", alias="二级事项", description="一级事项之下的分类；两级的样表里就是事项的名称", examples=["审核信息"])
    level3: str = Field("", alias="三级事项", description="样表有这一栏时才写")
    level4: str = Field("", alias="四级事项", description="样表有这一栏时才写")
    level5: str = Field("", alias="五级事项", description="样表有这一栏时才写")
    level6: str = Field("", alias="六级事项", description="样表有这一栏时才写")
    contents: str | list[str | ElementShape] = Field(
        "", alias="公开内容", description="公开内容（要素），一条一行；需要写公开标准时用 {要素: …, 标准: …}"
    )
    bases: TextList = Field(
        "",
        alias="公开依据",
        description="《文件名》（文号），一条一行",
        examples=["《中华人民共和国政府信息公开条例》（国务院令第711号）"],
    )
    deadline: str = Field(
        "",
        alias="公开时限",
        description="从什么时候起、多长时间内公开，公示多久；法律另有规定的照写",
        examples=["自信息形成或者变更之日起20个工作日内", "制定或获取信息之日起10个工作日内，公示7个工作日", "每季度首月15日前"],
    )
    subjects: TextList = Field(
        "", alias="公开主体", description="制作、获取该信息的行政机关，用 region.yaml 里的单位名称", examples=["县民政局"]
    )
    channels: ChannelEntry | list[ChannelEntry] = Field(
        "", alias="公开渠道", description="13 种公开渠道和载体；其他渠道写 {其他: 名称}"
    )
    audience: AudienceEntry | list[AudienceEntry] = Field("", alias="公开对象", description="全社会，或 {特定群体: 名称}")
    method: Method | list[Method] = Field("", alias="公开方式", description="主动公开 或 依申请公开，二者必居其一")
    tiers: Tier | list[Tier] = Field("", alias="公开层级", description="如 [县级, 乡级]")
    remark: str = Field("", alias="备注", description="其他要说明的，照印在备注栏")
    stage: Stage | list[Stage] = Field("", alias="五公开", description="属于“五公开”的哪个环节：决策、执行、管理、服务、结果")
    extent: str = Field("", alias="公开程度", description="全部还是部分公开（河南 2017 年目录的一栏）", examples=["部分公开"])
    power: Power = Field("", alias="权力类型", description="权责清单里的类型，如 行政许可、行政处罚")
    office: str = Field("", alias="责任科室", description="单位内承办的科室", examples=["低保科"])
    cycle: Cycle = Field("", alias="更新周期", description="多久更新一次，如 每月、每年")
    duration: Duration = Field("", alias="公开时长", description="公开之后保持多久，如 长期、任期内")
    medium: Medium = Field("", alias="公开形式", description="以什么样子公开，如 全文发布")
    column: TextList = Field(
        "", alias="网站栏目", description="政府网站上放这一事项的栏目，从上到下写全", examples=["法定主动公开内容/社会救助"]
    )
    inquiry: str = Field("", alias="咨询电话", description="办公电话；不得填写个人手机号")
    complaint: str = Field("", alias="监督电话", description="办公电话；不得填写个人手机号")
    flow: str = Field("", alias="流程", description="工作流程图的名称，如 依申请公开；没有流程图的不写")
    national: str = Field("", alias="对应国家事项", description="国家/ 下同一事项的编号", examples=["社会救助-003"])
    withheld: str | WithholdingShape = Field("", alias="不予公开", description="理由和法律依据")
    secrecy: str | SecrecyShape = Field("", alias="保密审查", description="审查人、日期和结果；只用于报送")
    state: State = Field("", alias="状态", description="地方写法：只见于一处，采用时要写明编号才取")
    sources: SourceShape | list[SourceShape] = Field(default_factory=list, alias="来源", description="事项见于何处")
    verified: Verdict = Field("是", alias="核实", description="有一格未见原文或未经本单位确认的，写“否”")
    doubt: str = Field("", alias="核实说明", description="哪一格没有见到，或各处写法有何不同")


class IdentityShape(Strict):
    """What an item is known by."""

    identity: str = Field(alias="编号", description="稳定标识，一经使用不再改动、不再分配给别的事项", examples=["社会救助-003"])


class ItemShape(FieldsShape, IdentityShape):
    """One 事项."""

    model_config = ConfigDict(
        json_schema_extra=_skeleton(
            "新事项",
            "一个事项的各个要素",
            {
                "编号": "$1",
                "一级事项": "$2",
                "二级事项": "$3",
                "公开内容": ["$4"],
                "公开依据": ["《$5》"],
                "公开时限": "$6",
                "公开主体": ["$7"],
                "公开渠道": ["政府网站"],
                "公开对象": "全社会",
                "公开方式": "主动公开",
                "公开层级": ["$8"],
            },
        )
    )


class AdoptionShape(Strict):
    """采用: which items of which region above."""

    region: str = Field(alias="区域", description="采用哪个地区的目录，如 国家")
    domain: DomainName = Field("", alias="领域", description="那里的领域名称；省略时按领域的各种名称自动对上")
    tiers: Tier | list[Tier] = Field("", alias="层级", description="只采用公开层级含有这些层级的事项，如 [乡级]")
    untiered: Annotated[str, _suggest("采用", "不采用")] = Field(
        "", alias="层级未写", description="按层级筛选时，没有写公开层级的事项怎么办；省略时不采用"
    )
    items: TextList = Field("", alias="事项", description="只采用这些编号的事项")


class TargetShape(Strict):
    """Which item above an entry is about."""

    target: str = Field(alias="对应", description="上级事项的编号", examples=["社会救助-003"])


class AdjustmentShape(FieldsShape, TargetShape):
    """调整: single fields of an adopted item replaced; an empty value takes the field away."""

    reason: str = Field("", alias="理由", description="为什么与上级不同", examples=["本县承诺提前"])


class DeclinedShape(TargetShape):
    """不采用: an item above that this unit does not take over, and why."""

    reason: str = Field(alias="理由", description="为什么不采用", examples=["由乡镇公开"])


class CatalogueShape(Strict):
    """A catalogue file."""

    domain: DomainName = Field(alias="领域", description="国家公布的领域，或 region.yaml 领域分工里的领域")
    unit: str = Field("", alias="单位", description="region.yaml 里登记的单位名称")
    version: str = Field("", alias="版本", description="省略时用 region.yaml 的版本")
    form: FormName = Field("", alias="样表", description="省略时用 region.yaml 的样表")
    adoption: str | AdoptionShape = Field("", alias="采用", description="从上级采用整个领域的事项，如 国家；可按层级、编号筛选")
    subjects: Nothing | dict[str, TextList] = Field(
        "", alias="主体对应", description="上级写的统称对应本地的哪个单位，如 民政部门: 县民政局"
    )
    adjustments: Nothing | list[AdjustmentShape] = Field("", alias="调整", description="采用的事项里，与上级不同的要素")
    declined: Nothing | list[DeclinedShape] = Field("", alias="不采用", description="不采用的上级事项和理由")
    items: Nothing | list[ItemShape] = Field("", alias="事项", description="本单位自己的事项；采用了上级目录的可以省略")


class FormerNameShape(Strict):
    """A name that a unit had before."""

    name: str = Field(alias="名称", description="如 县农业局")
    until: str = Field("", alias="止", description="使用的最后一天，如 2019-01-14；不知道的不写")


class UnitShape(Strict):
    """A unit of the region."""

    name: str = Field(alias="名称", description="目录中使用的名称，如 县民政局")
    full_name: str = Field("", alias="全称", description="如 莒南县民政局")
    kind: Annotated[str, _suggest(*UNIT_KINDS)] = Field("", alias="类别", description="单位的类别，由它判断单位在哪一级")
    short_names: TextList = Field("", alias="简称", description="目录里也可以写的名称，如 民政局")
    former: str | list[str | FormerNameShape] = Field(
        "", alias="曾用名", description="以前的名称，可以写到哪一天为止，如 {名称: 县农业局, 止: 2019-01-14}"
    )
    since: str = Field("", alias="起", description="从哪一天起用这个名称，如 2019-01-15")
    until: str = Field("", alias="止", description="到哪一天为止用这个名称；现在还用的不写")
    verified: Verdict = Field("是", alias="核实", description="名称未见原文的，写“否”")


class DutyShape(Strict):
    """Who leads a domain."""

    number: str = Field("", alias="序号", description="分工表里的序号，如 1-2；省略时依次编号")
    domain: DomainName = Field(alias="领域", description="领域的名称，与目录文件的“领域”一致")
    leads: TextList = Field("", alias="牵头单位", description="牵头这个领域的单位，几个写成列表", examples=["县民政局"])
    remark: str = Field("", alias="备注", description="分工表里的备注")
    verified: Verdict = Field("是", alias="核实", description="分工未见原文的，写“否”")


class LetterShape(Strict):
    """What the 报送函 says."""

    addressee: str = Field("", alias="主送", description="报送函的主送机关")
    issuer: str = Field("", alias="发文机关", description="省略时用“政府”的办公室")
    date: str = Field("", alias="日期", description="成文日期，如 2018-01-31；省略时留空手填")
    number: str = Field("", alias="文号", description="发文字号；省略时留空手填")


class AttachmentShape(Strict):
    """A form that goes with the catalogues."""

    style: StyleName = Field(alias="样式", description="templates/attachments/ 里的一种")
    mark: str = Field("", alias="编号", description="版心左上角的附件序号，如 附件1")
    title: str = Field("", alias="标题", description="省略时用样式的标题")
    content: Nothing | list[dict[str, TextList]] | dict[str, str | list[str | dict[str, TextList]]] = Field(
        "", alias="内容", description="各行，或各项的值，或 {文件: 附件/名称.yaml}；省略时出空白表"
    )
    each_unit: Verdict = Field("否", alias="每单位一份", description="写“是”时为每个单位各出一份，填好单位名称")


class FlowChoiceShape(Strict):
    """流程: which flow charts a region publishes, as one attachment."""

    mark: str = Field("", alias="编号", description="版心左上角的附件序号，如 附件5")
    title: str = Field("", alias="标题", description="附件的标题；省略时为 政务公开工作流程图")
    flows: TextList = Field(alias="流程图", description="各流程的名称：本地区 流程/ 文件夹、templates/flows/ 里的或自带的")
    owners: Nothing | dict[str, str] = Field(
        "", alias="责任对应", description="流程图写的统称对应本地的哪个单位，如 信息公开工作机构: 县政府办公室"
    )


class PeriodShape(Strict):
    """适用: between which days a flow is right."""

    since: str = Field("", alias="自", description="年-月-日", examples=["2019-05-15"])
    until: str = Field("", alias="至", description="年-月-日")


class StepShape(Strict):
    """One step of a flow chart."""

    identity: str = Field(alias="编号", description="连线用它指这一步，图上不印")
    kind: Annotated[str, _suggest(*STEP_KINDS)] = Field(
        alias="类型", description="起止（圆角）、办理（矩形）、判断（菱形）、文书（折角）"
    )
    text: str = Field(alias="文字", description="印在图上的文字，宜在 20 字以内")
    owner: str = Field("", alias="责任", description="谁来做，印成泳道")
    limit: str = Field("", alias="时限", description="如 20个工作日内", examples=["20个工作日内"])
    basis: TextList = Field("", alias="依据", description="《文件名》（文号）第几条，印在图下")


class LinkShape(Strict):
    """An arrow of a flow chart."""

    source: str = Field(alias="从", description="从哪一步，写编号")
    target: str = Field(alias="到", description="到哪一步，写编号")
    text: str = Field("", alias="文字", description="线上的文字；判断的每条连线都要写，如 是、否")


class FlowShape(Strict):
    """A flow chart's file."""

    name: str = Field("", alias="名称", description="省略时用文件名")
    title: str = Field("", alias="标题", description="如 依申请公开工作流程图")
    about: str = Field("", alias="说明")
    period: Nothing | PeriodShape = Field("", alias="适用", description="按哪一段时间的法规，如 {自: 2019-05-15}；省略就是一直")
    lanes: TextList = Field("", alias="泳道", description="责任的次序，从左到右；省略时按步骤里出现的先后")
    steps: Nothing | list[StepShape] = Field(alias="步骤")
    links: Nothing | list[LinkShape] = Field("", alias="连线")
    sources: SourceShape | list[SourceShape] = Field(default_factory=list, alias="来源", description="流程见于何处")
    verified: Verdict = Field("是", alias="核实", description="未见原文或未经本单位确认的，写“否”")
    doubt: str = Field("", alias="核实说明")


class RegionShape(Strict):
    """A region file."""

    name: str = Field(alias="名称", description="如 莒南县")
    short_name: str = Field("", alias="简称", description="如 莒南；省略时用文件夹名")
    tier: Tier = Field(alias="层级", description="地区的层级，如 县级")
    code: str = Field("", alias="行政区划代码", description="国家统计局的区划代码，加引号", examples=["371327"])
    parent: str = Field("", alias="上级", description="上一级地区的名称，如 临沂市")
    government: str = Field("", alias="政府", description="如 莒南县人民政府")
    form: FormName = Field("", alias="样表", description="如 山东2017、国家2019")
    more_forms: FormName | list[FormName] = Field("", alias="兼用样表", description="另外再各编一份的样表，如 [河南2017清单]")
    version: str = Field("", alias="版本", description="每次报送换一个，材料放在 dist/<简称>/<版本>/", examples=["2018.1"])
    base_date: str = Field("", alias="基准日", description="按哪一天的法规和机构名称判断，如 2018-01-31")
    below: TextList = Field("", alias="下级", description="汇总哪些下级地区的目录，如 [张店]")
    units: Nothing | list[UnitShape] = Field(default_factory=list, alias="单位", description="单位名录：名称、全称、类别")
    duties: Nothing | list[DutyShape] = Field(default_factory=list, alias="领域分工", description="顺序即报送材料中的领域顺序")
    subjects: Nothing | dict[str, TextList] = Field(
        "", alias="主体对应", description="采用上级目录时，上级写的统称对应本地的哪个单位"
    )
    letter: Nothing | LetterShape = Field("", alias="报送", description="报送函的主送机关、日期等")
    attachments: Nothing | list[AttachmentShape] = Field(
        default_factory=list, alias="附件", description="随目录报送的名单、分工表、联络表等"
    )
    flows: TextList | FlowChoiceShape = Field(
        "", alias="流程", description="公开哪些工作流程图，如 [主动公开, 依申请公开]，或 {编号: 附件5, 流程图: […]}"
    )
