"""The text of a cell as it was meant: no signs that nobody sees, no breaks inside words, numbers whole, brackets full-width."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = f"{_HAN}\u3000-\u303f\uff01-\uff60“”‘’—…·"
_GONE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f\ufffe\uffff"
_BLANK = "\t\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x1c-\x1f"
_ODD = re.compile(f"[{_GONE}{_BLANK} \r()\\[\\],;:!?\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e\u2f00-\u2fdf\\\\_]")
_GONE_SIGNS = re.compile(f"[{_GONE}]")
_BLANK_SIGNS = re.compile(f"[{_BLANK}]")
_ENCODED = re.compile("_x000[dD]_")
_NARROW = str.maketrans(
    {code: code - 0xFEE0 for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for code in range(*span)}
)
_SPLIT_NUMBER = re.compile(r"(?<![0-9.])[0-9](?: +[0-9])+(?![0-9.])")
_ISSUERS = re.compile("(?<=[部委局厅院署会办行府]) +(?=[一-鿿、]{1,12}(?:部|委|局|厅|院|署|会|办|行|府|关于)[^》]*》)")
_BESIDE = re.compile(f"(?<=[{_WIDE}]) +|(?<=[0-9A-Za-z)%]) +(?=[{_WIDE}])")
_SIGNS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_SIGN = re.compile(f"(?<=[{_HAN}）》”])[,;:!?](?=[{_HAN}（《“\n]|$)")
_PAIR = re.compile(r"\(([^()]*)\)")


class Tidied(NamedTuple):
    """A text, and what was done to it, in Chinese; nothing if it was right."""

    text: str
    done: tuple[str, ...]


@lru_cache(maxsize=16384)
def tidy(raw: str) -> Tidied:
    """The text, its lines kept as lines."""
    if not _ODD.search(raw):
        stripped = "\n".join(line for line in raw.split("\n") if line) if "\n" in raw else raw
        return Tidied(stripped, ())
    done: list[str] = []
    text = _ENCODED.sub("", raw).replace("\r\n", "\n").replace("\r", "\n")
    text = _step(done, "去掉看不见的字符", text, _GONE_SIGNS.sub("", text))
    text = _step(done, "全角字母和数字改为半角", text, text.translate(_NARROW))
    text = "\n".join(line for line in (_BLANK_SIGNS.sub(" ", line).strip(" ") for line in text.split("\n")) if line)
    text = _step(done, "接上断开的数字", text, _SPLIT_NUMBER.sub(lambda found: found.group().replace(" ", ""), text))
    text = _step(done, "去掉字间的空格", text, _closed(text))
    text = _step(done, "半角标点改为全角", text, _restored(_full(text)))
    return Tidied(text, tuple(done))


def _step(done: list[str], what: str, before: str, after: str) -> str:
    if after != before:
        done.append(what)
    return after


def _closed(text: str) -> str:
    """No blanks beside Chinese characters; but those between the issuers in a title stay."""
    kept = _ISSUERS.sub("\x01", text) if "》" in text else text
    return re.sub(" {2,}", " ", _BESIDE.sub("", kept)).replace("\x01", " ")


def _full(text: str) -> str:
    """Signs between Chinese characters, and brackets around or beside them, full-width."""
    if "(" in text:
        for _ in range(3):  # brackets within brackets
            text = _PAIR.sub(_pair, text)
    return _SIGN.sub(lambda found: _SIGNS[found.group()], text)


def _pair(found: re.Match[str]) -> str:
    inner = found.group(1)
    before = found.string[max(found.start() - 1, 0) : found.start()]
    chinese = re.search(f"[{_HAN}]", inner) or re.match(f"[{_HAN}》”]", before)
    return f"（{inner}）" if chinese else f"\x01{inner}\x02"


@lru_cache(maxsize=16384)
def one_line(raw: str) -> Tidied:
    """The text in one line; lines end inside words, so they are joined without a sign."""
    found = tidy(raw)
    text, done = found
    if "\n" not in text:
        return Tidied(text, done)
    return Tidied(join_lines(text.split("\n")), (*done, "接上断开的行"))


def _restored(text: str) -> str:
    return text.replace("\x01", "(").replace("\x02", ")") if "\x01" in text else text


def join_lines(parts: list[str]) -> str:
    """Lines as one: a blank only between Latin words."""
    text = parts[0] if parts else ""
    for part in parts[1:]:
        latin = text[-1:].isascii() and part[:1].isascii() and text[-1:].isalpha() and part[:1].isalpha()
        text += f" {part}" if latin else part
    return text
