"""One clause of a deadline, read from its end: the verb, the manner, the time; what is left is scope and event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from gwcat.language import deadline_words as words
from gwcat.language.deadline_event import SHOWN, Context, context, event, refuse_odd_event, scope, trim
from gwcat.language.deadline_model import Amount, Clause
from gwcat.language.deadline_pieces import Unclear, top_colon
from gwcat.language.deadline_times import Length, cycle_and_day, day, length
from gwcat.language.numerals import NUMERAL, value

# Patterns are plain strings: re compiles one when a text first needs it.
_VERBS = f"{words.PUBLISH}|{'|'.join(words.ACTS)}"
_VERB = f"((?:{words.BEFORE_ACTS}|{'|'.join(words.TOGETHER)})*)({_VERBS})$"
_PUBLISH = tuple(words.PUBLISH.split("|"))
_VERB_ENDS = tuple(_VERBS.split("|"))
_TIMES = f"({words.AT_LEAST})?((?:{words.BEFORE_ACTS})*(?:{_VERBS}))?({words.AT_LEAST})?({NUMERAL})次$"
_LEAST_ENDS = ("于", "至少", "最少")
_LEAST = f"(?:{words.AT_LEAST})$"
_PROGRESS = f"(?:按照?|根据|依据)(?:{words.PROGRESS_OF})*的?(?:进展|进度)(?:情况)?$"
_PROGRESS_ENDS = ("进展", "进度", "进展情况", "进度情况")
_QUALIFIERS = sorted(words.QUALIFIERS, key=len, reverse=True)
_PLACE = "(?:在|于|通过)(?!后)([^，：在于]{2,24}?)[上中]?$"
_PLACE_ENDS = tuple(place + inside for place in words.PLACES for inside in ("", "上", "中"))
_EVERY = f"每个?({'|'.join(sorted(words.CYCLES, key=len, reverse=True))})"


class Manner(NamedTuple):
    """How something is published, and what stands before that."""

    rest: str
    qualifiers: tuple[str, ...] = ()
    place: str = ""
    act: str = ""
    has_verb: bool = False
    together: bool = False
    """Whether it is to be done together with something."""


def read_clause(text: str) -> Clause:
    """The clause that a piece of uniform text is; raises Unclear if it is none.

    One that only says where to publish, or that something is published, comes back without a time.
    """
    colon = top_colon(text) if "：" in text else _label_end(text)
    if colon in (0, len(text) - 1):
        raise Unclear(f"冒号{'后' if colon else '前'}面没有内容", 0, len(text))
    about, body = text[: max(colon, 0)], text[colon + 1 :]
    if about not in words.LABELS and re.fullmatch(SHOWN, about):
        return _clause(about + body)  # 公示期：7个工作日
    try:
        clause = _clause(body)
    except Unclear as unclear:
        raise Unclear(unclear.reason, unclear.start + colon + 1, unclear.end + colon + 1) from None
    if about and clause.scope:
        raise Unclear("分不清哪些是适用范围", 0, len(text))
    return replace(clause, scope=scope(about)) if about else clause


def _label_end(text: str) -> int:
    """Where 公开时限为 ends in front of what it says."""
    label = next((label for label in words.LABELS if text.startswith(f"{label}为")), "")
    return len(label) if label else -1


def says_when(clause: Clause) -> bool:
    """Whether a clause says more than where to publish."""
    return clause != Clause(place=clause.place, act=clause.act)


def _clause(text: str) -> Clause:
    plain, times, least = _times(text)
    manner = _manner(plain)
    timed = _dated(manner) or _counted(manner) or _moment(manner)
    if times and timed.period:  # 半年一次
        timed = Clause(timed.scope, cycle=timed.period)
    if times and not timed.cycle:
        raise Unclear("只说了次数，没有说多久一次", 0, len(text))
    _refuse_contradiction(timed, manner)
    if not (manner.qualifiers or manner.place or manner.act or times):
        return timed
    return replace(
        timed,
        qualifiers=manner.qualifiers,
        act=manner.act,
        place=timed.place or manner.place,
        times=0 if least or times == 1 else times,
        min_times=times if least else 0,
    )


def _refuse_contradiction(timed: Clause, manner: Manner) -> None:
    """Raise Unclear where the time and the manner do not go together."""
    end = len(manner.rest)
    if manner.together and timed.relation != "随":
        raise Unclear("没有说明和什么一同公开", 0, end)
    if timed.period and (manner.has_verb or manner.qualifiers):
        raise Unclear(f"“{manner.rest}”没有写“内”，分不清是期限还是时长", 0, end)
    if timed.place and manner.place:
        raise Unclear("说了两个公开的地方", 0, end)


def _times(text: str) -> tuple[str, int, bool]:
    """The text without 两次 at its end, how many times, and whether that is the least."""
    found = re.search(_TIMES, text) if text.endswith("次") else None
    if found is None:
        return text, 0, False
    times = value(found[4])
    if not times:
        raise Unclear(f"“{found[4]}次”不是一个确定的次数", found.start(4), len(text))
    return text[: found.start()] + (found[2] or ""), times, bool(found[1] or found[3])


def _manner(text: str) -> Manner:
    verb = re.search(_VERB, text) if text.endswith(_VERB_ENDS) else None
    rest, place = text[: verb.start()] if verb else text, ""
    qualifiers: tuple[str, ...] = ()
    while True:
        rest = trim(rest)
        if found := _qualifier(rest):
            rest, qualifiers = rest[: found[0]], (found[1], *qualifiers)
        elif verb and not place and rest.endswith(_PLACE_ENDS) and (where := re.search(_PLACE, rest)):
            rest, place = rest[: where.start()], where[1]
        else:
            break
    if verb is None:
        return Manner(rest, qualifiers, place)
    act = verb[2] if verb[2] in words.ACTS else ""
    return Manner(rest, qualifiers, place, act, True, verb[1].endswith(words.TOGETHER) or verb[1].startswith(words.TOGETHER))


def _qualifier(text: str) -> tuple[int, str] | None:
    """Where a qualifier at the end of a text begins, and which it is."""
    for written in _QUALIFIERS:
        if text.endswith(written):
            qualifier = words.QUALIFIERS[written]
            alone = qualifier not in words.LONE_QUALIFIERS or text == written
            return (len(text) - len(written), qualifier) if alone else None
    found = re.search(_PROGRESS, text) if text.endswith(_PROGRESS_ENDS) else None
    return (found.start(), words.PROGRESS) if found else None


def _dated(manner: Manner) -> Clause | None:
    found = cycle_and_day(manner.rest) or day(manner.rest)
    return found and replace(found[0], **context(found[1], counted=False)._asdict())


def _counted(manner: Manner) -> Clause | None:
    found = length(manner.rest)
    if found is None:
        return None
    shown = re.search(SHOWN, found.rest) if any(sign in found.rest for sign in "示求公") else None
    if shown and (shown[1] or shown[3] or shown[4] or shown[2] not in ("公开", "公布")):
        return _shown(found, shown)
    return _limited(found, len(manner.rest))


def _shown(found: Length, shown: re.Match[str]) -> Clause:
    """公示7个工作日, 公示期不少于30日."""
    if found.bound not in ("", "以上") or found.ahead:
        raise Unclear(f"分不清“{shown[2]}”多久还是多久之内{shown[2]}", shown.start(), len(found.rest))
    rest = trim(found.rest[: shown.start()])
    where = re.search(_PLACE, rest) if rest.endswith(_PLACE_ENDS) else None
    what = words.SHOWN_AS.get(shown[2], shown[2])
    least = bool(shown[1] or shown[4] or found.bound)
    clause = Clause(
        display=None if least else found.amount,
        min_display=found.amount if least else None,
        shown=what,
        place=where[1] if where else "",
    )
    return replace(clause, **context(rest[: where.start()] if where else rest, counted=False)._asdict())


def _limited(found: Length, end: int) -> Clause:
    """20个工作日内, 组织听证7个工作日前, 提前7个工作日, and lengths without such a word."""
    least = re.search(_LEAST, found.rest) if found.rest.endswith(_LEAST_ENDS) else None
    around = context(trim(found.rest[: least.start()] if least else found.rest, words.AT_MOST), counted=True)
    relation = _relation(found, around)
    if relation is None or (least and relation != "前"):
        raise Unclear("分不清是多久之内、之前还是时长", 0, end)
    if not found.bound and not relation and not around.trigger and found.amount.unit not in words.SHORT_UNITS:
        if found.amount.unit == "日":
            raise Unclear("没有写“内”，分不清是期限还是日期", 0, end)
        return Clause(around.scope, period=found.amount)
    every = re.match(_EVERY, around.trigger) if around.trigger.startswith("每") else None  # 每季度结束后10日内
    cycle = Amount(1, words.CYCLES[every[1]]) if every else None
    return Clause(around.scope, around.trigger, relation, found.amount, cycle=cycle)


def _relation(found: Length, around: Context) -> str | None:
    """起 or 前, or "" without an event; None if that cannot be told."""
    after = around.relation in ("", "起", "后")
    if found.ahead:
        return "前" if not found.bound and (not around.trigger or around.relation == "前") else None
    if found.bound == "前":
        return "前" if around.trigger and not around.relation else None
    if found.bound == "内":
        return ("起" if around.trigger else "") if after else None
    if found.bound:
        return None
    if not around.trigger:
        return ""
    if after:
        lasting = found.amount.unit not in (*words.SHORT_UNITS, "日") or around.trigger.endswith(_PUBLISH)
        return None if lasting else "起"
    return "前" if around.relation == "前" else None


def _moment(manner: Manner) -> Clause:
    """及时公开, 决定作出后公开, 随采购公告公开; nothing but where to publish."""
    if company := _company(manner):
        return Clause(trigger=company, relation="随")
    if manner.qualifiers and words.LENGTHS.issuperset(manner.qualifiers) and re.fullmatch(SHOWN, manner.rest):
        return Clause()  # 公开期限为长期
    around = context(manner.rest, counted=False)
    if around.trigger and (manner.has_verb or manner.qualifiers):
        return Clause(*around)
    if manner.qualifiers or (manner.has_verb and around == Context()):
        return Clause(scope=around.scope)
    raise Unclear(f"“{manner.rest}”没有说明期限" if manner.rest else "没有说明期限", 0, len(manner.rest))


def _company(manner: Manner) -> str:
    """What something is published together with; empty if nothing is said of that."""
    if not (manner.has_verb or manner.qualifiers) or not manner.rest.startswith(words.WITH):
        return ""
    mark = next(mark for mark in words.WITH if manner.rest.startswith(mark))
    name = event(manner.rest.removeprefix(mark))
    if f"随{name}".startswith(("随着", *words.AT_RANDOM)) or not (manner.together or mark.startswith("随")):
        return ""
    refuse_odd_event(name, manner.rest)
    return name
