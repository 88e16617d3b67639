"""The search: what is found and marked, filters and pages in the link, masking, and hostile words."""

from __future__ import annotations

import pytest
from dashboard_samples import HOSTILE, THRESHOLDS, own, post, quote, scoring, thread

from analyzer.people import Person, Role
from dashboard import desk


def _words(page, tree_of) -> str:
    return " ".join(tree_of(page).text(separator=" ").split())


@pytest.fixture
def fill(store, open_page):
    """Give a function that stores posts, the second flagged for denial, and opens the search."""

    def run(*posts, **parameters: str):
        page = open_page("search")
        scorings = [scoring(p.id, {"denial": 0.9} if p.id == "p2" else {}) for p in posts]
        store.add(thread(*posts), scorings, classifier_thresholds=THRESHOLDS)
        for key, value in parameters.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception
        return page

    return run


def _show(page):
    page.button(key="mask").click().run()
    assert not page.exception
    return page


def test_an_empty_store_and_an_empty_query_say_what_to_do(open_page, fill, tree_of) -> None:
    """Without threads the page names the one that adds them; without words it says what may be asked for."""
    assert tree_of(open_page("search")).css_first("a").attributes["href"] == "add_threads"
    page = fill(post(1, own("The river")))
    assert "All words must stand in a post" in _words(page, tree_of)
    assert not tree_of(page).css(".fa-results")


@pytest.mark.parametrize("words", ["river nowhere", '"', "((AND) OR *:"])
def test_what_is_nowhere_is_said_to_be(fill, tree_of, words) -> None:
    """No post holds all of the words; signs without letters find nothing and break nothing."""
    assert "No post holds all of these words" in _words(fill(post(1, own("The river")), words=words), tree_of)


def test_found_words_are_marked_and_lead_to_their_post(fill, tree_of) -> None:
    """Newest added first; words are marked in any case and accent, quoted ones named as such."""
    posts = (
        post(1, own("Nobody saw the RÍVER rise.")),
        post(2, quote("the river rose", author="wren"), own("So what?"), author="tern"),
        post(3, own("Nothing here.")),
    )
    page = _show(fill(*posts, words="river"))
    first, second = tree_of(page).css(".fa-results > li")
    assert [entry.css_first("mark").text() for entry in (first, second)] == ["river", "RÍVER"]
    assert "in quoted words: the river rose" in first.text()
    assert first.css_first("a").attributes["href"] == "thread?thread=forum.example%2Forrin.4#post-2"
    assert [badge.text() for badge in first.css(".fa-badge b")] == ["denial"]


def test_words_are_masked_until_asked_for(fill, tree_of) -> None:
    """No found word leaves the server before, and the mask comes back."""
    page = fill(post(1, own("secret river")), words="river")
    assert "secret" not in str(page.main)
    assert "Masked: 2 own words" in _words(page, tree_of)
    assert "secret river" in _words(_show(page), tree_of)
    assert "secret" not in str(_show(page).main)


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"label": "denial"}, ["Post 2"]),
        ({"label": "incitement"}, []),
        ({"author": "tern"}, ["Post 3"]),
        ({"author": "nobody"}, []),
        ({"thread": "forum.example/orrin.4"}, ["Post 3", "Post 2", "Post 1"]),
        ({"thread": "forum.example/other"}, []),
        ({"label": "no such label", "page": "x"}, ["Post 3", "Post 2", "Post 1"]),
    ],
)
def test_filters_stand_in_the_link(fill, tree_of, parameters, found) -> None:
    """Who opens the link sees the same; what is no filter keeps nothing out."""
    posts = (post(1, own("river")), post(2, own("river")), post(3, own("river"), author="tern"))
    tree = tree_of(fill(*posts, words="river", **parameters))
    assert [entry.css_first("a").text() for entry in tree.css(".fa-results > li")] == found


def test_pages_hold_twenty_posts_and_another_search_begins_at_the_first(fill, tree_of) -> None:
    """Links to the page before and after keep the search; other words start anew."""
    posts = [post(n, own("river bank" if n > 20 else "river")) for n in range(1, 46)]
    page = fill(*posts, words="river", author="wren", page="2")
    tree = tree_of(page)
    assert "Posts 21 to 40" in tree.text()
    assert [link.attributes["href"] for link in tree.css(".fa-turn a")] == [
        "search?words=river&author=wren&page=1",
        "search?words=river&author=wren&page=3",
    ]
    page.text_input(key="words").set_value("river bank").run()
    assert "Posts 1 to 20" in tree_of(page).text()
    assert [link.text() for link in tree_of(page).css(".fa-turn a")] == ["Next page"]


def test_a_researcher_finds_nothing(fill, tree_of, monkeypatch) -> None:
    """Refused where the data is read, in one sentence."""
    monkeypatch.setattr(desk, "person", lambda: Person("rae", frozenset({Role.RESEARCHER})))
    page = fill(post(1, own("secret river")), words="river")
    assert "secret" not in str(page.main)
    assert "may not do this" in tree_of(page).css_first(".fa-refused").text()


def test_hostile_words_are_text(fill, tree_of) -> None:
    """Markup of any kind in found posts is shown as its characters, around the marks as well."""
    page = _show(fill(*(post(n, own(f"river {words}")) for n, words in enumerate(HOSTILE, start=1)), words="river"))
    tree = tree_of(page)
    assert not tree.css("script, img, svg, style, iframe")
    assert len(tree.css(".fa-results > li mark")) == len(HOSTILE)
    assert "**bold** [x](javascript:alert(1))" in tree.text()
    assert all("evil.example" not in str(element.proto) for element in page.main if element.type != "html")
