/** What a template is made of on the way: its resources, and what filling them tells. */
import type { LoadedCfnType } from "../../aws/cloudformation/table.ts";
import type { StandingThing } from "../standing.ts";
import type { LeftOut } from "./gather.ts";
import type { Parameter } from "./parameters.ts";
import type { TemplateObject } from "./values.ts";

/** A resource with its properties. */
export interface CfnResource {
  readonly logicalId: string;
  readonly cfn: LoadedCfnType;
  readonly standing: StandingThing;
  properties: TemplateObject;
  /** That of what it stands in. */
  outerId: string | undefined;
}

/** What filling needs and tells. */
export interface TemplateFilling {
  /** A name for a parameter or a further resource. */
  readonly take: (wanted: string) => string;
  readonly parameters: Parameter[];
  readonly leftOut: LeftOut[];
}
