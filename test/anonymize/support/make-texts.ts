/** RenewedTexts under a key of the tests. */
import { renewDocumentText } from "../../../src/anonymize/documents.ts";
import { Keyed } from "../../../src/anonymize/keyed.ts";
import { Places } from "../../../src/anonymize/places.ts";
import { RenewedTexts } from "../../../src/anonymize/texts.ts";

/** Two keys: what stays under both is no accident. */
export const KEYS = ["a key for tests, long enough to be one", "another key for tests, as long as that"].map(
  (key) => new TextEncoder().encode(key),
);

/** Makes what replaces texts. */
export function makeTexts(keepsRegions = false, key: Uint8Array | undefined = KEYS[0]): RenewedTexts {
  const keyed = new Keyed(key ?? new Uint8Array(32));
  return new RenewedTexts(keyed, new Places(keyed, keepsRegions), renewDocumentText);
}
