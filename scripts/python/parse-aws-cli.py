"""Tells what the AWS CLI reads from command lines, without sending anything.

Usage: parse-aws-cli.py commands: prints a line of JSON for each operation that it has a command for: {service, operation,
members}, of which the last are those that its own model knows.
parse-aws-cli.py FOLDER: reads a line of JSON for each command line, a list of its arguments, and prints one for each:
{service, operation, parameters}, or {error}. Bytes are base64. Files are looked for in FOLDER.
"""

import base64
import contextlib
import io
import json
import math
import os
import sys

import awscli.clidriver

SERVICE_OPERATION = awscli.clidriver.ServiceOperation


def list_commands():
    """The operations that there are commands for."""
    driver = awscli.clidriver.create_clidriver()
    for command in driver._get_command_table().values():
        model = getattr(command, "service_model", None)
        if model is None:
            continue
        for inner in command._get_command_table().values():
            operation = getattr(inner, "_operation_model", None)
            if type(inner) is not SERVICE_OPERATION or operation is None:
                continue
            shape = operation.input_shape
            members = list(shape.members) if shape else []
            yield {"service": model.service_name, "operation": operation.name, "members": members}


def show(value):
    """A parameter as JSON has it."""
    if hasattr(value, "read"):
        value = value.read()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, float) and not math.isfinite(value):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if isinstance(value, dict):
        return {name: show(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [show(inner) for inner in value]
    return value


class Reader:
    """Reads command lines as the CLI does."""

    def __init__(self):
        self.driver = awscli.clidriver.create_clidriver()
        self.read = None
        awscli.clidriver.CLIOperationCaller.invoke = self.keep

    def keep(self, service, operation, parameters, _globals):
        """Takes the place of the call."""
        self.read = {"service": service, "operation": operation, "parameters": show(parameters)}
        return 0

    def take(self, arguments):
        """What one command line says. Some commands leave things behind that others of their service stumble over."""
        read = self.try_once(arguments)
        if "object has no attribute" in read.get("error", ""):
            self.driver = awscli.clidriver.create_clidriver()
            read = self.try_once(arguments)
        return read

    def try_once(self, arguments):
        """What one command line says to the driver that there is."""
        self.read = None
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            try:
                code = self.driver.main(arguments)
            except SystemExit as end:
                code = end.code
        return self.read or {"error": f"{code}: {said.getvalue()[-600:]}"}


def main(what):
    """Prints what is asked for."""
    if what == "commands":
        for command in list_commands():
            print(json.dumps(command))
        return
    os.chdir(what)
    reader = Reader()
    for line in sys.stdin:
        print(json.dumps(reader.take(json.loads(line))), flush=True)


main(*sys.argv[1:])
