/**
 * The shapes of the API model table: botocore's service-2 models without documentation, one per service.
 * Words are AWS's own (shape, member, locationName, payload); see https://smithy.io/2.0/aws/ for the traits.
 */

export type ShapeType =
  | "structure"
  | "list"
  | "map"
  | "string"
  | "character"
  | "integer"
  | "long"
  | "float"
  | "double"
  | "boolean"
  | "blob"
  | "timestamp";

export type TimestampFormat = "iso8601" | "rfc822" | "unixTimestamp";

/** The wire protocol a service is spoken to in, as botocore resolves it from a service's `protocols`. */
export type Protocol =
  | "json"
  | "rest-json"
  | "rest-xml"
  | "query"
  | "ec2"
  | "smithy-rpc-v2-cbor"
  /** No model names it: a request in json's way says so with its body's type. */
  | "amz-cbor";

export interface XmlNamespace {
  readonly uri: string;
  readonly prefix?: string;
}

/** Serialisation traits, which stand on a shape or on a reference to it; the reference's win. */
export interface Traits {
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  readonly locationName?: string;
  readonly queryName?: string;
  readonly xmlNamespace?: XmlNamespace;
  readonly xmlAttribute?: boolean;
  readonly flattened?: boolean;
  readonly timestampFormat?: TimestampFormat;
  readonly jsonvalue?: boolean;
  /** Its text stands in the operation's host prefix, too. */
  readonly hostLabel?: boolean;
  readonly idempotencyToken?: boolean;
  readonly streaming?: boolean;
  readonly eventpayload?: boolean;
  readonly eventheader?: boolean;
  /** Of an operation's output in the query protocol: the element that holds it. */
  readonly resultWrapper?: string;
}

/** What a shape is, whatever refers to it. */
interface ShapeFacts {
  readonly type: ShapeType;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  /** Bounds of a text's length (in characters), a blob's (in bytes), a list's or map's (in entries), or a number's value. */
  readonly min?: number;
  readonly max?: number;
  /**
   * AWS's regular expression over a text, in Java's dialect: several hundred nest quantifiers, so it is only for a matcher
   * that takes linear time, or for texts whose length `max` bounds to little.
   */
  readonly pattern?: string;
  readonly payload?: string;
  readonly union?: boolean;
  readonly document?: boolean;
  readonly eventstream?: boolean;
  readonly event?: boolean;
  readonly sparse?: boolean;
  readonly sensitive?: boolean;
  readonly exception?: boolean;
  readonly error?: {
    readonly code?: string;
    readonly httpStatusCode?: number;
    readonly senderFault?: boolean;
  };
  /** The fault is the service's: its status is 500 where `error` says none. */
  readonly fault?: boolean;
  readonly retryable?: { readonly throttling: boolean };
  readonly wrapper?: boolean;
  readonly xmlOrder?: readonly string[];
}

/** How an operation's pages are asked for. Paths are JMESPath (https://jmespath.org) into the output. */
export interface Pagination {
  /** The members of the input that take what is at `outputTokens`, in that order. */
  readonly inputTokens: readonly string[];
  readonly outputTokens: readonly string[];
  /** The paths of what a page holds. */
  readonly items: readonly string[];
  /** The member of the input that says how many items a page may have. */
  readonly pageSize?: string;
  /** The path of what says whether there are more pages, where it is not the token. */
  readonly moreResults?: string;
}

/** What an answer means for a waiter; `argument` is a JMESPath into the output, `expected` an error's code for `error`. */
export interface Acceptor {
  readonly matcher: "path" | "pathAll" | "pathAny" | "status" | "error";
  readonly argument?: string;
  readonly expected: string | number | boolean;
  readonly state: "success" | "failure" | "retry";
}

/** How an SDK waits for a state: it calls `operation` every `delay` seconds until an acceptor has an end. */
export interface Waiter {
  readonly operation: string;
  readonly delay: number;
  readonly maxAttempts: number;
  readonly acceptors: readonly Acceptor[];
}

interface OperationFacts {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly readonly?: boolean;
  readonly idempotent?: boolean;
  readonly deprecated?: boolean;
  /** What an SDK writes before the service's host; `{Member}` stands for the input's member with `hostLabel`. */
  readonly endpoint?: { readonly hostPrefix: string };
  /** `none`: the request is not signed; `v4-unsigned-body`: its body is not. */
  readonly authtype?: "none" | "v4-unsigned-body";
  readonly unsignedPayload?: boolean;
  /** Checksums of the bodies: https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait */
  readonly httpChecksum?: {
    readonly requestAlgorithmMember?: string;
    readonly requestChecksumRequired?: boolean;
    readonly requestValidationModeMember?: string;
    readonly responseAlgorithms?: readonly string[];
  };
  /** A request needs Content-MD5 or another checksum. */
  readonly httpChecksumRequired?: boolean;
  readonly pagination?: Pagination;
  /** For an operation that the newest botocore has no longer: the release that it is from. */
  readonly retired?: string;
}

/**
 * A shape as it stands in its place (a member, an item, an operation's input), with what it is made of: the traits of
 * the place are on top of the shape's own. Shapes can hold themselves (DynamoDB's AttributeValue), so a walk over
 * shapes alone needs an end of its own. Traits and facts may be inherited: a shape is not copied by spreading it.
 */
export interface Shape extends ShapeFacts, Traits {
  /** What the model calls it; all places that it stands in have the same. */
  readonly name: string;
  /** What a structure's element is called where it is the root of an XML document. */
  readonly rootName?: string;
  readonly members?: Readonly<Record<string, Shape>>;
  readonly member?: Shape;
  readonly key?: Shape;
  readonly value?: Shape;
}

export interface Operation extends OperationFacts {
  /** The API that it belongs to. */
  readonly model: ServiceModel;
  readonly input?: Shape | undefined;
  readonly output?: Shape | undefined;
  readonly errors?: readonly Shape[] | undefined;
}

export interface ServiceMetadata {
  readonly protocol: Protocol;
  /** All that the service takes, where botocore knows several; `protocol` is the one that is chosen. */
  readonly protocols?: readonly Protocol[];
  readonly apiVersion: string;
  readonly endpointPrefix: string;
  /** The one host of a service without regions: `iam.amazonaws.com`. */
  readonly globalEndpoint?: string;
  readonly signingName?: string;
  readonly serviceId: string;
  readonly jsonVersion?: string;
  readonly targetPrefix?: string;
  readonly xmlNamespace?: string | XmlNamespace;
  readonly awsQueryCompatible?: object;
  /** For a service that the newest botocore has no longer: the release that it is from. */
  readonly retired?: string;
}

/** One service's API, named as botocore names it (`cloudwatch`, `stepfunctions`, `logs`). */
export interface ServiceModel {
  readonly service: string;
  readonly metadata: ServiceMetadata;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly waiters?: Readonly<Record<string, Waiter>>;
}

/** A reference by name, as the table has them. */
export interface ShapeRef extends Traits {
  readonly shape: string;
}

/** A shape as the table has it. */
export interface PackedShape extends ShapeFacts, Traits {
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly member?: ShapeRef;
  readonly key?: ShapeRef;
  readonly value?: ShapeRef;
}

/** An operation as the table has it. */
export interface PackedOperation extends OperationFacts {
  readonly input?: ShapeRef;
  readonly output?: ShapeRef;
  readonly errors?: readonly ShapeRef[];
}

/** A service's API as the table has it. */
export interface PackedModel {
  readonly service: string;
  readonly metadata: ServiceMetadata;
  readonly operations: Readonly<Record<string, PackedOperation>>;
  readonly shapes: Readonly<Record<string, PackedShape>>;
  readonly waiters?: Readonly<Record<string, Waiter>>;
}

/** What the table's index says of a service, without loading its model. Offsets and lengths are bytes. */
export interface ServiceEntry {
  readonly service: string;
  readonly serviceId: string;
  readonly endpointPrefix: string;
  readonly signingName: string;
  readonly protocol: Protocol;
  readonly apiVersion: string;
  /** What X-Amz-Target has before the operation's name. */
  readonly targetPrefix?: string;
  /** Some of its operations are asked for without a signature. */
  readonly takesUnsigned?: true;
  readonly offset: number;
  readonly length: number;
  /** How many operations the API has, and how many of them a replay can send. */
  readonly operations: number;
  readonly replayable: number;
  /** For a service that the newest botocore has no longer: the release that it is from. */
  readonly retired?: string;
}

export interface TableIndex {
  /** The botocore release that the table is made from, but for what it has no longer (`retired`). */
  readonly botocore: string;
  readonly services: readonly ServiceEntry[];
}
