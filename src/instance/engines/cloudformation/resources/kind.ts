/** What a type of CloudFormation is in the API: a type of a service's things, and the operations that may make it. */
import { listRows } from "../../../../aws/cloudformation/rows.ts";
import { type LoadedCfnType, loadCfnType } from "../../../../aws/cloudformation/table.ts";
import { loadModel } from "../../../../aws/model/table.ts";
import type { ServiceModel } from "../../../../aws/model/types.ts";
import { loadReadings, type ServiceReadings } from "../../../../aws/resources/readings.ts";
import { findCfnType, loadCfnTypes, loadResources } from "../../../../aws/resources/table.ts";
import type { ServiceResources } from "../../../../aws/resources/types.ts";
import { listMakingRows, type MakingRowOf } from "./rows.ts";

/** A type of CloudFormation that can be made. */
export interface ResourceKind {
  readonly cfn: LoadedCfnType;
  readonly service: string;
  /** As the resource table has it; undefined where that is not known. */
  readonly type: string | undefined;
  /** Whether it brings two things together, and is no thing of its own. */
  readonly isAttachment: boolean;
  /** The only operations that make it; undefined where the table tells them. */
  readonly operations: readonly string[] | undefined;
  /** The rows that say how it is made, each by an operation of its own. */
  readonly rows: readonly MakingRowOf<"make">[];
  readonly model: ServiceModel;
  readonly resources: ServiceResources;
  readonly readings: ServiceReadings;
}

const ATTACHMENT = " attachment";

interface Found {
  readonly service: string;
  readonly type: string | undefined;
  readonly operations?: readonly string[] | undefined;
}

function find(name: string, rows: readonly MakingRowOf<"make">[]): Found | undefined {
  const [row] = rows;
  const [calls] = listMakingRows(name, "calls");
  if (calls) return { service: calls.service, type: undefined, operations: [] };
  if (row)
    return { service: row.service, type: row.type, operations: rows.map(({ operation }) => operation) };
  const said = listRows("type").filter((one) => one.cfn === name);
  const [first] = said;
  const known = findCfnType(name);
  if (!first) return known;
  const [service = "", type = ""] = first.type.split(":");
  const operations = said.every((one) => one.operations)
    ? said.flatMap((one) => one.operations ?? [])
    : undefined;
  return { service, type, operations };
}

/** The row that says how an operation makes things of a kind. */
export function findMakingRow({ rows }: ResourceKind, operation: string): MakingRowOf<"make"> | undefined {
  return rows.find((row) => row.operation === operation);
}

/** Whether CloudFormation has a type. */
export async function isCfnType(name: string): Promise<boolean> {
  const isOwn = name.startsWith("Custom::") || name === "AWS::CloudFormation::CustomResource";
  return isOwn || listMakingRows(name, "nothing").length > 0 || (await loadCfnType(name)) !== undefined;
}

/** What a type is in the API; undefined for one of which that is not known. */
export async function findResourceKind(name: string): Promise<ResourceKind | undefined> {
  await loadCfnTypes();
  const rows = listMakingRows(name, "make");
  const found = find(name, rows);
  if (!found) return undefined;
  const { service, type, operations } = found;
  const [cfn, model, resources, readings] = await Promise.all([
    loadCfnType(name),
    loadModel(service),
    loadResources(service),
    loadReadings(service),
  ]);
  const isAttachment = type?.endsWith(ATTACHMENT) === true;
  return {
    // A custom resource's properties are known to nobody.
    cfn: cfn ?? { name, structures: [], properties: {}, attributes: [], ref: [] },
    service,
    type: isAttachment ? type?.slice(0, -ATTACHMENT.length) : type,
    isAttachment,
    operations,
    rows,
    model,
    resources,
    readings,
  };
}
