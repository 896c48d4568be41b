"""What the columns of a table hold, by the form that the whole table follows and by what stands in the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gwcat.base.errors import GwcatError
from gwcat.base.names import fold
from gwcat.forms.definition import Form
from gwcat.forms.library import Library
from gwcat.forms.role import LEVEL_AND_CONTENT, NAME_AND_CONTENT, SUBJECT_AND_OFFICE, WHOLE_NAME, roles_of
from gwcat.intake.header import Column
from gwcat.language import domain
from gwcat.language.channel import CHANNELS
from gwcat.language.column import STAGES, Role
from gwcat.model.catalogue import ITEM_LEVELS

_BRACKETS = re.compile(r"\([^()]*\)")
_MODE = re.compile(r"^(?:[1-9][.、])?(?:主动|依申请|依申请主动|不予)(?:公开)?(?:[、/,;和及或]*(?:主动|依申请)(?:公开)?)*$")
_MEDIUM = re.compile(r"全文|摘要|摘录|文本|文字|图文|图片|图表|纸质|电子|部分公开|链接|列表|表格")
_PLATFORM = re.compile(
    r"[■□☑þ]|网站|公示栏|公开栏|公告栏|查阅点|微信|微博|公众号|媒体|公报|服务中心|电视|广播|平台|现场|入户|服务站"
)
_LEAST_SHARE = 0.6
_SAMPLE = 200
UNKNOWN = Role("")
_COMPOSITE = frozenset((LEVEL_AND_CONTENT, NAME_AND_CONTENT, SUBJECT_AND_OFFICE, WHOLE_NAME))
REPEATED = Role("", "重复")
"""A column that says once more what another one says."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds; whether that needs to be told, and what."""

    role: Role
    doubt: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a form fits: its score, and which of its columns each column of the table is."""

    form: Form
    score: float
    pairs: dict[int, int]
    exact: frozenset[int]


Sample = Callable[[int], Sequence[str]]
"""The texts of a column's cells, some of them."""


def choose_form(columns: Sequence[Column], library: Library, wanted: str = "") -> tuple[Form | None, dict[int, Role]]:
    """The form that the headings follow, and the roles that it gives to columns whose words are its own.

    Raises GwcatError if the wanted form does not exist; a form of the workspace that is broken is passed over.
    """
    if wanted:
        fit = _fit(library.form(wanted), columns)
        return fit.form, _roles(fit, columns)
    fits = []
    for name in library.form_paths:
        try:
            form = library.form(name)
        except GwcatError:
            continue
        fit = _fit(form, columns)
        if len(fit.pairs) >= max(3, len(form.columns) / 2) and fit.exact:
            fits.append(fit)
    best = max(fits, key=lambda fit: fit.score, default=None)
    return (best.form, _roles(best, columns)) if best else (None, {})


def _roles(fit: _Fit, columns: Sequence[Column]) -> dict[int, Role]:
    roles = roles_of(fit.form)
    given = {number: roles[leaf] for number, leaf in fit.pairs.items() if number in fit.exact and roles[leaf].key}
    for number, role in given.items():
        if role == SUBJECT_AND_OFFICE and "科室" not in columns[number].words:
            given[number] = Role("公开主体")
    return given


def _bare(words: str) -> str:
    folded = fold(words)
    return _BRACKETS.sub("", folded) or folded


def _fit(form: Form, columns: Sequence[Column]) -> _Fit:
    roles = roles_of(form)
    leaves = [tuple(map(_bare, column.path.split("/"))) for column in form.columns]
    free = dict.fromkeys(range(len(leaves)))
    pairs: dict[int, int] = {}
    exact: set[int] = set()
    for number, column in enumerate(columns):
        has_option = column.heading is not None and column.heading.roles[0].option
        own = tuple(map(fold if has_option else _bare, column.path))
        for leaf in free:
            if own and leaves[leaf][-1] == own[-1] and (len(leaves[leaf]) == 1 or len(own) == 1 or leaves[leaf][-2:] == own[-2:]):
                pairs[number] = leaf
                exact.add(number)
                del free[leaf]
                break
    for number, column in enumerate(columns):
        if number in pairs or column.heading is None:
            continue
        for leaf in free:
            if roles[leaf].key and roles[leaf] in column.heading.roles:
                pairs[number] = leaf
                del free[leaf]
                break
    named = sum(1 for column in columns if column.path)
    score = 2.0 * len(exact) + len(pairs) - len(free) - 0.5 * (named - len(pairs))
    return _Fit(form, score, pairs, frozenset(exact))


def meanings(columns: Sequence[Column], given: dict[int, Role], form: Form | None, sample: Sample) -> list[Meaning]:
    """What each column holds: by the form, by its words, and by its cells where the words have several meanings."""
    whole = form if form and len(form.columns) == len(columns) else None  # else it is only the nearest one
    found = [_meaning(number, column, given.get(number), whole, sample) for number, column in enumerate(columns)]
    apart = (Role("二级事项"), Role("公开内容", "标准"))  # columns beside which 公开内容 holds nothing but contents
    if any(meaning.role in apart for meaning in found):
        found = [replace(each, role=Role("公开内容")) if each.role == LEVEL_AND_CONTENT else each for each in found]
    return _without_doubles(found, columns, sample)


def _meaning(number: int, column: Column, given: Role | None, form: Form | None, sample: Sample) -> Meaning:
    heading = column.heading
    if given is None and heading is None:
        return Meaning(UNKNOWN)
    ambiguous = heading is not None and len(heading.roles) > 1
    if not ambiguous:
        role = given or (heading.roles[0] if heading else UNKNOWN)
        if role == Role("五公开") and not _stages(sample(number)):
            return Meaning(UNKNOWN, doubt=f"“{column.words}”一列写的不是决策、执行、管理、服务、结果")
        near = heading is not None and heading.near and given is None
        return Meaning(role, doubt=f"表头“{column.words}”像是“{role}”，按它读" if near else "")
    assert heading is not None
    seen = _seen(heading.roles, sample(number))
    if seen is None:
        role = given or heading.roles[0]
        told = f"表头“{column.words}”可以有几种意思，按“{role if role.key else '其他列'}”读"
        told = told if given is None and any(sample(number)) else ""
        return Meaning(role, doubt=told)
    if given is not None and given != seen and given.key != seen.key:
        if form is None:
            return Meaning(seen)
        words = seen if seen.key else "其他内容"
        return Meaning(seen, done=f"表头“{column.words}”在样表“{form.name}”里是“{given}”，各格写的是“{words}”，按各格读")
    return Meaning(given or seen)


def _seen(roles: Sequence[Role], cells: Sequence[str]) -> Role | None:
    """Which of the meanings the cells themselves show; None if they show none."""
    texts = [fold(cell) for cell in cells if cell.strip()]
    if not texts:
        return None
    for role in roles:
        if role.key in _LOOKS and sum(1 for text in texts if _LOOKS[role.key](text)) >= _LEAST_SHARE * len(texts):
            return role
    return None


def _is_domain(text: str) -> bool:
    return domain.find(text.removesuffix("领域")) is not None


_LOOKS: dict[str, Callable[[str], bool]] = {
    "公开方式": lambda text: bool(_MODE.match(text)),
    "公开形式": lambda text: len(text) < 30 and bool(_MEDIUM.search(text)) and not _MODE.match(text),
    "公开渠道": lambda text: bool(_PLATFORM.search(text)) or text in CHANNELS,
    "领域": _is_domain,
}


def _stages(cells: Sequence[str]) -> bool:
    texts = [cell for cell in cells if cell.strip()]
    return not texts or sum(1 for text in texts if any(stage in text for stage in STAGES)) >= _LEAST_SHARE * len(texts)


def _without_doubles(found: list[Meaning], columns: Sequence[Column], sample: Sample) -> list[Meaning]:
    """Of two columns with one meaning the second is left out, silently never."""
    first: dict[Role, int] = {}
    result = []
    for number, meaning in enumerate(found):
        role = Role(meaning.role.key) if meaning.role in _COMPOSITE else meaning.role
        if role.key and role in first:
            same = [fold(cell) for cell in sample(first[role])] == [fold(cell) for cell in sample(number)]
            words = f"“{columns[number].words}”一列和“{columns[first[role]].words}”意思相同"
            told = f"{words}，内容也相同，只读前一列" if same else f"{words}，只读前一列"
            meaning = Meaning(REPEATED, done=told) if same else Meaning(UNKNOWN, doubt=told)
        elif role.key:
            first[role] = number
        result.append(meaning)
    return result


def levels_below(columns: Sequence[Column]) -> list[Role]:
    """The roles of columns that stand together below 公开事项 and have no titles of their own."""
    return [Role(level) for level in ITEM_LEVELS[: len(columns)]]
