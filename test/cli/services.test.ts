import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import { runHere } from "../support/run-argv.ts";

async function run(...argv: string[]) {
  const { stdout, ...ended } = await runHere(argv);
  return { ...ended, lines: stdout.trimEnd().split("\n") };
}

test("every service has a row, and the last line has the sums", async () => {
  const { services, botocore } = await loadIndex();
  const { exitCode, lines } = await run("services");
  expect(exitCode).toBe(0);
  expect(lines[0]).toMatch(/^SERVICE +PROTOCOL +OPERATIONS +REPLAYABLE$/);
  expect(lines.slice(1, -2).map((line) => line.split(" ")[0])).toEqual(services.map((row) => row.service));
  expect(lines.find((line) => line.startsWith("sqs "))).toMatch(/^sqs +json +\d+ +\d+$/);
  const sum = (key: "operations" | "replayable") => services.reduce((total, row) => total + row[key], 0);
  const retired = services.filter((row) => row.retired !== undefined);
  expect(retired.length).toBeGreaterThan(0);
  expect(lines.at(-1)).toBe(
    `${services.length} services, ${sum("operations")} operations, ${sum("replayable")} of them replayable (botocore ${botocore}; ${retired.length} services that it has no longer are from older releases)`,
  );
});

test("a service's operations come one a line", async () => {
  const { operations } = await loadModel("dynamodb");
  const { exitCode, lines } = await run("services", "dynamodb");
  expect(exitCode).toBe(0);
  expect(lines).toEqual(Object.keys(operations));
});

test("an eventSource's prefix names its service, in any case", async () => {
  expect((await run("services", "monitoring")).lines).toEqual((await run("services", "cloudwatch")).lines);
  expect((await run("services", "states.amazonaws.com")).lines).toContain("CreateStateMachine");
  expect((await run("services", "DynamoDB")).lines).toContain("CreateTable");
});

test("a name that no service has is refused, with what may have been meant", async () => {
  const { exitCode, stderr } = await run("services", "dynamobd");
  expect(exitCode).toBe(2);
  expect(stderr).toStartWith('error: no service is named "dynamobd"; did you mean dynamodb?\n');
  expect((await run("services", "zzzzzz")).stderr).toStartWith(
    "error: no service is named \"zzzzzz\"; 'cloudmock services' lists them\n",
  );
});
