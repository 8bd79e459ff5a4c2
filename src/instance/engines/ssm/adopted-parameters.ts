/** Systems Manager's parameters: each time that one is put it has another version. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeAll } from "../../behaviour/makes/make.ts";
import { findNamed } from "../../behaviour/names/names.ts";
import { overlay } from "../../behaviour/overlay.ts";
import { paginate } from "../../behaviour/reads/pages.ts";
import { writeOutput } from "../../behaviour/reads/view.ts";
import { refuseAbsent } from "../../behaviour/refusals/refusals.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText, type ServiceEngine } from "../engine.ts";

const PARAMETER = "parameter";
const VERSION = "parameter-version";
const LIST = "Parameters";

function findParameter(context: Context): Thing | undefined {
  return findNamed(context, PARAMETER, [readText(context.input, "Name")]);
}

/** The versions of a parameter, the oldest first. */
function listVersions({ store }: Context, parameter: Thing): Thing[] {
  return store.listInner(parameter).filter(({ type }) => type === VERSION);
}

function readNumber(value: Value | undefined): number {
  return typeof value === "number" ? value : 0;
}

/** The parameter with the number of its version, and that version as it is now. */
function keepVersion(context: Context, done: Structure): Structure {
  const { store, now, told } = context;
  const parameter = findParameter(context);
  if (!parameter) return done;
  const last = listVersions(context, parameter).at(-1);
  const Version = readNumber(told?.output["Version"]) || readNumber(last?.members["Version"]) + 1;
  const { Labels: _labels = null, ...rest } = parameter.members;
  const members = merge(rest, { Version });
  store.put({ ...parameter, members });
  store.put({
    ...parameter,
    type: VERSION,
    chain: [...parameter.chain, String(Version)],
    within: PARAMETER,
    names: {},
    members,
    createdAt: now,
    brought: "told",
  });
  return overlay(done, merge({ Version }));
}

/** The versions with labels that one of them gets, or loses: no two have the same. */
function label(context: Context, isGiven: boolean): Done {
  const { input, store, told } = context;
  const parameter = findParameter(context);
  if (!parameter) return told ?? { error: refuseAbsent(context, PARAMETER, readText(input, "Name")) };
  const all = listVersions(context, parameter);
  const meant = readNumber(input["ParameterVersion"]) || readNumber(all.at(-1)?.members["Version"]);
  const given = listTexts(input["Labels"]);
  for (const version of all) {
    const kept = listTexts(version.members["Labels"]).filter((text) => !given.includes(text));
    const isMeant = readNumber(version.members["Version"]) === meant;
    const Labels = isMeant && isGiven ? [...kept, ...given] : kept;
    store.put({ ...version, members: merge(version.members, { Labels }) });
  }
  return { output: told?.output ?? merge({ ParameterVersion: meant, InvalidLabels: [] }) };
}

export const adoptedParameters: ServiceEngine = {
  PutParameter(context) {
    const done = makeAll(context, PARAMETER);
    return "error" in done ? done : { output: keepVersion(context, done.output) };
  },
  LabelParameterVersion: (context) => label(context, true),
  UnlabelParameterVersion: (context) => label(context, false),
  GetParameterHistory(context) {
    const { input, operation } = context;
    const parameter = findParameter(context);
    if (!parameter) return { error: refuseAbsent(context, PARAMETER, readText(input, "Name")) };
    const page = paginate(operation, input, listVersions(context, parameter));
    if (!page) return { error: { code: "InvalidNextToken", message: "The token isn't valid.", status: 400 } };
    // What is told of a version is told as of the parameter that it was.
    const things = page.items.map((version) => ({
      ...version,
      type: PARAMETER,
      chain: parameter.chain,
      within: parameter.within,
    }));
    const { [LIST]: told } = writeOutput(context, things, `${LIST}[]`);
    const items = Array.isArray(told) ? (told as readonly Value[]) : [];
    const labelled = items.map((item, at) =>
      isStructure(item) ? merge(item, { Labels: page.items[at]?.members["Labels"] ?? [] }) : item,
    );
    return { output: Object.assign(makeStructure(), { [LIST]: labelled }, page.more) };
  },
};
