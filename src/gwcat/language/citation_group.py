"""What stands behind a title: numbers, dates, articles and remarks, in brackets or not."""

from __future__ import annotations

from datetime import date

from gwcat.language import citation_article, citation_number
from gwcat.language.citation_article import Article
from gwcat.language.citation_model import Stamp
from gwcat.language.citation_number import YEARS, Number
from gwcat.language.citation_text import HAN, compact, pattern, title

_STAMP = (
    rf"自?([0-9]{{4}})(?:年(?:([0-9]{{1,2}})月(?:([0-9]{{1,2}})日)?)?)?({HAN}{{0,40}}?会议)?"
    r"((?:第[一二三四五六七八九十]次)?(?:修正|修订|修改|公布|发布|颁布|通过|印发|施行|实施|起施行|起实施|修正本|修订本|修订版|本|版)?)"
    r"(?![^\W_A-Za-z])"
)
_NOTE = (
    r"试行|暂行|修正|修订|修改|修正案|修正本|修订本|修订版|试用|节选|草案|征求意见稿|已废止|已失效"
    r"|第[一二三四五六七八九十0-9]{1,3}[版次批]|(?:以下)?(?:统称|简称)?(?:简称|统称)[:为]?.{1,40}"
)


class Details:
    """What was gathered about one citation so far."""

    __slots__ = ("articles", "dates", "notes", "numbers")

    def __init__(self, numbers: list[Number] | None = None) -> None:
        self.numbers: list[Number] = numbers or []
        self.dates: list[Stamp] = []
        self.articles: tuple[Article, ...] = ()
        self.notes: list[str] = []

    def take(self, other: Details) -> None:
        """Add what a further piece of the text says."""
        self.numbers += other.numbers
        self.dates += other.dates
        self.articles += other.articles
        self.notes += other.notes


def read(content: str, *, bracketed: bool) -> Details | None:
    """All that a piece of folded text says; None if any of it is something else."""
    details, content, start = Details(), compact(content), 0
    if bracketed and pattern(f"(?:{_NOTE})$").match(content):
        details.notes.append(note(content))
        return details
    while start < len(content):
        if content[start] in ",，;、 ":
            start += 1
            continue
        end = _part(details, content, start)
        if end is None:
            return None
        start = end
    return details if content.strip(",，;、 ") else None


def _part(details: Details, content: str, start: int) -> int | None:
    """Read the next part into the details; where it ends."""
    if number := citation_number.read(content, start):
        details.numbers.append(number[0])
        return number[1]
    if dated := stamp(content, start):
        details.dates.append(dated[0])
        return dated[1]
    if articles := citation_article.read(content, start):
        details.articles += articles[0]
        return articles[1]
    return None


def stamp(content: str, start: int = 0) -> tuple[Stamp, int] | None:
    """The date that begins at a place, if there is such a day."""
    match = pattern(_STAMP).match(content, start)
    if match is None or int(match.group(1)) not in YEARS:
        return None
    year, month, day, body, act = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if body and not (month and act):
        return None
    return Stamp(int(year), int(month or 0), int(day or 0), act, body or ""), match.end()


def note(content: str) -> str:
    """A remark as it should be written."""
    return title(content)
