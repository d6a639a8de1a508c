"""Shows where the time of a batch run goes: each stage's share, and the lines of code in which most is spent.

    python tests/profiling.py [--articles 40] [--precision bf16] [--lines 25]

One process with one torch thread, on 500-word articles. Lines are sampled 500 times a second of
processor time, so that time in compiled code counts for the line that calls it.
"""

import argparse
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from bench import WORDS, articles


class Sampler:
    """Counts the line that runs, and each function it runs in, whenever the timer rings."""

    def __init__(self):
        self.lines, self.functions = Counter(), Counter()

    def __enter__(self):
        signal.signal(signal.SIGPROF, self._take)
        signal.setitimer(signal.ITIMER_PROF, 0.002, 0.002)
        return self

    def __exit__(self, *error):
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _take(self, number, frame):
        self.lines[f"{_place(frame)}:{frame.f_lineno}"] += 1
        functions = set()
        while frame is not None:
            functions.add(f"{_place(frame)} {frame.f_code.co_name}")
            frame = frame.f_back
        self.functions.update(functions)


def _place(frame):
    path = Path(frame.f_code.co_filename)
    return "/".join(path.parts[-2:])


def stages_of(nlp, made, texts, spent):
    from onrecord.articles import Article
    from onrecord.assemble import to_record
    from onrecord.jsonl import to_line

    with nlp.memory_zone():
        for text in texts:
            begun = time.process_time()
            doc = nlp.make_doc(text)
            parts = [("tokenizer", time.process_time() - begun)]
            for name, stage in nlp.pipeline:
                begun = time.process_time()
                doc = stage(doc)
                parts.append((name, time.process_time() - begun))
            begun = time.process_time()
            to_line(to_record(doc, Article(id="x", text=text), made))
            parts.append(("record", time.process_time() - begun))
            for name, seconds in parts:
                spent[name] += seconds


def main(options):
    import torch

    import onrecord
    from onrecord.assemble import made_by

    torch.set_num_threads(1)
    nlp = onrecord.load(overrides={"components.onrecord_encoder.precision": options.precision})
    made, texts, spent = made_by(nlp), articles(options.articles), Counter()
    stages_of(nlp, made, texts[:2], Counter())
    with Sampler() as sampler:
        stages_of(nlp, made, texts, spent)
    whole, words = sum(spent.values()), len(texts) * WORDS
    print(f"{'stage':24}{'ms an article':>14}{'share':>8}{'words/s':>10}")
    for name, seconds in [*spent.items(), ("all", whole)]:
        print(f"{name:24}{seconds / len(texts) * 1000:14.1f}{seconds / whole:8.1%}{words / seconds:10,.0f}")
    for title, counts in (("lines", sampler.lines), ("functions, with all they call", sampler.functions)):
        print(f"\n{title}")
        total = sum(sampler.lines.values())
        for place, count in counts.most_common(options.lines):
            print(f"{count / total:6.1%}  {place}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--lines", type=int, default=25)
    parser.add_argument("--precision", default="bf16", choices=["fp32", "bf16", "int8"])
    main(parser.parse_args(sys.argv[1:]))
