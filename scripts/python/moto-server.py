"""moto's server, in which only the partition aws has AWS's managed policies. Takes moto_server's arguments.

moto makes its 1,500 policies anew for each of eight partitions, before and after each reset: a second of work each time that
tests empty it, which they do for nearly everything.
"""

import sys

from moto.iam.models import IAMBackend
from moto.server import main

load_policies = IAMBackend._init_aws_policies


def load_policies_of_aws(backend):
    return load_policies(backend) if backend.region_name == "aws" else []


if __name__ == "__main__":
    IAMBackend._init_aws_policies = load_policies_of_aws
    main(sys.argv[1:])
