/** What a bucket's records hold: objects as JSON, each with where its content lies. */

/** So many bytes of a content, under an id of their own. */
export type Piece = readonly [id: string, size: number];

/** A checksum, by the algorithm's name in capital letters. */
export interface StoredChecksum {
  readonly algorithm: string;
  /** In base64. */
  readonly value: string;
  readonly type: "FULL_OBJECT" | "COMPOSITE";
}

/** A part of an object that was put in parts. */
export interface StoredPart {
  readonly number: number;
  readonly size: number;
  readonly checksum?: string | undefined;
}

/** Who may do something. */
export interface StoredGrant {
  readonly Grantee: Readonly<Record<string, string>>;
  readonly Permission: string;
}

/** Until when nobody may take a version away. */
export interface StoredLock {
  readonly mode?: string | undefined;
  /** Milliseconds since 1970. */
  readonly until?: number | undefined;
  readonly hold?: string | undefined;
}

/** Texts by the names of members. */
export type Texts = Readonly<Record<string, string>>;

/** What is said of an object when it is put, before its content is there. */
export interface Description {
  /** What its reads tell in headers, by the members of their outputs: ContentType. */
  readonly headers: Texts;
  readonly metadata: Texts;
  readonly tags?: readonly (readonly [key: string, value: string])[] | undefined;
  /** Where it is not the usual one. */
  readonly storageClass?: string | undefined;
  /** Where it is not the owner's alone. */
  readonly grants?: readonly StoredGrant[] | undefined;
  /** Whose it is, by the id of lists, where it is not the bucket's owner's. */
  readonly owner?: string | undefined;
  readonly lock?: StoredLock | undefined;
  /** How it is encrypted, by the members of outputs. */
  readonly encryption: Readonly<Record<string, string | boolean>>;
}

/** A version of an object. */
export interface StoredObject extends Description {
  /** Undefined of what was put while its bucket had never had versions. */
  readonly version?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without quotes. */
  readonly tag: string;
  readonly size: number;
  readonly pieces: readonly Piece[];
  readonly checksum?: StoredChecksum | undefined;
  /** Of what was put in parts. */
  readonly parts?: readonly StoredPart[] | undefined;
  /** The upload that it was put by. */
  readonly upload?: string | undefined;
  /** Whether it says that the object is deleted. */
  readonly isMarker?: boolean;
  /** Until when what is archived can be read; in milliseconds since 1970. */
  readonly restoredUntil?: number | undefined;
}

/** An upload in parts that has not ended. */
export interface StoredUpload {
  readonly id: string;
  readonly at: number;
  readonly description: Description;
  readonly algorithm?: string | undefined;
  readonly checksumType?: StoredChecksum["type"] | undefined;
  /** Whether its object was put or deleted since it began. */
  readonly isOvertaken?: boolean;
}

/** A part of an upload that has not ended. */
export interface UploadedPart {
  readonly number: number;
  readonly at: number;
  readonly tag: string;
  readonly size: number;
  readonly pieces: readonly Piece[];
  readonly checksum?: StoredChecksum | undefined;
  /** Of the algorithm that the whole gets where nobody asks for one. */
  readonly usual?: string | undefined;
}

/** The version of an object that is put where none has a name. */
export const NULL_VERSION = "null";

/** What S3 calls a version. */
export function nameVersion({ version }: Pick<StoredObject, "version">): string {
  return version ?? NULL_VERSION;
}
