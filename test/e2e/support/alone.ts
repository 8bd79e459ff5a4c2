/** Programs that run by themselves: where every port is free, and nothing outlives them. */

/**
 * The words before a command that give it a network and processes of its own, with loopback up. All that it leaves
 * running ends with it, and it ends with the process that started it, however that one ends. Takes root.
 */
export const ALONE: readonly string[] = [
  // unshare itself heeds no SIGTERM, which is what a test that is too late sends.
  ...["setpriv", "--pdeathsig", "KILL"],
  ...["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"],
  ...["sh", "-c", 'ip link set lo up && exec "$@"', "sh"],
];

/** Why commands cannot be run so on this machine; undefined where they can. */
export function findNoAlone(): string | undefined {
  for (const program of ["setpriv", "unshare", "ip"])
    if (!Bun.which(program)) return `${program} is not installed`;
  const tried = Bun.spawnSync([...ALONE, "true"], { stderr: "pipe" });
  return tried.exitCode === 0 ? undefined : `no namespaces: ${tried.stderr.toString().trim()}`;
}
