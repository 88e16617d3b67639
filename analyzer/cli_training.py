"""The verbs of the command that make and measure classifiers."""

from __future__ import annotations

from pathlib import Path

import click

from analyzer.cli_options import choice_of, model_option, output_option, strictness_option


@click.command()
@click.option("--data", type=click.Path(), default="../shared/data", show_default=True, help="A folder, or one table.")
@click.option("--output", type=click.Path(file_okay=False), required=True, help="The folder the model is written to.")
@click.option(
    "--tier", type=click.Choice(["linear", "transformer", "cascade", "all"]), default="linear", show_default=True,
    help="All: each tier in a folder of its own in OUTPUT. A stopped training goes on after its last whole epoch.",
)  # fmt: skip
@click.option(
    "--posts",
    type=click.Path(dir_okay=False),
    help="A threads.jsonl.gz: read by the encoder first, and for its labelled posts.",
)
@click.option(
    "--teacher",
    type=click.Path(exists=True, file_okay=False),
    help="A trained model whose judgement of POSTS the linear tier learns as well.",
)
@click.option("--epochs", type=click.IntRange(1, 50), default=4, show_default=True, help="Of the encoder.")
@click.option(
    "--restart",
    type=click.IntRange(1, 49),
    multiple=True,
    metavar="EPOCH",
    help="The encoder's learning rate rises anew after this epoch: lengthens a finished training; may be repeated.",
)
@click.option("--seed", type=int, default=0, show_default=True)
def train(  # noqa: PLR0913, PLR0917  Its options, one a line of its help.
    data: str,
    output: str,
    tier: str,
    posts: str | None,
    teacher: str | None,
    epochs: int,
    restart: tuple[int, ...],
    seed: int,
) -> None:
    """Train the classifiers from labelled data and write their files to a folder.

    Example: analyzer train --tier all --posts ../shared/iac/threads.jsonl.gz --output models
    """
    from analyzer.cli_progress import Bar

    threads = Path(posts) if posts else None
    if tier == "linear":
        from analyzer.training import TrainOptions
        from analyzer.training import train as fit

        told = fit(
            Path(data),
            Path(output),
            seed=seed,
            options=TrainOptions(posts=threads, teacher=Path(teacher) if teacher else None),
            progress=lambda line: click.echo(line, err=True),
        )
        click.echo(str(told))
        return
    from analyzer.training.tiers import Tier, TierOptions, train_tiers

    options = TierOptions(seed=seed, epochs=epochs, restarts=restart, posts=threads)
    with Bar() as bar:
        trained = train_tiers(Tier(tier), Path(data), Path(output), options=options, step=bar.step)
    for classifier in trained:
        click.echo(f"{classifier.model} written to {output}")


@click.command()
@click.argument("data", type=click.Path(dir_okay=False))
@model_option
@click.option("--format", "form", type=click.Choice(["table", "json", "page"]), default="table", show_default=True)
@output_option
@click.option(
    "--by", type=click.Choice(["corpus", "functionality", "subtype", "pair", "words"]), multiple=True,
    help="What to break down by; may be repeated.  [default: all that the columns tell]",
)  # fmt: skip
@strictness_option
def evaluate(data: str, model: str, form: str, output: str | None, by: tuple[str, ...], strictness: str) -> None:  # noqa: PLR0913, PLR0917  As above.
    """Print how well the classifier does on labelled examples (CSV, JSON lines or Parquet).

    Example: analyzer evaluate labelled.csv --format page --output report.html
    """
    from analyzer.training.evaluation import By
    from analyzer.training.evaluation import evaluate as measure

    evaluation = measure(Path(data), choice_of(model, strictness).load(), by=[By(each) for each in by])
    if form == "page":
        from analyzer.training.page import render

        text = render(evaluation, title=f"{evaluation.model.name} on {Path(data).name}")
    else:
        text = evaluation.json() if form == "json" else evaluation.table()
    if output:
        from analyzer.training.writing import write_text

        write_text(text, Path(output))
    else:
        click.echo(text)
