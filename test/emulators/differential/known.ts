/** The differences to another emulator that are known, with who is right and why, and the test that there are no others. */
import { expect, test } from "bun:test";
import { type Finding, runSeed } from "./run-seed.ts";
import type { Move } from "./scenarios.ts";

/** The same seeds each time, unless others are wanted. */
const FIRST_SEED = Number(process.env["CLOUDMOCK_DIFFERENTIAL_SEED"] ?? 1);
const SEEDS = Number(process.env["CLOUDMOCK_DIFFERENTIAL_SEEDS"] ?? 40);
const LIMIT_MS = 300_000;
const SHOWN = 700;

/** Differences that have one cause. */
export interface Known {
  readonly service: string;
  /** "*": any. */
  readonly operation: string | readonly string[];
  /** As compare-answers.ts writes it; "any error there" and "any success there" where the answers do not tell it. */
  readonly difference: string | readonly string[];
  /** Only of calls whose input, as JSON, holds it. */
  readonly given?: string;
  readonly right: "cloudmock" | "other" | "both" | "neither";
  /** Why, by AWS's documentation or its recorded answers. */
  readonly reason: string;
  /** The two hold something else afterwards: nothing after it is compared. */
  readonly parts?: true;
}

/** Another emulator, and the moves that are tried on it, by service. */
export interface Other {
  readonly name: string;
  readonly known: readonly Known[];
  readonly services: Readonly<Record<string, readonly Move[]>>;
  /** Where it answers, once it holds nothing. */
  empty(): Promise<string>;
}

function holds(choices: string | readonly string[], choice: string): boolean {
  return typeof choices === "string" ? choices === choice : choices.includes(choice);
}

function findRows(
  { known }: Other,
  service: string,
  { operation, difference, input }: Pick<Finding, "operation" | "difference" | "input">,
): Known[] {
  return known.filter(
    (row) =>
      row.service === service &&
      (row.operation === "*" || holds(row.operation, operation)) &&
      holds(row.difference, difference) &&
      (row.given === undefined || JSON.stringify(input).includes(row.given)),
  );
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (name, inner) => (name === "HTTPHeaders" ? undefined : inner));
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Tests for each service that every difference is known; one that is not is told with the seed that shows it. */
export function testAgainst(other: Other): void {
  for (const [service, moves] of Object.entries(other.services))
    test(
      `${service}: each difference to ${other.name} is known`,
      async () => {
        const unknown = new Map<string, string>();
        for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
          const endpoint = await other.empty();
          const findings = await runSeed(endpoint, [service, moves], seed, (call) =>
            findRows(other, service, call).some((row) => row.parts),
          );
          for (const found of findings) {
            const line = `${found.operation}: ${found.difference}`;
            if (findRows(other, service, found).length > 0 || unknown.has(line)) continue;
            const answers = `here ${show(found.own)} there ${show(found.other)}`;
            unknown.set(line, `${line}; seed ${seed}: ${show(found.input)} ${answers}`);
          }
        }
        expect([...unknown.values()].toSorted()).toEqual([]);
      },
      LIMIT_MS,
    );
}
