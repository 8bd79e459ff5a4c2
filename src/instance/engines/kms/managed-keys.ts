/** Keys that AWS makes for its services, one each: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk */
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Thing, ThingPlace } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { KEY, nameArn } from "./key.ts";
import rows from "./managed-keys.json" with { type: "json" };

const PROTECTS: ReadonlyMap<string, string> = new Map(
  rows.map(({ service, protects }) => [service, protects]),
);

/** The key that an account has for a service by itself; it comes with its first use. */
export function findManagedKey(
  { store, now, mint }: Pick<Context, "store" | "now" | "mint">,
  place: ThingPlace,
  service: string,
): Thing {
  const Description = `Default key that protects my ${PROTECTS.get(service) ?? `${service} data`} when no other key is defined`;
  const found = store
    .list(place, KEY)
    .find(
      ({ members }) =>
        readText(members, "KeyManager") === "AWS" && readText(members, "Description") === Description,
    );
  if (found) return found;
  const id = makeUuid(mint(32));
  const thing: Thing = {
    ...KEY,
    place,
    chain: [id],
    within: undefined,
    names: { id, arn: nameArn(place, `key/${id}`) },
    members: merge({
      ...{ Description, KeyManager: "AWS", CurrentKeyMaterialId: mint(64) },
      ...{ KeyRotationEnabled: true, RotationPeriodInDays: 365 },
    }),
    tags: new Map(),
    createdAt: now,
    call: { operation: "CreateKey", with: "", input: makeStructure(), output: makeStructure() },
    brought: "told",
  };
  store.put(thing);
  return thing;
}
