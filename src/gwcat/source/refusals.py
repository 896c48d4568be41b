"""What the reader refuses; the reading rules of the source format, as rules with metadata."""

from __future__ import annotations

from gwcat.model.finding import Rule, Sample

_FORMAT = "源文件格式约定"


def _refusal(code: str, name: str, summary: str, why: str, sample: Sample | None = None) -> Rule:
    return Rule(code, name, "error", summary, why, _FORMAT, sample)


UNREADABLE = _refusal("GW001", "文件读不到", "文件不存在、没有权限或者不是普通文件。", "读不到的目录无法检查，也不能当作没有。")
ENCODING = _refusal("GW002", "编码不是UTF-8", "源文件必须是 UTF-8 编码。", "GBK 等编码在不同电脑上会变成不同的字。")
TOO_LARGE = _refusal("GW003", "文件过大", "单个源文件不得超过 16 MiB。", "一个单位一个领域的目录远小于此；过大多半是误放的附件。")
NOT_TEXT = _refusal("GW004", "不是文本文件", "文件中有文本里不可能出现的控制字符。", "多半是误放的 Word、Excel 或压缩文件。")
SYNTAX = _refusal(
    "GW005", "YAML写法错误", "文件不符合 YAML 语法。", "语法有误的文件无法读出任何内容。",
    Sample("领域: 社会救助\n事项: [\n⟦⟧", "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n", "catalogue"),
)  # fmt: skip
DUPLICATE_KEY = _refusal(
    "GW006", "键重复", "同一层里同一个键只能写一次。", "后写的会悄悄盖掉先写的，内容会丢失。",
    Sample("公开时限: 每年1月31日前\n⟦公开时限⟧: 每年6月30日前", "公开时限: 每年1月31日前"),
)  # fmt: skip
ANCHOR = _refusal(
    "GW007", "锚点或别名", "不使用 & 锚点和 * 别名。", "别名让一处改动影响别处，也可能被用来撑爆内存。",
    Sample("公开时限: ⟦&期限⟧ 每年1月31日前", "公开时限: 每年1月31日前"),
)  # fmt: skip
TAG = _refusal(
    "GW008", "类型标签", "不使用 !! 类型标签。", "所有值都是文本，类型由目录的格式决定。",
    Sample("公开时限: ⟦!!str⟧ 每年1月31日前", "公开时限: 每年1月31日前"),
)  # fmt: skip
DOCUMENTS = _refusal(
    "GW009", "一个文件多份文档", "一个文件只放一份目录，不用 --- 分隔。", "第二份会被当作不存在。",
)  # fmt: skip
TAB = _refusal("GW010", "缩进用了制表符", "缩进只能用空格。", "YAML 不允许用制表符缩进，各编辑器显示的宽度也不同。")
TOO_DEEP = _refusal("GW011", "嵌套过深", "嵌套不得超过 20 层。", "目录最多五六层；更深的多半是括号写错。")
EMPTY = _refusal("GW012", "文件为空", "文件里没有任何内容。", "空文件会让人以为这个单位没有事项。")
UNKNOWN_KEY = _refusal(
    "GW021", "不认识的键", "只能使用格式约定中的键。", "写错的键里的内容不会出现在任何表里。",
    Sample("⟦公开期限⟧: 每年1月31日前", "公开时限: 每年1月31日前"),
)  # fmt: skip
MISSING_KEY = _refusal(
    "GW022", "缺少必需的键", "文件结构必需的键不能省略。", "没有领域的目录、没有编号的事项无法归类和追溯。",
    Sample("⟦单位⟧: 县民政局\n事项: []", "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n", "catalogue"),
)  # fmt: skip
WRONG_KIND = _refusal(
    "GW023", "值的写法不对", "该写文本的写文本，该写列表的写列表。", "写法不对的值读不出来，等于没写。",
    Sample("公开时限: ⟦[每年1月31日前]⟧", "公开时限: 每年1月31日前"),
)  # fmt: skip
LAYOUT = _refusal(
    "GW024", "文件放错地方", "目录文件放在 catalogs/地区/领域/单位.yaml。", "放错地方的文件不会进入任何一个地区的目录。"
)
SETTINGS = _refusal(
    "GW031", "配置写法不对", "gwcat.yaml 里只写认识的规则、级别和键。", "写错的配置不起作用，会让人以为规则已经调整。",
)  # fmt: skip
IGNORE_WORDS = _refusal(
    "GW032", "忽略写法不对", "忽略写成“# gwcat: 忽略 规则编号 理由”。",
    "不写理由的忽略，以后没有人敢删；写错编号的忽略不起作用。",
    Sample("公开时限: 每年1月31日前 ⟦# gwcat: 忽略 GW305⟧", "公开时限: 每年1月31日前"),
)  # fmt: skip
IGNORE_UNUSED = Rule(
    "GW033", "忽略没有用上", "warning", "忽略的那一处确实有这个问题。", "问题已经改好而忽略还在，会盖住以后的新问题。", _FORMAT,
    Sample("公开时限: 每年1月31日前 ⟦# gwcat: 忽略 GW305 网站正在改版⟧", "公开时限: 每年1月31日前"),
)  # fmt: skip

REFUSALS = (
    UNREADABLE, ENCODING, TOO_LARGE, NOT_TEXT, SYNTAX, DUPLICATE_KEY, ANCHOR, TAG, DOCUMENTS, TAB, TOO_DEEP, EMPTY,
    UNKNOWN_KEY, MISSING_KEY, WRONG_KIND, LAYOUT, SETTINGS,
    IGNORE_WORDS, IGNORE_UNUSED,
)  # fmt: skip
