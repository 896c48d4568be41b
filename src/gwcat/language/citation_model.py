"""公开依据 as values: what a cell cites, and how a citation should be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from gwcat.language import citation_article
from gwcat.language.citation_article import Article
from gwcat.language.citation_number import Number, Standard


class Stamp(NamedTuple):
    """A date of a statute: 2015年12月27日修正."""

    year: int
    month: int = 0
    day: int = 0
    """0 where the text is silent."""
    act: str = ""
    """What was done then: 修正, 第二次修正, 公布, 起施行; empty if only the date stands there."""
    body: str = ""
    """Who did it: 第十三届全国人民代表大会常务委员会第七次会议."""

    def __str__(self) -> str:
        if not (self.month or self.act):
            return str(self.year)
        month = f"{self.month}月" if self.month else ""
        day = f"{self.day}日" if self.day else ""
        return f"{self.year}年{month}{day}{self.body}{self.act}"


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited document. A title, a number, or both are there; everything else may be empty."""

    title: str = ""
    """Without its outer marks; marks within it are 〈〉."""
    number: Number | None = None
    dates: tuple[Stamp, ...] = ()
    articles: tuple[Article, ...] = ()
    label: str = ""
    """What stands in 【】 before it: 法律, 部门规章及规范性文件. It may be wrong."""
    issuer: str = ""
    """Who issued it, if that stands before the title."""
    notes: tuple[str, ...] = ()
    """Brackets behind the title that belong to it: 试行, 以下简称〈条例〉."""
    quote: str = ""
    """What is quoted from it, without the quotation marks."""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    """Where it stands, in characters of the text that was read."""

    @property
    def standard(self) -> Standard | None:
        """Its number, if that is the number of a standard."""
        return self.number if isinstance(self.number, Standard) else None

    def __str__(self) -> str:
        return text(self)


class Unparsed(NamedTuple):
    """A stretch of the text that was not understood, and why not."""

    start: int
    end: int
    text: str
    why: str
    """One of the sentences below."""


@dataclass(frozen=True, slots=True)
class Citations:
    """What a cell says: its citations, and whatever else stands in it. Separators and numbering are in neither."""

    citations: tuple[Citation, ...]
    unparsed: tuple[Unparsed, ...] = ()
    canonical: bool = field(default=False, compare=False)
    """Whether the text is known to be written as it should be."""

    @property
    def understood(self) -> bool:
        """Whether nothing is left over."""
        return not self.unparsed


MARKS = "书名号没有配对"
EMPTY = "书名号里没有文件名称"
BRACKETS = "括号没有配对"
NUMBER = "文号不完整，或者括号、年份不合格式"
CONTENT = "括号里不是文号、标准号、日期或者条款"
SECOND_NUMBER = "一份文件写了两个文号"
NUMBER_FIRST = "文号在文件名称前面，不能确定属于哪一份文件"
NUMBER_ALONE = "文号和文件名称被顿号隔开，不能确定属于哪一份文件"
NUMBER_INSIDE = "书名号里写的是文号，不能确定文件名称的起止"
OUTSIDE = "书名号外还有文字，不能确定文件名称的起止"
REST = "文件名称和文号之后还有文字"
LABEL = "不认识的类型标签"
ARTICLE = "条款没有写明属于哪一份文件"
VAGUE = "没有写明是哪一份文件"
BARE = "没有书名号，不能确定是不是文件名称"


def text(citation: Citation) -> str:
    """A citation as it should be written; reading it again gives the same citation."""
    label = f"【{citation.label}】" if citation.label else ""
    title = f"《{citation.title}》" if citation.title else ""
    notes = "".join(f"（{note}）" for note in citation.notes)
    details = [str(citation.number)] if citation.number else []
    head = "" if citation.title or not details else details.pop()
    details += map(str, citation.dates)
    brackets = f"（{'，'.join(details)}）" if details else ""
    quote = f"：“{citation.quote}”" if citation.quote else ""
    return f"{label}{citation.issuer}{title}{head}{notes}{brackets}{citation_article.text(citation.articles)}{quote}"


def cell(citations: tuple[Citation, ...] | list[Citation], separator: str = "、") -> str:
    """Several citations in one cell, with one separator."""
    return separator.join(map(text, citations))
