"""All rules over one region, all findings in one run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

import gwcat.rules.flow
import gwcat.rules.flow_limit
import gwcat.rules.flow_use  # noqa: F401
from gwcat.adopt.item import AdoptedItem
from gwcat.language import organ, tier
from gwcat.model.finding import SEVERITIES, DataPath, Finding, Fix, Rule, Severity
from gwcat.rules import (  # noqa: F401  importing a family registers its rules
    adoption,
    agreement,
    basis,
    deadline,
    elements,
    privacy,
    region,
    review,
    secrecy,
    statutes,
    structure,
    subject,
    timing,
    upkeep,
    vocabulary,
)  # fmt: skip
from gwcat.rules.registry import CatalogueCase, Context, FlowCase, Instead, Note, Registered, Scope, registered
from gwcat.rules.settings import USUAL, Settings
from gwcat.rules.sieve import Sieve
from gwcat.source.edit import replacement
from gwcat.source.file import SourceFile
from gwcat.source.flows import FlowFile
from gwcat.source.loading import CatalogueFile, LoadedRegion
from gwcat.source.refusals import REFUSALS

_SHOWN = 5  # items that a finding about many names


@cache
def all_rules() -> tuple[Rule, ...]:
    """Metadata of every rule, the reader's refusals among them, by code."""
    return tuple(sorted((*REFUSALS, *(entry.rule for entry in registered())), key=lambda rule: rule.code))


@cache
def _scoped(scope: Scope) -> tuple[Registered, ...]:
    return tuple(entry for entry in registered() if entry.scope == scope)


@cache
def rules_by_code() -> dict[str, Rule]:
    """Every rule by its code."""
    return {rule.code: rule for rule in all_rules()}


def check_region(
    loaded: LoadedRegion, required: Mapping[str, tuple[str, ...]], styles: Collection[str] = (), settings: Settings = USUAL
) -> list[Finding]:
    """Every finding of a region, sorted by file and place.

    `required` maps each known form to the elements it asks for, `styles` are the styles of attachments. A file that could not
    be read has only its refusals; all others are judged by all rules, whatever else is wrong with them.
    """
    context = Context(loaded, required, organ.known_names(loaded.region), styles, settings)
    findings = list(loaded.findings)
    for entry in _scoped("region"):
        for file, note in cast(Iterable[tuple[SourceFile, Note]], entry.check(context)):
            findings.append(_finding(entry.rule, file, note.path, note))
    refused = {finding.place.path for finding in loaded.findings}
    sieve = Sieve()
    for catalogue in loaded.catalogues:
        if catalogue.file.readable:
            findings += _check_catalogue(_case(context, catalogue, catalogue.file.path in refused), sieve)
    for flow_file in flows_in_use(loaded):
        findings += [*flow_file.findings, *_check_flow(context, flow_file)]
    return sorted(_as_set(set(findings), settings), key=lambda finding: finding.sort_key)


def flows_in_use(loaded: LoadedRegion) -> list[FlowFile]:
    """The flows that the workspace holds and the region has, publishes or names in its items."""
    named = [*loaded.region.flows.names]
    named += [item.text("流程") for entry in loaded.catalogues for item in entry.catalogue.items if item.raw.get("流程")]
    found = [*loaded.flows.own, *filter(None, map(loaded.flows.get, dict.fromkeys(named)))]
    return [entry for entry in {entry.name: entry for entry in found}.values() if entry.inside]


def check_flow(loaded: LoadedRegion, entry: FlowFile, settings: Settings = USUAL) -> list[Finding]:
    """Every finding of one flow, as of the region's date; sorted by place."""
    findings = {*entry.findings, *_check_flow(Context(loaded, {}, frozenset(), (), settings), entry)}
    return sorted(_as_set(findings, settings), key=lambda finding: finding.sort_key)


def _check_flow(context: Context, entry: FlowFile) -> list[Finding]:
    if not entry.file.readable:
        return []
    case = FlowCase(context, entry)
    return [
        _finding(check.rule, entry.file, note.path, note)
        for check in _scoped("flow")
        for note in cast(Iterable[Note], check.check(case))
    ]


def _as_set(findings: Collection[Finding], settings: Settings) -> Iterable[Finding]:
    """The findings with the severities that the workspace sets; a milder one of a finding's own stays."""
    severities = settings.severities
    if not severities:
        return findings
    kept = []
    for finding in findings:
        wanted = severities.get(finding.rule.code, finding.severity)
        if wanted is not None:
            softer = max(wanted, finding.severity, key=SEVERITIES.index) if finding.severity != finding.rule.severity else wanted
            kept.append(replace(finding, severity=softer))
    return kept


def _case(context: Context, entry: CatalogueFile, refused: bool) -> CatalogueCase:
    unit = context.region.unit(entry.catalogue.unit)
    level = tier.unit_tier(unit.kind, tier.canonical(context.region.tier) or "") if unit else ""
    required = context.required.get(entry.catalogue.form or context.region.form, ())
    return CatalogueCase(context, entry, unit, level, required, refused)


def _check_catalogue(case: CatalogueCase, sieve: Sieve) -> list[Finding]:
    entry = case.entry
    findings = [
        _finding(check.rule, entry.file, note.path, note)
        for check in _scoped("catalogue")
        for note in cast(Iterable[Note], check.check(case))
    ]
    from_above: dict[tuple[Rule, str, str, Severity], list[tuple[AdoptedItem, DataPath]]] = {}
    for item, rule, note in sieve.notes(case, entry.catalogue.items):
        if isinstance(item, AdoptedItem) and item.at(*note.path) == item.path:
            key = rule, note.message, note.help, note.severity or rule.severity
            from_above.setdefault(key, []).append((item, note.path))
        else:
            findings.append(_finding(rule, entry.file, item.at(*note.path), note))
    findings += [_of_adopted(entry.file, items, *said) for said, items in from_above.items()]
    return findings


def _of_adopted(
    file: SourceFile, told: Sequence[tuple[AdoptedItem, DataPath]], rule: Rule, message: str, help: str, severity: Severity
) -> Finding:
    """What a rule says alike of items whose values come from above: one finding at 采用, not one for each."""
    items = list(dict.fromkeys(item.identity for item, _ in told))
    names = "、".join(items[:_SHOWN]) + ("……" if len(items) > _SHOWN else "")
    words = f"采用来的 {len(items)} 个事项：{message}（{names}）"
    related = tuple((item.written(*path), item.name) for item, path in told[:_SHOWN])
    path = told[0][0].path
    remedy = f"{help}可在“调整”里写，或由上级改正。"
    named = tuple((item.identity, inside) for item, inside in told)
    return Finding(rule, words, file.place(path, key=True), path, remedy, severity, related, adopted=named)


def _finding(rule: Rule, file: SourceFile, path: DataPath, note: Note) -> Finding:
    place = file.place(path, key=note.key)
    fix = _fix(file, path, note.instead) if note.instead else None
    return Finding(rule, note.message, place, path, note.help, note.severity or rule.severity, note.related, fix)


def _fix(file: SourceFile, path: DataPath, instead: Instead) -> Fix | None:
    edit = replacement(file, path, instead.text)
    return Fix(instead.what, (edit,), instead.safe) if edit else None
