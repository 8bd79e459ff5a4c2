/** Exports and imports of tables: each is done when it is answered, and told as a thing of its own. */
import { makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { Thing } from "../../../thing.ts";
import { readText } from "../../engine.ts";
import { readNumber, writeMembers } from "../read-members.ts";
import { refuseAs } from "../refusal.ts";

/** What is written to files, and what is read from them. */
export type TaskKind = "export" | "import";

const SERVICE = "dynamodb";
const CLIENT_TOKEN = "ClientToken";
/** What the call asked for, beside what is told of the task: the same token with another request is refused. */
const ASKED = "Asked";
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html#DDB-ExportTableToPointInTime-request-ClientToken */
const KEPT_MS = 8 * 60 * 60 * 1000;

/** An ARN of a task that was never given before. */
export function nameTask({ now, mint }: Context, tableArn: string, kind: TaskKind): string {
  return `${tableArn}/${kind}/${String(now).padStart(14, "0")}-${mint(8)}`;
}

/** The last part of a task's ARN. */
export function readTaskId(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function listTasks({ store, caller }: Context, kind: TaskKind): Thing[] {
  const place = { account: caller.account, region: caller.region };
  return store.list(place, { service: SERVICE, type: kind });
}

function asText(input: Structure): string {
  return JSON.stringify(input);
}

/** Whether a call asks for a task in all as the one did that made it. */
export function isSameCall({ input }: Context, { members }: Thing): boolean {
  return members[ASKED] === asText(input);
}

/** What is told of the task that the same call made already. Throws a refusal of another call with its token. */
export function findRepeated(
  context: Context,
  kind: TaskKind,
  conflict: string,
  isSame: (context: Context, made: Thing) => boolean,
): Structure | undefined {
  const token = readText(context.input, CLIENT_TOKEN);
  if (token === "") return undefined;
  const same = listTasks(context, kind).find(
    ({ members, createdAt }) => members[CLIENT_TOKEN] === token && createdAt + KEPT_MS > context.now,
  );
  if (!same) return undefined;
  if (isSame(context, same)) return tellTask(same);
  throw refuseAs(conflict, "Duplicate request detected");
}

/** Keeps a task. */
export function keepTask(context: Context, kind: TaskKind, arn: string, members: Structure): void {
  const { store, caller, now, operation, input } = context;
  store.put({
    place: { account: caller.account, region: caller.region },
    service: SERVICE,
    type: kind,
    chain: [readTaskId(arn)],
    within: undefined,
    names: { arn },
    members: writeMembers(members, { [ASKED]: asText(input) }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  });
}

/** What is told of a task. */
export function tellTask({ members }: Thing): Structure {
  return writeMembers({ ...members, [ASKED]: undefined });
}

/** The task that an ARN names. Throws a refusal where there is none. */
export function getTask(context: Context, kind: TaskKind, arn: string, absent: string): Thing {
  const found = listTasks(context, kind).find(({ names }) => names.arn === arn);
  if (found) return found;
  throw refuseAs(absent, `${kind === "export" ? "Export" : "Import"} not found: ${arn}`);
}

const USUAL_PAGE = 25;
/** A token of a list of imports has at least so many characters, 16 a lot. */
const TOKEN_LENGTH = 112;

/** A page of the tasks of a table, or of all, the last first. */
export function pageTasks(
  context: Context,
  kind: TaskKind,
  size: Value | undefined,
): { readonly tasks: readonly Thing[]; readonly next: string | undefined } {
  const { input } = context;
  const table = readText(input, "TableArn");
  const all = listTasks(context, kind)
    .filter(({ members }) => table === "" || members["TableArn"] === table)
    .reverse();
  const token = readText(input, "NextToken");
  const start = token === "" ? 0 : Number.parseInt(token, 16);
  // No page is told of by the token of the first one.
  if (token !== "" && !(start > 0 && start <= all.length))
    throw refuseAs("ValidationException", "Invalid NextToken");
  const end = start + (readNumber(size) ?? USUAL_PAGE);
  const next = end < all.length ? end.toString(16).padStart(TOKEN_LENGTH, "0") : undefined;
  return { tasks: all.slice(start, end), next };
}
