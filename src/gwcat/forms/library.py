"""Where forms and text templates are found: the workspace's own `templates/` first, then those that come with gwcat."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import is_safe_name, nearest_few
from gwcat.base.places import data_folder
from gwcat.forms.faults import Faults
from gwcat.forms.inheritance import Load, inherit

if TYPE_CHECKING:
    from gwcat.forms.attachment import AttachmentStyle
    from gwcat.forms.definition import Form


@dataclass(eq=False)
class Library:
    """All templates that a workspace sees. Each is read when it is first asked for."""

    workspace: Path | None = None
    _forms: dict[str, Form] = field(default_factory=dict)
    _document_forms: dict[str, Form] = field(default_factory=dict)
    _attachments: dict[str, AttachmentStyle] = field(default_factory=dict)

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """Template folders, the one that wins first."""
        own = [self.workspace / "templates"] if self.workspace else []
        return tuple(dict.fromkeys(folder.resolve() for folder in (*own, data_folder("templates"))))

    @cached_property
    def form_paths(self) -> dict[str, Path]:
        """Name -> file of every form, sorted by name."""
        return self._paths("forms")

    @cached_property
    def attachment_paths(self) -> dict[str, Path]:
        """Name -> file of every style of attachments, sorted by name."""
        return self._paths("attachments")

    def _paths(self, kind: str) -> dict[str, Path]:
        found = {path.stem: path for folder in reversed(self.folders) for path in (folder / kind).glob("*.yaml")}
        return dict(sorted(found.items()))

    def path(self, kind: str, name: str) -> Path:
        """The file of a template. Raises GwcatError if there is none."""
        for folder in self.folders:
            if all(map(is_safe_name, name.split("/"))) and (folder / kind / name).is_file():
                return folder / kind / name
        raise GwcatError(f"没有找到模板 {kind}/{name}。", hint="请检查 templates/ 文件夹，或重新安装 gwcat。")

    def tree(self, kind: str, name: str) -> Any:
        """The tree of a YAML template; all scalars are text."""
        path = self.path(kind, name)
        try:
            tree = yaml.load(path.read_bytes(), getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        except OSError as error:
            raise storage_error(error, "读取模板") from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
            raise GwcatError("模板不是正确的 YAML。", place=place, hint="请检查缩进、冒号和引号。") from error
        if not isinstance(tree, dict):
            raise GwcatError("模板的最外层应当是“键: 值”。", place=str(path), hint="请参照自带的模板。")
        return tree

    def form(self, name: str) -> Form:
        """The form of that name. Raises GwcatError, naming the likeliest ones, if there is none."""
        if name not in self._forms:
            if name not in self.form_paths:
                names = "、".join(nearest_few(name, self.form_paths, 5)) or "（无）"
                raise GwcatError(f"没有叫“{name}”的样表。", hint=f"可以用：{names}。")
            from gwcat.forms.definition import build_form

            self._forms[name] = build_form(self._form_tree(name), self._form_tree)
        return self._forms[name]

    def attachment(self, name: str) -> AttachmentStyle:
        """The style of attachments of that name. Raises GwcatError, naming the likeliest ones, if there is none."""
        if name not in self._attachments:
            from gwcat.forms.attachment import build_attachment

            if name not in self.attachment_paths:
                names = "、".join(nearest_few(name, self.attachment_paths, 5)) or "（无）"
                raise GwcatError(f"没有叫“{name}”的附件样式。", hint=f"可以用：{names}。")
            tree = {"名称": name, **self.tree("attachments", f"{name}.yaml")}
            self._attachments[name] = build_attachment(tree, self._form_tree)
        return self._attachments[name]

    def document_form(self, name: str) -> Form:
        """The table that a document of `documents/` consists of."""
        if name not in self._document_forms:
            from gwcat.forms.definition import build_form

            self._document_forms[name] = build_form({"名称": name, **self.tree("documents", f"{name}.yaml")}, self._form_tree)
        return self._document_forms[name]

    def document_style(self, name: str) -> AttachmentStyle:
        """The paper in `documents/` that is laid out like an attachment."""
        from gwcat.forms.attachment import build_attachment

        return build_attachment({"名称": name, **self.tree("documents", f"{name}.yaml")}, self._form_tree)

    def _form_tree(self, name: str) -> Mapping[str, Any]:
        return {"名称": name, **self.tree("forms", f"{name}.yaml")}

    @cached_property
    def required(self) -> Mapping[str, tuple[str, ...]]:
        """Form name -> the elements it asks for, without building the forms; each is read when it is first asked for."""
        return _Required(self.form_paths, self._form_tree)


class _Required(Mapping[str, tuple[str, ...]]):
    """The elements that forms ask for."""

    def __init__(self, names: Collection[str], tree: Load) -> None:
        self._names, self._tree = names, tree
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._known:
            try:
                self._known[name] = Faults(name).texts(inherit(self._tree(name), self._tree).get("必备"), "必备")
            except GwcatError:  # told when somebody uses the form
                self._known[name] = ()
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
