"""Runs Athena's SQL over a CloudTrail log: transpiled to DuckDB, over a table shaped as AWS documents it for Athena.

Usage: query-trail.py LOG QUERY [PARTITION]
LOG is a document with Records; QUERY a file with the SQL; PARTITION the name of a column with the day of the file, as
in 2026/03/01, or of three columns with its parts (year/month/day). The CSV goes to standard output, written as Athena
writes it: lower-case header, every cell quoted but those of NULLs.
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


def main(log, query, partition=""):
    with open(log, encoding="utf-8") as file:
        records = json.load(file)["Records"]
    connection = duckdb.connect()
    load(connection, records, partition.split("/") if partition else [])
    with open(query, encoding="utf-8") as file:
        [statement] = sqlglot.transpile(file.read(), read="athena", write="duckdb")
    result = connection.execute(statement)
    rows = [[name for name, *_ in result.description], *result.fetchall()]
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.writelines(",".join(map(print_cell, row)) + "\n" for row in rows)


main(*sys.argv[1:])
