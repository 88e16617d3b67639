"""What a reader says of a post: a verdict a label, the kind where a label has kinds, the policy where one is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

import streamlit as st

from analyzer.annotations import Verdict
from analyzer.labels import LABELS, Label
from analyzer.store import Click
from dashboard.components.badges import label_badge
from dashboard.components.keys import Key, button
from dashboard.components.markup import NOTHING, Html, join, show, tag
from dashboard.desk import Card

# A label has the same three keys on every card: a finger that learned them never says yes to another label.
_KEYS: Mapping[str, str] = {"denial": "123", "sarcasm": "456", "incitement": "789", "hostility": "JKL"}
_SAID: Mapping[Verdict, str] = {Verdict.YES: "Yes", Verdict.NO: "No", Verdict.UNSURE: "Unsure"}
# Of the first label whose kind is asked for.
_KIND_KEYS = "ADFGH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What has been said of the post on the table and is not stored yet; `all_labels` shows those not flagged too."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict, hash=False)
    subtypes: Mapping[str, str] = field(default_factory=dict, hash=False)
    all_labels: bool = False

    def say(self, label: str, verdict: Verdict) -> Draft:
        """Give the draft with a verdict; a no has no kind."""
        kept = {name: kind for name, kind in self.subtypes.items() if name != label or verdict is not Verdict.NO}
        return replace(self, verdicts={**self.verdicts, label: verdict}, subtypes=kept)

    def choose(self, label: str, subtype: str) -> Draft:
        """Give the draft with the kind of a label."""
        return replace(self, subtypes={**self.subtypes, label: subtype})

    def all_no(self, card: Card) -> Draft:
        """Give the draft that says no to every label shown."""
        return replace(self, verdicts={label.name: Verdict.NO for label in shown_labels(card, self)}, subtypes={})


def flagged(card: Card) -> tuple[Label, ...]:
    """Give the labels that the model gave, or all where it gave none: somebody asked for a look all the same."""
    given = card.post.scoring.labels if card.post.scoring else ()
    return tuple(label for label in LABELS if label.name in given) or LABELS


def shown_labels(card: Card, draft: Draft) -> tuple[Label, ...]:
    """Give the labels that are asked for: the flagged ones, and the others on demand."""
    if draft.all_labels:
        return flagged(card) + tuple(label for label in LABELS if label not in flagged(card))
    return flagged(card)


def without_kind(card: Card, draft: Draft) -> tuple[Label, ...]:
    """Give the labels said yes to whose kind has not been named."""
    return tuple(
        label
        for label in shown_labels(card, draft)
        if label.subtypes and draft.verdicts.get(label.name) is Verdict.YES and label.name not in draft.subtypes
    )


def owes_policy(card: Card, draft: Draft) -> tuple[str, ...]:
    """Give the labels said yes to for which the rules ask for a policy."""
    return tuple(
        label
        for label, verdict in draft.verdicts.items()
        if verdict is Verdict.YES and label in card.rules.policy_required
    )


def is_complete(card: Card, draft: Draft) -> bool:
    """Tell whether the last click said all there is to say, so that it stores the verdicts by itself."""
    said = all(label.name in draft.verdicts for label in flagged(card))
    return said and not draft.all_labels and not without_kind(card, draft) and not owes_policy(card, draft)


def as_click(draft: Draft, number: int) -> Click:
    """Give what is stored: the draft with the note and the policies in the fields of card `number`."""
    fields = {label: st.session_state.get(_policy_key(label, number), "").strip() for label in draft.verdicts}
    return Click(
        verdicts=draft.verdicts,
        subtypes=draft.subtypes,
        policies={label: policy for label, policy in fields.items() if policy and draft.verdicts[label] != Verdict.NO},
        note=st.session_state.get(f"note-{number:d}", "").strip() or None,
    )


def questions(card: Card, draft: Draft, *, number: int, say: Callable[..., None], choose: Callable[..., None]) -> None:
    """Show a question a label with its score; `say` is called with label and verdict, `choose` with label and kind."""
    asked = without_kind(card, draft)
    for label in shown_labels(card, draft):
        with st.container(gap="xsmall"):
            # A heading: the three buttons below say yes, no and unsure, and not to what.
            show(tag("h3", _score(label, card), class_="fa-question"))
            _answers(label, draft, say, number=number)
            verdict = draft.verdicts.get(label.name)
            if label.subtypes and verdict in {Verdict.YES, Verdict.UNSURE}:
                keys = _KIND_KEYS if label == next(iter(asked), None) else ""
                _kinds(label, draft, choose, keys=keys, number=number)
            if label.name in owes_policy(card, draft):
                st.text_input(f"Policy for {label.name} (required)", key=_policy_key(label.name, number), max_chars=200)


def below_threshold(card: Card, draft: Draft) -> Html:
    """Give the scores of the labels that are not asked for."""
    rest = [label for label in LABELS if label not in shown_labels(card, draft)]
    return tag("div", *(_score(label, card) for label in rest), class_="fa-rest") if rest else NOTHING


def _answers(label: Label, draft: Draft, say: Callable[..., None], *, number: int) -> None:
    keys: Mapping[Verdict, str | None] = dict(zip(_SAID, _KEYS.get(label.name, ()), strict=False))
    with st.container(horizontal=True, gap="small"):
        for verdict, said in _SAID.items():
            name = f"{label.name}-{verdict.value}-{number:d}"
            key = Key(name=name, said=said, key=keys.get(verdict), is_chosen=draft.verdicts.get(label.name) is verdict)
            button(key, say, label.name, verdict)


def _kinds(label: Label, draft: Draft, choose: Callable[..., None], *, keys: str, number: int) -> None:
    show(tag("p", "Which kind fits best?", class_="fa-faint"))
    with st.container(horizontal=True, gap="small"):
        for subtype, key in zip_longest(label.subtypes, keys[: len(label.subtypes)]):
            is_chosen = draft.subtypes.get(label.name) == subtype.name
            name = f"{label.name}-{subtype.name}-{number:d}"
            said = subtype.name.capitalize()
            button(Key(name=name, said=said, key=key, is_chosen=is_chosen), choose, label.name, subtype.name)


def _score(label: Label, card: Card) -> Html:
    values = card.post.scoring.values if card.post.scoring else {}
    value, limit = values.get(label.name), card.thresholds.get(label.name)
    if value is None:
        return tag("span", label_badge(label.name), tag("small", "not scored", class_="fa-faint"), class_="fa-score")
    said: list[Any] = [label_badge(label.name), _meter(label.name, value), tag("b", f"{value:.0%}")]
    if limit is not None:
        side = "given" if label.name in (card.post.scoring.labels if card.post.scoring else ()) else "not given"
        said.append(tag("small", f"{side}, threshold {limit:.0%}", class_="fa-faint"))
    return tag("span", join(*said, by=" "), class_="fa-score")


def _meter(label: str, value: float) -> Html:
    return tag("meter", value=f"{value:.3f}", min="0", max="1", aria_label=f"Score for {label}, {value:.0%}")


def _policy_key(label: str, number: int) -> str:
    return f"policy-{label}-{number:d}"
