"""Printed dates become aware UTC or nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.dates import is_date, is_day_first, parse_date, parse_dates


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        None,
        "yesterday",
        "Today at 3:12 PM",
        "May 4",
        "12:30",
        "Monday at 8:00 AM",
        "x" * 500,
        "99999999999999",
        "2024-13-45",
    ],
)
def test_what_names_no_day_gives_nothing(text: str | None):
    """A date without a year, or no date at all, never becomes today's."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-10-08T05:58:20-0500", datetime(2024, 10, 8, 10, 58, 20, tzinfo=UTC)),
        ("2024-10-08T05:58:20Z", datetime(2024, 10, 8, 5, 58, 20, tzinfo=UTC)),
        ("1728385100", datetime(2024, 10, 8, 10, 58, 20, tzinfo=UTC)),
        ("Dec 14, 2017", datetime(2017, 12, 14, tzinfo=UTC)),
        ("May 24, 2022 at 3:12 PM", datetime(2022, 5, 24, 15, 12, tzinfo=UTC)),
        ("14 December 2017", datetime(2017, 12, 14, tzinfo=UTC)),
        ("2017-12-14", datetime(2017, 12, 14, tzinfo=UTC)),
    ],
)
def test_dates_are_utc(text: str, moment: datetime):
    """A zone is followed; without one the printed time is taken as UTC."""
    assert parse_date(text) == moment


def test_a_sentence_is_no_date():
    """Only a line that is a date and nothing else counts as one."""
    assert is_date("Dec 14, 2017")
    assert not is_date("On Dec 14, 2017 he left")


NOW = datetime(2024, 5, 15, 14, 30, tzinfo=UTC)  # A Wednesday.
DAY = datetime(2017, 12, 14, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mar Oct 21, 2014", "2014-10-21"),
        ("mar. 21 oct. 2014", "2014-10-21"),
        ("Mar 21, 2014", "2014-03-21"),
        ("Mar Mar 21, 2017", "2017-03-21"),
        ("Tue Mar 21, 2017", "2017-03-21"),
        ("uto lip 21, 2011", "2011-06-21"),
        ("pon lip 16, 2012", "2012-07-16"),
        ("lip 21, 2011", "2011-07-21"),
        ("pet, 21. listopada 2011.", "2011-10-21"),
        ("pon 21 listopada 2011", "2011-11-21"),
        ("pią Lis 21, 2014", "2014-11-21"),
    ],
)
def test_words_of_two_meanings_are_told_apart(text: str, day: str):
    """`Mar` is Tuesday before a month; of two months with one name, the day of the week says which it is."""
    assert parse_date(text) == datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "12 04 2007",
        "Page 3 of 12",
        "1 2 3",
        "Dec 2017",
        "10 May 2023, 25:61",
        "30 Feb 2020",
        "2020-02-30",
        "Bob wrote on 14 Dec 2017",
        "Invalid Date",
        "12-04-2007",
        "3 hours ago",
        "Yesterday at 3:12 PM",
        "gestern um 15:12",
        "昨天 21:42",
        "just now",
        "5月2日 21:44",
        "99999999999999999999",
    ],
)
def test_without_the_pages_own_date_nothing_is_guessed(text: str):
    """What leans on today, leaves the month open or names no day that is, gives nothing."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Thursday, December 14, 2017 3:30 PM",
        "Thu Dec 14, 2017 3:30 pm",
        "Thu, 14 Dec 2017 15:30:00 GMT",
        "Thu, 14 Dec 2017 16:30:00 +0100",
        "December 14th 2017, 03:30 PM",
        "Dec14-17, 03:30 PM",
        "14. Dezember 2017 um 15:30 Uhr",
        "Jeu 14 Déc 2017 à 15h30",
        "14 de diciembre de 2017 a las 15:30",
        "14 dicembre 2017 alle 15:30",
        "14 de dezembro de 2017 às 15:30",
        "14 december 2017 om 15:30",
        "czwartek, 14 grudnia 2017, 15:30",
        "14 декабря 2017 г. в 15:30",
        "14 грудня 2017, 15:30",
        "14 Aralık 2017, 15:30",
        "14. joulukuuta 2017 klo 15.30",
        "14 december 2017 kl. 15:30",
        "14. prosince 2017 15:30",
        "2017. december 14. 15:30",
        "14 Δεκεμβρίου 2017, 15:30",
        "14 ديسمبر 2017، 15:30",
        "Čtv pro 14, 2017 3:30 pm",
        "čet pro 14, 2017 15:30",
        "Чет дец 14, 2017 15:30",
        "Kt Grd 14, 2017 15:30",
        "周四 12月 14, 2017 3:30 pm",
        "週四 十二月 14, 2017 3:30 pm",
        "목 12월 14, 2017 3:30 pm",
        "١٤ ديسمبر ٢٠١٧ ٣:٣٠ م",
        "14 דצמבר 2017 15:30",
        "2017年12月14日 下午3:30",
        "2017年12月14日 15:30",
        "2017년 12월 14일 오후 3:30",
        "2017-12-14 15:30",
        "2017/12/14 15:30",
        "2017.12.14 15:30",
        "2017-12-14 23:30 GMT+8",
        "14.12.2017, 15:30",
        "14. 12. 2017 15:30",
        "14-12-2017, 15:30",
        "12/14/2017 3:30 PM",
        "12/14/17, 3:30 PM",
        "¿ Dec 14, 2017 15:30",
        "Dec 14, 2017 | 3:30 pm #12",
        "Posted 14 December 2017 - 03:30 PM",
        "12/14/2017, 03:30 PM (This post was last modified: 12/15/2017, 11:45 AM by ann.)",
        "1513265400",
        "1513265400.0",
        "1513265400000",
    ],
)
def test_dates_of_all_languages_and_shapes(text: str):
    """One instant, as forums of the world print it."""
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Yesterday at 3:12 PM", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Today, 10:02", datetime(2024, 5, 15, 10, 2, tzinfo=UTC)),
        ("Gestern um 15:12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Vorgestern, 15:12", datetime(2024, 5, 13, 15, 12, tzinfo=UTC)),
        ("Hier à 15:12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Aujourd’hui à 10:02", datetime(2024, 5, 15, 10, 2, tzinfo=UTC)),
        ("Ayer a las 15:12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Ieri alle 15:12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Вчера в 15:12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Dün 15:12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Eilen klo 15.12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("昨天 15:12", datetime(2024, 5, 14, 15, 12, tzinfo=UTC)),
        ("Monday at 8:00 AM", datetime(2024, 5, 13, 8, 0, tzinfo=UTC)),
        ("Wednesday at 8:00 AM", datetime(2024, 5, 8, 8, 0, tzinfo=UTC)),
        ("Montag um 20:00", datetime(2024, 5, 13, 20, 0, tzinfo=UTC)),
        ("3 hours ago", datetime(2024, 5, 15, 11, 30, tzinfo=UTC)),
        ("an hour ago", datetime(2024, 5, 15, 13, 30, tzinfo=UTC)),
        ("2h ago", datetime(2024, 5, 15, 12, 30, tzinfo=UTC)),
        ("vor 2 Tagen", datetime(2024, 5, 13, 14, 30, tzinfo=UTC)),
        ("il y a 2 jours", datetime(2024, 5, 13, 14, 30, tzinfo=UTC)),
        ("hace una hora", datetime(2024, 5, 15, 13, 30, tzinfo=UTC)),
        ("3 часа назад", datetime(2024, 5, 15, 11, 30, tzinfo=UTC)),
        ("3 saat önce", datetime(2024, 5, 15, 11, 30, tzinfo=UTC)),
        ("3小时前", datetime(2024, 5, 15, 11, 30, tzinfo=UTC)),
        ("منذ 3 ساعات", datetime(2024, 5, 15, 11, 30, tzinfo=UTC)),
        ("1 month ago", datetime(2024, 4, 15, 14, 30, tzinfo=UTC)),
        ("2 years ago", datetime(2022, 5, 15, 14, 30, tzinfo=UTC)),
        ("just now", NOW),
        ("May 4", datetime(2024, 5, 4, tzinfo=UTC)),
        ("December 17", datetime(2023, 12, 17, tzinfo=UTC)),
    ],
)
def test_dates_against_the_pages_own(text: str, moment: datetime):
    """With the page's date, what leans on it is read; without a year it is the last such day."""
    assert parse_date(text, now=NOW) == moment


@pytest.mark.parametrize(
    "text", ["3 hours", "ago", "12:30", "Bob 3 hours ago", "9999999 years ago", "in a week", "may"]
)
def test_half_a_date_stays_none_also_with_the_pages_own(text: str):
    """A stretch of time, an hour or a name in front is no date."""
    assert parse_date(text, now=NOW) is None


def test_one_clear_date_settles_day_and_month_of_a_page():
    """A number past 12 says which is the day, for all dates of the page."""
    assert parse_dates(["09-04-2005, 02:54 PM", "09-13-2005, 04:05 PM"])[0] == datetime(2005, 9, 4, 14, 54, tzinfo=UTC)
    assert parse_dates(["04/09/2005", None, "13/09/2005"])[0] == datetime(2005, 9, 4, tzinfo=UTC)


def test_the_order_of_posts_settles_day_and_month():
    """The reading in which the posts follow each other, soon, and not past the page's own date."""
    assert is_day_first(["12-07-2011", "01-08-2011"]) is True
    assert is_day_first(["12-07-2011", "12-08-2011"]) is False
    assert is_day_first(["05/12/2024", "05/12/2024"], now=datetime(2024, 6, 1, tzinfo=UTC)) is False


def test_what_a_page_leaves_open_stays_open():
    """One date with nothing to tell by gives nothing, and so does a page that contradicts itself."""
    assert parse_dates(["12-07-2011"]) == (None,)
    assert is_day_first(["13-07-2011", "07-13-2011"]) is None
    assert is_day_first([]) is None
    assert is_day_first(["Dec 14, 2017"]) is None


def test_a_clock_of_twelve_hours_puts_the_month_first():
    """Who prints PM prints the month first."""
    assert parse_dates(["12-07-2011, 02:54 PM"]) == (datetime(2011, 12, 7, 14, 54, tzinfo=UTC),)


def test_points_put_the_day_first():
    """12.07.2011 is in July."""
    assert parse_date("12.07.2011") == datetime(2011, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["1513265400", "2017-12-14T15:30:00Z", "May 4", "Yesterday", "14 years ago"])
def test_no_line_of_people_is_a_date(text: str):
    """Numbers, machine dates and dates that lean on another are no printed date."""
    assert not is_date(text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("3 14 12 2017 : . , - dec ago vor hours yesterday pm 年 月 日 前 at 30 +0100 am".split()),
        max_size=9,
    )
)
def test_any_pieces_of_dates_give_an_aware_time_or_nothing(pieces: list[str]):
    """No order of a date's pieces breaks the parser, with or without the page's date."""
    for now in (None, NOW):
        moment = parse_date(" ".join(pieces), now=now)
        assert moment is None or moment.tzinfo is UTC


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_an_aware_time_or_nothing(text: str):
    """No text breaks the parser."""
    moment = parse_date(text)
    assert moment is None or moment.tzinfo is UTC
