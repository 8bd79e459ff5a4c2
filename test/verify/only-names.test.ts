// Changes of things that no call of the log has made: what they ask for is compared, however the read tells it.
import { describe, expect, test } from "bun:test";
import type { Structure } from "../../src/aws/values.ts";
import { type Asking, judgeCalls } from "./support.ts";

const UNTOLD = "what is read tells nothing of what was asked for";

describe("who may use an image or a snapshot", () => {
  const share: Asking = [
    "ModifyImageAttribute",
    { ImageId: "ami-1", LaunchPermission: { Add: [{ UserId: "444455556666" }] } },
  ];
  const unshare: Asking = [
    "ModifyImageAttribute",
    { ImageId: "ami-1", LaunchPermission: { Remove: [{ UserId: "444455556666" }] } },
  ];
  const judgeImage = (calls: readonly Asking[], ...users: readonly string[]) => {
    const items = users.map((user) => `<item><userId>${user}</userId></item>`).join("");
    return judgeCalls("ec2", calls, {
      DescribeImageAttribute: `<R><imageId>ami-1</imageId><launchPermission>${items}</launchPermission></R>`,
    });
  };

  test("is compared with those who may", async () => {
    expect(await judgeImage([share], "111122223333", "444455556666")).toEqual([
      "ModifyImageAttribute verified",
    ]);
    expect((await judgeImage([share], "111122223333"))[0]).toStartWith(
      'ModifyImageAttribute different: LaunchPermission {"UserId":"444455556666"} is',
    );
    expect(await judgeImage([share, unshare], "111122223333")).toEqual(["ModifyImageAttribute verified"]);
  });

  test("is compared where an item has a second member that says nothing", async () => {
    const add: Asking = [
      "ModifySnapshotAttribute",
      { SnapshotId: "snap-1", CreateVolumePermission: { Add: [{ UserId: "444455556666" }] } },
    ];
    const judge = (items: string) =>
      judgeCalls("ec2", [add], {
        DescribeSnapshotAttribute: `<R><snapshotId>snap-1</snapshotId><createVolumePermission>${items}</createVolumePermission></R>`,
      });
    expect(await judge("<item><userId>444455556666</userId></item>")).toEqual([
      "ModifySnapshotAttribute verified",
    ]);
    expect((await judge(""))[0]).toStartWith("ModifySnapshotAttribute different: ");
  });

  test("is one attribute of a database's snapshot", async () => {
    const judge = (values: string) =>
      judgeCalls(
        "rds",
        [
          [
            "ModifyDBSnapshotAttribute",
            { DBSnapshotIdentifier: "s", AttributeName: "restore", ValuesToAdd: ["444455556666"] },
          ],
        ],
        {
          DescribeDBSnapshotAttributes: `<R><DescribeDBSnapshotAttributesResult><DBSnapshotAttributesResult>
            <DBSnapshotIdentifier>s</DBSnapshotIdentifier><DBSnapshotAttributes><DBSnapshotAttribute>
            <AttributeName>restore</AttributeName><AttributeValues>${values}</AttributeValues>
            </DBSnapshotAttribute></DBSnapshotAttributes></DBSnapshotAttributesResult>
            </DescribeDBSnapshotAttributesResult></R>`,
        },
      );
    const value = (account: string) => `<AttributeValue>${account}</AttributeValue>`;
    expect(await judge(value("111122223333") + value("444455556666"))).toEqual([
      "ModifyDBSnapshotAttribute verified",
    ]);
    expect((await judge(value("111122223333")))[0]).toStartWith("ModifyDBSnapshotAttribute different: ");
  });
});

test("a group's parameters are read as such", async () => {
  const judge = (ParameterValue: string) =>
    judgeCalls(
      "rds",
      [
        [
          "ModifyDBParameterGroup",
          {
            DBParameterGroupName: "g",
            Parameters: [
              { ParameterName: "max_connections", ParameterValue: "100", ApplyMethod: "immediate" },
            ],
          },
        ],
      ],
      {
        DescribeDBParameters: `<R><DescribeDBParametersResult><Parameters><Parameter>
          <ParameterName>max_connections</ParameterName><ParameterValue>${ParameterValue}</ParameterValue>
          <ApplyMethod>immediate</ApplyMethod></Parameter></Parameters></DescribeDBParametersResult></R>`,
      },
    );
  expect(await judge("100")).toEqual(["ModifyDBParameterGroup verified"]);
  expect((await judge("90"))[0]).toStartWith("ModifyDBParameterGroup different: Parameters ");
});

test("what describes a thing with its name is compared with the thing", async () => {
  const TableInput = { Name: "tides", Description: "high and low" };
  const judge = (operation: string, Description: string) =>
    judgeCalls("glue", [[operation, { DatabaseName: "harbor", TableInput }]], {
      GetTable: { Table: { Name: "tides", DatabaseName: "harbor", Description } },
    });
  for (const operation of ["CreateTable", "UpdateTable"]) {
    expect(await judge(operation, "high and low")).toEqual([`${operation} verified`]);
    expect(await judge(operation, "low")).toEqual([
      `${operation} different: TableInput.Description high and low is low`,
    ]);
  }
});

test("what has no member that the thing does not have describes it", async () => {
  const table = { DatabaseName: "harbor", TableName: "tides" };
  const PartitionInput = { Values: ["2026"], Parameters: { rows: "7" } };
  const change: Asking = ["UpdatePartition", { ...table, PartitionValueList: ["2025"], PartitionInput }];
  const judge = (rows: string) =>
    judgeCalls("glue", [change], {
      GetPartition: { Partition: { ...table, Values: ["2026"], Parameters: { rows } } },
    });
  expect(await judge("7")).toEqual(["UpdatePartition verified"]);
  expect(await judge("8")).toEqual(["UpdatePartition different: PartitionInput.Parameters.rows 7 is 8"]);
});

test("what becomes of each of a list's items is compared with those that are there", async () => {
  const index = { IndexName: "by-day", KeySchema: [{ AttributeName: "day", KeyType: "HASH" }] };
  const change = (update: Structure): Asking => [
    "UpdateTable",
    { TableName: "tides", GlobalSecondaryIndexUpdates: [update] },
  ];
  const judge = (calls: readonly Asking[], GlobalSecondaryIndexes: readonly object[]) =>
    judgeCalls("dynamodb", calls, {
      DescribeTable: { Table: { TableName: "tides", GlobalSecondaryIndexes } },
    });
  const [add, remove] = [change({ Create: index }), change({ Delete: { IndexName: "by-day" } })];
  expect(await judge([add], [index])).toEqual(["UpdateTable verified"]);
  expect((await judge([add], [{ IndexName: "by-year" }]))[0]).toStartWith("UpdateTable different: ");
  expect(await judge([remove], [])).toEqual(["UpdateTable verified"]);
  expect(await judge([add, remove], [])).toEqual(["UpdateTable verified"]);
});

describe("where only names are compared", () => {
  const judge = (input: Structure) =>
    judgeCalls("iam", [["UpdateLoginProfile", { UserName: "mila", ...input }]], {
      GetLoginProfile:
        "<R><GetLoginProfileResult><LoginProfile><UserName>mila</UserName></LoginProfile></GetLoginProfileResult></R>",
    });

  test("what was to be changed is unreadable", async () => {
    expect(await judge({ PasswordResetRequired: true })).toEqual([
      `UpdateLoginProfile unreadable: ${UNTOLD}`,
    ]);
  });

  test("what asks for nothing that can be told is there", async () => {
    expect(await judge({ Password: "secret" })).toEqual(["UpdateLoginProfile verified"]);
  });
});
