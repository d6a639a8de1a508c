"""Kills workers and parents of batch runs at seeded random moments, resumes, and compares bytes.

    python tests/torture.py --kills 200 --seed 1 [--articles 150] [--workers 2] [--folder DIR]

A run is killed (SIGKILL of the parent or of a worker, SIGTERM, SIGINT; now and then the
last line is torn as well) and started again with another number of workers until it is
whole; then its files must be those of an uninterrupted run with one worker. Ends with
exit code 1 at the first difference. The pipeline is that of saboteur.py.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent


def child(sources: str, output: str, workers: str) -> None:
    """One run, as the command does it: a signal lets it finish what is in hand."""
    sys.path.insert(0, str(HERE))
    from onrecord.batch import Limits, Run, WorkerSettings, annotate_files

    stopped = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.append(1))
    # An article may be unlucky more than once here, so it is tried more than once.
    run = Run(
        WorkerSettings("1", maker="saboteur:make"),
        workers=int(workers),
        limits=Limits(retries=20),
        stop=lambda: bool(stopped),
    )
    sys.exit(3 if annotate_files([sources], Path(output), run).interrupted else 0)


def start(sources: Path, output: Path, workers: int) -> subprocess.Popen:
    command = [sys.executable, __file__, "--child", str(sources), str(output), str(workers)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})


def corpus(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        kind = "RAISE" if number % 17 == 3 else "" if number % 23 == 5 else "SLEEP 0.02"
        text = f"{kind} Report {number}. {'Two boats sank off Tal, said Ina Holt. ' * (number % 40)}"
        (folder / f"{number:05}.txt").write_text(text if kind else " ", encoding="utf-8")


def workers_of(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def torment(run: subprocess.Popen, chance: random.Random, span: float) -> int:
    """Kills at moments within `span` seconds until the run ends, by itself or by it; returns how often."""
    kills = 0
    while True:
        try:
            run.wait(chance.uniform(0.05, span))
            return kills
        except subprocess.TimeoutExpired:
            pass
        kind = chance.choice(["worker", "worker", "parent", "parent", "term", "int"])
        kills += 1
        if kind == "worker":
            for victim in chance.sample(found := workers_of(run.pid), min(1, len(found))):
                _kill(victim, signal.SIGKILL)
            continue
        _kill(run.pid, {"parent": signal.SIGKILL, "term": signal.SIGTERM, "int": signal.SIGINT}[kind])
        run.wait(120)
        return kills


def _kill(process: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


def tear(folder: Path, chance: random.Random) -> None:
    """What a crash of the whole machine leaves: a last line cut short, or half of one more."""
    for path in folder.glob("*.jsonl.partial"):
        data = path.read_bytes()
        if chance.random() < 0.3:
            path.write_bytes(data[: max(len(data) - chance.randint(0, 300), 0)])
        elif chance.random() < 0.3:
            path.write_bytes(data + b'{"schema_version": "1.0", "id": "00')


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def torture(folder: Path, kills: int, seed: int, articles: int, workers: int) -> bool:
    chance = random.Random(seed)
    corpus(folder / "in", articles)
    begun = time.monotonic()
    if start(folder / "in", folder / "whole/out.jsonl", 1).wait() != 0:
        raise SystemExit("the uninterrupted run failed")
    span = time.monotonic() - begun  # some kills fall into the start, some behind the end of a resumed run
    whole, done, rounds = files(folder / "whole"), 0, 0
    while done < kills:
        target, ended = folder / f"round{rounds}", False
        while not ended:
            run = start(folder / "in", target / "out.jsonl", chance.randint(1, workers))
            # Once there are kills enough, the last run is left alone.
            done += torment(run, chance, span) if done < kills else 0
            ended = run.wait(600) == 0
            if not ended:
                tear(target, chance)
        rounds += 1
        same = files(target) == whole
        print(f"round {rounds}: {done} kills, {time.monotonic() - begun:.0f} s, same bytes: {same}", flush=True)
        if not same:
            return False
        shutil.rmtree(target)
    return True


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:5])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option, default in (("kills", 200), ("seed", 1), ("articles", 150), ("workers", 2)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--folder", type=Path, help="kept afterwards; a temporary one otherwise")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = wanted.folder or Path(temporary)
        good = torture(place, wanted.kills, wanted.seed, wanted.articles, wanted.workers)
    sys.exit(0 if good else 1)
