#!/usr/bin/env python3
"""Runs three peers one after another, and the project's program, on the same texts; prints their rates and the ratio.

    bench/peers/run.py [--northstar target/release/northstar] [--venv DIR] TEXTS.jsonl

Two ratios are printed. Like for like: the peers' calls against the library's, texts in memory, each extracted once with every
recognizer on. And the whole program, which reads and writes JSON besides.

TEXTS.jsonl holds {"id","text","region"?} a line. The peers come from the package registry into a virtual environment:
the Python port of libphonenumber (its matcher, leniency VALID), Presidio's pattern recognizers (those of its own registry for
English, called directly, so that no language model is needed) and price-parser (given every line of a text, as it reads one
price a string). Everything is held to the same core. The program's time is without its start; of the library and the program
the best of three runs counts. The library is measured by its own bench, which cargo builds before.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv

LIBRARY = [os.environ.get("CARGO", "cargo"), "bench", "--quiet", "--package", "analysis", "--bench", "extract"]
PACKAGES = ["phonenumbers", "presidio-analyzer", "price-parser"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("texts")
    arguments.add_argument("--northstar", default="target/release/northstar")
    arguments.add_argument("--venv", default=os.path.join(tempfile.gettempdir(), "northstar-peers"))
    arguments.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if not given.measure:
        subprocess.run([*LIBRARY, "--no-run"], check=True)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if given.measure:
        print(json.dumps(measure(given.texts)))
        return
    python = os.path.join(given.venv, "bin", "python")
    if not os.path.exists(python):
        venv.create(given.venv, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)
    # A number without a country is read as one of the region; where a line states none, everybody is told the same one.
    texts = [{"region": "US", **row} for row in read(given.texts)]
    told = tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8")
    told.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in texts)
    told.flush()
    size = sum(len(row["text"].encode()) for row in texts)
    print(f"{len(texts)} texts, {size / len(texts):.0f} bytes each on average")
    peers = json.loads(subprocess.run([python, __file__, "--measure", told.name], check=True, stdout=subprocess.PIPE).stdout)
    peers_total = sum(peers.values())
    alone = library(told.name)
    whole = northstar(given.northstar, told.name, len(texts))
    for name, seconds in [
        *peers.items(),
        ("the three, one after another", peers_total),
        ("northstar's library", alone),
        ("northstar, JSON in and out", whole),
    ]:
        print(f"{name:34} {seconds * 1e6 / len(texts):12.1f} µs a text {len(texts) / seconds:12.0f} texts/s")
    print(f"calls against calls: {peers_total / alone:.0f} times as fast")
    print(f"calls against the whole program: {peers_total / whole:.0f} times as fast")


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def children_seconds():
    times = os.times()
    return times.children_user + times.children_system


def library(path):
    """Seconds of processor time for the library's calls over all texts."""
    command = [*LIBRARY, "--", "texts", os.path.abspath(path)]
    return min(float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout) for _ in range(3))


def northstar(program, path, count):
    """Seconds of processor time that the program takes, of the best of three; its start is measured and not counted."""
    def run(stdin):
        began = children_seconds()
        ran = subprocess.run([program, "extract"], stdin=stdin, stdout=subprocess.PIPE, check=True)
        seconds = children_seconds() - began
        if b'"error":' in ran.stdout:
            sys.exit("the program could not read a line: each needs an id and a text")
        return seconds
    one = tempfile.TemporaryFile()
    one.write(json.dumps({"id": "0", "text": "call 415-555-0132", "region": "US"}).encode() + b"\n")
    starts, whole = [], []
    for _ in range(3):
        one.seek(0)
        starts.append(run(one))
        with open(path, "rb") as texts:
            whole.append(run(texts))
    return max(min(whole) - min(starts), 1e-9 * count)


def measure(path):
    """Seconds of processor time for each peer over all texts."""
    import phonenumbers
    from presidio_analyzer import PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer
    from price_parser import Price

    texts = read(path)
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    recognizers = [each for each in registry.recognizers if isinstance(each, (PatternRecognizer, PhoneRecognizer))]

    def numbers(row):
        for _ in phonenumbers.PhoneNumberMatcher(row["text"], row["region"]):
            pass

    def patterns(row):
        for recognizer in recognizers:
            recognizer.analyze(row["text"], recognizer.supported_entities, None)

    def prices(row):
        for line in row["text"].splitlines():
            Price.fromstring(line)

    seconds = {}
    for name, peer in [("libphonenumber's matcher", numbers), ("Presidio's pattern recognizers", patterns), ("price-parser", prices)]:
        for row in texts[:20]:
            peer(row)
        began = time.process_time()
        for row in texts:
            peer(row)
        seconds[name] = time.process_time() - began
    return seconds


if __name__ == "__main__":
    sys.exit(main())
