// What is kept of how things were shown holds until something that it was made of is another: no list tells what was.
import { expect, test } from "bun:test";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { Store } from "../../src/instance/store.ts";
import type { Thing } from "../../src/instance/thing.ts";
import { makeDraw } from "../support/make-value.ts";
import { drawSeed } from "../support/seed.ts";

const LIMIT_MS = 120_000;
const STEPS = 150;
const AT = 1_775_000_000_000;
const VERSIONS: Readonly<Record<string, string>> = { ec2: "2016-11-15", iam: "2010-05-08" };

function makeInstance(): Instance {
  return new Instance({ home: { region: "eu-west-1" }, now: () => AT, random: drawDigits });
}

/** The answer without its request's id. */
async function ask(instance: Instance, service: string, query: string): Promise<string> {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const { body, status } = await instance.answer({
    method: "POST",
    path: "/",
    query: [],
    headers: { host: "localhost", "content-type": "application/x-www-form-urlencoded", authorization },
    body: Buffer.from(`Version=${VERSIONS[service]}&${query}`),
  });
  const text = Buffer.from(body).toString();
  return `${status} ${text.replace(/<[rR]equestId>[^<]*/, "")}`;
}

const LISTS = [
  ...["Vpcs", "Subnets", "RouteTables", "SecurityGroups", "InternetGateways", "NetworkAcls"].map(
    (name) => ["ec2", `Action=Describe${name}`] as const,
  ),
  ...[
    "ListRoles",
    "ListPolicies",
    "ListGroups",
    "ListInstanceProfiles",
    "GetAccountAuthorizationDetails",
  ].map((name) => ["iam", `Action=${name}`] as const),
  ["iam", "Action=GetGroup&GroupName=g0"],
  ["iam", "Action=ListEntitiesForPolicy&PolicyArn=arn:aws:iam::000000000000:policy/p0"],
  ["iam", "Action=GetPolicy&PolicyArn=arn:aws:iam::000000000000:policy/p0"],
  ["iam", "Action=GetRole&RoleName=r0"],
] as const;

const DOCUMENT = encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: [] }));

/** Changes of things that are told with others, of few names, so that they meet. */
function listChanges(pick: (count: number) => number, ids: ReadonlyMap<string, readonly string[]>) {
  const id = (kind: string) => ids.get(kind)?.[pick(ids.get(kind)?.length ?? 1)] ?? `${kind}-0`;
  const [one, other] = [pick(2), pick(2)];
  const policy = `arn:aws:iam::000000000000:policy/p${one}`;
  return [
    ["ec2", `Action=CreateVpc&CidrBlock=10.${one}.0.0/16`],
    ["ec2", `Action=CreateSubnet&VpcId=${id("vpc")}&CidrBlock=10.${one}.${other}.0/24`],
    ["ec2", `Action=CreateSecurityGroup&GroupName=s${one}&GroupDescription=d&VpcId=${id("vpc")}`],
    ["ec2", "Action=CreateInternetGateway"],
    ["ec2", `Action=AttachInternetGateway&InternetGatewayId=${id("igw")}&VpcId=${id("vpc")}`],
    ["ec2", `Action=DetachInternetGateway&InternetGatewayId=${id("igw")}&VpcId=${id("vpc")}`],
    ["ec2", `Action=AssociateRouteTable&RouteTableId=${id("rtb")}&SubnetId=${id("subnet")}`],
    [
      "ec2",
      `Action=CreateRoute&RouteTableId=${id("rtb")}&DestinationCidrBlock=0.0.0.0/0&GatewayId=${id("igw")}`,
    ],
    ["ec2", `Action=CreateTags&ResourceId.1=${id("vpc")}&Tag.1.Key=k&Tag.1.Value=${one}`],
    ["ec2", `Action=CreateTags&ResourceId.1=${id("subnet")}&Tag.1.Key=k&Tag.1.Value=${one}`],
    ["ec2", `Action=DeleteSubnet&SubnetId=${id("subnet")}`],
    ["iam", `Action=CreateRole&RoleName=r${one}&AssumeRolePolicyDocument=${DOCUMENT}`],
    ["iam", `Action=CreatePolicy&PolicyName=p${one}&PolicyDocument=${DOCUMENT}`],
    ["iam", `Action=AttachRolePolicy&RoleName=r${other}&PolicyArn=${policy}`],
    ["iam", `Action=DetachRolePolicy&RoleName=r${other}&PolicyArn=${policy}`],
    ["iam", `Action=PutRolePolicy&RoleName=r${one}&PolicyName=i${other}&PolicyDocument=${DOCUMENT}`],
    ["iam", `Action=TagRole&RoleName=r${one}&Tags.member.1.Key=k&Tags.member.1.Value=${other}`],
    ["iam", `Action=CreateInstanceProfile&InstanceProfileName=b${one}`],
    ["iam", `Action=AddRoleToInstanceProfile&InstanceProfileName=b${one}&RoleName=r${other}`],
    ["iam", `Action=RemoveRoleFromInstanceProfile&InstanceProfileName=b${one}&RoleName=r${other}`],
    ["iam", `Action=UpdateRole&RoleName=r${one}&Description=d${other}`],
    ["iam", `Action=CreateUser&UserName=u${one}`],
    ["iam", `Action=CreateGroup&GroupName=g${one}`],
    ["iam", `Action=AddUserToGroup&GroupName=g${one}&UserName=u${other}`],
    ["iam", `Action=RemoveUserFromGroup&GroupName=g${one}&UserName=u${other}`],
    ["iam", `Action=DeleteUser&UserName=u${one}`],
  ] as const;
}

test(
  "an instance that has told much tells what one does that was never asked",
  async () => {
    const seed = drawSeed();
    const draw = makeDraw(seed);
    const instance = makeInstance();
    const ids = new Map<string, string[]>();
    const note = (text: string) => {
      for (const [id, kind = ""] of text.matchAll(/\b(vpc|subnet|igw|rtb)-[0-9a-f]{17}\b/g))
        if (!ids.get(kind)?.includes(id)) ids.getOrInsertComputed(kind, () => []).push(id);
    };
    const pick = (count: number) => draw(count - 1);
    for (let step = 0; step < STEPS; step++) {
      // Going back puts the very things of before in the place of what stands.
      if (step % 20 === 10) instance.mark();
      if (step % 20 === 17) instance.reset();
      const changes = listChanges(pick, ids);
      const [service, query] = changes[pick(changes.length)] ?? changes[0];
      note(await ask(instance, service, query));
      const other = makeInstance();
      other.load(instance.state);
      // How a thing was shown last is kept: what shows it last now is the first to show it after the next change.
      for (const [of, list] of step % 2 === 0 ? LISTS : LISTS.toReversed()) {
        const told = await ask(instance, of, list);
        const expected = await ask(other, of, list);
        expect(told, `${list} after ${query} (seed ${seed}, step ${step})`).toBe(expected);
        note(told);
      }
    }
  },
  LIMIT_MS,
);

const PLACE = { account: "123456789012", region: "eu-west-1" };
const KIND = { service: "sqs", type: "queue" };

function makeThing(name: string, more: Partial<Thing> = {}): Thing {
  return {
    ...{ place: PLACE, ...KIND, chain: [name], within: undefined, names: {}, members: {} },
    ...{ tags: new Map(), createdAt: AT, call: { operation: "CreateQueue", input: {}, output: {} } },
    ...more,
  };
}

/** Whether what was read still holds after a change. */
function holdsAfter(read: (store: Store) => unknown, change: (store: Store) => void): boolean {
  const store = new Store();
  const [a, topic] = [makeThing("a"), makeThing("t", { type: "topic" })];
  for (const thing of [a, topic, makeThing("b", { chain: ["a", "b"], within: "queue" })]) store.put(thing);
  const { reads } = store.record(() => read(store));
  change(store);
  return store.holds(reads);
}

test("what was read holds until it would be read otherwise", () => {
  const put = (name: string, more?: Partial<Thing>) => (store: Store) => store.put(makeThing(name, more));
  const find = (name: string) => (store: Store) => store.find(PLACE, KIND, [name]);
  const list = (store: Store) => store.list(PLACE, KIND);
  const inner = (store: Store) => store.listInner(makeThing("a"));
  const by = (store: Store) =>
    store.listBy(PLACE, KIND, { index: "state", read: ({ members }) => [String(members["State"])] }, ["on"]);
  expect(holdsAfter(find("a"), put("c"))).toBe(true);
  expect(holdsAfter(find("a"), put("a"))).toBe(false);
  expect(holdsAfter(find("c"), put("d"))).toBe(true);
  expect(holdsAfter(find("c"), put("c"))).toBe(false);
  expect(holdsAfter(find("a"), (store) => store.remove(makeThing("a")))).toBe(false);
  expect(holdsAfter(list, put("u", { type: "topic" }))).toBe(true);
  expect(holdsAfter(list, put("c"))).toBe(false);
  expect(holdsAfter(inner, put("c"))).toBe(true);
  expect(holdsAfter(inner, put("c", { chain: ["a", "c"], within: "queue" }))).toBe(false);
  expect(holdsAfter(by, put("c", { members: { State: "off" } }))).toBe(true);
  expect(holdsAfter(by, put("c", { members: { State: "on" } }))).toBe(false);
  expect(holdsAfter((store) => store.listTypes(PLACE, "sqs"), put("u", { type: "topic" }))).toBe(false);
  expect(holdsAfter((store) => store.findFirst(PLACE, KIND), put("c"))).toBe(true);
  expect(holdsAfter((store) => store.findFirst(PLACE, KIND), put("a"))).toBe(false);
});

test("nothing that was read holds once another state was loaded", () => {
  const store = new Store();
  const thing = makeThing("a");
  store.put(thing);
  const { reads } = store.record(() => store.list(PLACE, KIND));
  store.replaceAll({ about: { ...PLACE, trail: undefined }, things: [] });
  expect(store.holds(reads)).toBe(false);
  store.replaceAll({ about: { ...PLACE, trail: undefined }, things: [thing, makeThing("b")] });
  expect(store.holds(reads)).toBe(false);
});

test("who makes something of what was made has read the same", () => {
  const store = new Store();
  const inner = store.record(() => store.find(PLACE, KIND, ["a"]));
  const outer = store.record(() => store.record(() => store.find(PLACE, KIND, ["a"])));
  const kept = store.record(() => store.holds(inner.reads));
  store.put(makeThing("a"));
  expect([inner, outer, kept].map(({ reads }) => store.holds(reads))).toEqual([false, false, false]);
});
