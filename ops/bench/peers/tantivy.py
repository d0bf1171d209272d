"""tantivy on the exported texts: in this process, one segment, the same tokens cut by spaces.

Its lengths of texts are rounded to a byte, so its scores are not the contract's to the last digit: answers are compared
by scores, within one in fifty.
"""

import importlib
import shutil
import tempfile
import time

NAME = "tantivy"


def library():
    """The library, which has the name of this file."""
    return importlib.import_module("tantivy")


def missing():
    """What must be installed first; None where nothing."""
    try:
        library()
    except ImportError:
        return "pip install tantivy"
    return None


class Peer:
    def __init__(self, export, core):
        self.export = export
        self.directory = tempfile.mkdtemp(prefix="huanxin-tantivy-")
        self.facts = {}

    def start(self):
        self.tantivy = library()
        self.facts["version"] = self.tantivy.__version__

    def load(self):
        builder = self.tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="freq")
        self.schema = builder.build()
        start = time.perf_counter()
        self.index = self.tantivy.Index(self.schema, path=self.directory)
        writer = self.index.writer(heap_size=1_000_000_000, num_threads=1)
        count = 0
        with open(self.export.texts) as file:
            for line in file:
                number, text = line.rstrip("\n").split("\t")
                writer.add_document(self.tantivy.Document(id=[number], text=[text]))
                count += 1
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()
        self.facts["load_s"] = round(time.perf_counter() - start, 3)
        self.facts["documents"] = count
        self.facts["segments"] = self.searcher.num_segments

    def prepare(self, question):
        query = self.tantivy.Query
        words = [
            (self.tantivy.Occur.Should, query.term_query(self.schema, "text", token, "freq"))
            for token in question["tokens"]
        ]
        return query.boolean_query(words)

    def ask(self, prepared):
        return self.searcher.search(prepared, limit=10, count=False).hits

    def ask_counting(self, prepared):
        """The same with how many were found, which visits every posting."""
        found = self.searcher.search(prepared, limit=10, count=True)
        return found.count, found.hits

    def cpu_ns(self):
        return time.thread_time_ns()

    def stop(self):
        shutil.rmtree(self.directory, ignore_errors=True)


def same(question, rows):
    """Whether the best scores are the same, in millionths, but for the rounded lengths."""
    ours = [score / 1e6 for _, score in question["hits"]]
    theirs = [score for score, _ in rows]
    return len(ours) == len(theirs) and all(
        abs(a - b) <= max(0.02 * max(a, b), 2e-5) for a, b in zip(ours, theirs))
