/** `--as cloudformation`. */
import { tellCount } from "../../base/count.ts";
import { type CfnTemplate, writeTemplates } from "../../export/cloudformation/template.ts";
import { writeJson, writeYaml } from "../../export/cloudformation/write-yaml.ts";
import type { ThingsWriter } from "../../export/exported.ts";
import { readStanding } from "../../export/read-standing.ts";

/** What CloudFormation takes at once: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;
const MOST_BYTES = 1_048_576;

/** What people should know of a template. */
function remarkOn({ region, resources, parameters, leftOut }: CfnTemplate, text: string): string[] {
  const things = new Set(leftOut.filter(({ member }) => member === undefined).map(({ standing }) => standing))
    .size;
  const members = leftOut.filter(({ member }) => member !== undefined).length;
  const lacks = [
    ...(things > 0 ? [tellCount(things, "thing")] : []),
    ...(members > 0 ? [`${tellCount(members, "member")} of others`] : []),
  ];
  return [
    `${region}: ${tellCount(resources, "resource")}, ${tellCount(parameters.length, "parameter")} to give${lacks.length === 0 ? "" : `; ${lacks.join(" and ")} could not be expressed: see Metadata`}`,
    ...(resources > MOST_RESOURCES
      ? [
          `${region}: CloudFormation takes ${MOST_RESOURCES} resources in a stack: split the template, or select less`,
        ]
      : []),
    ...(Buffer.byteLength(text) > MOST_BYTES
      ? [`${region}: CloudFormation takes templates of 1 MiB at most: split it, or select less`]
      : []),
  ];
}

/** Writes a template for each account and region. */
export const writeCloudFormation: ThingsWriter = async (instance, { isJson }) => {
  const all = await writeTemplates(await readStanding(instance));
  const end = isJson ? "json" : "yaml";
  const written = all.map((template) => {
    const text = isJson ? writeJson(template.body) : writeYaml(template.body);
    return { name: `${template.account}-${template.region}.${end}`, text, template };
  });
  const [main, ...others] = written;
  if (!main)
    return {
      name: `template.${end}`,
      text: "",
      files: new Map(),
      remarks: ["nothing stands that a template could hold"],
    };
  return {
    name: others.length === 0 ? `template.${end}` : main.name,
    text: main.text,
    files: new Map(others.map(({ name, text }) => [name, text])),
    remarks: written.flatMap(({ template, text }) => remarkOn(template, text)),
  };
};
