"""公开渠道 in a cell: boxes ticked and not, in all the signs that stand for them, or plain lists."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from gwcat.base.names import fold
from gwcat.intake.marks import TICKED, UNTICKED
from gwcat.language import channel

_BULLET = re.compile(r"^(?:[0-9]{1,2}[.、．)）]|[①-⑳]|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[·•●\-—])")
_SEPARATORS = re.compile(r"[、，,；;\n]|(?<=[^0-9])(?=[0-9]{1,2}[.．、][^0-9])|(?=[①-⑳])")
_URL = re.compile(r"https?://[^\s，；、（）]+|www\.[^\s，；、（）]+")
_SITE = re.compile(r"(门户网站|政府网站|政府信息公开网|政务网|官网|官方网站|局网站|委网站|政府网|信息公开专栏)$")
_WORDING = re.compile(r"^(?:[（(](.*)[)）]|[：:](.*))$", re.DOTALL)
_OWN = ("公众号", "微信", "微博", "抖音", "客户端", "APP")
_TICKS, _BOXES = frozenset(TICKED), frozenset(UNTICKED)
_BETWEEN = re.compile("[/／、，,()（）]")


class Channels(NamedTuple):
    """The entries of 公开渠道 as a source file has them; what was made uniform; what is doubtful."""

    entries: tuple[Any, ...]
    done: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@cache
def _names() -> dict[str, str]:
    """Folded spelling -> option, the options and their aliases."""
    names = {fold(alias): option for alias, option in channel.ALIASES.items()}
    names.update((fold(option), option) for option in channel.CHANNELS)
    return names


@cache
def _pattern() -> re.Pattern[str]:
    """A known name, the longest that fits."""
    words = sorted(_names(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _letter_boxes() -> re.Pattern[str]:
    """A box that became a letter or 口, or a sign that may also be a bullet: only before a known name, or 其他."""
    words = "|".join(map(re.escape, sorted(_names(), key=lambda word: (-len(word), word))))
    return re.compile(f"(?:(?<=[^A-Za-z])|^)([口RtPn])(?=(?:{words}))")


@lru_cache(maxsize=8192)
def read_channels(cell: str) -> Channels:
    """What a cell says. The own words of an office are kept with the option they stand for, or under 其他."""
    text = _spaced(cell)
    if not text:
        return Channels(())
    reader = _Reader()
    if boxed := _boxed(text):
        reader.boxes(boxed)
    else:
        reader.listed(cell)
    return Channels(tuple(reader.entries), tuple(dict.fromkeys(reader.done)), tuple(dict.fromkeys(reader.doubts)))


def _spaced(cell: str) -> str:
    return "".join(cell.split()).replace("\u200b", "").replace("\ufeff", "")


def _boxed(text: str) -> list[tuple[str, str]]:
    """The boxes of a cell with the text behind each; the first box may be missing. Nothing if it has none."""
    marked = text
    if not any(sign in _TICKS or sign in _BOXES for sign in text) or re.search("[口Rt]", text):
        marked = _letter_boxes().sub(lambda found: {"口": "\x02", "n": "\x01"}.get(found.group(1), "\x01"), text)
        if marked != text and not any(sign in _TICKS or sign in _BOXES or sign in "\x01\x02" for sign in marked):
            return []
    pieces: list[tuple[str, str]] = []
    sign, held = "", ""
    for char in marked:
        if char in _TICKS or char in _BOXES or char in "\x01\x02":
            if sign or held:
                pieces.append((sign, held))
            sign, held = char, ""
        else:
            held += char
    pieces.append((sign, held))
    return pieces if any(sign for sign, _ in pieces) else []


class _Reader:
    def __init__(self) -> None:
        self.entries: list[Any] = []
        self.done: list[str] = []
        self.doubts: list[str] = []

    def boxes(self, pieces: list[tuple[str, str]]) -> None:
        """Take the ticked boxes; tell of what stands outside any."""
        for sign, words in pieces:
            if sign and sign not in "■□":
                self.done.append(f"方框“{_shown(sign)}”读作{'■' if _is_ticked(sign) else '□'}")
            if not sign:
                if words.strip("：:、，"):
                    self.doubts.append(f"“{words}”前面没有方框，没有读入")
            elif _is_ticked(sign):
                if sign == "▲":
                    self.doubts.append(f"“▲{words}”可能有附加条件，读作勾选")
                self._ticked(words)
            else:
                self._unticked(words)
        if not self.entries:
            self.doubts.append("方框一个也没有勾选")

    def _ticked(self, words: str) -> None:
        words = words.strip("、，,；;")
        first = _pattern().match(fold(words))
        if words == "":
            self.doubts.append("勾选的方框后面没有文字")
            return
        if first is None or _names()[first.group()] == channel.OTHER:
            self._entry(words)
            return
        rest = _beyond(words, first.end())
        second = _pattern().search(fold(rest))
        if rest and not _WORDING.match(rest) and second and second.start() == 0:
            self._entry(words[: len(words) - len(rest)])
            self.doubts.append(f"“{rest}”前面没有方框，没有读入")
        else:
            self._entry(words)

    def _unticked(self, words: str) -> None:
        """An option that is not in use; but 其他 with words behind it was meant."""
        folded = fold(words)
        if folded.startswith(channel.OTHER) and len(folded) > len(channel.OTHER):
            rest = _own_words(words[len(channel.OTHER) :])
            if rest.strip("_－-—：:（）()"):
                self._add({channel.OTHER: rest})
                self.doubts.append(f"“其他”没有勾选，后面却写了“{rest}”，读作勾选")

    def listed(self, cell: str) -> None:
        """Take every name of a list without boxes."""
        for piece in _split(cell):
            self._entry(piece)

    def _entry(self, words: str) -> None:
        """One channel: an option, an option with own words, own words that stand for an option, or something else."""
        words = words.strip().rstrip("。；;、，")
        bare = _BULLET.sub("", words).strip()
        if bare != words:
            self.done.append("去掉编号")
        if not bare:
            return
        folded = fold(bare)
        option = channel.canonical(bare)
        if option:
            self._add(option)
            return
        if _URL.fullmatch(bare):
            self._own(channel.WEBSITE if "gov.cn" in bare else channel.OTHER, bare)
            return
        found = _pattern().match(folded)
        if found:
            name, rest = _names()[found.group()], _beyond(bare, found.end())
            wording = _own_words(rest)
            if _same_signs(bare, name):
                self.done.append(f"“{bare}”写作“{name}”")
                self._add(name)
                return
            if not rest or rest[0] in "/／" or (not wording and _WORDING.match(rest)):
                self._own(name, bare)
                return
            if _WORDING.match(rest) and fold(bare).startswith(fold(name)):
                self._add({name: wording})
                return
            if name == channel.OTHER and folded.startswith(channel.OTHER):
                self._add({name: wording or rest})
                return
        if _SITE.search(bare):
            self._own(channel.WEBSITE, bare)
        elif alias := channel.alias(bare):
            self._own(alias, bare)
        elif any(word in bare for word in _OWN) and len(bare) <= 20:
            self._own("两微一端", bare)
        else:
            self._own(channel.OTHER, bare)

    def _own(self, name: str, words: str) -> None:
        self.done.append(f"“{words}”记在“{name}”下")
        self._add({name: words})

    def _add(self, entry: Any) -> None:
        if entry not in self.entries:
            self.entries.append(entry)
        elif isinstance(entry, str):
            self.done.append(f"“{entry}”重复")


def _same_signs(words: str, name: str) -> bool:
    """Whether two spellings differ in nothing but their separators."""
    return _BETWEEN.sub("", fold(words)) == _BETWEEN.sub("", fold(name))


def _is_ticked(sign: str) -> bool:
    return sign in _TICKS or sign == "\x01"


def _shown(sign: str) -> str:
    return {"\x01": "R、t 一类的字母", "\x02": "口"}.get(sign, sign)


def _beyond(words: str, count: int) -> str:
    """What stands behind the first `count` characters of the folded text."""
    for place in range(len(words) + 1):
        if len(fold(words[:place])) >= count:
            return words[place:]
    return ""


def _own_words(rest: str) -> str:
    """Words in brackets, or behind a colon."""
    match = _WORDING.match(rest.strip())
    return (match.group(1) or match.group(2) or "").strip() if match else rest.strip("_ ：:")


def _split(cell: str) -> list[str]:
    """The names of a list: known names are whole whatever signs they hold; else separators, or blanks if there are none."""
    text = cell.strip()
    parts: list[str] = []
    for line in text.split("\n"):
        parts += _split_line(line)
    return [part for part in (piece.strip() for piece in parts) if part]


def _split_line(line: str) -> list[str]:
    """Split at separators outside brackets that are not inside a known name."""
    kept = [(found.start(), found.end()) for found in re.finditer(_known_in_text(), line)]
    kept += [(found.start(), found.end()) for found in _URL.finditer(line)]
    parts, start, depth = [], 0, 0
    for found in re.finditer(r"[（(《]|[）)》]|[、，,；;]|(?<=[^0-9.．、])(?=[0-9]{1,2}[.．、][^0-9])|(?=[①-⑳])|\s+", line):
        sign = found.group()
        if sign and sign in "（(《":
            depth += 1
        elif sign and sign in "）)》":
            depth = max(0, depth - 1)
        elif depth == 0 and not any(first < found.end() and found.start() < last for first, last in kept):
            if sign.isspace() and sign and not _between_names(line, found):
                continue
            if sign == "、" and line[start : found.start()].strip().isdecimal():  # the sign behind a number: 3、
                continue
            parts.append(line[start : found.start()])
            start = found.end()
    return [*parts, line[start:]]


def _between_names(line: str, found: re.Match[str]) -> bool:
    """Whether a blank parts two Chinese words."""
    return "一" <= line[found.start() - 1 : found.start()] <= "鿿" and (
        "一" <= line[found.end() : found.end() + 1] <= "鿿" or line[found.end() : found.end() + 1].isdecimal()
    )


@cache
def _known_in_text() -> str:
    """Known names that hold a separator, as they are written."""
    names = {name for name in (*channel.CHANNELS, *channel.ALIASES) if re.search("[、，,；;]", name)}
    names |= {name.replace("（", "(").replace("）", ")") for name in names}
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) or r"(?!)"
