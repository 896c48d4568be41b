"""Every page of the site, each with its address and its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from gwcat.filing.statistics import overview_section
from gwcat.model.region import Region
from gwcat.overview.counts import Overview
from gwcat.overview.facets import AXES
from gwcat.render.frames import Frames
from gwcat.site import address as at
from gwcat.site import markup
from gwcat.site.address import Addresses
from gwcat.site.changed import changed, changes_by_kind
from gwcat.site.downloads import Download, download_groups
from gwcat.site.duty import Publisher
from gwcat.site.entry import Entry, Listing
from gwcat.site.extras import Extras

_DUTIES = "谁应当在何时公开什么"
_DUTIES_HOW = "按公开主体和写明的公开时限排列；没有写主体的，列在编制目录的单位名下。点主体名称看逐项的时限。"
_SAMPLES = ("低保", "最低生活保障", "招生", "征地")
_LISTED = 6  # items from which a page of items begins with a list of them
Page = tuple[str, bytes]


@dataclass(frozen=True)
class Content:
    """All that the pages are made from."""

    region: Region
    listed: Sequence[Listing]
    publishers: Sequence[Publisher]
    overview: Overview
    extras: Extras
    downloads: Sequence[Download]
    addresses: Addresses
    draft: bool = False


@dataclass
class Pages:
    """Writes the pages of one site between the frames of `templates/site/` and `templates/html/`."""

    content: Content
    frames: Frames
    html: Frames
    _menu: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        extras = self.content.extras
        self._menu = [(at.HOME, "首页"), (at.SEARCH, "检索"), (at.DOMAINS, "领域"), (at.UNITS, "单位"), (at.DUTIES, "时限")]
        self._menu += [(at.TIERS, "层级"), (at.CHANNELS, "渠道"), (at.STATISTICS, "统计")]
        self._menu += [(at.FLOWS, "流程")] if extras.charts else []
        self._menu += [(at.CHANGES, "变化")] if extras.changes is not None else []
        self._menu += [(at.DOWNLOADS, "下载")]

    def all(self) -> Iterator[Page]:
        """Every page, the home page first."""
        yield self._home()
        yield self._search()
        yield from self._by_listing()
        yield from self._domains()
        yield from self._units()
        yield from self._axis("层级", at.TIERS, "level")
        yield from self._axis("渠道", at.CHANNELS, "channel")
        yield from self._duties()
        yield self._statistics()
        yield self._downloads()
        yield from self._extras()
        yield self._about()

    # Single pages.

    def _home(self) -> Page:
        content = self.content
        overview = content.overview
        changes = None if content.extras.changes is None else changed(content.extras.changes)
        names = {entry.name for listing in content.listed for entry in listing.entries}
        sample = next((word for word in _SAMPLES if any(word in name for name in names)), "")
        body = self.frames.text(
            "home.html",
            region=content.region.name or content.region.folder,
            overview=overview,
            sample=sample or next(iter(sorted(names)), "公开"),
            changes=changes,
            since=content.extras.since,
            domains=markup.tiles(self._tiles("领域", "domain")),
            units=markup.tiles(self._tiles("单位", "unit")),
            deadlines=markup.filter_tiles(overview.axis("时限")),
            tiers=markup.tiles(self._tiles("层级", "level")),
            channels=markup.tiles(self._tiles("渠道", "channel")),
        )
        return self._page(at.HOME, "首页", body)

    def _search(self) -> Page:
        scripts = ("assets/search.js", "data/items.js", "data/texts.js")
        return self._page(at.SEARCH, "检索", self.frames.text("search.html"), scripts=scripts)

    def _statistics(self) -> Page:
        section = overview_section(self.content.overview, self.html)
        return self._page(
            at.STATISTICS, "统计", self.frames.text("statistics.html", overview=self.content.overview, section=section)
        )

    def _downloads(self) -> Page:
        return self._page(
            at.DOWNLOADS, "下载", self.frames.text("downloads.html", groups=download_groups(self.content.downloads))
        )

    def _about(self) -> Page:
        values = {"site": self._name, "version": self.content.region.version, "items": self.content.overview.items}
        return self._page(at.ABOUT, "使用说明", self.frames.text("about.html", **values))

    def _extras(self) -> Iterator[Page]:
        extras = self.content.extras
        if extras.charts:
            charts = [{"title": chart.title, "picture": Markup(chart.svg), "steps": chart.steps} for chart in extras.charts]
            yield self._page(at.FLOWS, "工作流程", self.frames.text("flows.html", charts=charts))
        if extras.changes is not None:
            groups, summary = changes_by_kind(extras.changes, self.content.listed), f"{changed(extras.changes)}。"
            body = self.frames.text("changes.html", since=extras.since, summary=summary, groups=groups)
            yield self._page(at.CHANGES, "变化", body)

    # Pages of items.

    def _by_listing(self) -> Iterator[Page]:
        for listing in self.content.listed:
            domain = self._address("domain", listing.domain), listing.domain
            name = f"{listing.domain}　{listing.unit}".strip("　")
            index = ""
            if len(listing.entries) >= _LISTED:
                inner = markup.names("../", listing.entries, same_page=True)
                index = f'<nav aria-label="本页事项">{inner}</nav>'
            unit = f'<a href="../{self._address("unit", listing.unit)}">{markup.text(listing.unit)}</a>'
            intro = f'<p class="intro">{unit}　共 {len(listing.entries)} 个事项</p>'
            body = Markup(f"<h1>{markup.text(name)}</h1>{intro}{index}") + markup.articles(listing.entries)
            yield self._page(listing.page, listing.unit or listing.domain, body, ((at.DOMAINS, "领域"), domain), at.DOMAINS, name)

    def _domains(self) -> Iterator[Page]:
        yield self._index(at.DOMAINS, "领域", "领域", "domain")
        for name, listed in _grouped(self.content.listed, 0).items():
            groups = [(listing.unit or name, listing.page, listing.entries) for listing in listed]
            yield self._names("domain", name, (at.DOMAINS, "领域"), groups, self._files("domain", name))

    def _units(self) -> Iterator[Page]:
        yield self._index(at.UNITS, "单位", "单位", "unit")
        for name, listed in _grouped(self.content.listed, 1).items():
            groups = [(listing.domain, listing.page, listing.entries) for listing in listed]
            publisher = next((one for one in self.content.publishers if one.name == name), None)
            more = self._files("unit", name)
            if publisher:
                more = Markup(f'<p><a href="../{publisher.page}">{markup.text(name)}应当在何时公开什么</a></p>') + more
            yield self._names("unit", name, (at.UNITS, "单位"), groups, more)

    def _axis(self, axis: str, index: str, folder: str) -> Iterator[Page]:
        title = f"公开{axis}"
        yield self._index(index, title, axis, folder)
        number = AXES.index(axis)
        for count in self.content.overview.axis(axis).counts:
            groups = markup.grouped(self.content.listed, number, count.value)
            yield self._names(folder, count.value, (index, title), groups)

    def _duties(self) -> Iterator[Page]:
        body = Markup(f"<h1>{_DUTIES}</h1><p>{_DUTIES_HOW}</p>") + markup.duty_matrix(self.content.publishers)
        yield self._page(at.DUTIES, "时限", body)
        for one in self.content.publishers:
            title = f"{one.name}应当在何时公开什么"
            inner = markup.duty_sections("../", one.by_class)
            lead = f'<p class="intro">共 {one.items} 个事项，时限近的在前。</p>'
            body = Markup(f"<h1>{markup.text(title)}</h1>{lead}") + inner
            yield self._page(one.page, one.name, body, ((at.DUTIES, "时限"),), at.DUTIES, title)

    # What pages have in common.

    def _tiles(self, axis: str, folder: str) -> Iterator[tuple[str, str, int]]:
        for count in self.content.overview.axis(axis).counts:
            yield self._address(folder, count.value), count.value, count.items

    def _index(self, page: str, title: str, axis: str, folder: str) -> Page:
        return self._page(page, title, Markup(f"<h1>{title}</h1>") + markup.tiles(self._tiles(axis, folder)))

    def _names(
        self,
        folder: str,
        name: str,
        index: tuple[str, str],
        groups: Sequence[tuple[str, str, Sequence[Entry]]],
        more: Markup = Markup(""),  # noqa: B008  it never changes
    ) -> Page:
        total = sum(len(entries) for _, _, entries in groups)
        lead = Markup(f'<h1>{markup.text(name)}</h1><p class="intro">共 {total} 个事项</p>')
        body = lead + more + markup.name_sections("../", groups)
        return self._page(self._address(folder, name), name, body, (index,), index[0])

    def _files(self, kind: str, name: str) -> Markup:
        files = [file for file in self.content.downloads if file.group == kind and file.name == name]
        if not files:
            return Markup("")
        links = "".join(
            f'<li><a href="../{file.address}" download="{markup.text(file.file_name)}">下载 {file.words}（{file.size}）</a></li>'
            for file in files
        )
        return Markup(f'<ul class="links" aria-label="下载表格">{links}</ul>')

    def _address(self, folder: str, name: str) -> str:
        return self.content.addresses.page(folder, name)

    @property
    def _name(self) -> str:
        region = self.content.region
        return f"{region.name or region.folder}政务公开事项标准目录"

    def _page(
        self,
        page: str,
        title: str,
        body: str | Markup,
        trail: Sequence[tuple[str, str]] = (),
        section: str = "",
        description: str = "",
        scripts: Sequence[str] = (),
    ) -> Page:
        region = self.content.region
        values: dict[str, Any] = {
            "page": page,
            "title": title,
            "site": self._name,
            "region": region.name or region.folder,
            "government": region.government,
            "version": region.version,
            "base_date": region.base_date,
            "description": f"{self._name}：{description or title}",
            "root": at.up(page),
            "menu": self._menu,
            "section": section,
            "trail": trail,
            "body": Markup(body),
            "scripts": ("assets/site.js", *scripts),
            "draft": self.content.draft,
        }
        return page, self.frames.text("frame.html", **values).encode("utf-8", "backslashreplace")


def _grouped(listed: Sequence[Listing], axis: int) -> dict[str, list[Listing]]:
    """Listings by domain (0) or unit (1), under the name that the overview counts them by."""
    groups: dict[str, list[Listing]] = {}
    for listing in listed:
        name = listing.entries[0].facets[axis][0] if listing.entries else (listing.domain, listing.unit)[axis]
        groups.setdefault(name, []).append(listing)
    return groups
