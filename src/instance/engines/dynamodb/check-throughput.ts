/** What AWS demands of how much a table takes, in its order and words. */

import type { Structure, Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { refuseValues } from "./check-keys.ts";
import { readNumber, readStructure } from "./read-members.ts";
import { refuse } from "./refusal.ts";

const MOST_UNITS = 1_000_000_000_000;
/** What a table that is paid for by request takes at once. */
export const ON_DEMAND_UNITS = { reads: 12_000, writes: 4_000 };

/** That a table's class is one. */
export function checkClass(given: Value | undefined): void {
  if (given === undefined || given === "STANDARD" || given === "STANDARD_INFREQUENT_ACCESS") return;
  throw refuse(
    "Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].",
  );
}

/** The units that are said of reads and writes. */
export function readUnits(throughput: Value | undefined): {
  readonly reads: number;
  readonly writes: number;
} {
  const { ReadCapacityUnits, WriteCapacityUnits } = readStructure(throughput);
  return { reads: readNumber(ReadCapacityUnits) ?? 0, writes: readNumber(WriteCapacityUnits) ?? 0 };
}

/** That what is provisioned can be. */
export function checkBounds(throughput: Value | undefined): void {
  const { reads, writes } = readUnits(throughput);
  if (reads > MOST_UNITS) throw refuse(`Given value ${reads} for ReadCapacityUnits is out of bounds`);
  if (writes > MOST_UNITS) throw refuse(`Given value ${writes} for WriteCapacityUnits is out of bounds`);
}

export const NEITHER_UNITS =
  "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST";

/** The members of a bound on what is paid for by request, which may have none. */
function listLimits(limits: Value | undefined): (readonly [string, number])[] {
  const { MaxReadRequestUnits, MaxWriteRequestUnits } = readStructure(limits);
  const all = { MaxReadRequestUnits, MaxWriteRequestUnits };
  return Object.entries(all).flatMap(([name, value]) => {
    const number = readNumber(value);
    return number === undefined ? [] : [[name, number] as const];
  });
}

/** That bounds are set where requests are paid for, and can be. `isNew`: -1, which takes one off, is for what stands. */
export function checkOnDemand(limits: Value | undefined, isProvisioned: boolean, isNew: boolean): void {
  const all = listLimits(limits);
  const [first] = all;
  if (first && isProvisioned)
    throw refuseValues(
      isNew
        ? `${first[0]} for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.`
        : `${first[0]} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
    );
  for (const [name, value] of all)
    if (value < 1 && (isNew || value !== -1))
      throw refuseValues(`Requested ${name} for OnDemandThroughput for table is outside of valid range`);
}

/** That what is warm gets no colder. `is`: how warm it is. */
export function checkWarmer(wanted: Value | undefined, is: Structure, of: string): void {
  const asked = readStructure(wanted);
  for (const name of ["ReadUnitsPerSecond", "WriteUnitsPerSecond"])
    if ((readNumber(asked[name]) ?? Number.POSITIVE_INFINITY) < (readNumber(is[name]) ?? 0))
      throw refuseValues(
        `Requested ${name} for WarmThroughput for ${of} is lower than current WarmThroughput, decreasing WarmThroughput is not supported`,
      );
}

/** That a table is warm enough for what it takes anyway. `of`: `table`, `index` and its name. */
export function checkWarm({ WarmThroughput, ProvisionedThroughput }: Structure, of: string): void {
  const { ReadUnitsPerSecond, WriteUnitsPerSecond } = readStructure(WarmThroughput);
  const isProvisioned = ProvisionedThroughput !== undefined;
  const { reads, writes } = isProvisioned ? readUnits(ProvisionedThroughput) : ON_DEMAND_UNITS;
  const told = (units: string) =>
    isProvisioned ? `${units} of ProvisionedThroughput` : "initial throughput for OnDemand";
  if ((readNumber(ReadUnitsPerSecond) ?? reads) < reads)
    throw refuseValues(
      `Requested ReadUnitsPerSecond for WarmThroughput for ${of} is lower than ${told("ReadCapacityUnits")}`,
    );
  if ((readNumber(WriteUnitsPerSecond) ?? writes) < writes)
    throw refuseValues(
      `Requested WriteUnitsPerSecond for WarmThroughput for ${of} is lower than ${told("WriteCapacityUnits")}`,
    );
}

compileLightly(listLimits, checkOnDemand, checkWarm);
