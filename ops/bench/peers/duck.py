"""DuckDB on the exported rows: in this process, one thread, prepared statements, specs as columns of their own."""

import time

NAME = "DuckDB"


def missing():
    """What must be installed first; None where nothing."""
    try:
        import duckdb  # noqa: F401
    except ImportError:
        return "pip install duckdb"
    return None


class Peer:
    def __init__(self, export, core):
        self.export = export
        self.facts = {}
        self.statements = {}

    def start(self):
        import duckdb

        self.connection = duckdb.connect(":memory:", config={"threads": 1})
        self.facts["version"] = duckdb.__version__

    def load(self):
        kinds = {"number": "DOUBLE", "bool": "BOOLEAN", "text": "VARCHAR"}
        structure = "{" + ",".join(f'"{key}":"{kinds[kind]}"' for key, kind in sorted(self.export.types.items())) + "}"
        start = time.perf_counter()
        self.connection.execute(f"""
            create table suppliers as select number::int as number, active::tinyint as active, region::int // 100 as city,
                region::int // 10000 as province, coalesce(rating::double, 0) / 5 as rating_part, string_split(trim(service_regions, '{{}}'), ',')::int[] as service_regions
            from read_csv('{self.export.suppliers}', header = true, all_varchar = true)""")
        # In the order of category and price, so that the minima and maxima of row groups rule most of them out.
        self.connection.execute(f"""
            create table models as select id, supplier::int as supplier, category::int as category,
                price_fen::bigint as price_fen, efficiency::tinyint as efficiency,
                [0, 0, 4e-1, 7e-1, 1][efficiency::int + 1] as efficiency_part,
                lead_time_days::int as lead_time_days, monthly_capacity::int as monthly_capacity,
                favoured::tinyint as favoured, valid_until::int as valid_until, active::tinyint as active,
                string_split(trim(service_regions, '{{}}'), ',')::int[] as service_regions,
                json_transform(specs, '{structure}') as specs
            from read_csv('{self.export.numbered}', header = true, all_varchar = true, delim = ',', quote = '"',
                escape = '"') order by category, price_fen""")
        self.facts["load_s"] = round(time.perf_counter() - start, 3)

    def prepare(self, question):
        """The statement of the question's shape, prepared once, and the call that asks it."""
        tests, arguments = [], []

        def value(argument):
            arguments.append(argument)
            return f"${len(arguments)}"

        # What a score takes of a row alone is a column, and literals are doubles: each cast costs planning time.
        limit = value(float(question["limit_fen"] if question["limit_fen"] is not None else 10_000_000))
        days = value(float(max(1, question["days"] if question["days"] is not None else 90)))
        region = question["region"]
        city = value(region // 100 if region // 100 % 100 else -1)
        province = value(region // 10000 if region // 10000 != 10 else -1)
        tests.append(f"m.category between {value(question['low'])} and {value(question['high'])}")
        tests.append(
            f"m.active = 1 and s.active = 1 and (m.valid_until is null or m.valid_until >= {value(question['as_of'])})")
        if question["limit_fen"] is not None:
            tests.append(f"m.price_fen <= {value(question['limit_fen'])}")
        if question["min_efficiency"]:
            tests.append(f"m.efficiency >= {value(question['min_efficiency'])}")
        if question["days"] is not None:
            tests.append(f"m.lead_time_days <= {value(question['days'])}")
        tests.append(
            f"(m.monthly_capacity is null or m.monthly_capacity * {value(question['months'])} >= "
            f"{value(question['quantity'])})")
        tests.append(
            f"list_has_any(coalesce(m.service_regions, s.service_regions), {value(question['wider'])}::int[])")
        for spec in question["specs"]:
            column = f'm.specs."{spec["key"]}"'
            if "is" in spec:
                tests.append(f"{column} = {value(spec['is'])}")
            elif "one_of" in spec:
                tests.append(f"list_contains({value(spec['one_of'])}::varchar[], {column})")
            else:
                if "min" in spec:
                    tests.append(f"{column} >= {value(spec['min'])}")
                if "max" in spec:
                    tests.append(f"{column} <= {value(spec['max'])}")
        score = f"""floor(1e6 * (25e-2 * if({limit} + m.price_fen = 0, 0, {limit} / ({limit} + m.price_fen))
            + 2e-1 * m.efficiency_part + 1e-1 * ({days} / ({days} + m.lead_time_days))
            + 1e-1 * if(s.city = {city}, 1e0, if(s.province = {province}, 6e-1, 3e-1))
            + 1e-1 * s.rating_part + 5e-2 * m.favoured) + 5e-1 + 1e-7)::bigint"""
        text = (
            f"select m.id, {score} as score, m.price_fen from models m join suppliers s on s.number = m.supplier "
            f"where {' and '.join(tests)} order by score desc, m.price_fen, m.id limit 10")
        name = self.statements.get(text)
        if name is None:
            name = self.statements[text] = f"q{len(self.statements)}"
            self.connection.execute(f"prepare {name} as {text}")
        return f"execute {name}({', '.join(literal(argument) for argument in arguments)})"

    def ask(self, prepared):
        return self.connection.execute(prepared).fetchall()

    def cpu_ns(self):
        return time.thread_time_ns()

    def stop(self):
        self.connection.close()


def literal(argument):
    """An argument as SQL."""
    if isinstance(argument, bool):
        return "true" if argument else "false"
    if isinstance(argument, str):
        return "'" + argument.replace("'", "''") + "'"
    if isinstance(argument, list):
        return "[" + ", ".join(literal(one) for one in argument) + "]"
    if isinstance(argument, float):
        return f"{argument!r}::double"
    return str(argument)
