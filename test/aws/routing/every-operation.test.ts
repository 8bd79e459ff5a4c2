// A request of any operation is routed to it: at AWS's host for the API, and at one host for all of them.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, Protocol, ServiceEntry } from "../../../src/aws/model/types.ts";
import { encodeRequest } from "../../../src/aws/protocols/requests.ts";
import { listSpoken, routeRequest } from "../../../src/aws/routing/route.ts";
import { makeDraw, makeMessage } from "../../support/make-value.ts";
import twins from "./twins.json" with { type: "json" };

type Host = "aws" | "ours";

function sign({ authtype }: Operation, { signingName }: ServiceEntry): Readonly<Record<string, string>> {
  if (authtype === "none") return {};
  const scope = `AKIAIOSFODNN7EXAMPLE/20260401/us-east-1/${signingName}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}

/** Where an operation's request with a random input goes, as `service.Operation`; undefined for what is never sent. */
async function findGoal(
  operation: Operation,
  entry: ServiceEntry,
  protocol: Protocol,
  host: Host,
  seed: number,
): Promise<string | undefined> {
  const input = makeMessage(makeDraw(seed), operation.input);
  const encoded = encodeRequest(operation, input, { idempotencyToken: "t", protocol });
  if ("unsendable" in encoded) return undefined;
  const { request } = encoded;
  const name = host === "aws" ? `${entry.endpointPrefix}.us-east-1.amazonaws.com` : "localhost:4566";
  const route = await routeRequest({
    ...request,
    headers: { ...request.headers, ...sign(operation, entry), host: name },
  });
  if ("error" in route) return `${protocol}: ${route.error.code}`;
  if (route.protocol !== protocol) return `in ${route.protocol}, not ${protocol}`;
  return `${route.operation.model.service}.${route.operation.name}`;
}

/** Whether nothing in the request tells one from the other: by a row for the APIs, or for the operation. */
function isTwin(name: string, goal: string, host: Host): boolean {
  const [service = ""] = name.split(".");
  const [goesTo = ""] = goal.split(".");
  return (
    twins.operations.some((row) => row.operation === name && row.goesTo === goal) ||
    twins.services.some(
      (row) => row.service === service && row.goesTo === goesTo && (row.host === "any" || host === "ours"),
    )
  );
}

test.each(["aws", "ours"] as const)(
  "every operation, at a host that is %s",
  async (host) => {
    const wrong: string[] = [];
    const gone = new Set<string>();
    let routed = 0;
    for (const entry of (await loadIndex()).services) {
      const model = await loadModel(entry.service);
      for (const operation of Object.values(model.operations)) {
        const name = `${entry.service}.${operation.name}`;
        for (const protocol of listSpoken(model)) {
          const goal = await findGoal(operation, entry, protocol, host, routed);
          if (goal === undefined) continue;
          routed += 1;
          if (goal === name) continue;
          if (isTwin(name, goal, host)) gone.add(`${entry.service} ${goal.split(".", 1)[0]}`);
          else wrong.push(`${name} goes to ${goal}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(routed).toBeGreaterThan(22_000);
    const expected = twins.services.filter((row) => host === "ours" || row.host === "any");
    expect([...gone].filter((pair) => pair !== "s3 s3").sort()).toEqual(
      expected.map((row) => `${row.service} ${row.goesTo}`).sort(),
    );
  },
  300_000,
);
