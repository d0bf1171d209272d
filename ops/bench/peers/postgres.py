"""PostgreSQL on the exported rows: a cluster of its own on a Unix socket, one core, prepared statements."""

import glob
import json
import os
import pwd
import shutil
import subprocess
import tempfile
import time

from peers.rows import scheduled_ns

NAME = "PostgreSQL"

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "4GB",
    "effective_cache_size": "8GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "1GB",
    "random_page_cost": "1.1",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
    # One core; and compiling a query that takes milliseconds costs more than it brings.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "plan_cache_mode": "force_custom_plan",
}

TABLES = """
create table suppliers (
    number int primary key, active smallint not null, region int, rating float8, service_regions int[] not null,
    city int generated always as (region / 100) stored, province int generated always as (region / 10000) stored,
    rating_part float8 generated always as (coalesce(rating, 0) / 5) stored);
create table models (
    id text collate "C" not null, supplier int not null, category int not null, price_fen int8 not null,
    efficiency smallint not null, lead_time_days int not null, monthly_capacity int, favoured smallint not null,
    valid_until int, active smallint not null, service_regions int[], specs jsonb not null,
    efficiency_part float8 generated always as ((array[0, 0, 0.4, 0.7, 1]::float8[])[efficiency + 1]) stored);
"""

INDEXES = [
    "alter table models add primary key (id)",
    "create index models_category_price on models (category, price_fen)",
    "create index models_category_lead on models (category, lead_time_days)",
    "create index models_specs on models using gin (specs jsonb_path_ops)",
]


def binaries():
    """The directory of initdb and postgres; None where PostgreSQL is not installed."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if found:
        return os.path.dirname(found[-1])
    path = shutil.which("initdb")
    return os.path.dirname(os.path.realpath(path)) if path else None


def missing():
    """What must be installed first; None where nothing."""
    if binaries() is None:
        return "apt-get install postgresql"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "pip install 'psycopg[binary]'"
    return None


class Peer:
    def __init__(self, export, core):
        self.export, self.core = export, core
        self.directory = tempfile.mkdtemp(prefix="huanxin-postgres-")
        self.server = self.connection = None
        self.facts = {}

    def _as_owner(self):
        """PostgreSQL refuses to run as root: then as the user that its package made."""
        if os.geteuid() != 0:
            return {}
        owner = pwd.getpwnam("postgres")
        os.chown(self.directory, owner.pw_uid, owner.pw_gid)
        return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def start(self):
        import psycopg

        owner = self._as_owner()
        data = os.path.join(self.directory, "data")
        self.log = open(os.path.join(self.directory, "log"), "w")
        quiet = {"stdout": self.log, "stderr": self.log, "cwd": self.directory, **owner}
        subprocess.run(
            [os.path.join(binaries(), "initdb"), "-D", data, "-E", "UTF8", "--locale=C", "-U", "bench"],
            check=True, **quiet)
        command = ["taskset", "-c", str(self.core)] if self.core is not None else []
        command += [os.path.join(binaries(), "postgres"), "-D", data, "-k", self.directory]
        for key, value in SETTINGS.items():
            command += ["-c", f"{key}={value}"]
        self.server = subprocess.Popen(command, **quiet)
        for _ in range(200):
            try:
                self.connection = psycopg.connect(
                    host=self.directory, user="bench", dbname="postgres", autocommit=True)
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        else:
            with open(self.log.name) as log:
                raise SystemExit("PostgreSQL did not start:\n" + log.read())
        self.connection.prepare_threshold = None
        self.facts["version"] = self.connection.execute("show server_version").fetchone()[0]

    def load(self):
        cursor = self.connection.cursor()
        cursor.execute(TABLES)
        start = time.perf_counter()
        for table, path in (("suppliers", self.export.suppliers), ("models", self.export.numbered)):
            with open(path) as file:
                columns = file.readline().strip()
            with cursor.copy(f"copy {table} ({columns}) from stdin (format csv, header)") as copy, open(path, "rb") as file:
                while block := file.read(1 << 20):
                    copy.write(block)
        copied = time.perf_counter()
        for index in INDEXES:
            cursor.execute(index)
        indexed = time.perf_counter()
        cursor.execute("vacuum analyze")
        self.facts["copy_s"] = round(copied - start, 3)
        self.facts["index_s"] = round(indexed - copied, 3)
        self.facts["vacuum_analyze_s"] = round(time.perf_counter() - indexed, 3)
        self.facts["rows_per_s_copy_and_index"] = round(self.export.rows / (indexed - start))
        self.facts["disk_bytes"] = cursor.execute("select pg_database_size('postgres')").fetchone()[0]
        # Each shape of question is prepared when it is first asked, and kept.
        self.connection.prepare_threshold = 0
        self.connection.prepared_max = None
        times = []
        for _ in range(500):
            start = time.perf_counter()
            cursor.execute("select 1").fetchone()
            times.append(time.perf_counter() - start)
        self.facts["empty_question_p50_ms"] = round(sorted(times)[250] * 1000, 4)

    def cluster(self):
        """Puts the rows in the order of category and price, which later changes do not keep."""
        self.connection.prepare_threshold = None
        start = time.perf_counter()
        self.connection.execute("cluster models using models_category_price")
        self.connection.execute("vacuum analyze models")
        self.facts["cluster_s"] = round(time.perf_counter() - start, 3)
        self.connection.prepare_threshold = 0

    variants = {"clustered": cluster}

    def question(self, question):
        """A statement with its arguments; what a question does not ask for is not in it."""
        tests, arguments = ["m.category between %s and %s"], [question["low"], question["high"]]

        def test(text, *values):
            tests.append(text)
            arguments.extend(values)

        test("m.active = 1 and s.active = 1 and (m.valid_until is null or m.valid_until >= %s)", question["as_of"])
        if question["limit_fen"] is not None:
            test("m.price_fen <= %s", question["limit_fen"])
        if question["min_efficiency"]:
            test("m.efficiency >= %s", question["min_efficiency"])
        if question["days"] is not None:
            test("m.lead_time_days <= %s", question["days"])
        test(
            "(m.monthly_capacity is null or m.monthly_capacity::int8 * %s >= %s)", question["months"],
            question["quantity"])
        test("coalesce(m.service_regions, s.service_regions) && %s::int[]", question["wider"])
        for spec in question["specs"]:
            key = spec["key"]
            if "is" in spec:
                test("m.specs @> %s::jsonb", json.dumps({key: spec["is"]}))
            elif "one_of" in spec:
                test("m.specs->>%s = any(%s)", key, spec["one_of"])
            else:
                if "min" in spec:
                    test("(m.specs->>%s)::float8 >= %s", key, spec["min"])
                if "max" in spec:
                    test("(m.specs->>%s)::float8 <= %s", key, spec["max"])
        limit = float(question["limit_fen"] if question["limit_fen"] is not None else 10_000_000)
        days = float(max(1, question["days"] if question["days"] is not None else 90))
        region = question["region"]
        city = region // 100 if region // 100 % 100 else -1
        province = region // 10000 if region // 10000 != 10 else -1
        score = """floor(1e6::float8 * (
            0.25::float8 * (case when %s::float8 + m.price_fen = 0 then 0 else %s::float8 / (%s::float8 + m.price_fen) end)
            + 0.20::float8 * m.efficiency_part + 0.10::float8 * (%s::float8 / (%s::float8 + m.lead_time_days))
            + 0.10::float8 * (case when s.city = %s then 1 when s.province = %s then 0.6 else 0.3 end)::float8
            + 0.10::float8 * s.rating_part + 0.05::float8 * m.favoured) + 0.5::float8 + 1e-7::float8)::int8"""
        values = [limit, limit, limit, days, days, city, province]
        text = (
            f"select m.id, {score} as score, m.price_fen from models m join suppliers s on s.number = m.supplier "
            f"where {' and '.join(tests)} order by score desc, m.price_fen, m.id limit 10")
        return text, values + arguments

    def prepare(self, question):
        return self.question(question)

    def ask(self, prepared):
        return self.connection.execute(*prepared).fetchall()

    def cpu_ns(self):
        """Of the server's process for this connection."""
        return scheduled_ns(self.connection.info.backend_pid)

    def stop(self):
        if self.connection is not None:
            self.connection.close()
        if self.server is not None:
            self.server.terminate()
            self.server.wait(60)
        shutil.rmtree(self.directory, ignore_errors=True)
