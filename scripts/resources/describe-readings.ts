/** Describes how the operations of a service are read back and undone. */
import type { PackedModel } from "../../src/aws/model/types.ts";
import type { Reading, ServiceReadings, Undoing } from "../../src/aws/resources/readings.ts";
import type { OperationMeaning } from "../../src/aws/resources/types.ts";
import { type ReadingRow, ReadingRows } from "./correct-readings.ts";
import { findNaming } from "./fill-input.ts";
import { findReadings, type ServiceReads } from "./find-readings.ts";
import { findRefusals } from "./find-refusals.ts";
import { findUndoing } from "./find-undoing.ts";

/** The block of readings.bin for one service; `meanings` is what the resource table says of its operations. */
export function describeReadings(
  model: PackedModel,
  meanings: Readonly<Record<string, OperationMeaning>>,
  rows: readonly ReadingRow[],
): ServiceReadings {
  const naming = findNaming(model, meanings);
  const reads: ServiceReads = { model, meanings, naming, rows: new ReadingRows(rows, model.service) };
  const readings: Record<string, readonly Reading[]> = {};
  const undoing: Record<string, Undoing> = {};
  for (const operation of Object.values(model.operations)) {
    const found = findReadings(reads, operation);
    if (found.length > 0) readings[operation.name] = found;
    const undo = findUndoing(reads, operation);
    if (undo) undoing[operation.name] = undo;
  }
  const traceless = Object.keys(model.operations).filter((name) => reads.rows.leavesNothing(name));
  const refused = findRefusals(model, meanings);
  return { service: model.service, readings, undoing, refused, traceless };
}
