"""Files: records to the files that annotation tools read, and what they wrote to hand labels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.labelling.brat import annotation_conf, from_ann, to_ann
from onrecord.labelling.graph import LAYERS, Graph, to_graph
from onrecord.labelling.labelstudio import from_task, labelling_config, to_task
from onrecord.labelling.ungraph import to_label
from onrecord.scoring.labels import find_text, read_text


def graphs(lines: Iterable[Mapping[str, Any]], texts: Sequence[Path] = ()) -> Iterator[Graph]:
    """The graphs of records, or of labels whose texts are in folders. Raises ValueError where one is absent."""
    for line in lines:
        text, reason = find_text(line, texts, {})
        if text is None:
            raise ValueError(f"{line.get('id')}: {reason}; give the folder with --texts")
        yield to_graph(line, text)


def export_tasks(found: Iterable[Graph], path: Path, model: str = "onrecord") -> int:
    """Writes Label Studio tasks to a .json file and the labelling interface to an .xml beside it."""
    tasks = [to_task(graph, model) for graph in found]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".xml").write_text(labelling_config(), encoding="utf-8")
    return len(tasks)


def import_tasks(path: Path, annotator: int | None = None, predictions: bool = False) -> Iterator[dict[str, Any]]:
    """The labels in a JSON export of Label Studio. Raises ValueError where it is not one."""
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}: not JSON ({error.msg}); export the project as JSON") from error
    if not isinstance(tasks, list):
        raise ValueError(f"{path}: not a list of tasks; export the project as JSON, not as JSON-MIN")
    for task in tasks:
        yield to_label(from_task(task, annotator, predictions))


def export_brat(found: Iterable[Graph], folder: Path) -> int:
    """Writes a brat collection: .txt and .ann of each article, and annotation.conf."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(annotation_conf(), encoding="utf-8")
    count = 0
    for graph in found:
        path = folder / f"{graph.id}.txt"
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{graph.id}: the id leads out of {folder}; rename the article")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(graph.text.encode("utf-8"))
        path.with_name(f"{path.stem}.ann").write_text(to_ann(graph), encoding="utf-8", newline="\n")
        count += 1
    return count


def import_brat(folder: Path, layers: Sequence[str] = LAYERS) -> Iterator[dict[str, Any]]:
    """The labels of a brat collection, by path. Raises ValueError where a text lacks its annotations."""
    paths = sorted(folder.rglob("*.ann"))
    if not paths:
        raise ValueError(f"{folder}: no .ann file; give the folder of a brat collection")
    for path in paths:
        texts = path.with_name(f"{path.stem}.txt")
        if not texts.is_file():
            raise ValueError(f"{texts}: not there; every .ann needs its .txt beside it")
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield to_label(from_ann(name, read_text(texts), read_text(path), layers))
