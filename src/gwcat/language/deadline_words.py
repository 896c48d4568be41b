"""The words of 公开时限. Sources: the published catalogues under catalogs/ and 《政府信息公开条例》（国务院令第711号）."""

from __future__ import annotations

# unit as written -> unit meant
UNITS = {
    "工作日": "工作日", "工作天": "工作日", "自然日": "日", "日历日": "日", "日历天": "日", "日": "日", "天": "日",
    "小时": "小时", "周": "周", "星期": "周", "月": "月", "季度": "季度", "学期": "学期", "年": "年",
}  # fmt: skip
COUNTED = ("工作日", "工作天", "自然日", "日历日", "日历天", "小时", "星期", "月", "季度", "学期", "周")
"""Units that may follow 个."""
MEASURED = ("工作日", "月", "季度", "学期")
"""Units that are printed with 个."""
UNCOUNTED = ("工作日", "工作天", "自然日", "日历日", "日历天", "日", "天", "小时", "周", "星期", "年")
"""Units that may follow the number: 3月 and 三季度 would be dates."""
SHORT_UNITS = ("工作日", "小时")
"""Units of lengths that can only be limits where nothing else is said."""

# how a cycle is written -> the unit of the cycle
CYCLES = {
    "季度": "季度", "季": "季度", "年度": "年", "年": "年", "月份": "月", "月": "月", "周": "周", "星期": "周", "日": "日",
    "天": "日", "工作日": "工作日", "学期": "学期",
}  # fmt: skip

# how it is written -> qualifier
QUALIFIERS = {
    "即时": "即时", "立即": "即时", "即刻": "即时", "及时": "及时", "实时": "实时", "随时": "随时", "长期": "长期",
    "常年": "长期", "保持长期": "长期", "任期内": "任期内", "最新有效": "最新有效", "动态": "动态", "依申请": "依申请",
    "按申请": "依申请", "当日": "当日", "当天": "当日", "当日内": "当日", "当天内": "当日",
}  # fmt: skip
PROGRESS = "按进展情况"
PROGRESS_OF = "实际|项目|工作|工程|建设|任务|实施|办理|有关|相关"
"""What may stand before 进展情况."""
LENGTHS = frozenset(("长期", "任期内"))
"""Qualifiers that may follow 公开期限."""
LONE_QUALIFIERS = ("动态", "当日")
"""Qualifiers only where nothing stands before them: 工作动态 and 决定作出当日 are something else."""
BARE_QUALIFIERS = ("最新有效",)
"""Qualifiers that stand without a verb."""

PUBLISH = "公开|公示|公布|发布|公告"
ACTS = ("更新", "调整", "答复", "发通知邀请", "通知", "告知")
"""What may be done instead of publishing."""
BEFORE_ACTS = "应当?|须|需|要|予以|进行|加以|对外|统一|主动|依法|并|面?向(?:全?社会(?:公众)?|公众)"
"""What may stand between the time and the verb."""
TOGETHER = ("同步", "一并", "一同", "同时", "一起")
WITH = ("随着", "随", "与", "同", "和")
"""What stands before the event together with which something is published; all but 随 need a word of TOGETHER."""
AT_RANDOM = ("随时", "随机", "随即", "随意")
"""Words that only look as if they began with 随."""

PLACES = ("公示栏", "公开栏", "公告栏", "宣传栏", "网站", "平台", "大厅", "电子屏", "公众号", "媒体", "公报", "现场", "查阅点")
"""How the name of a place of publication ends."""

FROM = ("自", "从", "在", "于")
"""Prepositions before an event."""
DUTIES = tuple(f"{duty}{preposition}" for duty in ("应当", "应", "必须", "须") for preposition in FROM)
COMPOUNDS = (
    "自然", "自行车", "自主招生", "自主创新", "自主就业", "自建房", "自治区", "自治县", "自治州", "自来水", "自费", "自筹",
    "自查报告", "自愿", "自动化", "自动监测", "自律", "自评报告", "自有", "自用", "在建工程", "在建项目", "在线", "在校生",
    "在校学生", "在职人员", "在职职工", "在岗人员", "在岗职工", "在编人员", "在册", "在押", "在读学生", "从业人员", "从事",
    "从严",
)  # fmt: skip
"""Words that only look as if they began with a preposition."""
BEFORE_COMPOUNDS = ("存", "现", "正", "所", "各", "来", "亲", "独", "擅", "内", "实", "关", "对", "用", "属", "位")
"""Signs that make one word with 自, 在 or 于 after them: 存在, 各自, 关于."""

# how the relation to an event is written, after the event -> relation; the longer words first
RELATIONS = {
    "之日起": "起", "之时起": "起", "当日起": "起", "之日以后": "起", "之日后": "起", "日起": "起", "起": "起",
    "之日": "当日", "当日": "当日", "当天": "当日", "当日内": "当日", "当天内": "当日",
    "的同时": "时", "同时": "时", "之时": "时", "时": "时",
    "之后": "后", "以后": "后", "后": "后", "之前": "前", "以前": "前", "前": "前",
}  # fmt: skip

# The standard event of 《政府信息公开条例》 in all its wordings.
EVENTS = {
    "形成": "形成", "产生": "形成", "生成": "形成", "变更": "变更", "更新": "更新", "制作": "制作", "制定": "制定",
    "获取": "获取", "获得": "获取",
}  # fmt: skip
TRANSITIVE = ("制作", "制定", "获取")
ANY_INFORMATION = (
    "", "信息", "该信息", "本信息", "政府信息", "该政府信息", "相关信息", "有关信息", "公开事项信息", "事项信息", "公开信息",
    "公开内容", "公开事项",
)  # fmt: skip
OTHERS = ("其他", "其它", "其余")

# An event without 之日起 or 后 must begin or end like one.
EVENT_STARTS = ("作出", "做出", "收到", "接到", "制定", "制作", "获取", "取得", "完成", "形成", "签订", "签署", "召开")
STATES = ("情况", "结果", "内容", "事项", "名单", "明细")
"""What begins like an event and ends like this is a thing: 完成情况."""
EVENT_ENDS = (
    *EVENTS, "作出", "做出", "下达", "下发", "批准", "批复", "通过", "结束", "完成", "确定", "印发", "发出", "签订", "签署",
    "受理", "生效", "审定", "核准", "认定", "验收", "竣工", "开工", "召开", "启动", "听证", "评审", "拨付", "发放", "到位",
    "终了", "届满",
)  # fmt: skip
NO_EVENT_ENDS = (*QUALIFIERS, *TOGETHER, "次", "翌", "当", "第", "日", "后", "前", "时", "及", "即", "实", "随", "之", "以", "同")
"""Ends of words that would run into what follows: 决定作出次|日起."""
STRANGERS = (
    "之日", "日起", "日内", "以内", "从其规定", "另有规定", "不得", "不超过", "应自", "应在", "应于", "应当", "及时", "实时",
    "予以", "其中",
)  # fmt: skip
"""Words of a time, which are in no name of a thing or an event."""
NO_SCOPE_STARTS = (
    "每",
    "按",
    "逐",
    "自",
    "在",
    "从",
    "于",
    "随",
    "依",
    "根据",
    "参照",
    "由",
    "如",
    "若",
    "凡",
    "将",
    "把",
    "请将",
)
EVENT_NAMES = {"批": "批准"}
"""Events that are written too short."""

NOUNS = (
    "信息", "事项", "内容", "情况", "结果", "决定", "文件", "政策", "名单", "公告", "通知", "指南", "目录", "清单", "预算",
    "决算", "报告", "资料", "材料", "数据", "标准", "制度", "方案", "计划", "规划", "项目", "资金", "措施", "意见", "草案",
    "依据", "条件", "程序", "流程", "动态", "职责", "机构", "纪要", "决策", "法规", "规章", "统计", "明细", "案件", "供应",
    "账目", "财务", "工作", "服务", "活动", "补贴", "处罚", "许可", "行为", "其他", "其余", "》", "”",
)  # fmt: skip
"""How the name of what is published ends; other words need a colon, 应 or 自 after them."""

SHOWN = "公开征求意见|征求意见|公示|公告|展示|公布|公开"
"""What may go on for a time; the last two only with 期 or 不少于."""
SHOWN_AS = {"公开征求意见": "征求意见", "展示": "公示", "公布": "公开"}
AT_LEAST = "不得?(?:少|短|低)于|至少|最少"
AT_MOST = ("不得超过", "不超过", "最迟", "至迟", "最长")
FILLERS = ("应当", "应该", "应", "必须", "须", "需", "要", "均", "都", "并", "在", "于", "为", "的", "，")
"""Words between the parts of a clause that say nothing of their own."""

LABELS = ("公开时限", "时限", "期限")
"""Names of the cell itself, in front of a colon or 为."""
AUTHORITIES = (
    "法律",
    "法规",
    "规章",
    "法律法规",
    "政策",
    "规定",
    "国家",
    "上级",
    "省",
    "市",
    "文件",
    "条例",
    "法",
    "办法",
    "规范性文件",
)
"""How those whose provisions go before are named."""
SAME_AUTHORITY = {"法律法规": "法律、法规", "法律和法规": "法律、法规", "法律或法规": "法律、法规"}

# Words that fix no time: a text that has one of them is not understood, whatever else it says.
VAGUE = {
    "同上": "要看另一格才知道期限", "尽快": "没有说明期限", "尽早": "没有说明期限", "尽可能": "没有说明期限",
    "尽量": "没有说明期限", "适时": "没有说明期限", "择期": "没有说明期限", "视情": "没有说明期限", "酌情": "没有说明期限",
    "不定期": "没有说明多久一次", "待定": "没有说明期限", "另行通知": "没有说明期限", "另行确定": "没有说明期限",
    "原则上": "不是确定的期限", "必要时": "没有说明是什么时候", "需要时": "没有说明是什么时候", "左右": "不是确定的期限",
}  # fmt: skip
# Words that explain why nothing was understood.
HINTS = {
    "规定": "没有写明期限，只说按规定", "要求": "没有写明期限，只说按要求", "定期": "没有说明多久一次",
    "详见": "要看另一处才知道期限",
}  # fmt: skip
