"""What the links of a Markdown scrape say: the names of people, and who signed on a wiki."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analyzer.signatures import timestamp_in, user_in_link

# A link's end with its address: no address holds another `](`, so that every attempt ends there and time stays linear.
LINK_END = re.compile(r"\]\((?P<url>(?:\\.|[^()\\\]]|\](?!\()|\([^()\n]{0,200}\))*)\)")
TITLE = re.compile(r'\s"[^"]*"\s?$')
# A name that begins and ends so: in a link to its own page nothing is emphasized. Signs of no script stand for its lines.
UNDERLINED = re.compile(r"_[^\s_]{1,48}_")
KEPT = str.maketrans("_", "\ue05f")
GIVEN_BACK = str.maketrans("\ue05f", "_")
# Addresses of people's own pages on the forums we know: the words of such a link are a name.
PROFILE = re.compile(
    r"(?:members?(?:/|\.php\?u=)|memberlist\.php\?mode=viewprofile|profile\.php\?(?:mode=viewprofile|id=)|action=profile"
    r"|/profile/|/users?[/?]|user\?id=|/u/|member\.php|space[-.](?:uid|username)|mod=space|/wiki/(?:User|Utilisateur|Utilisatrice|Utente|Benutzer(?:in)?|Usuario|Wikipedysta|Wikipedystka|Участник|%D0%A3%D1%87|%D9%85%D8%B3%D8%AA%D8%AE%D8%AF%D9%85)[^/?#)]{0,20}:)",
    re.IGNORECASE,
)
# No wiki's title is longer.
MAX_ADDRESS = 2000
# Names between low lines for which a page is searched, at most.
MAX_LINED = 20
# From a link to its author's page to the end of the time that he signed: his other links stand between, with addresses.
REACH = 1200
# The words of those links, and a motto.
MAX_LINKS = 160


@dataclass(slots=True)
class Links:
    """What the links of a scrape say: the words of those to people's pages, and by line whose page on a wiki is linked.

    `lined` says of words between low lines whether these belong to the name.
    """

    names: set[str] = field(default_factory=set)
    users: dict[int, str] = field(default_factory=dict)
    lined: dict[str, bool] = field(default_factory=dict)

    def is_name(self, words: str, address: str, text: str) -> bool:
        """Tell whether words between two low lines are a name with them: of a link to its page, and nowhere without them."""
        if not (UNDERLINED.fullmatch(words) and PROFILE.search(address)):
            return False
        if words not in self.lined and len(self.lined) < MAX_LINED:
            bare = rf"(?:\[|\*\*|\b(?:by|from|von|par|de|da|от):? ){re.escape(words[1:-1])}(?![\w_])"
            self.lined[words] = re.search(bare, text, re.IGNORECASE) is None
        return self.lined.get(words, False)

    def add(self, words: str, address: str, line: int, below: str) -> None:
        """Keep what a link says, given its words, its address with the title that may follow it, its line, and what follows it.

        Whose page it leads to is kept where a signature's time follows: others are spoken of.
        """
        if PROFILE.search(address):
            bare = words.strip("* ")
            self.names.add(bare if UNDERLINED.fullmatch(bare) else bare.strip("_"))
        # A long address may be broken at a hyphen, and brackets in it are escaped.
        bare = TITLE.sub("", address).replace(" ", "").replace("\n", "").replace("\\", "")
        # Scripts lie below their user's page, and nobody signs with them.
        if not bare.endswith((".js", ".css")) and (user := user_in_link(bare)) and _is_signed(below):
            self.users[line] = user


def _is_signed(below: str) -> bool:
    """Tell whether a signature's time stands on the line of a link."""
    rest = below.partition("\n")[0]
    stamp = timestamp_in(rest)
    return stamp is not None and len(LINK_END.sub("", rest[: stamp.start])) <= MAX_LINKS
