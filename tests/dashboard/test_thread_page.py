"""The thread page: the list, whose words are whose, filters, paging, exports, hostile posts."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from dashboard_samples import HOSTILE, MODEL, THRESHOLDS, own, post, quote, scoring, thread

from analyzer.annotations import Score, Scoring, Span
from analyzer.people import LOCAL
from analyzer.store import Export, Verb
from analyzer.thread import Found, Post, Segment, SegmentKind
from dashboard import services
from dashboard.components import post_card

ID = "forum.example/orrin.4"


@pytest.fixture
def show(store, open_page, tree_of):
    """Give a function that stores posts with scores and shows their thread."""

    def run(*posts: Post, values=None, **parameters: str):
        page = open_page("thread")
        scorings = [scoring(p.id, (values or {}).get(p.id, {})) for p in posts]
        store.add(thread(*posts), scorings, classifier_thresholds=THRESHOLDS)
        page.query_params["thread"] = ID
        for key, value in parameters.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception
        return page, tree_of(page)

    return run


def test_an_empty_store_says_what_to_do(open_page, tree_of) -> None:
    """Without threads the list names the page that adds them."""
    assert tree_of(open_page("thread")).css_first("a").attributes["href"] == "add_threads"


def test_an_unknown_thread_leads_back_to_the_list(store, open_page, tree_of) -> None:
    """An address of a thread that is not stored says so, as text."""
    page = open_page("thread")
    store.add(thread(post(1, own("a"))))
    page.query_params["thread"] = HOSTILE[0]
    page.run()
    tree = tree_of(page)
    assert "No thread is stored as <script>" in tree.text()
    assert tree.css_first("a").attributes["href"] == "thread"


def test_the_list_is_searched_and_paged(store, open_page, tree_of) -> None:
    """The list shows 20 threads a page, newest first, and a search keeps those that hold its words."""
    page = open_page("thread")
    for number in range(23):
        store.add(thread(post(1, own("a")), thread_id=f"forum.example/{number}", title=f"Dam {number} of Orrin"))
    page.query_params["list"] = "2"
    page.run()
    assert [row.css_first("a").text() for row in tree_of(page).css("tbody tr")] == [
        f"Dam {n} of Orrin" for n in (2, 1, 0)
    ]
    assert "21 to 23 of 23 threads" in tree_of(page).text()
    page.text_input[0].set_value("dam 17").run()
    assert [row.css_first("a").text() for row in tree_of(page).css("tbody tr")] == ["Dam 17 of Orrin"]
    page.text_input[0].set_value("nowhere").run()
    assert "no threads" in tree_of(page).text()


def test_quoted_words_stand_in_boxes_apart_from_own(show) -> None:
    """Own words are outside every box; a quote names its author and links to its source; a nested one is inside it."""
    _, tree = show(
        post(1, own("The doors were locked."), author="tern"),
        post(2, quote("doors", author="tern", post_id="p1"), own("They were not."), author="plover"),
        post(
            3,
            quote("They were not.", author="plover", post_id="p2"),
            quote("The doors were locked.", author="tern", post_id="p1", depth=2),
            quote("Nobody knows.", author="gull", post_id="p99"),
            quote("As somebody said.", author=None),
            own("I was there."),
        ),
    )
    card = tree.css(".fa-post")[2]
    assert [node.text() for node in card.css(".fa-own")] == ["I was there."]
    assert not card.css("blockquote .fa-own")
    outer, _inner, absent, nameless = card.css("blockquote")
    assert outer.css_first("blockquote blockquote .fa-quoted").text() == "The doors were locked."
    assert [node.text() for node in card.css(".fa-source")] == [
        "quoted from plover, post #2",
        "quoted from tern, post #1",
        "quoted from gull, post not on this page of the forum",
        "quoted from an author not named",
    ]
    assert outer.css_first("a").attributes["href"] == "thread?thread=forum.example%2Forrin.4#post-2"
    assert not absent.css("a")
    assert not nameless.css("a")


def test_a_quote_found_by_its_words_says_so(show) -> None:
    """A source that no mark of the forum names is shown as found by comparison, with how alike the words are."""
    matched = Segment(
        kind=SegmentKind.QUOTE, text="x", author="tern", post_id="p1", depth=1, found=Found.MATCHED, similarity=0.91
    )
    _, tree = show(post(1, own("x"), author="tern"), post(2, matched, own("no")))
    assert tree.css_first(".fa-source small").text() == " · found by comparing the words (91% alike)"


def test_articles_and_cards_are_folded_and_code_is_kept(show) -> None:
    """Pasted articles and link cards are folded apart from own words, code keeps its spaces, a signature stands last."""
    parts = [
        Segment(kind=kind, text=f"{kind.value}  words")
        for kind in (SegmentKind.ARTICLE, SegmentKind.LINK, SegmentKind.CODE, SegmentKind.SIGNATURE)
    ]
    _, tree = show(post(1, own("Mine."), *parts))
    assert [node.text() for node in tree.css("summary")] == ["Pasted article, 2 words", "Link card"]
    assert not tree.css("details[open]")
    assert tree.css_first("pre").text() == "code  words"
    assert tree.css_first("footer").text() == "signature  words"
    assert [node.text() for node in tree.css(".fa-own")] == ["Mine."]


def test_labels_are_words_with_their_estimates(show) -> None:
    """A given label shows its name and estimate, the signal is marked, the others follow in a small line."""
    _, tree = show(post(1, own("x")), post(2, own("y")), values={"p1": {"incitement": 0.95, "hostility": 0.81}})
    first, second = tree.css(".fa-labels")
    assert [badge.text() for badge in first.css(".fa-badge")] == ["incitement 95%", "hostility signal 81%"]
    assert first.css_first("small.fa-faint").text() == "below the threshold: denial\u00a03% · sarcasm\u00a03%"
    assert not second.css(".fa-badge")


def test_a_post_without_scores_says_why(store, open_page, tree_of) -> None:
    """Posts that were not scored, and posts without own words, claim no estimate."""
    page = open_page("thread")
    store.add(thread(post(1, own("x")), post(2, quote("x"))))
    page.query_params["thread"] = ID
    page.run()
    assert [node.text() for node in tree_of(page).css(".fa-labels")] == ["not scored yet", "no own words to score"]


def test_the_words_that_weigh_are_marked(store, open_page, tree_of) -> None:
    """Spans of a given label are marked in the own words, overlapping and impossible ones without harm."""
    page = open_page("thread")
    spans = tuple(Span(segment=0, start=s, end=e, weight=1.0) for s, e in ((0, 4), (2, 8), (90, 95)))
    score = Score(post_id="p1", label="incitement", value=0.9, model=MODEL, spans=spans)
    store.add(
        thread(post(1, own("burn them all"))),
        [Scoring(id="p1", scores=(score,), labels=("incitement",), model=MODEL)],
        classifier_thresholds=THRESHOLDS,
    )
    page.query_params["thread"] = ID
    page.run()
    assert [mark.text() for mark in tree_of(page).css("mark")] == ["burn", " the"]
    assert tree_of(page).css_first(".fa-own").text() == "burn them all"


@pytest.fixture
def line_of(store, open_page, tree_of):
    """Give a function that stores a post with a scoring and gives the line of its labels."""

    def run(given: Scoring, **options: bool) -> str:
        page = open_page("thread")
        store.add(thread(post(1, own("burn them all"))), [given], classifier_thresholds=THRESHOLDS, **options)
        page.query_params["thread"] = ID
        page.run()
        assert not page.exception
        return tree_of(page).css_first(".fa-labels").text()

    return run


def test_a_given_label_has_its_subtype_beside_it(line_of) -> None:
    """The kind of denial or incitement is shown with the estimate; a hostile one is text."""
    given = scoring("p1", {"incitement": 0.9})
    subtypes = {"incitement": "wish_for_harm<b>", "denial": "deflection"}
    scores = tuple(replace(score, subtype=subtypes.get(score.label)) for score in given.scores)
    line = line_of(replace(given, scores=scores))
    assert line.startswith("incitement wish for harm<b> 90%")
    assert "deflection" not in line


def test_a_post_in_an_unsupported_language_says_so(line_of) -> None:
    """It has its estimates and no label, and the language is named."""
    line = line_of(replace(scoring("p1", {"incitement": 0.9}), unsupported="de"))
    assert line.startswith("unsupported language: German, scored, not flagged; estimates: denial\u00a03%")
    assert "incitement\u00a090%" in line


def test_a_post_in_an_unsupported_language_is_flagged_on_demand(line_of) -> None:
    """Where labels were asked for all the same, they stand there beside the language."""
    given = replace(scoring("p1", {"incitement": 0.9}), unsupported="xx")
    line = line_of(given, withhold_unsupported=False)
    assert line.startswith("incitement 90%unsupported language: xx; below the threshold: denial\u00a03%")


def test_a_filter_keeps_posts_of_a_label(show) -> None:
    """The address chooses which posts are shown: flagged leaves the signal out, a label keeps its own."""
    posts = [post(n, own(str(n))) for n in range(1, 5)]
    values = {"p2": {"denial": 0.9}, "p3": {"hostility": 0.9}}
    page, _ = show(*posts, values=values, posts="flagged")
    assert [head.value for head in page.subheader] == ["Post 2"]
    page.segmented_control[0].set_value("hostility").run()
    assert [head.value for head in page.subheader] == ["Post 3"]
    page.segmented_control[0].set_value("sarcasm").run()
    assert not page.subheader


def test_a_source_on_another_page_is_linked_there(show) -> None:
    """In a thread of 2,000 posts a quote of the last page links to the page of its source, filtered or not."""
    posts = [post(n, own(f"words of {n}")) for n in range(1, 2000)]
    posts.append(post(2000, quote("words of 1030", author="wren", post_id="p1030"), own("no")))
    values = {"p2000": {"denial": 0.9}}
    page, tree = show(*posts, values=values, page="80")
    assert [head.value for head in page.subheader][:: len(page.subheader) - 1] == ["Post 1976", "Post 2000"]
    wanted = "thread?thread=forum.example%2Forrin.4&page=42#post-1030"
    assert tree.css_first(".fa-source a").attributes["href"] == wanted
    assert [link.text() for link in tree.css(".fa-turn a")] == ["Previous page"]
    page.segmented_control[0].set_value("flagged").run()
    assert [head.value for head in page.subheader] == ["Post 2000"]


def test_a_filter_with_fewer_pages_is_no_error(show) -> None:
    """Whoever reads the last page of a thread and then filters it stays on a page that exists."""
    posts = [post(n, own("x")) for n in range(1, 201)]
    page, _ = show(*posts, values={f"p{n}": {"denial": 0.9} for n in range(1, 61)}, page="8")
    assert page.subheader[0].value == "Post 176"
    page.segmented_control[0].set_value("denial").run()
    assert not page.exception
    assert 0 < len(page.subheader) <= 25


def test_a_page_past_the_last_is_no_error(show) -> None:
    """An address with a page or a filter that does not exist shows the thread all the same."""
    page, _ = show(*(post(n, own("x")) for n in range(1, 60)), page="9999", posts="bogus")
    assert page.subheader


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_posts_are_text(show, words: str) -> None:
    """Words, names, facts and quotes that are markup of any kind are shown as their characters."""
    kinds = [Segment(kind=kind, text=words, depth=int(kind is SegmentKind.QUOTE)) for kind in SegmentKind]
    hostile = Post(
        id=words[:40], position=1, author=words[:60], segments=tuple(kinds), card={words[:30]: words}, reply_to=words
    )
    page, tree = show(hostile)
    assert not tree.css("script, img, svg, style, iframe, object, form, input")
    assert all(
        set(node.attributes) <= {"class", "dir", "role", "title", "aria-label", "href", "datetime"}
        for node in tree.css("*")
    )
    assert all(link.attributes["href"].startswith(("thread", "add_threads")) for link in tree.css("a"))
    own_words = tree.css_first(".fa-own").text()
    assert own_words.rstrip("]")[-8:] == words.replace("\ud800", "[U+D800]").rstrip("]")[-8:]
    assert all("evil.example" not in str(element.proto) for element in page.main if element.type != "html")


def test_a_post_without_end_is_bounded(show) -> None:
    """200,000 characters in one word, and hundreds of quotes in quotes, stay within a bound that is said."""
    deep = [quote(f"level {n}", author="wren", depth=n) for n in range(1, 400)]
    _, tree = show(post(1, own("w" * 200_000)), post(2, *deep, own("end")))
    assert len(tree.html) < 500_000
    assert "more characters are not shown here" in tree.text()
    assert "The rest of this post is not shown here" in tree.text()
    depth, node = 0, tree.css("blockquote")[-1]
    while node is not None:
        depth += node.tag == "blockquote"
        node = node.parent
    assert depth == post_card.MAX_DEPTH


def test_exports_leave_under_pseudonyms_unless_names_are_chosen(show, store) -> None:
    """The thread is exported in every format and each export logged; names leave only when they were asked for."""
    page, _ = show(
        post(1, own("x"), author="tern"), post(2, quote("x", author="tern"), own("tern said: y"), author="plover")
    )
    assert page.radio[0].value == "Pseudonyms"
    assert {button.label for button in page.get("download_button")} >= {"Download csv", "Download jsonl"}
    asked = store.asked_by(LOCAL)
    hidden = services.export(asked, Export(format_name="jsonl", thread_id=ID)).decode()
    assert "tern" not in hidden
    assert "plover" not in hidden
    named = services.export(asked, Export(format_name="jsonl", thread_id=ID, names=True)).decode()
    rows = [json.loads(row) for row in named.splitlines()]
    assert [row["author"] for row in rows] == ["tern", "plover"]
    page.radio[0].set_value("Names as written on the forum").run()
    assert "This export names people" in "".join(element.proto.body for element in page.get("html"))
    assert b"own" in services.export(asked, Export(format_name="csv", thread_id=ID))
    lines = [action.detail for action in store.desk.actions(LOCAL) if action.verb is Verb.EXPORT]
    assert [line["authors"] for line in reversed(lines)] == ["pseudonyms", "names", "pseudonyms"]
    assert lines[0] == {"format": "csv", "thread": ID, "labels": [], "authors": "pseudonyms"}


def test_a_changed_store_is_seen_at_once(show, store) -> None:
    """A thread kept in memory is read anew when a scrape brings more posts or thresholds change."""
    page, _ = show(post(1, own("x")))
    store.add(thread(post(1, own("x")), post(2, own("y"))), [scoring("p2", {"denial": 0.4})])
    page.run()
    assert [head.value for head in page.subheader] == ["Post 1", "Post 2"]
    store.set_thresholds({"denial": 0.3})
    page.segmented_control[0].set_value("denial").run()
    assert [head.value for head in page.subheader] == ["Post 2"]
