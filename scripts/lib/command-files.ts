/** The files of a release that are made from the command tree: completions and the man page. */
import { renderCompletions } from "../../src/cli/completions.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { renderManPage } from "./man-page.ts";

/** A file that is made from the command tree. */
export interface CommandFile {
  /** Its path in an archive. */
  readonly name: string;
  readonly text: string;
}

/** The path of the man page in an archive. */
export const MAN_PAGE = "man/cloudmock.1";

/** The completions and the man page. */
export function writeCommandFiles(): CommandFile[] {
  return [
    { name: "completions/cloudmock.bash", text: renderCompletions(mainCommand, "bash") },
    { name: "completions/_cloudmock", text: renderCompletions(mainCommand, "zsh") },
    { name: "completions/cloudmock.fish", text: renderCompletions(mainCommand, "fish") },
    { name: MAN_PAGE, text: renderManPage(mainCommand) },
  ];
}
