#!/usr/bin/env python3
"""Asks other programs what `huanxin bench` was asked, on the same rows, and compares answers and times.

    ops/bench/peers.py retrieval DIR [--ours FIGURES.json] [--peers postgres,duck,groonga] [--questions 2000]
    ops/bench/peers.py text DIR [--ours FIGURES.json] [--peers tantivy]

DIR is what `--export` wrote for one size. `ops/bench/run` does all of it.
"""

import argparse
import datetime
import importlib
import json
import os
import platform
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from peers.rows import Export, hits, percentiles  # noqa: E402

PEERS = {"retrieval": ["postgres", "duck", "groonga"], "text": ["tantivy"]}
SERIES = {"retrieval": ["natural", "passing"], "text": ["text"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", choices=sorted(PEERS))
    parser.add_argument("directory")
    parser.add_argument("--peers", help="names parted by commas; default: all of the bench")
    parser.add_argument("--questions", type=int, default=2000, help="of each series")
    parser.add_argument("--core", type=int, help="the core that this and the servers run on")
    parser.add_argument("--ours", help="the figures of `huanxin bench … --format json`")
    parser.add_argument("--out", help="directory of the results; default: results beside this file")
    options = parser.parse_args()
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    export = Export(os.path.abspath(options.directory))
    if options.bench == "retrieval":
        export.prepare()
    size = os.path.basename(export.directory.rstrip("/"))
    results = {
        "bench": options.bench,
        "models": int(size),
        "on": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "machine": machine(),
        "peers": {},
    }
    if options.ours:
        with open(options.ours) as file:
            ours = json.load(file)
        results["seed"] = ours.get("seed")
        results["ours"] = ours.get(f"models_{size}")
        results["memory_bytes_per_s"] = ours.get("memory_bytes_per_s")
    for name in options.peers.split(",") if options.peers else PEERS[options.bench]:
        module = importlib.import_module("peers." + name)
        if lacking := module.missing():
            print(f"{module.NAME}: not installed ({lacking})", flush=True)
            continue
        results["peers"][name] = run(module, export, SERIES[options.bench], options)
    show(results)
    out = options.out or os.path.join(os.path.dirname(os.path.abspath(__file__)), "results")
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, f"{options.bench}-{size}.json"), "w") as file:
        json.dump(results, file, indent=1)
        file.write("\n")


def run(module, export, series, options):
    """Loads one peer and asks it, also after each change of its own that makes it faster."""
    peer = module.Peer(export, options.core)
    figures = {"name": module.NAME}
    try:
        peer.start()
        print(f"{module.NAME} {peer.facts.get('version', '')}: loading {export.directory}", flush=True)
        peer.load()
        ask(module, peer, export, series, options, figures)
        for variant, change in getattr(peer, "variants", {}).items():
            change(peer)
            figures[variant] = {"name": f"{module.NAME}, {variant}"}
            ask(module, peer, export, series, options, figures[variant])
    finally:
        peer.stop()
    figures["facts"] = peer.facts
    print(f"  {peer.facts}", flush=True)
    return figures


def ask(module, peer, export, series, options, figures):
    """Every question of every series once, after a tenth of them to warm it."""
    for name in series:
        questions = export.questions(name, options.questions)
        if not questions:
            continue
        prepared = [peer.prepare(question) for question in questions]
        for one in prepared[: max(1, len(prepared) // 10)]:
            peer.ask(one)
        answers, figures[name] = timed(peer, peer.ask, prepared)
        different = [
            question for question, rows in zip(questions, answers) if not same(module, question, rows)]
        figures[name]["equal_answers"] = len(questions) - len(different)
        print(f"  {figures['name']}, {name}: {figures[name]}", flush=True)
        for question in different[:1]:
            print(f"  differs: {json.dumps(question, ensure_ascii=False)[:600]}", flush=True)
        if hasattr(peer, "ask_counting"):
            _, figures[name + "_with_count"] = timed(peer, peer.ask_counting, prepared)
            print(f"  {figures['name']}, {name} with count: {figures[name + '_with_count']}", flush=True)


def timed(peer, call, prepared):
    """The answers, and their times by the clock and in CPU time of the peer."""
    answers, times, worked = [], [], []
    for one in prepared:
        work, start = peer.cpu_ns(), time.perf_counter()
        answers.append(call(one))
        times.append(time.perf_counter() - start)
        worked.append((peer.cpu_ns() - work) / 1e9)
    return answers, {**percentiles(times), **percentiles(worked, "cpu_")}


def same(module, question, rows):
    """Whether an answer is ours; a peer whose scores are rounded brings its own comparison."""
    if hasattr(module, "same"):
        return module.same(question, rows)
    return [tuple(row) for row in rows] == hits(question)


def machine():
    facts = {"cores": os.cpu_count(), "system": platform.platform(), "load_1_min": os.getloadavg()[0]}
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                facts["processor"] = line.split(":", 1)[1].strip()
                break
    return facts


def show(results):
    """One table a series: times, and how many times ours they are."""
    for name in SERIES[results["bench"]]:
        ours = our_series(results, name)
        rows = [("huanxin", ours, None)] if ours else []
        for peer in results["peers"].values():
            variants = [peer] + [one for one in peer.values() if isinstance(one, dict) and "name" in one]
            rows += [(one["name"], one[name], one[name]["equal_answers"]) for one in variants if name in one]
        print(f"\n{results['bench']}, {name}, {results['models']} models, one core; by the clock, then CPU time")
        keys = ("p50_ms", "p99_ms", "cpu_p50_ms", "cpu_p99_ms")
        print(f"{'':22}" + "".join(f" {key.replace('_', ' '):>12} {'':8}" for key in keys) + "  equal answers")
        for title, figures, equal in rows:
            cells = ""
            for key in keys:
                other = ours and figures is not ours
                cells += f" {figures[key]:12.3f} {f'× {figures[key] / ours[key]:.1f}' if other else '':8}"
            print(f"{title:22}{cells}  " + ("" if equal is None else f"{equal} of {figures['questions']}"))


def our_series(results, name):
    ours = results.get("ours") or {}
    for key, value in ours.items():
        if isinstance(value, dict) and "p50_ms" in value:
            if key == name or (name == "passing" and key.startswith("passing_")):
                return value
            if name == "text" and key == "top10":
                return value
    return ours.get("top10_with_counts") if name == "text" else None


if __name__ == "__main__":
    main()
