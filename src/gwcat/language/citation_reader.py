"""Reading 公开依据: from the text of a cell to its citations, and to what was not understood.

Nothing is guessed: a title counts only if it is clear where it begins and ends, a number only if it is whole.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from gwcat.language import citation_model, citation_number, citation_tail
from gwcat.language.citation_group import Details
from gwcat.language.citation_model import Citation, Citations, Unparsed
from gwcat.language.citation_plain import plain
from gwcat.language.citation_tail import BULLET, GAP, NUMERIC, Tail
from gwcat.language.citation_text import FOLD, HAN, compact, end_of_title, pattern, title

_LABEL = (
    rf"[【\[]\s*({HAN}{{1,12}})\s*[】\]][\s:]*|(法律|行政法规|地方性法规|部门规章|地方政府规章|规章|规范性文件|政策文件)\s*:\s*"
)
_LABEL_STARTS = frozenset("【[法行地部规政")
_LABEL_WORDS = "法律|法规|规章|规范性文件|条例|文件|标准|办法|规定|政策|解释|依据"
ISSUER_ENDS = ("部", "委", "委员会", "局", "厅", "办", "院", "会", "署", "政府", "中央", "银行", "小组", "中心")
"""How the names of bodies end."""
_NO_ISSUER = "关于|印发|转发|根据|依据|按照|参照|以及|有关|相关|[和及与]$"
_VAGUE = (
    "^(?:各[地省市县区级]|相关|有关|其他|本地|当地|地方|上级|等)"
    "|(?:有关|相关|配套|各项|其他).{0,6}(?:规定|政策|文件|法规|法律|规章|办法|要求|制度)"
)
_INSIDE = r"[〔\[（【][0-9]{4}[〕\]）】]\s*第?\s*[0-9]+\s*号|令\s*第?\s*[0-9]+\s*号"


@lru_cache(maxsize=8192)
def parse(text: str) -> Citations:
    """All citations of a cell in their order, and every stretch that was not understood. It never raises."""
    return plain(text) or _Reader(text).read()


def is_vague(text: str) -> bool:
    """Whether a title or a stretch names no document in particular: 各地相关政策法规文件."""
    return bool(pattern(_VAGUE).search(text.strip()))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = text.translate(FOLD)
        self.citations: list[Citation] = []
        self.rest: list[tuple[int, int, str]] = []

    def read(self) -> Citations:
        at = self._after(GAP, 0)
        while at < len(self.text):
            at = self._after(GAP, max(self._entry(at), at + 1))
        return Citations(tuple(self.citations), tuple(self._joined()))

    def _after(self, source: str, at: int) -> int:
        match = pattern(source).match(self.folded, at)
        return match.end() if match else at

    def _entry(self, start: int) -> int:
        """Read what begins here; where it ends."""
        at, label = start, ""
        if self.folded[start] in _LABEL_STARTS and (match := pattern(_LABEL).match(self.folded, start)):
            label = match.group(1) or match.group(2)
            if not pattern(_LABEL_WORDS).search(label):
                return self._fail(start, match.end(), citation_model.LABEL)
            at = self._after(GAP, match.end())
        issuer = self._issuer(at)
        mark = at + len(issuer)
        if self.folded[mark : mark + 1] in ("《", "〈"):
            return self._titled(start, mark, Citation(label=label, issuer=" ".join(issuer.split())))
        return self._untitled(start, at, label)

    def _issuer(self, at: int) -> str:
        """The bodies named right before a title, with the blanks behind them."""
        if self.folded[at : at + 1] in "《〈":
            return ""
        match = pattern(rf"{HAN}(?:{HAN}|[、 ]){{1,80}}(?=[《〈])").match(self.folded, at)
        names = match.group().replace("、", " ").split() if match and not match.group().rstrip().endswith("、") else []
        right = all(name.endswith(ISSUER_ENDS) and not pattern(_NO_ISSUER).search(name) for name in names)
        return match.group() if match and names and right else ""

    def _titled(self, start: int, mark: int, citation: Citation) -> int:
        """Read a title and what belongs to it."""
        end = end_of_title(self.folded, mark)
        if end < 0 or pattern(rf"\n\s*(?:{BULLET})").search(self.folded, mark, end):
            return self._fail(start, self._line_end(mark), citation_model.MARKS)
        name = title(self.text[mark + 1 : end - 1])
        number = _number_at_end(name)
        name = title(name[: -len(number)]) if number else name
        stop = citation_tail.stop(self.folded, end)
        if fault := _fault(name):
            return self._fail(start, stop, fault)
        tail = citation_tail.read(self.text, self.folded, end, stop, Details(_numbers(number)))
        if tail.rest and tail.rest[0][2] == citation_model.OUTSIDE:
            stray = {"》", "〉"} & set(self.folded[end:stop])
            return self._fail(start, stop, citation_model.MARKS if stray else citation_model.OUTSIDE)
        self._keep(start, tail, replace(citation, title=name))
        return stop

    def _untitled(self, start: int, at: int, label: str) -> int:
        """Read a number that stands alone, or say why this is no citation."""
        stop = citation_tail.stop(self.folded, at + (self.folded[at : at + 1] == "【"))
        tail = citation_tail.read(self.text, self.folded, at, stop, Details())
        marked = self.folded[stop : stop + 1] in ("《", "〈")
        alone = bool(tail.details.numbers) and not tail.rest
        if marked:
            return self._through(start, stop, citation_model.NUMBER_FIRST if alone else citation_model.OUTSIDE)
        if not alone:
            return self._fail(start, stop, self._reason(self.folded[at:stop], tail))
        if self.folded[at] == "(" and self._lacks_number(start):
            return self._fail(start, stop, citation_model.NUMBER_ALONE)
        self._keep(start, tail, Citation(label=label))
        return stop

    def _lacks_number(self, start: int) -> bool:
        """Whether a citation without a number stands before this place, on the same line."""
        before = self.citations[-1] if self.citations else None
        return before is not None and not before.number and not set("\n;。") & set(self.folded[before.end : start])

    def _through(self, start: int, mark: int, why: str) -> int:
        """Give up a stretch together with the title that it touches."""
        end = end_of_title(self.folded, mark)
        if end < 0:
            return self._fail(start, self._line_end(mark), citation_model.MARKS)
        return self._fail(start, citation_tail.stop(self.folded, end), why)

    def _keep(self, start: int, tail: Tail, citation: Citation) -> None:
        details = tail.details
        kept = replace(
            citation,
            number=details.numbers[0] if details.numbers else None,
            dates=tuple(details.dates),
            articles=details.articles,
            notes=tuple(details.notes),
            quote=tail.quote,
            start=start,
            end=start + len(self.text[start : tail.end].rstrip()),
        )
        self.citations.append(kept)
        self.rest += tail.rest

    def _reason(self, stretch: str, tail: Tail) -> str:
        """Why a stretch without a title is no citation."""
        if {"》", "〉"} & set(stretch):
            return citation_model.MARKS
        words = "".join(self.folded[start:end] for start, end, _ in tail.rest).strip(" ()[]〔〕号")
        if tail.details.numbers and words:
            return citation_model.BARE
        if pattern(NUMERIC).search(stretch):
            return citation_model.NUMBER
        if stretch.count("(") != stretch.count(")"):
            return citation_model.BRACKETS
        if tail.details.articles and not tail.rest:
            return citation_model.ARTICLE
        return citation_model.VAGUE if is_vague(stretch) else citation_model.BARE

    def _line_end(self, at: int) -> int:
        match = pattern("[\n;。]").search(self.folded, at)
        return match.start() if match else len(self.folded)

    def _fail(self, start: int, stop: int, why: str) -> int:
        self.rest.append((start, stop, why))
        return stop

    def _joined(self) -> list[Unparsed]:
        """What was not understood, stretches that touch as one, without the blanks around them."""
        joined: list[tuple[int, int, str]] = []
        for start, end, why in self.rest:
            if joined and not self.folded[joined[-1][1] : start].strip():
                joined[-1] = (joined[-1][0], end, joined[-1][2])
            else:
                joined.append((start, end, why))
        return [_unparsed(self.text, self.folded, *stretch) for stretch in joined]


def _unparsed(text: str, folded: str, start: int, end: int, why: str) -> Unparsed:
    stretch = folded[start:end]
    end -= len(stretch) - len(stretch.rstrip())
    start += len(stretch) - len(stretch.lstrip())
    return Unparsed(start, max(start, end), text[start : max(start, end)], why)


def _fault(name: str) -> str:
    """Why a title cannot be one; "" if it can."""
    if not name or name[-1] in "、,，;；" or pattern(r"^（.*）$").match(name):
        return citation_model.EMPTY
    inside = citation_number.whole(name.replace(" ", "")) or pattern(_INSIDE).search(name)
    return citation_model.NUMBER_INSIDE if inside else ""


def _number_at_end(name: str) -> str:
    """The number in brackets that was drawn into the title; "" if there is none."""
    match = pattern(r"\s*（[^（）]*(?:（(?:[0-9]{4}|第?[0-9]+号)）[^（）]*)?）$").search(name) if name.endswith("）") else None
    return match.group() if match and _numbers(match.group()) else ""


def _numbers(text: str) -> list[citation_number.Number]:
    """The one number that a piece in brackets is."""
    number = citation_number.whole(compact(text.strip()[1:-1].translate(FOLD))) if text else None
    return [number] if number else []
