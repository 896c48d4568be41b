"""How texts and values in brackets are written: plain where YAML reads them back, quoted or as a block where not."""

from __future__ import annotations

import re

from gwcat.source.canonical_tree import Entry
from gwcat.source.reader import read_tree
from gwcat.source.writer import scalar

_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(f'["\\\\]|{_ODD.pattern}')
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def text_of(text: str, *, inside: bool = False) -> str:
    """A text or key in one line; signs that may not stand in YAML are escaped, all others stay readable."""
    if _ODD.search(text) or (inside and ":?" in text):  # libyaml takes :? in brackets for the end of a key
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return scalar(text, inside=inside)


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return _NAMED.get(sign) or (f"\\x{ord(sign):02X}" if ord(sign) < 0x100 else f"\\u{ord(sign):04X}")


def in_brackets(entry: Entry) -> str:
    """The value of an entry in one line."""
    if entry.text is not None:
        return text_of(entry.text, inside=True)
    if entry.is_list:
        return f"[{', '.join(map(in_brackets, entry.entries))}]"
    pairs = (f"{text_of(inner.key or '', inside=True)}: {in_brackets(inner)}" for inner in entry.entries)
    return f"{{{', '.join(pairs)}}}"


def text_lines(entry: Entry, indent: int) -> list[str]:
    """A text behind its key or dash: the rest of that line, then further lines if it was and can be written as a block."""
    text = entry.text or ""
    if entry.block_text and (block := _block(text, entry.raw)):
        return [block[0], *(f"{' ' * indent}{line}" if line else "" for line in block[1:])]
    return [text_of(text) if text or entry.raw else ""]


def _block(text: str, raw: str) -> list[str]:
    """Head and lines of a block; nothing if the text is better written in one line or cannot be a block."""
    head, *lines = raw.rstrip().split("\n")
    if raw[0] == "|":
        lines = text.removesuffix("\n").split("\n")
    elif re.search(r"\d", head.partition("#")[0]):
        return []
    else:
        margin = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
        lines = [line[margin:] for line in lines]
    if len(lines) < 2:
        return []
    block = [f"{raw[0]}{'' if text.endswith(chr(10)) else '-'}", *lines]
    again = "\n".join((f"甲: {block[0]}", *(f"  {line}" if line else "" for line in block[1:]), "乙:\n"))
    return block if read_tree(again)[0] == {"甲": text, "乙": ""} else []
