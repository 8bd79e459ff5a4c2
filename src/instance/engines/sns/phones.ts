/** Telephone numbers: what is one, how messages go to them, and who wants none. */
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import { update } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { refuseParameter } from "./refuse.ts";

const NUMBER = /^\+?[1-9]\d{1,14}$/;
const PUNCTUATED = /^\+?\d+(?:[./-]\d+)*$/;
const SMS = { service: "sns", type: "sms-attributes" } as const;

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  "MonthlySpendLimit",
  "DeliveryStatusIAMRole",
  "DeliveryStatusSuccessSamplingRate",
  "DefaultSenderID",
  "DefaultSMSType",
  "UsageReportS3Bucket",
]);
const SENDER = /^(?=[A-Za-z\d]{1,11}$)\d*[A-Za-z][A-Za-z\d]*$/;
const TYPES: ReadonlySet<string> = new Set(["Promotional", "Transactional"]);

/** Whether a text is a number, by E.164 and with marks between digits. */
export function isNumber(text: string): boolean {
  return PUNCTUATED.test(text) && NUMBER.test(text.replaceAll(/[./-]/g, ""));
}

/** Whether a text is a number as E.164 writes it. */
export function isPlainNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** The numbers of an account's region to which nothing is sent. */
export function openOptedOut({ store, caller }: Pick<Context, "store" | "caller">) {
  return store.records.space(JSON.stringify([caller.account, caller.region, "sns", "opted-out"]), "numbers");
}

function readNumber({ input }: Context): string {
  const number = readText(input, "phoneNumber");
  if (!NUMBER.test(number)) throw refuseParameter("PhoneNumber Reason: input incorrectly formatted");
  return number;
}

/** CheckIfPhoneNumberIsOptedOut. */
export function isOptedOut(context: Context): Done {
  const found = openOptedOut(context).get(readNumber(context));
  return { output: merge({ isOptedOut: found !== undefined }) };
}

/** OptInPhoneNumber. */
export function optIn(context: Context): Done {
  openOptedOut(context).remove(readNumber(context));
  return { output: makeStructure() };
}

const PAGE = 100;

/** ListPhoneNumbersOptedOut. */
export function listOptedOut(context: Context): Done {
  const token = readText(context.input, "nextToken");
  const found = openOptedOut(context).list({ after: token === "" ? undefined : token, limit: PAGE + 1 });
  const page = found.slice(0, PAGE).map(({ key }) => String(key));
  return { output: merge({ phoneNumbers: page, ...(found.length > PAGE && { nextToken: page.at(-1) }) }) };
}

function findSms({ store, caller }: Context): Thing | undefined {
  return store.findFirst(caller, SMS);
}

function readSms(thing: Thing | undefined): Structure {
  const { attributes } = thing?.members ?? {};
  return isStructure(attributes) ? attributes : makeStructure();
}

/** SetSMSAttributes. */
export function setSmsAttributes(context: Context): Done {
  const { input, told, store } = context;
  const thing = findSms(context);
  if (told) return thing ? update(context, SMS.type) : make(context, SMS.type);
  const { attributes } = input;
  const given = isStructure(attributes) ? attributes : makeStructure();
  for (const [name, value] of Object.entries(given)) {
    const text = String(value ?? "");
    if (!ATTRIBUTES.has(name)) throw refusal("InvalidParameter", `${name} is not a valid attribute`);
    if (name === "DefaultSMSType" && !TYPES.has(text))
      throw refusal("InvalidParameter", "DefaultSMSType is invalid");
    if (name === "DefaultSenderID" && text !== "" && !SENDER.test(text))
      throw refusal("InvalidParameter", "DefaultSenderID is not a valid attribute");
  }
  if (!thing) return make(context, SMS.type);
  store.put({ ...thing, members: merge(thing.members, { attributes: merge(readSms(thing), given) }) });
  return { output: makeStructure() };
}

/** GetSMSAttributes. */
export function getSmsAttributes(context: Context): Done {
  const all = merge({ MonthlySpendLimit: "1" }, readSms(findSms(context)));
  const asked = listTexts(context.input["attributes"]);
  const told = Object.entries(all).filter(([name]) => asked.length === 0 || asked.includes(name));
  return { output: merge({ attributes: merge(Object.fromEntries(told)) }) };
}
