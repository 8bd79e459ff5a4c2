/** Puts right what the rules of match-cfn.ts get wrong: rows of src/aws/cloudformation/corrections.json. */
import type { CfnService } from "../../src/aws/cloudformation/types.ts";

type Properties = Record<string, string>;

/** Writes behind a property's kind which member it is. */
export function insertPath(properties: Properties, name: string, path: string): void {
  properties[name] = (properties[name] ?? "").replace(/^([^<>]*)(<[^>]*)?/, `$1<${path}`);
}

/** A property that is another member than the rules find: a row of src/aws/cloudformation/corrections.json. */
export interface CfnCorrection {
  readonly cfn: string;
  /** A path through lists and maps. */
  readonly property: string;
  /** A path in the API; "" where no member is meant. */
  readonly from: string;
  readonly reason: string;
}

/** Puts right what the rules get wrong. Throws a RangeError for a property that CloudFormation does not have. */
export function correctCfn({ types, structures }: CfnService, { cfn, property, from }: CfnCorrection): void {
  const steps = property.split(".");
  let properties = types[cfn]?.properties as Properties | undefined;
  for (const [place, step] of steps.entries()) {
    const text = properties?.[step];
    if (!properties || text === undefined)
      throw new RangeError(`CloudFormation has no ${property} of ${cfn}`);
    if (place === steps.length - 1) {
      insertPath(properties, step, from === "" ? "-" : from);
      const left = properties["-"]?.split(",").filter((name) => name !== from.split(".")[0]);
      if (left?.length === 0) delete properties["-"];
      else if (left) properties["-"] = left.join(",");
    }
    const at = /@(\d+)/.exec(text)?.[1];
    properties = at === undefined ? undefined : (structures[Number(at)] as Properties);
  }
}
