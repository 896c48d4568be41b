"""Frames: the parts of an Office file around its rows, as Jinja templates of `templates/ooxml/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from gwcat.base.compiled import compiled
from gwcat.render.xml import emus, escape, twips


def _escaped(value: Any) -> Any:
    """Texts through our own escape, which also leaves out what XML cannot carry; Markup and numbers as they are."""
    return Markup(escape(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


@dataclass(eq=False)
class Frames:
    """Templates by name, each compiled once. `find` gives the file of a template."""

    find: Callable[[str], Path]
    _environment: SandboxedEnvironment = field(init=False)
    _templates: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._environment = SandboxedEnvironment(
            undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_escaped
        )
        self._environment.filters.update(twips=twips, emus=emus, half=lambda size: round(size * 2))

    def text(self, name: str, **values: Any) -> str:
        """The filled frame. Values are escaped unless they are Markup."""
        template = self._templates.get(name)
        if template is None:
            source = self.find(name).read_text("utf-8")
            template = self._templates[name] = source if "{" not in source else self._compiled(source)
        return template if isinstance(template, str) else str(template.render(values))

    def _compiled(self, source: str) -> Template:
        environment = self._environment
        code = compiled(f"frame {jinja2.__version__}\n{source}", lambda: environment.compile(source))
        return Template.from_code(environment, code, environment.make_globals(None))

    def split(self, name: str, marker: str, **values: Any) -> tuple[str, str]:
        """The filled frame before and after a marker that stands in it once."""
        before, after = self.text(name, **values).split(marker)
        return before, after
