// The same random calls to the instance and to MiniStack: each difference is known, with who is right and why
// (differences/ministack.json). CLOUDMOCK_DIFFERENTIAL_SEED and CLOUDMOCK_DIFFERENTIAL_SEEDS choose other seeds, and how many.
import { afterAll, beforeAll } from "bun:test";
import { type EmulatorServer, startMiniStack } from "../../../scripts/lib/servers.ts";
import known from "./differences/ministack.json";
import { type Known, testAgainst } from "./known.ts";
import { dynamodb } from "./moves/dynamodb.ts";
import { s3 } from "./moves/s3.ts";
import { sns } from "./moves/sns.ts";
import { sqs } from "./moves/sqs.ts";

const START_LIMIT_MS = 300_000;

let server: EmulatorServer | undefined;
beforeAll(async () => {
  server = await startMiniStack();
}, START_LIMIT_MS);
afterAll(() => server?.stop());

testAgainst({
  name: "MiniStack",
  known: known as readonly Known[],
  services: { dynamodb, s3, sns, sqs },
  empty: async () => {
    const endpoint = server?.endpoint ?? "";
    await (await fetch(`${endpoint}/_ministack/reset`, { method: "POST" })).bytes();
    return endpoint;
  },
});
