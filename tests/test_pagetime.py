"""A page says when it was made, or says nothing."""

from datetime import UTC, datetime

import pytest
from growth import assert_linear

from analyzer.pagetime import page_now
from analyzer.source import Source

PAGE = "<!doctype html><html><head>{head}</head><body><p>Posted Dec 14, 2017</p>{foot}</body></html>"


def now(*, head: str = "", foot: str = "") -> datetime | None:
    """Give the date of a page with this in its head and at its foot."""
    return page_now(Source.from_bytes("page.html", PAGE.format(head=head, foot=foot).encode()))


@pytest.mark.parametrize(
    "foot",
    [
        "",
        "<p>All times are GMT -4. The time now is 08:15 AM.</p>",
        "<p>This page was generated at 05:36 PM.</p>",
        "<p>It is currently raining.</p>",
        "<p>See https://web.archive.org/web/20110521100349/http://a.example</p>",
        "<time datetime='2026-01-01T00:00:00Z'>today</time>",
    ],
)
def test_a_page_that_names_no_day_has_no_date(foot: str):
    """A clock without a day, a link and the latest post say nothing of when the page was made."""
    assert now(foot=foot) is None


def test_plain_text_has_no_date():
    """Only pages say when they were made."""
    assert page_now(Source.from_bytes("a.txt", b"It is currently Sat Jul 20, 2019 1:22 pm")) is None


@pytest.mark.parametrize(
    ("foot", "moment"),
    [
        ("<p>It is currently <b>Sat Jul 20, 2019 1:22 pm</b></p>", datetime(2019, 7, 20, 13, 22, tzinfo=UTC)),
        ("<p>Aktuelle Zeit: 14.10.2020, 12:18</p>", datetime(2020, 10, 14, 12, 18, tzinfo=UTC)),
        ("<span><strong>Current time:</strong> 02/22/2023, 12:08 PM</span>", datetime(2023, 2, 22, 12, 8, tzinfo=UTC)),
        ("<p>GMT+8, 2024-5-27 10:37 , Processed in 0.02 second(s)</p>", datetime(2024, 5, 27, 10, 37, tzinfo=UTC)),
        ("<p>Nous sommes le 14 déc. 2017 15:30</p>", datetime(2017, 12, 14, 15, 30, tzinfo=UTC)),
        ("<p>Текущее время: 14 дек 2017, 15:30</p>", datetime(2017, 12, 14, 15, 30, tzinfo=UTC)),
        (
            "<script>XF.config = { time: { now: 1513265400, today: 1 } }</script>",
            datetime(2017, 12, 14, 15, 30, tzinfo=UTC),
        ),
        ("<script>XenForo.serverTimeInfo = { now: 1513265400 }</script>", datetime(2017, 12, 14, 15, 30, tzinfo=UTC)),
        ("<!-- FILE ARCHIVED ON 15:30:00 Dec 14, 2017 AND RETRIEVED -->", datetime(2017, 12, 14, 15, 30, tzinfo=UTC)),
    ],
)
def test_what_the_page_says_is_its_date(foot: str, moment: datetime):
    """Engines print the time in their footer or tell it to their scripts; archives write it below."""
    assert now(foot=foot) == moment


@pytest.mark.parametrize(
    "head",
    [
        "<!-- Page saved with SingleFile url: https://a.example/ saved date: Thu Dec 14 2017 15:30:00 GMT+0000 -->",
        "<!-- Mirrored from a.example/t by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 14 Dec 2017 15:30:00 GMT -->",
        '<script>__wm.wombat("http://a.example/","20171214153000","https://b.example/","web")</script>',
    ],
)
def test_what_saved_the_page_says_its_date(head: str):
    """Programs that save pages write when."""
    assert now(head=head) == datetime(2017, 12, 14, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "piece",
    ["<", "<meta ", "serverTimeInfo ", "XF.config {", "Mirrored from ", "GMT+8, 2", "It is currently ", "__wm.x("],
)
def test_hostile_pages_take_linear_time(piece: str):
    """Half a sign over and over takes no longer than its length."""
    assert_linear(lambda text: page_now(Source.from_bytes("page.html", f"<html>{text}".encode())), piece)
