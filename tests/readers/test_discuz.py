"""Discuz!: the line that names a quote's author in older versions, and letters hidden between the words."""

from pathlib import Path

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

PAGE = (Path(__file__).parents[2] / "threads" / "discuz" / "teapot-leaks.html").read_text(encoding="utf-8")
# Version 7 writes the name among the quoted words, and the author into a cell that other engines have, too.
OLD = """<html><head><title>茶壶 - 茶馆</title></head><body><div id="postlist"><div id="post_77"><table id="pid77"><tr>
<td class="postauthor" rowspan="2"><div class="postinfo"><a target="_blank" href="space.php?uid=9" class="xw1">听雨楼</a></div></td>
<td class="postcontent"><div class="postinfo"><strong><a href="viewthread.php?tid=55" id="postnum77">1<sup>#</sup></a></strong>
<div class="authorinfo"><em id="authorposton77">发表于 2029-12-13 09:01</em></div></div><div class="t_msgfontfix"><table><tr>
<td class="t_msgfont" id="postmessage_77"><div class="quote"><blockquote>原帖由 <i>补锅匠</i> 于 2029-12-12 10:00 发表
<a href="redirect.php?goto=findpost&amp;pid=70&amp;ptid=55"><img src="back.gif" /></a><br />壶漏茶不漏。</blockquote></div>正是。</td>
</tr></table></div></td></tr></table></div></div></body></html>"""


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def test_the_line_that_names_the_author_is_no_part_of_the_quote():
    """Older versions name author, time and post in the quoted words' first line."""
    thread = read(OLD)
    assert (thread.id, thread.posts[0].author) == ("discuz/55", "听雨楼")
    quote, own = thread.posts[0].segments
    assert (quote.author, quote.post_id, quote.text, own.text) == ("补锅匠", "70", "壶漏茶不漏。", "正是。")


def test_letters_hidden_against_copying_are_in_no_segment():
    """A reader of the page does not see them."""
    assert "jammer" in PAGE
    assert read(PAGE).posts[0].own == "祖母留下的壶，壶嘴根部渗水。\n还能修吗？"


def test_the_note_of_an_edit_is_in_no_segment():
    """Who edited a post, and when, stands above its words."""
    assert "本帖最后由" in PAGE
    assert "本帖最后由" not in read(PAGE).posts[0].text
