/** Custom key stores: nothing here connects to a device or a proxy. https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { KEY } from "./key.ts";
import { tellPage } from "./pages.ts";
import { SYMMETRIC } from "./specs.ts";

const STORE = { service: "kms", type: "custom-key-store" } as const;
const USUAL_PAGE = 50;

/** What a key is to be that is made in a store, or in none. */
interface Wanted {
  readonly spec: string;
  readonly origin: string;
  readonly isMultiRegion: boolean;
}

const OF_ORIGIN: ReadonlyMap<string, string> = new Map([
  ["AWS_CLOUDHSM", "AWS_CLOUDHSM"],
  ["EXTERNAL_KEY_STORE", "EXTERNAL_KEY_STORE"],
]);

function findStore(context: Context, id: string): Thing {
  const found = context.store.find(placeOf(context, STORE.type), STORE, [id]);
  return found ?? refuse("CustomKeyStoreNotFoundException", `Custom key store ${id} is not found.`);
}

/** What a new key says of its store; refuses an origin and a store that do not go together. */
export function demandStore(context: Context, { spec, origin, isMultiRegion }: Wanted): Structure {
  const { input } = context;
  const id = readText(input, "CustomKeyStoreId");
  const kind = OF_ORIGIN.get(origin);
  if (kind === undefined) {
    if (id)
      refuseInput("CustomKeyStoreId is only valid with the origins AWS_CLOUDHSM and EXTERNAL_KEY_STORE.");
    return makeStructure();
  }
  if (id === "") refuseInput(`Origin ${origin} requires a CustomKeyStoreId.`);
  if (spec !== SYMMETRIC)
    refuse("UnsupportedOperationException", `KeySpec ${spec} is not supported for Origin ${origin}`);
  if (isMultiRegion)
    refuse("UnsupportedOperationException", `Origin ${origin} is not supported for multi-Region keys.`);
  const { members } = findStore(context, id);
  if (readText(members, "ConnectionState") !== "CONNECTED")
    refuse("CustomKeyStoreInvalidStateException", `Custom key store ${id} is not connected.`);
  const cluster = readText(members, "CloudHsmClusterId");
  return merge({ CustomKeyStoreId: id }, cluster ? { CloudHsmClusterId: cluster } : {});
}

function tellStore({ members, names, chain, createdAt }: Thing): Structure {
  const { KeyStorePassword: _password, ...told } = members;
  const proxy = Object.keys(told).filter((name) => name.startsWith("XksProxy"));
  const rest = Object.fromEntries(Object.entries(told).filter(([name]) => !proxy.includes(name)));
  const configuration = Object.fromEntries(
    proxy.flatMap((name) => {
      const short = name.slice("XksProxy".length);
      return short === "AuthenticationCredential" ? [] : [[short, told[name] ?? null] as const];
    }),
  );
  return merge(
    { CustomKeyStoreType: "AWS_CLOUDHSM", ConnectionState: "DISCONNECTED" },
    rest,
    {
      CustomKeyStoreId: names.id ?? null,
      CustomKeyStoreName: chain.at(-1) ?? null,
      CreationDate: new Date(createdAt),
    },
    proxy.length > 0 ? { XksProxyConfiguration: merge(configuration) } : {},
  );
}

/** DescribeCustomKeyStores: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html */
export function describeStores(context: Context): Done {
  const { input, store } = context;
  const [id, name] = [readText(input, "CustomKeyStoreId"), readText(input, "CustomKeyStoreName")];
  if (id && name) refuseInput("You can specify either CustomKeyStoreId or CustomKeyStoreName, not both.");
  const asked = id || name;
  const things = asked ? [findStore(context, asked)] : store.list(placeOf(context, STORE.type), STORE);
  return { output: tellPage(context, "CustomKeyStores", things.map(tellStore), USUAL_PAGE) };
}

/** ConnectCustomKeyStore and DisconnectCustomKeyStore: https://docs.aws.amazon.com/kms/latest/developerguide/connect-keystore.html */
export function connectStore(context: Context, isConnected: boolean): Done {
  const found = findStore(context, readText(context.input, "CustomKeyStoreId"));
  const ConnectionState = isConnected ? "CONNECTED" : "DISCONNECTED";
  const before = readText(found.members, "ConnectionState") || "DISCONNECTED";
  if (before === ConnectionState)
    refuse("CustomKeyStoreInvalidStateException", `Custom key store ${found.names.id} is ${before}.`);
  context.store.put({ ...found, members: merge(found.members, { ConnectionState }) });
  return { output: makeStructure() };
}

/** DeleteCustomKeyStore: https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteCustomKeyStore.html */
export function deleteStore(context: Context): Done {
  const { store } = context;
  const found = findStore(context, readText(context.input, "CustomKeyStoreId"));
  const id = found.names.id ?? "";
  if (readText(found.members, "ConnectionState") === "CONNECTED")
    refuse("CustomKeyStoreInvalidStateException", `Custom key store ${id} is CONNECTED.`);
  const keys = store.list(found.place, KEY);
  if (keys.some(({ members }) => readText(members, "CustomKeyStoreId") === id))
    refuse("CustomKeyStoreHasCMKsException", `Custom key store ${id} has keys.`);
  store.remove(found);
  return { output: makeStructure() };
}
