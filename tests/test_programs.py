"""A missing program skips a test on a desk and fails it where everything should be installed."""

from __future__ import annotations

import pytest

from programs import missing, program


def test_on_a_desk_the_test_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="没有检查"):
        missing("soffice")


def test_in_continuous_integration_the_test_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="没有检查"):
        missing("soffice")


def test_the_first_program_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert program("no-such-program", "sh").endswith("/sh")
    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        program("no-such-program")
