"""Promises of merging, for catalogues of every kind: whatever the two sides do to different things is done."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from gwcat.merge.files import MergedFile, Unmergeable, merge_files
from gwcat.source.writer import yaml_lines

_WORDS = st.text("甲乙丙丁（）：，#-'\" :ａA1🀄", min_size=1, max_size=6).filter(lambda text: text.strip() == text)
_LISTS = st.lists(_WORDS, min_size=1, max_size=4, unique=True)
_FIELDS = ("一级事项", "公开时限", "备注", "公开方式", "责任科室")
_LIST_FIELDS = ("公开依据", "公开主体", "公开层级")
_COMMENTS = st.sampled_from(["", "# 说明\n", "\n", "\n# 说明\n\n"])


@st.composite
def catalogues(draw: st.DrawFn) -> dict[str, Any]:
    """A catalogue's tree: two to five items, each with every field."""
    items = [
        {"编号": f"社会救助-{number:03}"} | {key: draw(_WORDS) for key in _FIELDS} | {key: draw(_LISTS) for key in _LIST_FIELDS}
        for number in range(draw(st.integers(2, 5)))
    ]
    return {"领域": "社会救助", "单位": draw(_WORDS), "事项": items}


def written(tree: dict[str, Any], comment: str = "", ends: str = "\n", bom: bool = False) -> bytes:
    """A catalogue as a file, a comment above every item."""
    text = "".join(yaml_lines(tree)).replace("  - 编号", f"{comment}  - 编号").replace("\n", ends)
    return (b"\xef\xbb\xbf" if bom else b"") + text.encode()


def edit(data: st.DataObject, tree: dict[str, Any], number: int, key: str) -> None:
    """Give one field of one item another value, or take it away."""
    item = tree["事项"][number]
    if data.draw(st.booleans()):
        del item[key]
    elif isinstance(item[key], list):
        item[key] = data.draw(_LISTS.filter(lambda value: value != item[key]))
    else:
        item[key] = data.draw(_WORDS.filter(lambda value: value != item[key]))


def value(data: bytes) -> Any:
    """What a file says."""
    return yaml.load(data.decode("utf-8-sig"), yaml.CBaseLoader)


@given(st.data(), catalogues(), _COMMENTS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_edits_of_different_fields_are_both_made(
    data: st.DataObject, old: dict[str, Any], comment: str, ends: str, bom: bool
) -> None:
    places = [(number, key) for number in range(len(old["事项"])) for key in (*_FIELDS, *_LIST_FIELDS)]
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=8, unique=True))
    cut = data.draw(st.integers(1, len(chosen) - 1))
    one, two, both = (copy.deepcopy(old) for _ in range(3))
    for place in chosen:
        side = one if place in chosen[:cut] else two
        edit(data, side, *place)
        number, key = place
        both["事项"][number].pop(key)
        if key in side["事项"][number]:
            both["事项"][number][key] = side["事项"][number][key]
    found = merge_files(*(written(tree, comment, ends, bom) for tree in (old, one, two)))
    assert found.clashes == ()
    assert value(found.data) == both
    assert found.data.startswith(b"\xef\xbb\xbf") == bom
    assert found.data.count(b"\r\n") == (found.data.count(b"\n") if ends == "\r\n" else 0)


@given(st.data(), catalogues(), _COMMENTS)
def test_additions_deletions_and_moves_of_different_items_are_all_made(
    data: st.DataObject, old: dict[str, Any], comment: str
) -> None:
    one, two = copy.deepcopy(old), copy.deepcopy(old)
    numbers = [item["编号"] for item in old["事项"]]
    gone_here = data.draw(st.sets(st.sampled_from(numbers), max_size=len(numbers) - 1))
    gone_there = data.draw(st.sets(st.sampled_from(numbers), max_size=len(numbers) - 1))
    one["事项"] = [item for item in one["事项"] if item["编号"] not in gone_here]
    two["事项"] = [item for item in two["事项"] if item["编号"] not in gone_there]
    one["事项"] = data.draw(st.permutations(one["事项"]))
    for side, number in ((one, "社会救助-901"), (two, "社会救助-902")):
        side["事项"].insert(data.draw(st.integers(0, len(side["事项"]))), {"编号": number, "一级事项": "新"})
    found = merge_files(*(written(tree, comment) for tree in (old, one, two)))
    assert found.clashes == ()
    there = {item["编号"]: item for item in value(found.data)["事项"]}
    assert set(there) == {*numbers, "社会救助-901", "社会救助-902"} - gone_here - gone_there
    assert all(there[item["编号"]] == item for item in old["事项"] if item["编号"] in there)
    kept = [item["编号"] for item in one["事项"] if item["编号"] in there]
    assert [number for number in there if number in kept] == kept


@given(catalogues(), catalogues(), _COMMENTS)
def test_a_side_that_did_nothing_changes_nothing(old: dict[str, Any], new: dict[str, Any], comment: str) -> None:
    before, after = written(old), written(new, comment)
    assert merge_files(before, after, before) == MergedFile(after)
    assert merge_files(before, before, after) == MergedFile(after)
    assert merge_files(before, after, after) == MergedFile(after)


@given(st.data(), catalogues(), _COMMENTS)
def test_what_nobody_changed_stays_to_the_byte(data: st.DataObject, old: dict[str, Any], comment: str) -> None:
    one, two = copy.deepcopy(old), copy.deepcopy(old)
    one["事项"][0]["备注"] = "一方"
    two["事项"][-1]["公开时限"] = "另一方"
    both = copy.deepcopy(one)
    both["事项"][-1]["公开时限"] = "另一方"
    assert merge_files(*(written(tree, comment) for tree in (old, one, two))).data == written(both, comment)


@given(catalogues(), catalogues(), catalogues())
def test_any_three_files_merge_or_say_why_not(old: dict[str, Any], one: dict[str, Any], two: dict[str, Any]) -> None:
    found = merge_files(written(old), written(one), written(two))
    marked = found.data.decode()
    assert marked.count("<<<<<<< ") == marked.count(">>>>>>> ")
    assert bool(found.clashes) == ("<<<<<<< 本方\n" in marked)
    if not found.clashes:
        assert isinstance(value(found.data), dict)


@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_make_it_fall_over(old: bytes, one: bytes, two: bytes) -> None:
    with suppress(Unmergeable):
        assert isinstance(merge_files(old, one, two).data, bytes)


@given(
    st.text("甲: -[]{}#\n|'\"", max_size=40), st.text("甲: -[]{}#\n|'\"", max_size=40), st.text("甲: -[]{}#\n|'\"", max_size=40)
)
def test_no_text_makes_it_fall_over(old: str, one: str, two: str) -> None:
    with suppress(Unmergeable):
        found = merge_files(old.encode(), one.encode(), two.encode())
        assert found.clashes or found.data.decode() in (one, two) or value(found.data) is not None
