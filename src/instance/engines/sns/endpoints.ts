/** Endpoints: single telephones and devices of a platform application. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { remove, update } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { ENDPOINT, findApplication, listEndpointsOf, readGiven, rename } from "./applications.ts";
import { readPlatform } from "./deliver.ts";
import { contentFor, type Notification, tellAttributes } from "./notification.ts";
import { answerPage } from "./pages.ts";
import { refuseAbsent, refuseParameter } from "./refuse.ts";
import { keepSent } from "./sent.ts";
import { readAttributes, splitArn } from "./topic.ts";

const NAMES: ReadonlySet<string> = new Set(["CustomUserData", "Enabled", "Token"]);
const LONGEST_DATA = 2048;

function checkAttributes(given: Structure): void {
  for (const name of Object.keys(given))
    if (!NAMES.has(name)) throw refuseParameter(`Attributes Reason: Invalid attribute name: ${name}`);
  if (Buffer.byteLength(readText(given, "CustomUserData")) > LONGEST_DATA)
    throw refuseParameter(
      "Attributes Reason: Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
    );
}

/** All that is told of an endpoint. */
function tell(thing: Thing): Structure {
  const { members } = thing;
  const data = readText(members, "CustomUserData");
  const told = merge(
    { Enabled: "true", Token: readText(members, "Token") },
    data === "" ? {} : { CustomUserData: data },
    readAttributes(thing),
  );
  return merge(told, { Enabled: readText(told, "Enabled").toLowerCase() });
}

/** CreatePlatformEndpoint. The same one may be made again. */
export function createEndpoint(context: Context): Done {
  const { input, told } = context;
  if (told) return make(context, ENDPOINT.type);
  const application = findApplication(context);
  const given = readGiven(context, false);
  checkAttributes(given);
  const token = readText(input, "Token");
  const data = readText(input, "CustomUserData");
  const arn = application.names.arn ?? "";
  const same = listEndpointsOf(context.store, application).find(
    (thing) => readText(tell(thing), "Token") === token,
  );
  if (same) {
    const wanted = merge(
      { Enabled: "true", Token: token },
      data === "" ? {} : { CustomUserData: data },
      given,
    );
    const own = same.names.arn ?? "";
    if (!Bun.deepEquals({ ...tell(same) }, { ...wanted }))
      throw refuseParameter(
        `Token Reason: Endpoint ${own} already exists with the same Token, but different attributes.`,
      );
    return { output: merge({ EndpointArn: own }) };
  }
  const [, platform = "", name = ""] = splitArn(arn, "PlatformApplicationArn").resource.split("/");
  const resource = `endpoint/${platform}/${name}/${makeUuid(context.mint(32))}`;
  return rename(context, make(context, ENDPOINT.type), "EndpointArn", ENDPOINT, resource);
}

function findEndpoint(context: Context, arn: string): Thing | undefined {
  return context.store.find(placeOf(context, ENDPOINT.type), ENDPOINT, [arn]);
}

/** The endpoint that a call names. Throws a Refusal where it does not stand. */
function findNamed(context: Context): Thing {
  const arn = readText(context.input, "EndpointArn");
  const { resource } = splitArn(arn, "EndpointArn");
  if (resource.split("/").length !== 4)
    throw refuseParameter("EndpointArn Reason: Wrong number of slashes in relative portion of the ARN.");
  const thing = findEndpoint(context, arn);
  if (!thing) throw refuseAbsent("Endpoint");
  return thing;
}

/** GetEndpointAttributes. */
export function getEndpoint(context: Context): Done {
  return { output: merge({ Attributes: tell(findNamed(context)) }) };
}

/** SetEndpointAttributes. */
export function setEndpoint(context: Context): Done {
  if (context.told) return update(context, ENDPOINT.type);
  const thing = findNamed(context);
  const given = readGiven(context, true);
  checkAttributes(given);
  const Attributes = merge(readAttributes(thing), given);
  context.store.put({ ...thing, members: merge(thing.members, { Attributes }) });
  return { output: makeStructure() };
}

/** DeleteEndpoint. What does not stand is deleted already. */
export function deleteEndpoint(context: Context): Done {
  if (context.told) return remove(context, ENDPOINT.type);
  const thing = findEndpoint(context, readText(context.input, "EndpointArn"));
  if (thing) context.store.remove(thing);
  return { output: makeStructure() };
}

/** ListEndpointsByPlatformApplication. */
export function listEndpoints(context: Context): Done {
  const application = findApplication(context);
  const all = listEndpointsOf(context.store, application);
  return answerPage(context, "Endpoints", all, (thing) =>
    merge({ EndpointArn: thing.names.arn ?? "", Attributes: tell(thing) }),
  );
}

/** Publishes to an endpoint itself. Whether it takes messages is looked at before what they say. */
export function sendToEndpoint(context: Context, arn: string, read: () => Notification): Structure {
  const thing = findEndpoint(context, arn);
  if (!thing) throw refuseParameter("TargetArn Reason: No endpoint found for the target arn specified");
  if (readText(tell(thing), "Enabled") !== "true") throw refusal("EndpointDisabled", "Endpoint is disabled");
  const notification = read();
  const { id, at, subject, attributes } = notification;
  const told = Object.entries(tellAttributes(attributes)).map(
    ([name, { Type, Value }]) => [name, { type: Type, value: Value }] as const,
  );
  keepSent(context.store.records, {
    protocol: "application",
    account: thing.place.account,
    region: thing.place.region,
    endpoint: arn,
    message_id: id,
    at: new Date(at).toISOString(),
    type: "Notification",
    message: contentFor(notification, readPlatform(arn)),
    ...(subject !== undefined && { subject }),
    ...(told.length > 0 && { attributes: Object.fromEntries(told) }),
  });
  return merge({ MessageId: id });
}
