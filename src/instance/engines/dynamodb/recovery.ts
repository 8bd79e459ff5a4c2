/** Recovery of a table to a moment: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { changeMembers, getBackedUpTable } from "./named-table.ts";
import { readNumber, readStructure, writeMembers } from "./read-members.ts";
import type { Table } from "./tables.ts";

const RECOVERY = "PointInTimeRecovery";
const MOST_DAYS = 35;
/** So long ago is the last moment that can be gone back to. */
const LAST_MS = 300_000;
const DAY_MS = 86_400_000;

/** How far back a table can be restored, in milliseconds since 1970; undefined where it cannot. */
function readRecovery({ store }: Context, { thing }: Table): { since: number; days: number } | undefined {
  const own = thing.members[RECOVERY];
  if (own !== undefined) {
    const { Since, Days } = readStructure(own);
    return Since === undefined
      ? undefined
      : { since: readNumber(Since) ?? 0, days: readNumber(Days) ?? MOST_DAYS };
  }
  // A replay sets it on a thing of its own.
  const set = store.find(thing.place, { service: "dynamodb", type: "backup" }, [thing.chain.at(-1) ?? ""]);
  const { PointInTimeRecoverySpecification } = set?.members ?? {};
  const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays } = readStructure(
    PointInTimeRecoverySpecification,
  );
  return set && PointInTimeRecoveryEnabled === true
    ? { since: set.createdAt, days: readNumber(RecoveryPeriodInDays) ?? MOST_DAYS }
    : undefined;
}

/** Whether a table can be restored as it was at a moment. */
export function isRecoverable(context: Context, table: Table): boolean {
  return readRecovery(context, table) !== undefined;
}

function describeBackups(context: Context, table: Table): Structure {
  const recovery = readRecovery(context, table);
  const { now } = context;
  return {
    ContinuousBackupsDescription: writeMembers({
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: recovery
        ? writeMembers({
            PointInTimeRecoveryStatus: "ENABLED",
            RecoveryPeriodInDays: recovery.days,
            EarliestRestorableDateTime: new Date(Math.max(recovery.since, now - recovery.days * DAY_MS)),
            LatestRestorableDateTime: new Date(Math.max(recovery.since, now - LAST_MS)),
          })
        : writeMembers({ PointInTimeRecoveryStatus: "DISABLED" }),
    }),
  };
}

function updateBackups(context: Context): Structure {
  const table = getBackedUpTable(context);
  const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays } = readStructure(
    context.input["PointInTimeRecoverySpecification"],
  );
  const before = readRecovery(context, table);
  const Since = before?.since ?? context.now;
  const Days = readNumber(RecoveryPeriodInDays) ?? before?.days ?? MOST_DAYS;
  changeMembers(context, table, {
    [RECOVERY]: PointInTimeRecoveryEnabled === true ? writeMembers({ Since, Days }) : writeMembers({}),
  });
  return describeBackups(context, getBackedUpTable(context));
}

export const recovery = {
  DescribeContinuousBackups: (context: Context): Structure =>
    describeBackups(context, getBackedUpTable(context)),
  UpdateContinuousBackups: updateBackups,
};
