import { describe, expect, test } from "bun:test";
import { checkEndpoint, resolveName } from "../../src/replay/endpoint.ts";
import { writeError } from "../support/write-error.ts";

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "emulator.test": ["10.0.0.7"],
  "both.test": ["192.168.1.2", "fd12::2"],
  "remote.test": ["203.0.113.9"],
  "mixed.test": ["127.0.0.1", "203.0.113.9"],
  "metadata.test": ["169.254.169.254"],
  "mapped.test": ["::ffff:203.0.113.9"],
  "empty.test": [],
};

function makeRules(allowRemote = false) {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    asked.push(name);
    const found = NAMES[name];
    if (!found) throw new Error("ENOTFOUND");
    return found;
  };
  return { allowRemote, resolve, asked };
}

/** What the check says, without the addresses. */
async function check(text: string, allowRemote = false) {
  const checked = await checkEndpoint(text, makeRules(allowRemote));
  return "url" in checked ? { url: checked.url } : writeError(checked);
}

describe("checkEndpoint allows", () => {
  test.each([
    ["http://localhost:4566", "http://localhost:4566"],
    ["http://localhost:4566/", "http://localhost:4566"],
    ["HTTP://LocalHost:80", "http://localhost"],
    ["https://localhost.:443//", "https://localhost."],
    ["http://s3.localhost:4566/base/path/", "http://s3.localhost:4566/base/path"],
    ["http://127.0.0.1:5000", "http://127.0.0.1:5000"],
    ["http://127.255.0.3", "http://127.255.0.3"],
    ["http://0x7f.1:5000", "http://127.0.0.1:5000"],
    ["http://2130706433", "http://127.0.0.1"],
    ["http://0177.0.0.1", "http://127.0.0.1"],
    ["http://[::1]:4566", "http://[::1]:4566"],
    ["http://[::ffff:127.0.0.1]", "http://[::ffff:7f00:1]"],
    ["http://[::ffff:10.1.2.3]", "http://[::ffff:a01:203]"],
    ["http://0.0.0.0:4566", "http://0.0.0.0:4566"],
    ["http://[::]:4566", "http://[::]:4566"],
    ["http://10.255.0.1", "http://10.255.0.1"],
    ["http://172.16.0.1", "http://172.16.0.1"],
    ["http://172.31.255.255", "http://172.31.255.255"],
    ["http://192.168.0.1", "http://192.168.0.1"],
    ["http://[fc00::1]", "http://[fc00::1]"],
    ["http://[fdff::1]", "http://[fdff::1]"],
    ["http://emulator.test:4566", "http://emulator.test:4566"],
    ["http://both.test", "http://both.test"],
  ])("%s", async (text, url) => {
    expect(await check(text)).toEqual({ url });
  });

  test("localhost without asking the resolver", async () => {
    const rules = makeRules();
    await checkEndpoint("http://localhost", rules);
    await checkEndpoint("http://a.localhost", rules);
    expect(rules.asked).toEqual([]);
  });
});

test("the addresses are those that were checked", async () => {
  const find = async (text: string) => {
    const checked = await checkEndpoint(text, makeRules());
    return "url" in checked ? checked.addresses : undefined;
  };
  expect(await find("http://both.test:4566/base")).toEqual(["192.168.1.2", "fd12::2"]);
  expect(await find("http://[::1]:4566")).toEqual(["::1"]);
  expect(await find("http://0x7f.1")).toEqual(["127.0.0.1"]);
  expect(await find("http://a.localhost:4566")).toEqual(["127.0.0.1", "::1"]);
});

describe("checkEndpoint needs --allow-remote for", () => {
  test.each([
    "http://remote.test",
    "http://mixed.test",
    "http://mapped.test",
    "http://8.8.8.8",
    "http://172.15.255.255",
    "http://172.32.0.0",
    "http://192.169.0.1",
    "http://169.254.1.1",
    "http://100.64.0.1",
    "http://[2001:db8::1]",
    "http://[fe80::1]",
    "http://[::2]",
    "http://[::ffff:8.8.8.8]",
    "http://134744072",
  ])("%s", async (text) => {
    expect(await check(text)).toEqual({
      error: expect.stringContaining("is neither this machine nor in a private network"),
      kind: "usage",
    });
    expect(await check(text)).toEqual({
      error: expect.stringContaining("add --allow-remote"),
      kind: "usage",
    });
    expect(await check(text, true)).toEqual({ url: new URL(text).origin });
  });

  test("a name, saying which of its addresses it is", async () => {
    expect(await check("http://mixed.test")).toEqual({
      error:
        "mixed.test (203.0.113.9) is neither this machine nor in a private network; if the emulator really runs there, add --allow-remote",
      kind: "usage",
    });
  });
});

describe("checkEndpoint refuses AWS under all rules", () => {
  test.each([
    "https://amazonaws.com",
    "https://s3.amazonaws.com",
    "https://dynamodb.us-east-1.amazonaws.com:443/path",
    "https://S3.AmazonAWS.Com",
    "https://s3.amazonaws.com.",
    "https://s3.amazonaws.com..",
    "https://s3.%61mazonaws.com",
    "https://s3.amazonaws%2Ecom",
    "https://s3.amazonaws\u3002com",
    "https://\uff41\uff4d\uff41\uff5a\uff4f\uff4e\uff41\uff57\uff53.com",
    "https://amazon\u00adaws.com",
    "https:s3.amazonaws.com",
    "https:\\\\s3.amazonaws.com",
    "https://s3.ama\tzonaws.com",
    "https://.amazonaws.com",
    "https://s3.cn-north-1.amazonaws.com.cn",
    "https://amazonaws.com.cn.",
    "https://s3.dualstack.us-east-1.api.aws",
    "https://abc.lambda-url.us-east-1.on.aws",
    "https://s3.eusc-de-east-1.amazonaws.eu",
    "https://s3.api.amazonwebservices.com.cn",
    "https://s3.api.amazonwebservices.eu",
    "https://s3.us-iso-east-1.c2s.ic.gov",
    "https://s3.api.aws.ic.gov",
    "https://s3.us-isob-east-1.sc2s.sgov.gov",
    "https://s3.api.aws.scloud",
    "https://s3.cloud.adc-e.uk",
    "https://s3.api.cloud-aws.adc-e.uk",
    "https://s3.csp.hci.ic.gov",
    "https://s3.api.aws.hci.ic.gov",
  ])("%s", async (text) => {
    for (const allowRemote of [false, true]) {
      const rules = makeRules(allowRemote);
      expect(writeError(await checkEndpoint(text, rules))).toEqual({
        error: expect.stringContaining("is AWS itself"),
        kind: "usage",
      });
      expect(rules.asked).toEqual([]);
    }
  });

  test.each([
    "http://169.254.169.254",
    "http://169.254.169.254/latest",
    "http://2852039166",
    "http://0xa9.254.43518",
    "http://[::ffff:169.254.169.254]",
    "http://[fd00:ec2::254]",
    "http://[FD00:0EC2:0:0:0:0:0:0254]",
    "http://169.254.170.2",
    "http://169.254.170.23",
    "http://[fd00:ec2::23]",
    "http://metadata.test",
  ])("%s", async (text) => {
    for (const allowRemote of [false, true]) {
      expect(await check(text, allowRemote)).toEqual({
        error: expect.stringContaining("is where AWS serves"),
        kind: "usage",
      });
    }
  });

  test("but not names that only look like it", async () => {
    for (const name of ["notamazonaws.com", "amazonaws.com.evil.test", "amazonaws.org"]) {
      const resolve = async () => ["127.0.0.1"];
      expect(await checkEndpoint(`http://${name}`, { allowRemote: false, resolve })).toEqual({
        url: `http://${name}`,
        addresses: ["127.0.0.1"],
      });
    }
  });
});

describe("checkEndpoint refuses as usage", () => {
  test.each([
    "",
    "localhost:4566",
    "4566",
    "//localhost",
    "ftp://localhost",
    "file:///etc/passwd",
    "http://",
    "http://.",
    "http://..",
    "http://a b",
    "http://localhost:99999",
    "http://[fe80::1%25eth0]",
  ])("%p, which is not an http or https URL", async (text) => {
    expect(await check(text, true)).toEqual({
      error: expect.stringContaining("is not an http or https URL; write it like http://localhost:4566"),
      kind: "usage",
    });
  });

  test.each([
    "http://user:hunter2@localhost",
    "http://hunter2@localhost",
    "ftp://user:hunter2@localhost",
    "hunter2@h",
  ])("a password or a user name, without printing it", async (text) => {
    const checked = await check(text, true);
    expect(checked).toMatchObject({ kind: "usage" });
    expect(JSON.stringify(checked)).not.toContain("hunter2");
  });

  test("a host that hides behind a user name is judged by what it is", async () => {
    expect(await check("http://localhost@s3.amazonaws.com", true)).toMatchObject({ kind: "usage" });
  });

  test.each(["http://localhost?", "http://localhost/?a=b", "http://localhost#", "http://localhost/#top"])(
    "%s, which has a query or a fragment",
    async (text) => {
      expect(await check(text)).toEqual({
        error: expect.stringContaining("has a query or a fragment"),
        kind: "usage",
      });
    },
  );
});

test.each(["http://nowhere.test", "http://empty.test"])("%s does not resolve", async (text) => {
  const error = expect.stringContaining("does not resolve");
  expect(await check(text)).toEqual({ error, kind: "usage" });
  expect(await check(text, true)).toEqual({ error, kind: "unreachable" });
});

test("resolveName asks the system: localhost is loopback", async () => {
  const addresses = await resolveName("localhost");
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect(["127.0.0.1", "::1"]).toContain(address);
});
