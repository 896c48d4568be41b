"""The signs of citations: one form for each sign, pairs of marks, titles as they should be written."""

from __future__ import annotations

import re
from functools import cache

HAN = r"[^\W\d_A-Za-z]"
"""A Chinese character in folded text. The range 一-鿿 says it too, but takes a thousand times as long to compile."""

INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_BLANKS = dict.fromkeys("\u3000\xa0\t\u2002\u2003\u2009\r" + INVISIBLE, " ")
_SIGNS = {"﹝": "〔", "﹞": "〕", "〘": "〔", "〙": "〕", "﹙": "(", "﹚": ")", "≪": "《", "≫": "》", "‹": "〈", "›": "〉"}

FOLD = str.maketrans(_WIDE | _BLANKS | _SIGNS | dict.fromkeys("<＜", "〈") | dict.fromkeys(">＞", "〉"))
"""One sign for one sign, so that places in the folded text are places in the text."""

_TITLE = str.maketrans(
    {wide: narrow for wide, narrow in _WIDE.items() if narrow.isalnum()}
    | dict.fromkeys("(﹙", "（")
    | dict.fromkeys(")﹚", "）")
    | dict.fromkeys("<＜≪‹〈", "《")
    | dict.fromkeys(">＞≫›〉", "》")
    | _BLANKS
    | dict.fromkeys(INVISIBLE)
    | {"﹝": "〔", "﹞": "〕"}
)
LONGEST = 600
"""No title and no bracket is longer: whoever looks for the end need not look further."""
_CLOSING = {"《": "》", "〈": "〉"}


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A compiled pattern; compiled when it is first needed, not when the module is loaded."""
    return re.compile(source)


def compact(text: str) -> str:
    """Folded text without blanks; one blank stays where a standard may need it (DB37 1234)."""
    return " ".join(text.split()) if "A" <= text.lstrip()[:1] <= "Z" else "".join(text.split())


def end_of_title(text: str, start: int) -> int:
    """Where the title ends whose opening mark stands at `start` of folded text; -1 if the marks are no pairs."""
    open_marks: list[str] = []
    for match in pattern("[《〈》〉]").finditer(text, start, start + LONGEST):
        sign = match.group()
        if sign in _CLOSING:
            open_marks.append(_CLOSING[sign])
        elif open_marks.pop() != sign:
            return -1
        if not open_marks:
            return match.end()
    return -1


def end_of_brackets(text: str, start: int) -> int:
    """Where the round brackets end that open at `start` of folded text; -1 if they do not, or not in this entry."""
    if text.find(")", start, start + LONGEST) < 0:
        return -1
    depth = 0
    for match in pattern("[()\n;]").finditer(text, start, start + LONGEST):
        sign = match.group()
        if sign in "\n;" and text[match.end() : match.end() + 9].lstrip()[:1] in ("《", "【", ""):
            return -1
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return match.end()
    return -1


def title(raw: str) -> str:
    """What stands between the marks of a title as it should be written: 〈〉 within, full-width brackets, no blank too many."""
    text = _blanks(raw.translate(_TITLE))
    return _nested(text) if "《" in text or "》" in text else text


def _blanks(text: str) -> str:
    """Line breaks out, one blank between words, none beside signs and digits."""
    if " " not in text and "\n" not in text:
        return text
    text = pattern(r" *\n *").sub("", text.strip())
    return pattern(r" +").sub(lambda match: _blank(text[match.start() - 1], text[match.end()]), text)


def _blank(before: str, after: str) -> str:
    latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return " " if latin or ("一" <= before <= "鿿" and "一" <= after <= "鿿") else ""


def _nested(text: str) -> str:
    """Marks by their depth, 〈〉 and 《》 in turn; a title that is nothing but one marked title is that title."""
    depth, signs = 0, []
    for sign in text:
        if sign == "《":
            signs.append("《" if depth % 2 else "〈")
            depth += 1
        elif sign == "》":
            depth -= 1
            signs.append("》" if depth % 2 else "〉")
        else:
            signs.append(sign)
    written = "".join(signs)
    inside = written[1:-1]
    return title(inside) if written[:1] == "〈" and written[-1:] == "〉" and not {"〈", "〉"} & set(inside) else written
