/** Writes a report: the page with its data in one file, which opens from disk and asks nobody for anything. */
import { loadPage } from "./load-page.ts";
import type { Report } from "./report-data.ts";
import { renderAlone } from "./template.ts";

/** The HTML text of a report. */
export async function renderReportPage(report: Report): Promise<string> {
  const { html } = await loadPage();
  return renderAlone(html, report);
}
