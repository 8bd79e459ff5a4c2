/** `cloudmock services`: what the API models know, as plain text. */
import { loadIndex, loadModel } from "../aws/model/table.ts";
import type { ServiceEntry } from "../aws/model/types.ts";
import { EXIT, type ExitCode, UsageError } from "../base/errors.ts";
import { matchServices } from "../options/match-services.ts";
import type { Command, Invocation } from "./command.ts";

function renderTable(services: readonly ServiceEntry[], botocore: string): string {
  const sum = (count: (entry: ServiceEntry) => number) =>
    services.reduce((total, entry) => total + count(entry), 0);
  const rows = services.map((entry) => [
    entry.service,
    entry.protocol,
    String(entry.operations),
    String(entry.replayable),
  ]);
  const header = ["SERVICE", "PROTOCOL", "OPERATIONS", "REPLAYABLE"];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = [header, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
  const retired = services.filter((entry) => entry.retired !== undefined).length;
  const total =
    `${services.length} services, ${sum((entry) => entry.operations)} operations, ` +
    `${sum((entry) => entry.replayable)} of them replayable (botocore ${botocore}; ${retired} services that it has ` +
    "no longer are from older releases)";
  return `${[...lines, "", total].join("\n")}\n`;
}

/** Names only, one a line: only a few models say of an operation that it is read-only, none that it writes. */
async function renderOperations(entry: ServiceEntry): Promise<string> {
  const { operations } = await loadModel(entry.service);
  return Object.keys(operations)
    .map((name) => `${name}\n`)
    .join("");
}

async function printServices({ operands, stdout }: Invocation): Promise<ExitCode> {
  const { services, botocore } = await loadIndex();
  const [name] = operands;
  if (name === undefined) {
    await stdout.write(renderTable(services, botocore));
    return EXIT.done;
  }
  const found = await matchServices(name);
  if (typeof found === "string") throw new UsageError(found);
  for (const entry of found) {
    if (found.length > 1) await stdout.write(`${entry.service}:\n`);
    await stdout.write(await renderOperations(entry));
  }
  return EXIT.done;
}

/** `cloudmock services [SERVICE]`. */
export const servicesCommand: Command = {
  meta: {
    name: "services",
    description: "List the AWS services whose calls can be replayed, or the operations of one service",
  },
  args: {
    service: {
      type: "positional",
      required: false,
      names: "service",
      description:
        "a service as botocore names it (logs, stepfunctions), or its eventSource's prefix (states)",
    },
  },
  examples: [
    {
      purpose: "Every service, its protocol, and how many of its operations can be replayed",
      line: "cloudmock services",
    },
    { purpose: "The operations of DynamoDB", line: "cloudmock services dynamodb" },
    {
      purpose: "CloudWatch by the prefix of its eventSource, monitoring.amazonaws.com",
      line: "cloudmock services monitoring",
    },
  ],
  strayArgument: "name one service at a time",
  run: ({ data }) => printServices(data),
};
