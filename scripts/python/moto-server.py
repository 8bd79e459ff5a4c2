"""moto's server for tests, which is emptied, and started, in a moment.

`moto-server.py ARGUMENTS` is moto_server. moto makes AWS's 1,500 managed policies anew for each of eight partitions, and as
it is emptied makes all that it is about to throw away anew: half a second of work each time that tests empty it, which they
do for nearly everything. Here only the partition aws has the policies, which are read once, and what is thrown away is only
closed. The policies of an account, and the 1,300 images of a region with a snapshot each, are made at the first call that
asks for any. What is the same for each request, moto finds anew for each: it looks through botocore's folders for each model
that it reads, through its own for each request, and through a service's errors for each error, and compiles for each path
how to write it, which no server does.

`moto-server.py pool SOCKET` reads all of moto and its models, which takes more than most tests, and then answers HTTP on
that Unix socket: `POST /` with moto_server's arguments as a list of JSON starts a server with them by forking, and answers
its process id; `DELETE /ID` ends it. All of them end with the pool.
"""

import copy
import ctypes
import functools
import gc
import json
import os
import signal
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler

# What is read makes no garbage, and looking for it takes a quarter of the time.
gc.disable()

import moto.backends
import moto.core.responses
import moto.core.utils
import moto.ec2.utils
import moto.server
from moto.backend_index import backend_url_patterns
from moto.core.base_backend import AccountSpecificBackend, BaseBackend
from moto.core.errors import ErrorLookupFactory
from moto.core.responses import BaseResponse
from moto.core.routing import ServiceOperationRouter
from moto.ec2.models import EC2Backend
from moto.iam.models import IAMBackend
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler
from werkzeug.routing import Rule

PR_SET_PDEATHSIG = 1

make_policies = IAMBackend._init_aws_policies
make_images = EC2Backend._load_amis
policies = []
filling = threading.RLock()


class Late:
    """An attribute of a backend whose first reading has the backend filled with what AWS itself has."""

    def __init__(self, name):
        self.name = name

    def __set__(self, backend, value):
        backend.__dict__[self.name] = value

    def __get__(self, backend, _):
        with filling:
            fill = backend.__dict__.pop("fill", None)
            if fill:
                fill(backend)
        return backend.__dict__[self.name]


class Settled(dict):
    """A dictionary whose values are listed at once: moto goes through them while other threads add some, and fails."""

    def values(self):
        return list(super().values())


def put_off(fill):
    def note(backend):
        backend.fill = fill
        return []

    return note


def fill_policies(backend):
    if backend.region_name != "aws":
        return
    if not policies:
        policies.extend(make_policies(backend))
    own = [copy.copy(policy) for policy in policies]
    for policy in own:
        policy.account_id = backend.account_id
    backend.aws_managed_policies = own
    backend.managed_policies.update((policy.arn, policy) for policy in own)


def take_turns(method):
    """A method that one thread at a time is in: moto makes a service's router at its first request, and fails where two do."""
    turn = threading.RLock()

    @functools.wraps(method)
    def wait(*arguments):
        with turn:
            return method(*arguments)

    return wait


def write_path(*_):
    raise NotImplementedError("a server writes no paths")


def close(backends):
    for backend in backends.values():
        if type(backend).reset is not BaseBackend.reset:
            backend.reset()


def list_responses(kind=BaseResponse):
    for inner in kind.__subclasses__():
        yield inner
        yield from list_responses(inner)


def read_all():
    """Makes what a server makes at the first request for a service."""
    make = moto.server.create_backend_app
    apps = {name: make(name) for name in {name for name, _ in backend_url_patterns}}
    moto.server.create_backend_app = lambda name: apps.get(name) or make(name)
    for response in list_responses():
        try:
            moto.core.utils.get_service_model(response().boto3_service_name)
        except Exception:
            pass  # a class that others are made from, which is no service's
    IAMBackend("aws", "123456789012").managed_policies
    # What is there now is not looked at again, which would copy it into each server.
    gc.freeze()
    gc.enable()


def serve(arguments):
    """Is the server from here on, and says nothing of its requests."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    mock_random.seed()
    moto.server.main(arguments)


class Pool(BaseHTTPRequestHandler):
    def do_POST(self):
        arguments = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        child = os.fork()
        if child == 0:
            self.server.socket.close()
            self.connection.close()
            serve(arguments)
        self.answer(str(child))

    def do_DELETE(self):
        child = int(self.path[1:])
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.answer("")

    def answer(self, text):
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


def hasten():
    """Changes moto as this file's beginning says."""
    AccountSpecificBackend.reset = close
    IAMBackend._init_aws_policies = put_off(fill_policies)
    IAMBackend._init_managed_policies = lambda _: Settled()
    EC2Backend._load_amis = put_off(make_images)
    late = {IAMBackend: ["aws_managed_policies", "managed_policies"], EC2Backend: ["amis", "snapshots"]}
    for backends, names in late.items():
        for name in names:
            setattr(backends, name, Late(name))
    moto.ec2.utils.random_resource_id = lambda size=8: f"{mock_random.getrandbits(4 * size):0{size}x}"
    modules = tuple(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
    for place, name in [
        (moto.core.utils, "create_loader"),
        (moto.core.utils, "Session"),
        (moto.core.responses, "method_names_from_class"),
        (DomainDispatcherApplication, "get_backend_for_host"),
    ]:
        setattr(place, name, functools.cache(getattr(place, name)))
    ErrorLookupFactory._create_error_lut = staticmethod(functools.cache(ErrorLookupFactory._create_error_lut))
    ServiceOperationRouter._get_router = take_turns(ServiceOperationRouter._get_router)
    Rule._compile_builder = lambda *_: write_path
    MotoRequestHandler.log_request = lambda *_: None


if __name__ == "__main__":
    hasten()
    if sys.argv[1:2] == ["pool"]:
        read_all()
        socketserver.UnixStreamServer(sys.argv[2], Pool).serve_forever()
    else:
        gc.enable()
        moto.server.main(sys.argv[1:])
