/** Labels of parameters' versions. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { isReserved } from "./names.ts";
import {
  findParameter,
  listLabels,
  listVersions,
  nameOf,
  numberOf,
  refuseParameter,
  refuseVersion,
} from "./parameter.ts";

const MOST_LABELS = 10;

/** Whether a text can be a label. */
function isLabel(text: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_.-]*$/.test(text) && !isReserved(text);
}

function putLabels({ store }: Context, version: Thing, labels: readonly string[]): void {
  store.put({ ...version, members: merge(version.members, { Labels: labels }) });
}

/** The parameter of a call, and the version that it names, or the last. */
function findMeant(context: Context): { readonly versions: readonly Thing[]; readonly meant: Thing } {
  const { input } = context;
  const parameter = findParameter(context, readText(input, "Name"));
  if (!parameter) return refuseParameter(readText(input, "Name"));
  const versions = listVersions(context, parameter);
  const { ParameterVersion: asked } = input;
  const meant = typeof asked === "number" ? versions.find((one) => numberOf(one) === asked) : versions.at(-1);
  return meant
    ? { versions, meant }
    : refuseVersion(nameOf(parameter), typeof asked === "number" ? asked : "");
}

/** LabelParameterVersion: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html */
export function labelVersion(context: Context): Done {
  const { versions, meant } = findMeant(context);
  const asked = listTexts(context.input["Labels"]);
  const labels = asked.filter(isLabel);
  const InvalidLabels = asked.filter((text) => !isLabel(text));
  const all = [...new Set([...listLabels(meant), ...labels])];
  if (all.length > MOST_LABELS)
    refuse(
      "ParameterVersionLabelLimitExceeded",
      `A parameter version can have maximum ${MOST_LABELS} labels.Move one or more labels to another version and try again.`,
    );
  for (const version of versions) {
    const kept = listLabels(version).filter((text) => !labels.includes(text));
    if (version === meant) putLabels(context, version, all);
    else if (kept.length < listLabels(version).length) putLabels(context, version, kept);
  }
  return { output: merge({ InvalidLabels, ParameterVersion: numberOf(meant) }) };
}

/** UnlabelParameterVersion: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html */
export function unlabelVersion(context: Context): Done {
  const { meant } = findMeant(context);
  const asked = listTexts(context.input["Labels"]);
  const has = listLabels(meant);
  const RemovedLabels = asked.filter((text) => has.includes(text));
  const InvalidLabels = asked.filter((text) => !has.includes(text));
  if (RemovedLabels.length > 0)
    putLabels(
      context,
      meant,
      has.filter((text) => !RemovedLabels.includes(text)),
    );
  return { output: merge({ RemovedLabels, InvalidLabels }) };
}
