/** Brings together what the models and what AWS publishes of its resources say of one service. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackedModel } from "../../src/aws/model/types.ts";
import { findCfnTypes } from "./find-types.ts";
import { type Action, type Cfn, type CfnType, readActions, readArnTemplates } from "./sources.ts";

/** What the sources say of one service. */
export interface Sources {
  readonly model: PackedModel;
  /** What the sources call the service. */
  readonly names: readonly string[];
  readonly actions: Readonly<Record<string, Action>>;
  readonly templates: readonly { readonly name: string; readonly arn: string }[];
  readonly cfnTypes: readonly CfnType[];
}

/** CloudFormation's own names of services, where they are none of the API's; folded. */
const CFN_NAMES: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(import.meta.dir, "cfn-services.json"), "utf8"),
);

/** What CloudFormation and the authorization reference call a service. */
export function listNames({ service, metadata }: PackedModel): string[] {
  const { endpointPrefix, signingName = endpointPrefix, serviceId } = metadata;
  return [
    ...new Set([service, signingName, endpointPrefix, serviceId, serviceId.replace(/^(AWS|Amazon) /, "")]),
  ];
}

/** What the sources say of a service. */
export function readSources(model: PackedModel, cfn: Cfn): Sources {
  const names = [...listNames(model), ...(CFN_NAMES[model.service] ?? [])];
  const prefixes = names.map((name) => name.toLowerCase());
  return {
    model,
    names,
    templates: prefixes.map(readArnTemplates).find((list) => list.length > 0) ?? [],
    actions: prefixes.map(readActions).find((table) => Object.keys(table).length > 0) ?? {},
    cfnTypes: findCfnTypes(cfn, names),
  };
}
