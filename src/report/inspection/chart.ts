/** Calls over time as bars, a row a step of time. */
import type { Inspection } from "../../inspect/inspection-schema.ts";
import { printNumber, renderTitle, style, type TextBlock, type TextPage } from "./layout.ts";
import { tellSpan } from "./span.ts";

type Time = NonNullable<Inspection["time"]>;
type Step = Time["steps"][number];

/** Longer bars are no easier to compare. */
const LONGEST_BAR = 120;
const SHORTEST_BAR = 10;
/** Fewer empty steps are shown as rows. */
const FEW_EMPTY = 2;
const REPLAYED = "█";
const OTHERS = "░";

/** How a bar is parted: whatever there is has a cell at least. */
function measureBar(
  { calls, replayed }: Step,
  most: number,
  width: number,
): [replayed: number, others: number] {
  const whole = Math.max(1, Math.round((calls / most) * width));
  if (replayed === 0) return [0, whole];
  const part = Math.max(1, Math.round((replayed / calls) * whole));
  const dark = calls > replayed ? Math.min(part, Math.max(1, whole - 1)) : whole;
  return [dark, whole - dark];
}

/** `2023-07-10 12:05`, as much of it as differs from the row before, and as the length of a step makes sense of. */
function makeLabel(from: string, before: string | undefined, stepSeconds: number): string {
  const [day = "", time = ""] = from.replace(/Z$/, "").split("T");
  if (stepSeconds % 86_400 === 0) return day;
  const clock = stepSeconds % 60 === 0 ? time.slice(0, 5) : time.slice(0, 8);
  return before?.startsWith(`${day}T`) ? `${" ".repeat(day.length)} ${clock}` : `${day} ${clock}`;
}

/** The steps between two that have calls. */
function countBetween(one: Step, other: Step, stepSeconds: number): number {
  return Math.round((Date.parse(other.from) - Date.parse(one.from)) / (stepSeconds * 1000)) - 1;
}

/** The chart; nothing where nothing is counted. */
export function renderChart(time: Inspection["time"], page: TextPage): TextBlock {
  if (!time) return [];
  const { steps, step_seconds } = time;
  const most = Math.max(...steps.map(({ calls }) => calls));
  const numbers = steps.map(({ calls }) => printNumber(calls));
  const sent = steps.map(({ replayed }) => (replayed === 0 ? "" : printNumber(replayed)));
  const widthOf = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
  const labelWidth = widthOf(steps.map(({ from }) => makeLabel(from, undefined, step_seconds)));
  const [callsWidth, sentWidth] = [widthOf(numbers), widthOf(sent)];
  const room = page.columns - labelWidth - callsWidth - sentWidth - 8;
  const width = Math.min(LONGEST_BAR, Math.max(SHORTEST_BAR, room));
  let above: string | undefined;
  const label = (from: string) => {
    const made = makeLabel(from, above, step_seconds).padEnd(labelWidth);
    above = from;
    return made;
  };
  /** The rows of steps without calls behind one that has some. */
  const skip = ({ from }: Step, gap: number) => {
    if (gap <= FEW_EMPTY)
      return Array.from({ length: gap }, (_, at) => {
        const moment = new Date(Date.parse(from) + (at + 1) * step_seconds * 1000);
        return `  ${label(moment.toISOString())}`.trimEnd();
      });
    above = undefined;
    const nothing = `  ${"⋮".padStart(labelWidth)}  nothing for ${tellSpan(gap * step_seconds)}`;
    return [style(nothing, "quiet", page)];
  };
  const lines = steps.flatMap((step, place) => {
    const before = steps[place - 1];
    const skipped = before ? skip(before, countBetween(before, step, step_seconds)) : [];
    const [dark, light] = measureBar(step, most, width);
    const bar =
      style(REPLAYED.repeat(dark), "strong", page) +
      style(OTHERS.repeat(light), "quiet", page) +
      " ".repeat(Math.max(0, width - dark - light));
    const counts = `${(numbers[place] ?? "").padStart(callsWidth)}  ${(sent[place] ?? "").padStart(sentWidth)}`;
    return [...skipped, `  ${label(step.from)}  ${bar}  ${counts}`.trimEnd()];
  });
  const each = `a row is ${tellSpan(step_seconds)}: ${REPLAYED} replayed, ${OTHERS} not; records, and those replayed`;
  return [...renderTitle("Over time", each, page), ...lines];
}
