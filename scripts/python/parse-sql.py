"""Parses a file of SQL as Trino's and prints its statements' kinds and tables, one statement a line.

Usage: parse-sql.py QUERY
"""
import sys

import sqlglot
from sqlglot import exp

with open(sys.argv[1], encoding="utf-8") as file:
    for statement in sqlglot.parse(file.read(), read="trino"):
        print(statement.key, *(table.sql(dialect="trino") for table in statement.find_all(exp.Table)))
