"""Worker: one process with one pipeline, which takes articles and gives back lines.

Started as `python -m onrecord.batch.worker FD`. It speaks JSON messages over a socket
that its parent made, and ends when that socket closes: a worker never outlives its parent.

Parent to worker: the settings, then {"n": 7, "item": {...}} for each article.
Worker to parent: {"ready": {...}} or {"broken": message}; for each article
{"at": stage} as it goes along, then {"n": 7, "line": ...} or {"n": 7, "failure": {...}}.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.articles import ArticleError, Item, read_article
from onrecord.batch.failures import failure, one_line

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.articles import Article

PRECISION_SETTING = "components.onrecord_encoder.precision"
DEVICE_SETTING = "components.onrecord_encoder.device"
TEXT_LIMIT = 2_000_000_000
"""For spaCy's own check; the limit that counts is the article's, and it is checked first."""

ZONE_WORDS = 20_000
"""Words of articles that share a memory zone, about: strings made on the way are kept for so long."""

Say = Callable[[dict[str, Any]], None]


def main(descriptor: int) -> None:
    """Serves one parent until it hangs up."""
    _bind_to_parent()
    connection = Connection(descriptor)

    def say(message: dict[str, Any]) -> None:
        connection.send_bytes(json.dumps(message).encode("ascii"))

    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        settings = json.loads(connection.recv_bytes())
        try:
            nlp = load_pipeline(settings)
            made = made_by_of(nlp)
        except Exception as error:  # whatever a model raises on loading goes to the parent as one line
            say({"broken": f"model {settings['model']}: {reason(error)}"})
            return
        say({"ready": made})
        while True:
            serve(nlp, made, settings, connection, say)


def serve(
    nlp: Language, made: dict[str, Any], settings: dict[str, Any], connection: Connection, say: Say
) -> None:
    """Annotates some articles in one memory zone: they share their words, which are then forgotten together."""
    words = 0
    with nlp.memory_zone():
        while words < ZONE_WORDS:
            job = json.loads(connection.recv_bytes())
            answer = annotate_item(nlp, made, Item(**job["item"]), settings, say)
            say({"n": job["n"], **answer})
            words += answer.get("words", ZONE_WORDS // 64)


def load_pipeline(settings: dict[str, Any]) -> Language:
    """The pipeline that the settings name, made by `module:function` where `maker` says so."""
    if settings["maker"]:
        module, _, function = settings["maker"].partition(":")
        nlp = getattr(importlib.import_module(module), function)(settings["model"], settings["overrides"])
    else:
        nlp = _load(settings["model"], settings["overrides"], settings["precision"], settings["device"])
    if (torch := sys.modules.get("torch")) is not None:
        torch.set_num_threads(1)
    nlp.max_length = TEXT_LIMIT
    gc.collect()
    gc.freeze()  # the model lives as long as the process: not to be looked through at every collection
    return nlp


def _load(model: str, overrides: dict[str, Any], precision: str, device: str) -> Language:
    import onrecord

    auto = {PRECISION_SETTING: best_precision() if precision == "auto" else precision, DEVICE_SETTING: device}
    try:
        return onrecord.load(model, overrides={**auto, **overrides})
    except ValueError:
        if precision != "auto":
            raise
        return onrecord.load(model, overrides=overrides)  # a pipeline without our encoder has no such setting


def best_precision() -> str:
    """bf16 where the processor multiplies it in hardware, else fp32."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "fp32"
    return "bf16" if "amx_bf16" in flags or "avx512_bf16" in flags else "fp32"


def made_by_of(nlp: Language) -> dict[str, Any]:
    """What made the records, as plain values."""
    from onrecord.assemble import made_by

    return made_by(nlp).model_dump()


def annotate_item(
    nlp: Language, made: dict[str, Any], item: Item, settings: dict[str, Any], say: Say
) -> dict[str, Any]:
    """The line of one article, or its failure, with what the summary counts."""
    stage, sha256 = "read", item.sha256
    try:
        say({"at": stage})
        article = read_article(item, max_chars=settings["max_chars"], max_bytes=settings["max_bytes"])
        sha256 = article.input_sha256
        stage = "tokenizer"
        say({"at": stage})
        doc = nlp.make_doc(article.text)
        if article.published:
            doc.user_data["published"] = article.published
        for stage, component in nlp.pipeline:  # noqa: B007 (read by the handlers below)
            say({"at": stage})
            doc = component(doc)
        stage = "record"
        say({"at": stage})
        return _finished(doc, article, made)
    except ArticleError as error:
        return {"failure": failure(item, error.stage, error.kind, str(error), error.input_sha256)}
    except Exception as error:  # one bad article stops nothing
        return {"failure": failure(item, stage, type(error).__name__, one_line(error), sha256)}


def reason(error: Exception) -> str:
    """Why a model cannot be loaded, in one line, with the remedy where it is known."""
    text = one_line(Exception(str(error).partition("\n{")[0]))  # a config error repeats the whole config
    if text.startswith("[E050]"):
        return "no such package or folder; name the folder of a model, or install the package"
    if type(error).__name__ == "ConfigValidationError":
        return f"no such stage or setting ({text})"
    return text if isinstance(error, (ValueError, OSError)) else f"{text} ({type(error).__name__})"


def _finished(doc: Any, article: Article, made: dict[str, Any]) -> dict[str, Any]:
    from onrecord.assemble import to_record
    from onrecord.batch.tally import counts_of
    from onrecord.jsonl import object_line
    from onrecord.records import MadeBy

    values = to_record(doc, article, MadeBy(**made)).model_dump(mode="python")
    return {"line": object_line(values), "counts": counts_of(values), "words": len(article.text.split())}


def _bind_to_parent() -> None:
    """Signals are the parent's business; the kernel ends this process when its parent dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    parent = int(os.environ.get("ONRECORD_PARENT", "0"))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if parent and os.getppid() != parent:
        os._exit(0)
    with suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as file:
        file.write("500")  # when memory runs out, a worker goes before the parent


if __name__ == "__main__":
    main(int(sys.argv[1]))
