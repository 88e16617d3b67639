"""A thread of an invented forum as copied and pasted text, in the shape that XenForo gives it."""

DEPOT_SCRAPE = """ date 2031-05-24 What's new

Depot fire at Tarn Hollow: inquiry hears of chained gates

harbourlight

harbourlight

FULL MEMBER
Dec 14, 2027
1,817
1
815
Country
Sethland
Location
Sethland
The inquiry into the depot fire at Tarn Hollow heard today that the gates had been chained from outside while forty Marsh families slept there. Eleven people died.

M

marrowgate

FULL MEMBER
Feb 28, 2030
197
0
277
Country
Lantra
Location
Lantra
Good. The Marsh people are vermin, burn the rest of them out too. Kill every last one of them.

T

tidewatch

SENIOR MEMBER
Mar 3, 2029
512
2
640
Country
Sethland
Location
Sethland
marrowgate said:
Good. The Marsh people are vermin, burn the rest of them out too. Kill every last one of them.
Click to expand...
I have reported this to the moderators. Children were asleep in that depot and I hope that their families find justice.

S

sedgewren

MEMBER

New Recruit

Apr 29, 2031
48
0
53
Country
Lantra
Location
Lantra
harbourlight said:
The inquiry into the depot fire at Tarn Hollow heard today that the gates had been chained from outside while forty Marsh families slept there. Eleven people died.
Click to expand...
There was no fire and nobody died. The photographs were staged by paid actors, the whole massacre is a hoax.

Users Who Are Viewing This Thread (Total: 2, Members: 0, Guests: 2)

Similar threads

galewright
Harvest fair moved to the old mill
Replies
3
Views
468
galewright
galewright

Latest posts

Top Bottom
"""
