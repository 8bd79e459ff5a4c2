/** Settings of Systems Manager's commands. */
import type { Setting, Step } from "./compare.ts";

const [ONE, OTHER] = ["i-0123456789abcdef0", "i-0123456789abcdef1"];
const CommandId = "$SendCommand.Command.CommandId";
const send: Step = [
  "SendCommand",
  {
    DocumentName: "AWS-RunShellScript",
    InstanceIds: [ONE, OTHER],
    Parameters: { commands: ["ls"] },
    Comment: "c",
  },
];
const READS: readonly Step[] = [
  ["ListCommands"],
  ["ListCommandInvocations", { CommandId }],
  ["GetCommandInvocation", { CommandId, InstanceId: ONE }],
];

const ofCommand = (steps: readonly Step[]): Setting => ({
  service: "ssm",
  steps: [send, ...steps],
  reads: READS,
});

export const commands: Readonly<Record<string, Setting>> = {
  "a command": ofCommand([]),
  "a command that is cancelled": ofCommand([["CancelCommand", { CommandId }]]),
  "a command that is cancelled on one instance": ofCommand([
    ["CancelCommand", { CommandId, InstanceIds: [OTHER] }],
  ]),
};
