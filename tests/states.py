"""States of a made-up region: by hand, and as strategies for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from gwcat.model.state import Entry, Home, State

HOME = Home("社会救助", "县民政局")
WORDS = ("政策法规文件", "审核信息", "审批信息", "办事指南", "（国发〔2012〕45号）", "20个工作日内", "😀", "ＡＢ", "a b", " ")


def entry(identity: str, name: str = "", home: Home = HOME, **values: Any) -> Entry:
    """An item with 一级事项 最低生活保障; a value of None leaves the key out."""
    known: dict[str, Any] = {
        "编号": identity,
        "一级事项": "最低生活保障",
        "二级事项": name or f"事项{identity}",
        "公开内容": [f"{name or identity}的名单及相关信息"],
        "公开依据": ["《社会救助暂行办法》（国务院令第649号）"],
        "公开时限": "制定或获取信息之日起10个工作日内",
        "公开渠道": ["政府网站", "公开查阅点"],
        **values,
    }
    return Entry(home, {key: value for key, value in known.items() if value is not None})


def state(*entries: Entry) -> State:
    return State.of(entries)


texts = st.lists(st.sampled_from(WORDS), max_size=3).map("".join)
lists = st.lists(st.one_of(texts, st.fixed_dictionaries({"要素": texts, "标准": texts})), max_size=4)
values = st.fixed_dictionaries(
    {},
    optional={
        "编号": st.sampled_from(["", "1", "2", "3", "4"]),
        "一级事项": texts,
        "二级事项": texts,
        "公开内容": st.one_of(texts, lists),
        "公开依据": st.lists(texts, max_size=3),
        "公开时限": texts,
        "公开渠道": st.lists(st.sampled_from(["政府网站", "政府公报", "精准推送"]), max_size=3),
        "备注": texts,
        "来源": lists,
    },
)
homes = st.builds(Home, st.sampled_from(["社会救助", "养老服务"]), st.sampled_from(["县民政局", "县财政局"]))
states = st.lists(st.builds(Entry, homes, values), max_size=8).map(State.of)


@st.composite
def edited(draw: st.DrawFn) -> tuple[State, State]:
    """A state and what became of it: items kept, edited, moved, taken out, put in another order, others added."""
    old = draw(states)
    entries = [entry for home in old.catalogues.values() for entry in home]
    kept = draw(st.lists(st.sampled_from(entries), unique_by=id)) if entries else []
    new: list[Entry] = []
    for one in kept:
        home = draw(st.one_of(st.just(one.home), homes))
        new.append(Entry(home, {**one.values, **draw(st.one_of(st.just({}), values))}))
    return old, State.of([*new, *draw(st.lists(st.builds(Entry, homes, values), max_size=3))])
