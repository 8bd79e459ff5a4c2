"""moto's server, which is emptied in a moment. Takes moto_server's arguments.

moto makes AWS's 1,500 managed policies anew for each of eight partitions, and as it is emptied makes all that it is about to
throw away anew: half a second of work each time that tests empty it, which they do for nearly everything. Here only the
partition aws has the policies, and what is thrown away is only closed.
"""

import sys

from moto.core.base_backend import AccountSpecificBackend, BaseBackend
from moto.iam.models import IAMBackend
from moto.server import main

load_policies = IAMBackend._init_aws_policies


def load_policies_of_aws(backend):
    return load_policies(backend) if backend.region_name == "aws" else []


def close(backends):
    for backend in backends.values():
        if type(backend).reset is not BaseBackend.reset:
            backend.reset()


if __name__ == "__main__":
    IAMBackend._init_aws_policies = load_policies_of_aws
    AccountSpecificBackend.reset = close
    main(sys.argv[1:])
