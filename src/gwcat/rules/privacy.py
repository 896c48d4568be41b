"""Privacy: nothing personal among what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gwcat.language.personal import find_personal
from gwcat.model.catalogue import Item
from gwcat.model.finding import DataPath
from gwcat.rules.registry import CatalogueCase, Note, rule

# Keys that never reach a published table.
_INTERNAL = frozenset({"来源", "保密审查"})


@rule(
    "GW501", "含有个人信息", "error", "item",
    summary="目录里没有身份证号、手机号、电子邮箱、银行卡号。",
    why="目录要向全社会公布；个人信息一旦公布就收不回来。办公电话（带区号）不在此列。",
    source="《政府信息公开条例》第十五条",
    bad="咨询电话: ⟦13800000000⟧", good="咨询电话: 0539-0000000",
)  # fmt: skip
def nothing_personal(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """No value of an item holds personal data."""
    if not case.suspicious:
        return
    for key, value in item.raw.items():
        if key not in _INTERNAL:
            for path, text in _texts((key,), value):
                for kind in dict.fromkeys(found.kind for found in find_personal(text)):
                    yield Note(f"“{key}”里有{kind}。", path, "请删去，或改为办公电话。")


_SENSITIVE = re.compile(
    "身份证(?:件)?(?:号码?)?|银行(?:卡|账户|存折)?(?:账|帐|卡)号|开户(?:账|帐)号|(?:家庭|居住|户籍)(?:住址|地址)|手机号码?|移动电话|病情|病历|诊断结果"
)
# What every match of it contains.
_SENSITIVE_WORDS = (
    "身份证", "账号", "帐号", "卡号", "家庭住址", "家庭地址", "居住住址", "居住地址", "户籍住址", "户籍地址", "手机号",
    "移动电话", "病情", "病历", "诊断结果",
)  # fmt: skip
_MASKED = re.compile(
    "脱敏|去标识|隐去|遮盖|不公开|不得公开|不公布|不含|不包括|除外|部分隐藏|打码|样本|模板|填报|提交|需提供|所需"
)
_PERSONS = re.compile("(?:对象|人员|家庭|儿童|老人|居民|农户|户|人)[^，。；、]{0,6}名单|花名册|名册")
_SHOWN_FOR = re.compile("公示")


@rule(
    "GW502", "公开内容涉及个人敏感信息", "error", "item",
    summary="向全社会公开的内容里，不列身份证号、银行账号、住址、手机号、病情。",
    why="把这些列进公开内容，就是要求下面的人公布它们；已有地方因此泄露几万人的信息。",
    source="《政府信息公开条例》第十五条；《个人信息保护法》第二十八条",
    bad="公开内容:\n  - ⟦救助对象姓名、身份证号、救助金额⟧", good="公开内容:\n  - 救助对象姓名（脱敏）、救助金额",
    words=_SENSITIVE_WORDS,
)  # fmt: skip
def nothing_sensitive(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """公开内容 for everyone names no sensitive data, unless it says that they are masked."""
    if not item.audience.everyone:
        return
    for path, text in _texts(("公开内容",), item.raw.get("公开内容")):
        if (found := _SENSITIVE.search(text)) and not _MASKED.search(text):
            help = "请删去；确需公布的，写明怎样脱敏，如“身份证号（脱敏）”。"
            yield Note(f"公开内容里有“{found.group()}”，要向全社会公开。", path, help)


@rule(
    "GW503", "名单没有写脱敏", "warning", "item",
    summary="向全社会公开名单的事项，写明怎样脱敏，或者公示多久。",
    why="名单最容易带出个人信息；写明脱敏办法和公示期，公布的人才知道公布到什么程度、什么时候撤下。",
    source="《政府信息公开条例》第十五条；国办发〔2018〕23号：去标识化处理，选择恰当的方式和范围",
    bad="公开内容:\n  - ⟦救助对象名单⟧\n公开时限: 每年1月31日前",
    good="公开内容:\n  - 救助对象名单\n公开时限: 每年1月31日前\n备注: 姓名、身份证号脱敏后公布",
    words=("名单", "名册"),
)  # fmt: skip
def lists_masked(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """An item that publishes a list of persons to everyone says how it is masked or how long it is shown."""
    if not item.audience.everyone or _MASKED.search(item.text("备注")) or _SHOWN_FOR.search(item.deadline):
        return
    for path, text in _texts(("公开内容",), item.raw.get("公开内容")):
        if _PERSONS.search(text) and not _MASKED.search(text):
            help = "请在“备注”里写明怎样脱敏，或在“公开时限”里写明公示期，如“公示7个工作日”。"
            yield Note("向全社会公开名单，没有写怎样脱敏、公示多久。", path, help)
            return


@rule(
    "GW504", "不予公开没有法定事由", "error", "item",
    summary="不予公开的事项，写明理由和法律依据。",
    why="不公开是例外；拿不出法律依据的不公开，公众申请或诉讼时站不住脚。",
    source="《政府信息公开条例》第十四条至第十六条；《淄博市全面推进基层政务公开标准化规范化工作实施方案》二（三）",
    bad="不予公开: {理由: 个人隐私, 依据: ⟦⟧}", good="不予公开: {理由: 个人隐私, 依据: 《政府信息公开条例》第十五条}",
    words=("不予公开",),
)  # fmt: skip
def withheld_on_grounds(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """What is withheld has a reason and a legal ground."""
    withheld = item.raw.get("不予公开")
    if isinstance(withheld, dict):
        for key in ("理由", "依据"):
            if not str(withheld.get(key, "")).strip():
                path = ("不予公开", key) if key in withheld else ("不予公开",)
                yield Note(
                    f"不予公开没有写{key}。", path, f"请写上{key}，如 依据: 《政府信息公开条例》第十五条。", key not in withheld
                )
    elif isinstance(withheld, str) and withheld.strip() and "《" not in withheld and "第" not in withheld:
        yield Note("不予公开没有写法律依据。", ("不予公开",), "请写成 {理由: …, 依据: 《政府信息公开条例》第十五条}。")


def _texts(path: DataPath, value: object) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _texts((*path, number), entry)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _texts((*path, key), entry)
