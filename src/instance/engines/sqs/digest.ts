/** MD5 of attributes, by which SDKs check what came through: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */

/** An attribute of a message. */
export interface Attribute {
  readonly type: string;
  /** Bytes of a binary one. */
  readonly value: string | Uint8Array;
}

export type Attributes = Readonly<Record<string, Attribute>>;

const STRING_VALUE = Uint8Array.of(1);
const BINARY_VALUE = Uint8Array.of(2);

/** The MD5 of a text or of bytes. */
export function digest(content: string | Uint8Array): string {
  return Bun.CryptoHasher.hash("md5", content, "hex");
}

/** The MD5 of attributes by their names; undefined where there are none. */
export function digestAttributes(attributes: Attributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).toSorted();
  if (names.length === 0) return undefined;
  const hasher = new Bun.CryptoHasher("md5");
  const add = (content: string | Uint8Array) => {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hasher.update(length);
    hasher.update(bytes);
  };
  for (const name of names) {
    const { type = "", value = "" } = attributes?.[name] ?? {};
    add(name);
    add(type);
    hasher.update(typeof value === "string" ? STRING_VALUE : BINARY_VALUE);
    add(value);
  }
  return hasher.digest("hex");
}
