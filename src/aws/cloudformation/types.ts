/** CloudFormation's resource types, as types.bin has them (made by scripts/resources.ts from AWS's own list of them). */

/**
 * What a property takes, written short: `s` text, `n` number, `i` whole number, `b` yes or no, `j` any JSON, `d` a date, `t` a
 * tag, `@7` the structure that the service's list has at 7; behind `[]` a list of these, behind `{}` a map; `|` stands between
 * alternatives, in brackets within a list or map.
 */
export type CfnKind = string;

/**
 * A property: its kind, behind `!` where it is required; behind `<` the API's member that it is, where that is called
 * otherwise but for case: `Attributes.DelaySeconds`, `.` for a structure of members that the API has beside others; behind
 * each `>` what it may name: `AWS::IAM::Role.Arn`.
 */
export type CfnProperty = string;

/** Properties by their names; `-` has the members of the API that are none, with commas between. */
export type CfnProperties = Readonly<Record<string, CfnProperty>>;

/** A resource type. */
export interface CfnType {
  readonly properties: CfnProperties;
  /** What Fn::GetAtt gives. */
  readonly attributes: readonly string[];
  /** The properties and attributes that Ref gives; several are joined by `|`. */
  readonly ref: readonly string[];
  /** The properties of which no thing can have others: a change of one makes another thing. */
  readonly fixed?: readonly string[];
  /** The property that takes tags, and how: as `[{Key, Value}]`, as those of Auto Scaling, or as a map. */
  readonly tags?: { readonly property: string; readonly as: "standard" | "asg" | "map" };
  /** The properties that are things of the API, by their types in the resource table: `target` is a rule's `Targets`. */
  readonly parts?: Readonly<Record<string, string>>;
}

/** The types of one of CloudFormation's services: `AWS::IAM`. */
export interface CfnService {
  readonly service: string;
  /** By their whole names: `AWS::IAM::Role`. */
  readonly types: Readonly<Record<string, CfnType>>;
  readonly structures: readonly CfnProperties[];
}
