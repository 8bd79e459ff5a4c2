/** Parameter Store: parameters in a hierarchy. */
import { type Draw, type Move, maybe, pick, seldom } from "../scenarios.ts";

const name = (draw: Draw) => seldom<string>(draw, pick(draw, "/a/b", "/a/b/c", "plain"), "/none");

const put = (Name: string): Move => ({
  operation: "PutParameter",
  input: () => ({ Name, Value: "first", Type: "String" }),
});

export const ssm: readonly Move[] = [
  put("/a/b"),
  put("/a/b/c"),
  put("plain"),
  {
    operation: "PutParameter",
    input: (draw) => ({
      Name: seldom<string>(draw, pick(draw, "/a/b", "/a/b/c", "plain"), pick(draw, "aws/no", "/aws/no")),
      Value: pick(draw, "one", "two,three"),
      Type: seldom(draw, pick(draw, "String", "StringList", "SecureString"), undefined),
      Overwrite: maybe(draw, true),
      Description: maybe(draw, "words"),
    }),
  },
  {
    operation: "GetParameter",
    reads: true,
    input: (draw) => ({ Name: `${name(draw)}${pick(draw, "", ":1", ":9")}` }),
  },
  {
    operation: "GetParameters",
    reads: true,
    input: (draw) => ({ Names: [name(draw), name(draw)], WithDecryption: maybe(draw, true) }),
    unordered: ["Parameters", "InvalidParameters"],
  },
  {
    operation: "GetParametersByPath",
    reads: true,
    input: (draw) => ({ Path: pick(draw, "/", "/a", "a"), Recursive: maybe(draw, true) }),
  },
  { operation: "GetParameterHistory", reads: true, input: (draw) => ({ Name: name(draw) }) },
  {
    operation: "DescribeParameters",
    reads: true,
    input: (draw) => ({
      ParameterFilters: maybe(draw, [
        { Key: "Name", Option: pick(draw, "BeginsWith", "Equals", "Nope"), Values: ["/a"] },
      ]),
    }),
  },
  {
    operation: "LabelParameterVersion",
    input: (draw) => ({
      Name: name(draw),
      Labels: [pick(draw, "mine", "1bad", "aws")],
      ParameterVersion: maybe(draw, 1),
    }),
  },
  {
    operation: "AddTagsToResource",
    input: (draw) => ({
      ResourceType: "Parameter",
      ResourceId: name(draw),
      Tags: [{ Key: "k", Value: "v" }],
    }),
  },
  {
    operation: "ListTagsForResource",
    reads: true,
    input: (draw) => ({ ResourceType: "Parameter", ResourceId: name(draw) }),
  },
  { operation: "DeleteParameter", input: (draw) => ({ Name: name(draw) }) },
  { operation: "DeleteParameters", input: (draw) => ({ Names: [name(draw), "/none"] }) },
];
