"""A tiny pipeline that does harm when an article's first word asks for it; for tests of the batch engine.

`saboteur:make` is given to workers as their maker. It keeps torch out, so that workers start quickly.
"""

import os
import signal
import sys
import time
from pathlib import Path

sys.modules["torch"] = None  # spaCy goes without it

import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402

spacy.util.registry._entry_point_factories.entry_points = False  # our own stages would bring torch


@Language.component("trouble")
def trouble(doc):
    """RAISE, HANG, DIE, EXIT, EAT, KILL-PARENT; `DIE-ONCE path` and the like do it until the path exists."""
    words = doc.text.split(maxsplit=2)
    order, flag = words[0], words[1] if len(words) > 1 else ""
    if order.endswith("-ONCE"):
        if Path(flag).exists():
            return doc
        Path(flag).touch()
        order = order.removesuffix("-ONCE")
    if order == "RAISE":
        raise ValueError(f"no good: {doc!r:.20} at {object()!r}")
    if order == "HANG":
        time.sleep(3600)
    if order == "DIE":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "KILL-PARENT":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    if order == "EXIT":
        os._exit(3)
    if order == "EAT":
        kept = []
        while True:
            kept.append(bytearray(os.urandom(1 << 20)) * 8)
            time.sleep(0.005)
    if order == "RECURSE":
        trouble(doc)
    if order == "SLEEP":
        time.sleep(float(flag))
    return doc


def make(model, overrides):
    """A sentencizer, then trouble. `model` is a version, so that a test can change it."""
    if model == "missing":
        raise OSError("no such package or folder")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("trouble")
    nlp.meta["version"] = model
    return nlp
