"""From ratings to agreement: by label, reviewer by reviewer, and with the model as one more rater.

Compared are first and second readings, which know nothing of each other. Who decides as a lead has seen both and is no
independent rater. As at the desk, a label that one reader of a post judged and another left out counts as the other's no; a
label that nobody judged is not compared. *Unsure* is a missing answer where yes and no are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from analyzer.agreement.coefficients import Agreement, alpha, kappa
from analyzer.annotations import Rating, Reading, Verdict
from analyzer.labels import in_order

_BLIND = (Reading.FIRST, Reading.SECOND)
_DECIDING = (Reading.LEAD, Reading.APPEAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAgreement:
    """How far readers agree on one label.

    `alpha` is Krippendorff's of the posts read twice, `with_model` the same with the model's answer beside the readers'.
    Of `read_twice` posts `disputed` were answered differently, unsure taken for an answer of its own. `verdicts` are all
    that were given, also of posts read once, and `unsure` how many of them.
    """

    label: str
    alpha: Agreement
    with_model: Agreement
    read_twice: int
    disputed: int
    verdicts: int
    unsure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """How far two reviewers agree: Cohen's kappa by label, and how many posts both have read."""

    one: str
    other: str
    posts: int
    kappas: Mapping[str, Agreement] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAgreement:
    """How far a reviewer (`None`: all of them) and the model agree on one label.

    Of `flagged` posts that the model gave the label and the reviewer said yes or no to, `confirmed` are the reviewer's yes.
    """

    reviewer: str | None
    label: str
    kappa: Agreement
    flagged: int
    confirmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A label on which two readers differ, and what a lead said of it since (`None` without a word on it)."""

    label: str
    first: Verdict
    second: Verdict
    decided: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A post whose two readers differ: who they are, when the second one read it, on what they differ, who decided."""

    thread_id: str
    post_id: str
    first: str
    second: str
    at: datetime
    differences: tuple[Difference, ...]
    decided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """All that ratings tell of agreement: `pairs` with most posts first, `disagreements` latest first."""

    labels: tuple[LabelAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    with_model: tuple[ModelAgreement, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    name: str
    at: datetime
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """A post with its blind readers, the first one first, and the lead whose word stands."""

    thread_id: str
    post_id: str
    readers: tuple[_Reader, ...]
    lead: _Reader | None
    flagged: Mapping[str, bool | None]
    # Those that any blind reader judged.
    labels: frozenset[str]

    def said(self, reader: _Reader, label: str) -> Verdict:
        """Give a reader's verdict on a label that is judged here; silence is a no."""
        return reader.verdicts.get(label, Verdict.NO)


def measure(ratings: Iterable[Rating]) -> Quality:
    """Give how far the reviewers agree, and the model with them; gold readings are left out.

    A post has one first and one second reading at most, by two people: so the desk has it.
    """
    posts = _posts(ratings)
    labels = in_order({label for post in posts for label in post.labels})
    return Quality(
        labels=tuple(_of_label(posts, label) for label in labels),
        pairs=_pairs(posts, labels),
        with_model=tuple(_with_model(posts, labels)),
        disagreements=_disagreements(posts),
    )


def _posts(ratings: Iterable[Rating]) -> list[_Post]:
    grouped: dict[tuple[str, str], list[Rating]] = {}
    for rating in ratings:
        if rating.reading is not Reading.GOLD:
            grouped.setdefault((rating.thread_id, rating.post_id), []).append(rating)
    return [_post(given) for given in grouped.values()]


def _post(given: Sequence[Rating]) -> _Post:
    found = (_reader([each for each in given if each.reading is reading]) for reading in _BLIND)
    readers = tuple(reader for reader in found if reader is not None)
    leads = [each for each in given if each.reading in _DECIDING]
    last = max(leads, key=lambda each: each.created_at, default=None)
    return _Post(
        thread_id=given[0].thread_id,
        post_id=given[0].post_id,
        readers=readers,
        lead=None if last is None else _reader([each for each in leads if each.created_at == last.created_at]),
        flagged={each.label: each.flagged for each in given},
        labels=frozenset(label for reader in readers for label in reader.verdicts),
    )


def _reader(given: Sequence[Rating]) -> _Reader | None:
    if not given:
        return None
    verdicts = {each.label: each.verdict for each in given}
    return _Reader(name=given[0].reviewer, at=given[0].created_at, verdicts=verdicts)


def _of_label(posts: Sequence[_Post], label: str) -> LabelAgreement:
    judged = [post for post in posts if label in post.labels]
    twice = [post for post in judged if len(post.readers) > 1]
    answers = [[post.said(reader, label) for reader in post.readers] for post in twice]
    told = [[verdict.value for verdict in given if verdict is not Verdict.UNSURE] for given in answers]
    # Of posts that the model has not scored the readers' answers stand alone, as with any rater who left one out.
    joined = [
        [*given, *_as_verdict(post.flagged.get(label))]
        for post, given in zip(twice, told, strict=True)
        if len(given) > 1
    ]
    verdicts = [reader.verdicts[label] for post in judged for reader in post.readers if label in reader.verdicts]
    return LabelAgreement(
        label=label,
        alpha=alpha(told),
        with_model=alpha(joined),
        read_twice=len(twice),
        disputed=sum(len(set(given)) > 1 for given in answers),
        verdicts=len(verdicts),
        unsure=verdicts.count(Verdict.UNSURE),
    )


def _as_verdict(flagged: bool | None) -> list[str]:  # noqa: FBT001  It is a value here, not a switch.
    return [] if flagged is None else [(Verdict.YES if flagged else Verdict.NO).value]


def _pairs(posts: Sequence[_Post], labels: Sequence[str]) -> tuple[PairAgreement, ...]:
    shared: dict[tuple[str, str], list[tuple[_Post, _Reader, _Reader]]] = {}
    for post in posts:
        for one, other in combinations(sorted(post.readers, key=lambda reader: reader.name), 2):
            shared.setdefault((one.name, other.name), []).append((post, one, other))
    found = (_pair(names, given, labels) for names, given in shared.items())
    return tuple(sorted(found, key=lambda pair: (-pair.posts, pair.one, pair.other)))


def _pair(
    names: tuple[str, str], shared: Sequence[tuple[_Post, _Reader, _Reader]], labels: Sequence[str]
) -> PairAgreement:
    def kappa_of(label: str) -> Agreement:
        both = [(post.said(one, label), post.said(other, label)) for post, one, other in shared if label in post.labels]
        return kappa([said for said in both if Verdict.UNSURE not in said])

    return PairAgreement(
        one=names[0], other=names[1], posts=len(shared), kappas={label: kappa_of(label) for label in labels}
    )


def _with_model(posts: Sequence[_Post], labels: Sequence[str]) -> Iterator[ModelAgreement]:
    by_name: dict[str, list[tuple[_Post, _Reader]]] = {}
    for post in posts:
        for reader in post.readers:
            by_name.setdefault(reader.name, []).append((post, reader))
    everybody = [each for name in sorted(by_name) for each in by_name[name]]
    for name, given in [(None, everybody), *((name, by_name[name]) for name in sorted(by_name))]:
        for label in labels:
            yield _model(name, given, label)


def _model(name: str | None, given: Sequence[tuple[_Post, _Reader]], label: str) -> ModelAgreement:
    both = [
        (post.said(reader, label) is Verdict.YES, post.flagged[label])
        for post, reader in given
        if label in post.labels and post.flagged.get(label) is not None
        and post.said(reader, label) is not Verdict.UNSURE
    ]  # fmt: skip
    return ModelAgreement(
        reviewer=name,
        label=label,
        kappa=kappa(both),
        flagged=sum(bool(flagged) for _, flagged in both),
        confirmed=sum(yes and bool(flagged) for yes, flagged in both),
    )


def _disagreements(posts: Sequence[_Post]) -> tuple[Disagreement, ...]:
    found = [_disagreement(post) for post in posts if len(post.readers) > 1]
    return tuple(
        sorted(
            (each for each in found if each.differences),
            key=lambda each: (each.at, each.thread_id, each.post_id),
            reverse=True,
        )
    )


def _disagreement(post: _Post) -> Disagreement:
    first, second = post.readers
    decided = {} if post.lead is None else post.lead.verdicts
    said = (
        Difference(
            label=label, first=post.said(first, label), second=post.said(second, label), decided=decided.get(label)
        )
        for label in in_order(post.labels)
    )
    return Disagreement(
        thread_id=post.thread_id,
        post_id=post.post_id,
        first=first.name,
        second=second.name,
        at=second.at,
        differences=tuple(each for each in said if each.first is not each.second),
        decided_by=None if post.lead is None else post.lead.name,
    )
