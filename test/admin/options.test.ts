import { describe, expect, test } from "bun:test";
import { realpathSync } from "node:fs";
import { parseAdminOptions } from "../../src/admin/options.ts";
import type { Flags } from "../../src/options/flags.ts";
import { isLoopback, parseSize } from "../../src/options/server-readers.ts";

const TOKEN = "0123456789abcdef";
const nowhere = async () => {
  throw new Error("no such name");
};

async function problemOf(flags: Flags, env = {}): Promise<string> {
  return parseAdminOptions(flags, env, nowhere).then(
    () => "none",
    (error: Error) => `${error.name} ${error.message}`,
  );
}

test("without flags it is a server for this machine in front of the usual endpoint", async () => {
  expect(await parseAdminOptions({}, {}, nowhere)).toEqual({
    host: "127.0.0.1",
    port: 4599,
    endpoint: "http://localhost:4566",
    allowRemote: false,
    allowEndpoint: false,
    files: undefined,
    token: undefined,
    maxBodyBytes: 1_000_000_000,
    allowEdit: false,
  });
});

test("the environment gives the endpoint and the token, and flags go before it", async () => {
  const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:5000/", CLOUDMOCK_ADMIN_TOKEN: TOKEN };
  expect(await parseAdminOptions({}, env, nowhere)).toMatchObject({
    endpoint: "http://127.0.0.1:5000",
    token: TOKEN,
  });
  const flags = { endpoint: ["http://10.0.0.1"], "admin-token": [`${TOKEN}${TOKEN}`], port: ["0"] };
  expect(await parseAdminOptions(flags, env, nowhere)).toMatchObject({
    endpoint: "http://10.0.0.1",
    token: TOKEN + TOKEN,
    port: 0,
  });
  expect(
    await parseAdminOptions({}, { AWS_ENDPOINT_URL: "", CLOUDMOCK_ADMIN_TOKEN: "" }, nowhere),
  ).toMatchObject({ endpoint: "http://localhost:4566", token: undefined });
});

test("requests may name files only where there is a token to show, and below a folder that is there", async () => {
  const files = [import.meta.dir];
  expect(await problemOf({ files })).toStartWith("UsageError --files: only who shows the server's token");
  const env = { CLOUDMOCK_ADMIN_TOKEN: TOKEN };
  const options = await parseAdminOptions({ files, "allow-endpoint": true }, env, nowhere);
  expect(options).toMatchObject({ files: realpathSync(import.meta.dir), allowEndpoint: true });
  expect(await problemOf({ files: [import.meta.path] }, env)).toContain("is a file; give a folder");
  expect(await problemOf({ files: ["/no/such/folder"] }, env)).toStartWith("UsageError --files: ");
});

test.each([
  ["1", 1],
  ["500mb", 500_000_000],
  ["1gb", 1_000_000_000],
  ["1.5GB", 1_500_000_000],
  ["64kb", 64_000],
])("--max-body %s", (text, value) => {
  expect(parseSize(text)).toEqual({ value });
});

test.each(["0", "", "gb", "-1", "1tb", "1 gb", "9999999999gb", "0x10"])(
  "--max-body %p is refused",
  (text) => {
    expect(parseSize(text)).toHaveProperty("error");
  },
);

describe("what is refused:", () => {
  test.each<[Flags, string]>([
    [{ port: ["65536"] }, "--port: "],
    [{ port: ["http"] }, "--port: "],
    [{ port: ["1", "2"] }, "--port: given more than once"],
    [{ host: ["http://x"] }, "--host: "],
    [{ "admin-token": ["short"] }, "--admin-token: the token must have 16 or more characters"],
    [{ "admin-token": ["with a space in its middle"] }, "--admin-token: "],
    [
      { endpoint: ["https://sqs.eu-west-1.amazonaws.com"] },
      "--endpoint: sqs.eu-west-1.amazonaws.com is AWS itself",
    ],
    [{ endpoint: ["http://8.8.8.8"] }, "--endpoint: 8.8.8.8 is neither this machine"],
    [{ endpoint: ["localhost:4566"] }, "--endpoint: "],
  ])("%j", async (flags, problem) => {
    expect(await problemOf(flags)).toStartWith(`UsageError ${problem}`);
  });

  test.each(["0.0.0.0", "::", "192.168.0.2", "build-server", "::ffff:10.0.0.1"])(
    "--host %s without a token",
    async (host) => {
      expect(await problemOf({ host: [host] })).toContain("that needs a token");
      expect(await problemOf({ host: [host], "admin-token": [TOKEN] })).toBe("none");
    },
  );

  test("a token that is refused is not repeated", async () => {
    expect(await problemOf({}, { CLOUDMOCK_ADMIN_TOKEN: "my secret" })).not.toContain("my secret");
  });

  test("an allowed name that leads nowhere is the endpoint's fault", async () => {
    const flags = { endpoint: ["http://emulator.example"], "allow-remote": true };
    expect(await problemOf(flags)).toStartWith("EndpointError ");
  });
});

test.each(["127.0.0.1", "127.1.2.3", "::1", "localhost", "LOCALHOST".toLowerCase()])(
  "%s is loopback",
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each(["0.0.0.0", "::", "10.0.0.1", "localhost.example", "127.0.0.1.example"])("%s is not", (host) => {
  expect(isLoopback(host)).toBe(false);
});
