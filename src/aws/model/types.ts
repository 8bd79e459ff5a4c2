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
export type Protocol = "json" | "rest-json" | "rest-xml" | "query" | "ec2" | "smithy-rpc-v2-cbor";

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
  readonly wrapper?: boolean;
  readonly xmlOrder?: readonly string[];
}

interface OperationFacts {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly readonly?: boolean;
  readonly idempotent?: boolean;
  readonly deprecated?: boolean;
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
  readonly apiVersion: string;
  readonly endpointPrefix: string;
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
}

/** What the table's index says of a service, without loading its model. Offsets and lengths are bytes. */
export interface ServiceEntry {
  readonly service: string;
  readonly serviceId: string;
  readonly endpointPrefix: string;
  readonly signingName: string;
  readonly protocol: Protocol;
  readonly apiVersion: string;
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
