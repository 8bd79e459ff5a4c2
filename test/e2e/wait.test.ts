/** `cloudmock wait` as a whole program. */
import { expect, test } from "bun:test";
import { runBinary, startBinary } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";
import { findDeadEndpoint } from "./support/recording-server.ts";

const moto = useMoto();

test("says in one line what answered, by flag or by AWS_ENDPOINT_URL", async () => {
  const line =
    /^http:\/\/127\.0\.0\.1:\d+ is ready after \S+: moto answers \(default account 123456789012, pins .*\)\n$/;
  for (const [args, env] of [
    [["--endpoint", moto.endpoint], {}],
    [[], { AWS_ENDPOINT_URL: moto.endpoint }],
  ] as const) {
    const { exitCode, stdout, stderr } = await runBinary(["wait", ...args], { env });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(line);
  }
});

test("nothing there: exit 4 and what to do", async () => {
  const endpoint = findDeadEndpoint();
  const { exitCode, stdout, stderr } = await runBinary([
    "wait",
    "--endpoint",
    endpoint,
    "--timeout",
    "300ms",
  ]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: "" });
  expect(stderr).toMatch(
    /^error: http:\/\/127\.0\.0\.1:\d+ is not ready after 3\d\dms: nothing listens at the endpoint\. Start one .*--timeout\n$/,
  );
});

/** A port that accepts connections and says nothing, as one does whose program is still starting. */
function startMuteListener() {
  return Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
}

test("a port that accepts connections and answers nothing is not ready", async () => {
  using listener = startMuteListener();
  const args = ["wait", "--endpoint", `http://127.0.0.1:${listener.port}`, "--timeout", "400ms"];
  const { exitCode, stderr } = await runBinary(args);
  expect(exitCode).toBe(4);
  expect(stderr).toContain(": no whole answer came in time. ");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends it with 130", async (signal) => {
  const reached = Promise.withResolvers<void>();
  using listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: { open: () => reached.resolve(), data() {} },
  });
  const child = startBinary(["wait", "--endpoint", `http://127.0.0.1:${listener.port}`]);
  await reached.promise;
  child.kill(signal);
  expect(await child.exited).toBe(130);
  expect(await new Response(child.stdout).text()).toBe("");
});

test("AWS itself is never asked", async () => {
  const { exitCode, stderr } = await runBinary(["wait", "--endpoint", "https://sqs.eu-west-1.amazonaws.com"]);
  expect(exitCode).toBe(2);
  expect(stderr).toStartWith("error: --endpoint: sqs.eu-west-1.amazonaws.com is AWS itself");
});

test("a duration without a unit is refused", async () => {
  const { exitCode, stderr } = await runBinary(["wait", "--timeout", "60"]);
  expect(exitCode).toBe(2);
  expect(stderr).toStartWith('error: --timeout: "60" is not a duration; ');
});
