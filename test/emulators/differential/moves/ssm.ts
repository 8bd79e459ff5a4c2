/** Parameter Store: parameters in a hierarchy. */
import { type Draw, type Move, maybe, pick } from "../scenarios.ts";

const name = (draw: Draw) => pick(draw, "/a/b", "/a/b/c", "plain", "/none");

export const ssm: readonly Move[] = [
  {
    operation: "PutParameter",
    input: (draw) => ({
      Name: pick(draw, "/a/b", "/a/b/c", "plain", "aws/no", "/aws/no"),
      Value: pick(draw, "one", "two,three"),
      Type: maybe(draw, pick(draw, "String", "StringList", "SecureString")),
      Overwrite: maybe(draw, true),
      Description: maybe(draw, "words"),
    }),
  },
  { operation: "GetParameter", input: (draw) => ({ Name: `${name(draw)}${pick(draw, "", ":1", ":9")}` }) },
  {
    operation: "GetParameters",
    input: (draw) => ({ Names: [name(draw), name(draw)], WithDecryption: maybe(draw, true) }),
  },
  {
    operation: "GetParametersByPath",
    input: (draw) => ({ Path: pick(draw, "/", "/a", "a"), Recursive: maybe(draw, true) }),
  },
  { operation: "GetParameterHistory", input: (draw) => ({ Name: name(draw) }) },
  {
    operation: "DescribeParameters",
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
    input: (draw) => ({ ResourceType: "Parameter", ResourceId: name(draw) }),
  },
  { operation: "DeleteParameter", input: (draw) => ({ Name: name(draw) }) },
  { operation: "DeleteParameters", input: (draw) => ({ Names: [name(draw), "/none"] }) },
];
