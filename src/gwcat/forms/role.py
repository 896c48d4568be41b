"""What the columns of a form hold, read from their own expressions: the way back from a cell to a key of the source.

The same definition that renders recognises: a new form in `templates/forms/` is understood without a word of code as long as its
expressions name one key each, or are of the kinds known here.
"""

from __future__ import annotations

import re

from gwcat.forms.definition import Form, LeafColumn
from gwcat.language.column import Role
from gwcat.model.catalogue import ITEM_LEVELS

_TICKED = re.compile(r"'([^']+)' in (公开方式|公开层级|五公开)")
_JOINED = frozenset((*ITEM_LEVELS[:3], "名称"))
_DERIVED = {
    "要素": Role("公开内容"), "标准": Role("公开内容", "标准"), "全社会": Role("公开对象", "全社会"),
    "特定群体": Role("公开对象", "特定群体"), "不予公开理由": Role("不予公开", "理由"), "不予公开依据": Role("不予公开", "依据"),
}  # fmt: skip
WHOLE_NAME = Role("名称", "连写")
"""一级事项—二级事项—名称 in one cell."""
NAME_AND_CONTENT = Role("名称", "公开内容")
"""一级事项—名称：公开内容 in one cell."""
LEVEL_AND_CONTENT = Role("公开内容", "二级事项")
"""二级事项： on a line, 公开内容 below it."""
SUBJECT_AND_OFFICE = Role("公开主体", "责任科室")
"""公开主体（责任科室） in one cell."""
AUDIENCE = Role("公开对象")


def role_of(column: LeafColumn) -> Role:
    """What a column holds; no key if its expression is of no known kind."""
    names = column.names
    if ticked := _TICKED.findall(column.source):
        keys = {key for _, key in ticked}
        return Role(keys.pop(), "、".join(option for option, _ in ticked)) if len(keys) == 1 else Role("")
    if names >= _JOINED:
        return NAME_AND_CONTENT if "公开内容" in names else WHOLE_NAME
    if names == {"公开主体", "责任科室"}:
        return SUBJECT_AND_OFFICE
    if "公开内容" in names and "二级事项" in names:
        return LEVEL_AND_CONTENT
    if names == {"全社会", "特定群体"} or names == {"公开对象"}:
        return AUDIENCE
    levels = [name for name in names if name in ITEM_LEVELS]
    if len(levels) == 1 and names <= {levels[0], "名称"}:
        return Role(levels[0])
    if len(names) != 1:
        return Role("")
    (name,) = names
    return _DERIVED.get(name, Role(name))


def roles_of(form: Form) -> tuple[Role, ...]:
    """What each column of a form holds."""
    return tuple(map(role_of, form.columns))
