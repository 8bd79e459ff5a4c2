/** What maintenance windows run. https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows.html */
import type { Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { takePage } from "./pages.ts";

const WINDOW = { service: "ssm", type: "maintenance-window" } as const;
const TASK = "task";
const USUAL_PAGE = 50;

function demandWindow(context: Context): Thing {
  const id = readText(context.input, "WindowId");
  const found = context.store.find(placeOf(context, WINDOW.type), WINDOW, [id]);
  return found ?? refuse("DoesNotExistException", `Maintenance window ${id} does not exist`);
}

function listTasks({ store }: Context, window: Thing): readonly Thing[] {
  return store.listInner(window).filter(({ type }) => type === TASK);
}

/** A task as it was registered; who lists tasks calls its type otherwise than who registers them. */
function tell(window: Thing, { members, names, chain }: Thing): Structure {
  const { Tags: _tags = null, ClientToken: _token = null, ...told } = members;
  const preset = { Priority: 1, Targets: [] };
  return merge(preset, told, {
    WindowId: window.names.id ?? window.chain.at(-1) ?? "",
    WindowTaskId: names.id ?? chain.at(-1) ?? "",
    Type: readText(members, "TaskType"),
  });
}

/** DescribeMaintenanceWindowTasks: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeMaintenanceWindowTasks.html */
export function describeTasks(context: Context): Done {
  const { input } = context;
  const window = demandWindow(context);
  const filters = listStructures(input["Filters"]);
  const told = listTasks(context, window).map((task) => tell(window, task));
  const found = told.filter((task) =>
    filters.every((filter) =>
      listTexts(filter["Values"]).includes(String(task[readText(filter, "Key")] ?? "")),
    ),
  );
  const page = takePage(context, found, USUAL_PAGE);
  return { output: merge({ Tasks: page.items }, page.more) };
}

/** GetMaintenanceWindowTask: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetMaintenanceWindowTask.html */
export function getTask(context: Context): Done {
  const window = demandWindow(context);
  const id = readText(context.input, "WindowTaskId");
  const task = listTasks(context, window).find(({ names, chain }) => (names.id ?? chain.at(-1)) === id);
  if (!task) return refuse("DoesNotExistException", `Maintenance window task ${id} does not exist`);
  return { output: tell(window, task) };
}
