#!/bin/sh
# Tests against production's topology in any CI that has Docker: an emulator, a trail replayed into it, the tests.
set -eu

export AWS_ENDPOINT_URL=http://localhost:4566
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1

docker run --detach --rm --name moto --publish 127.0.0.1:4566:5000 motoserver/moto:5.2.5
trap 'docker stop moto' EXIT

curl -fsSL https://github.com/viridian-inc/cloudmock/releases/latest/download/install.sh | sh
PATH="$HOME/.local/bin:$PATH"

cloudmock wait --timeout 2m
cloudmock cloudtrail replay --input fixtures/trail.json --output replay-result.json
npm test
