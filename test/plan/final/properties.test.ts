// Whatever a log makes and removes: the calls that are kept leave in an empty account what all of them leave.
import { expect, test } from "bun:test";
import fc from "fast-check";
import type { Call } from "../../dialect/support.ts";
import { ACCOUNT, arn, keepCalls } from "./keep.ts";

/** What stands, by its path, with its settings. */
type Account = Map<string, Map<string, string>>;

/** What a call asks of an account: undefined where the account refuses it. */
interface Deed {
  readonly call: Pick<Call, "source" | "name" | "request" | "response">;
  readonly act: (account: Account) => Account | undefined;
}

function change(path: string, by: (settings: Map<string, string>) => void): Deed["act"] {
  return (account) => {
    const settings = account.get(path);
    if (!settings) return undefined;
    const next = new Map(settings);
    by(next);
    return new Map([...account, [path, next]]);
  };
}

/** Makes a thing where what it stands in is there; what is put can be put again, and asked for again what is there. */
function make(path: string, parts: readonly string[] = [], isRepeatable = false): Deed["act"] {
  return (account) => {
    const outer = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    if ((outer !== "" && !account.has(outer)) || (account.has(path) && !isRepeatable)) return undefined;
    if (account.has(path)) return account;
    return new Map([...account, ...[path, ...parts].map((one) => [one, new Map<string, string>()] as const)]);
  };
}

function remove(path: string): Deed["act"] {
  return (account) =>
    account.has(path)
      ? new Map([...account].filter(([one]) => one !== path && !one.startsWith(`${path}/`)))
      : undefined;
}

function inOrder(...acts: readonly Deed["act"][]): Deed["act"] {
  return (account) => acts.reduce<Account | undefined>((now, act) => now && act(now), account);
}

const NAMES = ["all", "ci"];

/** Makes a thing to whose name AWS adds an id. */
function mint(path: string, id: string): Deed["act"] {
  return inOrder(
    make(path),
    change(path, (it) => it.set("id", id)),
  );
}

/** The id that a thing has, or is to get. */
function readId(account: Account, path: string, fresh: string): string {
  return account.get(path)?.get("id") ?? fresh;
}

/** Calls on a security group: rules are put on two at a time, and the answer may name only the last of them. */
function listRuleDeeds(name: string, next: number, account: Account): Deed[] {
  const group = `group-${name}`;
  const fresh = next.toString(16).padStart(4, "0");
  const groupId = readId(account, group, `sg-0a0a0a0a0a0a${fresh}${NAMES.indexOf(name)}`);
  const deed = (event: string, request: object, act: Deed["act"], response?: object): Deed => ({
    call: { source: "ec2", name: event, request, ...(response ? { response } : {}) },
    act,
  });
  const ids = ["a", "b"].map((it) => `sgr-0a0a0a0a0a0a${fresh}${it}`);
  const items = ids.map((_, at) => ({ ipProtocol: "tcp", fromPort: at, toPort: at }));
  const allow = (named: readonly string[]): Deed =>
    deed(
      "AuthorizeSecurityGroupIngress",
      { groupId, ipPermissions: { items } },
      inOrder(...ids.map((id) => make(`${group}/${named.includes(id) ? id : `unnamed-${id}`}`))),
      { securityGroupRuleSet: { items: named.map((id) => ({ securityGroupRuleId: id })) } },
    );
  const revoke = (rules: readonly string[]): Deed =>
    deed(
      "RevokeSecurityGroupIngress",
      {
        groupId,
        securityGroupRuleIdsSet: { items: rules.map((securityGroupRuleId) => ({ securityGroupRuleId })) },
      },
      inOrder(...rules.map((id) => remove(`${group}/${id}`))),
    );
  const standing = [...account.keys()]
    .filter((path) => path.startsWith(`${group}/sgr-`))
    .map((path) => path.slice(group.length + 1));
  const made = { groupName: name, groupDescription: name, vpcId: "vpc-0a0a0a0a0a0a0a0a1" };
  return [
    deed("CreateSecurityGroup", made, mint(group, groupId), { groupId }),
    deed("DeleteSecurityGroup", { groupId }, remove(group)),
    allow(ids),
    allow(ids.slice(1)),
    ...standing.map((id) => revoke([id])),
    ...(standing.length > 1 ? [revoke(standing)] : []),
  ];
}

function listDeeds(name: string, next: number, account: Account): Deed[] {
  const queueUrl = `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${name}`;
  const policyArn = `arn:aws:iam::${ACCOUNT}:policy/${name}`;
  const secretId = name;
  const group = { logGroupName: name };
  const bot = `bot-${name}`;
  const botId = readId(account, bot, `${name.toUpperCase()}${next}`.padEnd(10, "X"));
  const resourceArn = arn("lex", `bot/${botId}`);
  const [queue, policy, log, role, secret] = ["queue", "policy", "log", "role", "secret"].map(
    (it) => `${it}-${name}`,
  );
  const deed = (what: string, request: object, act: Deed["act"], response?: object): Deed => {
    const [source = "", event = ""] = what.split(" ");
    return { call: { source, name: event, request, ...(response ? { response } : {}) }, act };
  };
  const counted = (account: Account) => Number(account.get(`${policy}`)?.get("versions") ?? "1") + 1;
  const addVersion: Deed["act"] = (account) =>
    inOrder(
      make(`${policy}/v${counted(account)}`),
      change(`${policy}`, (it) => it.set("versions", `${counted(account)}`)),
    )(account);
  return [
    ...listRuleDeeds(name, next, account),
    deed("models-v2-lex CreateBot", { botName: name }, mint(bot, botId), { botId, botName: name }),
    deed("models-v2-lex CreateResourcePolicy", { resourceArn, policy: "{}" }, make(`${bot}/policy`)),
    deed("models-v2-lex DeleteResourcePolicy", { resourceArn }, remove(`${bot}/policy`)),
    deed("models-v2-lex DeleteBot", { botId }, remove(bot)),
    deed("sqs CreateQueue", { queueName: name }, make(`${queue}`, [], true), { queueUrl }),
    deed(
      "sqs TagQueue",
      { queueUrl, tags: { a: `${next}` } },
      change(`${queue}`, (it) => it.set("a", `${next}`)),
    ),
    deed(
      "sqs UntagQueue",
      { queueUrl, tagKeys: ["a"] },
      change(`${queue}`, (it) => it.delete("a")),
    ),
    deed(
      "sqs PurgeQueue",
      { queueUrl },
      change(`${queue}`, () => {}),
    ),
    deed("sqs DeleteQueue", { queueUrl }, remove(`${queue}`)),
    deed("logs CreateLogGroup", group, make(`${log}`)),
    deed("logs CreateLogStream", { ...group, logStreamName: "s" }, make(`${log}/s`)),
    deed(
      "logs PutRetentionPolicy",
      { ...group, retentionInDays: 7 },
      change(`${log}`, (it) => it.set("days", "7")),
    ),
    deed(
      "logs DeleteRetentionPolicy",
      group,
      change(`${log}`, (it) => it.delete("days")),
    ),
    deed("logs DeleteLogStream", { ...group, logStreamName: "s" }, remove(`${log}/s`)),
    deed("logs DeleteLogGroup", group, remove(`${log}`)),
    deed("iam CreateRole", { roleName: name }, make(`${role}`)),
    deed("iam PutRolePolicy", { roleName: name, policyName: "p" }, make(`${role}/p`, [], true)),
    deed("iam DeleteRolePolicy", { roleName: name, policyName: "p" }, remove(`${role}/p`)),
    deed("iam DeleteRole", { roleName: name }, remove(`${role}`)),
    deed("iam CreatePolicy", { policyName: name }, make(`${policy}`, [`${policy}/v1`]), {
      policy: { arn: policyArn },
    }),
    deed("iam CreatePolicyVersion", { policyArn }, addVersion, { policyVersion: { versionId: "vNEXT" } }),
    ...[1, 2, 3].map((version) =>
      deed(
        "iam DeletePolicyVersion",
        { policyArn, versionId: `v${version}` },
        remove(`${policy}/v${version}`),
      ),
    ),
    deed("iam DeletePolicy", { policyArn }, remove(`${policy}`)),
    deed(
      "secretsmanager CreateSecret",
      { name: secretId },
      (account) => (account.has(`gone-${secret}`) ? undefined : make(`${secret}`)(account)),
      { arn: arn("secretsmanager", `secret:${name}-AbCdEf`), name },
    ),
    deed(
      "secretsmanager TagResource",
      { secretId, tags: [{ key: "a", value: "b" }] },
      change(`${secret}`, (it) => it.set("a", "b")),
    ),
    deed("secretsmanager DeleteSecret", { secretId }, (account) => {
      const settings = account.get(`${secret}`);
      return settings && new Map([...(remove(`${secret}`)(account) ?? []), [`gone-${secret}`, settings]]);
    }),
    deed("secretsmanager RestoreSecret", { secretId }, (account) => {
      const settings = account.get(`gone-${secret}`);
      return settings && new Map([...(remove(`gone-${secret}`)(account) ?? []), [`${secret}`, settings]]);
    }),
  ];
}

/** The calls that an account grants of those that chance picks, in their order, with what each does. */
function choose(picks: readonly number[]): Deed[] {
  let account: Account = new Map();
  const chosen: Deed[] = [];
  for (const [place, pick] of picks.entries()) {
    const granted = NAMES.flatMap((name) => listDeeds(name, place, account)).filter(({ act }) =>
      act(account),
    );
    const deed = granted[pick % granted.length];
    if (!deed) continue;
    const before = account;
    account = deed.act(before) ?? before;
    const made = [...account.keys()].find((path) => !before.has(path))?.split("/v")[1];
    const text = JSON.stringify(deed.call).replace("vNEXT", `v${made}`);
    chosen.push({ call: JSON.parse(text), act: deed.act });
  }
  return chosen;
}

/** What stands after these in an empty account, without what is deleted and could be called back. */
function run(deeds: readonly Deed[]): unknown {
  let account: Account = new Map();
  for (const { call, act } of deeds) {
    const next = act(account);
    if (!next) throw new Error(`refused: ${JSON.stringify(call)}`);
    account = next;
  }
  const standing = [...account]
    .filter(([path]) => !path.startsWith("gone-"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const isSeen = ([name]: readonly [string, string]) => name !== "versions";
  return standing.map(([path, settings]) => [path, [...settings].filter(isSeen).sort()]);
}

test("the final state is what all calls leave", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 60 }), async (picks) => {
      const deeds = choose(picks);
      const kept = new Set(await keepCalls(deeds.map(({ call }, second) => ({ ...call, second }))));
      expect(run(deeds.filter((_deed, place) => kept.has(place)))).toEqual(run(deeds));
    }),
    { numRuns: 300 },
  );
}, 60_000);
