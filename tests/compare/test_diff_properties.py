"""What a difference promises: nothing between equals; applied to the old it gives the new; its words hold both texts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gwcat.compare.diff import apply, counts, diff
from gwcat.compare.fields import parts
from gwcat.compare.words import compare_words
from gwcat.model.change import plain
from gwcat.model.state import Entry, State
from states import WORDS, edited, lists, states


@given(states)
def test_nothing_differs_between_equals(one: State) -> None:
    assert diff(one, one) == ()
    twin = State({home: tuple(Entry(e.home, dict(e.values)) for e in entries) for home, entries in one.catalogues.items()})
    assert diff(one, twin) == ()


@given(states, states)
def test_the_changes_make_the_one_into_the_other(old: State, new: State) -> None:
    assert apply(old, diff(old, new)) == new


@given(edited())
def test_and_so_do_those_of_an_edit(pair: tuple[State, State]) -> None:
    old, new = pair
    changes = diff(old, new)
    assert apply(old, changes) == new
    assert (not changes) == (old == new)
    for change in changes:
        assert change.kind in change.explain()


@given(edited())
def test_the_counts_add_up(pair: tuple[State, State]) -> None:
    old, new = pair
    found = counts(old, new, diff(old, new))
    assert found.kept + found.changed + found.removed == old.count
    assert found.kept + found.changed + found.added == new.count
    assert min(found.kept, found.changed, found.removed, found.added) >= 0


text = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=8).map("".join))


@given(text, text)
def test_runs_hold_both_texts(old: str, new: str) -> None:
    runs = compare_words(old, new)
    assert "".join(run.text for run in runs if run.mark in "=-") == old
    assert "".join(run.text for run in runs if run.mark in "=+") == new
    assert all(run.text for run in runs)


@given(lists, lists)
def test_parts_tell_every_entry_that_went_or_came(old: list[Any], new: list[Any]) -> None:
    found = list(parts("公开内容", old, new))
    gone = [part.old for part in found if part.kind in ("删去", "修改")]
    came = [part.new for part in found if part.kind in ("增加", "修改")]
    before, after = ([entry for entry in map(plain, value) if entry] for value in (old, new))
    assert len(before) - len(gone) == len(after) - len(came)
    assert set(gone) <= set(before)
    assert set(came) <= set(after)
