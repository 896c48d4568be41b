"""公开渠道和载体: the thirteen options of the official forms, in the order in which they are printed.

Source: 基层政务公开事项标准目录格式模板 (宜府办发〔2020〕27号, 附件2); other spellings as published by counties.
"""

from __future__ import annotations

from gwcat.base.names import fold, nearest

WEBSITE = "政府网站"
OTHER = "其他"
NOTICE_BOARD = "社区/企事业单位/村公示栏（电子屏）"
CHANNELS = (
    WEBSITE, "政府公报", "两微一端", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点", "政务服务中心", "便民服务站",
    "入户/现场", NOTICE_BOARD, "精准推送", OTHER,
)  # fmt: skip

# other spelling -> the option that is meant
ALIASES = {
    "门户网站": WEBSITE, "政府门户网站": WEBSITE,
    "一微一端": "两微一端", "政务新媒体": "两微一端", "新媒体": "两微一端", "微信公众号": "两微一端",
    "发布会": "发布会/听证会", "听证会": "发布会/听证会", "发布会听证会": "发布会/听证会",
    "纸质载体": "纸质媒体", "公开查询点": "公开查阅点", "政务公开专区": "公开查阅点",
    "行政服务中心": "政务服务中心", "政府服务中心": "政务服务中心", "办事大厅": "政务服务中心", "办事窗口": "政务服务中心",
    "便民服务中心": "便民服务站", "入户/现场宣传": "入户/现场",
    "公示栏": NOTICE_BOARD, "村公示栏": NOTICE_BOARD, "社区/村公示栏": NOTICE_BOARD, "公告公示栏": NOTICE_BOARD,
    "社区/企事业单位、村公示栏（电子屏）": NOTICE_BOARD, "村居/企事业单位公示栏（电子屏）": NOTICE_BOARD,
    "单位/村委会公示栏": NOTICE_BOARD, "村务公开栏": NOTICE_BOARD,
}  # fmt: skip

_KNOWN = {fold(name): name for name in CHANNELS}
_ALIASES = {fold(alias): name for alias, name in ALIASES.items()}


def canonical(name: str) -> str | None:
    """The option as the forms print it, whatever the width of its signs; None if it is not one of the thirteen."""
    return name if name in CHANNELS else _KNOWN.get(fold(name))


def alias(name: str) -> str | None:
    """The option that another spelling stands for; None if the name is no known spelling of one."""
    return _ALIASES.get(fold(name))


def meant(name: str) -> str | None:
    """The option that an unknown spelling probably stands for."""
    return _ALIASES.get(fold(name)) or nearest(name, CHANNELS)
