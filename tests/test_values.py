"""Values of JSON exports are taken for no more than they are."""

from datetime import UTC, datetime

import pytest

from analyzer.values import body_of, host_of, mapping_of, mappings_of, text_of, time_of, web_address


@pytest.mark.parametrize("value", [None, True, 1.5, [], {}, "", "  "])
def test_no_text(value: object):
    """Only texts and whole numbers are texts."""
    assert text_of(value) is None


def test_texts():
    """Numbers become texts, white space goes, length is bounded."""
    assert (text_of(12), text_of(" a "), len(text_of("a" * 9999) or "")) == ("12", "a", 2000)
    assert (body_of(" a "), body_of(None)) == (" a ", "")


def test_mappings():
    """Objects alone are lists of one, all else is none."""
    assert mappings_of({"a": 1}) == [{"a": 1}]
    assert mappings_of([{"a": 1}, 2, None]) == [{"a": 1}]
    assert mappings_of("x") == []
    assert mapping_of([1]) == {}


@pytest.mark.parametrize("value", [None, True, 0, -5, "", "soon", float("nan"), float("inf"), 1e30, "9" * 50])
def test_no_time(value: object):
    """What is no instant is `None`, never now."""
    assert time_of(value) is None


@pytest.mark.parametrize(
    "value", [1700000000, 1700000000.0, "1700000000", "1700000000.0", 1700000000000, "2023-11-14T22:13:20Z"]
)
def test_times(value: object):
    """Seconds and milliseconds, as numbers or texts, and ISO dates are the same instant."""
    assert time_of(value) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_addresses():
    """Only addresses of the web with a host count."""
    assert web_address("https://a.example/b") == "https://a.example/b"
    assert [web_address(one) for one in ("javascript:alert(1)", "https://", "http://[", 5)] == [None] * 4
    assert host_of("http://[") is None
