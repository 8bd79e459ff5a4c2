/** ARNs of what can have tags or a policy. What is none is refused in words that tell what is wrong with it. */
import { refuse } from "./refusal.ts";

const INVALID = "One or more parameter values were invalid:";
const PLACES = 6;

/** The parts of an ARN that tell whose it is. */
export interface ResourceArn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** What comes after the account. */
  readonly resource: string;
}

/** The parts of an ARN; undefined of another text. */
export function readArn(text: string): ResourceArn | undefined {
  const [scheme, , service = "", region = "", account = "", ...resource] = text.split(":");
  if (scheme !== "arn" || text.split(":").length < PLACES) return undefined;
  return { service, region, account, resource: resource.join(":") };
}

/** Throws a refusal of a text that does not even begin as ARNs do. */
export function checkScheme(text: string): void {
  if (!text.startsWith("arn:")) throw refuse(`${INVALID} ARNs must start with 'arn:': ${text}`);
}

/** Throws a refusal of an ARN of DynamoDB's that is of neither a table nor a stream. */
export function checkKind(text: string, { service, resource }: ResourceArn): void {
  const [type, , part, name] = resource.split("/");
  if (service === "dynamodb" && type === "table" && part === "index" && name !== undefined)
    throw refuse(
      `${INVALID} Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${text}`,
    );
  if (service !== "dynamodb" || type !== "table" || (part !== undefined && part !== "stream"))
    throw refuse(`${INVALID} Provided Arn is not a DynamoDB resource arn: ${text}`);
}

/** The refusal of an ARN of another region. */
export function refuseRegion(text: string) {
  return refuse(`${INVALID} Invalid resource Arn: ${text}`);
}
