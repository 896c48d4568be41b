"""The history of a region or of one of its items, out of the commits that changed it. Nothing is checked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.base.names import nearest_few
from gwcat.compare.pairs import At, pair
from gwcat.compare.resolved import compare_regions, state_of
from gwcat.model.change import Added, Difference, FieldsChanged, ItemChange, Moved, Removed, Reordered, item_changes
from gwcat.model.state import Entry, State
from gwcat.source.git import Commit, CommitShelf, Repository
from gwcat.source.layout import CATALOGS
from gwcat.source.workspace import Workspace
from gwcat.tasks.sides import commit_workspace, region_of

NOW = Commit("", "", "", (), "尚未提交")


class Step(NamedTuple):
    """What a commit (or what is not yet committed) did to an item."""

    commit: Commit
    changes: tuple[ItemChange, ...]


class FieldOrigin(NamedTuple):
    """Which commit gave a value its present wording. No commit is known for what is older than the history."""

    key: str
    value: object
    commit: Commit | None
    place: str


@dataclass
class ItemHistory:
    """An item, as it is now or was last, with its changes, the newest first. `cut` says that older ones were left out."""

    entry: Entry
    steps: list[Step] = field(default_factory=list)
    cut: bool = False

    def origins(self) -> Iterator[FieldOrigin]:
        """For every value the commit that wrote it last; for the item as it came, the commit that it came with."""
        came = next((step.commit for step in reversed(self.steps) if isinstance(step.changes[0], Added)), None)
        last: dict[str, Commit] = {}
        for step in reversed(self.steps):
            for change in step.changes:
                if isinstance(change, FieldsChanged):
                    last.update({one.key: step.commit for one in change.fields})
        for key, value in self.entry.values.items():
            place = self.entry.origin.place(key) if self.entry.origin else None
            yield FieldOrigin(key, value, last.get(key, came), f"{place.path}:{place.line}" if place else "")


class History:
    """The versions of a region; what did not change from one to the next is read once."""

    def __init__(self, workspace: Workspace, folder: str) -> None:
        self._workspace, self._folder = workspace, folder
        self._repository = Repository.of(workspace.root)
        if not self._repository.commit("HEAD"):
            raise GwcatError("git 仓库里还没有提交。", hint="请先 git add、git commit 一次。")
        self._regions: dict[str, tuple[tuple[str, ...], ResolvedRegion]] = {}
        self._states: dict[int, State] = {}

    def commits(self, limit: int = 0) -> list[Commit]:
        """The commits that changed any catalogue, the newest first."""
        return self._repository.log(CATALOGS, limit=limit)

    def now(self) -> ResolvedRegion:
        """The region as its files are now."""
        return region_of(self._workspace, self._folder)

    def region(self, commit: str) -> ResolvedRegion:
        """The region as a commit has it; the same object for commits that have the same files of it and of those above."""
        if commit in self._regions:
            return self._regions[commit][1]
        shelf = CommitShelf(self._repository, commit)
        for key, known in reversed(self._regions.values()):
            if key == shelf.state_key(_folders(known, self._folder)):
                self._regions[commit] = key, known
                return known
        region = region_of(commit_workspace(self._repository, commit), self._folder)
        self._regions[commit] = shelf.state_key(_folders(region, self._folder)), region
        return region

    def state(self, region: ResolvedRegion) -> State:
        """The state of a region, made once."""
        if id(region) not in self._states:
            self._states[id(region)] = state_of(region)
        return self._states[id(region)]

    def forget(self, commit: str) -> None:
        """Let go of a version that is not needed again."""
        gone = self._regions.pop(commit, None)
        if gone and all(region is not gone[1] for _, region in self._regions.values()):
            self._states.pop(id(gone[1]), None)

    def close(self) -> None:
        """End what reads the repository."""
        self._repository.close()


def _folders(region: ResolvedRegion, folder: str) -> frozenset[str]:
    """The folders that a region is made from."""
    return frozenset({folder, *region.above, *(adopted.region for adopted in region.adoptions.values())})


def summaries(workspace: Workspace, folder: str, limit: int) -> Iterator[tuple[Commit, Difference]]:
    """The commits that changed a region, the newest first, each against its first parent; what is not committed before all."""
    history = History(workspace, folder)
    shown = 0
    try:
        with without_collection():
            head, now = history.region("HEAD"), history.now()
            found = compare_regions(head, now, names=("HEAD", NOW.subject))
            if found.changes:
                yield NOW, found
            for commit in history.commits():
                if limit and shown >= limit:
                    return
                parents = commit.parents
                before = history.region(parents[0]) if parents else region_of(None, folder)
                after = history.region(commit.hash)
                if before is not after and len(parents) < 2:
                    found = compare_regions(before, after, names=(parents[0][:8] if parents else "", commit.short))
                    if found.changes:
                        shown += 1
                        yield commit, found
                history.forget(commit.hash)
    finally:
        history.close()


def item_history(workspace: Workspace, folder: str, identity: str, *, unit: str = "", limit: int = 0) -> ItemHistory:
    """The changes of an item, followed through renames, moves and a new 编号.

    Raises GwcatError, naming the nearest, if no version has an item of that 编号.
    """
    history = History(workspace, folder)
    try:
        with without_collection():
            return _Walk(history, folder, identity, unit, limit).run()
    finally:
        history.close()


class _Walk:
    """From now back to the commit in which the item came."""

    def __init__(self, history: History, folder: str, identity: str, unit: str, limit: int) -> None:
        self._history, self._folder, self._limit = history, folder, limit
        self._identity, self._unit = identity, unit
        self._found: ItemHistory | None = None
        self._at: At | None = None  # where the item stands in the version looked at
        self._known: list[str] = []

    def run(self) -> ItemHistory:
        """The history. Versions in which the item is not yet, or no longer, are passed over."""
        history = self._history
        self._step(history.region("HEAD"), history.now(), NOW)
        for commit in history.commits():
            after = history.region(commit.hash)
            befores = [history.region(parent) for parent in commit.parents] or [region_of(None, self._folder)]
            if not any(self._unchanged(before, after) for before in befores[1:]):  # else it came by the other branch
                self._step(befores[0], after, commit)
            history.forget(commit.hash)
            if self._done():
                break
        if self._found is None:
            near = nearest_few(self._identity, self._known, 3)
            hint = f"是否想写{'、'.join(near)}？" if near else "请检查编号和 --county。"
            raise GwcatError(f"没有编号为“{self._identity}”的事项，以前也没有过。", hint=hint)
        return self._found

    def _done(self) -> bool:
        if self._found is None or not self._found.steps:
            return False
        if isinstance(self._found.steps[-1].changes[0], Added):
            return True
        self._found.cut = 0 < self._limit <= sum(bool(step.commit.hash) for step in self._found.steps)
        return self._found.cut

    def _unchanged(self, before: ResolvedRegion, after: ResolvedRegion) -> bool:
        """Whether the item is the same in two versions."""
        if before is after:
            return True
        old, new = self._history.state(before), self._history.state(after)
        there, here = (_find(state, self._identity, self._unit, self._at) for state in (old, new))
        if here is None or there is None:
            return here is there
        return here.home == there.home and _entry(new, here).values == _entry(old, there).values

    def _step(self, before: ResolvedRegion, after: ResolvedRegion, commit: Commit) -> None:
        """What a version did to the item, compared with the one before it."""
        old, new = self._history.state(before), self._history.state(after)
        here = _find(new, self._identity, self._unit, self._at)
        if here is None and self._found is not None:
            return
        there = _find(old, self._identity, self._unit, self._at)
        if self._found is None:
            known = here or there
            if known is None:
                self._known = self._known or [e.identity for es in new.catalogues.values() for e in es if e.identity]
                return
            self._found = ItemHistory(_entry(new if here else old, known))
        if self._unchanged(before, after):
            return
        changes = tuple(
            change
            for change in item_changes(compare_regions(before, after).changes)
            if not isinstance(change, Reordered) and (_is(change, here, new) or (here is None and _was(change, there)))
        )
        if changes:
            self._found.steps.append(Step(commit, changes))
        if here is not None:
            back = {to: at for at, to in pair(old, new).items()}.get(here)
            if back is not None:
                entry = _entry(old, back)
                self._identity, self._unit = entry.identity or self._identity, entry.home.unit if self._unit else ""
                self._at = back


def _entry(state: State, at: At) -> Entry:
    return state.catalogues[at.home][at.position]


def _find(state: State, identity: str, unit: str, near: At | None) -> At | None:
    """The item of an 编号; of several, that of the unit asked for, or of the catalogue in which it was last seen."""
    found = [
        At(home, number)
        for home, entries in state.catalogues.items()
        for number, entry in enumerate(entries)
        if entry.identity == identity and (not unit or home.unit == unit)
    ]
    return min(found, key=lambda at: near is None or at.home != near.home, default=None)


def _is(change: ItemChange, at: At | None, state: State) -> bool:
    """Whether a change is about the item at a place of the newer state."""
    if at is None or isinstance(change, Removed):
        return False
    if isinstance(change, Added | Moved):
        return At(change.after.home, change.to) == at
    return change.after.values is _entry(state, at).values


def _was(change: ItemChange, at: At | None) -> bool:
    return at is not None and isinstance(change, Removed) and At(change.before.home, change.at) == at
