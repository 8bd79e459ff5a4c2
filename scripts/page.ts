/** Builds the page that is served and written as a report: `npm run page`; the build does so by itself. */
import { buildPage } from "./lib/build-page.ts";

await buildPage();
