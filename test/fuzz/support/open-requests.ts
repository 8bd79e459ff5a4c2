/** Runs the requests of a case against an instance, its server and its admin API, all in this process. */
import { connect } from "node:net";
import { type AdminServer, startAdmin } from "../../../src/admin/serve.ts";
import type { WireRequest, WireResponse } from "../../../src/aws/wire.ts";
import type { Instance } from "../../../src/instance/instance.ts";
import { type InstanceServer, serveInstance } from "../../../src/instance/serve.ts";
import type { AdminRequest } from "./admin-cases.ts";
import type { RequestCase } from "./request-cases.ts";
import { makeSeedWorld, type NamedTexts } from "./seed-world.ts";

/** The codes that AWS itself answers as faults of its own to what a client sends. */
const OWN_TO_AWS: readonly { readonly status: number; readonly code: RegExp; readonly reason: string }[] = [
  {
    status: 500,
    code: /"__type":"com\.amazon[^"]*#InternalFailure"|InternalFailure/,
    reason: "DynamoDB's answer to a content-encoding that it does not know (src/aws/protocols/oddities.ts).",
  },
  {
    status: 501,
    code: /NotImplemented|cloudmock does not know/,
    reason:
      "The instance's own answer where it does not know what an operation does, and S3's to some headers.",
  },
];

/** A server that answered nothing waits for more of the request, which was cut. */
const PATIENCE_MS = 40;

/** What is wrong with an answer of the instance. */
function judge(
  request: Pick<WireRequest, "headers" | "method">,
  { status, headers, body }: WireResponse,
): string | undefined {
  const text = Buffer.from(body).toString();
  if (status >= 500) {
    const isEncoded = request.headers["content-encoding"] !== undefined;
    const isOwn = OWN_TO_AWS.some(
      (own) => own.status === status && own.code.test(text) && (status !== 500 || isEncoded),
    );
    return isOwn ? undefined : `${status} ${text.slice(0, 400)}`;
  }
  if (status < 400 || request.method === "HEAD" || body.length === 0) return undefined;
  const type = headers["content-type"] ?? "";
  const isNamed =
    /<Code>[^<]+<|"(?:__type|code|message|Message)":"|__type/.test(text) ||
    headers["x-amzn-errortype"] !== undefined;
  return isNamed ? undefined : `${status} without a name (${type}): ${text.slice(0, 400)}`;
}

/** What a server answers to bytes, as far as it comes at once. */
function exchange(port: number, bytes: Uint8Array): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let answer = "";
  const socket = connect(port, "127.0.0.1");
  const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
  socket.on("data", (data) => {
    answer += data.toString("latin1").slice(0, 2_000);
    socket.destroy();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    clearTimeout(timer);
    resolve(answer);
  });
  socket.write(bytes);
  return promise;
}

/** What runs the cases of requests. */
export interface Requests {
  readonly texts: NamedTexts;
  /** What is wrong with how a case was answered; undefined where nothing is. */
  run(asked: RequestCase): Promise<string | undefined>;
}

interface Servers {
  readonly instance: Instance;
  readonly server: InstanceServer;
  readonly admin: AdminServer;
}

async function askInstance(
  { instance }: Servers,
  requests: readonly WireRequest[],
): Promise<string | undefined> {
  for (const request of requests) {
    const response = await instance.answer(request, undefined, true);
    await response.more?.[Symbol.asyncIterator]().return?.();
    const wrong = judge(request, response);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

async function askAdmin(
  { admin }: Servers,
  { method, target, headers, body }: AdminRequest,
): Promise<string | undefined> {
  const response = await fetch(admin.url + target, {
    method,
    headers,
    redirect: "manual",
    ...(body && { body: new Uint8Array(body) }),
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const text = isStream ? "" : await response.text();
  if (isStream) await response.body?.cancel();
  // 502: the endpoint that the request asked for is not there.
  if (response.status >= 500 && response.status !== 502)
    return `admin ${response.status} ${text.slice(0, 400)}`;
  // 431: Bun's own, of a path without end.
  const isNamed =
    response.status < 400 || response.status === 431 || method === "HEAD" || /"error": ?"/.test(text);
  return isNamed ? undefined : `admin ${response.status} without a name: ${text.slice(0, 400)}`;
}

/** Starts an instance in which something stands, its server, and its admin API. */
export async function openRequests(): Promise<Requests> {
  const { client, texts } = await makeSeedWorld();
  const { instance } = client;
  const faults: unknown[] = [];
  const tell = (message: unknown) => void faults.push(message);
  const server = serveInstance(instance, {
    host: "127.0.0.1",
    port: 0,
    version: "0",
    filled: Promise.resolve(),
    token: undefined,
    allowedOrigins: [],
    isLocal: true,
    onFault: tell,
  });
  const admin = startAdmin(
    {
      host: "127.0.0.1",
      port: 0,
      endpoint: `http://127.0.0.1:${server.port}`,
      allowRemote: false,
      allowEndpoint: true,
      files: undefined,
      token: undefined,
      maxBodyBytes: 10_000_000,
      allowEdit: true,
    },
    {
      // Behind an error comes where it happened.
      info: (message) => void (faults.length > 0 && tell(message)),
      warn: () => {},
      error: tell,
    },
    { instance },
  );
  const { state } = instance;
  const servers = { instance, server, admin };
  return {
    texts,
    async run(asked) {
      // A state that was taken in is what reset goes back to.
      if (asked.kind === "admin") instance.load(state);
      else instance.reset();
      faults.length = 0;
      const wrong =
        asked.kind === "requests"
          ? await askInstance(servers, asked.requests)
          : asked.kind === "admin"
            ? await askAdmin(servers, asked.request)
            : judgeBytes(await exchange(server.port, asked.bytes));
      if (asked.kind === "admin") instance.load(state);
      if (wrong !== undefined) return `${wrong} ${faults.map(tellFault).join("\n")}`;
      return faults.length === 0 ? undefined : `a fault: ${faults.map(tellFault).join("\n")}`;
    },
  };
}

function tellFault(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

function judgeBytes(answer: string): string | undefined {
  const [, status = "0"] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
  if (answer !== "" && status === "0") return `no HTTP: ${answer.slice(0, 200)}`;
  const isOwn = OWN_TO_AWS.some((own) => String(own.status) === status && own.code.test(answer));
  // Bun's own answer to a version of HTTP that there is not.
  return Number(status) >= 500 && status !== "505" && !isOwn ? answer.slice(0, 600) : undefined;
}
