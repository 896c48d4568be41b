"""The files of a new project, from the templates of `templates/project/`: path -> text, nothing written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gwcat import __version__
from gwcat.adopt.resolve import same_domain
from gwcat.adopt.selection import LOCAL
from gwcat.base.names import fold
from gwcat.base.places import data_folder
from gwcat.base.shell import typed
from gwcat.forms.expressions import fill
from gwcat.forms.library import Library
from gwcat.language import organ, tier
from gwcat.model.catalogue import Item
from gwcat.model.region import Region
from gwcat.source.layout import CATALOGS, NATIONAL, REGION_FILE
from gwcat.source.loading import CatalogueFile
from gwcat.source.writer import flow, scalar, yaml_lines
from gwcat.tasks.choices import PLACEHOLDER, Choices, Duty

# What a project has once, whatever its regions: path -> template.
_SHARED = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".github/workflows/gwcat.yml": "github.yaml",
    ".gitlab-ci.yml": "gitlab.yaml",
}
_SCHEMAS = ("catalogue.schema.json", "flow.schema.json", "region.schema.json")


@dataclass(frozen=True)
class Beginning:
    """How the catalogue of one domain begins: what it adopts (nothing if there is nothing above), which items of above it
    leaves to other levels."""

    duty: Duty
    adoption: object
    taken: tuple[Item, ...] = ()
    left: tuple[Item, ...] = ()

    @property
    def holder(self) -> str:
        """The unit whose file takes the items over; where several lead, the first."""
        return self.duty.leads[0]


def beginnings(choices: Choices, reference: Sequence[CatalogueFile]) -> list[Beginning]:
    """One for each domain of the region."""
    return [_beginning(duty, choices.unit_level(duty.leads[0]), reference) for duty in choices.duties]


def _beginning(duty: Duty, level: str, reference: Sequence[CatalogueFile]) -> Beginning:
    above = [entry.catalogue for entry in reference if same_domain(entry.catalogue.domain, duty.domain)]
    items = [item for catalogue in above for item in catalogue.items if item.text("状态") != LOCAL]
    tiers = {item.identity: tuple(tier.canonical(name) or name for name in item.tiers) for item in items}
    taken = tuple(item for item in items if not tiers[item.identity] or tier.may_hold(level, tiers[item.identity]))
    left = tuple(item for item in items if item not in taken)
    if not taken:
        return Beginning(duty, "", left=left)
    if level == "县级" and not left:
        return Beginning(duty, NATIONAL, taken)
    villages = any(tiers[item.identity] and level not in tiers[item.identity] for item in taken)
    levels = [level, *(["村级"] if villages else [])]
    return Beginning(duty, {"区域": NATIONAL, "层级": levels, "层级未写": "采用"}, taken, left)


def region_files(choices: Choices, begun: Sequence[Beginning]) -> dict[str, str]:
    """The region file and one catalogue for each domain."""
    base = f"{CATALOGS}/{choices.short_name}"
    values = {**_names(choices), **_register(choices), "统称": list(generic_subjects(choices, begun))}
    values["样表名称"] = list(Library().form_paths)
    files = {f"{base}/{REGION_FILE}": _filled("region.yaml", values)}
    for beginning in begun:
        files[f"{base}/{beginning.duty.domain}/{beginning.holder}.yaml"] = _catalogue(beginning)
    return files


def _catalogue(beginning: Beginning) -> str:
    tree = {"领域": beginning.duty.domain, "单位": beginning.holder, "采用": beginning.adoption}
    return _filled("catalogue.yaml", {"正文": "".join(yaml_lines(tree)), "空白": "" if beginning.adoption else "、本层级"})


def shared_files(choices: Choices, begun: Sequence[Beginning]) -> dict[str, str]:
    """README, CI workflows, settings of git and the editor."""
    values = {**_names(choices), **_example(choices, begun)}
    return {path: _filled(template, values) for path, template in _SHARED.items()}


def schema_texts() -> dict[str, str]:
    """The JSON Schemas that the first lines of all files point to."""
    return {f"schemas/{name}": (data_folder("schemas") / name).read_text("utf-8") for name in _SCHEMAS}


def _names(choices: Choices) -> dict[str, Any]:
    return {
        "名称": choices.name,
        "命令行名称": typed(choices.name),
        "命令行简称": typed(choices.short_name),
        "简称": choices.short_name,
        "层级": choices.level,
        "政府": choices.government,
        "样表": choices.form,
        "版本": choices.version,
        "基准日": choices.base_date,
        "待定": PLACEHOLDER if any(PLACEHOLDER in duty.leads for duty in choices.duties) else "",
        "gwcat版本": __version__,
        "标量": scalar,
    }


def _register(choices: Choices) -> dict[str, list[str]]:
    """The entries of 单位 and 领域分工, each in one line."""
    return {
        "单位": [
            flow(_entry({"名称": unit.name, "全称": unit.full_name, "类别": unit.kind}, unit.name)) for unit in choices.units
        ],
        "分工": [
            flow(_entry({"领域": duty.domain, "牵头单位": list(duty.leads), "备注": "、".join(duty.groups)}, *duty.leads))
            for duty in choices.duties
        ],
    }


def _entry(values: Mapping[str, object], *units: str) -> dict[str, object]:
    doubt = {"核实": "否"} if PLACEHOLDER in units else {}
    return {key: value for key, value in {**values, **doubt}.items() if value}


def generic_subjects(choices: Choices, begun: Sequence[Beginning]) -> Iterator[str]:
    """公开主体 of the items taken over that are neither units of the region nor groups of them, each once."""
    seen = set(organ.known_names(Region("", government=choices.government, units=choices.units)))
    for beginning in begun:
        for item in beginning.taken:
            for name in item.subjects:
                if fold(name) not in seen and not organ.is_collective(name):
                    seen.add(fold(name))
                    yield name


def _example(choices: Choices, begun: Sequence[Beginning]) -> dict[str, Any]:
    """What the README shows as a sample: a domain of this very project, as far as there is one."""
    first = next((beginning for beginning in begun if beginning.taken), begun[0])
    identities = [item.identity for item in first.taken] + ["编号一", "编号二"]
    subjects = next((item.subjects for item in first.taken if item.subjects), ()) or ("民政部门",)
    return {
        "首个领域": first.duty.domain,
        "首个单位": first.holder,
        "首个采用": flow(first.adoption or NATIONAL),
        "首个统称": subjects[0],
        "首个编号": identities[0],
        "次个编号": identities[1],
    }


def _filled(template: str, values: Mapping[str, Any]) -> str:
    source = Library().path("project", template).read_text("utf-8")
    return fill(source, values, where=f"模板 project/{template}")
