"""A git repository, its objects read as they are: no checkout, no work tree, no file left behind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gwcat.base.errors import GwcatError, StorageError
from gwcat.source.file import SourceFile, load_bytes
from gwcat.source.layout import CATALOGS
from gwcat.source.shelf import folders, listed
from gwcat.source.text import SIZE_LIMIT

_FILE_MODES = ("100644", "100755")
_SEPARATOR = "\x1f"


class Commit(NamedTuple):
    """A commit as git log shows it."""

    hash: str
    date: str  # of the author, as YYYY-MM-DD
    author: str
    parents: tuple[str, ...]
    subject: str

    @property
    def short(self) -> str:
        """The beginning of its hash."""
        return self.hash[:8]


class Repository:
    """The repository that a workspace lies in. Blobs and files are kept by their hashes: what did not change is read once."""

    def __init__(self, root: Path, prefix: str) -> None:
        self.root, self._prefix = root, prefix  # the workspace, and where it lies in the repository ("" or "…/")
        self._files: dict[tuple[str, str], SourceFile] = {}
        self._trees: dict[str, dict[str, str]] = {}

    @classmethod
    def of(cls, root: Path) -> Repository:
        """The repository of a workspace. Raises GwcatError if there is none, or no git to read it."""
        found = _git(root, "rev-parse", "--show-prefix")
        if found is None:
            raise GwcatError(f"“{root}”不在 git 仓库里。", hint="请写文件夹或文件来比较；或者先用 git init 建立仓库、提交一次。")
        return cls(root, found.rstrip("\n"))

    def commit(self, name: str) -> str:
        """The hash of the commit that a revision or tag stands for; empty if there is none."""
        found = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return (found or "").strip()

    @property
    def shallow(self) -> bool:
        """Whether older commits were left out when it was cloned."""
        return (_git(self.root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"

    def names(self) -> list[str]:
        """Tags and branches, the newest first."""
        found = _git(
            self.root, "for-each-ref", "--sort=-creatordate", "--count=50", "--format=%(refname:short)", "refs/tags", "refs/heads"
        )
        return (found or "").split()

    def log(self, *paths: str, start: str = "HEAD", limit: int = 0) -> list[Commit]:
        """The commits that changed something at or below paths of the workspace, the newest first; merges are followed."""
        form = _SEPARATOR.join(("%H", "%as", "%an", "%P", "%s"))
        options = [f"--max-count={limit}"] if limit else []
        command = ("log", *options, f"--format={form}", "--end-of-options", start, "--", *paths)
        found = _git(self.root, *command)
        rows = (line.split(_SEPARATOR, 4) for line in (found or "").split("\n") if line)
        return [Commit(name, date, author, tuple(parents.split()), subject) for name, date, author, parents, subject in rows]

    def tree(self, commit: str) -> dict[str, str]:
        """Path in the workspace -> hash of every file of a commit below catalogs/."""
        if commit not in self._trees:
            path = f"{self._prefix}{CATALOGS}"
            listing = _git(self.root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{path}/")
            if listing is None:
                raise StorageError(f"读不到提交 {commit[:8]} 的内容。", hint=_SHALLOW)
            found = {}
            for line in listing.split("\0"):
                about, tab, name = line.partition("\t")
                if tab and about.split(" ")[0] in _FILE_MODES:
                    found[name[len(self._prefix) :]] = about.split(" ")[2]
            self._trees[commit] = found
        return self._trees[commit]

    def file(self, path: str, blob: str) -> SourceFile:
        """The source file that a blob is at a path."""
        if (path, blob) not in self._files:
            self._files[path, blob] = load_bytes(path, self._objects.read(blob))
        return self._files[path, blob]

    @cached_property
    def _objects(self) -> _Objects:
        return _Objects(self.root)

    def close(self) -> None:
        """End the process that reads objects."""
        if "_objects" in vars(self):
            self._objects.close()
            del self.__dict__["_objects"]


_SHALLOW = "如果是浅克隆（--depth），请先运行 git fetch --unshallow；流水线里请把克隆深度设为全部。"


class _Objects:
    """One `git cat-file --batch` for all blobs."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            ["git", "-C", str(root), "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )

    def read(self, blob: str) -> bytes:
        """The bytes of a blob; of one beyond the limit of a source file, just enough to be refused."""
        sent, answers = self._process.stdin, self._process.stdout
        assert sent is not None
        assert answers is not None
        sent.write(f"{blob}\n".encode())
        sent.flush()
        head = answers.readline().split()
        if len(head) != 3:
            raise StorageError(f"git 仓库里没有对象 {blob[:8]}。", hint=_SHALLOW)
        left = int(head[2]) + 1
        data = answers.read(min(left, SIZE_LIMIT + 1))
        left -= len(data)
        while left > 0 and (more := answers.read(min(left, 1 << 20))):
            left -= len(more)
        return data[: int(head[2])]

    def close(self) -> None:
        """End the process."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()


class CommitShelf:
    """The files of a commit."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self._repository, self.commit = repository, commit
        self.tree = repository.tree(commit)

    def has(self, path: str) -> bool:
        """Whether there is a file at a path."""
        return path in self.tree

    def paths(self, folder: str) -> Iterator[str]:
        """All YAML files of a region's folder."""
        return listed(self.tree, folder)

    def file(self, path: str) -> SourceFile:
        """A file, read; one that is not there is empty."""
        return self._repository.file(path, self.tree[path]) if path in self.tree else load_bytes(path, b"")

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of all regions."""
        return folders(self.tree)

    def state_key(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """What the files of some regions' folders are, so that equal commits are compared once."""
        return tuple(f"{path} {blob}" for path, blob in self.tree.items() if path.split("/")[1] in wanted)


def _git(root: Path, *command: str) -> str | None:
    """What a git command says; None if it fails."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), "-c", "core.quotePath=off", *command],
            capture_output=True,
            check=False,
            env=environment(),
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise GwcatError("没有找到 git。", hint="请先安装 git；不用 git 也可以比较两个文件夹或文件。") from error
    if b"dubious ownership" in answer.stderr:
        raise GwcatError(
            "git 不信任这个文件夹：它属于别的用户。", hint=f"请运行 git config --global --add safe.directory {root}。"
        )
    return answer.stdout.decode("utf-8", "surrogateescape") if answer.returncode == 0 else None


def environment() -> dict[str, str]:
    """Plain answers: no locks taken, no pager, English words; replacement objects are left out.

    What a hook tells git of the repository it runs in is left out too: the workspace may lie in another.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1"}


_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
