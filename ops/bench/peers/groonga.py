"""Groonga on the exported rows: one process asked over a pipe, indexes on category and price.

It has no unknown values and no conditions on keys of a map. So what is unknown is a number that passes, each spec key
is a column in which 0 means that the model lacks it, and the regions a model is served in are written to the model.
"""

import csv
import json
import os
import shutil
import subprocess
import tempfile
import time

from peers.rows import scheduled_ns

NAME = "Groonga"

SCHEMA = """
table_create Suppliers TABLE_HASH_KEY UInt32
column_create Suppliers active COLUMN_SCALAR UInt8
column_create Suppliers city COLUMN_SCALAR UInt32
column_create Suppliers province COLUMN_SCALAR UInt32
column_create Suppliers rating COLUMN_SCALAR Float
table_create Models TABLE_PAT_KEY ShortText
column_create Models supplier COLUMN_SCALAR Suppliers
column_create Models category COLUMN_SCALAR UInt32
column_create Models price_fen COLUMN_SCALAR Int64
column_create Models efficiency COLUMN_SCALAR UInt8
column_create Models efficiency_part COLUMN_SCALAR Float
column_create Models lead_time_days COLUMN_SCALAR UInt32
column_create Models monthly_capacity COLUMN_SCALAR Int64
column_create Models favoured COLUMN_SCALAR UInt8
column_create Models valid_until COLUMN_SCALAR UInt32
column_create Models active COLUMN_SCALAR UInt8
column_create Models served COLUMN_VECTOR UInt32
table_create Categories TABLE_PAT_KEY UInt32
column_create Categories models COLUMN_INDEX Models category
"""

PARTS = [0, 0, 0.4, 0.7, 1]
UNLIMITED = 1_000_000_000


def missing():
    """What must be installed first; None where nothing."""
    return None if shutil.which("groonga") else "apt-get install groonga-bin"


class Peer:
    def __init__(self, export, core):
        self.export, self.core = export, core
        self.directory = tempfile.mkdtemp(prefix="huanxin-groonga-")
        self.process = None
        self.facts = {}

    def start(self):
        command = ["taskset", "-c", str(self.core)] if self.core is not None else []
        command += ["groonga", "--log-path", os.path.join(self.directory, "log"), "-n"]
        command += [os.path.join(self.directory, "db")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1 << 16)
        self.facts["version"] = self.command("status")["version"]

    def command(self, text):
        """The body of a command's answer."""
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        answer = json.loads(self.process.stdout.readline())
        if answer[0][0] != 0:
            raise SystemExit(f"Groonga: {answer[0]}")
        return answer[1]

    def load(self):
        start = time.perf_counter()
        for line in SCHEMA.strip().splitlines():
            self.command(line)
        kinds = {"number": "Float", "bool": "UInt8", "text": "ShortText"}
        for key, kind in self.export.types.items():
            self.command(f"column_create Models spec_{key} COLUMN_SCALAR {kinds[kind]}")
        served = {}
        self._load("Suppliers", self._suppliers(served))
        self._load("Models", self._models(served))
        self.facts["load_s"] = round(time.perf_counter() - start, 3)

    def _load(self, table, rows):
        out = self.process.stdin
        out.write(f"load --table {table}\n[\n")
        last = None
        for row in rows:
            if last is not None:
                out.write(last + ",\n")
            last = json.dumps(row, ensure_ascii=False)
        out.write(last + "\n]\n")
        out.flush()
        self._answer()

    def _suppliers(self, served):
        with open(self.export.suppliers, newline="") as file:
            for row in csv.DictReader(file):
                region = int(row["region"] or 0)
                served[row["number"]] = codes(row["service_regions"])
                yield {
                    "_key": int(row["number"]), "active": int(row["active"]),
                    "city": region // 100, "province": region // 10000, "rating": float(row["rating"] or 0)}

    def _models(self, served):
        with open(self.export.numbered, newline="") as file:
            for row in csv.DictReader(file):
                model = {
                    "_key": row["id"], "supplier": int(row["supplier"]), "category": int(row["category"]),
                    "price_fen": int(row["price_fen"]), "efficiency": int(row["efficiency"]),
                    "efficiency_part": PARTS[int(row["efficiency"])],
                    "lead_time_days": int(row["lead_time_days"]),
                    "monthly_capacity": int(row["monthly_capacity"] or UNLIMITED), "favoured": int(row["favoured"]),
                    "valid_until": int(row["valid_until"] or UNLIMITED), "active": int(row["active"]),
                    "served": codes(row["service_regions"]) or served[row["supplier"]]}
                for key, value in json.loads(row["specs"]).items():
                    model["spec_" + key] = 1 + value if isinstance(value, bool) else value
                yield model

    def prepare(self, question):
        tests = [
            f"category >= {question['low']}", f"category <= {question['high']}", "active == 1",
            "supplier.active == 1", f"valid_until >= {question['as_of']}"]
        if question["limit_fen"] is not None:
            tests.append(f"price_fen <= {question['limit_fen']}")
        if question["min_efficiency"]:
            tests.append(f"efficiency >= {question['min_efficiency']}")
        if question["days"] is not None:
            tests.append(f"lead_time_days <= {question['days']}")
        tests.append(f"monthly_capacity * {question['months']} >= {question['quantity']}")
        # Alternatives would be looked for among all models: they are asked of what passes the rest.
        late = []
        for spec in question["specs"]:
            column = "spec_" + spec["key"]
            if "is" in spec:
                tests.append(f"{column} == {2 if spec['is'] else 1}")
            elif "one_of" in spec:
                late.append("(" + " || ".join(f"{column} == {json.dumps(one, ensure_ascii=False)}" for one in spec["one_of"]) + ")")
            else:
                tests.append(f"{column} != 0")
                if "min" in spec:
                    tests.append(f"{column} >= {spec['min']!r}")
                if "max" in spec:
                    tests.append(f"{column} <= {spec['max']!r}")
        late.append("(" + " || ".join(f"served @ {code}" for code in question["wider"]) + ")")
        limit = float(question["limit_fen"] if question["limit_fen"] is not None else 10_000_000)
        days = float(max(1, question["days"] if question["days"] is not None else 90))
        region = question["region"]
        city = region // 100 if region // 100 % 100 else 1
        province = region // 10000 if region // 10000 != 10 else 1
        score = (
            f"(0.25 * ({limit!r} / ({limit!r} + price_fen)) + 0.2 * efficiency_part"
            f" + 0.1 * ({days!r} / ({days!r} + lead_time_days))"
            f" + 0.1 * (supplier.city == {city} ? 1.0 : (supplier.province == {province} ? 0.6 : 0.3))"
            f" + 0.1 * (supplier.rating / 5.0) + 0.05 * favoured) * 1000000.0 + 0.5 + 0.0000001")
        return (
            f"select Models --filter {quoted(' && '.join(tests))} --columns[score].stage filtered "
            f"--post_filter {quoted(' && '.join(late))} --columns[score].type Int64 --columns[score].flags COLUMN_SCALAR --columns[score].value {quoted(score)} "
            "--sort_keys -score,price_fen,_key --limit 10 --output_columns _key,score,price_fen --cache no")

    def ask(self, prepared):
        return self.command(prepared)[0][2:]

    def cpu_ns(self):
        return scheduled_ns(self.process.pid)

    def stop(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait(60)
        shutil.rmtree(self.directory, ignore_errors=True)


def codes(text):
    """`{440000,440100}` as numbers."""
    return [int(code) for code in text.strip("{}").split(",") if code]


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
