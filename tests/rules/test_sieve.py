"""The sieve spares work and nothing else: what it lets through is what every rule says of every item."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, REPOSITORY, write_files
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.language import organ
from gwcat.rules.engine import _case, all_rules
from gwcat.rules.registry import CatalogueCase, Context, registered
from gwcat.rules.sieve import Sieve
from gwcat.source.workspace import Workspace
from items import HEAD, item_with

_LINES = [
    text.replace("⟦", "").replace("⟧", "")
    for rule in all_rules()
    if rule.sample and rule.sample.kind == "item"
    for text in (rule.sample.bad, rule.sample.good)
]
_ODD = ["公开对象: {群体: 甲}", "公开渠道: [[政府网站]]", "公开依据: [{甲: 乙}]", "公开主体: [' ', 县民政局]", "公开时限: [甲]"]
_REQUIRED = ("名称", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开对象", "公开方式")


def cases(loaded: ResolvedRegion) -> list[CatalogueCase]:
    """The catalogues of a region, as the engine puts them before the rules."""
    form = loaded.region.form
    context = Context(loaded, {form: _REQUIRED}, organ.known_names(loaded.region))
    refused = {finding.place.path for finding in loaded.findings}
    return [_case(context, entry, entry.file.path in refused) for entry in loaded.catalogues]


def sifted(found: list[CatalogueCase]) -> list[str]:
    """What the sieve lets through, one sieve for all catalogues of the region."""
    sieve = Sieve()
    return sorted(
        f"{case.file.path} {item.identity} {rule.code} {note}"
        for case in found
        for item, rule, note in sieve.notes(case, case.catalogue.items)
    )


def everything(found: list[CatalogueCase]) -> list[str]:
    """What every rule says of every item, whatever it declares."""
    return sorted(
        f"{case.file.path} {item.identity} {entry.rule.code} {note}"
        for case in found
        for item in case.catalogue.items
        for entry in registered()
        if entry.scope == "item"
        for note in entry.check(case, item)
    )


@given(st.lists(st.sampled_from([*_LINES, *_ODD]), max_size=12), st.sampled_from(["2018-01-31", "2020-11-30"]))
def test_nothing_is_lost_and_nothing_added(lines: list[str], day: str) -> None:
    catalogue = HEAD + "".join(item_with(text, identity=f"社会救助-{n:03}") for n, text in enumerate(lines))
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {REGION_PATH: REGION.replace("2018-01-31", day), CATALOGUE_PATH: catalogue})
        found = cases(Resolver(Workspace(Path(folder))).region("莒南"))
    assert sifted(found) == everything(found)


def test_the_real_catalogues() -> None:
    """Adopted items, many units, many levels; some findings are there to be found."""
    resolver = Resolver(Workspace(REPOSITORY))
    for folder in ("宜丰", "泊里", "莒南"):
        found = cases(resolver.region(folder))
        assert sifted(found) == everything(found) != []
