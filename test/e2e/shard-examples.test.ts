// The examples of jobs that replay a log in shards.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { loadModel } from "../../src/aws/model/table.ts";
import { parseArgv } from "../../src/cli/argv.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { decodeRecorded } from "../../src/dialect/decode.ts";
import { parseReplayOptions } from "../../src/options/options.ts";
import { root } from "./support/binary.ts";

describe("an example's job", () => {
  const Kubernetes = v.object({
    kind: v.literal("Job"),
    spec: v.object({
      completionMode: v.literal("Indexed"),
      completions: v.number(),
      parallelism: v.number(),
      backoffLimit: v.pipe(v.number(), v.minValue(1)),
      template: v.object({
        spec: v.object({
          restartPolicy: v.literal("Never"),
          containers: v.tuple([v.object({ image: v.string(), args: v.array(v.string()) })]),
        }),
      }),
    }),
  });
  const Batch = v.object({
    registerJobDefinition: v.object({
      jobDefinitionName: v.string(),
      retryStrategy: v.object({ attempts: v.pipe(v.number(), v.minValue(2)) }),
      containerProperties: v.object({ image: v.string(), command: v.array(v.string()) }),
    }),
    submitJob: v.object({ jobDefinition: v.string(), arrayProperties: v.object({ size: v.number() }) }),
  });
  const read = (name: string) => readFileSync(join(root, "docs", "examples", name), "utf8");

  /** The shards that the processes of a job replay, each told its index by `variable`. */
  function listShards(args: readonly string[], size: number, variable: string) {
    return Array.from({ length: size }, (_, index) => {
      const parsed = parseArgv(mainCommand, args);
      if (parsed.asks !== "run") throw new Error(JSON.stringify(parsed));
      // The folder of the job's volume is another one here.
      const { shard, journal, resume } = parseReplayOptions(
        { ...parsed.flags, journal: [root] },
        { [variable]: String(index) },
        0,
      );
      // What is tried again goes on, and no shard writes into another's file.
      expect({ given: parsed.flags["journal"], journal, resume }).toEqual({
        given: ["/journals"],
        journal: join(root, `shard-${index}-of-${size}.journal`),
        resume: true,
      });
      return shard;
    });
  }

  test("for Kubernetes covers every shard", () => {
    const { spec } = v.parse(Kubernetes, Bun.YAML.parse(read("kubernetes-job.yaml")));
    const [container] = spec.template.spec.containers;
    const shards = listShards(container.args, spec.completions, "JOB_COMPLETION_INDEX");
    expect(shards).toEqual(Array.from({ length: 8 }, (_, index) => ({ index, count: 8 })));
    expect(spec.parallelism).toBe(spec.completions);
  });

  test("for AWS Batch covers every shard", async () => {
    const job = JSON.parse(read("aws-batch-job.json"));
    const { registerJobDefinition: definition, submitJob } = v.parse(Batch, job);
    const size = submitJob.arrayProperties.size;
    const shards = listShards(definition.containerProperties.command, size, "AWS_BATCH_JOB_ARRAY_INDEX");
    expect(shards).toEqual(Array.from({ length: 8 }, (_, index) => ({ index, count: 8 })));
    expect(submitJob.jobDefinition).toBe(definition.jobDefinitionName);
  });

  test("for AWS Batch has only members that its API has", async () => {
    const job = JSON.parse(read("aws-batch-job.json"));
    const model = await loadModel("batch");
    for (const [name, parameters] of [
      ["RegisterJobDefinition", job.registerJobDefinition],
      ["SubmitJob", job.submitJob],
    ]) {
      const operation = model.operations[name];
      if (!operation?.input) throw new Error(name);
      expect(decodeRecorded(model.metadata.protocol, operation.input, parameters).unmatched).toEqual([]);
    }
  });
});
