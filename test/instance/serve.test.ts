// What a server of an instance makes of what comes over connections, and of those that end too early.
import { expect, test } from "bun:test";
import { connect, type OutgoingHttpHeaders } from "node:http2";
import fc from "fast-check";
import { listHeaders } from "../../src/aws/list-headers.ts";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { serveInstance } from "../../src/instance/serve.ts";

function serve(faults: unknown[] = []) {
  return serveInstance(new Instance({ home: {}, now: Date.now, random: drawDigits }), {
    host: "127.0.0.1",
    port: 0,
    version: "0.1.0",
    token: undefined,
    allowedOrigins: [],
    isLocal: true,
    filled: Promise.resolve(),
    onFault: (error) => void faults.push(error),
  });
}

test("headers are those that go one by one, whatever they are called", () => {
  const name = fc.oneof(
    fc.constantFrom("Host", "set-cookie", "__proto__", "constructor", "toString", "1", "X-Amz-Meta-A"),
    fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}$/),
  );
  const value = fc.stringMatching(/^[\x21-\x7e\xa1-\xff]{0,9}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 12 }), (pairs) => {
      const headers = new Headers();
      for (const [one, text] of pairs) headers.append(one, text);
      const sorted = (all: object) => Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(listHeaders(headers))).toEqual(sorted(Object.fromEntries(headers)));
    }),
  );
});

test("HTTP/2 from the first byte on, with and without a length, and without a body", async () => {
  const server = serve();
  const client = connect(`http://127.0.0.1:${server.port}`);
  const ask = (headers: OutgoingHttpHeaders, body?: string) =>
    new Promise<string>((resolve, reject) => {
      const stream = client.request(headers);
      let text = "";
      stream.on("data", (piece) => {
        text += piece;
      });
      stream.on("end", () => resolve(text));
      stream.on("error", reject);
      stream.end(body);
    });
  const list = {
    ":method": "POST",
    ":path": "/",
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.ListTables",
    authorization:
      "AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
  };
  const limit = '{"Limit":0}';
  const refused = await ask(list, limit);
  expect(refused).toContain("ValidationException");
  expect(await ask({ ...list, "content-length": limit.length }, limit)).toBe(refused);
  expect(await ask({ ":method": "GET", ":path": "/_cloudmock/health" })).toContain('"adopts":true');
  client.close();
  await server.stop();
});

test("whoever asks the root of an endpoint for its health hears that, and an SDK that lists buckets as nobody hears S3", async () => {
  const server = serve();
  const host = `127.0.0.1:${server.port}`;
  const ask = async (headers: Record<string, string> = {}, path = "/") =>
    (await fetch(`http://${host}${path}`, { headers })).text();
  expect(await ask()).toBe(`healthy: ${host}\n`);
  expect(await ask({ host: "dynamodb.us-east-1.amazonaws.com" })).toBe(
    "healthy: dynamodb.us-east-1.amazonaws.com\n",
  );
  const authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
  expect(await ask({ authorization })).toContain("<ListAllMyBucketsResult");
  expect(await ask({ "amz-sdk-invocation-id": "1" })).toContain("<ListAllMyBucketsResult");
  expect(await ask({}, "/?x=1")).not.toContain("healthy");
  expect(await ask({}, "/abc")).not.toContain("healthy");
  expect(await ask({ host: "pages.s3.localhost:4566" })).toContain("NoSuchBucket");
  await server.stop();
});

test("a client that hangs up in the middle of its request is no fault of ours", async () => {
  const faults: unknown[] = [];
  const server = serve(faults);
  const socket = await Bun.connect({ hostname: "127.0.0.1", port: server.port, socket: { data() {} } });
  socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{");
  await Bun.sleep(100);
  socket.terminate();
  await Bun.sleep(200);
  const health = await fetch(`http://127.0.0.1:${server.port}/_cloudmock/health`);
  expect({ status: health.status, faults }).toEqual({ status: 200, faults: [] });
  await server.stop();
});

test("it goes back where tests for LocalStack and moto's server ask it to", async () => {
  const server = serve();
  const url = `http://127.0.0.1:${server.port}`;
  const headers = {
    authorization:
      "AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0",
    "content-type": "application/x-www-form-urlencoded",
  };
  const ask = async (body: string) => (await fetch(url, { method: "POST", headers, body })).text();
  for (const path of ["/_localstack/state/reset", "/moto-api/reset"]) {
    await ask("Action=CreateTopic&Version=2010-03-31&Name=orders");
    expect(await ask("Action=ListTopics&Version=2010-03-31")).toContain(":orders<");
    expect((await fetch(url + path, { method: "POST" })).status).toBe(200);
    expect(await ask("Action=ListTopics&Version=2010-03-31")).not.toContain(":orders<");
  }
  const foreign = { origin: "https://example.com" };
  expect((await fetch(`${url}/moto-api/reset`, { method: "POST", headers: foreign })).status).toBe(403);
  await server.stop();
});

/** What comes back for requests that are sent all at once, each time that all before are answered. */
async function sendTogether(port: number, bursts: readonly (readonly string[])[]): Promise<string> {
  let text = "";
  let told = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port,
    socket: {
      data(_, bytes) {
        text += bytes.toString("latin1");
        told.resolve();
      },
      close: () => told.resolve(),
    },
  });
  let count = 0;
  for (const burst of bursts) {
    count += burst.length;
    socket.write(burst.map((path) => `GET ${path} HTTP/1.1\r\nhost: s3.localhost\r\n\r\n`).join(""));
    while (text.split("</Error>").length <= count && socket.readyState > 0) {
      await told.promise;
      told = Promise.withResolvers();
    }
  }
  socket.end();
  return [...text.matchAll(/<BucketName>([^<]*)/g)].map(([, name]) => name).join(" ");
}

test("requests that are sent before the one ahead is answered are answered in their order", async () => {
  const server = serve();
  const { port } = server;
  try {
    // What S3 needs is loaded at its first request.
    expect(await sendTogether(port, [["/first"]])).toBe("first");
    const names = Array.from({ length: 30 }, (_, number) => `bucket-${number}`);
    const paths = names.map((name) => `/${name}`);
    expect(await sendTogether(port, [paths])).toBe(names.join(" "));
    // A client may begin so once it has had some answers.
    const alone = paths.slice(0, 5).map((path) => [path]);
    expect(await sendTogether(port, [...alone, paths.slice(5, 12), paths.slice(12)])).toBe(names.join(" "));
  } finally {
    await server.stop();
  }
});
