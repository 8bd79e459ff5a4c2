"""Runs Athena's SQL over a CloudTrail log: transpiled to DuckDB, over a table shaped as AWS documents it for Athena.

A line of standard input is a query, {"log", "query", "partition"}: the path of a document with Records, the SQL, and
the name of a column with the day of the file, as in 2026/03/01, or of three columns with its parts (year/month/day), or
nothing. Each is answered with a line {"csv"} or {"error"}. The CSV is written as Athena writes it: lower-case header,
every cell quoted but those of NULLs.
https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
"""
import json
import sys
import tempfile

import duckdb
import sqlglot

SESSION = """STRUCT(attributes STRUCT(mfaauthenticated VARCHAR, creationdate VARCHAR),
    sessionissuer STRUCT(type VARCHAR, principalid VARCHAR, arn VARCHAR, accountid VARCHAR, username VARCHAR),
    ec2roledelivery VARCHAR)"""
STRUCTS = {
    "useridentity": f"""STRUCT(type VARCHAR, principalid VARCHAR, arn VARCHAR, accountid VARCHAR, invokedby VARCHAR,
        accesskeyid VARCHAR, username VARCHAR, sessioncontext {SESSION})""",
    "resources": "STRUCT(arn VARCHAR, accountid VARCHAR, type VARCHAR)[]",
    "addendum": """STRUCT(reason VARCHAR, updatedfields VARCHAR, originalrequestid VARCHAR,
        originaleventid VARCHAR)""",
    "tlsdetails": "STRUCT(tlsversion VARCHAR, ciphersuite VARCHAR, clientprovidedhostheader VARCHAR)",
}
TEXTS = """eventversion eventtime eventsource eventname awsregion sourceipaddress useragent errorcode errormessage
    requestparameters responseelements additionaleventdata requestid eventid eventtype apiversion readonly
    recipientaccountid serviceeventdetails sharedeventid vpcendpointid eventcategory""".split()


def lower_names(value):
    """Athena's names of struct members are in lower case."""
    if isinstance(value, dict):
        return {name.lower(): lower_names(inner) for name, inner in value.items()}
    return [lower_names(inner) for inner in value] if isinstance(value, list) else value


def print_value(value):
    """A column of type string holds text as it is and everything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def make_row(record, partition):
    record = {name.lower(): value for name, value in record.items()}
    row = {name: print_value(record.get(name)) for name in TEXTS}
    row.update({name: lower_names(record.get(name)) for name in STRUCTS})
    parts = record["eventtime"][:10].split("-")
    row.update(zip(partition, parts if len(partition) == 3 else ["/".join(parts)]))
    return row


def load(connection, records, partition):
    types = {name: "VARCHAR" for name in [*TEXTS, *partition]} | STRUCTS
    columns = ", ".join(f"'{name}': '{type}'" for name, type in types.items())
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        file.writelines(json.dumps(make_row(record, partition)) + "\n" for record in records)
        file.flush()
        rows = f"read_json('{file.name}', format = 'newline_delimited', columns = {{{columns}}})"
        connection.execute(f"CREATE TABLE cloudtrail_logs AS SELECT * FROM {rows}")


def print_cell(value):
    return "" if value is None else '"' + str(value).replace('"', '""') + '"'


def run(log, query, partition):
    with open(log, encoding="utf-8") as file:
        records = json.load(file)["Records"]
    with duckdb.connect() as connection:
        load(connection, records, partition.split("/") if partition else [])
        [statement] = sqlglot.transpile(query, read="athena", write="duckdb")
        result = connection.execute(statement)
        rows = [[name for name, *_ in result.description], *result.fetchall()]
    return "".join(",".join(map(print_cell, row)) + "\n" for row in rows)


for line in sys.stdin:
    try:
        answer = {"csv": run(**json.loads(line))}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
