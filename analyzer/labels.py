"""The labels a post's own words can earn, after the label guide (`docs/label-guide.md`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtype:
    """A kind within a label: its name and what the author does."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A class that is judged on its own: a post can carry several, one or none."""

    name: str
    definition: str
    subtypes: tuple[Subtype, ...] = ()
    is_signal: bool = False


DENIAL = Label(
    name="denial",
    definition="Denies, plays down, excuses or deflects a mass harm or serious abuse of people.",
    # After Stanley Cohen, States of Denial (2001): literal, interpretive and implicatory; deflection and
    # discrediting are kept apart because reviewers treat them differently.
    subtypes=(
        Subtype(name="literal", definition="Says that it did not happen or that the evidence is made up."),
        Subtype(name="interpretive", definition="Says that it was something else, or far less."),
        Subtype(name="implicatory", definition="Says that it was right, needed or no concern."),
        Subtype(name="deflection", definition="Points at somebody else's crimes in answer to a claim of abuse."),
        Subtype(name="discrediting", definition="Says that those who tell of it are liars, agents or paid."),
    ),
)
SARCASM = Label(
    name="sarcasm",
    definition="Says what is at odds with what is meant, in order to mock or criticise.",
)
INCITEMENT = Label(
    name="incitement",
    definition="Urges, threatens, wishes for, praises or justifies violence against people, or strips a group of its humanity.",
    subtypes=(
        Subtype(name="call", definition="Urges others to it, or says that it should be done."),
        Subtype(name="threat", definition="Announces it, or wishes it on somebody."),
        Subtype(name="dehumanization", definition="Calls a group vermin, disease, animals, filth."),
        Subtype(name="glorification", definition="Praises or justifies violence against people that was done."),
    ),
)
HOSTILITY = Label(
    name="hostility",
    definition="Insult, slur, contempt or a demeaning generalisation about a person or a group.",
    is_signal=True,
)

LABELS: tuple[Label, ...] = (DENIAL, SARCASM, INCITEMENT, HOSTILITY)
LABEL_NAMES: tuple[str, ...] = tuple(label.name for label in LABELS)


def in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Give label names in the order of `LABELS`, those not in it after them by name."""
    known = {name: place for place, name in enumerate(LABEL_NAMES)}
    return tuple(sorted(labels, key=lambda name: (known.get(name, len(known)), name)))
