#!/usr/bin/env python3
"""Prints what `ops/bench/run` measured as tables for a README: figures by the number of records.

    ops/bench/growth.py [RESULTS-DIRECTORY]
"""

import glob
import json
import os
import re
import sys


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    directory = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "results")
    retrieval = load(directory, "retrieval")
    series(retrieval, "natural", "Lines as needs have them: more models pass the larger the registry")
    series(retrieval, "passing", "Lines narrowed until about the same number of models pass")
    storage(retrieval)
    text(load(directory, "text"))
    reverse(load(directory, "reverse"))


def load(directory, bench):
    """The results of one bench by size."""
    found = {}
    for path in glob.glob(os.path.join(directory, f"{bench}-*.json")):
        if size := re.fullmatch(rf"{bench}-(\d+)\.json", os.path.basename(path)):
            with open(path) as file:
                found[int(size[1])] = json.load(file)
    return dict(sorted(found.items()))


def table(title, head, rows):
    if not rows:
        return
    print(f"\n{title}\n")
    print("| " + " | ".join(head) + " |")
    print("| " + " | ".join(["---:"] * len(head)) + " |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def ms(value):
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def number(value):
    return f"{value:,}"


def find(figures, name):
    """The figures of a series, and the median of what passed."""
    for key, value in (figures or {}).items():
        if isinstance(value, dict) and (key == name or (name == "passing" and re.fullmatch(r"passing_\d+", key))):
            return value, figures.get(key + "_passing_p50")
    return None, None


def series(results, name, title):
    peers = sorted({peer for one in results.values() for peer in one["peers"]})
    names = {peer: one["peers"][peer]["name"] for one in results.values() for peer in one["peers"]}
    head = ["models", "pass (median)", "p50 ms", "p99 ms", "CPU p50 ms", "CPU p99 ms", "a second and core"]
    # In CPU time, which other processes on the machine hardly change.
    head += [f"{names[peer]}, CPU ms p50 / p99 (×)" for peer in peers]
    rows = []
    for size, one in results.items():
        ours, passing = find(one.get("ours"), name)
        if ours is None:
            continue
        row = [number(size), number(passing or 0)] + [
            ms(ours[key]) for key in ("p50_ms", "p99_ms", "cpu_p50_ms", "cpu_p99_ms")]
        row.append(number(int(ours["per_s_and_core"])))
        row += [versus(one["peers"].get(peer, {}).get(name), ours) for peer in peers]
        rows.append(row)
    table(title, head, rows)


def versus(theirs, ours):
    """`3.00 / 53 (30 / 90)`: times, and how many times ours."""
    if not theirs:
        return "–"
    p50, p99 = "cpu_p50_ms", "cpu_p99_ms"
    ratios = [theirs[key] / max(1e-9, ours[key]) for key in (p50, p99)]
    return f"{ms(theirs[p50])} / {ms(theirs[p99])} ({ratios[0]:.0f} / {ratios[1]:.0f})"


def storage(results):
    rows = []
    for size, one in results.items():
        ours = one.get("ours")
        if not ours:
            continue
        rows.append([
            number(size), number(int(ours["build_records_per_s"])),
            number(round(ours["disk_bytes"] / ours["records"])), f"{ours['disk_to_json']:.2f}",
            f"{ours['disk_to_values']:.2f}", number(ours["resident_own_bytes"] >> 20),
            number(ours["resident_file_bytes"] >> 20),
        ])
    table(
        "Building and size, models with their suppliers",
        ["models", "stored a second", "bytes a record", "× JSON", "× values", "own MiB", "mapped MiB"], rows)


def text(results):
    rows = []
    for size, one in results.items():
        ours = (one.get("ours") or {})
        best, counted = ours.get("top10"), ours.get("top10_with_counts")
        theirs = one["peers"].get("tantivy", {})
        row = [number(size)]
        for figures in (best, theirs.get("text"), counted, theirs.get("text_with_count")):
            row.append(f"{ms(figures['p50_ms'])} / {ms(figures['p99_ms'])}" if figures else "–")
        rows.append(row)
    table(
        "Text search, best ten, p50 / p99 ms",
        ["models", "huanxin", "tantivy", "huanxin with counts by facet", "tantivy with one count"], rows)


def reverse(results):
    names = ["first_of_offer", "page_1", "page_2", "filtered", "after_change", "wanted_by"]
    rows = []
    for size, one in results.items():
        figures = one.get(f"needs_{size}", {})
        rows.append([number(size)] + [
            f"{ms(figures[name]['p50_ms'])} / {ms(figures[name]['p99_ms'])}" if name in figures else "–"
            for name in names])
    table(
        "Reverse questions, p50 / p99 ms",
        ["needs", "first about an offer", "first page", "next page", "with filters", "after a change", "wanted by"],
        rows)


if __name__ == "__main__":
    main()
