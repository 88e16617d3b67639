"""Posts and scores as rows for exporters: the fields that `docs/formats.md` names, in its order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from analyzer.annotations import Scoring
from analyzer.quotes.text import words
from analyzer.thread import Post, Segment, Thread

Row = dict[str, Any]


def post_row(thread: Thread, post: Post) -> Row:
    """Give a post as `analyzer read` prints it."""
    return {
        "source": thread.source,
        "engine": thread.engine,
        "thread_id": thread.id,
        "thread_title": thread.title,
        "post_id": post.id,
        "position": post.position,
        "author": post.author,
        "created_at": _time(post.created_at),
        "reply_to": post.reply_to,
        "own": post.own,
        "card": dict(post.card),
        "segments": [_segment(segment) for segment in post.segments],
    }


def score_row(thread: Thread, post: Post, scoring: Scoring, *, spans: bool = False) -> Row:
    """Give a post's scores as `analyzer score` prints them, with or without `spans`."""
    return {
        "source": thread.source,
        "thread_id": thread.id,
        "post_id": post.id,
        "author": post.author,
        "words": len(words(post.own)),
        **_scores(scoring),
        **({"spans": _spans(scoring, of_segments=True)} if spans else {}),
    }


def example_row(scoring: Scoring, *, spans: bool = False) -> Row:
    """Give an example's scores as `analyzer score --input examples` prints them, with or without `spans`."""
    marked = {"spans": _spans(scoring, of_segments=False)} if spans else {}
    return {"id": scoring.id, **_scores(scoring), **marked}


def _scores(scoring: Scoring) -> Row:
    return {
        "scores": {score.label: round(score.value, 4) for score in scoring.scores},
        "labels": list(scoring.labels),
        "subtypes": {
            score.label: score.subtype for score in scoring.scores if score.subtype and score.label in scoring.labels
        },
        "unsupported": scoring.unsupported,
        "model": str(scoring.model),
    }


def _segment(segment: Segment) -> Row:
    return {
        "kind": segment.kind.value,
        "text": segment.text,
        "author": segment.author,
        "post_id": segment.post_id,
        "found": segment.found.value if segment.found else None,
        "depth": segment.depth,
        "created_at": _time(segment.created_at),
        "similarity": segment.similarity,
        "language": segment.language,
        "reported": [{"start": one.start, "end": one.end, "speaker": one.speaker} for one in segment.reported],
    }


def _spans(scoring: Scoring, *, of_segments: bool) -> Row:
    """Give the spans of each label given, the strongest first; those of an example are of its only text."""
    return {
        score.label: [
            {
                **({"segment": one.segment} if of_segments else {}),
                "start": one.start,
                "end": one.end,
                "weight": round(one.weight, 4),
            }
            for one in score.spans
        ]
        for score in scoring.scores
        if score.label in scoring.labels
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
