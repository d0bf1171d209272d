"""The exported rows and questions, as every peer reads them.

`huanxin bench retrieval --export DIR` writes suppliers.csv, models.csv, natural.jsonl and passing.jsonl;
`huanxin bench text --export DIR` writes texts.tsv and text.jsonl.
"""

import bisect
import csv
import json
import math
import os


class Export:
    """One directory of an export."""

    def __init__(self, directory):
        self.directory = directory
        self.models = os.path.join(directory, "models.csv")
        self.numbered = os.path.join(directory, "models_numbered.csv")
        self.suppliers = os.path.join(directory, "suppliers.csv")
        self.texts = os.path.join(directory, "texts.tsv")
        self._paths = None

    def prepare(self):
        """Writes the models once more with their category as a number, and notes the types of the spec keys.

        Categories are numbered so that one and all below it are one range: any database can index that.
        """
        if os.path.exists(self.numbered):
            with open(self._note) as file:
                note = json.load(file)
            self._paths, self.types, self.rows = note["paths"], note["types"], note["rows"]
            return
        paths, types, rows = set(), {}, 0
        with open(self.models, newline="") as file:
            for row in csv.DictReader(file):
                rows += 1
                paths.add(row["category"])
                for key, value in json.loads(row["specs"]).items():
                    kind = "bool" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"
                    if types.setdefault(key, kind) != kind:
                        raise SystemExit(f"the key {key} has values of two types")
        self._paths, self.types, self.rows = sorted(paths, key=lambda path: path.split(".")), types, rows
        places = {path: place for place, path in enumerate(self._paths)}
        with open(self.models, newline="") as file, open(self.numbered + ".part", "w", newline="") as out:
            reader, writer = csv.reader(file), csv.writer(out, lineterminator="\n")
            header = next(reader)
            at = header.index("category")
            writer.writerow(header)
            for row in reader:
                row[at] = places[row[at]]
                writer.writerow(row)
        with open(self._note, "w") as file:
            json.dump({"paths": self._paths, "types": types, "rows": rows}, file)
        os.rename(self.numbered + ".part", self.numbered)

    @property
    def _note(self):
        return os.path.join(self.directory, "numbered.json")

    def category(self, path):
        """The range of numbers of a category and all below it, both ends included; an empty range where no model
        is within it."""
        parts = path.split(".")
        names = [one.split(".") for one in self._paths]
        low = bisect.bisect_left(names, parts)
        high = low
        while high < len(names) and names[high][: len(parts)] == parts:
            high += 1
        return low, high - 1

    def questions(self, name, limit):
        """The first questions of a series, each with its answer."""
        questions = []
        with open(os.path.join(self.directory, name + ".jsonl")) as file:
            for line in file:
                if len(questions) == limit:
                    break
                question = json.loads(line)
                if "category" in question:
                    question["low"], question["high"] = self.category(question["category"])
                    question["wider"] = wider(question["region"])
                questions.append(question)
        return questions


def wider(region):
    """The codes that a region lies within: the country, its province, its city, itself."""
    return sorted({100000, region // 10000 * 10000, region // 100 * 100, region})


def scheduled_ns(process):
    """Nanoseconds that the first thread of another process has run."""
    with open(f"/proc/{process}/schedstat") as file:
        return int(file.read().split()[0])


def percentiles(times, prefix=""):
    """p50, p90, p99, max and mean of seconds, in milliseconds."""
    ordered = sorted(times)

    def at(share):
        return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))] * 1000

    figures = {
        "p50_ms": at(0.50),
        "p90_ms": at(0.90),
        "p99_ms": at(0.99),
        "max_ms": ordered[-1] * 1000,
        "mean_ms": sum(ordered) / len(ordered) * 1000,
    }
    return {"questions": len(ordered), **{prefix + key: round(value, 4) for key, value in figures.items()}}


def hits(question):
    """The expected answer: id, score and price in order."""
    return [tuple(hit) for hit in question["hits"]]
