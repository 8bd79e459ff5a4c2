/** Makes the table of CloudFormation's resource types from AWS's own list of them (npm @aws-cdk/aws-service-spec). */
import { loadAwsServiceSpec } from "@aws-cdk/aws-service-spec";
import type { Property, PropertyType, Resource, TypeDefinition } from "@aws-cdk/service-spec-types";
import type { CfnProperties, CfnService, CfnType } from "../../src/aws/cloudformation/types.ts";
import type { PackedModel } from "../../src/aws/model/types.ts";
import type { ServiceResources } from "../../src/aws/resources/types.ts";
import { type CfnCorrection, correctCfn } from "./correct-cfn.ts";
import { CfnMatcher } from "./match-cfn.ts";

const PLAIN: Readonly<Record<string, string>> = {
  string: "s",
  number: "n",
  integer: "i",
  boolean: "b",
  json: "j",
  "date-time": "d",
  tag: "t",
};

/** Names the structures of one service by their places in its list; those that are equal stand there once. */
class Structures {
  readonly list: CfnProperties[] = [];
  readonly #places = new Map<string, number>();
  readonly #known = new Map<string, number>();

  constructor(readonly find: (id: string) => TypeDefinition) {}

  place(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    // A structure can hold itself, which has to know its place by then.
    const place = this.list.length;
    this.#places.set(id, place);
    this.list.push({});
    const properties = describeProperties(this.find(id).properties, this);
    const text = JSON.stringify(properties);
    const same = this.#known.get(text);
    const isLast = place === this.list.length - 1;
    if (same !== undefined && isLast) {
      this.list.pop();
      this.#places.set(id, same);
      return same;
    }
    this.list[place] = properties;
    this.#known.set(text, place);
    return place;
  }
}

/** What a list or a map is of: several alternatives stand in brackets. */
function describeInner(type: PropertyType, structures: Structures): string {
  const kind = describeKind(type, structures);
  return kind.includes("|") ? `(${kind})` : kind;
}

function describeKind(type: PropertyType, structures: Structures): string {
  if (type.type === "ref") return `@${structures.place(type.reference.$ref)}`;
  if (type.type === "array") return `[]${describeInner(type.element, structures)}`;
  if (type.type === "map") return `{}${describeInner(type.element, structures)}`;
  if (type.type === "union") {
    const kinds = new Set(type.types.map((one) => describeKind(one, structures)));
    return [...kinds].join("|");
  }
  return PLAIN[type.type] ?? "j";
}

function describeProperty({ type, required, relationshipRefs }: Property, structures: Structures): string {
  const named = (relationshipRefs ?? []).map(
    ({ cloudFormationType, propertyName }) =>
      `>${cloudFormationType}.${propertyName.replace(/^\/?properties\//, "").replaceAll("/", ".")}`,
  );
  return `${required ? "!" : ""}${describeKind(type, structures)}${named.join("")}`;
}

function describeProperties(properties: Resource["properties"], structures: Structures): CfnProperties {
  const sorted = Object.entries(properties).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, property]) => [name, describeProperty(property, structures)]));
}

function describeType(resource: Resource, structures: Structures): CfnType {
  const { attributes, primaryIdentifier = [], cfnRefIdentifier, tagInformation } = resource;
  const fixed = Object.entries(resource.properties).flatMap(([name, { causesReplacement }]) =>
    causesReplacement === "yes" ? [name] : [],
  );
  return {
    properties: describeProperties(resource.properties, structures),
    attributes: Object.keys(attributes).sort(),
    ref: cfnRefIdentifier ?? primaryIdentifier,
    ...(fixed.length > 0 && { fixed: fixed.sort() }),
    ...(tagInformation && {
      tags: { property: tagInformation.tagPropertyName, as: tagInformation.variant },
    }),
  };
}

/** CloudFormation's types, by its services, without what they are in the API. */
async function listCfnServices(): Promise<CfnService[]> {
  const database = await loadAwsServiceSpec();
  const byService = Map.groupBy(database.all("resource"), ({ cloudFormationType }) =>
    cloudFormationType.split("::").slice(0, 2).join("::"),
  );
  const sorted = [...byService].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([service, resources]) => {
    const structures = new Structures((id) => database.get("typeDefinition", { $ref: id }));
    const types = [...resources].sort((one, other) =>
      one.cloudFormationType < other.cloudFormationType ? -1 : 1,
    );
    return {
      service,
      types: Object.fromEntries(
        types.map((type) => [type.cloudFormationType, describeType(type, structures)]),
      ),
      structures: structures.list,
    };
  });
}

/** A type of the resource table that is one of CloudFormation's, other than that table says. */
interface TypeRow {
  readonly kind: string;
  readonly type?: string;
  readonly cfn?: string;
}

/** CloudFormation's types with what their properties are in the API. `cfn`: which type of which service each is. */
export async function describeCfn(
  models: readonly PackedModel[],
  all: readonly ServiceResources[],
  cfn: Readonly<Record<string, string>>,
  rows: readonly TypeRow[],
  corrections: readonly CfnCorrection[],
): Promise<CfnService[]> {
  const named = rows.flatMap(({ kind, type, cfn: name }) =>
    kind === "type" && type !== undefined && name !== undefined ? [[name, type] as const] : [],
  );
  const typeOf = new Map([...Object.entries(cfn), ...named]);
  const matchers = new Map<string, CfnMatcher>();
  const services = await listCfnServices();
  return services.map((service) => {
    const types: Record<string, CfnType> = {};
    for (const [name, type] of Object.entries(service.types)) {
      const [owner = "", noun = ""] = (typeOf.get(name) ?? "").split(":");
      const [model, resources] = [models, all].map((list) => list.find((one) => one.service === owner));
      if (!model || !resources) {
        types[name] = type;
        continue;
      }
      const matcher = matchers.getOrInsertComputed(
        owner,
        () => new CfnMatcher(model as PackedModel, resources as ServiceResources),
      );
      types[name] = matcher.match(name, type, noun, service);
    }
    const matched = { ...service, types };
    for (const row of corrections) if (Object.hasOwn(types, row.cfn)) correctCfn(matched, row);
    return matched;
  });
}
