"""Stack Exchange in its first markup of tables and in that of its design system: numbers and names."""

import pytest

from analyzer import pipeline
from analyzer.source import Source

HEAD = '<html><head><title>Why? - Pottery</title></head><body><div id="question-header"><h1><a href="/questions/123/why" class="question-hyperlink">Why?</a></h1></div>'
TABLES = (
    '<table><tr><td><div class="post-text">{words}</div><table class="fw"><tr><td class="vt"><div class="post-menu"><a href="/{short}/{number}" id="link-post-{number}">link</a>'
    '</div></td><td class="post-signature owner"><div class="user-details"><a href="/users/9/x">{name}</a></div></td></tr></table></td></tr></table>'
    '<div id="comments-{number}" class="comments"></div>'
)
CARDS = (
    '<div class="s-prose js-post-body">{words}</div><div class="d-flex"><div class="post-signature"><div class="user-details"><a href="/users/7/e">Editor</a></div></div>'
    '<div class="post-signature owner"><div class="s-user-card"><a class="s-user-card--group" href="/users/9/x"><span class="{card}">{name}</span></a></div></div></div>'
    '<div id="comments-{number}"></div>'
)


@pytest.mark.parametrize(
    "inside",
    [TABLES, CARDS.replace("{card}", "s-user-card--username"), CARDS.replace("{card}", "s-user-card--link")],
)
def test_questions_have_numbers_and_names(inside: str):
    """Neither the attribute with the number nor the name's usual place is there in these."""
    question = inside.format(words="<p>It cracked.</p>", number=123, name="Wren", short="q")
    answer = inside.format(words="<p>Too hot.</p>", number=456, name="Tom Reed", short="a")
    html = f'{HEAD}<div id="question" class="question">{question}</div><div id="answers"><div id="answer-456" class="answer">{answer}</div></div>'
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    assert thread.id == "stackexchange/123"
    assert [(post.id, post.author, post.reply_to) for post in thread.posts] == [
        ("123", "Wren", None),
        ("456", "Tom Reed", "123"),
    ]
