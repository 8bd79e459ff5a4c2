"""Runs commands of the AWS CLI for a client that has none loaded: its import takes longer than a call.

`aws-cli-server.py SOCKET FOLDER PYTHON` writes an `aws` into FOLDER, which PYTHON runs, listens at SOCKET, and runs in a process
of its own what that program is called with, with the caller's arguments, environment, folder and streams.
"""

import array
import json
import os
import signal
import socket
import sys
import traceback

CLIENT = """#!{python} -IS
import array, json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({path!r})
    # It may not be there.
    call = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
    server.sendmsg([len(call).to_bytes(8, "big")],
                   [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    server.sendall(call)
    code = server.recv(1)
sys.exit(code[0] if code else 255)
"""


def receive(connection):
    """The arguments, the environment, the folder and the streams of a call."""
    size, ancillary, _, _ = connection.recvmsg(8, socket.CMSG_SPACE(12))
    streams = array.array("i")
    for _, _, data in ancillary:
        streams.frombytes(data)
    length = int.from_bytes(size, "big")
    call = b""
    while len(call) < length:
        part = connection.recv(length - len(call))
        if not part:
            raise EOFError
        call += part
    return *json.loads(call), list(streams)


def run(connection):
    """Runs one call as a process of its own would."""
    arguments, environment, folder, streams = receive(connection)
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    # Importing the CLI has said there where its data is.
    known = {name: os.environ[name] for name in ("AWS_DATA_PATH",) if name in os.environ}
    os.environ.clear()
    os.environ.update(environment, **known)
    # In a root of its own it knows only what is shared.
    os.chdir(folder if os.path.isdir(folder) else "/")
    from awscli import __version__
    from awscli.clidriver import main

    endpoint = environment.get("AWS_ENDPOINT_URL")
    # Version 1 has an address of its own for queues, which that variable does not change.
    where = ["--endpoint-url", endpoint] if endpoint and __version__.startswith("1.") else []
    sys.argv = ["aws", *where, *arguments]

    try:
        code = main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    sys.stdout.flush()
    connection.send(bytes([(code or 0) & 255]))


def serve(path, folder, python):
    """Listens until it is ended."""
    import awscli.clidriver  # noqa: F401
    import awscli.handlers  # noqa: F401

    program = os.path.join(folder, "aws")
    with open(program, "w", encoding="utf-8") as file:
        file.write(CLIENT.format(python=python, path=path))
    os.chmod(program, 0o755)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(64)
        print("ready", flush=True)
        while True:
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                try:
                    run(connection)
                except BaseException:  # noqa: BLE001
                    traceback.print_exc()
                sys.stderr.flush()
                os._exit(0)
            connection.close()


serve(*sys.argv[1:])
