"""任务分工和进度安排: the rows of an attachment that say by when something is to be done, as days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gwcat.calendar.cycle import cyclical, day_in_year, month_end, occurrences
from gwcat.language.deadline import Day, Deadline, parse
from gwcat.language.workday import previous_working_day
from gwcat.model.schedule import Due, Standing, Subject
from gwcat.model.values import mappings, text, texts

TIME = "完成时间"
_NAMES = ("主要任务", "工作任务", "任务", "事项")
_WHO = ("责任部门", "责任单位", "牵头单位", "单位")
_WHAT = ("具体内容", "工作内容", "内容")
_SPAN = "通栏"  # a row that is the heading of a phase
_DASH = "[-—–―~～至到]+"
_TIME = re.compile(
    rf"(\d{{4}})年(\d{{1,2}})月?(?:{_DASH}(?:(\d{{4}})年)?(\d{{1,2}})月)?(?:(\d{{1,2}})日|(底|初|上旬|中旬|下旬))?(?:之?前|以前)?"
)
_CYCLE = re.compile("每(?:年|季度|季|月|周)[^，。；、（）每]{0,8}?前")
_MARK = re.compile(r"^[（(]?[0-9一二三四五六七八九十]+[）)、.．]\s*")
_TENTH = "“初”按上旬算"
_EARLY = "逢休息日提前到前一个工作日"


class Span(NamedTuple):
    """A time as it is written: 2018年1-10月."""

    begins: date
    ends: date


def read_time(words: str) -> Span | None:
    """The days that a 完成时间 reaches over; None if it says none."""
    found = _TIME.fullmatch("".join(words.split()))
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    last_year, last_month = int(found[3] or year), int(found[4] or month)
    if not (1 <= month <= 12 and 1 <= last_month <= 12) or (last_year, last_month) < (year, month):
        return None
    if found[5] and not 1 <= int(found[5]) <= month_end(last_year, last_month).day:
        return None
    end = day_in_year(last_year, Day(month=last_month, day=int(found[5] or 0), part=found[6] or ""))
    return Span(date(year, month, 1), end)


def tasks(tree: Mapping[str, object], first: date, last: date) -> Iterator[Due | Standing]:
    """What the rows of an attachment come to between two days; a time that is none is a rule without a day."""
    for row in mappings(tree.get("行")):
        if heading := text(row.get(_SPAN)):
            yield from _phase(heading, first, last)
        elif words := text(row.get(TIME)):
            yield from _task(row, words, first, last)


def has_times(tree: Mapping[str, object]) -> bool:
    """Whether an attachment says by when something is to be done."""
    return any(text(row.get(TIME)) for row in mappings(tree.get("行")))


def _phase(heading: str, first: date, last: date) -> Iterator[Due]:
    """一、动员部署阶段（2017年10月-2017年11月）."""
    found = re.fullmatch(r"(.*)（(.*)）", heading)
    span = read_time(found[2]) if found else None
    if found and span:
        yield from _due(Subject((), "", "", f"{found[1]}结束"), found[2], span, "", first, last)


def _task(row: Mapping[str, object], words: str, first: date, last: date) -> Iterator[Due | Standing]:
    who, name = _first(row, _WHO), "".join(_first(row, _NAMES)[:1])
    subject = Subject(who, "", "", name)
    span = read_time(words)
    if span is None:
        yield Standing("读不懂", subject, words, reason=f"{TIME}没有写成年月")
        return
    yield from _due(subject, f"{TIME}：{words}", span, "", first, last)
    for sentence in _sentences(_first(row, _WHAT)):
        yield from _reports(sentence, who, span, first, last)


def _due(subject: Subject, rule: str, span: Span, period: str, first: date, last: date) -> Iterator[Due]:
    """A task that must be done within a time: where its end is a holiday, before that."""
    day, approximate = previous_working_day(span.ends)
    if first <= day <= last:
        notes = (*((_TENTH,) if "初" in rule else ()), *((_EARLY,) if day != span.ends else ()))
        yield Due(day, approximate, "任务", subject, rule, span.ends, period, span.begins, span.ends, notes=notes)


def _reports(sentence: str, who: tuple[str, ...], span: Span, first: date, last: date) -> Iterator[Due]:
    """各试点单位要在每月26日前……: once in each period, as long as the task goes on."""
    for found in _CYCLE.finditer(sentence):
        read = parse(found.group())
        clause = read.clauses[0] if isinstance(read, Deadline) and len(read.clauses) == 1 else None
        if clause is None or not cyclical(clause):
            continue
        named = tuple(unit for unit in who if sentence.startswith(unit))
        subject = Subject(named or who, "", "", sentence)
        for each in occurrences(clause, span.begins, span.ends):
            if span.begins <= each.written <= span.ends:
                yield from _due(subject, found.group(), Span(each.begins, each.written), each.period, first, last)


def _sentences(paragraphs: Sequence[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        for sentence in _MARK.sub("", paragraph.strip()).split("。"):
            if sentence.strip():
                yield sentence.strip()


def _first(row: Mapping[str, object], keys: Sequence[str]) -> tuple[str, ...]:
    return next((found for key in keys if (found := texts(row.get(key)))), ())
