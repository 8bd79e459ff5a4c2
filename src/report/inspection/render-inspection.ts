/** An inspection as text for people: exactly what goes to standard output. */
import type { Inspection } from "../../inspect/inspection-schema.ts";
import { renderChart } from "./chart.ts";
import {
  arrange,
  fitLine,
  printCount,
  printNumber,
  renderTable,
  renderTitle,
  style,
  type TextBlock,
  type TextPage,
  wrap,
} from "./layout.ts";
import { renderAdded, renderHidden, renderNeeds, renderReplayed, renderStanding } from "./planned-blocks.ts";
import { tellSpan } from "./span.ts";

/** What of a list is not printed. */
function tellRest(shown: number, size: number, others: number, page: TextPage): TextBlock {
  const more = size > shown ? [`${printNumber(size - shown)} more`] : [];
  const summed = others > 0 ? [`${printCount(others, "record")} of others, which were summed`] : [];
  const rest = [...more, ...summed].join(", and ");
  return rest === "" ? [] : [style(`  ${rest}`, "quiet", page)];
}

interface Row {
  readonly calls: number;
  readonly replayed?: number;
}

/** A list of names with their counts. */
function renderList<R extends Row>(
  title: string,
  { list, others }: { readonly list: readonly R[]; readonly others: number },
  names: readonly { readonly head: string; readonly of: (row: R) => string }[],
  page: TextPage,
): TextBlock {
  if (list.length === 0) return [];
  const shown = list.slice(0, page.top);
  const counts = shown.some(({ replayed }) => replayed !== undefined)
    ? [
        {
          head: "replayed",
          kind: "number" as const,
          cells: shown.map(({ replayed = 0 }) => (replayed === 0 ? "" : printNumber(replayed))),
        },
      ]
    : [];
  const columns = [
    ...names.map(({ head, of }) => ({ head, kind: "text" as const, cells: shown.map(of) })),
    { head: "records", kind: "number" as const, cells: shown.map(({ calls }) => printNumber(calls)) },
    ...counts,
  ];
  return [
    ...renderTitle(title, `(${printNumber(list.length)})`, page),
    ...renderTable(columns, page),
    ...tellRest(shown.length, list.length, others, page),
  ];
}

/** What an ARN names, and in whose account: `role/admin`, `123456789012`. */
function splitArn(arn: string): [what: string, account: string] {
  const [, , , , account = "", ...rest] = arn.split(":");
  return arn.startsWith("arn:") && rest.length > 0 ? [rest.join(":"), account] : [arn, ""];
}

function renderHead({ total_events, counted, files, time }: Inspection, page: TextPage): TextBlock {
  const within = counted === total_events ? "" : `; ${printNumber(counted)} are counted below`;
  const head = `${printCount(total_events, "record")} in ${printCount(files.logs, "file")}${within}`;
  if (!time) return [style(head, "title", page)];
  const day = (moment: string) => moment.replace("T", " ").replace("Z", "");
  const span = tellSpan((Date.parse(time.last) - Date.parse(time.first)) / 1000);
  return [
    style(head, "title", page),
    ...wrap(`from ${day(time.first)} to ${day(time.last)} UTC, ${span}`, page, 0),
  ];
}

/** In less there is no room for a name beside its counts. */
const NARROWEST = 40;

/** The whole text; ends with a line break. */
export function renderInspection(inspection: Inspection, given: TextPage): string {
  const page = { ...given, columns: Math.max(NARROWEST, given.columns) };
  const { accounts, regions, services, operations, principals, on_behalf, user_agents, errors } = inspection;
  const account = { head: "account", of: (row: { account: string }) => row.account };
  const lists = [
    (half: TextPage) => renderList("Accounts", accounts, [account], half),
    (half: TextPage) =>
      renderList("Regions", regions, [{ head: "region", of: ({ region }) => region }], half),
    (half: TextPage) =>
      renderList(
        "Services",
        { list: services, others: operations.others },
        [{ head: "service", of: ({ service }) => service }],
        half,
      ),
    (half: TextPage) =>
      renderList(
        "Operations",
        operations,
        [
          { head: "service", of: ({ service, event_source }) => service ?? event_source },
          { head: "event", of: ({ event_name }) => event_name },
        ],
        half,
      ),
    (half: TextPage) =>
      renderList(
        "Who called",
        principals,
        [
          { head: "type", of: ({ kind }) => kind },
          { head: "principal", of: ({ principal }) => splitArn(principal)[0] },
          { head: "account", of: ({ principal }) => splitArn(principal)[1] },
        ],
        half,
      ),
    (half: TextPage) =>
      renderList(
        "With what",
        user_agents,
        [{ head: "user agent", of: ({ user_agent }) => user_agent }],
        half,
      ),
    (half: TextPage) =>
      renderList(
        "Services that called",
        on_behalf,
        [{ head: "service", of: ({ service }) => service }],
        half,
      ),
    (half: TextPage) =>
      renderList("Errors in production", errors, [{ head: "code", of: ({ code }) => code }], half),
  ];
  const lines = [
    ...renderHead(inspection, page),
    ...(inspection.time ? ["", ...renderChart(inspection.time, page)] : []),
    ...arrange(lists, page),
    ...[renderReplayed, renderAdded, renderHidden, renderStanding, renderNeeds].flatMap((render) => {
      const block = render(inspection, page);
      return block.length === 0 ? [] : ["", ...block];
    }),
  ];
  return `${lines.map((line) => fitLine(line, page)).join("\n")}\n`;
}
