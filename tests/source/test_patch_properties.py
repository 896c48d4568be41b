"""The promise of an edit: the new text says what was meant, and whatever means the same as before is the same to the byte."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from patching import changed, texts, trees

from gwcat.source.canonical import canonical
from gwcat.source.canonical_plan import plan_of
from gwcat.source.canonical_signs import uniform_tree
from gwcat.source.file import SourceFile, parse_file
from gwcat.source.patch import patched


@st.composite
def _edits(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    tree = draw(trees())
    return draw(texts(tree)), tree, draw(changed(tree))


def _slices(file: SourceFile) -> dict[str, str]:
    """How each 事项 is written, by its 编号."""
    if not file.tree["事项"]:
        return {}
    marks = file.marks[2]["事项"][2][2]
    pairs = zip(file.tree["事项"], marks, strict=True)
    return {item["编号"]: file.text[mark[0] : mark[1]].rstrip(" \r\n") for item, mark in pairs}


@given(_edits())
@settings(max_examples=200)
def test_the_edited_text_reads_back_and_untouched_items_stay(case: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    text, old, new = case
    file = parse_file("x.yaml", text)
    assume(not file.findings and file.tree == old)
    result = patched(file, new, None)
    again = parse_file("x.yaml", result)
    assert again.tree == new
    before, after = _slices(file), _slices(again)
    same = {item["编号"] for item in old["事项"] if item in (new["事项"] or [])}
    assert {name: before[name] for name in same} == {name: after[name] for name in same}
    assert patched(again, new, None) == result


@given(_edits())
@settings(max_examples=60)
def test_a_canonical_file_stays_canonical(case: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    text, old, new = case
    file = parse_file("x.yaml", text)
    assume(not file.findings and file.tree == old)
    laid_out = parse_file("x.yaml", canonical(file, "catalogue"))
    assume(laid_out.tree == old)
    result = patched(laid_out, new)
    again = parse_file("x.yaml", result)
    assert again.tree == new
    if uniform_tree(new, plan_of("catalogue")) == new:
        assert canonical(again, "catalogue") == result
