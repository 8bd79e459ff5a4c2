/** Patch baselines, and the groups of instances that take them. https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-patch-groups.html */
import type { Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { listOwn } from "./own-baselines.ts";
import { takePage } from "./pages.ts";

const BASELINE = { service: "ssm", type: "patch-baseline" } as const;
const GROUP = { service: "ssm", type: "patch-group" } as const;
/** What production registered as the default stands as a thing of its own. */
const DEFAULT = { service: "ssm", type: "default-patch-baseline" } as const;
/** What is meant where no system is said: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreatePatchBaseline.html */
const USUAL_SYSTEM = "WINDOWS";
const USUAL_PAGE = 50;

function systemOf(baseline: Thing): string {
  return readText(baseline.members, "OperatingSystem") || USUAL_SYSTEM;
}

function idOf({ names, chain }: Thing): string {
  return names.id ?? chain.at(-1) ?? "";
}

function listBaselines(context: Context): readonly Thing[] {
  return context.store.list(placeOf(context, BASELINE.type), BASELINE);
}

/** The baseline with an id, which may be said as an ARN: a customer's, or one of AWS's own. */
function findBaseline(context: Context, text: string): Thing | undefined {
  const id = text.split("/").at(-1) ?? "";
  return (
    context.store.find(placeOf(context, BASELINE.type), BASELINE, [text, id]) ??
    listOwn(context).find((one) => idOf(one) === text)
  );
}

function isOwn(context: Context, { place }: Thing): boolean {
  return place.account !== placeOf(context, BASELINE.type).account;
}

function findGroup(context: Context, group: string, system: string): Thing | undefined {
  const all = context.store.list(placeOf(context, GROUP.type), GROUP, [group]);
  return all.find(({ chain }) => chain[1] === system);
}

function isDefault(context: Context, baseline: Thing): boolean {
  if (isOwn(context, baseline))
    return !listBaselines(context).some((one) => isDefaultOf(context, one, systemOf(baseline)));
  const { DefaultBaseline } = baseline.members;
  if (typeof DefaultBaseline === "boolean") return DefaultBaseline;
  return context.store.find(placeOf(context, DEFAULT.type), DEFAULT, [idOf(baseline)]) !== undefined;
}

function isDefaultOf(context: Context, baseline: Thing, system: string): boolean {
  return systemOf(baseline) === system && isDefault(context, baseline);
}

function tellBaseline(context: Context, baseline: Thing): Structure {
  const description = readText(baseline.members, "Description");
  return merge(
    { BaselineId: idOf(baseline), BaselineName: readText(baseline.members, "Name") },
    { OperatingSystem: systemOf(baseline), DefaultBaseline: isDefault(context, baseline) },
    description === "" ? {} : { BaselineDescription: description },
  );
}

/** Whether one of the values of each filter is what `read` gives of its key; a name is met by how it begins. */
function fits(filters: readonly Structure[], read: (key: string) => string): boolean {
  return filters.every((filter) => {
    const key = readText(filter, "Key");
    const text = read(key);
    return listTexts(filter["Values"]).some((value) =>
      key === "NAME_PREFIX" ? text.startsWith(value) : text === value,
    );
  });
}

/** DescribePatchBaselines: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchBaselines.html */
export function describeBaselines(context: Context): Done {
  const filters = listStructures(context.input["Filters"]);
  const found = [...listOwn(context), ...listBaselines(context)].filter((baseline) =>
    fits(filters, (key) =>
      key === "OWNER"
        ? isOwn(context, baseline)
          ? "AWS"
          : "Self"
        : key === "OPERATING_SYSTEM"
          ? systemOf(baseline)
          : readText(baseline.members, "Name"),
    ),
  );
  const page = takePage(context, found, USUAL_PAGE);
  const BaselineIdentities = page.items.map((baseline) => tellBaseline(context, baseline));
  return { output: merge({ BaselineIdentities }, page.more) };
}

/** RegisterPatchBaselineForPatchGroup: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterPatchBaselineForPatchGroup.html */
export function registerGroup(context: Context): Done {
  const { input, store, now, operation } = context;
  const [BaselineId, PatchGroup] = [readText(input, "BaselineId"), readText(input, "PatchGroup")];
  const baseline = findBaseline(context, BaselineId);
  // AWS calls it so, whatever does not exist.
  if (!baseline) return refuse("DoesNotExistException", `Maintenance window ${BaselineId} does not exist`);
  const system = systemOf(baseline);
  const before = findGroup(context, PatchGroup, system);
  if (before && readText(before.members, "BaselineId") !== idOf(baseline))
    refuse(
      "AlreadyExistsException",
      `Patch Group baseline already has a baseline registered for OperatingSystem ${system}.`,
    );
  const output = merge({ BaselineId, PatchGroup });
  if (!before)
    store.put({
      ...GROUP,
      place: placeOf(context, GROUP.type),
      chain: [PatchGroup, system],
      within: undefined,
      names: {},
      members: merge({ BaselineId: idOf(baseline), PatchGroup, OperatingSystem: system }),
      tags: new Map(),
      createdAt: now,
      call: { operation: operation.name, input, output },
    });
  return { output };
}

/** DeregisterPatchBaselineForPatchGroup: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeregisterPatchBaselineForPatchGroup.html */
export function deregisterGroup(context: Context): Done {
  const { input, store } = context;
  const [BaselineId, PatchGroup] = [readText(input, "BaselineId"), readText(input, "PatchGroup")];
  const baseline = findBaseline(context, BaselineId);
  const found = baseline && findGroup(context, PatchGroup, systemOf(baseline));
  if (!found || readText(found.members, "BaselineId") !== idOf(baseline))
    return refuse("DoesNotExistException", "Patch Baseline to be retrieved does not exist.");
  store.remove(found);
  return { output: merge({ BaselineId, PatchGroup }) };
}

/** GetPatchBaselineForPatchGroup: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetPatchBaselineForPatchGroup.html */
export function getGroupBaseline(context: Context): Done {
  const PatchGroup = readText(context.input, "PatchGroup");
  const OperatingSystem = readText(context.input, "OperatingSystem") || USUAL_SYSTEM;
  const found = findGroup(context, PatchGroup, OperatingSystem);
  const BaselineId = found ? readText(found.members, "BaselineId") : demandDefault(context, OperatingSystem);
  return { output: merge({ BaselineId, PatchGroup, OperatingSystem }) };
}

/** The id of the baseline that is the default of a system: the one that was registered, or AWS's own. */
function demandDefault(context: Context, system: string): string {
  const all = [...listBaselines(context), ...listOwn(context)];
  const found = all.find((one) => isDefaultOf(context, one, system));
  return found
    ? idOf(found)
    : refuse("DoesNotExistException", `No default patch baseline exists for ${system}`);
}

/** RegisterDefaultPatchBaseline: one of each system is the default. */
export function registerDefault(context: Context): Done {
  const { input, store } = context;
  const BaselineId = readText(input, "BaselineId");
  const baseline = findBaseline(context, BaselineId);
  if (!baseline) return refuse("DoesNotExistException", `Maintenance window ${BaselineId} does not exist`);
  for (const one of listBaselines(context))
    if (systemOf(one) === systemOf(baseline))
      store.put({ ...one, members: merge(one.members, { DefaultBaseline: one === baseline }) });
  return { output: merge({ BaselineId }) };
}

/** GetDefaultPatchBaseline: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDefaultPatchBaseline.html */
export function getDefault(context: Context): Done {
  const OperatingSystem = readText(context.input, "OperatingSystem") || USUAL_SYSTEM;
  return { output: merge({ BaselineId: demandDefault(context, OperatingSystem), OperatingSystem }) };
}

/** GetPatchBaseline: one of AWS's own; what a customer's says is the generic behaviour's. */
export function getBaseline(context: Context): Done | undefined {
  const baseline = findBaseline(context, readText(context.input, "BaselineId"));
  if (!baseline || !isOwn(context, baseline)) return undefined;
  const { Name = "", Description = "" } = baseline.members;
  const groups = context.store
    .list(placeOf(context, GROUP.type), GROUP)
    .filter(({ members }) => readText(members, "BaselineId") === idOf(baseline));
  return {
    output: merge({
      ...{ BaselineId: idOf(baseline), Name, Description, OperatingSystem: systemOf(baseline) },
      PatchGroups: groups.map(({ members }) => readText(members, "PatchGroup")),
      ...{ CreatedDate: new Date(baseline.createdAt), ModifiedDate: new Date(baseline.createdAt) },
    }),
  };
}

/** DescribePatchGroups: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchGroups.html */
export function describeGroups(context: Context): Done {
  const filters = listStructures(context.input["Filters"]);
  const groups = context.store
    .list(placeOf(context, GROUP.type), GROUP)
    .filter(({ chain: [name = "", system = ""] }) =>
      fits(filters, (key) => (key === "OPERATING_SYSTEM" ? system : name)),
    );
  const page = takePage(context, groups, USUAL_PAGE);
  const Mappings = page.items.flatMap(({ members }) => {
    const baseline = findBaseline(context, readText(members, "BaselineId"));
    const PatchGroup = readText(members, "PatchGroup");
    return baseline ? [merge({ PatchGroup, BaselineIdentity: tellBaseline(context, baseline) })] : [];
  });
  return { output: merge({ Mappings }, page.more) };
}

/** Refuses to delete a baseline that a group takes, or the default; what else is deleted is the generic behaviour's. */
export function demandUnused(context: Context): undefined {
  const baseline = findBaseline(context, readText(context.input, "BaselineId"));
  if (!baseline) return undefined;
  const groups = context.store.list(placeOf(context, GROUP.type), GROUP);
  const isTaken = groups.some(({ members }) => readText(members, "BaselineId") === idOf(baseline));
  if (isTaken || isDefault(context, baseline))
    refuse(
      "ResourceInUseException",
      "A patch baseline can't be deleted while it is the default or registered for a patch group.",
    );
  return undefined;
}
