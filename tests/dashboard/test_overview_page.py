"""The overview: empty, filled, without dates, hostile."""

from __future__ import annotations

from dashboard_samples import HOSTILE, own, post, scoring, thread

from analyzer.errors import StoreError
from analyzer.thread import Thread
from dashboard import services


def test_an_empty_store_says_what_to_do(open_page, tree_of) -> None:
    """The first visit names the page and the command that bring threads."""
    tree = tree_of(open_page("overview"))
    assert tree.css_first("a").attributes["href"] == "add_threads"
    assert "analyzer import threads/" in tree.text()


def test_numbers_labels_and_tables(store, open_page, tree_of) -> None:
    """Numbers, counts and rates, the signal, the model and the most flagged threads and authors are shown."""
    page = open_page("overview")
    store.add(
        thread(post(1, own("a")), post(2, own("b"), author="tern"), post(3, own("c"), author="tern", dated=False)),
        [scoring("p1"), scoring("p2", {"denial": 0.9, "hostility": 0.8}), scoring("p3")],
    )
    page.run()
    tree = tree_of(page)
    assert [" ".join(card.text(separator=" ").split()) for card in tree.css(".fa-numbers li")] == [
        "1 thread", "3 posts", "2 authors", "3 scored posts",
    ]  # fmt: skip
    cards = {card.css_first("b").text(): card.text(separator=" ") for card in tree.css(".fa-cards:not(.fa-numbers) li")}
    assert list(cards) == ["denial", "sarcasm", "incitement", "hostility"]
    assert "33.3% of scored posts" in cards["denial"]
    assert [name for name, words in cards.items() if "signal" in words] == ["hostility"]
    assert "sample-1-0123456789ab" in tree.text()
    assert "An estimate is not a finding" in tree.text()
    assert "1 of 3 posts" in tree.text()
    threads, authors = tree.css("table")[-2:]
    assert threads.css_first("tbody a").attributes["href"] == "thread?thread=forum.example%2Forrin.4"
    assert [cell.text() for cell in authors.css("tbody td")] == ["tern forum.example", "2", "1", "1", "0", "0", "1"]
    assert len(page.get("vega_lite_chart")) == 2


def test_without_dates_there_is_no_chart(store, open_page, tree_of) -> None:
    """Undated posts are said to be so instead of being drawn on some day."""
    page = open_page("overview")
    store.add(thread(post(1, own("a"), dated=False)), [scoring("p1")])
    page.run()
    assert "All posts are undated" in tree_of(page).text()
    assert not page.get("vega_lite_chart")


def test_posts_that_were_not_scored_are_said_to_be_so(store, open_page, tree_of) -> None:
    """A store without scores shows its posts and claims no rate."""
    page = open_page("overview")
    store.add(thread(post(1, own("a"))))
    page.run()
    assert "No post has been scored yet" in tree_of(page).text()
    assert "No post carries a label so far" in tree_of(page).text()


def test_hostile_titles_and_authors_are_text(store, open_page, tree_of) -> None:
    """A title or a name that is markup of any kind is shown as its characters."""
    page = open_page("overview")
    for number, words in enumerate(HOSTILE):
        hostile: Thread = thread(
            post(1, own(words), author=words[:60]), thread_id=f"evil.example/{number}", title=words
        )
        store.add(hostile, [scoring("p1", {"incitement": 0.9})])
    page.run()
    tree = tree_of(page)
    assert not tree.css("script, img, svg, style, iframe")
    assert all(link.attributes["href"].startswith("thread?") for link in tree.css("a"))
    assert "**bold** [x](javascript:alert(1))" in tree.text()
    assert all("evil.example" not in str(element.proto) for element in page.main if element.type != "html")


def test_an_unusable_database_is_one_sentence(open_page, tree_of, monkeypatch) -> None:
    """A store that cannot be opened is said in words, without a traceback."""
    page = open_page("overview")

    def refuse() -> None:
        raise StoreError("the file is no database", where="kept.db", remedy="name another one")

    monkeypatch.setattr(services, "store", refuse)
    page.run()
    assert not page.exception
    assert tree_of(page).css_first(".fa-refused").text() == "kept.db: the file is no database; name another one."
