// The same random calls to the instance and to moto: each difference is known, with who is right and why (differences/moto.json).
// CLOUDMOCK_DIFFERENTIAL_SEED and CLOUDMOCK_DIFFERENTIAL_SEEDS choose other seeds, and how many.
import { afterAll, beforeAll } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../../scripts/lib/servers.ts";
import known from "./differences/moto.json";
import { type Known, testAgainst } from "./known.ts";
import { dynamodb } from "./moves/dynamodb.ts";
import { events } from "./moves/events.ts";
import { kinesis } from "./moves/kinesis.ts";
import { kms } from "./moves/kms.ts";
import { logs } from "./moves/logs.ts";
import { s3 } from "./moves/s3.ts";
import { secretsmanager } from "./moves/secretsmanager.ts";
import { sns } from "./moves/sns.ts";
import { sqs } from "./moves/sqs.ts";
import { ssm } from "./moves/ssm.ts";

const START_LIMIT_MS = 300_000;

let server: EmulatorServer | undefined;
beforeAll(async () => {
  server = await startQuickMoto();
}, START_LIMIT_MS);
afterAll(() => server?.stop());

testAgainst({
  name: "moto",
  known: known as readonly Known[],
  services: { dynamodb, events, kinesis, kms, logs, s3, secretsmanager, sns, sqs, ssm },
  empty: async () => {
    const endpoint = server?.endpoint ?? "";
    await (await fetch(`${endpoint}/moto-api/reset`, { method: "POST" })).bytes();
    return endpoint;
  },
});
