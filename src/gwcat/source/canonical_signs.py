"""The same sign in one width, where that certainly says the same.

Digits, Latin letters and the brackets of a document number, in texts for reading; the signs of a word that the forms
print (社区／企事业单位…), in the list of such words. Nothing else: （）：，、 are full-width by the rules of Chinese
punctuation, and a name, a number of an item or an address is what something is found by.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import Any

from gwcat.base.names import fold
from gwcat.source.canonical_plan import Plan

SIGNS = str.maketrans({chr(ord(sign) + 0xFEE0): sign for sign in digits + ascii_letters} | {"﹝": "〔", "﹞": "〕"})


def uniform(text: str, plan: Plan) -> str:
    """A text with its signs in one width."""
    if text.isascii():
        return text
    if plan.prose:
        return text.translate(SIGNS)
    if plan.names and text not in plan.names:
        return next((name for name in plan.names if len(name) == len(text) and fold(name) == fold(text)), text)
    return text


def uniform_tree(tree: Any, plan: Plan) -> Any:
    """A tree with all its values so; keys stay."""
    if isinstance(tree, dict):
        return {key: uniform_tree(value, plan.at(key)) for key, value in tree.items()}
    if isinstance(tree, list):
        return [uniform_tree(value, plan.each) for value in tree]
    return uniform(tree, plan)
