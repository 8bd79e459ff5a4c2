/**
 * The resource table: what each operation of an API means. Which thing it is about, which members name it, what it stands
 * in and what else it uses. Made by scripts/resources.ts from the API models, AWS's CloudFormation types and the resource
 * types of its authorization reference; corrections.json holds what these get wrong.
 */

/**
 * What an operation does to the thing it is about. put: makes it or replaces it. attach and detach: bring things together
 * and part them. act: anything else that changes it.
 */
export type Deed =
  | "create"
  | "put"
  | "read"
  | "list"
  | "update"
  | "delete"
  | "tag"
  | "untag"
  | "attach"
  | "detach"
  | "act";

/**
 * own: names the thing that the operation is about, within its containers. container: names what that thing stands in, the
 * outermost first. reference: names another thing.
 */
export type Part = "own" | "container" | "reference";

/** How a text names: by the name its maker chose, an id that AWS minted, an ARN, a URL; any of these. */
export type NameKind = "name" | "id" | "arn" | "url" | "any";

/** A member of an input or an output that names things. */
export interface MemberMeaning {
  /** From the top: `RoleName`, `Targets[].Arn`; `[]` is every item of a list, `{}` every value of a map, `{key}` every key. */
  readonly path: string;
  /** `role`; `iam:role` for a thing of another service; absent where it is not known. */
  readonly type?: string;
  readonly part: Part;
  readonly kind: NameKind;
  /** Whether the operation has the thing for itself, or only uses it beside others. */
  readonly hold: "exclusive" | "shared";
  /** The thing's name from this call on. */
  readonly renames?: true;
  /** What a deletion makes and leaves behind: a last snapshot. */
  readonly leaves?: true;
  /** Whether it mostly names what is AWS's own, and so says of nothing that it is there. */
  readonly elsewhere?: true;
}

/** Members that hold the number of a version, as paths: the one that a call asks for, the one that its answer counted. */
export interface VersionPaths {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

export interface OperationMeaning {
  readonly deed: Deed;
  /** The type of thing it is about; absent where it is not known. */
  readonly type?: string;
  /** It keeps what a thing is at that moment (a snapshot, a version, a deployment), and so goes after its changes. */
  readonly captures?: true;
  /** It calls back what was deleted, as that was. */
  readonly revives?: true;
  /** Paths of members that make a call one about a part of its thing, where they are given: the `Qualifier` of DeleteFunction. */
  readonly parts?: readonly string[];
  /** Of an operation that changes something. */
  readonly versions?: VersionPaths;
  readonly input: readonly MemberMeaning[];
  readonly output: readonly MemberMeaning[];
}

/** Where a name is given once: in a region of an account, in an account, or in a whole partition. */
export type Scope = "region" | "account" | "partition";

export interface ResourceType {
  readonly scope: Scope;
  /** Its ARNs, as templates: `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`. */
  readonly arns: readonly string[];
  /** The types it stands in, the outermost first, where every operation on it names these. */
  readonly within?: readonly string[];
  /** Its name in CloudFormation: `AWS::IAM::Role`. */
  readonly cfn?: string;
}

/** Members whose texts are of a kind of their own, by their names in whichever structure. */
export interface TextMembers {
  /** What users write about things, which names none: `Tags`, `tagKeys`. */
  readonly labels: readonly string[];
  /** Structures that are a label as a whole: `Tag`. */
  readonly labelStructures: readonly string[];
  /** Statements of a language like SQL, which name tables: `Statement`, `QueryString`. */
  readonly statements: readonly string[];
}

/** What the table says of one service, by botocore's names; types are in kebab case. */
export interface ServiceResources {
  readonly service: string;
  readonly signingName: string;
  /** Where the names of types are given once whose ARNs do not say it. */
  readonly scope: Scope;
  /** What the service is called in ARNs: `states` for stepfunctions. */
  readonly arnServices: readonly string[];
  readonly texts: TextMembers;
  readonly types: Readonly<Record<string, ResourceType>>;
  /** Every operation of the service's model. */
  readonly operations: Readonly<Record<string, OperationMeaning>>;
}
