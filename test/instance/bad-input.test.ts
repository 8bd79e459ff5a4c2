// What no client of AWS's sends: the instance answers with AWS's errors, stays, and takes no more memory than it must.
import { afterAll, expect, test } from "bun:test";
import { connect } from "node:net";
import { deflateSync, gzipSync } from "node:zlib";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { serveInstance } from "../../src/instance/serve.ts";

const LIMIT_MS = 60_000;
const faults: unknown[] = [];
const server = serveInstance(
  new Instance({ home: { account: "123456789012", region: "eu-west-1" }, now: Date.now, random: drawDigits }),
  {
    host: "127.0.0.1",
    port: 0,
    version: "0",
    filled: Promise.resolve(),
    token: undefined,
    allowedOrigins: ["http://localhost:3000"],
    isLocal: true,
    onFault: (error) => faults.push(error),
  },
);
const url = `http://127.0.0.1:${server.port}`;

afterAll(async () => {
  await server.stop();
  expect(faults).toEqual([]);
});

/** What comes back for bytes, until the server or the client has enough; pieces go one after the other. */
function exchange(pieces: Iterable<string | Uint8Array>): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let answer = "";
  const socket = connect(server.port, "127.0.0.1");
  socket.on("data", (data) => {
    answer += data.toString("latin1");
    socket.end();
  });
  socket.on("error", () => {});
  socket.on("close", () => resolve(answer));
  const send = async () => {
    for (const piece of pieces) {
      if (socket.destroyed || answer !== "") return;
      if (!socket.write(piece)) await Promise.race([new Promise((go) => socket.once("drain", go)), promise]);
    }
  };
  void send();
  return promise;
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

function sign(signingName: string) {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

/** `400 SerializationException` of what is asked of DynamoDB in JSON. */
async function askJson(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { ...sign("dynamodb"), "x-amz-target": "DynamoDB_20120810.PutItem", ...headers },
    body,
  });
  const text = await response.text();
  return `${response.status} ${(JSON.parse(text) as { __type?: string }).__type?.split("#").at(-1)}`;
}

/** The same of S3, with the path as it is. */
async function askS3(
  method: string,
  path: string,
  body?: string | Uint8Array,
  headers: Record<string, string> = {},
) {
  const response = await fetch(url + path, {
    method,
    headers: { ...sign("s3"), ...headers },
    ...(body !== undefined && { body }),
  });
  return `${response.status} ${/<Code>([^<]*)/.exec(await response.text())?.[1] ?? ""}`;
}

async function askQuery(signingName: string, body: string | Uint8Array): Promise<string> {
  const headers = { ...sign(signingName), "content-type": "application/x-www-form-urlencoded" };
  const response = await fetch(url, { method: "POST", headers, body });
  return `${response.status} ${/<Code>([^<]*)/.exec(await response.text())?.[1] ?? ""}`;
}

const HEAD = "POST / HTTP/1.1\r\nHost: localhost\r\n";

test.each<[string, string]>([
  ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
  ["a word", "hello\r\n\r\n"],
  ["no host", "GET / HTTP/1.1\r\n\r\n"],
  ["two lengths", `${HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`],
  ["two framings", `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`],
  ["a negative length", `${HEAD}Content-Length: -5\r\n\r\nhello`],
  ["chunks that are none", `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\nhello`],
])("no request of HTTP: %s", async (_, bytes) => {
  expect(statusOf(await exchange([Buffer.from(bytes, "latin1")]))).toBe(400);
});

function* repeat(first: string, piece: string, count: number) {
  yield first;
  for (let sent = 0; sent < count; sent++) yield piece;
}

test(
  "headers of 100 MB, and a body without end, take no memory",
  async () => {
    const piece = "x".repeat(1_000_000);
    const before = process.memoryUsage.rss();
    expect(statusOf(await exchange(repeat("GET / HTTP/1.1\r\nHost: a\r\nX-A: ", piece, 100)))).toBe(431);
    const chunk = `${piece.length.toString(16)}\r\n${piece}\r\n`;
    const target = "X-Amz-Target: DynamoDB_20120810.PutItem\r\n";
    const endless = await exchange(
      repeat(`${HEAD}${target}Transfer-Encoding: chunked\r\n\r\n`, chunk, 2_000),
    );
    // A client that is still sending when the connection ends may lose the answer with it.
    expect(endless).toMatch(/^$|RequestEntityTooLargeException/);
    const put = "PUT /b/k HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(await exchange(repeat(put, chunk, 2_000))).toMatch(/^$|<Code>EntityTooLarge</);
    expect((await fetch(`${url}/_cloudmock/health`)).status).toBe(200);
    expect(process.memoryUsage.rss() - before).toBeLessThan(500e6);
  },
  LIMIT_MS,
);

test("a body that says to be too large is refused before it comes", async () => {
  const huge = `${HEAD}Content-Length: 10000000000\r\n\r\n`;
  expect(statusOf(await exchange([huge]))).toBe(413);
  const target = "X-Amz-Target: DynamoDB_20120810.PutItem\r\n";
  const large = await exchange([`${HEAD}${target}Content-Length: 200000000\r\n\r\n{`]);
  expect(large).toContain("RequestEntityTooLargeException");
  const part = "PUT /b?policy HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000000\r\n\r\n{";
  expect(await exchange([part])).toContain("EntityTooLarge");
});

test("a body that is cut is no fault, and what comes after it is answered", async () => {
  const socket = connect(server.port, "127.0.0.1");
  socket.write(`${HEAD}Content-Length: 50\r\n\r\n{"a"`, () => socket.destroy());
  await new Promise((resolve) => socket.once("close", resolve));
  expect((await fetch(`${url}/_cloudmock/health`)).status).toBe(200);
});

const DEEP = 10_000;

test.each<[string, string | Uint8Array, Record<string, string>]>([
  ["no JSON", "{", {}],
  ["a list", "[]", {}],
  ["null", "null", {}],
  ["lists 10,000 levels deep", "[".repeat(DEEP) + "]".repeat(DEEP), {}],
  ["structures 10,000 levels deep", `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`, {}],
  ["UTF-8 that is none", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}],
  ["UTF-16", Buffer.from("{}", "utf16le"), {}],
])(
  "JSON: %s",
  async (_, body, headers) => {
    expect(await askJson(body, headers)).toBe("400 SerializationException");
  },
  LIMIT_MS,
);

// DynamoDB calls such bodies a fault of its own.
test.each<[string, Uint8Array | string, string]>([
  ["what says to be gzip", "{}", "gzip"],
  ["a gzip that ends too early", gzipSync("{}").subarray(0, 12), "gzip"],
  ["an encoding that is none of AWS's", deflateSync("{}"), "deflate"],
  ["gzip of a thousand times its size", gzipSync(Buffer.alloc(200e6, " ")), "gzip"],
])(
  "an encoding: %s",
  async (_, body, encoding) => {
    const headers = { ...sign("kms"), "x-amz-target": "TrentService.ListKeys", "content-encoding": encoding };
    expect(await askJson(body, headers)).toBe("400 SerializationException");
    expect(await askJson(body, { "content-encoding": encoding })).toBe("500 InternalFailure");
  },
  LIMIT_MS,
);

test("numbers beyond all bounds", async () => {
  const table = (units: string) =>
    `{"TableName":"t","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"ProvisionedThroughput":{"ReadCapacityUnits":${units},"WriteCapacityUnits":1}}`;
  const headers = { "x-amz-target": "DynamoDB_20120810.CreateTable" };
  for (const units of ["1e999", "-1", `1${"0".repeat(100_000)}`, "9".repeat(30), '"x"', "1e-999"])
    expect(await askJson(table(units), headers)).toMatch(
      /^400 (SerializationException|ValidationException)$/,
    );
});

test.each<[string, string | Uint8Array]>([
  ["no XML", "hello"],
  [
    "entities that grow",
    `<!DOCTYPE a [<!ENTITY a "${"x".repeat(1000)}"><!ENTITY b "${"&a;".repeat(1000)}"><!ENTITY c "${"&b;".repeat(1000)}">]><Tagging>&c;</Tagging>`,
  ],
  [
    "an entity of a file",
    '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><Tagging><TagSet><Tag><Key>&a;</Key></Tag></TagSet></Tagging>',
  ],
  ["10,000 levels", `${"<Tagging>".repeat(DEEP)}${"</Tagging>".repeat(DEEP)}`],
  ["UTF-8 that is none", Buffer.from([0x3c, 0xff, 0x3e])],
])("XML: %s", async (_, body) => {
  await askS3("PUT", "/xml-bucket");
  expect(await askS3("PUT", "/xml-bucket?tagging", body)).toMatch(/^400 (MalformedXML|InvalidArgument)$/);
  expect(await askS3("GET", "/xml-bucket?tagging")).not.toContain("root:");
});

test("CBOR that says to be larger than it is", async () => {
  const ask = async (bytes: readonly number[] | Uint8Array) => {
    const headers = {
      ...sign("monitoring"),
      "smithy-protocol": "rpc-v2-cbor",
      "content-type": "application/cbor",
    };
    const path = "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm";
    const response = await fetch(url + path, { method: "POST", headers, body: Uint8Array.from(bytes) });
    return [
      response.status,
      Buffer.from(await response.bytes())
        .toString("latin1")
        .includes("SerializationException"),
    ];
  };
  const list = [0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
  for (const bytes of [
    list,
    [0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    [0xbf],
    Buffer.alloc(DEEP, 0x81),
    Buffer.alloc(DEEP, 0xc1),
  ])
    expect(await ask(bytes)).toEqual([400, true]);
});

test("forms", async () => {
  const action = "Action=CreateVpc&Version=2016-11-15&";
  expect(await askQuery("ec2", "Action=%ff")).toStartWith("400 ");
  expect(await askQuery("ec2", `${action}CidrBlock=%zz`)).toStartWith("40");
  expect(await askQuery("ec2", Buffer.from([0xff, 0xfe]))).toStartWith("40");
  expect(await askQuery("ec2", `${action}TagSpecification.99999999999.Tag.1.Key=a`)).not.toStartWith("5");
  expect(await askQuery("ec2", `${action}${"a.".repeat(DEEP)}=1`)).not.toStartWith("5");
  expect(await askQuery("ec2", "Action=__proto__&Version=2016-11-15")).toBe("400 InvalidAction");
  expect(await askQuery("ec2", "Action=constructor&Version=2016-11-15")).toBe("400 InvalidAction");
});

test("what is in names stays in names", async () => {
  for (const name of ["%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a%00b", "%ff", "__proto__", "..%5c..%5cboot.ini"]) {
    const answer = await askS3("GET", `/${name}/k`);
    expect(answer).toMatch(/^4\d\d /);
  }
  // A query that cannot be read is none that is left out: this deletes a setting, not the bucket.
  await askS3("PUT", "/kept-bucket");
  expect(await askS3("DELETE", "/kept-bucket?policy&x=%zz")).toBe("400 InvalidURI");
  expect(await askS3("HEAD", "/kept-bucket")).toStartWith("200");
});

test("protocols and services that there are not", async () => {
  const statuses = await Promise.all([
    fetch(`${url}/service/Nobody/operation/Nothing`, {
      method: "POST",
      headers: { "smithy-protocol": "rpc-v9" },
    }),
    fetch(url, { method: "POST", headers: { "x-amz-target": "Nobody.Nothing" }, body: "{}" }),
    fetch(url, { method: "POST", headers: sign("nothing"), body: "{}" }),
    fetch(url, {
      method: "POST",
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=////////" },
      body: "{}",
    }),
    fetch(url, { method: "PROPFIND" }),
    fetch(`${url}/${"a/".repeat(4_000)}`),
  ]).then((answers) => answers.map(({ status }) => status));
  for (const status of statuses) expect(status).toBeWithin(400, 500);
});

test("a page in a browser is refused, but one of an origin that was let in", async () => {
  const post = (origin: string, method = "POST") =>
    fetch(url, {
      method,
      headers: {
        ...sign("dynamodb"),
        "x-amz-target": "DynamoDB_20120810.ListTables",
        origin,
        "access-control-request-method": "POST",
      },
      ...(method === "POST" && { body: "{}" }),
    });
  expect((await post("https://example.org")).status).toBe(403);
  expect((await post("https://example.org", "OPTIONS")).status).toBe(403);
  const allowed = await post("http://localhost:3000");
  expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([
    200,
    "http://localhost:3000",
  ]);
  expect((await post("http://localhost:3000", "OPTIONS")).status).toBe(204);
});
