"""`# gwcat: 忽略 GW305 理由`: findings that somebody has looked at and wants to keep, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from gwcat.model.finding import Finding
from gwcat.source import refusals
from gwcat.source.file import SourceFile

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*gwcat\s*[:：]\s*忽略(?P<whole>整个文件)?\s*(?P<rest>[^\n\r]*)", re.MULTILINE)
_CODES = re.compile(r"(?:GW\d{3}[,，、\s]*)+", re.IGNORECASE)
_CODE = re.compile(r"GW\d{3}", re.IGNORECASE)
UNEXPLAINED = "请写明理由"  # what an editor puts in; it is no reason
# cannot be ignored: nothing could be read, or it is personal
_FINAL = ("GW00", "GW01", "GW02", "GW03", "GW501", "GW502", "GW504")


def may_be_ignored(code: str) -> bool:
    """Whether a comment can silence findings of that rule."""
    return not code.startswith(_FINAL)


@dataclass(eq=False)
class Ignore:
    """One comment: which codes on which line (0: in the whole file); `used` are those that it silenced."""

    start: int
    end: int
    line: int
    codes: tuple[str, ...]
    used: set[str]


def without_ignored(
    findings: Iterable[Finding], files: Iterable[SourceFile], known: Collection[str]
) -> tuple[list[Finding], int]:
    """The findings that no comment silences, with findings for comments that are wrong or silence nothing; and how many were
    silenced. `known` are all codes."""
    ignores: dict[str, list[Ignore]] = {}
    kept: list[Finding] = []
    sources = {file.path: file for file in files if "gwcat" in file.text}
    for file in sources.values():
        ignores[file.path] = list(_read(file, known, kept))
    if not ignores:
        return list(findings), 0
    count = 0
    for finding in findings:
        code = finding.rule.code
        if match := next((one for one in ignores.get(finding.place.path, ()) if code in one.codes and _at(one, finding)), None):
            match.used.add(code)
            count += 1
        else:
            kept.append(finding)
    kept += [finding for path, found in ignores.items() for finding in _unused(sources[path], found)]
    return sorted(kept, key=lambda finding: finding.sort_key), count


def _at(ignore: Ignore, finding: Finding) -> bool:
    return ignore.line in (0, finding.place.line) and may_be_ignored(finding.rule.code)


def _read(file: SourceFile, known: Collection[str], faults: list[Finding]) -> Iterator[Ignore]:
    for found in _COMMENT.finditer(file.text):
        rest = found["rest"]
        listed = _CODES.match(rest)
        codes = tuple(code.upper() for code in _CODE.findall(listed.group())) if listed else ()
        reason = rest[listed.end() :].strip(" ：:，,").removeprefix(UNEXPLAINED) if listed else ""
        unknown = [code for code in codes if code not in known]
        if not codes or unknown or not reason:
            what = f"没有“{unknown[0]}”这条规则。" if unknown else "忽略没有写理由。" if codes else "忽略没有写规则编号。"
            place = file.span(found.start(), found.end())
            help = "写成“# gwcat: 忽略 GW305 理由”，理由说明为什么可以不改。"
            faults.append(Finding(refusals.IGNORE_WORDS, what, place, (), help))
        else:
            yield Ignore(found.start(), found.end(), 0 if found["whole"] else _line(file, found.start()), codes, set())


def _line(file: SourceFile, at: int) -> int:
    """The line that a comment speaks of: its own, or, if it stands alone, the next with something else on it."""
    line, _ = file.lines.position(at)
    start = file.text.rfind("\n", 0, at) + 1
    if file.text[start:at].strip():
        return line
    for number, text in enumerate(file.text[at:].splitlines()[1:], line + 1):
        if text.strip() and not text.lstrip().startswith("#"):
            return number
    return line


def _unused(file: SourceFile, ignores: Iterable[Ignore]) -> Iterator[Finding]:
    for ignore in ignores:
        if idle := [code for code in ignore.codes if code not in ignore.used]:
            words = f"这里没有 {'、'.join(idle)} 的问题，忽略没有用上。"
            help = "请删去这条忽略。"
            if any(code.startswith(_FINAL) for code in idle):
                words, help = f"{'、'.join(idle)} 不能忽略。", "请改正它所指出的问题，并删去这条忽略。"
            yield Finding(refusals.IGNORE_UNUSED, words, file.span(ignore.start, ignore.end), (), help, "warning")
