/** Writes the Homebrew formula of a release, which installs its archives. */
import { PRODUCT } from "./product.ts";
import type { Target } from "./targets.ts";

/** An archive that lies beside the formula in a release. */
export interface ReleasedArchive {
  readonly target: Target;
  readonly file: string;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Homebrew wants at most 80 characters, and no full stop. */
const DESCRIPTION = "Replay AWS CloudTrail logs against a local AWS emulator";
const SYSTEMS = [
  { block: "on_macos", os: "darwin" },
  { block: "on_linux", os: "linux" },
] as const;
const PROCESSORS = [
  { block: "on_arm", cpu: "arm64" },
  { block: "on_intel", cpu: "x64" },
] as const;

/** The text of cloudmock.rb; Homebrew is for macOS and for Linux with glibc. */
export function writeFormula(archives: readonly ReleasedArchive[]): string {
  const { version, license, homepage, releases } = PRODUCT;
  const writeSource = ({ file, sha256 }: ReleasedArchive) => [
    `      url "${releases}/download/v${version}/${file}"`,
    `      sha256 "${sha256}"`,
  ];
  const systems = SYSTEMS.flatMap(({ block, os }) => {
    const sources = PROCESSORS.flatMap((processor) => {
      const archive = archives.find(
        ({ target }) => target.os === os && target.cpu === processor.cpu && target.libc !== "musl",
      );
      return archive ? [`    ${processor.block} do`, ...writeSource(archive), "    end"] : [];
    });
    return sources.length === 0 ? [] : [`  ${block} do`, ...sources, "  end", ""];
  });
  return `class Cloudmock < Formula
  desc "${DESCRIPTION}"
  homepage "${homepage}"
  version "${version}"
  license "${license}"

${systems.join("\n")}
  def install
    bin.install "cloudmock"
    bash_completion.install "completions/cloudmock.bash" => "cloudmock"
    zsh_completion.install "completions/_cloudmock"
    fish_completion.install "completions/cloudmock.fish"
    man1.install "man/cloudmock.1"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/cloudmock --version")
  end
end
`;
}
