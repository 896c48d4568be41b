"""Comparing names, the nearest known name, and file names that cannot leave their folder."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gwcat.base.names import fold, is_safe_name, nearest, nearest_few, safe_name

_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
_PATHS = st.lists(
    st.sampled_from(
        [
            "..",
            ".",
            "/",
            "\\",
            ":",
            "a",
            "社会救助",
            " ",
            "con",
            "CON.",
            "nul.txt",
            "aux",
            "COM1",
            "lpt9",
            "\0",
            "\n",
            "…",
            "😀",
            "?",
            "*",
            "﹣",
        ]
    ),
    max_size=12,
).map("".join)

# fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("各镇人民政府（街道办事处）", "各镇人民政府(街道办事处)"),
        ("入户／现场", "入户/现场"),
        ("ＡＢＣ１２３", "ABC123"),
        ("县 民政局", "县民政局"),
        ("县　民政局\t\n", "县民政局"),
        ("国发﹝2012﹞45号", "国发〔2012〕45号"),
        ("甲：乙；丙，丁", "甲:乙;丙,丁"),
    ],
)
def test_the_same_sign_in_another_width_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("“甲”", '"甲"'), ("甲—乙", "甲-乙"), ("甲、乙", "甲，乙"), ("〔2012〕", "[2012]"), ("甲", "乙"), ("A", "a"), ("。", ".")],
)
def test_signs_that_differ_in_meaning_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(_ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not re.search(r"\s|[\uff01-\uff5e]", fold(text))


# nearest


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("公开期限", ["公开时限", "公开依据"], "公开时限"),
        ("备住", ["编号", "备注"], "备注"),
        ("状况", ["状态", "备注"], "状态"),
        ("政府网战", ["政务服务中心", "政府网站"], "政府网站"),
        ("政府（网站）", ["政府网站"], "政府网站"),
        ("valdate", ["build", "validate", "verify"], "validate"),
        ("天气", ["编号", "备注"], None),
        ("", ["编号"], None),
        ("甲", [], None),
        ("备注", ["备注二", "备注"], "备注"),
    ],
)
def test_the_nearest_name(name: str, known: list[str], near: str | None) -> None:
    assert nearest(name, known) == near


def test_of_two_equally_near_names_the_first_counts() -> None:
    assert nearest("甲乙丙丁", ["甲乙丙子", "甲乙丙丑"]) == "甲乙丙子"


@given(st.lists(_ANY.filter(fold), max_size=5), st.data())
def test_a_known_name_is_nearest_to_itself(known: list[str], data: st.DataObject) -> None:
    if known:
        name = data.draw(st.sampled_from(known))
        found = nearest(name, known)
        assert found is not None
        assert fold(found) == fold(name)


def every_one_compared(name: str, known: list[str]) -> str | None:
    """What `nearest` gives, without anything that spares work."""
    best, score = None, 0.55 if len(fold(name)) > 2 else 0.49
    for other in known:
        ratio = SequenceMatcher(None, fold(name), fold(other)).ratio()
        if ratio > score:
            best, score = other, ratio
    return best


_UNITS = st.text(st.sampled_from("县镇民政局农业村水利财（）() 　Ａa"), max_size=9)


@given(_UNITS, st.lists(_UNITS, max_size=40))
@example("", ["", " "])
@example("县民政局", ["县农业局", "县民政 局", "县民政局"])
@example("局政民县", ["县民政局"])
@example("民" * 150 + "政" * 150, ["民" * 149 + "政" * 151, "民政" * 150])  # so long that frequent signs are left out
def test_what_spares_work_changes_nothing(name: str, known: list[str]) -> None:
    assert nearest(name, known) == every_one_compared(name, known)
    assert nearest(name, iter(known)) == every_one_compared(name, known), "asked again, and by what can be read once"


def test_other_known_names_have_another_nearest() -> None:
    assert nearest("县民政厅", ["县民政局", "县财政厅"]) == "县民政局"
    assert nearest("县民政厅", ["县财政厅", "县民政局"]) == "县财政厅"
    assert nearest("县民政厅", ["县财政厅"]) == "县财政厅"


def test_the_nearest_few_are_never_none_and_best_first() -> None:
    assert nearest_few("宜峰", ["莒南", "宜丰", "县", "市"], 2)[0] == "宜丰"
    assert len(nearest_few("甲", ["乙", "丙", "丁", "戊"], 3)) == 3
    assert nearest_few("甲", []) == []


# safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("社会救助", "社会救助"),
        ("县民政局（县老龄办）", "县民政局（县老龄办）"),
        ("2018.1", "2018.1"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a/b", "a_b"),
        ("a\\b", "a_b"),
        ("C:x", "C_x"),
        ('甲?乙*丙"丁<戊>己|庚', "甲_乙_丙_丁_戊_己_庚"),
        ("甲\x00乙\n丙\t丁\x7f", "甲_乙_丙_丁_"),
        ("甲\u200b乙\u202e丙\ufeff", "甲_乙_丙_"),
        ("..", "_"),
        ("", "_"),
        (" . ", "_"),
        (".gitignore", "gitignore"),
        ("甲. ", "甲"),
        ("CON", "CON_"),
        ("nul", "nul_"),
        ("Com1", "Com1_"),
        ("console", "console"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["con.txt", "NUL.xlsx", "aux.2018.1", "COM1."])
def test_a_device_name_with_a_suffix_is_a_device_too(name: str) -> None:
    """Windows opens the device whatever stands behind the first dot."""
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", safe_name(name))


@pytest.mark.parametrize("sign", ["\x80", "\x85", "\x9b", "\u00ad", "\u061c", "\ufff9", "\U000e0001"])
def test_no_control_character_of_any_kind_remains(sign: str) -> None:
    assert sign not in safe_name(f"甲{sign}乙")


@pytest.mark.parametrize("sign", ["名", "𠮷", "😀", "a"], ids=["CJK", "rare CJK", "emoji", "ASCII"])
def test_a_very_long_name_becomes_one_that_can_be_written(tmp_path: Path, sign: str) -> None:
    name = safe_name(sign * 500)
    assert len(name) <= 80
    (tmp_path / f"{name}.xlsx").write_bytes(b"")


@given(st.one_of(_ANY, _PATHS))
@example("con." + "a" * 200)
@example("con.txt")
@example("a" * 79 + ". b")
def test_the_result_is_one_safe_path_component_for_good(name: str) -> None:
    safe = safe_name(name)
    assert 1 <= len(safe) <= 80
    assert Path(safe).name == safe
    assert safe not in (".", "..")
    assert not safe.startswith((".", " "))
    assert not safe.endswith((".", " "))
    assert not re.search(r'[\\/:*?"<>|]', safe)
    assert [char for char in safe if unicodedata.category(char) in ("Cc", "Zl", "Zp")] == []
    assert safe_name(safe) == safe
    assert is_safe_name(safe)


@given(_PATHS)
def test_a_path_made_of_it_stays_in_its_folder(name: str) -> None:
    base = Path("/srv/dist")
    assert (base / safe_name(name)).resolve().parent == base.resolve()


@pytest.mark.parametrize("name", ["", "..", "a/b", "甲.", " 甲", "名" * 81, "con", "甲\n"])
def test_names_that_are_not_safe_as_they_stand(name: str) -> None:
    assert not is_safe_name(name)


def test_a_limit_of_one_s_own() -> None:
    assert safe_name("一二三四五", limit=3) == "一二三"
