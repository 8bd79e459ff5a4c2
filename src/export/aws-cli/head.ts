/** The beginning of a script: how to run it, what to fill in, whose account it is for. */
import { tellCount } from "../../base/count.ts";
import type { Step } from "../../plan/steps.ts";
import { writeComment, writeWord } from "./shell.ts";
import type { Variables } from "./variables.ts";

/** What a script's beginning tells of it. */
export interface ScriptHead {
  readonly version: string;
  readonly steps: readonly Step[];
  readonly variables: Variables;
  readonly isFolder: boolean;
  readonly hasFiles: boolean;
  /** Commands that write the files that it needs. */
  readonly writesFiles: readonly string[];
}

/** What is run where a call fails. */
const FAILING = [
  "FAILED=0",
  "fail() {",
  "  FAILED=$((FAILED + 1))",
  `  printf 'the command at line %s failed\\n' "$1" >&2`,
  "}",
  "trap 'fail $LINENO' ERR",
  "# With KEEP_GOING=1 the script goes on where a call fails.",
  `if [ -n "\${KEEP_GOING-}" ]; then set +e; fi`,
];

/** What an answer does not hold is no identifier. Of a call that failed, enough was said. */
const KNOWING = [
  "know() {",
  "  local name",
  '  for name in "$@"; do',
  `    if [ -z "\${!name}" ] && [ -n "\${KEEP_GOING-}" ]; then return 0; fi`,
  `    if [ -z "\${!name}" ] || [ "\${!name}" = None ]; then`,
  `      printf '%s is not in the answer\\n' "$name" >&2`,
  "      return 1",
  "    fi",
  "  done",
  "}",
];

/** Where an answer only mentions a thing and the endpoint's does not, production's name of it is all there is. */
const KEEPING = [
  "keep() {",
  `  if [ -z "\${!1}" ] || [ "\${!1}" = None ]; then`,
  `    printf '%s is not in the answer, and stays %s\\n' "$1" "$2" >&2`,
  `    printf -v "$1" '%s' "$2"`,
  "  fi",
  "}",
];

/**
 * Older versions of the CLI know no AWS_ENDPOINT_URL and would ask AWS (https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-endpoints.html):
 * it is given to each command, and nothing goes to AWS unless somebody said so.
 */
const SENDING = [
  `if [ -z "\${AWS_ENDPOINT_URL-}" ] && [ -z "\${TO_AWS-}" ]; then`,
  `  printf 'set AWS_ENDPOINT_URL, or TO_AWS=1 to make all this in AWS itself\\n' >&2`,
  "  exit 2",
  "fi",
  "aws() {",
  `  command aws \${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"`,
  "}",
];

/** A text as it stands between the quotes of JSON. */
const QUOTING = [
  "json() {",
  "  local text=$1",
  `  text=\${text//\\\\/\\\\\\\\}`,
  `  text=\${text//\\"/\\\\\\"}`,
  `  text=\${text//$'\\n'/\\\\n}`,
  `  text=\${text//$'\\r'/\\\\r}`,
  `  text=\${text//$'\\t'/\\\\t}`,
  `  printf '%s' "$text"`,
  "}",
];

function writeBlanks({ blanks }: Variables): string[] {
  const all = [...blanks].flatMap(([{ about, preset }, variable]) => [
    writeComment(about),
    preset === undefined
      ? `${variable}=\${${variable}:?fill it in, here or in the environment}`
      : `${variable}=${writeWord([preset])}`,
  ]);
  if (all.length === 0) return [];
  return ["# ---- to fill in: what the log hides, and what this script must not hold ----", ...all, ""];
}

function writeAccounts(steps: readonly Step[], variables: Variables): string[] {
  const { mainAccount, accounts } = variables;
  const others = [...new Set(steps.map(({ account }) => account))].filter((one) => one !== mainAccount);
  const ask = (variable: string, profile = "") =>
    `${variable}=\${${variable}:-$(aws sts get-caller-identity${profile} --query Account --output text)}`;
  const own = mainAccount === undefined ? undefined : accounts.get(mainAccount);
  const lines = [
    ...(own === undefined
      ? []
      : [`# Production's account ${mainAccount} is the one of your credentials here.`, ask(own)]),
    ...others.flatMap((account) => {
      const profile = `PROFILE_${account}`;
      const variable = accounts.get(account);
      return [
        `# What stands for production's account ${account}: a profile of the AWS CLI with credentials of another account.`,
        `${profile}=\${${profile}:?name the profile of the AWS CLI that stands for account ${account}}`,
        ...(variable === undefined ? [] : [ask(variable, ` --profile "$${profile}"`)]),
      ];
    }),
  ];
  return lines.length === 0 ? [] : [...lines, ""];
}

/** Writes the beginning. */
export function writeHead(head: ScriptHead): string {
  const { version, steps, variables, isFolder, hasFiles, writesFiles } = head;
  const made = steps.filter(({ creation }) => creation).length;
  const place = isFolder
    ? [`cd -- "$(dirname -- "\${BASH_SOURCE[0]}")"`, ""]
    : [
        "FOLDER=$(mktemp -d)",
        `trap 'rm -rf -- "$FOLDER"' EXIT`,
        'cd -- "$FOLDER"',
        "mkdir files",
        ...writesFiles,
        "",
      ];
  return [
    "#!/usr/bin/env bash",
    `# What stands at the end of a CloudTrail log, as commands of the AWS CLI (version 2): ${tellCount(steps.length, "call")}, of which`,
    `# the log does not hold ${made}. Written by cloudmock ${version}. Sends to AWS_ENDPOINT_URL, or with TO_AWS=1 to AWS itself.`,
    "set -euo pipefail",
    "export AWS_PAGER= AWS_CLI_AUTO_PROMPT=off AWS_CLI_FILE_ENCODING=UTF-8",
    ...SENDING,
    "",
    ...FAILING,
    "",
    ...KNOWING,
    "",
    ...KEEPING,
    "",
    ...(variables.fillsJson ? [...QUOTING, ""] : []),
    ...writeBlanks(variables),
    ...writeAccounts(steps, variables),
    ...(hasFiles ? place : []),
  ]
    .join("\n")
    .trimEnd();
}
