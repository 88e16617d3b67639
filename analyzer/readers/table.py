"""Tables with one post a row: our own JSON lines, CSV and Parquet, with a column map for those of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from analyzer.errors import UnreadableError
from analyzer.ids import FreshIds, digest
from analyzer.options import COLUMNS, Body
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.body import part_body
from analyzer.source import Source, SourceKind
from analyzer.tables import Line, header, lines, moment, places, values
from analyzer.thread import Post, Problem, Thread
from analyzer.values import NOBODY

NAMES = {SourceKind.JSON: "jsonl", SourceKind.TEXT: "csv", SourceKind.PARQUET: "parquet"}
# Beside the words, one of these must be there for a table to be one of posts.
IDENTIFYING = ("author", "post_id", "thread_id")
# Exports of others that have a reader of their own say so by these.
OTHERS = frozenset(
    {"speaker", "conversation_id", "body", "messages", "segments", "posts", "subreddit", "created_at_i", "objectid"}
)
# Of a file that is not what it seems, the first bad rows say enough.
MAX_PROBLEMS = 50


class TableReader:
    """Reads tables of posts; `reads_columns` says that it is meant where a column map is given."""

    name = "table"
    last_resort = False
    reads_columns = True

    def claims(self, source: Source) -> bool:
        """Tell whether the source is a table with a column of words and one that says whose, or is said to be one."""
        if source.kind is SourceKind.HTML:
            return False
        found = header(source)
        if found is None:
            return False
        names = {name.strip().lstrip("\ufeff").casefold() for name in found}
        columns = source.options.columns
        if source.kind is SourceKind.JSON:
            first = source.json[0] if isinstance(source.json, list) else source.first_line
            if any(isinstance(value, list | dict) for value in first.values()):
                return False  # A document of its own shape, in one line.
        if columns:
            suffix = source.name.lower().endswith((".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"))
            return (
                suffix
                or source.kind is not SourceKind.TEXT
                or any(column.casefold() in names for column in columns.values())
            )
        return "text" in names and not names & OTHERS and any(name in names for name in IDENTIFYING)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the table's threads in the order in which they begin; raises `DataError` where a column is missing."""
        known = places(source)
        problems = list(source.problems)
        left_out = 0

        def report(problem: Problem) -> None:
            nonlocal left_out
            if len(problems) < MAX_PROBLEMS:
                problems.append(problem)
            else:
                left_out += 1

        threads: dict[str, list[Line]] = defaultdict(list)
        for line in lines(source, report):
            if not isinstance(line.row.get(known["text"]), str):
                report(
                    Problem(
                        what=f'the row has no text in "{known["text"]}"',
                        where=line.where,
                        remedy="look at it in the file",
                    )
                )
                continue
            threads[values(line, known, ("thread_id",))["thread_id"] or ""].append(line)
        if left_out:
            problems.append(
                Problem(what=f"{left_out} more rows were not read", where=source.name, remedy="mend the first ones")
            )
        if not threads:
            said = f": {problems[-1].what}" if problems else ""
            raise UnreadableError(f"no post found in this table{said}", where=source.name, remedy="give one post a row")
        for native, rows in threads.items():
            yield _thread(source, native, rows, known, tuple(problems))
            problems = []


READER = TableReader()


def _thread(
    source: Source, native: str, rows: list[Line], known: Mapping[str, str], problems: tuple[Problem, ...]
) -> Thread:
    engine = NAMES[source.kind]
    authors = {author.casefold() for line in rows if (author := values(line, known, ("author",))["author"])}
    ids, posts = FreshIds(), dict[str, Post]()
    title = None
    for line in rows:
        given = values(line, known, COLUMNS)
        title = title or given["thread_title"]
        post = _post(line, given, known, body=source.options.body, authors=authors)
        if post.id in posts and given["post_id"]:
            if posts[post.id].segments == post.segments:
                continue  # The same row twice.
            problems += (
                Problem(
                    what=f"a second post has the id {post.id[:60]!r}", where=line.where, remedy="give each post its own"
                ),
            )
        fresh = ids.of(post.id)
        posts[fresh] = replace(post, id=fresh, position=len(posts) + 1)
    # Ids of threads are `host/number`: those that tables give as such stay as they are.
    thread_id = native if "/" in native else f"{engine}/{native or digest(title, next(iter(posts), None))}"
    return Thread(
        id=thread_id,
        title=title,
        engine=engine,
        source=source.name,
        posts=quoting_answered(list(posts.values())),
        problems=problems,
    )


def _post(
    line: Line, given: Mapping[str, str | None], known: Mapping[str, str], *, body: Body, authors: set[str]
) -> Post:
    text = str(line.row[known["text"]])
    created = line.row.get(known["created_at"]) if "created_at" in known else None
    return Post(
        id=given["post_id"] or digest(given["author"], given["created_at"], text),
        position=1,
        author=None if given["author"] in NOBODY else given["author"],
        created_at=moment(created),
        reply_to=given["reply_to"],
        segments=() if text.strip() in NOBODY else part_body(text, body, known=lambda name: name.casefold() in authors),
    )
