"""Where steps stand, which links lead back, how lines run: the parts of the layout on small flows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from flows import flow
from gwcat.document.drawing import BOTTOM, LEFT, RIGHT, TOP
from gwcat.flow.chart import charts
from gwcat.flow.grid import arrange, back_links
from gwcat.flow.label import place_labels
from gwcat.flow.pages import parts
from gwcat.flow.route import find_routes
from gwcat.flow.tangle import tangle
from gwcat.flow.text import millimetres, wrapped
from gwcat.flow.track import lay_tracks


@pytest.mark.parametrize(
    ("links", "back"),
    [
        ("a>b b>c", []),
        ("a>b b>c c>b", [2]),
        ("a>b b>a", [1]),
        ("a>b b>c c>d d>b d>a", [3, 4]),
        ("b>c c>d d>b a>b", [2]),
    ],
)
def test_links_that_lead_back(links: str, back: list[int]) -> None:
    assert sorted(back_links(flow(links))) == back


def test_steps_stand_below_all_that_they_follow() -> None:
    grid = arrange(flow("a>b b>c a>d d>c c>e e>b"), 8)
    rows = {name: row for name, (row, _) in grid.cells.items()}
    assert rows == {"a": 0, "b": 1, "d": 1, "c": 2, "e": 3}


def test_a_lane_holds_no_more_in_a_row_than_asked() -> None:
    made = flow("a>b a>c a>d a>e a>f")
    assert arrange(made, 8).rows == 2
    assert (arrange(made, 2).rows, arrange(made, 2).columns) == (4, 2)


def test_lanes_keep_their_order_and_their_columns() -> None:
    grid = arrange(flow("a>b b>c b>d c>e d>e", owners="a甲 b乙 c甲 d乙 e甲"), 8)
    assert grid.lanes == (("甲", 1), ("乙", 1))
    assert {name: column for name, (_, column) in grid.cells.items()} == {"a": 0, "b": 1, "c": 0, "d": 1, "e": 0}


def test_one_that_alone_follows_another_lane_stands_beside_it() -> None:
    made = flow("a>b b>c", owners="a甲 b乙 c乙")
    assert {name: row for name, (row, _) in arrange(made, 8, level=True).cells.items()} == {"a": 0, "b": 0, "c": 1}


def test_a_chain_is_straight() -> None:
    made = flow("a>b b>c")
    routes = find_routes(made, arrange(made, 8))
    assert [(route.start_site, route.end_site, len(route.spots)) for route in routes] == [(BOTTOM, TOP, 2)] * 2


def test_branches_of_a_decision_leave_at_different_corners() -> None:
    made = flow("a>b a>c a>d", kinds="a判断")
    routes = find_routes(made, arrange(made, 8))
    assert {route.start_site for route in routes} == {BOTTOM, LEFT, RIGHT}


def test_a_link_back_goes_around() -> None:
    made = flow("a>b b>c c>a:否 c>d:是", kinds="c判断")
    drawing = charts(made)[0].drawing
    assert tangle(drawing) == 0
    back = next(connector for connector in drawing.connectors if connector.name == "c→a")
    assert (back.start_site in (LEFT, RIGHT), back.end_site) == (True, TOP)


def test_links_of_one_corner_share_a_track_and_others_do_not() -> None:
    made = flow("a>d a>e b>f c>f", owners="a甲 b甲 c甲 d甲 e甲 f甲")
    routes = find_routes(made, arrange(made, 8))
    tracks = lay_tracks(routes)
    of = {route.link.index: tracks.of_leg.get((route.link.index, 1)) for route in routes}
    assert len({of[0], of[1]} - {None}) <= 1
    assert tangle(charts(made)[0].drawing) == 0


def test_words_stand_where_no_other_link_runs() -> None:
    made = flow("a>b:是 a>c:否 b>d c>d", kinds="a判断")
    labels = place_labels(find_routes(made, arrange(made, 8)))
    assert [label.route.link.text for label in labels] == ["是", "否"]
    assert {label.at for label in labels} <= {"起点旁", "起点下", "终点上"}


def test_a_long_chain_goes_on_over_pages_with_marks() -> None:
    names = [chr(ord("a") + n) for n in range(26)] + [chr(ord("A") + n) for n in range(14)]
    made = flow(" ".join(f"{a}>{b}" for a, b in pairwise(names)), words="按照规定的程序逐级审核并签署意见")
    drawn = charts(made)
    assert len(drawn) > 1
    for first, second in pairwise(drawn):
        leaving = [shape.name for shape in first.drawing.shapes if shape.name.startswith("转")]
        coming = [shape.name for shape in second.drawing.shapes if shape.name.startswith("接")]
        assert [name[1:] for name in leaving] == [name[1:] for name in coming] != []
    assert [chart.drawing.title for chart in drawn] == [f"样例（{n}）" for n in range(1, len(drawn) + 1)]


def test_parts_hold_every_step_once_and_every_link() -> None:
    made = flow("a>b b>c c>d d>a d>e e>f b>f f>g")
    for count in (2, 3, 7):
        found = parts(made, count)
        steps = [step.identity for part in found for step in part.steps if step.kind != "转接"]
        assert sorted(steps) == sorted(step.identity for step in made.steps)
        inner = {link.index for part in found for link in part.links if not link.source.startswith("\0")}
        assert inner == {link.index for link in made.links}
        for part in found:
            known = {step.identity for step in part.steps}
            assert all({link.source, link.target} <= known for link in part.links)


def test_too_many_lanes_become_words_in_the_steps() -> None:
    names = "abcdefghijk"
    owners = " ".join(f"{name}单位{name}" for name in names)
    made = flow(" ".join(f"{a}>{b}" for a, b in pairwise(names)), owners=owners)
    drawn = charts(made)
    assert not [shape for chart in drawn for shape in chart.drawing.shapes if shape.kind == "泳道"]
    assert any(shape.name == "办理a〔单位a〕" for shape in drawn[0].drawing.shapes)


def test_lines_of_text() -> None:
    assert wrapped("信息公开工作机构", 4 * 10 * 25.4 / 72 + 0.01, 10) == ["信息公开", "工作机构"]
    assert wrapped("（20个工作日内）", 5 * 10 * 25.4 / 72 + 0.01, 10) == ["（20个工作", "日内）"]
    assert all(line[0] not in "，。）" and line[-1] not in "（《" for line in wrapped("甲，乙（丙）。丁《戊》己", 8.0, 10))
    assert "".join(wrapped("形成或者变更之日起20个工作日内", 11, 10.5)) == "形成或者变更之日起20个工作日内"
    assert wrapped("", 10, 10) == [""]
    assert millimetres("ab", 10) == millimetres("字", 10)
