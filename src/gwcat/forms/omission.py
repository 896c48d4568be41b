"""What an item says and a form has no column for: nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Iterator, Set

from gwcat.forms.definition import Form
from gwcat.forms.layout import listed
from gwcat.forms.record import DERIVED, KEPT_INSIDE, item_record
from gwcat.model.catalogue import Catalogue, Item


def shown_keys(form: Form) -> frozenset[str]:
    """Keys of the source that some column of the form shows, or that no form has to show."""
    return frozenset(DERIVED.get(name, name) for name in form.names) | KEPT_INSIDE


def omitted(catalogue: Catalogue, item: Item, form: Form, shown: Set[str]) -> Iterator[str]:
    """Keys, levels and standards of an item that no column of the form shows; or that the form does not list it at all.

    `shown` are the form's own keys.
    """
    if form.only and not listed(form, item_record(catalogue, item)):
        yield f"没有写“{'、'.join(form.only)}”的事项"
        return
    for key in sorted(item.raw.keys() - shown):
        if item.raw[key]:
            yield key
    if "公开层级" in shown:
        yield from (f"公开层级中的{tier}" for tier in item.tiers if not form.shows_tier(tier))
    if not form.names & {"标准", "公开内容"} and any(element.standard for element in item.contents):
        yield "公开标准"


def omitted_text(item: Item, what: str) -> str:
    """What is lost, as text."""
    if what == "公开标准":
        return "\n".join(element.standard for element in item.contents if element.standard)
    return _text(item.raw[what]) if what in item.raw else item.name


def _text(value: object) -> str:
    if isinstance(value, dict):
        return "，".join(f"{key}：{_text(inner)}" for key, inner in value.items())
    return "、".join(map(_text, value)) if isinstance(value, list) else str(value)
