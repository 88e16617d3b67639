"""bbPress in themes of its own: tables, answers in lists, names and dates that moved into the words."""

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

PAGE = (
    '<html><head><title>Ropes</title></head><body class="bbpress"><article class="post-0 topic type-topic hentry"><div id="bbpress-forums">'
    "{}</div></article></body></html>"
)
HEADER = (
    '<div id="post-{0}" class="bbp-reply-header"><span class="bbp-reply-post-date">May {0}, 2021 at 10:00 am</span></div>'
    '<div class="post-{0} reply type-reply hentry"><div class="bbp-reply-author"><a class="bbp-author-name">{1}</a></div>'
    '<div class="bbp-reply-content"><p>{2}</p></div></div>'
)
ROW = (
    '<tr class="bbp-reply-header"><td colspan="2">May {0}, 2021 at 10:00 am <a class="bbp-reply-permalink" href="x#post-{0}">#{0}</a></td></tr>'
    '<tr id="post-{0}" class="post-{0} reply type-reply hentry"><td class="bbp-reply-author"><a class="bbp-author-avatar"><img></a>'
    '<a class="bbp-author-name">{1}</a></td><td class="bbp-reply-content"><p>{2}</p></td></tr>'
)
INSIDE = (
    '<div class="single-post post-{0} reply type-reply hentry"><div class="bbp-reply-content"><div class="bbp-head-area"><a class="bbp-author-name">{1}</a>'
    '<div class="bbp-meta"><span class="bbp-reply-post-date">May {0}, 2021 at 10:00 am</span></div></div><p>{2}</p></div></div>'
)


def read(posts: str) -> Thread:
    """Give the thread of a page."""
    (thread,) = pipeline.read(Source.from_bytes("page.html", PAGE.format(posts).encode()))
    return thread


def test_tables_and_moved_names():
    """Whatever a theme puts where, a post's classes and words stay."""
    head = '<tr><th class="bbp-reply-author">Author</th><th class="bbp-reply-content">Replies</th></tr>'
    table = read(f"<table>{head}{ROW.format(1, 'Ann', 'Does it?')}{ROW.format(2, 'Bo', 'Yes.')}</table>")
    inside = read(INSIDE.format(1, "Ann", "Does it?") + INSIDE.format(2, "Bo", "Yes."))
    for thread in (table, inside):
        assert [(post.id, post.author, post.own) for post in thread.posts] == [
            ("1", "Ann", "Does it?"),
            ("2", "Bo", "Yes."),
        ]
        assert [post.created_at.day for post in thread.posts] == [1, 2]


def test_answers_in_lists():
    """A reply answers the one in whose item it stands."""
    inner = f'<ul class="bbp-threaded-replies"><li>{HEADER.format(2, "Bo", "Yes.")}</li></ul>'
    items = f"<li>{HEADER.format(1, 'Ann', 'Does it?')}{inner}</li><li>{HEADER.format(3, 'Cy', 'No.')}</li>"
    thread = read(
        f'<ul class="bbp-replies"><li class="bbp-body"><ul class="bbp-threaded-replies">{items}</ul></li></ul>'
    )
    assert [(post.id, post.reply_to) for post in thread.posts] == [("1", None), ("2", "1"), ("3", None)]
