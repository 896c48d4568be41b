"""The plain form of a citation, read at one look: 《…》, 《…》（国发〔2012〕45号）, 《…》（国务院令第711号）.

Most cells are written so. `citation_reader` says the same of them, more slowly.
"""

from __future__ import annotations

from gwcat.language.citation_model import Citation, Citations
from gwcat.language.citation_number import YEARS, DocumentNumber, Number, Order, is_agency, is_issuer
from gwcat.language.citation_text import pattern

_PLAIN = r"《([\w、“”—]+)》(?:（(?:(\w+)〔([0-9]{4})〕([1-9][0-9]{0,4})|(\w+)令第([1-9][0-9]{0,4}))号）)?"
_ODD = "[A-Za-z_０-９Ａ-Ｚａ-ｚ]"  # word characters that want a closer look


def plain(text: str) -> Citations | None:
    """The citation that a text of this form is; None if it needs a closer look."""
    match = pattern(_PLAIN).fullmatch(text)
    if match is None or pattern(_ODD).search(text):
        return None
    title, agency, year, serial, issuer, order = match.groups()
    if "号" in title or title[0] == "、" or not (title[-1] + (agency or issuer or "")).isalpha():
        return None
    number: Number | None = None
    if agency:
        if not 2 <= len(agency) <= 14 or int(year) not in YEARS or not is_agency(agency):
            return None
        number = DocumentNumber(agency, int(year), int(serial))
    elif issuer:
        if len(issuer) > 60 or "令" in issuer or "告" in issuer or not is_issuer(issuer):
            return None
        number = Order(issuer, int(order))
    return Citations((Citation(title, number, start=0, end=len(text)),), canonical=True)
