"""Headers of posts in plain text as engines print them for guests, removed posts and the words that begin a thread."""

from __future__ import annotations

import pytest

from analyzer import pipeline
from analyzer.source import Source

SAID = ("The weir was dry this morning.", "It was not dry at noon.", "Somebody let the water in.", "Who has the key?")

VBULLETIN = """Join Date and all
March 2nd 2031, 08:15 AM
#1
Gerda
View Profile
View Forum Posts
Apprentice
Join Date: Feb 2031
Posts: 3
It hums, and I push the chuck by hand.
March 2nd 2031, 09:40 AM
#2
Osk
Old hand
Join Date: May 2019
Posts: 14,002
Measure twice.
March 5th 2031, 07:02 PM
#3
Gerda's brother
Guest
Originally Posted by Osk
Measure twice.
I measured once.
March 6th 2031, 10:00 AM
spanner99
This message has been deleted by Osk.
"""
XENFORO2 = "This board runs on XenForo.\n" + "".join(
    f"{name}\nMember\nJoined\nApr {n}, 2019\nMessages\n2,8{n}0\nJun {n}, 2030\n#{n}\n{SAID[n]}\n{below}"
    for n, name, below in (
        (1, "olwen", "brack\nJun 2, 2030\nDeleted by olwen, Jun 2, 2030 · Reason: Advertising. Show…\n"),
        (3, "tarn", ""),
    )
)
DRUPAL = "Submitted by Marl on Wed, 25/06/2031 - 12:32\n" + "".join(
    f"{said}\nLog in to post comments\nPermalink Submitted by {name} on Thu, 26/06/2031 - 16:3{n}\n"
    for n, (name, said) in enumerate(zip(("Sluice", "Visitor", "Eel"), SAID, strict=False))
)
OLD_REDDIT = "r/weir\nDry again (self.weir)\nsubmitted 4 days ago by hemp_and_tar\nIt is dry.\n" + "".join(
    f"[–]{name} 4 points 3 days ago (1 child)\n{said}\nreply\n"
    for name, said in zip(("bight", "[deleted]"), SAID, strict=False)
)
LEMMY = (
    "Lemmy\nmillpond to Watermills · 1 year ago\nDressing a burr stone\nmillpond to Watermills · 1 year ago\n"
    "The runner has lost its furrows.\n4 comments\n"
    + "".join(
        f"{name}\nEnglish\n4·\n1 year ago\n{said}\n"
        for name, said in zip(("oxbow@mills.example", "Ann"), SAID, strict=False)
    )
)
DISCOURSE = "".join(
    f"{name}\nOctober 8, 2031, 7:3{n}pm {n}\n{said}\n2 Likes\n"
    for n, (name, said) in enumerate(zip(("Snuffer_Jo", "Tallow", "night_watch"), SAID, strict=False), start=1)
)
SMF = "Author\tTopic: Which tide table?  (Read 412 times)\n" + "".join(
    f"{name}\nNewbie\nOffline\nPosts: 7\nRe: Which tide table?\n« Reply #{n} on: March 04, 2031, 07:12:09 PM »\n{said}\nferry + 0:35\nLogged\n"
    for n, (name, said) in enumerate(zip(("Nan of the creek", "punt", "Man on Monday"), SAID, strict=False), start=1)
)
NODEBB = "".join(
    f"{name}\nwrote on last edited by\n#{n}\n{said}\n1 Reply 0\n{below}"
    for n, name, said, below in (
        (1, "Ferry", SAID[0], f"Splice Hand\nwrote on last edited by\n#2\n{SAID[1]}\n1 Reply 0\n"),
        (2, "Splice Hand", SAID[1], ""),
        (3, "Ferry", SAID[2], ""),
        (4, "barnacle", SAID[3], ""),
    )
)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (VBULLETIN, ["Gerda", "Osk", "Gerda's brother", "spanner99"]),
        (XENFORO2, ["olwen", "brack", "tarn"]),
        (DRUPAL, ["Marl", "Sluice", "Visitor", "Eel"]),
        (OLD_REDDIT, ["hemp_and_tar", "bight", None]),
        (LEMMY, ["millpond", "oxbow", "Ann"]),
        (DISCOURSE, ["Snuffer_Jo", "Tallow", "night_watch"]),
        (SMF, ["Nan of the creek", "punt", "Man on Monday"]),
        (NODEBB, ["Ferry", "Splice Hand", "Ferry", "barnacle"]),
    ],
    ids=["vBulletin", "XenForo 2", "Drupal", "old Reddit", "Lemmy", "Discourse", "SMF", "NodeBB"],
)
def test_each_post_has_its_author(text: str, authors: list[str | None]):
    """Guests have no card, a note stands for a removed post, a thread's first words have a line of their own shape."""
    (thread,) = pipeline.read(Source.from_bytes("scrape.txt", text.encode()))
    assert [post.author for post in thread.posts] == authors
