/** What a verification says where an identifier is not known that production made up. */
import { describe, expect, test } from "bun:test";
import { type Answer, type Asking, judgeCalls } from "./support.ts";

describe("a user pool's clients, whose ids are secrets that no map holds", () => {
  const pool = { UserPoolId: "eu-west-1_AbCdEfGhI" };
  const make = (ClientName: string, ClientId: string): Asking => [
    "CreateUserPoolClient",
    { ...pool, ClientName },
    { UserPoolClient: { ...pool, ClientName, ClientId } },
  ];
  const live = (...clients: readonly (readonly [name: string, id: string])[]): Record<string, Answer> => {
    const UserPoolClients = clients.map(([ClientName, ClientId]) => ({ ...pool, ClientName, ClientId }));
    return {
      ListUserPoolClients: { UserPoolClients },
      DescribeUserPoolClient(_, body) {
        const found = UserPoolClients.find(({ ClientId }) => body.includes(ClientId));
        return found ? JSON.stringify({ UserPoolClient: found }) : null;
      },
    };
  };
  const known = { pairs: { "eu-west-1_other": "eu-west-1_live" } };
  const shop = make("shop", "4k2jh3k4jh23kj4h23kj4h2k3j");

  test("are found by their names", async () => {
    const told = live(["shop", "9aaaaaaaaaaaaaaaaaaaaaaaa9"], ["other", "8bbbbbbbbbbbbbbbbbbbbbbbb8"]);
    expect(await judgeCalls("cognito-idp", [shop], told, known)).toEqual(["CreateUserPoolClient verified"]);
  });

  test("are found by the names that they have got since", async () => {
    const rename: Asking = [
      "UpdateUserPoolClient",
      { ...pool, ClientId: "4k2jh3k4jh23kj4h23kj4h2k3j", ClientName: "store" },
      { UserPoolClient: { ...pool, ClientId: "4k2jh3k4jh23kj4h23kj4h2k3j", ClientName: "store" } },
    ];
    const told = live(["store", "9aaaaaaaaaaaaaaaaaaaaaaaa9"]);
    expect(await judgeCalls("cognito-idp", [shop, rename], told, known)).toEqual([
      "CreateUserPoolClient verified",
    ]);
  });

  test("are never called missing where their names do not tell them", async () => {
    const twins = live(["shop", "9aaaaaaaaaaaaaaaaaaaaaaaa9"], ["shop", "8bbbbbbbbbbbbbbbbbbbbbbbb8"]);
    const [said] = await judgeCalls("cognito-idp", [shop], twins, known);
    expect(said).toStartWith("CreateUserPoolClient unreadable: its identifier is a secret");
  });

  test("are missing where none has the name", async () => {
    for (const told of [live(), live(["other", "8bbbbbbbbbbbbbbbbbbbbbbbb8"])]) {
      const [said] = await judgeCalls("cognito-idp", [shop], told, known);
      expect(said).toStartWith("CreateUserPoolClient missing: ");
    }
  });

  test("are missing with their pool", async () => {
    const [said] = await judgeCalls(
      "cognito-idp",
      [shop],
      { ListUserPoolClients: () => null, DescribeUserPoolClient: () => null },
      known,
    );
    expect(said).toStartWith("CreateUserPoolClient missing: ");
  });

  test("are missing where the replay could not make them", async () => {
    expect(await judgeCalls("cognito-idp", [shop], live(), { ...known, failures: { 0: "no" } })).toEqual([
      "CreateUserPoolClient missing: CreateUserPoolClient failed in the replay: no",
    ]);
  });
});

test("of other things, what the map does not hold is missing", async () => {
  const make: Asking = [
    "CreateVpc",
    { CidrBlock: "10.0.0.0/16" },
    { Vpc: { VpcId: "vpc-0a1b2c3d4e5f60718" } },
  ];
  const DescribeVpcs = "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>";
  const [said] = await judgeCalls("ec2", [make], { DescribeVpcs }, { pairs: { a: "b" } });
  expect(said).toStartWith("CreateVpc missing");
});

describe("without a map", () => {
  const unmapped = { pairs: "no map" } as const;

  test("what is called by its name and the time of its making is found by the name", async () => {
    const StreamARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/s";
    const consumer = (time: number) => ({
      ConsumerName: "c",
      ConsumerARN: `${StreamARN}/consumer/c:${time}`,
      ConsumerStatus: "ACTIVE",
    });
    const make: Asking = [
      "RegisterStreamConsumer",
      { StreamARN, ConsumerName: "c" },
      { Consumer: consumer(1742442145) },
    ];
    const told: Record<string, Answer> = {
      ListStreamConsumers: { Consumers: [consumer(1792442145)] },
      DescribeStreamConsumer: (_, body) =>
        body.includes("c:1792442145")
          ? JSON.stringify({ ConsumerDescription: { ...consumer(1792442145), StreamARN } })
          : null,
    };
    expect(await judgeCalls("kinesis", [make], told, unmapped)).toEqual(["RegisterStreamConsumer verified"]);
  });

  test("what stands in a thing that is not found is not missing", async () => {
    const calls: Asking[] = [
      [
        "CreateHostedZone",
        { Name: "example.org", CallerReference: "1" },
        { HostedZone: { Id: "/hostedzone/Z0123456789ABCDEFGHIJ", Name: "example.org." } },
      ],
      [
        "ChangeResourceRecordSets",
        {
          HostedZoneId: "Z0123456789ABCDEFGHIJ",
          ChangeBatch: {
            Changes: [{ Action: "CREATE", ResourceRecordSet: { Name: "a.example.org", Type: "A", TTL: 60 } }],
          },
        },
      ],
    ];
    const ListHostedZones = "<R><HostedZones/><IsTruncated>false</IsTruncated></R>";
    const ListResourceRecordSets = "<R><ResourceRecordSets/><IsTruncated>false</IsTruncated></R>";
    const said = await judgeCalls("route53", calls, { ListHostedZones, ListResourceRecordSets }, unmapped);
    expect(said.map((line) => line.split(":")[0])).toEqual([
      "CreateHostedZone unreadable",
      "ChangeResourceRecordSets unreadable",
    ]);
  });

  describe("what is older than the log and goes by an identifier that production made up", () => {
    const none = "<R><reservationSet/></R>";

    test("is not missing", async () => {
      const change: Asking = [
        "ModifyInstanceAttribute",
        { InstanceId: "i-0a1b2c3d4e5f60718", DisableApiTermination: { Value: true } },
      ];
      const [said] = await judgeCalls(
        "ec2",
        [change],
        {
          DescribeInstanceAttribute: () => null,
          DescribeInstances: none,
        },
        unmapped,
      );
      expect(said).toStartWith("ModifyInstanceAttribute unreadable: production made its identifier up");
      const known = { pairs: { "vpc-1": "vpc-2" } };
      const [sure] = await judgeCalls("ec2", [change], { DescribeInstanceAttribute: () => null }, known);
      expect(sure).toStartWith("ModifyInstanceAttribute missing");
    });

    test("makes nothing different that names it", async () => {
      const make: Asking = [
        "CreateSecurityGroup",
        { GroupName: "no-access", Description: "nobody", VpcId: "vpc-0a1b2c3d4e5f60718" },
        { GroupId: "sg-0a1b2c3d4e5f60718" },
      ];
      const tell = (vpc: string, description: string) => ({
        DescribeSecurityGroups: `<R><securityGroupInfo><item><groupId>sg-1</groupId><groupName>no-access</groupName>
          <groupDescription>${description}</groupDescription><vpcId>${vpc}</vpcId></item></securityGroupInfo></R>`,
      });
      const [said] = await judgeCalls("ec2", [make], tell("vpc-0f0f0f0f0f0f0f0f0", "nobody"), unmapped);
      expect(said).toStartWith("CreateSecurityGroup unreadable: production made its identifier up");
      const told = tell("vpc-0f0f0f0f0f0f0f0f0", "nobody");
      const pairs = { "sg-0a1b2c3d4e5f60718": "sg-1" };
      expect(await judgeCalls("ec2", [make], told, { pairs })).toEqual([
        "CreateSecurityGroup different: VpcId vpc-0a1b2c3d4e5f60718 is vpc-0f0f0f0f0f0f0f0f0",
      ]);
    });

    test("is missing where it goes by a name of its caller's", async () => {
      const put: Asking = ["PutRolePolicy", { RoleName: "worker", PolicyName: "logs", PolicyDocument: "{}" }];
      const [said] = await judgeCalls("iam", [put], { GetRolePolicy: () => null }, unmapped);
      expect(said).toStartWith("PutRolePolicy missing");
    });
  });

  test("what is read by an identifier of its making is not missing", async () => {
    const make: Asking = [
      "CreateAccount",
      { AccountName: "harbor", Email: "a@example.org" },
      { CreateAccountStatus: { Id: "car-0a1b2c3d4e5f60718", State: "IN_PROGRESS" } },
    ];
    const told = { ListAccounts: {}, DescribeCreateAccountStatus: () => null };
    const [said] = await judgeCalls("organizations", [make], told, unmapped);
    expect(said).toStartWith("CreateAccount unreadable: production made its identifier up");
  });
});
