/** The documents of policies of tables, as far as AWS was seen to refuse them. */
import { refuse } from "./refusal.ts";

const MOST_BYTES = 20_480;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuseDocument(why: string) {
  return refuse(`One or more parameter values were invalid: Invalid policy document: ${why}`);
}

/** Throws a refusal of a text that is no policy. */
export function checkPolicy(text: string): void {
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw refuse(
      `One or more parameter values were invalid: Maximum policy size of ${MOST_BYTES} bytes exceeded`,
    );
  const policy = parse(text);
  if (!isObject(policy)) throw refuseDocument("This policy contains invalid Json");
  const { Statement: said } = policy;
  const statements: readonly unknown[] = Array.isArray(said) ? said : said === undefined ? [] : [said];
  if (said !== undefined && statements.length === 0)
    throw refuseDocument("Could not parse the policy: Statement is empty!");
  for (const statement of statements)
    if (isObject(statement) && statement["Resource"] === undefined && statement["NotResource"] === undefined)
      throw refuseDocument("Missing required field Resource");
}

/** A policy without what is blank between its parts, which AWS does not keep. */
export function shortenPolicy(text: string): string {
  const policy = parse(text);
  return policy === undefined ? text : JSON.stringify(policy);
}
