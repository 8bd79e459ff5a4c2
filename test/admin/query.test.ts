import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { explainError } from "../../src/admin/answer.ts";
import { FILE_PARAMETERS, PARAMETERS, readReplayRequest } from "../../src/admin/query.ts";
import { parseReplayOptions } from "../../src/options/options.ts";

const NOW = Date.UTC(2026, 3, 1);
const server = { endpoint: "http://127.0.0.1:4566" };

interface Rights {
  readonly isTrusted?: boolean;
  readonly allowRemote?: boolean;
  readonly allowEndpoint?: boolean;
  readonly files?: string | undefined;
}

function read(query: string, rights: Rights = {}) {
  const { isTrusted = false, allowRemote = false, allowEndpoint = false, files } = rights;
  return readReplayRequest(new URLSearchParams(query), {
    server: { ...server, allowRemote, allowEndpoint, files },
    isTrusted,
    now: NOW,
  });
}

function problemOf(query: string, rights: Rights = {}): string {
  try {
    read(query, rights);
    return "none";
  } catch (error) {
    const { status, code, message } = explainError(error);
    return `${status} ${code} ${message}`;
  }
}

/** The options that the command line makes of these flags. */
function parse(given: Record<string, string[] | boolean>) {
  return parseReplayOptions({ input: ["-"], endpoint: [server.endpoint], ...given }, {}, NOW);
}

test("without parameters it is the command line's replay with its result as JSON", () => {
  expect(read("")).toEqual({ options: parse({ format: ["json"] }), isAsync: false });
});

test("every flag but input and those of a terminal is a parameter of its own name, checked as on the command line", () => {
  const dir = import.meta.dir;
  const ids = join(dir, "no-such-file.json");
  const values: Record<string, string> = {
    services: "s3,sqs",
    events: "Create*,!CreateTags",
    regions: "eu-west-1",
    shard: "1/4",
    accounts: "111122223333",
    from: "-24h",
    to: "2026-04-01T00:00:00Z",
    stacks: "children",
    endpoint: "http://127.0.0.1:5000",
    "body-dir": dir,
    target: "moto",
    "main-account": "111122223333",
    "account-map": "111122223333=000000000000",
    "region-map": "eu-west-1=us-east-1",
    "id-map": join(dir, "ids.json"),
    speed: "2.0",
    "max-gap": "30s",
    concurrency: "4",
    output: join(dir, "result.json"),
    format: "text",
  };
  const parameters = [...PARAMETERS].filter(([name]) => name !== "ids" && name !== "async");
  for (const [name, { type }] of parameters) {
    if (type === "boolean") {
      const format: Record<string, string[]> = name === "dry-run" ? {} : { format: ["json"] };
      const on = parse({ ...format, [name]: true });
      const rights = { allowRemote: true };
      const whole = (options: object) => ({ ...options, allowRemote: true });
      expect<object>(read(name, rights).options).toEqual(whole(on));
      expect<object>(read(`${name}=true`, rights).options).toEqual(whole(on));
      const off = { ...parse({ format: ["json"], [name]: false }), allowRemote: name !== "allow-remote" };
      expect(read(`${name}=false`, rights).options).toEqual(off);
      continue;
    }
    const value = values[name] ?? "no value for this flag in the test";
    const query = new URLSearchParams([[name, value]]).toString();
    const rights = { isTrusted: true, allowEndpoint: true, files: dir };
    expect(read(query, rights).options).toEqual(parse({ format: ["json"], [name]: [value] }));
  }
  expect(problemOf(`ids=${ids}`, { isTrusted: true, files: dir })).toContain("400 invalid_parameter ids: ");
});

test("repeated parameters are repeated flags", () => {
  expect(read("services=s3&services=sqs").options).toEqual(
    parse({ format: ["json"], services: ["s3", "sqs"] }),
  );
  expect(problemOf("speed=1&speed=2")).toBe(
    "400 invalid_parameter speed: given more than once; give it once",
  );
  expect(problemOf("verify&verify")).toBe("400 invalid_parameter verify: given more than once; give it once");
});

describe("what is refused:", () => {
  test.each([
    ["sped=1", 'there is no parameter "sped"; did you mean speed?'],
    ["--speed=1", 'there is no parameter "--speed"; did you mean speed?'],
    ["dry_run", 'there is no parameter "dry_run"; did you mean dry-run?'],
    ["asnyc", 'there is no parameter "asnyc"; did you mean async?'],
    ["zzzzzzzz", 'there is no parameter "zzzzzzzz"; /api/openapi.json lists them'],
    ["quiet", 'there is no parameter "quiet"; /api/openapi.json lists them'],
    ["__proto__=x", 'there is no parameter "__proto__"; /api/openapi.json lists them'],
    ["constructor=x", 'there is no parameter "constructor"; /api/openapi.json lists them'],
    ["input=x", "input: the request's body is the input; send the trail there"],
    ["speed=", "speed needs a value: speed=FACTOR"],
    ["format=", "format needs a value: format=text|json"],
    ["verify=1", "verify is a switch: write verify, verify=true or verify=false, not verify=1"],
    ["shard=4", "shard: 4 is a number of shards without an index. Write I/4."],
    ["speed=-1", "speed: "],
    [
      "concurrency=65",
      "concurrency: 4 replays may run at the same time, so one has 64 calls under way at most",
    ],
    ["async&dry-run", "dry-run: "],
    ["async&format=text", "format: "],
    ["dry-run&verify", "verify: a dry run sends nothing"],
    ["keep-accounts&main-account=111122223333", "keep-accounts and main-account contradict each other"],
  ])("%s", (query, message) => {
    expect(problemOf(query)).toStartWith(`400 invalid_parameter ${message}`);
  });

  test.each(FILE_PARAMETERS)("%s without the server's token, before any file is looked at", (name) => {
    expect(problemOf(`${name}=/no/such/folder/x`)).toStartWith(
      `400 invalid_parameter ${name}: names a file of the server's machine, which takes the server's token`,
    );
    expect(problemOf(`${name}=/no/such/folder/x`, { isTrusted: true })).not.toContain("token");
  });

  test.each(FILE_PARAMETERS)("%s where the server was started without --files", (name) => {
    expect(problemOf(`${name}=${import.meta.dir}`, { isTrusted: true })).toBe(
      `403 not_allowed ${name}: the server was started without --files DIR, so a request may name no file`,
    );
  });

  test.each(FILE_PARAMETERS)("%s that is not below --files", (name) => {
    const rights = { isTrusted: true, files: import.meta.dir };
    for (const path of ["/etc/passwd", "../options", `${import.meta.dir}/../x`, `${import.meta.dir}x`])
      expect(problemOf(`${name}=${path}`, rights)).toStartWith(
        `403 not_allowed ${name}: ${JSON.stringify(path)} is not below the folder`,
      );
  });

  test("another endpoint where the server was started without --allow-endpoint", () => {
    for (const endpoint of ["http://127.0.0.1:5000", "http://127.0.0.1:4566/other", "no URL"])
      expect(problemOf(`endpoint=${endpoint}`)).toStartWith(
        "403 not_allowed endpoint: the server was started",
      );
    expect(read("endpoint=http://127.0.0.1:4566/").options.endpoint).toBe("http://127.0.0.1:4566/");
    const { options } = read("endpoint=http://127.0.0.1:5000", { allowEndpoint: true });
    expect(options.endpoint).toBe("http://127.0.0.1:5000");
  });

  test("a remote endpoint where the server was started without --allow-remote", () => {
    expect(problemOf("allow-remote")).toStartWith("403 not_allowed allow-remote: ");
    expect(problemOf("allow-remote=true")).toStartWith("403 not_allowed ");
    expect(read("allow-remote=false").options.allowRemote).toBe(false);
    expect(read("", { allowRemote: true }).options.allowRemote).toBe(true);
    expect(read("allow-remote=false", { allowRemote: true }).options.allowRemote).toBe(false);
  });
});

test("async=false is no async, and async takes format=json", () => {
  expect(read("async").isAsync).toBe(true);
  expect(read("async=false&dry-run").isAsync).toBe(false);
  expect(read("async&format=json").isAsync).toBe(true);
});
