/** RAM: what is shared with whom is told one by one, for each resource and principal of a share. https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShareAssociations.html */
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { Structure } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { findNamed } from "../behaviour/names/names.ts";
import { paginate } from "../behaviour/reads/pages.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

const SHARE = "resource-share";
const NAMED = "resourceShareArns[]";

function listTexts(values: Structure, path: string): string[] {
  return readTexts(parsePath(path), values);
}

/** The shares that a call names, or all of them. */
function listShares(context: Context): Thing[] {
  const { store, operation, input } = context;
  const arns = listTexts(input, NAMED);
  const kind = { service: operation.model.service, type: SHARE };
  return store
    .list(placeOf(context, SHARE), kind)
    .filter(({ names }) => arns.length === 0 || arns.includes(names.arn ?? ""));
}

/** One that a share is about, with the member that has all of them. */
interface Entity {
  readonly share: Thing;
  readonly entity: string;
}

function listEntities(context: Context, member: string, asked: readonly string[]): Entity[] {
  return listShares(context).flatMap((share) =>
    listTexts(share.members, `${member}[]`)
      .filter((entity) => asked.length === 0 || asked.includes(entity))
      .map((entity) => ({ share, entity })),
  );
}

function answerPage(
  context: Context,
  member: string,
  entities: readonly Entity[],
  write: (one: Entity) => Structure,
): Done {
  const page = paginate(context.operation, context.input, entities);
  if (!page)
    return { error: { code: "InvalidNextTokenException", message: "The token is not valid", status: 400 } };
  return { output: merge({ [member]: page.items.map(write) }, page.more) };
}

function tellShare({ names, createdAt }: Thing): Structure {
  const time = new Date(createdAt);
  return merge({ resourceShareArn: names.arn ?? null, creationTime: time, lastUpdatedTime: time });
}

/** Whether an account is another one, and none of the caller's organization. */
function isExternal(context: Context, entity: string): boolean {
  const isOther = /^\d{12}$/.test(entity) && entity !== context.caller.account;
  return isOther && findNamed(context, "organizations:account", [entity]) === undefined;
}

export const ram: ServiceEngine = {
  GetResourceShareAssociations(context) {
    const { input } = context;
    const associationType = readText(input, "associationType");
    const isOfPrincipals = associationType === "PRINCIPAL";
    const asked = listTexts(input, isOfPrincipals ? "principal" : "resourceArn");
    const entities = listEntities(context, isOfPrincipals ? "principals" : "resourceArns", asked);
    return answerPage(context, "resourceShareAssociations", entities, ({ share, entity }) =>
      merge(tellShare(share), {
        resourceShareName: readText(share.members, "name"),
        associatedEntity: entity,
        associationType,
        status: "ASSOCIATED",
        external: isOfPrincipals && isExternal(context, entity),
      }),
    );
  },
  ListPrincipals(context) {
    const entities = listEntities(context, "principals", listTexts(context.input, "principals[]"));
    return answerPage(context, "principals", entities, ({ share, entity }) =>
      merge(tellShare(share), { id: entity, external: isExternal(context, entity) }),
    );
  },
  ListResources(context) {
    const entities = listEntities(context, "resourceArns", listTexts(context.input, "resourceArns[]"));
    return answerPage(context, "resources", entities, ({ share, entity }) =>
      merge(tellShare(share), { arn: entity, status: "AVAILABLE" }),
    );
  },
};
