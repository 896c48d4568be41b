"""What stands before the time in a clause: for what it holds (scope), and the event that it refers to (trigger)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gwcat.language import deadline_words as words
from gwcat.language.deadline_pieces import BRACKETS, Unclear, lead
from gwcat.language.numerals import NUMERAL, SIGNS

# Patterns are plain strings: re compiles one when a text first needs it.
_EVENT = "|".join(words.EVENTS)
_EVENTS = f"(?:{_EVENT})(?:{_EVENT}|或者?|、|和|及|与|/|[（）])*"
_SUBJECT_FIRST = f"(.*?)({_EVENTS})"
_VERB_FIRST = f"({_EVENTS})(.+)"
_OR = "或(?!者)"
SHOWN = f"({words.AT_LEAST})?({words.SHOWN})(期限|时间|时限|时长|期)?(?:应当?|须)?(?:为|是)?({words.AT_LEAST})?$"
"""公示期不少于: 至少, what goes on, its 期, and 不少于."""
_LENGTH = f"{NUMERAL}个?(?:{'|'.join(words.UNITS)})"
_PREPOSITION = "[自在从于]"
_NAME_SIGNS = dict.fromkeys(map(ord, "，、（）《》〈〉“”【】〔〕：-—·/."))
_NUMERAL_SIGNS = tuple(f"{SIGNS}半")


class Context(NamedTuple):
    """Scope, event and relation to it; empty where the text is silent."""

    scope: str = ""
    trigger: str = ""
    relation: str = ""


def trim(text: str, extra: tuple[str, ...] = ()) -> str:
    """The text without words at its end that say nothing of their own."""
    while text.endswith(words.FILLERS + extra) and not text.endswith(words.NOUNS):
        text = text.removesuffix(next(filler for filler in words.FILLERS + extra if text.endswith(filler)))
    return text


def context(text: str, *, counted: bool) -> Context:
    """What a text before the time says; `counted` where a length follows, so that an event needs no 起 or 后 after it.

    Raises Unclear if it says nothing that is known.
    """
    rest = trim(text)
    if not rest:
        return Context()
    for mark, relation in words.RELATIONS.items():
        if rest.endswith(mark):
            return Context(*_scope_and_event(rest.removesuffix(mark), rest), relation)
    if counted and any(_like_an_event(part) for part in re.split(_PREPOSITION, rest)):
        return Context(*_scope_and_event(rest, rest))
    if _names_a_scope(rest) or _obliged(text, rest):
        return Context(scope(rest))
    if rest.removesuffix("个").endswith(_NUMERAL_SIGNS):
        raise Unclear(f"“{rest}”后面没有单位", 0, len(rest))
    raise Unclear(f"读不懂“{rest}”", 0, len(rest))


def scope(text: str) -> str:
    """The name of what a clause is about; empty if it only says that it is about information. Raises Unclear if it is none."""
    if text in words.LABELS or text in words.ANY_INFORMATION:
        return ""
    if re.fullmatch(SHOWN, text) or not is_name(text) or lead(text):
        raise Unclear(f"“{text}”不像公开的事项", 0, len(text))
    return text


def event(text: str) -> str:
    """An event in canonical words: 该信息产生、变更 is 信息形成或者变更."""
    found = re.fullmatch(_SUBJECT_FIRST, text)
    if found and found[2].count("（") == found[2].count("）"):
        return _standard(found[2], found[1], "")
    found = re.fullmatch(_VERB_FIRST, text)
    if found and found[1].count("（") == found[1].count("）"):
        return _standard(found[1], "", found[2])
    return words.EVENT_NAMES.get(text) or re.sub(_OR, "或者", text)


def _standard(verbs: str, subject: str, thing: str) -> str:
    names = list(dict.fromkeys(words.EVENTS[verb] for verb in re.findall(_EVENT, verbs)))
    joined = "或者".join(filter(None, ("、".join(names[:-1]), names[-1])))
    if (subject or thing) in words.ANY_INFORMATION:
        return f"{joined}信息" if all(name in words.TRANSITIVE for name in names) else f"信息{joined}"
    return re.sub(_OR, "或者", f"{subject}{joined}{thing}")


def _scope_and_event(text: str, whole: str) -> tuple[str, str]:
    """行政处罚事项应自作出决定 → 行政处罚事项, 作出决定."""
    about, bare = "", _without_preposition(text)
    if bare == text:
        about, bare = _split(text) or _others(text)
    elif not _split(bare):
        about, bare = _others(bare)
    name = event(_without_preposition(bare))
    refuse_odd_event(name, whole)
    return scope(about), name


def _without_preposition(text: str) -> str:
    """应当自信息形成 → 信息形成."""
    if duty := next((duty for duty in words.DUTIES if text.startswith(duty)), ""):
        text = text[len(duty) - 1 :]
    while text.startswith(words.FROM) and not text.startswith(words.COMPOUNDS):
        text = text[1:]
    return text


def _prepositions(text: str) -> Iterator[int]:
    """Where a preposition stands in a text that is not part of a longer word."""
    for found in re.finditer(_PREPOSITION, text):
        place = found.start()
        if not text.startswith(words.COMPOUNDS, place) and not text[:place].endswith(words.BEFORE_COMPOUNDS):
            yield place


def _split(text: str) -> tuple[str, str] | None:
    """Scope and event on both sides of the first preposition that has a scope before it."""
    for place in _prepositions(text):
        left = trim(text[:place])
        if left and is_name(left) and (_names_a_scope(left) or _obliged(text[:place], left)):
            return left, text[place + 1 :]
    return None


def _others(text: str) -> tuple[str, str]:
    """其他相关信息形成 is about other information, not another event."""
    found = re.fullmatch(_SUBJECT_FIRST, text)
    if found and found[1].startswith(words.OTHERS):
        return found[1], f"信息{found[2]}"
    return "", text


def refuse_odd_event(text: str, whole: str) -> None:
    """Raise Unclear for a text that is no event, or one that could not be told from the words around it when printed."""
    if len(text) < 2:
        raise Unclear(f"“{whole}”没有说明从什么时候算起", 0, len(whole))
    if any(text[place] in "自在" for place in _prepositions(text)) or _split(text):
        raise Unclear(f"分不清“{whole}”中哪些是适用范围", 0, len(whole))
    odd = (
        not is_name(text)
        or lead(text)
        or _others(text)[0]
        or "，" in text
        or any(stranger in text for stranger in words.STRANGERS)
        or (text.startswith("随") and not text.startswith(words.AT_RANDOM))
        or text.endswith(words.FILLERS + words.NO_EVENT_ENDS + _NUMERAL_SIGNS)
        or any(f"{preposition}{text}".startswith(words.COMPOUNDS) for preposition in words.FROM)
        or re.search(_LENGTH, text)
    )
    if odd:
        raise Unclear(f"读不懂“{whole}”", 0, len(whole))


def is_name(text: str) -> bool:
    """Whether a text has only letters, digits, and the signs that names have, its brackets closed."""
    closed = all(text.count(opening) == text.count(closing) for opening, closing in BRACKETS)
    return closed and text.translate(_NAME_SIGNS).isalnum()


def _like_an_event(text: str) -> bool:
    found = re.fullmatch(_SUBJECT_FIRST, text)
    if found or text.endswith(words.EVENT_ENDS):
        return True
    return text.startswith(words.EVENT_STARTS) and not text.endswith(words.STATES)


def _names_a_scope(text: str) -> bool:
    """Whether a text names things: 行政处罚决定; 除涉密内容外; 集体财务往来较多的，财务收支情况."""
    *conditions, name = text.split("，")
    return (
        all(part.endswith(("的", "外")) for part in conditions)
        and (name.endswith(words.NOUNS) or (name.startswith("除") and name.endswith("外")))
        and _could_be_scope(text)
    )


def _obliged(text: str, rest: str) -> bool:
    """Whether 应 or the like follows, so that what stands before it must be what the duty is about."""
    return len(rest) > 1 and "，" not in rest and text.removeprefix(rest).startswith(("应", "须")) and _could_be_scope(rest)


def _could_be_scope(text: str) -> bool:
    if text.startswith(words.NO_SCOPE_STARTS) and not text.startswith(words.COMPOUNDS):
        return False
    return not any(stranger in text for stranger in words.STRANGERS) and not re.search(_LENGTH, text)
