"""Prints an answer as the AWS command line does: `print-answer.py text|table < answer.json`."""

import argparse
import json
import sys

from awscli.formatter import get_formatter

settings = argparse.Namespace(query=None, color="off")
get_formatter(sys.argv[1], settings)("get-query-results", json.load(sys.stdin), sys.stdout)
