/** Starts the page. */
import { render } from "preact";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import { ask } from "./data/api.ts";
import { boot } from "./data/boot.ts";
import { Shell } from "./shell/shell.tsx";
import { startTheme } from "./shell/theme.ts";

startTheme();
// A server with a token refuses this, which lets the page ask for it at once.
if (boot.mode === "served") ask("/api/version").catch(() => {});
const root = document.getElementById("app");
if (root) render(<Shell />, root);
