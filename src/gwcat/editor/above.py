"""The items above that a file speaks of: those that it adopts from, and those of the national reference."""

from __future__ import annotations

from typing import NamedTuple

from gwcat.adopt.item import AdoptedItem, Origin
from gwcat.editor.desk import View
from gwcat.model.catalogue import Item
from gwcat.source.layout import CATALOGS, NATIONAL
from gwcat.source.writer import item_lines


class Above(NamedTuple):
    """An item above, where it is written, and what became of it here (采用, 调整, 不采用 …)."""

    item: Item
    origin: Origin
    status: str = ""


def items_above(view: View, path: str) -> dict[str, Above]:
    """The items that the file can adopt, by 编号."""
    adopted = view.checked.loaded.adoptions.get(path)
    found: dict[str, Above] = {}
    for outcome in adopted.outcomes if adopted else ():
        item = outcome.item
        origin = item.base if isinstance(item, AdoptedItem) else Origin(outcome.source.file, item.path)
        found.setdefault(item.identity, Above(item, origin, outcome.status))
    return found


def national_items(view: View, domain: str = "") -> dict[str, Above]:
    """The items of the national reference, by 编号; with a domain, only those that go by its name."""
    if not (view.workspace.catalogs / NATIONAL).is_dir():
        return {}
    found: dict[str, Above] = {}
    for entry in view.workspace.load(NATIONAL).catalogues:
        if domain in ("", entry.catalogue.domain):
            for item in entry.catalogue.items:
                found.setdefault(item.identity, Above(item, Origin(entry.file, item.path)))
    return found


def named(view: View, path: str, names: tuple[str, ...], value: object) -> Above | None:
    """The item that a value names by its 编号, if it stands where one is named."""
    if not isinstance(value, str) or not names:
        return None
    if names[-1] == "对应国家事项":
        return national_items(view).get(value)
    if names[-1] == "对应" or names[-2:] == ("采用", "事项"):
        return items_above(view, path).get(value)
    return None


def shown(above: Above) -> str:
    """An item above in Markdown: where it is from, what became of it, and all that it says."""
    place = above.origin.place()
    folder = place.path.removeprefix(f"{CATALOGS}/").split("/")[0]
    became = f"，这里{above.status}" if above.status else ""
    source = "".join(item_lines(above.item.raw, indent=""))
    return f"**{folder}**的事项{became}（{place.path}:{place.line}）\n\n{fenced(source)}"


def fenced(source: str) -> str:
    """Source text as Markdown shows it, whatever is in it."""
    fence = "```"
    while fence in source:
        fence += "`"
    return f"{fence}yaml\n{source.rstrip()}\n{fence}"
