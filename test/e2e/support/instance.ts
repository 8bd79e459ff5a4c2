/** Starts `cloudmock start` from the built program, and asks it. */
import { type RunSettings, startBinary } from "./binary.ts";

const READY = /^cloudmock is ready at (http:\/\/localhost:\d+) after /;
const ADMIN = /the admin API is at (http:\S+)/;

/** An instance that answers. */
export interface StartedInstance extends AsyncDisposable {
  /** The line that it printed when it was ready. */
  readonly line: string;
  readonly url: string;
  readonly pid: number;
  readonly adminUrl: string;
  /** What it told besides, until it was ready. */
  readonly told: string;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Lets it end; gives how it ended and all that it told. */
  stop(): Promise<{ readonly exitCode: number | null; readonly told: string }>;
}

/** Follows what a program tells, so that it never waits for who reads it. */
function follow(stream: ReadableStream<Uint8Array>) {
  let [text, isOver] = ["", false];
  let tell = () => {};
  const end = (async () => {
    for await (const piece of stream.pipeThrough(
      new TextDecoderStream() as never,
    ) as ReadableStream<string>) {
      text += piece;
      tell();
    }
    isOver = true;
    tell();
    return text;
  })();
  const until = async (part: string) => {
    while (!text.includes(part) && !isOver)
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    return text;
  };
  return { until, end };
}

/** Starts it at free ports, and gives its addresses once it is ready. */
export async function startInstance(
  args: readonly string[],
  settings: RunSettings = {},
): Promise<StartedInstance> {
  const child = startBinary(["start", "--port", "0", "--admin-port", "0", ...args], settings);
  const [stdout, stderr] = [follow(child.stdout), follow(child.stderr)];
  const [line, told] = await Promise.all([stdout.until("\n"), stderr.until("Ready.\n")]);
  if (line === "") throw new Error(`it ended: ${told}`);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await child.exited;
  };
  return {
    line,
    pid: child.pid,
    told,
    url: READY.exec(line)?.[1] ?? "",
    adminUrl: ADMIN.exec(told)?.[1] ?? "",
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      return { exitCode: child.exitCode, told: await stderr.end };
    },
    [Symbol.asyncDispose]: () => end("SIGTERM"),
  };
}

/** What a client of JSON APIs gets. */
export async function ask(url: string, target: string, signingName: string, input: object) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  return {
    status: response.status,
    body: (await response.json()) as {
      readonly TableNames: readonly string[];
      readonly TableDescription: object;
    },
  };
}
