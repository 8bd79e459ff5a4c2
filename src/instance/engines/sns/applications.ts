/** Platform applications: the services that push messages to telephones. https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html */
import { findPartition } from "../../../aws/model/partitions.ts";
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import { remove, update } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import type { Store } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { answerPage } from "./pages.ts";
import { refuseAbsent, refuseParameter } from "./refuse.ts";
import { readAttributes, splitArn } from "./topic.ts";

export const ENDPOINT = { service: "sns", type: "endpoint" } as const;
export const APPLICATION = { service: "sns", type: "platform-application" } as const;

const PLATFORMS: ReadonlySet<string> = new Set([
  "ADM",
  "APNS",
  "APNS_SANDBOX",
  "APNS_VOIP",
  "APNS_VOIP_SANDBOX",
  "BAIDU",
  "FCM",
  "GCM",
  "MACOS",
  "MACOS_SANDBOX",
  "MPNS",
  "WNS",
]);
/** Those that know an application by one secret. */
const OF_ONE_SECRET: ReadonlySet<string> = new Set(["FCM", "GCM", "BAIDU", "MPNS"]);
const SECRETS: ReadonlySet<string> = new Set(["PlatformCredential", "PlatformPrincipal"]);
const LONGEST_NAME = 256;

/** Attributes of an input. Throws a Refusal where there are none and there must be. */
export function readGiven({ input }: Context, isDemanded: boolean): Structure {
  const { Attributes } = input;
  const given = isStructure(Attributes) ? Attributes : makeStructure();
  if (isDemanded && Object.keys(given).length === 0)
    throw refusal(
      "ValidationError",
      "1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null",
    );
  return given;
}

function checkName(name: string): void {
  const reason =
    name === ""
      ? "cannot be empty"
      : name.length > LONGEST_NAME
        ? "must be at most 256 characters long"
        : /^[\w.-]+$/.test(name)
          ? undefined
          : "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'";
  if (reason) throw refuseParameter(`${name} Reason: ${reason}`);
}

/** Gives a thing that was made the ARN that SNS gives, where production told none. */
export function rename(
  context: Context,
  done: Done,
  member: string,
  kind: { service: string; type: string },
  resource: string,
): Done {
  if ("error" in done || context.told) return done;
  const { store, caller } = context;
  const made = store.find(placeOf(context, kind.type), kind, [readText(done.output, member)]);
  const arn = `arn:${findPartition(caller.region).name}:sns:${caller.region}:${caller.account}:${resource}`;
  const output = merge(done.output, { [member]: arn });
  if (made) store.remove(made);
  if (made) store.put({ ...made, names: { ...made.names, arn }, call: { ...made.call, output } });
  return { output };
}

/** CreatePlatformApplication. */
export function createApplication(context: Context): Done {
  const { input, told } = context;
  if (told) return make(context, APPLICATION.type);
  const name = readText(input, "Name");
  const platform = readText(input, "Platform");
  checkName(name);
  if (!PLATFORMS.has(platform)) throw refuseParameter(`Platform Reason: ${platform} is not supported`);
  const given = readGiven(context, true);
  const [credential, principal] = ["PlatformCredential", "PlatformPrincipal"].map((one) => one in given);
  if (credential && !principal && !OF_ONE_SECRET.has(platform))
    throw refuseParameter(
      "Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal",
    );
  if (principal && !credential)
    throw refuseParameter(
      "Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential",
    );
  const resource = `app/${platform}/${name}`;
  const place = placeOf(context, APPLICATION.type);
  const before = context.store
    .list(place, APPLICATION)
    .find(({ names }) => names.arn?.endsWith(`:${resource}`) === true);
  if (before) return { output: merge({ PlatformApplicationArn: before.names.arn ?? "" }) };
  const done = make(context, APPLICATION.type);
  return rename(context, done, "PlatformApplicationArn", APPLICATION, resource);
}

/** The endpoints of an application, which end with it. */
export function listEndpointsOf(store: Store, { place, names }: Thing): readonly Thing[] {
  const read = ({ members }: Thing) => [readText(members, "PlatformApplicationArn")];
  return store.listBy(place, ENDPOINT, { index: "application", read }, [names.arn ?? ""]);
}

/** The application of an ARN. Throws a Refusal where it does not stand. */
export function findApplication(context: Context): Thing {
  const arn = readText(context.input, "PlatformApplicationArn");
  splitArn(arn, "PlatformApplicationArn");
  const thing = context.store.find(placeOf(context, APPLICATION.type), APPLICATION, [arn]);
  if (!thing) throw refuseAbsent("PlatformApplication");
  return thing;
}

function tell(thing: Thing): Structure {
  const set = Object.entries(readAttributes(thing)).filter(([name]) => !SECRETS.has(name));
  return merge({ Enabled: "true" }, Object.fromEntries(set));
}

/** GetPlatformApplicationAttributes. */
export function getApplication(context: Context): Done {
  return { output: merge({ Attributes: tell(findApplication(context)) }) };
}

/** SetPlatformApplicationAttributes. */
export function setApplication(context: Context): Done {
  if (context.told) return update(context, APPLICATION.type);
  splitArn(readText(context.input, "PlatformApplicationArn"), "PlatformApplicationArn");
  const given = readGiven(context, true);
  const thing = findApplication(context);
  const Attributes = merge(readAttributes(thing), given);
  context.store.put({ ...thing, members: merge(thing.members, { Attributes }) });
  return { output: makeStructure() };
}

/** ListPlatformApplications. */
export function listApplications(context: Context): Done {
  const all = context.store.list(placeOf(context, APPLICATION.type), APPLICATION);
  return answerPage(context, "PlatformApplications", all, (thing) =>
    merge({ PlatformApplicationArn: thing.names.arn ?? "", Attributes: tell(thing) }),
  );
}

/** DeletePlatformApplication. What does not stand is deleted already. */
export function deleteApplication(context: Context): Done {
  if (context.told) return remove(context, APPLICATION.type);
  const arn = readText(context.input, "PlatformApplicationArn");
  const thing = context.store.find(placeOf(context, APPLICATION.type), APPLICATION, [arn]);
  if (!thing) return { output: makeStructure() };
  for (const endpoint of listEndpointsOf(context.store, thing)) context.store.remove(endpoint);
  context.store.remove(thing);
  return { output: makeStructure() };
}
