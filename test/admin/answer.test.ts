import { expect, test } from "bun:test";
import { ApiError, answerError, explainError } from "../../src/admin/answer.ts";
import { reportFault } from "../../src/admin/log.ts";
import { EndpointError, InputError, OutputError, UsageError } from "../../src/base/errors.ts";
import { nameFlag, say } from "../../src/base/message.ts";

test.each<[string, number, unknown, string]>([
  ["invalid_parameter", 400, new UsageError("no", "speed"), "speed: no"],
  ["invalid_trail", 400, new InputError("request body: Records[0]: no"), "request body: Records[0]: no"],
  ["endpoint_unreachable", 502, new EndpointError("nothing listens"), "nothing listens"],
  ["output_failed", 500, new OutputError("full: --x.json", "output"), "output: full: --x.json"],
  [
    "invalid_parameter",
    400,
    new UsageError(say`is not before ${nameFlag("to")}; http://a--b`, "from"),
    "from: is not before to; http://a--b",
  ],
  ["not_found", 404, new ApiError(404, "not_found", "no"), "no"],
])("%s is answered with %d", async (code, status, error, message) => {
  const response = answerError(explainError(error));
  expect([response.status, await response.json()]).toEqual([status, { error: code, message }]);
});

test("a failure of ours tells the client nothing of itself", async () => {
  for (const error of [new TypeError("/home/me/secret is undefined"), "text", undefined, null]) {
    const response = answerError(explainError(error));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text).error).toBe("internal_error");
    expect(text).not.toContain("secret");
  }
});

test("it is told line by line where the server runs", () => {
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  const fault = new TypeError("no");
  fault.stack = "TypeError: no\n::error::x\n    at y (z.ts:1:2)";
  reportFault(fault, { error: tell, warn: tell, info: tell });
  expect(told).toEqual([
    "cloudmock failed, and it is not your fault; please report it with these lines:",
    "  TypeError: no",
    "  ::error::x",
    "      at y (z.ts:1:2)",
  ]);
});

test.each(["ENOSPC", "EDQUOT"])("no room on the disk (%s) is said", (code) => {
  expect(explainError(Object.assign(new Error(code), { code }))).toMatchObject({
    status: 507,
    code: "disk_full",
  });
});

test("an answer holds nothing that would control the terminal it is shown on", async () => {
  const message = "a\u009bb\u202ec";
  const text = await answerError(new ApiError(400, "invalid_trail", message)).text();
  expect(text).toContain("a\\u009bb\\u202ec");
  expect(JSON.parse(text)).toEqual({ error: "invalid_trail", message });
});
