# SPDX-License-Identifier: MIT
"""What an error may show and log: never the text of an exception."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping

import pytest

from app.errors import UserError
from ui.errors import Report, install_excepthook, report_of, sentence_for

SECRET = "見本 花子 SAMPLE"


def sentence(code: str, params: Mapping[str, str | int]) -> str:
    return f"[{code}] {dict(params)}"


def fault() -> Exception:
    try:
        sentence_for(None, lambda _c, _p: int(SECRET))  # type: ignore[return-value]
    except ValueError as error:
        return error
    raise AssertionError


def test_the_world_failing_is_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    assert sentence_for(UserError("disk_full", free=3), sentence) == "[disk_full] {'free': 3}"
    assert caplog.text == ""


def test_our_failing_shows_no_content(caplog: pytest.LogCaptureFixture) -> None:
    error = fault()
    assert SECRET in str(error)
    assert sentence_for(error, sentence) == "[unexpected] {}"
    assert SECRET not in caplog.text


def test_a_report_names_only_our_modules() -> None:
    report = report_of(fault())
    assert report.code == "ValueError"
    assert report.where
    assert all(place.startswith(("ui.", "app.")) for place in report.where)
    assert SECRET not in report.text()


@pytest.fixture
def hooks() -> Iterator[None]:
    kept = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = kept


@pytest.mark.usefixtures("hooks")
def test_the_hook_reports_without_content(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    reports: list[Report] = []
    install_excepthook(reports.append)
    error = fault()
    sys.excepthook(type(error), error, error.__traceback__)
    assert [report.code for report in reports] == ["ValueError"]
    printed = capsys.readouterr()
    assert SECRET not in caplog.text + printed.err + printed.out


@pytest.mark.usefixtures("hooks")
def test_a_thread_reports_too(caplog: pytest.LogCaptureFixture) -> None:
    reports: list[Report] = []
    install_excepthook(reports.append)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert [report.code for report in reports] == ["ZeroDivisionError"]
