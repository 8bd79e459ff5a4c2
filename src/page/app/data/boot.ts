/** What the page was opened as: the console of a server, or a report that stands alone in a file. */
import type { Report } from "../../report-data.ts";

export type Boot = { readonly mode: "served" } | { readonly mode: "report"; readonly report: Report };

/** Where a report's data stands in the page. */
const DATA_ID = "report-data";

function readBoot(): Boot {
  const text = document.getElementById(DATA_ID)?.textContent ?? "";
  return text.trim() === "" ? { mode: "served" } : { mode: "report", report: JSON.parse(text) as Report };
}

/** Read once: it never changes. */
export const boot: Boot = readBoot();
