"""The link that somebody followed to the login page: kept over the login if it leads to a page of ours, else forgotten.

The provider sends the browser back to the root, whatever was asked for (Streamlit 1.67). So the link waits in the tab's
`sessionStorage`, the one place that has all of it: an anchor (`#post-6`) never reaches the server, a cookie is one for all
tabs and can be set by a neighbouring host, and a key to something kept on the server would be a cookie again. What waits
is not the link but an address written anew here, of names that are ours, and it is held against `PATTERN` once more before
it is gone to. The pattern has room for neither a scheme nor a host nor a slash, so that no other site can be reached by it.
It opens nothing: the page asks for the roles as it does for who types its address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dashboard.screens import SCREENS, Screen

# As long as Authlib waits for a login that was begun, in seconds.
LASTS = 3600
# All fields of the queue filled with letters that take six signs each; a link of a mail is hardly ever that long.
LONGEST = 8000
# As `urlencode` writes them.
_VALUE = "[A-Za-z0-9_.~%+-]*"


def _of(name: str, screen: Screen) -> str:
    one = f"(?:{'|'.join(screen.keys)})={_VALUE}"
    query = rf"\?{one}(?:&{one})*" if screen.keys else ""
    # The root alone is where one arrives anyway.
    return name + (f"(?:{query})?" if name and query else query)


# For `re` and for the browser's RegExp alike; the whole address is to match.
PATTERN = (
    "^(?:"
    + "|".join([_of("", SCREENS[0]), *(_of(screen.name, screen) for screen in SCREENS)])
    + ")(?:#post-[0-9]{1,7})?$"
)


def address(screen: Screen, query: Mapping[str, Sequence[str]], *, is_root: bool = False) -> str:
    """Give the address of a page, relative to the root, with those values of a link's query that the page knows.

    At the root (`is_root`) stands the first page. The anchor is the browser's to add. Empty where there is nowhere to go
    but the root; the page alone where all would be longer than `LONGEST`, for half a filter shows something else.
    """
    known = [(key, value) for key in screen.keys for value in query.get(key, ())]
    name = "" if is_root else screen.name
    written = urlencode(known, errors="replace")
    full = f"{name}?{written}" if written else name
    return full if len(full) <= LONGEST and re.fullmatch(PATTERN, full) else name
