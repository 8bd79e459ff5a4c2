/**
 * The tag by which tests choose the id of what they make. AWS knows it not; those that write tests against emulators do: they name
 * keys and secrets in advance. https://docs.localstack.cloud/aws/capabilities/config/resource-ids/
 */
const CUSTOM_ID = "_custom_id_";

/** The id that tags choose; "" where they choose none. */
export function readCustomId(tags: ReadonlyMap<string, string>): string {
  return tags.get(CUSTOM_ID) ?? "";
}
