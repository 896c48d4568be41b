"""Findings for people: the place, the words, the source line with the spot underlined, the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gwcat.base.width import char_width, visible, width
from gwcat.model.finding import SEVERITY_NAMES, Finding

Source = Callable[[str], list[str]]
"""Gives the lines of a source file by its path; an empty list if there is nothing to show."""

_COLOURS = {"error": "31", "warning": "33", "info": "36"}
_MOST_COLUMNS = 100
_TAB = 4


def text_report(findings: Iterable[Finding], source: Source, *, colour: bool = False) -> str:
    """All findings with excerpts, an empty line after each; carets are aligned by display width."""
    return "".join(f"{block}\n\n" for block in (_block(finding, source, colour) for finding in findings))


def concise_report(findings: Iterable[Finding]) -> str:
    """One line for each finding: path:line:column: severity code message."""
    return "".join(f"{head(finding)}\n" for finding in findings)


def head(finding: Finding, *, colour: bool = False) -> str:
    """The first line of a finding."""
    place = finding.place
    level = _paint(f"{SEVERITY_NAMES[finding.severity]} {finding.rule.code}", _COLOURS[finding.severity], colour)
    where = _paint(f"{_one_line(place.path)}:{place.line}:{place.column}", "1", colour)
    return f"{where}: {level} {_one_line(finding.message)}"


def _block(finding: Finding, source: Source, colour: bool) -> str:
    place = finding.place
    lines = [head(finding, colour=colour)]
    margin = " " * max(4, len(str(place.line)) + 1)
    text = source(place.path)
    if place.line <= len(text) and (excerpt := text[place.line - 1]).strip():
        end = place.end_column if place.end_line == place.line else len(excerpt) + 1
        shown, before, marked = _fit(excerpt, place.column - 1, max(end - 1, place.column - 1))
        lines.append(f"{str(place.line).rjust(len(margin))} │ {shown}")
        caret = _paint("^" * max(1, marked), _COLOURS[finding.severity], colour)
        lines.append(f"{margin} │ {' ' * before}{caret}")
    for place, words in finding.related:
        lines.append(f"{margin} = 参见 {_one_line(place.path)}:{place.line}:{place.column} {_one_line(words)}")
    if finding.help:
        lines.append(f"{margin} = 改法：{_one_line(finding.help)}")
    return "\n".join(lines)


def _fit(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A line cut to the terminal around a spot: the text shown, columns before the spot, columns of the spot."""
    clean = _visible(line)
    offsets = [0]
    for char in line:
        offsets.append(offsets[-1] + (_TAB if char == "\t" else 1))
    first, last = offsets[min(start, len(line))], offsets[min(end, len(line))]
    left, prefix = 0, ""
    if width(clean[:last]) > _MOST_COLUMNS:
        while left < first and width(clean[left:first]) > _MOST_COLUMNS // 3:
            left += 1
        prefix = "…" if left else ""
    shown, room = prefix, _MOST_COLUMNS - width(prefix)
    for char in clean[left:]:
        room -= char_width(char)
        if room < 0:
            shown += "…"
            break
        shown += char
    before = width(prefix) + width(clean[left:first])
    return shown.rstrip(), before, min(width(clean[first:last]), max(1, _MOST_COLUMNS - before))


def _visible(text: str) -> str:
    """A line as a terminal can show it, tabs as spaces."""
    return visible(text.replace("\t", " " * _TAB), keep="")


def _one_line(text: str) -> str:
    return _visible(text.replace("\n", " "))


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
