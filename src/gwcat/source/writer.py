"""YAML text in the canonical layout, from a tree of dict, list and str. What it writes reads back as the same tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Remark = Callable[[str], str]
"""What to say, as a comment, behind the value of a key; nothing for an empty text."""

_BLOCKS = frozenset({"公开内容", "公开依据", "来源", "单位", "领域分工", "附件", "事项", "调整", "不采用"})  # an entry a line
_OPEN = frozenset({"事项"})  # entries with a key a line
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_OTHER_TYPE = re.compile(r"[-+.\d][-+.\d_:a-fA-FxoTZ ]*|[-+]?\.inf|\.nan|true|false|yes|no|on|off|null|~|y|n|=|<<", re.IGNORECASE)
_IN_FLOW = frozenset(",?[]{}")


def yaml_lines(
    tree: Mapping[str, object], remark: Remark | None = None, indent: str = "", *, whole: bool = False
) -> Iterator[str]:
    """The lines of a mapping, each with its line end. Empty values are left out, but for a `whole` one."""
    for key, value in tree.items():
        if not whole and value in ("", None, [], {}):
            continue
        behind = f"  # {_ODD.sub('·', words)}" if remark and (words := remark(key)) else ""
        if isinstance(value, list) and value and key in _BLOCKS:
            yield f"{indent}{scalar(key)}:{behind}\n"
            for entry in value:
                yield from entry_lines(entry, key, f"{indent}  ", whole=whole)
        else:
            yield f"{indent}{scalar(key)}: {flow(value)}{behind}\n"


def item_lines(
    raw: Mapping[str, object], remark: Remark | None = None, indent: str = "  ", *, whole: bool = False
) -> Iterator[str]:
    """The lines of one entry of 事项."""
    lines = list(yaml_lines(raw, remark, f"{indent}  ", whole=whole))
    yield f"{indent}- {lines[0].lstrip(' ') if lines else '{}' + chr(10)}"
    yield from lines[1:]


def entry_lines(entry: object, key: str, indent: str, *, whole: bool = False) -> Iterator[str]:
    """The lines of one entry of the list under a key."""
    if isinstance(entry, dict) and (key in _OPEN or (key == "公开内容" and entry)):
        yield from item_lines(entry, indent=indent, whole=whole)
    else:
        yield f"{indent}- {flow(entry) if isinstance(entry, dict | list) else scalar(entry)}\n"


def flow(value: object) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, inside=True)}: {_inner(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inner, value)) + "]"
    return scalar(value)


def has_rows(key: str) -> bool:
    """Whether the list under a key is written with an entry a line, however short."""
    return key in _BLOCKS


def _inner(value: object) -> str:
    return flow(value) if isinstance(value, dict | list) else scalar(value, inside=True)


def scalar(value: object, *, inside: bool = False) -> str:
    """A text as it is where YAML reads it back so, else in double quotes; `inside` brackets more must be quoted.

    Texts that other readers of YAML would take for numbers, dates or truth values are quoted too.
    """
    text = str(value)
    plain = (
        text
        and text == text.strip()
        and text[0] not in _INDICATORS
        and ": " not in text
        and " #" not in text
        and text[-1] != ":"
        and not _ODD.search(text)
        and not _OTHER_TYPE.fullmatch(text)
        and not (inside and (_IN_FLOW & set(text) or (":" in text and _colon_breaks(text))))
    )
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, signs that YAML cannot hold as they are escaped."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _SHORT.get(char) or (f"\\x{ord(char):02X}" if ord(char) < 0x100 else f"\\u{ord(char):04X}")


def _colon_breaks(text: str) -> bool:
    """Whether a colon inside brackets would end a key: one before a bracket, comma, blank or, to libyaml, a question mark."""
    return bool(re.search(r":(?=[\s,\[\]{}?]|$)", text))
