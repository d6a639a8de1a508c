"""Measures what a batch run promises, in one run, and prints the ratios.

    python tests/bench.py [--only speed,start,long,loss] [--processes 2] [--rounds 3]
    python tests/bench.py --only flat [--flat-articles 20000]

speed   words a second over all stages, beside the bare encoder in bf16 and int8, and beside a
        pipeline of en_core_web_trf's shape: the same articles in turn, in one process a core with
        one torch thread each, by the clock and by processor time (the steadier of the two where
        the machine has other work)
start   seconds from the command line to the first record
long    one document of 10,000 and one of 100,000 words: time a word, which must not grow
loss    F1 of bf16 and int8 against fp32 on the hand labels of seeds/
flat    resident memory of one worker after 1,000 and after 20,000 short articles
"""

import argparse
import json
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = 500
ENCODER = "onrecord_encoder"


def articles(count, words=WORDS):
    """Articles of so many words, made of the paragraphs of seeds/articles, each from another paragraph on."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds/articles").glob("*.txt")))
    paragraphs = [part for text in texts for part in re.split(r"\n\s*\n", text.strip())]
    made = []
    for number in range(count):
        chosen, have, at = [], 0, number * 7
        while have < words:
            chosen.append(paragraphs[at % len(paragraphs)])
            have += len(chosen[-1].split())
            at += 1
        last = [m.end() for m in re.finditer(r"\S+", "\n\n".join(chosen))][words - 1]
        made.append("\n\n".join(chosen)[:last])
    return made


class AllStages:
    """What a worker does with an article, from text to line."""

    def __init__(self, precision):
        from onrecord.batch.worker import load_pipeline, made_by_of

        self.settings = {
            "model": "en_onrecord_news", "overrides": {}, "precision": precision, "device": "cpu", "maker": None,
            "max_chars": 10**8, "max_bytes": 10**8,
        }  # fmt: skip
        self.nlp = load_pipeline(self.settings)
        self.made = made_by_of(self.nlp)

    def __call__(self, texts):
        from onrecord.articles import Item
        from onrecord.batch.worker import annotate_item

        with self.nlp.memory_zone():
            for text in texts:
                item = Item("x", "x", "row", {"text": text})
                assert "line" in annotate_item(self.nlp, self.made, item, self.settings, lambda message: None)


class BareEncoder:
    """The encoder alone, on windows that do not overlap and are ready made."""

    def __init__(self, nlp, precision):
        from onrecord.neural.frozen import FrozenEncoder

        self.nlp, encoder = nlp, nlp.get_pipe(ENCODER).encoder
        self.encoder = FrozenEncoder(encoder.config, encoder.words, encoder.weights, precision)
        self.ready = {}

    def prepare(self, texts):
        for text in texts:
            offsets = [(t.idx, t.idx + len(t)) for t in self.nlp.make_doc(text) if not t.is_space]
            self.ready[text] = self.encoder.words(text, offsets)

    def __call__(self, texts):
        for text in texts:
            self.encoder.encode([self.ready[text]], 254, 0)


class TransformerPipeline:
    """A pipeline of en_core_web_trf's shape with random weights: RoBERTa-base, tagger, parser, ner.

    The encoder is torch's own, on windows of 128 pieces with 32 shared, as spaCy cuts them. Of the
    transition-based parser and ner just the products are counted, all steps of a document at
    once and nothing of the search: less than they cost.
    """

    def __init__(self):
        import torch
        from torch import nn

        torch.manual_seed(0)
        layer = nn.TransformerEncoderLayer(768, 12, 3072, 0.0, "gelu", batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 12, enable_nested_tensor=False).eval().requires_grad_(False)
        self.table = torch.randn(50265, 768)
        self.tagger = nn.Linear(768, 50)
        self.lower = [nn.Linear(768, 8 * 64 * 2), nn.Linear(768, 3 * 64 * 2)]
        self.upper = [nn.Linear(64, 100), nn.Linear(64, 74)]

    def __call__(self, texts):
        import torch

        with torch.inference_mode():
            for text in texts:
                words = len(text.split())
                pieces = torch.arange(round(words * 1.35) // 96 * 96 + 128) % 50265  # RoBERTa's share of pieces
                read = self.encoder(self.table[pieces.unfold(0, 128, 96)])
                vectors = read.flatten(0, 1)[: round(words * 1.15)]  # tokens, punctuation among them
                self.tagger(vectors).argmax(-1)
                for lower, upper, steps in zip(self.lower, self.upper, (2, 1), strict=True):
                    hidden = lower(vectors).unflatten(1, (-1, 64, 2)).amax(-1).sum(1)
                    upper(hidden.repeat(steps, 1)).argmax(-1)


def contend(number, rounds, count, precision, barrier, results):
    """One process: every contender on the same articles in turn, `rounds` times."""
    import torch

    torch.set_num_threads(1)
    stages = AllStages(precision)
    contenders = {"all stages": stages, "trf shape": TransformerPipeline()}
    for kind in ("fp32", "bf16", "int8"):
        contenders[f"encoder {kind}"] = BareEncoder(stages.nlp, kind)
    texts = articles(count * 2)[number * 3 : number * 3 + count]
    for contender in contenders.values():
        if isinstance(contender, BareEncoder):
            contender.prepare(texts)
        contender(texts[:2])
    for _ in range(rounds):
        for name, contender in contenders.items():
            mine = texts[:4] if name == "trf shape" else texts
            barrier.wait()
            wall, spent = time.perf_counter(), time.process_time()
            contender(mine)
            words = len(mine) * WORDS
            results.put((name, words / (time.perf_counter() - wall), words / (time.process_time() - spent)))


def speed(options):
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(options.processes), context.Queue()
    arguments = (options.rounds, options.articles, options.precision, barrier, results)
    processes = [context.Process(target=contend, args=(n, *arguments)) for n in range(options.processes)]
    for process in processes:
        process.start()
    found = {}
    for _ in range(options.processes * options.rounds * 5):
        name, wall, spent = results.get(timeout=1200)
        found.setdefault(name, []).append((wall, spent))
    for process in processes:
        process.join()
    middle = {name: [options.processes * statistics.median(c) for c in zip(*f, strict=True)] for name, f in found.items()}
    own = middle["all stages"]
    print(f"words/s of {options.processes} processes, {WORDS}-word articles, all stages in {options.precision}")
    print(f"{'':16}{'by the clock':>14}{'by processor':>14}{'all stages are':>24}")
    for name, (wall, spent) in middle.items():
        print(f"{name:16}{wall:14,.0f}{spent:14,.0f}{own[0] / wall:16.2f}{own[1] / spent:8.2f} times")
    return {name: {"clock": round(w), "processor": round(s)} for name, (w, s) in middle.items()}


def command(*arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen([sys.executable, "-m", "onrecord.commands", *map(str, arguments)], env=environment, stdout=subprocess.PIPE)  # fmt: skip


def start(options):
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text("Two boats sank off Tal, said Mayor Ina Holt.\n", encoding="utf-8")
        for _ in range(5):
            begun, spent = time.perf_counter(), sum(os.times()[2:4])
            run = command("annotate", path)
            assert run.stdout.readline()
            seconds = time.perf_counter() - begun
            run.communicate()
            figures.append((seconds, sum(os.times()[2:4]) - spent))
    wall, spent = (statistics.median(column) for column in zip(*figures, strict=True))
    print(f"start-up: {wall:.1f} s by the clock (least {min(figures)[0]:.1f}), {spent:.1f} s of processor time, to the first record")
    return {"clock": round(wall, 2), "least": round(min(figures)[0], 2), "processor": round(spent, 2)}


def long(options):
    stages, figures = AllStages(options.precision), {}
    stages(articles(2))
    for words in (10_000, 100_000):
        [text] = articles(1, words)
        begun = time.process_time()
        stages([text])
        figures[words] = (time.process_time() - begun) / words * 1000
        print(f"one document of {words:,} words: {figures[words]:.3f} ms of processor time a word")
    print(f"a word of the longer one takes {figures[100_000] / figures[10_000]:.2f} times as long")
    return figures


def loss(options):
    import onrecord
    from onrecord.articles import Article
    from onrecord.scoring import evaluation
    from onrecord.scoring.labels import label_files, read_labels

    folders = [path for path in (ROOT / "seeds/articles", ROOT.parent / "shared/seeds") if path.exists()]
    golds = read_labels(label_files([ROOT / "seeds/labels"]), folders, [])
    scores = {}
    for precision in ("fp32", "bf16", "int8"):
        nlp = onrecord.load(overrides={f"components.{ENCODER}.precision": precision})
        found = {
            sheet.sha256: onrecord.annotate(Article(id=sheet.id, text=sheet.text), nlp).model_dump(mode="json")
            for sheet in golds.sheets
        }
        result = evaluation.evaluate(golds.sheets, found, golds.absent)
        scores[precision] = {r.metric: r.f1 * 100 for r in evaluation.rows(result) if r.f1 is not None and r.tally}
    for precision in ("bf16", "int8"):
        lost = {metric: scores["fp32"][metric] - f1 for metric, f1 in scores[precision].items()}
        mean = statistics.mean(lost.values())
        worst = sorted(lost, key=lost.__getitem__)[-3:]
        told = ", ".join(f"{metric} {lost[metric]:+.1f}" for metric in reversed(worst))
        print(f"F1 that {precision} loses against fp32 on {len(golds.sheets)} labelled articles: {mean:+.2f} on average of {len(lost)} figures; most: {told}")
        scores[f"{precision} loss"] = round(mean, 3)
    return scores


def flat(options):
    from onrecord.batch import Run, WorkerSettings, annotate_files

    sizes = {}

    def watch(tally):
        marks = [count for count in (1000, options.flat_articles) if tally.done >= count and count not in sizes]
        for count in marks:
            sizes[count] = max(map(resident_mb, children()), default=0.0)

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        parts = articles(400, 25)
        with source.open("w", encoding="utf-8") as file:
            for number in range(options.flat_articles + 50):
                words = f"Report {number:x}: Ana{number:x} Ruiz of Tal{number:x} said {number} boats sank.\n\n"
                file.write(json.dumps({"id": str(number), "text": words + parts[number % len(parts)]}) + "\n")
        begun = time.perf_counter()
        tally = annotate_files([str(source)], Path(folder, "out.jsonl"), Run(WorkerSettings("en_onrecord_news"), watch=watch))
    first, last = sizes[1000], sizes[options.flat_articles]
    print(f"a worker holds {first:.0f} MiB after 1,000 articles, {last:.0f} after {options.flat_articles:,} ({last / first - 1:+.1%}), {tally.failed} failed, {time.perf_counter() - begun:.0f} s")
    return sizes


def children():
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            yield int(status.parent.name)


def resident_mb(process):
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="speed,start,long,loss")
    for option, default in (("processes", os.cpu_count()), ("rounds", 3), ("articles", 20), ("flat-articles", 20_000)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--precision", help="of all stages; what `annotate` takes by itself where left out")
    parser.add_argument("--json", type=Path, help="writes the figures here")
    wanted = parser.parse_args()
    from onrecord.batch.worker import best_precision

    os.environ.update({"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    wanted.precision = wanted.precision or best_precision()
    figures = {name: globals()[name](wanted) for name in wanted.only.split(",")}
    if wanted.json:
        wanted.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
