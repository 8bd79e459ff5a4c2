#!/usr/bin/env bash
# What action.yml runs in a GitHub job: installs cloudmock, starts an instance or waits for the emulator, sets the job's
# environment for it, and replays a trail if there is one. Works with the bash 3.2 of macOS, and needs no jq.
set -euo pipefail

# Ends the step with an exit code and a message that shows on the run's page.
fail() {
  local status=$1 message=$2
  message=${message//'%'/'%25'}
  message=${message//$'\n'/'%0A'}
  echo "::error title=cloudmock::$message"
  exit "$status"
}

check_inputs() {
  case $INPUT_VERSION in
    *[!0-9A-Za-z.+-]*) fail 2 "version is such as 0.1.0, or latest" ;;
  esac
  # GITHUB_ENV takes a line each: an endpoint with a line break would set something else as well.
  case $INPUT_ENDPOINT in
    *[[:space:]]*) fail 2 "endpoint is a URL such as http://localhost:4566, without spaces" ;;
  esac
  case $INPUT_FAIL_ON_ERROR in
    true | false) ;;
    *) fail 2 "fail-on-error is true or false" ;;
  esac
}

install_cloudmock() {
  local version=${INPUT_VERSION#v} folder
  if [ -z "$version" ]; then
    version=$(sed -n '/^ *"version": "/{s/.*: "\(.*\)".*/\1/p;q;}' "$GITHUB_ACTION_PATH/package.json")
  fi
  folder=${RUNNER_TOOL_CACHE:-$HOME/.cache}/cloudmock/$version
  PATH=$folder:$PATH
  # A runner that is kept, or a cached folder, has it already.
  if [ "$version" = latest ] || ! [ -x "$folder/cloudmock" ]; then
    CLOUDMOCK_VERSION=$version CLOUDMOCK_INSTALL_DIR=$folder sh "$GITHUB_ACTION_PATH/scripts/install.sh" ||
      fail $? "cloudmock could not be installed; why is above"
  fi
  echo "$folder" >>"$GITHUB_PATH"
}

# An instance of cloudmock, for the rest of the job, where nobody said what answers and nothing listens where emulators do.
start_instance() {
  local log=$RUNNER_TEMP/cloudmock-start.log
  if [ -n "$INPUT_ENDPOINT" ]; then return; fi
  INPUT_ENDPOINT=http://localhost:4566
  if (exec 3<>/dev/tcp/localhost/4566) 2>/dev/null; then return; fi
  nohup cloudmock start >"$log" 2>&1 &
  echo "Nothing listens at $INPUT_ENDPOINT: an instance of cloudmock is started there, whose log is $log"
}

wait_for_emulator() {
  local status=0
  # With the sign between them, no value is taken for a flag.
  cloudmock wait --endpoint="$INPUT_ENDPOINT" --timeout="$INPUT_TIMEOUT" || status=$?
  if [ "$status" = 4 ]; then
    fail 4 "No emulator answers at $INPUT_ENDPOINT. The action starts none where an endpoint is named; add one to the job:

    services:
      moto:
        image: motoserver/moto:5.2.5
        ports:
          - 4566:5000

or say with the input endpoint where it is (in a job that runs in a container: http://moto:5000)."
  elif [ "$status" != 0 ]; then
    fail "$status" "cloudmock wait ended with $status; its message is above"
  fi
}

# Whether the job has a variable; an empty one is none, as a secret is in a pull request from a fork.
has() { [ -n "${!1:+x}" ]; }

set_environment() {
  local name
  echo "AWS_ENDPOINT_URL=$INPUT_ENDPOINT" >>"$GITHUB_ENV"
  if has AWS_ACCESS_KEY_ID || has AWS_SECRET_ACCESS_KEY || has AWS_SESSION_TOKEN || has AWS_PROFILE; then
    echo "::notice title=cloudmock::The job has AWS credentials of its own; they stay, and AWS_ENDPOINT_URL leads to the emulator"
  else
    printf '%s=test\n' AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY >>"$GITHUB_ENV"
  fi
  for name in AWS_REGION AWS_DEFAULT_REGION; do
    has "$name" || echo "$name=us-east-1" >>"$GITHUB_ENV"
  done
}

# A number of the result, which is written one field a line; fields of the same name further in are indented more.
count() { sed -n "s/^  \"$1\": \([0-9][0-9]*\),*\$/\1/p" "$result"; }

replay_trail() {
  local folder words word token status=0 name
  folder=$(mktemp -d "$RUNNER_TEMP/cloudmock.XXXXXX")
  result=$folder/result.json
  set -- --input="$INPUT_TRAIL" --endpoint="$INPUT_ENDPOINT" --output="$result" --report="$folder/summary.md"
  if [ "$INPUT_FAIL_ON_ERROR" = true ]; then set -- "$@" --fail-on-error; fi
  # Words as a shell would part them, quotes included, and nothing else that a shell would do.
  words=$(xargs -n 1 printf '%s\n' <<<"$INPUT_ARGS") || fail 2 "args has a quote without its other half"
  while IFS= read -r word; do
    if [ -n "$word" ]; then set -- "$@" "$word"; fi
  done <<<"$words"
  # Names out of the trail are printed: the runner must not take them for its commands (##[set-output …]).
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$token"
  cloudmock cloudtrail replay "$@" || status=$?
  echo "::$token::"
  if [ -s "$result" ]; then
    for name in replayed succeeded failed skipped; do echo "$name=$(count "$name")"; done >>"$GITHUB_OUTPUT"
    echo "result=$result" >>"$GITHUB_OUTPUT"
  fi
  # Nothing in a name or a message of the trail is read there as Markdown.
  if [ -s "$folder/summary.md" ]; then cat "$folder/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
  if [ "$status" != 0 ]; then fail "$status" "The replay ended with $status; what it said is above"; fi
}

check_inputs
install_cloudmock
start_instance
wait_for_emulator
set_environment
if [ -n "$INPUT_TRAIL" ]; then replay_trail; fi
