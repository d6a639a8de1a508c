"""`onrecord label`: records to annotation tools and back, and agreement between labellers."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from onrecord.commands.evaluate import Json, Texts


class Tool(StrEnum):
    """The tools that records are exported to."""

    labelstudio = "labelstudio"
    brat = "brat"


label = typer.Typer(no_args_is_help=True, help="Moves records to annotation tools and back into hand labels.")
Format = Annotated[Tool, typer.Option("--format", "-f", help="The annotation tool.")]


@label.command("export")
def export_records(
    records: Annotated[list[Path], typer.Argument(help="Records or labels.", exists=True, dir_okay=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="A .json file, or a folder for brat.")],
    tool: Format = Tool.labelstudio,
    texts: Texts = None,
) -> None:
    """Writes records as pre-annotated tasks, to be corrected by people.

    Example: onrecord label export out/seeds.jsonl --output out/tasks.json
    """
    from onrecord.jsonl import read_objects
    from onrecord.labelling.files import export_brat, export_tasks, graphs

    try:
        found = graphs((line for path in records for line in read_objects(path)), texts or [])
        export = export_brat if tool is Tool.brat else export_tasks
        count = export(found, output)
    except (ValueError, OSError) as error:
        raise _refused(error) from error
    _say(f"{count} articles -> {output}")


@label.command("import")
def import_labels(
    source: Annotated[
        Path, typer.Argument(help="Label Studio's JSON export, or brat's folder.", exists=True)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The labels go here (.jsonl).")],
    tool: Format = Tool.labelstudio,
    annotator: Annotated[
        int | None, typer.Option(help="Whose annotation, by number, where tasks have several.")
    ] = None,
    predictions: Annotated[
        bool, typer.Option("--predictions", help="Takes the pre-annotation where nobody annotated.")
    ] = False,
) -> None:
    """Reads what people left in the tool as hand labels.

    Example: onrecord label import export.json --output labels.jsonl
    """
    from onrecord.labelling.files import import_brat, import_tasks

    try:
        brat = tool is Tool.brat
        labels = list(import_brat(source) if brat else import_tasks(source, annotator, predictions))
        output.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in labels)
        output.write_text(lines, encoding="utf-8", newline="\n")
    except (ValueError, OSError) as error:
        raise _refused(error) from error
    _say(f"{len(labels)} articles -> {output}")


@label.command("agreement")
def compare_labels(
    first: Annotated[Path, typer.Argument(help="One labeller's labels.", exists=True, dir_okay=False)],
    second: Annotated[Path, typer.Argument(help="The other's.", exists=True, dir_okay=False)],
    texts: Texts = None,
    json_path: Json = None,
    html: Annotated[Path | None, typer.Option(help="Writes the page of disagreements here.")] = None,
) -> None:
    """Shows how far two labellers agree: F1 of the second against the first, by the scorer of models.

    Example: onrecord label agreement ann.jsonl bob.jsonl --texts articles --html out/disagreements.html
    """
    from onrecord.commands.evaluate import show, write
    from onrecord.scoring import evaluation as scoring
    from onrecord.scoring.labels import read_labels

    try:
        both = [read_labels([path], texts or []) for path in (first, second)]
        result = scoring.agreement(both[0].sheets, both[1].sheets)
        if not result.scores:
            raise ValueError("no article is labelled in both files and has its text; give it with --texts")
        about = {"first": first.name, "second": second.name}
        whole = scoring.to_json(result, about)
        show(
            scoring.rows(result), whole, f"{len(result.scores)} articles, {second.name} against {first.name}"
        )
        write(json_path, html, whole, result, about, [])
    except (ValueError, OSError) as error:
        raise _refused(error) from error


def _refused(error: Exception) -> typer.Exit:
    Console(stderr=True, highlight=False).print(f"error: {error}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(2)


def _say(message: str) -> None:
    Console(stderr=True, highlight=False).print(message, markup=False, soft_wrap=True)
