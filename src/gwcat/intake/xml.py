"""XML from outside: no entities, no DTD, nothing fetched, no depth that is not sound."""

from __future__ import annotations

from typing import Any

from gwcat.intake.guard import damaged

SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def parse_xml(data: bytes, place: str) -> Any:
    """The root element. Raises GwcatError for what is no XML."""
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(place) from error
