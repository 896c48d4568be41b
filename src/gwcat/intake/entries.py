"""Lists in a cell: 公开内容, 公开依据 and 公开主体 taken apart where it is certain that a new entry begins."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from gwcat.intake.tidy import join_lines, tidy
from gwcat.language import citation, citation_model, organ
from gwcat.language.citation_model import Citations

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DOT = r"[●•·◆◇■▪○〇★※\uf06c\uf06e\uf0b7–-]"
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:[0-9]{{1,2}}[.．、)）](?![0-9])|[（(](?:[0-9]{{1,2}}|{_HAN})[)）]|[{_CIRCLED}]|{_HAN}、)"
_STARTS = re.compile(rf"^(?:{_NUMBER}|{_DOT})\s*")
_INSIDE = (
    re.compile(rf"[{_CIRCLED}]"),
    re.compile(r"(?<![0-9.．〔（(第])[0-9]{1,2}[.．、](?![0-9])"),
    re.compile(r"[（(][0-9]{1,2}[)）]"),
    re.compile(r"(?:(?<=^)|(?<=[^0-9A-Za-z“（《]))[●•◆▪★\uf06c\uf06e]"),
)
_OPEN, _CLOSE = "（《“〔【「〈", "）》”〕】」〉"
_TRAILING = "；;、，,"
_UNSURE = frozenset(
    (citation_model.MARKS, citation_model.BRACKETS, citation_model.NUMBER, citation_model.SECOND_NUMBER,
     citation_model.NUMBER_FIRST, citation_model.NUMBER_ALONE, citation_model.NUMBER_INSIDE)
)  # fmt: skip
_BODY_ENDS = re.compile(
    r"(局|委|府|处|办|院|会|部|厅|中心|部门|单位|机关|机构|镇|乡|街道|村|社区|所|站|队|公司|学校|园|场|馆|科|股|室|区|企业|组织|团|[)）])$"
)


class Entries(NamedTuple):
    """The entries of a cell; what was made uniform; what is doubtful."""

    entries: tuple[str, ...]
    done: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def contents(cell: str) -> Entries:
    """公开内容: lines, numbers, bullets, and semicolons in a single line part the entries."""
    text, done = tidy(cell)
    parts, joined = _whole_lines(text.split("\n"))
    if joined:
        done = (*done, "接上断开的行")
    doubts = ("各行一样长，可能是一句话断成几行，按一行一条读",) if _wrapped(parts) else ()
    numbered = [bool(_STARTS.match(part)) for part in parts]
    if len(parts) > 1 and any(numbered):
        parts, more = _numbered_lines(parts, numbered)
        return Entries(tuple(parts), (*done, *more), ())
    if len(parts) == 1 and parts[0]:
        split = _inside(parts[0])
        if split:
            return Entries(tuple(split[0]), (*done, split[1]), ())
    return Entries(tuple(part for part in (_bare(part) for part in parts) if part), done, doubts)


def _bare(part: str) -> str:
    return part.rstrip("；;、，,").strip() if len(part) > 1 else part


def _whole_lines(parts: list[str]) -> tuple[list[str], bool]:
    """Lines, those joined that end within brackets or begin with a sign that begins nothing."""
    whole: list[str] = []
    joined = False
    for part in parts:
        if whole and (_is_open(whole[-1]) or part[:1] in (*_CLOSE, "，", "。", "；", "、", ",", ";", "：")):
            whole[-1] = join_lines([whole[-1], part])
            joined = True
        elif part:
            whole.append(part)
    return whole, joined


def _is_open(text: str) -> bool:
    """Whether a bracket or a title is open at the end of a text of moderate length."""
    depth = sum(text.count(sign) for sign in _OPEN) - sum(text.count(sign) for sign in _CLOSE)
    return depth > 0 and len(text) < 200 and max(text.rfind(sign) for sign in _OPEN) >= len(text) - 60


def _wrapped(parts: list[str]) -> bool:
    """Whether the lines look like one text cut at the same width."""
    if len(parts) < 3 or not 4 <= len(parts[0]) <= 30:
        return False
    lengths = [len(part) for part in parts]
    ends = any(part[-1] in "，的和及、" for part in parts[:-1])
    return max(lengths[:-1]) == min(lengths[:-1]) and lengths[-1] <= lengths[0] and ends


def _numbered_lines(parts: list[str], numbered: list[bool]) -> tuple[list[str], list[str]]:
    """Entries of lines with numbers; a line without one goes on with the entry above, or stands before the first."""
    found: list[str] = []
    joined = False
    for part, starts in zip(parts, numbered, strict=True):
        if starts or not found or not numbered[0]:
            found.append(_bare(_STARTS.sub("", part)))
        else:
            found[-1] = _bare(join_lines([found[-1], part]))
            joined = True
    return [part for part in found if part], ["去掉编号或项目符号", *(["没有编号的行接在上一条后面"] if joined else [])]


def _inside(text: str) -> tuple[list[str], str] | None:
    """The entries of one line by its numbers in their order, its bullets, or its semicolons."""
    for pattern in _INSIDE:
        places = [found for found in pattern.finditer(text) if _depth(text, found.start()) == 0 or found.group()[0] in "(（"]
        if len(places) > 1 and _in_order([found.group() for found in places]):
            head = text[: places[0].start()].strip()
            ends = [*(found.start() for found in places[1:]), len(text)]
            parts = [text[found.end() : end] for found, end in zip(places, ends, strict=True)]
            entries = [
                part
                for part in (
                    _bare(part.strip().rstrip("。") if "。" not in part.strip()[:-1] else part.strip()) for part in parts
                )
                if part
            ]
            if head and not head.endswith(("：", ":")):
                entries.insert(0, _bare(head))
            elif head:
                return None
            return entries, "按编号或项目符号分成几条"
    if (
        (found := _STARTS.match(text))
        and (bare := text[found.end() :].strip())
        and found.group()[0] not in "一二三四五六七八九十-–"
    ):
        return [_bare(bare)], "去掉编号或项目符号"
    parts = _split(text, "；;")
    return ([_bare(part) for part in parts], "按分号分成几条") if len(parts) > 1 else None


def _in_order(signs: list[str]) -> bool:
    """Whether numbers count from 1; bullets always do."""
    numbers = [re.sub(r"[^0-9]", "", sign) or str(_CIRCLED.find(sign) + 1) for sign in signs]
    return signs[0] in "●•◆▪★\uf06c\uf06e" or numbers == [str(number) for number in range(1, len(signs) + 1)]


def _depth(text: str, place: int) -> int:
    before = text[:place]
    return sum(before.count(sign) for sign in _OPEN) - sum(before.count(sign) for sign in _CLOSE)


def _split(text: str, signs: str) -> list[str]:
    """The parts between signs that stand in no bracket."""
    if not any(sign in text for sign in signs):
        return [text]
    parts, start, depth = [], 0, 0
    for place, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if char in signs and depth <= 0:
            parts.append(text[start:place].strip())
            start = place + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


@lru_cache(maxsize=8192)
def bases(cell: str) -> Entries:
    """公开依据: one citation an entry, written as citations should be; words that are none stay as they are."""
    text = cell.strip()
    if not text:
        return Entries(())
    read = citation.parse(text)
    if read.understood and len(read.citations) == 1:
        return _one(text, read)
    done: list[str] = []
    if any(each.why in _UNSURE for each in read.unparsed):
        mended = citation.repair(text)
        if mended is not None:
            done += [
                f"“{change.before.strip()}”改为“{change.after}”" for change in mended.changes if change.before != change.after
            ]
            text, read = mended.text, citation.parse(mended.text)
    entries = list(_segments(text, read, done))
    doubts = [f"“{each.text}”{each.why}" for each in read.unparsed if each.why in _UNSURE]
    return Entries(tuple(entries), tuple(dict.fromkeys(done)), tuple(doubts))


def _one(text: str, read: Citations) -> Entries:
    written = citation_model.text(read.citations[0])
    return Entries((written,), () if written == text else (f"“{_short(text)}”改为“{_short(written)}”",))


def _segments(text: str, read: Citations, done: list[str]) -> list[str]:
    """Citations, and the stretches that are none, each in its place; what touches without a sign between is one entry."""
    spans = [(each.start, each.end, citation_model.text(each)) for each in read.citations]
    spans += [(each.start, each.end, "") for each in read.unparsed]
    found: list[tuple[int, int, str]] = []
    for start, end, written in sorted(spans):
        if found and not text[found[-1][1] : start].strip() and "\n" not in text[found[-1][1] : start]:
            if written and found[-1][2] and text[start] == "《":
                done.append("连写的依据分成几条")
            elif not (written and found[-1][2]):
                found[-1] = (found[-1][0], end, "")
                continue
        found.append((start, end, written))
    entries = []
    for start, end, written in found:
        stretch = text[start:end].strip()
        plain = tidy(stretch)
        entry = written or join_lines(plain.text.split("\n")).strip("；;、，,。")
        if entry != stretch:
            done.append(f"“{_short(stretch)}”改为“{_short(entry)}”")
        if entry:
            entries.append(entry)
    return entries


def _short(text: str) -> str:
    flat = "".join(text.split("\n"))
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


@lru_cache(maxsize=4096)
def subjects(cell: str) -> Entries:
    """公开主体: one body an entry, the lead first."""
    text, done = tidy(cell)
    parts = [_STARTS.sub("", part) if _STARTS.match(part) and "\n" in text else part for part in text.split("\n")]
    if len(parts) > 1 and not all(_BODY_ENDS.search(part.rstrip(_TRAILING)) for part in parts[:-1]):
        parts = [join_lines(parts)]
        done = (*done, "接上断开的行")
    found: list[str] = []
    for part in parts:
        found += [name for name in organ.split(part.rstrip(f"{_TRAILING}。")) if name not in found]
    if "牵头" in text and not any("牵头" in name for name in found):
        done = (*done, "牵头单位列在第一，不写“牵头”")
    return Entries(tuple(found), done)
